"""A Turtle and TriG writer for people and for every reader: types first, a line a property.

Some readers stumble over escapes in prefixed names, so an IRI that would need one is written out.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import IO

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Triple

from regesta.vocabulary import RDF, RDF_TYPE, XSD

_LOCAL_NAME = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")
_ABBREVIATED = {
    XSD.integer: re.compile(r"[+-]?[0-9]+"),
    XSD.decimal: re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    XSD.boolean: re.compile(r"true|false"),
}
_PLAIN = (XSD.string, RDF.langString, RDF.dirLangString)


def write_turtle(quads: Iterable[Quad], file: IO[bytes], table: Mapping[str, str]) -> None:
    """Write quads ordered by graph and subject; what is in a named graph makes it TriG."""
    for prefix, namespace in sorted(table.items()):
        file.write(f"@prefix {prefix}: <{namespace}> .\n".encode())
    terms = _Terms(table)
    for name, graph in groupby(quads, key=lambda quad: quad.graph_name):
        subjects = groupby(graph, key=lambda quad: quad.subject)
        if isinstance(name, DefaultGraph):
            for _, statements in subjects:
                file.write(f"\n{terms.subject(list(statements), '')}".encode())
        else:
            file.write(f"\n{terms.term(name)} {{\n".encode())
            blocks = (terms.subject(list(statements), "  ") for _, statements in subjects)
            file.write("\n".join(blocks).encode())
            file.write(b"}\n")


class _Terms:
    """Writes terms under one table of prefixes."""

    def __init__(self, table: Mapping[str, str]) -> None:
        self._prefixes = {namespace: prefix for prefix, namespace in table.items()}

    def subject(self, quads: list[Quad], indent: str) -> str:
        properties = (f" ;\n{indent}    ".join(self._properties(quads))) + " .\n"
        return f"{indent}{self.term(quads[0].subject)} {properties}"

    def _properties(self, quads: list[Quad]) -> Iterator[str]:
        types_first = sorted(quads, key=lambda quad: quad.predicate != RDF_TYPE)
        for predicate, statements in groupby(types_first, key=lambda quad: quad.predicate):
            verb = "a" if predicate == RDF_TYPE else self.term(predicate)
            yield f"{verb} {', '.join(self.term(quad.object) for quad in statements)}"

    def term(self, term: object) -> str:
        if isinstance(term, NamedNode):
            return self._iri(term.value)
        if isinstance(term, Literal):
            return self._literal(term)
        if isinstance(term, Triple):
            parts = map(self.term, (term.subject, term.predicate, term.object))
            return f"<<( {' '.join(parts)} )>>"
        return str(term)

    def _iri(self, iri: str) -> str:
        cut = max(iri.rfind("/"), iri.rfind("#")) + 1
        prefix = self._prefixes.get(iri[:cut])
        if prefix is not None and _LOCAL_NAME.fullmatch(iri, cut):
            return f"{prefix}:{iri[cut:]}"
        return f"<{iri}>"

    def _literal(self, literal: Literal) -> str:
        datatype = literal.datatype
        if datatype in _PLAIN:
            return str(literal)
        form = _ABBREVIATED.get(datatype)
        if form and form.fullmatch(literal.value):
            return literal.value
        return f"{Literal(literal.value)}^^{self._iri(datatype.value)}"
