"""Bibliographies: what reference managers write, as BibTeX, RIS or CSL-JSON.

Each format has a folder of its own; what the three have in common is read by the same code, so
that the same work gives the same record whichever way it was exported.
"""
