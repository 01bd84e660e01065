"""The example queries and the prefixes as statements, so that editors and assistants find them.

The form is that of the SIB's examples: `sh:SPARQLExecutable` with its text, what it asks, and the
endpoint that it is for.
"""

from collections.abc import Iterator

from pyoxigraph import Literal, Quad

from regesta.assets import asset
from regesta.identifiers import Identifiers
from regesta.outputs.query_values import fill_with_examples
from regesta.store.query import load_query
from regesta.store.query_analysis import QueryForm, analyse_query
from regesta.vocabulary import RDF_TYPE, RDFS, SCHEMA, SH, XSD, prefixes

_KINDS = {
    QueryForm.SELECT: (SH.SPARQLSelectExecutable, SH.select),
    QueryForm.ASK: (SH.SPARQLAskExecutable, SH.ask),
    QueryForm.CONSTRUCT: (SH.SPARQLConstructExecutable, SH.construct),
}


def describe_queries(identifiers: Identifiers) -> list[Quad]:
    """The document of all example queries, with their defaults filled in."""
    return list(_describe(identifiers))


def _describe(identifiers: Identifiers) -> Iterator[Quad]:
    document = identifiers.page("api/queries")
    table = identifiers.part(document, "prefixes")
    for prefix, namespace in prefixes().items():
        own = identifiers.part(document, f"prefix-{prefix}")
        yield Quad(table, SH.declare, own, document)
        yield Quad(own, SH.prefix, Literal(prefix), document)
        yield Quad(own, SH.namespace, Literal(namespace, datatype=XSD.anyURI), document)
    for name in sorted(path.stem for path in asset("queries", "examples").glob("*.rq")):
        query = load_query(f"examples/{name}")
        own = identifiers.part(document, name)
        kind, predicate = _KINDS[analyse_query(query.text).form]
        yield Quad(own, RDF_TYPE, SH.SPARQLExecutable, document)
        yield Quad(own, RDF_TYPE, kind, document)
        yield Quad(own, RDFS.comment, Literal(query.summary, language="en"), document)
        yield Quad(own, SH.prefixes, table, document)
        yield Quad(own, predicate, Literal(fill_with_examples(query, identifiers).text), document)
        yield Quad(own, SCHEMA.target, identifiers.page("sparql"), document)
        yield Quad(own, RDFS.seeAlso, identifiers.page(f"api/queries/{name}"), document)
