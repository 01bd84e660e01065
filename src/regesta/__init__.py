"""Regesta turns the publication lists of agencies into a validated knowledge graph."""

__version__ = "0.1.0"
