"""RDF formats, and how quads become bytes in each: always the same bytes for the same quads."""

from regesta.serialisation.formats import (
    FORMATS,
    GRAPH_FORMATS,
    JSON_LD,
    N_QUADS,
    N_TRIPLES,
    RDF_XML,
    TRIG,
    TURTLE,
    Format,
    content_type,
    format_by_media_type,
    format_by_name,
    format_by_suffix,
)
from regesta.serialisation.prefixes import prefixes_for
from regesta.serialisation.writer import ordered, serialise, serialise_to

__all__ = [
    "FORMATS",
    "GRAPH_FORMATS",
    "JSON_LD",
    "N_QUADS",
    "N_TRIPLES",
    "RDF_XML",
    "TRIG",
    "TURTLE",
    "Format",
    "content_type",
    "format_by_media_type",
    "format_by_name",
    "format_by_suffix",
    "ordered",
    "prefixes_for",
    "serialise",
    "serialise_to",
]
