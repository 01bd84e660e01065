"""Dublin Core: simple (oai_dc), qualified (qdc, DCMI Terms), and the fields of ETD-MS."""

import re
from collections.abc import Callable

from regesta.records import Text
from regesta.sources.oai_pmh.choosing import add_language
from regesta.sources.oai_pmh.drafting import Draft
from regesta.sources.oai_pmh.elements import Element, attribute, children, local, text
from regesta.sources.oai_pmh.identifying import (
    add_identifier,
    add_relation,
    add_rights,
    standard_number,
)
from regesta.sources.oai_pmh.naming import WrittenName, add_contributor
from regesta.values.texts import iri_fault

_JOURNAL = re.compile(
    r"(?P<title>[^;]+);\s*(?P<issue>(?:vol|v|no|n|núm|année|issue|tome|bd|\d)[^;]*)"
    r"(?:;\s*(?P<pages>[\de]+(?:\s*[-–]\s*[\de]+)?))?\.?",
    re.IGNORECASE,
)
_VOLUME = re.compile(r"\b(?:vol(?:ume)?|v|tome|bd)\b\.?\s*(\d+)", re.IGNORECASE)
_ISSUE = re.compile(r"\b(?:no|n|nr|núm|num|issue|número)\b\.?[º°]?\s*(\d+)", re.IGNORECASE)
_EXTENT = re.compile(
    r".*\d+\s*(?:p|pp|pages?|páginas?|p[áa]gs?|leaves|ff?|vol\w*|min\w*|maps?|slides?)\b.*",
    re.IGNORECASE,
)
_CITATION = re.compile(r"\(\d{4}[a-z]?\)|.{200}")
_BOX_NAME = re.compile(r"\bname=([^;]+)")
_RELATIONS = {
    name.lower(): name
    for name in (
        "relation isVersionOf hasVersion isPartOf hasPart references isReferencedBy replaces "
        "isReplacedBy isFormatOf hasFormat requires isRequiredBy"
    ).split()
}
_ROLES = {"advisor": "ths", "editor": "edt", "translator": "trl", "illustrator": "ill"}


def read_dublin_core(draft: Draft, metadata: Element) -> None:
    """Read every element of Dublin Core, however deep the format wraps them."""
    for element in children(metadata):
        name = local(element)
        read = _ELEMENTS.get(name)
        shown = f"{element.prefix or 'dc'}:{name}"
        if name in _RELATIONS:
            add_relation(draft, _RELATIONS[name], text(element), shown)
        elif name == "degree":
            _read_degree(draft, element, shown)
        elif read:
            read(draft, element, shown)
        elif len(element):
            read_dublin_core(draft, element)


def _title(draft: Draft, element: Element, name: str) -> None:
    # The first title of each language is a title; others are alternatives.
    language = draft.language(attribute(element, "lang"))
    held = [title.language for title in draft.values.get("titles", []) if isinstance(title, Text)]
    is_other = bool(held) and (language is None or language in held)
    draft.add_text("alternative_titles" if is_other else "titles", element, name)


def _creator(draft: Draft, element: Element, name: str) -> None:
    identifiers = tuple(
        filter(None, (attribute(element, "id_orcid", "orcid"), attribute(element, "authority")))
    )
    add_contributor(draft, WrittenName(text(element), identifiers=identifiers), "creators", name)


def _contributor(draft: Draft, element: Element, name: str) -> None:
    said = attribute(element, "role").lower()
    role = next((code for word, code in _ROLES.items() if word in said), None)
    add_contributor(draft, WrittenName(text(element), role=role), "contributors", name)


def _abstract(draft: Draft, element: Element, name: str) -> None:
    draft.add_text("abstracts", element, name)


def _subject(draft: Draft, element: Element, name: str) -> None:
    value = text(element)
    # Keywords with several semicolons are a list that was put into one field.
    for word in value.split(";") if value.count(";") >= 1 else [value]:
        if not word.strip().lower().startswith("info:eu-repo/classification"):
            draft.add_name("keywords", word.strip(), name, _address(element, word))


def _coverage(draft: Draft, element: Element, name: str) -> None:
    value = text(element)
    box = _BOX_NAME.search(value)
    place = box[1] if box else value
    if place and not re.search(r"\d", place):
        for each in place.split(";"):
            draft.add_name("regions", each.strip(), name, _address(element, each))
    elif place:
        draft.warn("harvested-coverage-no-place", name, value)


def _source(draft: Draft, element: Element, name: str) -> None:
    value = text(element)
    found = _JOURNAL.fullmatch(value)
    if number := standard_number(value):
        draft.add("identifiers", number, name)
    elif not iri_fault(value):
        add_relation(draft, "relation", value, name)
    elif found:
        draft.add("part_of", Text(found["title"].strip()), name)
        volume, issue = _VOLUME.search(found["issue"]), _ISSUE.search(found["issue"])
        draft.set("volume", volume[1] if volume else "", name)
        draft.set("issue", issue[1] if issue else "", name)
        draft.set("page_range", found["pages"] or "", name)
    elif _CITATION.search(value):
        draft.warn("harvested-identifier-in-words", name, value)
    elif value:
        draft.add_text("part_of", element, name)


def _extent(draft: Draft, element: Element, name: str) -> None:
    value = text(element)
    if _EXTENT.fullmatch(value):
        draft.set("extent", value, name)


def _rights(draft: Draft, element: Element, name: str) -> None:
    address = attribute(element, "rightsURI", "resource")
    add_rights(draft, address or text(element), name)


def _identifier(draft: Draft, element: Element, name: str) -> None:
    add_identifier(draft, text(element), name, attribute(element, "type").rpartition(":")[2])


def _citation(draft: Draft, element: Element, name: str) -> None:
    draft.warn("harvested-identifier-in-words", name, text(element))


def _read_degree(draft: Draft, element: Element, name: str) -> None:
    for each in children(element, "grantor"):
        add_contributor(draft, WrittenName(text(each), role="dgg"), "contributors", name)
    draft.types.append(("thesis", name))


def _address(element: Element, word: str) -> str | None:
    address = attribute(element, "valueURI", "resource")
    return address or (word.strip() if not iri_fault(word.strip()) else None)


def _date(draft: Draft, element: Element, name: str) -> None:
    draft.dates.append((text(element), name))


def _issued(draft: Draft, element: Element, name: str) -> None:
    draft.set("issued", text(element), name)


def _type(draft: Draft, element: Element, name: str) -> None:
    draft.types.append((text(element), name))


_ELEMENTS: dict[str, Callable[[Draft, Element, str], None]] = {
    "title": _title,
    "alternative": lambda draft, element, name: draft.add_text("alternative_titles", element, name),
    "creator": _creator,
    "contributor": _contributor,
    "publisher": lambda draft, element, name: draft.add_name("publishers", text(element), name),
    "description": _abstract,
    "abstract": _abstract,
    "subject": _subject,
    "coverage": _coverage,
    "spatial": _coverage,
    "date": _date,
    "created": _date,
    "issued": _issued,
    "type": _type,
    "language": lambda draft, element, name: add_language(draft, text(element), name),
    "identifier": _identifier,
    "bibliographiccitation": _citation,
    "source": _source,
    "format": _extent,
    "extent": _extent,
    "rights": _rights,
    "license": _rights,
}
