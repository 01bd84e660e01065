"""MODS 3: the description of one publication; its names stand in `mods_names`."""

from collections.abc import Callable

from regesta.records import Text
from regesta.sources.oai_pmh.choosing import add_language
from regesta.sources.oai_pmh.drafting import Draft
from regesta.sources.oai_pmh.elements import (
    Element,
    attribute,
    child,
    children,
    descendants,
    local,
    text,
)
from regesta.sources.oai_pmh.identifying import (
    add_identifier,
    add_page,
    add_relation,
    add_rights,
)
from regesta.sources.oai_pmh.mods_names import read_name

_RELATIONS = {
    "otherformat": "hasFormat",
    "otherversion": "hasVersion",
    "original": "isFormatOf",
    "preceding": "replaces",
    "succeeding": "isReplacedBy",
    "constituent": "hasPart",
    "references": "references",
    "isreferencedby": "isReferencedBy",
}


def read_mods(draft: Draft, mods: Element) -> None:
    """Read a record of MODS."""
    for element in children(mods):
        read = _ELEMENTS.get(local(element))
        if read:
            read(draft, element, f"mods:{_shown(element)}")


def title_of(info: Element, *, with_part: bool = True) -> str:
    """A title of its parts: leading article, title, subtitle, number and name of a part."""
    nonsort, main, below = (text(child(info, part)) for part in ("nonsort", "title", "subtitle"))
    joint = "" if nonsort.endswith(("'", "’", "-")) else " "
    title = f"{nonsort}{joint}{main}".strip()
    parts = ", ".join(
        filter(None, (text(child(info, part)) for part in ("partnumber", "partname")))
    )
    whole = f"{title.rstrip(' :')}: {below}" if title and below else title or below
    return f"{whole}. {parts}" if whole and parts and with_part else whole


def _title(draft: Draft, element: Element, name: str) -> None:
    language = draft.language(attribute(element, "lang"))
    value = draft.clean(title_of(element), name)
    kind = attribute(element, "type").lower()
    is_other = kind in ("abbreviated", "alternative", "uniform") or (
        not kind and draft.has("titles")
    )
    if value:
        draft.add("alternative_titles" if is_other else "titles", Text(value, language), name)


def _origin(draft: Draft, element: Element, name: str) -> None:
    issued = sorted(
        children(element, "dateissued"),
        key=lambda date: (
            attribute(date, "point") == "end",
            attribute(date, "keyDate") != "yes",
            attribute(date, "encoding") == "",
        ),
    )
    for date in issued[:1]:
        draft.set("issued", text(date), f"{name}/dateIssued")
    for date in children(element, "copyrightdate", "datecreated"):
        draft.dates.append((text(date), f"{name}/{local(date)}"))
    for publisher in children(element, "publisher"):
        draft.add_name("publishers", text(publisher), f"{name}/publisher")
    for term in descendants(element, "placeterm"):
        if attribute(term, "type") != "code":
            draft.add("publication_places", draft.clean(text(term), name), f"{name}/place")
    draft.set("edition", text(child(element, "edition")), f"{name}/edition")


def _language(draft: Draft, element: Element, name: str) -> None:
    terms = list(children(element, "languageterm"))
    codes = [term for term in terms if attribute(term, "type") == "code"]
    for term in codes[:1] or terms[:1]:
        add_language(draft, text(term), name)


def _subject(draft: Draft, element: Element, name: str) -> None:
    for part in children(element):
        kind, address = local(part), attribute(part, "valueURI") or attribute(element, "valueURI")
        if kind == "geographic":
            draft.add_name("regions", text(part), f"{name}/geographic", address)
        elif kind == "hierarchicalgeographic":
            most_precise = [text(each) for each in children(part) if text(each)]
            draft.add_name("regions", most_precise[-1] if most_precise else "", f"{name}/{kind}")
        elif kind == "geographiccode":
            draft.add_name("regions", text(part).strip("-"), f"{name}/geographicCode", text(part))
        elif kind in ("topic", "genre", "occupation"):
            draft.add_name("keywords", text(part), f"{name}/{kind}", address)
        elif kind == "name":
            names = " ".join(filter(None, map(text, children(part, "namepart"))))
            draft.add_name("keywords", names, f"{name}/name", address)
        elif kind == "titleinfo":
            draft.add_name("keywords", title_of(part), f"{name}/titleInfo", address)


def _related(draft: Draft, element: Element, name: str) -> None:
    kind = attribute(element, "type").lower()
    info = child(element, "titleinfo")
    if kind in ("host", "series"):
        title = draft.clean(title_of(info, with_part=False) if info is not None else "", name)
        draft.add("part_of", Text(title) if title else None, name)
        for number in children(element, "identifier"):
            if attribute(number, "type").lower() == "issn":
                add_identifier(draft, text(number), f"{name}/identifier", "issn")
        _part(draft, child(element, "part"), f"{name}/part")
        if info is not None and kind == "series":
            draft.set("volume", text(child(info, "partnumber")), name)
        return
    targets = [*children(element, "identifier"), *descendants(element, "url")]
    address = attribute(element, "href")
    for target in [address] if address else list(map(text, targets))[:1]:
        add_relation(draft, _RELATIONS.get(kind, "relation"), target, name)


def _part(draft: Draft, part: Element | None, name: str) -> None:
    for detail in children(part, "detail"):
        field_name = {"volume": "volume", "issue": "issue", "number": "issue"}.get(
            attribute(detail, "type").lower()
        )
        if field_name:
            draft.set(field_name, text(child(detail, "number")) or text(detail), name)
    for extent in children(part, "extent"):
        first, last = text(child(extent, "start")), text(child(extent, "end"))
        pages = "-".join(filter(None, (first, last))) or text(child(extent, "list"))
        draft.set("page_range", pages, name)
    for date in children(part, "date"):
        draft.dates.append((text(date), f"{name}/date"))


def _identifier(draft: Draft, element: Element, name: str) -> None:
    kind = attribute(element, "type").lower()
    if attribute(element, "invalid") == "yes":
        return
    if kind in ("report number", "reportnumber", "report-number"):
        draft.set("report_number", text(element), name)
    else:
        add_identifier(draft, text(element), name, "" if kind in ("uri", "local") else kind)


def _access(draft: Draft, element: Element, name: str) -> None:
    address = attribute(element, "href")
    if attribute(element, "type").lower() != "restriction on access" or address:
        add_rights(draft, address or text(element), name)


def _location(draft: Draft, element: Element, name: str) -> None:
    urls = sorted(
        children(element, "url"),
        key=lambda url: attribute(url, "usage") not in ("primary", "primary display"),
    )
    for url in urls:
        if text(url) and attribute(url, "access") != "preview":
            add_page(draft, text(url), f"{name}/url")


def _type(draft: Draft, element: Element, name: str) -> None:
    draft.types.append((text(element), name))


def _shown(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


_ELEMENTS: dict[str, Callable[[Draft, Element, str], None]] = {
    "titleinfo": _title,
    "name": read_name,
    "origininfo": _origin,
    "language": _language,
    "subject": _subject,
    "relateditem": _related,
    "part": _part,
    "identifier": _identifier,
    "accesscondition": _access,
    "location": _location,
    "genre": _type,
    "typeofresource": _type,
    "abstract": lambda draft, element, name: draft.add_text("abstracts", element, name),
    "physicaldescription": lambda draft, element, name: draft.set(
        "extent", text(child(element, "extent")), f"{name}/extent"
    ),
}
