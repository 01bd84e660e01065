"""Linking: from names as written to the IRIs of agencies, regions, themes and persons."""
