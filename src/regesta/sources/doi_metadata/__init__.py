"""Readers of the metadata that registration agencies keep for a DOI."""
