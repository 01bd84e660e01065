"""The prefixes that make a serialisation readable, and which of them are safe to use."""

from collections.abc import Iterable, Mapping

from pyoxigraph import Literal, NamedNode, Quad, Triple

from regesta.identifiers import Identifiers
from regesta.vocabulary import RDF_TYPE, XSD, prefixes


def prefixes_for(base_iri: str) -> dict[str, str]:
    """The table of prefixes with one for each kind of thing below a base, such as `agency:`.

    The documents about them get none: they would differ from their things by nothing but a word.
    """
    return {**prefixes(), **Identifiers(base_iri).namespaces()}


def usable_prefixes(table: Mapping[str, str]) -> dict[str, str]:
    """The prefixes of which at most one can stand for any IRI, in alphabetical order.

    A namespace must end where JSON-LD lets a simple prefix end, and lie in no other namespace, else
    the choice between the two would be the engine's.
    """
    chosen: dict[str, str] = {}
    for prefix, namespace in sorted(table.items()):
        nested = any(namespace.startswith(other) for other in table.values() if other != namespace)
        if namespace.endswith(("/", "#")) and not nested and namespace not in chosen.values():
            chosen[prefix] = namespace
    return chosen


def used_prefixes(table: Mapping[str, str], quads: Iterable[Quad]) -> dict[str, str]:
    """Those prefixes that some IRI of the quads begins with."""
    found = {_namespace(iri) for quad in quads for iri in _iris(quad)}
    return {prefix: namespace for prefix, namespace in table.items() if namespace in found}


def _iris(quad: Quad) -> Iterable[str]:
    terms: list[object] = [quad.subject, quad.object, quad.graph_name]
    if quad.predicate != RDF_TYPE:
        terms.append(quad.predicate)
    while terms:
        term = terms.pop()
        if isinstance(term, NamedNode):
            yield term.value
        elif isinstance(term, Literal) and not term.language and term.datatype != XSD.string:
            yield term.datatype.value
        elif isinstance(term, Triple):
            terms += [term.subject, term.predicate, term.object]


def _namespace(iri: str) -> str:
    return iri[: max(iri.rfind("/"), iri.rfind("#")) + 1]
