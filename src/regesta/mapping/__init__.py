"""Mapping: from linked records to quads; pure functions."""
