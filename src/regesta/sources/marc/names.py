"""Persons, bodies and meetings as library records name them."""

import re

from regesta.identifiers import slugify
from regesta.records import Contributor, Name
from regesta.sources.marc.fields import DataField
from regesta.sources.marc.punctuation import trim
from regesta.sources.marc.titles import in_own_script
from regesta.sources.marc.work import Work
from regesta.values.standard_numbers import normalise_orcid

PERSONS, MEETINGS = frozenset(("100", "600", "700")), frozenset(("111", "611", "711"))
_BORN = re.compile(r"(?:b\. ?)?([0-9]{4})(?=-|,|$)")
_ORCID = re.compile(r"[0-9]{4}-?[0-9]{4}-?[0-9]{4}-?[0-9]{3}[0-9X]", re.IGNORECASE)
_SUFFIX = re.compile(r"(?:Jr|Sr|Junior|Senior|Fils|I{2,3}|IV)\b\.?", re.IGNORECASE)


def contributor(work: Work, field: DataField, role: str | None) -> Contributor:
    """The person or body that a field names, with its name in other scripts."""
    original = work.marc.original(field)
    if field.tag not in PERSONS:
        value = body_name(field)
        variant = body_name(original) if original else ""
        return Contributor(
            Name(value, work.at(f"{field.tag} $a"), iri_of(field)),
            is_agency=True,
            role=role,
            variants=(in_own_script(work, variant),) if variant else (),
        )
    variant = person_name(original)[0] if original else ""
    value, family, given = person_name(field)
    return Contributor(
        Name(value, work.at(f"{field.tag} $a"), _namesake(field, value)),
        family,
        given,
        orcid=_orcid(field),
        is_agency=False,
        role=role,
        variants=(in_own_script(work, variant),) if variant else (),
    )


def person_name(field: DataField) -> tuple[str, str | None, str | None]:
    """The name of a person as “Family, Given”, and its two parts where it has them."""
    name = " ".join(trim(each) for each in field.all("ab"))
    family, comma, given = name.partition(",")
    if not comma or field.first == "0":
        return name, None, None
    given, suffix = given.strip(), _suffix(field)
    if suffix:
        return f"{name}, {suffix}", family, given or None
    return name, family, given or None


def _suffix(field: DataField) -> str:
    for each in field.all("c"):
        found = _SUFFIX.match(each)
        if found:
            return found[0]
    return ""


def _namesake(field: DataField, name: str) -> str | None:
    """What tells a person from others of the same name: when they were born, or what they were.

    The year of death is left out, since it is added to a name when somebody dies.
    """
    dates = trim(field.get("d"))
    born = _BORN.match(dates)
    words = trim(field.get("c")) if field.first == "0" or field.get("c").startswith("(") else ""
    told = " ".join(filter(None, (words, born[1] if born else dates)))
    return slugify(f"{name} {told}") if told else None


def _orcid(field: DataField) -> str | None:
    for each in field.all("01"):
        if "orcid" in each.lower() and (found := _ORCID.search(each)):
            return normalise_orcid(found[0])
    return None


def iri_of(field: DataField) -> str | None:
    """The web address by which a field identifies what it names, one of ROR first."""
    iris = [value for code, value in field.subfields if code in "01" and value.startswith("http")]
    return next((iri for iri in iris if "://ror.org/" in iri), iris[0] if iris else None)


def body_name(field: DataField) -> str:
    """The name of a body with those above it, or of a meeting with its number, date and place."""
    if field.tag in MEETINGS or (field.tag == "880" and field.get("6")[1:3] == "11"):
        names, about = field.all("aeq"), field.all("ndc")
    else:
        names, about = field.all("ab"), field.all("ndc") if field.get("d") else []
    name = ". ".join(filter(None, (_without_stop(each) for each in names)))
    details = [trim(each).strip("() ") for each in about]
    return f"{name} ({' : '.join(filter(None, details))})" if any(details) and name else name


def _without_stop(part: str) -> str:
    """A part of a name; the full stop of its last word is that of ISBD unless it is short."""
    text = trim(part)
    return text[:-1] if text.endswith(" Dept.") else text


def as_subject(field: DataField) -> str:
    """The name with dates that a subject heading begins with."""
    if field.tag not in PERSONS:
        return body_name(field)
    parts = [person_name(field)[0], *(trim(each) for each in field.all("cd"))]
    return ", ".join(dict.fromkeys(filter(None, parts)))
