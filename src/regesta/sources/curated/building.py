"""Builds a record of a table of located values, or says why it cannot be one."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from regesta.findings import Finding, has_violation
from regesta.identifiers import is_local_name, slugify
from regesta.messages import new_finding
from regesta.messages.phrases import same
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
        yield fault("record-malformed", place, node.line, kind=kind_of(node))
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
        yield fault("record-without-title", place, place.line, field="title")
    for identifier in map(str, draft.values.get("identifier", ())):
        if not is_local_name(identifier):
            line = draft.places["identifier"].line
            good = slugify(identifier)
            yield fault("id-malformed", place, line, value=identifier, field="id", good=good)


def _unknown_key(name: str, place: Place) -> Finding:
    there, meant = replace(place, field=name), suggest(name)
    keys = same(", ".join(sorted(KEYS)))
    if meant:
        return new_finding("key-misspelt", there, value=name, keys=keys, meant=meant)
    return new_finding("key-unknown", there, value=name, keys=keys)
