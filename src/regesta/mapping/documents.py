"""What every record document says of itself."""

from functools import lru_cache

from pyoxigraph import Literal, NamedNode

from regesta.mapping.graph import Graph
from regesta.values.dates import WrittenDate, parse_full_date
from regesta.vocabulary import DCTERMS, FOAF, XSD


def new_document(document: NamedNode, topic: NamedNode, modified: str = "") -> Graph:
    """A graph that begins with its own document: its topic and, where known, its date."""
    graph = Graph(document)
    graph.add_types(document, FOAF.Document)
    graph.add(document, FOAF.primaryTopic, topic)
    graph.add(document, DCTERMS.modified, date_literal(parse_full_date(modified)))
    return graph


@lru_cache(maxsize=4096)
def date_literal(date: WrittenDate | None) -> Literal | None:
    """The date as a typed literal of its own precision."""
    return Literal(str(date), datatype=XSD[date.datatype]) if date else None
