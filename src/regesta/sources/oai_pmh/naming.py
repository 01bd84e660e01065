"""Names of persons and bodies as metadata of repositories write them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from regesta.records import Contributor, Name
from regesta.sources.oai_pmh.drafting import Draft
from regesta.values.standard_numbers import normalise_orcid

_ORCID = re.compile(
    r"[\s;,(\[]*(?:orcid:?\s*)?(?:https?://(?:www\.)?orcid\.org/)?"
    r"(\d{4}-\d{4}-\d{4}-\d{3}[\dX])[)\]]?",
    re.IGNORECASE,
)
_YEARS = re.compile(r",?\s*\(?\b1[5-9]\d\d-(?:\d{4})?\)?\.?$")
_BODY = re.compile(
    r"\b(?:organi[sz]a\w*|minist\w*|universi\w*|institu\w*|commission\w*|comisi\w*|office|oficina"
    r"|bureau|agenc\w*|agence|bank|banque|banco|fund|fonds|fondo|programme?|programa|department\w*"
    r"|d[ée]partement|departamento|council|conse\w*|committee|comit\w*|cent(?:er|re|ro)|associa\w*"
    r"|asocia\w*|union|uni[óo]n|nations|group\w*|grupo|network|society|foundation|fondation"
    r"|fundaci\w*|division|secretar\w*|government|assembly|international|global|regional|nacional"
    r"|national)\b|[&:/()]",
    re.IGNORECASE,
)
_GIVEN_WORDS, _FAMILY_WORDS = 4, 5
_ROR = re.compile(r"https?://ror\.org/\w+|https?://(?:www\.)?wikidata\.org/entity/Q\d+")


@dataclass(frozen=True, slots=True)
class WrittenName:
    """What a format tells of one who made a publication; `role` is a MARC relator's code."""

    value: str
    family: str = ""
    given: str = ""
    is_agency: bool | None = None
    role: str | None = None
    identifiers: tuple[str, ...] = ()


def add_contributor(draft: Draft, written: WrittenName, field_name: str, name: str) -> None:
    """Add one who made the publication; several, parted by semicolons, are several."""
    value, orcid = _without_orcid(draft.clean(written.value, name))
    if not value:
        return
    if ";" in value and not (written.family or written.identifiers or orcid):
        for part in filter(str.strip, value.split(";")):
            single = WrittenName(part.strip(), is_agency=written.is_agency, role=written.role)
            add_contributor(draft, single, field_name, name)
        return
    orcids = filter(None, (orcid, *map(normalise_orcid, written.identifiers)))
    others = (each for each in written.identifiers if _ROR.fullmatch(each))
    family, given = written.family, written.given
    if not family and written.is_agency is not True:
        value = _YEARS.sub("", value).strip()
        family, given = split_person(value)
    contributor = Contributor(
        Name(value, draft.at(name), next(others, None)),
        draft.clean(family, name) or None,
        draft.clean(given, name) or None,
        next(orcids, None),
        written.is_agency,
        written.role,
    )
    draft.add(field_name, contributor, name)


def split_person(value: str) -> tuple[str, str]:
    """The family and the given name of “Family, Given”; neither where it may be a body's name."""
    family, comma, given = (part.strip() for part in value.partition(","))
    if not comma or not family or not given or "," in given or _BODY.search(value):
        return "", ""
    words = [*family.split(), *given.split()]
    if len(given.split()) > _GIVEN_WORDS or len(family.split()) > _FAMILY_WORDS:
        return "", ""
    return (family, given) if not any(re.search(r"\d", word) for word in words) else ("", "")


def person_name(family: str, given: str, whole: str) -> str:
    """The name as one text: as written, else “Family, Given”."""
    return whole or ", ".join(_parts(family, given))


def _parts(*parts: str) -> Iterator[str]:
    return filter(None, parts)


def _without_orcid(value: str) -> tuple[str, str | None]:
    found = _ORCID.search(value)
    if not found:
        return value, None
    return (value[: found.start()] + value[found.end() :]).strip(" ;,"), normalise_orcid(found[1])
