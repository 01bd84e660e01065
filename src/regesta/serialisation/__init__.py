"""RDF formats, and how quads become bytes in each: always the same bytes for the same quads.

Reading is of our own Turtle files only; what sources bring has readers of its own.
"""

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
from regesta.serialisation.reading import read_turtle
from regesta.serialisation.writer import (
    BlockWriter,
    block_writer,
    ordered,
    serialise,
    serialise_to,
    without_comma,
)

__all__ = [
    "FORMATS",
    "GRAPH_FORMATS",
    "JSON_LD",
    "N_QUADS",
    "N_TRIPLES",
    "RDF_XML",
    "TRIG",
    "TURTLE",
    "BlockWriter",
    "Format",
    "block_writer",
    "content_type",
    "format_by_media_type",
    "format_by_name",
    "format_by_suffix",
    "ordered",
    "prefixes_for",
    "read_turtle",
    "serialise",
    "serialise_to",
    "without_comma",
]
