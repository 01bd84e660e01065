"""Names in RIS: “Family, Given, Suffix”, and bodies, which have no comma or end in one."""

import re
from collections.abc import Iterator

from regesta.records import Contributor, Place
from regesta.sources.bibliographies.names import body, is_body_name, is_suffix, person, undecided

_OTHERS = re.compile(r"(?:and others|et al|others)\.?", re.IGNORECASE)


def split_names(text: str) -> Iterator[str]:
    """The names of a field, which should hold one: by lines, and by semicolons between commas."""
    parts = [part.strip() for part in text.split(";")]
    if len(parts) > 1 and all("," in part for part in parts if part):
        yield from filter(None, parts)
    elif text.strip():
        yield " ".join(text.split())


def is_rest(text: str) -> bool:
    """Whether a name only says that there are others."""
    return _OTHERS.fullmatch(text.strip()) is not None


def read_name(text: str, place: Place, role: str | None) -> Contributor | None:
    """The person or the body of one name; undecided where it has no comma and no telling word."""
    name = text.strip()
    if name.endswith(","):
        return body(place, name.rstrip(", "), role=role)
    parts = [part.strip() for part in name.split(",")]
    if len(parts) == 1:
        return (
            body(place, name, role=role)
            if is_body_name(name)
            else undecided(place, name, role=role)
        )
    family, given, *others = parts
    if not others:
        return person(place, given, family, role=role)
    if is_suffix(given):
        return person(place, " ".join(others), family, suffix=given, role=role)
    if is_suffix(others[0]) or not is_body_name(name):
        return person(place, given, family, suffix=" ".join(others), role=role)
    return body(place, name, role=role)
