"""DataCite, and the guidelines of OpenAIRE for literature, which are built of it."""

from collections.abc import Callable

from regesta.records import Relation, Text
from regesta.sources.oai_pmh.choosing import add_language
from regesta.sources.oai_pmh.drafting import Draft
from regesta.sources.oai_pmh.elements import Element, attribute, child, children, local, text
from regesta.sources.oai_pmh.identifying import (
    add_identifier,
    add_page,
    add_relation,
    add_rights,
)
from regesta.sources.oai_pmh.naming import WrittenName, add_contributor, person_name

_ROLES = {
    "editor": "edt",
    "datacollector": "dtc",
    "datacurator": "cur",
    "distributor": "dst",
    "hostinginstitution": "his",
    "producer": "pro",
    "projectleader": "pdr",
    "projectmanager": "pdr",
    "researcher": "res",
    "rightsholder": "cph",
    "sponsor": "spn",
    "supervisor": "ths",
    "translator": "trl",
}
_RELATIONS = {
    "ispartof": "isPartOf",
    "ispublishedin": "isPartOf",
    "haspart": "hasPart",
    "isversionof": "isVersionOf",
    "hasversion": "hasVersion",
    "isnewversionof": "replaces",
    "ispreviousversionof": "isReplacedBy",
    "obsoletes": "replaces",
    "isobsoletedby": "isReplacedBy",
    "references": "references",
    "cites": "references",
    "isreferencedby": "isReferencedBy",
    "iscitedby": "isReferencedBy",
    "isvariantformof": "isFormatOf",
    "isoriginalformof": "hasFormat",
    "requires": "requires",
    "isrequiredby": "isRequiredBy",
}
_NO_ABSTRACT = ("tableofcontents", "seriesinformation", "technicalinfo", "methods")


def read_datacite(draft: Draft, resource: Element) -> None:
    """Read a resource of DataCite or of OpenAIRE; lists of elements are read as their elements."""
    for element in children(resource):
        name = local(element)
        if name in _LISTS:
            for each in children(element):
                _read(draft, each)
        else:
            _read(draft, element)
    first, last = (
        _citation_page(resource, end) for end in ("citationstartpage", "citationendpage")
    )
    draft.set("page_range", "-".join(filter(None, (first, last))), "oaire:citationStartPage")


def _read(draft: Draft, element: Element) -> None:
    read = _ELEMENTS.get(local(element))
    if read:
        read(draft, element, f"{element.prefix or 'datacite'}:{local(element)}")


def _title(draft: Draft, element: Element, name: str) -> None:
    kind = attribute(element, "titleType").lower()
    if kind == "subtitle" and draft.has("titles"):
        first = draft.values["titles"][0]
        if isinstance(first, Text) and text(element):
            draft.values["titles"][0] = Text(f"{first.value}: {text(element)}", first.language)
    elif kind == "alternativetitle":
        draft.add_text("alternative_titles", element, name)
    else:
        # The order of titles is kept, so that one that is translated does not come first.
        draft.add_text("titles", element, name)


def _creator(draft: Draft, element: Element, name: str) -> None:
    add_contributor(draft, _name(element, "creatorname"), "creators", name)


def _contributor(draft: Draft, element: Element, name: str) -> None:
    kind = attribute(element, "contributorType").lower()
    written = _name(element, "contributorname", role=_ROLES.get(kind))
    if kind == "funder":
        draft.add_name("funders", written.value, name, next(iter(written.identifiers), None))
    else:
        add_contributor(draft, written, "contributors", name)


def _name(element: Element, name: str, role: str | None = None) -> WrittenName:
    named = child(element, name)
    kind = attribute(named, "nameType").lower()
    family, given = text(child(element, "familyname")), text(child(element, "givenname"))
    identifiers = tuple(
        _as_address(text(each), attribute(each, "nameIdentifierScheme"))
        for each in children(element, "nameidentifier")
    )
    is_agency = (
        True if kind == "organizational" else False if kind == "personal" or family else None
    )
    whole = text(named) if named is not None else text(element)
    return WrittenName(
        person_name(family, given, whole), family, given, is_agency, role, identifiers
    )


def _as_address(value: str, scheme: str) -> str:
    is_bare = scheme.upper() == "ROR" and value and "://" not in value
    return f"https://ror.org/{value.rpartition('/')[2]}" if is_bare else value


def _funding(draft: Draft, element: Element, name: str) -> None:
    identifier = text(child(element, "funderidentifier"))
    kind = attribute(child(element, "funderidentifier"), "funderIdentifierType")
    address = _as_address(identifier, kind) if "://" in identifier or kind == "ROR" else None
    draft.add_name("funders", text(child(element, "fundername")), name, address)


def _date(draft: Draft, element: Element, name: str) -> None:
    kind = attribute(element, "dateType").lower()
    if kind == "issued":
        draft.dates.insert(0, (text(element), name))
        draft.set("issued", text(element), name)


def _year(draft: Draft, element: Element, name: str) -> None:
    draft.dates.append((text(element), name))


def _type(draft: Draft, element: Element, name: str) -> None:
    general = attribute(element, "resourceTypeGeneral")
    for word in (attribute(element, "uri"), text(element), general):
        if word:
            draft.types.append((word, name))


def _description(draft: Draft, element: Element, name: str) -> None:
    if attribute(element, "descriptionType").lower() not in _NO_ABSTRACT:
        draft.add_text("abstracts", element, name)
    elif attribute(element, "descriptionType").lower() == "seriesinformation":
        draft.add_text("part_of", element, name)


def _subject(draft: Draft, element: Element, name: str) -> None:
    draft.add_name("keywords", text(element), name, attribute(element, "valueURI"))


def _place(draft: Draft, element: Element, name: str) -> None:
    draft.add_name("regions", text(child(element, "geolocationplace")), name)


def _identifier(draft: Draft, element: Element, name: str) -> None:
    kind = attribute(element, "identifierType", "alternateIdentifierType")
    add_identifier(draft, text(element), name, kind)


def _related(draft: Draft, element: Element, name: str) -> None:
    kind = _RELATIONS.get(attribute(element, "relationType").lower(), "relation")
    form = attribute(element, "relatedIdentifierType").upper()
    if form in ("ISSN", "EISSN") and kind == "isPartOf":
        add_identifier(draft, text(element), name, "issn")
    elif form in ("DOI", "URL", "HANDLE", "PURL", "W3ID", ""):
        prefix = "hdl:" if form == "HANDLE" and text(element)[:1].isdigit() else ""
        add_relation(draft, kind, prefix + text(element), name)
    else:
        draft.add("relations", Relation(kind, f"{form}:{text(element)}"), name)


def _rights(draft: Draft, element: Element, name: str) -> None:
    address = attribute(element, "rightsURI", "uri")
    add_rights(draft, address or text(element), name)


def _single(field_name: str) -> Callable[[Draft, Element, str], None]:
    return lambda draft, element, name: draft.set(field_name, text(element), name)


def _texts(field_name: str) -> Callable[[Draft, Element, str], None]:
    return lambda draft, element, name: draft.add_text(field_name, element, name)


def _citation_page(resource: Element, name: str) -> str:
    return text(child(resource, name))


_LISTS = frozenset(
    "titles creators contributors subjects dates descriptions rightslist geolocations "
    "alternateidentifiers relatedidentifiers fundingreferences sizes".split()
)
_ELEMENTS: dict[str, Callable[[Draft, Element, str], None]] = {
    "title": _title,
    "creator": _creator,
    "contributor": _contributor,
    "publisher": lambda draft, element, name: draft.add_name("publishers", text(element), name),
    "publicationyear": _year,
    "date": _date,
    "language": lambda draft, element, name: add_language(draft, text(element), name),
    "resourcetype": _type,
    "description": _description,
    "subject": _subject,
    "geolocation": _place,
    "coverage": lambda draft, element, name: draft.add_name("regions", text(element), name),
    "identifier": _identifier,
    "alternateidentifier": _identifier,
    "relatedidentifier": _related,
    "rights": _rights,
    "licensecondition": _rights,
    "fundingreference": _funding,
    "size": lambda draft, element, name: (
        draft.set("extent", text(element), name) if "p" in text(element).lower() else None
    ),
    "citationtitle": _texts("part_of"),
    "citationvolume": _single("volume"),
    "citationissue": _single("issue"),
    "citationedition": _single("edition"),
    "file": lambda draft, element, name: add_page(draft, text(element), name),
}
