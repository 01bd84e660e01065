"""What was sent as RDF: read, and held to being the graph of one publication's document."""

from collections.abc import Iterable, Iterator
from itertools import islice

import pyoxigraph as ox
from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, Triple

from regesta.editing.edit import place_of
from regesta.editing.editor import MalformedBodyError, RdfBody
from regesta.findings import Finding
from regesta.identifiers import Identifiers
from regesta.messages import new_finding
from regesta.serialisation import JSON_LD, RDF_XML
from regesta.values.nesting import nesting_depth
from regesta.vocabulary import FOAF

MOST_STATEMENTS = 10_000
_DEEPEST = 100


def read_graph(body: RdfBody, document: NamedNode) -> list[Quad]:
    """The statements that were sent, at most one more than may be.

    Raises MalformedBodyError. Nothing is fetched, and no entity of XML is filled in.
    """
    _refuse_hostile(body)
    try:
        parsed = ox.parse(body.content, format=body.format.engine, base_iri=document.value)
        return list(islice(parsed, MOST_STATEMENTS + 1))
    except (SyntaxError, ValueError, OSError, RecursionError) as error:
        line = getattr(error, "lineno", None)
        where = f" at line {line}" if line else ""
        reason = str(getattr(error, "msg", None) or error).rstrip(".")
        raise MalformedBodyError(f"The body is not {body.format.label}{where}: {reason}.") from None


def graph_faults(quads: Iterable[Quad], name: str, identifiers: Identifiers) -> Iterator[Finding]:
    """What keeps statements from being the graph of one publication's document."""
    document, thing = (
        each("publication", name) for each in (identifiers.document, identifiers.thing)
    )
    place = place_of(name)
    parts = {"document": document.value, "thing": thing.value}
    topics = set()
    for quad in quads:
        if any(isinstance(each, BlankNode | Triple) for each in (quad.subject, quad.object)):
            yield new_finding("edit-node-without-iri", place, value=quad.predicate.value, **parts)
        elif not _is_own(quad.subject, document, thing):
            yield new_finding("edit-of-other-thing", place, value=str(quad.subject)[1:-1], **parts)
        if quad.graph_name not in (document, DefaultGraph()):
            value = getattr(quad.graph_name, "value", "")
            yield new_finding("edit-of-other-graph", place, value=value, **parts)
        if (quad.subject, quad.predicate) == (document, FOAF.primaryTopic):
            topics.add(quad.object)
    if topics != {thing}:
        yield new_finding("edit-topic-differs", place, **parts)


def _is_own(subject: object, document: NamedNode, thing: NamedNode) -> bool:
    if not isinstance(subject, NamedNode):
        return False
    return subject in (document, thing) or subject.value.startswith(
        (f"{document.value}#", f"{thing.value}#")
    )


def _refuse_hostile(body: RdfBody) -> None:
    """What a parser might follow or unfold is refused before it is asked."""
    try:
        text = body.content.decode("utf-8")
    except UnicodeDecodeError:
        raise MalformedBodyError("The body is not UTF-8.") from None
    if "\x00" in text:
        raise MalformedBodyError("The body has a character that no text has.")
    if body.format is RDF_XML and "<!DOCTYPE" in text:
        raise MalformedBodyError("The body declares a document type; leave that out.")
    if body.format is JSON_LD and nesting_depth(text) > _DEEPEST:
        raise MalformedBodyError(f"The body is nested more than {_DEEPEST} deep.")
