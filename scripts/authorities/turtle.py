"""Writes triples as Turtle that a person can read and compare: sorted, and relative to a base.

The writers of RDF libraries put the base into the file or keep absolute IRIs; here the base stays
open, so that each deployment gives its own.
"""

import re
from collections.abc import Iterable, Mapping
from itertools import groupby

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from regesta.identifiers import Identifiers
from regesta.vocabulary import GEONAMES_FEATURES, SKOS, XSD, prefixes

BASE = "https://base.invalid/"
"""Stands for the base of the deployment while the triples are made."""

_FIRST = ("rdf:type", "gn:name", "dcterms:title", "skos:prefLabel", "skos:altLabel")
_LAST = ("geo:hasGeometry", "skos:inScheme", "skos:topConceptOf")
_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")
_LINE = 90
_COMMENT = "\0"
"""Parts a term from its comment until the line is whole."""
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})


class DifferenceError(Exception):
    """What was written does not say what was meant."""


def write_turtle(triples: Iterable[Triple], heading: str) -> str:
    """The triples as Turtle below a heading of comment lines, the same for the same triples."""
    meant = set(triples)
    names = _names(meant)
    body = [_block(subject, list(group), names) for subject, group in _by_subject(meant)]
    used = sorted({name for block in body for name in _used_prefixes(block)})
    head = [f"# {line}".rstrip() for line in heading.splitlines()]
    head += [f"@prefix {name}: <{prefixes()[name]}> ." for name in used]
    text = "\n".join(head) + "\n\n" + "\n".join(body)
    written = {quad.triple for quad in parse(text.encode(), RdfFormat.TURTLE, base_iri=BASE)}
    if written != meant:
        raise DifferenceError(f"Turtle differs from its triples: {written ^ meant}")
    return text


def _by_subject(triples: set[Triple]) -> Iterable[tuple[str, Iterable[Triple]]]:
    return groupby(sorted(triples, key=lambda one: (_place(_subject(one)), str(one))), key=_subject)


def _subject(triple: Triple) -> str:
    assert isinstance(triple.subject, NamedNode)
    return triple.subject.value


def _place(iri: str) -> tuple[tuple[bool, int, str], ...]:
    """Puts the parts of a document right after the thing that the document is about."""
    document = Identifiers(BASE).document_of(iri)
    return _natural(document.value if document else iri)


def _natural(iri: str) -> tuple[tuple[bool, int, str], ...]:
    """Orders numbers within IRIs by their value."""
    parts = re.split(r"(\d+)", iri)
    return tuple((part.isdigit(), int(part) if part.isdigit() else 0, part) for part in parts)


def _names(triples: set[Triple]) -> dict[str, str]:
    """A name for each IRI that does not say what it is, for comments."""
    return {
        _iri(triple.subject): triple.object.value
        for triple in triples
        if isinstance(triple.subject, NamedNode)
        and isinstance(triple.object, Literal)
        and triple.subject.value.startswith(GEONAMES_FEATURES)
        and triple.predicate == SKOS.prefLabel
        and triple.object.language == "en"
    }


def _block(subject: str, triples: list[Triple], names: Mapping[str, str]) -> str:
    values: dict[str, list[str]] = {}
    for triple in triples:
        values.setdefault(_iri(triple.predicate), []).append(_term(triple.object))
    lines = [
        f"{'a' if name == 'rdf:type' else name} {_objects(values[name], names)}"
        for name in sorted(values, key=_rank)
    ]
    ended = [*(_end(line, ";") for line in lines[:-1]), _end(lines[-1], ".")]
    start = _iri(NamedNode(subject))
    heading = f"# {names[start]}\n" if start in names else ""
    return f"{heading}{start} " + "\n    ".join(ended).replace(_COMMENT, "  # ") + "\n"


def _objects(objects: list[str], names: Mapping[str, str]) -> str:
    ordered = sorted(objects, key=lambda one: (_natural(one.rpartition('"')[2]), one))
    line = ", ".join(ordered)
    if len(line) <= _LINE and not any(one in names for one in ordered):
        return line
    commented = [f"{one}{_COMMENT}{names[one]}" if one in names else one for one in ordered]
    return "\n        ".join([*(_end(one, ",") for one in commented[:-1]), commented[-1]])


def _end(text: str, mark: str) -> str:
    """The text with its mark before the comment that it may end in."""
    rest, comment, name = text.rpartition(_COMMENT)
    space = "" if mark == "," else " "
    return f"{rest}{space}{mark}{comment}{name}" if comment else f"{text}{space}{mark}"


def _rank(predicate: str) -> tuple[int, int, str]:
    if predicate in _FIRST:
        return (0, _FIRST.index(predicate), predicate)
    if predicate in _LAST:
        return (2, _LAST.index(predicate), predicate)
    return (1, 0, predicate)


def _term(term: object) -> str:
    if isinstance(term, NamedNode):
        return _iri(term)
    assert isinstance(term, Literal)
    text = f'"{term.value.translate(_ESCAPES)}"'
    if term.language:
        return f"{text}@{term.language}"
    if term.datatype == XSD.decimal:
        return term.value
    return text if term.datatype == XSD.string else f"{text}^^{_iri(term.datatype)}"


def _iri(node: NamedNode) -> str:
    for prefix, namespace in prefixes().items():
        local = node.value.removeprefix(namespace)
        if local != node.value and _LOCAL.fullmatch(local):
            return f"{prefix}:{local}"
    return f"<{node.value.removeprefix(BASE)}>"


def _used_prefixes(block: str) -> set[str]:
    bare = re.sub(r'"(?:[^"\\]|\\.)*"|<[^>]*>', "", block)
    return set(re.findall(r"(?<![\w@])([a-z][a-z0-9]*):", bare))
