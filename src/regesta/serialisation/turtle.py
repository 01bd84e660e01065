"""A Turtle and TriG writer for people and for every reader: types first, a line a property.

Some readers stumble over escapes in prefixed names, so an IRI that would need one is written out.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Triple

from regesta.vocabulary import RDF, RDF_TYPE, XSD

_LOCAL_NAME = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")
_ABBREVIATED = {
    XSD.integer: re.compile(r"[+-]?[0-9]+"),
    XSD.decimal: re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    XSD.boolean: re.compile(r"true|false"),
}
_PLAIN = (XSD.string, RDF.langString, RDF.dirLangString)


class TurtleWriter:
    """Writes the quads of one graph after the other; what is in a named graph makes it TriG."""

    def __init__(self, table: Mapping[str, str]) -> None:
        lines = (f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in sorted(table.items()))
        self.header = "".join(lines).encode()
        self.footer = b""
        self._terms = _Terms(table)

    def block(self, quads: Sequence[Quad]) -> bytes:
        """One graph's quads, ordered by subject."""
        name = quads[0].graph_name
        subjects = groupby(quads, key=lambda quad: quad.subject)
        if isinstance(name, DefaultGraph):
            blocks = (self._terms.subject(list(each), "") for _, each in subjects)
            return "".join(f"\n{block}" for block in blocks).encode()
        text = "\n".join(self._terms.subject(list(each), "  ") for _, each in subjects)
        return f"\n{self._terms.term(name)} {{\n{text}}}\n".encode()


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
