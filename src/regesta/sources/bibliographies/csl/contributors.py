"""Reads who made a publication from the names in an item."""

from collections.abc import Mapping
from typing import Any, Final

from regesta.records import Contributor, Place
from regesta.sources.bibliographies.csl.reading import ItemReading
from regesta.sources.bibliographies.names import body, is_body_name, person, undecided
from regesta.values.standard_numbers import normalise_orcid

_ROLES: Final = {
    "editor": "edt",
    "editor-translator": "edt",
    "collection-editor": "edt",
    "editorial-director": "pbd",
    "translator": "trl",
    "container-author": "ctb",
    "contributor": "ctb",
    "compiler": "com",
    "curator": "cur",
    "director": "drt",
    "composer": "cmp",
    "illustrator": "ill",
    "interviewer": "ivr",
    "recipient": "rcp",
    "chair": "mod",
    "organizer": "orm",
    "host": "hst",
    "guest": "spk",
    "narrator": "nrt",
    "performer": "prf",
    "producer": "pro",
    "executive-producer": "pro",
    "script-writer": "aus",
    "series-creator": "cre",
}
"""The code of the MARC relators for each variable that holds names."""


def read_contributors(reading: ItemReading) -> None:
    """Add the authors and everybody else whom the item names."""
    _read(reading, "author", "creators", None)
    for name, role in _ROLES.items():
        if name in reading.item:
            _read(reading, name, "contributors", role)


def _read(reading: ItemReading, name: str, target: str, role: str | None) -> None:
    value = reading.item.get(name)
    for one in value if isinstance(value, list) else [value] if value else []:
        place = reading.place(name)
        if isinstance(one, str) and one.strip():
            reading.draft.add_contributor(target, undecided(place, one, role=role))
            continue
        contributor = _contributor(reading, one, place, role) if isinstance(one, Mapping) else None
        if contributor is None:
            reading.wrong(name, one)
        reading.draft.add_contributor(target, contributor)


def _contributor(
    reading: ItemReading, value: Mapping[str, Any], place: Place, role: str | None
) -> Contributor | None:
    parts = {key: reading.written(text).strip() for key, text in value.items()}
    whole = parts.get("literal") or parts.get("name") or ""
    family = " ".join(
        filter(
            None,
            (parts.get(key) for key in ("dropping-particle", "non-dropping-particle", "family")),
        )
    )
    given = parts.get("given", "")
    is_institution = str(value.get("isInstitution", "")).lower() in ("true", "1")
    if (whole and not family) or is_institution:
        return body(place, whole or family, role=role)
    if not given and is_body_name(family):
        return undecided(place, family, role=role)
    orcid = normalise_orcid(parts.get("ORCID") or parts.get("orcid") or "")
    return person(place, given, family, suffix=parts.get("suffix", ""), role=role, orcid=orcid)
