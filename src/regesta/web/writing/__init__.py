"""Writing over HTTP: who may, what was sent, what it was to replace, and what became of it."""
