"""The formats in which RDF is published: names, media types and suffixes."""

from dataclasses import dataclass

from pyoxigraph import RdfFormat

from regesta.errors import SerialisationError


@dataclass(frozen=True, slots=True)
class Format:
    """A format in which RDF is published; `name` is what a person types."""

    name: str
    label: str
    media_type: str
    suffix: str
    engine: RdfFormat

    @property
    def has_graphs(self) -> bool:
        """Whether the format keeps the names of graphs."""
        return self.engine.supports_datasets

    @property
    def content_type(self) -> str:
        """The value of the Content-Type header."""
        return content_type(self.media_type)


TURTLE = Format("turtle", "Turtle", "text/turtle", "ttl", RdfFormat.TURTLE)
JSON_LD = Format("json-ld", "JSON-LD", "application/ld+json", "jsonld", RdfFormat.JSON_LD)
N_TRIPLES = Format("n-triples", "N-Triples", "application/n-triples", "nt", RdfFormat.N_TRIPLES)
RDF_XML = Format("rdf-xml", "RDF/XML", "application/rdf+xml", "rdf", RdfFormat.RDF_XML)
N_QUADS = Format("n-quads", "N-Quads", "application/n-quads", "nq", RdfFormat.N_QUADS)
TRIG = Format("trig", "TriG", "application/trig", "trig", RdfFormat.TRIG)

FORMATS = (TURTLE, JSON_LD, N_TRIPLES, RDF_XML, N_QUADS, TRIG)
"""Every RDF format, the preferred one first."""

GRAPH_FORMATS = (TURTLE, JSON_LD, N_TRIPLES, RDF_XML)
"""Those for a graph without a name, such as the answer to CONSTRUCT."""


def content_type(media_type: str) -> str:
    """The value of the Content-Type header: text says that it is UTF-8."""
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type


def format_by_name(name: str) -> Format:
    """The format that a person calls so. Raises SerialisationError where there is none."""
    for each in FORMATS:
        if each.name == name.strip().lower():
            return each
    raise SerialisationError(
        f"There is no format “{name}”; choose {', '.join(each.name for each in FORMATS)}."
    )


def format_by_suffix(suffix: str) -> Format | None:
    """The format of files that end so, with or without the dot."""
    wanted = suffix.removeprefix(".").lower()
    return next((each for each in FORMATS if each.suffix == wanted), None)


def format_by_media_type(media_type: str) -> Format | None:
    """The format of a media type, whatever its parameters; wildcards are for the negotiation."""
    wanted = media_type.partition(";")[0].strip().lower()
    return next((each for each in FORMATS if each.media_type == wanted), None)
