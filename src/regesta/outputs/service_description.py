"""The SPARQL service in the words of SPARQL 1.1 Service Description."""

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Triple

from regesta.serialisation import GRAPH_FORMATS
from regesta.settings import QueryLimits
from regesta.store.result_formats import RESULT_FORMATS
from regesta.vocabulary import DCTERMS, RDF_TYPE, SD, VOID


def describe_service(endpoint: NamedNode, triples: int, limits: QueryLimits) -> tuple[Triple, ...]:
    """What the service at this address can do, over how much, and within which limits.

    The named graphs are not listed: there is one for every record, and the query
    `SELECT DISTINCT ?g { GRAPH ?g {} }` gives them.
    """
    return tuple(_describe(endpoint, triples, limits))


def _describe(endpoint: NamedNode, triples: int, limits: QueryLimits) -> Iterator[Triple]:
    dataset = NamedNode(f"{endpoint.value}#dataset")
    default_graph = NamedNode(f"{endpoint.value}#default-graph")
    yield Triple(endpoint, RDF_TYPE, SD.Service)
    yield Triple(endpoint, SD.endpoint, endpoint)
    yield Triple(endpoint, DCTERMS.description, Literal(_describe_limits(limits), language="en"))
    yield Triple(endpoint, SD.supportedLanguage, SD.SPARQL11Query)
    yield Triple(endpoint, SD.feature, SD.UnionDefaultGraph)
    for answer in (*RESULT_FORMATS, *GRAPH_FORMATS):
        yield Triple(endpoint, SD.resultFormat, NamedNode(answer.engine.iri))
    yield Triple(endpoint, SD.defaultDataset, dataset)
    yield Triple(dataset, RDF_TYPE, SD.Dataset)
    yield Triple(dataset, SD.defaultGraph, default_graph)
    yield Triple(default_graph, RDF_TYPE, SD.Graph)
    yield Triple(default_graph, VOID.triples, Literal(triples))


def _describe_limits(limits: QueryLimits) -> str:
    return (
        f"A query may take {limits.seconds:g} seconds and {limits.memory_bytes:,} bytes of memory, "
        f"and its answer may have {limits.answer_bytes:,} bytes and {limits.rows:,} rows; one "
        "that would need more ends with an error, never with a part of the answer. There is no "
        "SERVICE and no update."
    )
