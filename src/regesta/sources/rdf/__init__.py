"""The reader of linked data: publications described in RDF, in any of its formats."""

from regesta.sources.rdf.json_ld import read_json_ld

__all__ = ["read_json_ld"]
