"""What holds of the catalogue as a whole, and of no record alone: `queries/checks/`, as findings.

Two queries are not run here, since they read every statement there is (minutes where the others
take seconds), and nothing that they look for can get into a release: the statements are refused
when they are written (`blank_nodes`), and a document is mapped as one graph about one thing
(`misplaced_statements`). Two more (`doi_shared`, `isbn_shared`) are told when records are compared,
where a person's decision is known.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode

from regesta.findings import Finding
from regesta.messages import new_finding
from regesta.records import Place
from regesta.store.port import Row, Store, Term
from regesta.store.query import load_query

_PLACE: Final = Place("catalogue")
_MOST: Final = 1_000
_AT_ONCE: Final = 200


@dataclass(frozen=True, slots=True)
class Check:
    """One query: the code of its findings, and the variables that say what is concerned.

    `value` is told as it is; `other` is the second thing, told by its name. Where things share a
    value, each row has one of them, and the others are found in the other rows.
    """

    query: str
    code: str
    subject: str
    value: str = ""
    other: str = ""
    is_shared: bool = False


CHECKS: Final = (
    Check("agency_cycles", "catalogue-agency-in-circle", "agency"),
    Check("broader_cycles", "catalogue-theme-in-circle", "theme"),
    Check("parent_cycles", "catalogue-region-in-circle", "region"),
    Check("member_cycles", "catalogue-member-in-circle", "region"),
    Check("part_cycles", "catalogue-part-in-circle", "publication"),
    Check("related_to_broader", "catalogue-theme-related-above", "theme", other="other"),
    Check("dangling_links", "catalogue-link-dangling", "citing", "thing", "citing"),
    Check("documents_without_thing", "catalogue-document-empty", "thing", "document"),
    Check("publications_without_title", "catalogue-title-missing", "publication", "publication"),
    Check(
        "identifiers_shared", "catalogue-identifier-shared", "publication", "value", is_shared=True
    ),
    Check("matches_shared", "catalogue-match-shared", "thing", "value", is_shared=True),
    Check("labels_shared", "catalogue-name-shared", "first", "label", "second"),
    Check("titles_in_conflict", "catalogue-titles-differ", "publication", "first", "second"),
    Check("dates_in_conflict", "catalogue-dates-differ", "publication", "first", "second"),
    Check("dois_in_conflict", "catalogue-dois-differ", "publication", "first", "second"),
    Check("types_in_conflict", "catalogue-types-differ", "publication", "first", "second"),
)

_UNTOLD: Final = "catalogue-hits-many"
CODES: Final = frozenset((*(check.code for check in CHECKS), _UNTOLD))
"""The codes of all findings on a catalogue as a whole."""


def check_catalogue(store: Store, base: NamedNode) -> Iterator[Finding]:
    """What is wrong with a whole catalogue, in the order of the checks and of what they find.

    The base is that of the catalogue's own IRIs. Of each kind a thousand findings are told; one
    more says how many there are besides.
    """
    for check in CHECKS:
        query = load_query(f"checks/{check.query}")
        rows = store.select(query.bind(**({"base": base} if query.parameters else {})))
        yield from _tell(store, check, rows)


def _tell(store: Store, check: Check, rows: Iterable[Row]) -> Iterator[Finding]:
    order = (check.value, check.subject, check.other)
    hits: list[Row] = sorted(
        _with_others(check, rows), key=lambda row: [str(row.get(name, "")) for name in order]
    )
    shown = hits[:_MOST]
    if check.query == "dangling_links":
        shown = [{**row, **_citing(store, row["thing"])} for row in shown]
    names = _names(store, [term for row in shown for term in row.values()])
    for row in shown:
        yield _finding(check, row, names)
    if len(hits) > _MOST:
        example = _finding(check, shown[-1], names).message
        yield new_finding(_UNTOLD, _PLACE, value=example, count=len(hits) - _MOST)


def _with_others(check: Check, rows: Iterable[Row]) -> Iterable[Row]:
    """Rows that share a value, each with the next thing that has it."""
    if not check.is_shared:
        return rows
    things: dict[Term, list[Term]] = {}
    for row in rows:
        things.setdefault(row[check.value], []).append(row[check.subject])
    return [
        {check.value: value, check.subject: thing, "other": sharing[position - 1]}
        for value, found in things.items()
        for sharing in [sorted(set(found), key=str)]
        for position, thing in enumerate(sharing)
    ]


def _citing(store: Store, thing: Term) -> Row:
    """Something that points at a thing; it is there, since the thing was found by it."""
    assert isinstance(thing, NamedNode)
    return store.select(load_query("release/pointing_at_thing").bind(thing=thing))[0]


def _names(store: Store, terms: Iterable[Term]) -> Mapping[Term, str]:
    """The name of each thing, in English where there is one."""
    things = sorted({term for term in terms if isinstance(term, NamedNode)}, key=str)
    names: dict[Term, tuple[bool, str]] = {}
    for start in range(0, len(things), _AT_ONCE):
        query = load_query("release/names_of_things")
        for row in store.select(query.bind(things=things[start : start + _AT_ONCE])):
            thing, name = row["thing"], row["name"]
            if isinstance(name, Literal):
                candidate = (name.language != "en", name.value)
                names[thing] = min(names.get(thing, candidate), candidate)
    return {thing: name for thing, (_is_foreign, name) in names.items()}


def _finding(check: Check, row: Row, names: Mapping[Term, str]) -> Finding:
    subject = row[check.subject]
    value, other = row.get(check.value), row.get(check.other or "other")
    name = _text(subject, names)
    finding = new_finding(
        check.code, _PLACE, value=_plain(value), name=name, other=_text(other, names)
    )
    iri = subject.value if isinstance(subject, NamedNode) else ""
    return replace(finding, record_title=name, record_iri=iri)


def _text(term: Term | None, names: Mapping[Term, str]) -> str:
    return "" if term is None else names.get(term) or _plain(term)


def _plain(term: Term | None) -> str:
    if isinstance(term, NamedNode | Literal):
        return term.value
    # A node without address has nothing to be told by.
    return "" if term is None or isinstance(term, BlankNode) else str(term)
