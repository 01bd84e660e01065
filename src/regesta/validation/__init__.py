"""Validation: from shapes to findings; the only place that knows a SHACL engine."""
