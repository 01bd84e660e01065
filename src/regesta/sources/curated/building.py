"""Builds a record of a table of located values, or says why it cannot be one."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from regesta.findings import Finding, Severity, has_violation
from regesta.identifiers import is_local_name, slugify
from regesta.records import Place, Record
from regesta.sources.curated.keys import KEYS, suggest
from regesta.sources.curated.nodes import Node, Table, fault, kind_of
from regesta.sources.curated.values import Values
from regesta.sources.reader import with_record

_SINGLE = frozenset(
    {
        "identifier", "issued", "document_type", "extent", "licence", "modified",
        "volume", "issue", "page_range", "edition", "report_number",
    }
)  # fmt: skip


@dataclass(slots=True)
class _Draft:
    values: dict[str, tuple[object, ...]] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def read_record(node: Node, place: Place) -> Iterator[Record | Finding]:
    """The record that a node describes after its findings, or its findings alone."""
    there = replace(place, line=node.line)
    if not isinstance(node, Table):
        yield fault(
            "record-malformed",
            f"Here stands {kind_of(node)} where a record is needed.",
            place,
            node.line,
            expected="a table with at least id and title",
            example="- id: handbook-2004\n  title: A handbook",
            remedy="Start each record with a hyphen, its keys below each other.",
        )
        return
    draft = _read(node, there)
    record = _record(draft, there)
    draft.findings.extend(_required(draft, there))
    yield from (with_record(finding, record.title) for finding in draft.findings)
    if not has_violation(draft.findings):
        yield record


def _read(table: Table, place: Place) -> _Draft:
    draft = _Draft()
    for name, node in table.entries.items():
        there = replace(place, line=node.line or place.line)
        key = KEYS.get(name)
        if key is None:
            draft.findings.append(_unknown_key(name, there))
            continue
        values = Values(name, there)
        read = values.read(key.form, node)
        draft.findings.extend(values.findings)
        if read:
            draft.values[key.field] = draft.values.get(key.field, ()) + read
            draft.places.setdefault(key.field, replace(there, field=name))
    return draft


def _record(draft: _Draft, place: Place) -> Record:
    values: dict[str, object] = {
        name: known[0] if name in _SINGLE else tuple(dict.fromkeys(known))
        for name, known in draft.values.items()
    }
    empty = Record(identifier="", place=place, places=tuple(draft.places.items()))
    # `KEYS` says which field each value is of, and tests fill every one.
    return replace(empty, **values)  # type: ignore[arg-type]


def _required(draft: _Draft, place: Place) -> Iterator[Finding]:
    if not draft.values.get("titles"):
        yield fault(
            "title-missing",
            "The record has no title.",
            place,
            place.line,
            expected="a title, as it stands on the publication",
            example='title: "Trafficking: an overview"',
            remedy="Add the title.",
            field="title",
        )
    for identifier in map(str, draft.values.get("identifier", ())):
        if not is_local_name(identifier):
            yield fault(
                "identifier-malformed",
                f"“{identifier}” cannot stand in a web address.",
                place,
                draft.places["identifier"].line,
                value=identifier,
                expected="lower-case letters a to z, digits and single hyphens",
                example=slugify(identifier),
                remedy=f"Write id: {slugify(identifier)}",
                field="id",
            )


def _unknown_key(name: str, place: Place) -> Finding:
    meant = suggest(name)
    return Finding(
        code="key-unknown",
        severity=Severity.WARNING,
        message=f"There is no key “{name}”"
        + (f"; did you mean “{meant}”?" if meant else "; its value was not read."),
        place=replace(place, field=name),
        value=name,
        expected="one of " + ", ".join(sorted(KEYS)),
        remedy=f"Write {meant} instead." if meant else "Remove it, or use one of the known keys.",
    )
