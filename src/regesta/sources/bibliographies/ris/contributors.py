"""Reads who made a publication from the fields of a RIS record."""

from typing import Final

from regesta.sources.bibliographies.draft import Draft
from regesta.sources.bibliographies.names import body
from regesta.sources.bibliographies.ris.lines import TaggedRecord, values
from regesta.sources.bibliographies.ris.names import is_rest, read_name, split_names

_ROLES: Final = {"ED": "edt", "A2": "edt", "A3": "edt", "A4": "trl", "A5": "ctb", "TA": "trl"}
_ROLES_BY_TYPE: Final = {
    "THES": {"A2": "ths", "A3": "ths", "A4": "ths"},
    "VIDEO": {"A2": "drt", "A3": "pro", "A4": "prf"},
    "MPCT": {"A2": "drt", "A3": "pro", "A4": "prf"},
    "SOUND": {"A2": "prf", "A3": "pro", "A4": "prf"},
    "MUSIC": {"A2": "edt", "A3": "edt", "A4": "pro"},
    "ADVS": {"A2": "prf", "A3": "pro", "A4": "prf"},
    "PAT": {"A2": "ctb", "A3": "ctb", "A4": "ctb"},
    "CASE": {"A2": "ctb", "A3": "ctb", "A4": "ctb"},
    "COMP": {"A2": "ctb", "A3": "ctb", "A4": "ctb"},
    "DATA": {"A2": "ctb", "A3": "ctb", "A4": "ctb"},
}
"""The roles of the authors of second to fourth rank, where a type has others than most."""


def read_contributors(draft: Draft, record: TaggedRecord, kind: str) -> None:
    """Add the authors and everybody of another rank."""
    authors = "A9" if not any(True for _ in values(record, "AU", "A1")) else ""
    _read(draft, record, ("AU", "A1", authors), "creators", None)
    for field in values(record, "CA") if authors or _is_pubmed(record) else ():
        place = draft.at(field.written, field.line)
        draft.add_contributor("creators", body(place, field.value))
    for tag, role in (_ROLES | _ROLES_BY_TYPE.get(kind, {})).items():
        _read(draft, record, (tag,), "contributors", role)


def _is_pubmed(record: TaggedRecord) -> bool:
    return any(field.written == "PMID" for field in record.fields)


def _read(
    draft: Draft, record: TaggedRecord, tags: tuple[str, ...], target: str, role: str | None
) -> None:
    for field in values(record, *tags):
        place = draft.at(field.written, field.line)
        for name in split_names(field.value):
            if is_rest(name):
                draft.report("names-incomplete", place, name)
            else:
                draft.add_contributor(target, read_name(name, place, role))
