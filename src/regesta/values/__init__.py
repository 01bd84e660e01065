"""Readable values and their standard forms: pure functions that several stages share."""
