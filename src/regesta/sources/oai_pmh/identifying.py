"""Tells apart what repositories write as identifiers, relations and rights."""

import re

from regesta.records import Identifier, Relation, Text
from regesta.sources.oai_pmh.drafting import Draft
from regesta.values.licences import read_licence
from regesta.values.standard_numbers import normalise_doi, normalise_isbn, normalise_issn
from regesta.values.texts import iri_fault

_HANDLE = re.compile(r"(?:hdl:|https?://hdl\.handle\.net/)(\d[\d.]*/\S+)", re.IGNORECASE)
_ISBN = re.compile(r"(?:urn:)?isbn", re.IGNORECASE)
_ISSN = re.compile(r"(?:urn:)?[ep]?-?issn", re.IGNORECASE)
_DOI = re.compile(r"(?:info:)?doi[:/]\s*", re.IGNORECASE)
_SCHEME = re.compile(r"urn:(?=is[bs]n:)", re.IGNORECASE)
_ALTERNATIVE = re.compile(
    r"info:eu-repo/semantics/(altIdentifier|dataset|reference)/(\w+)/(.+)", re.IGNORECASE
)
_GRANT = re.compile(r"info:eu-repo/grantAgreement/([^/]+)/", re.IGNORECASE)
_ACCESS = re.compile(
    r"info:eu-repo/(?:semantics/\w*access|date/embargo\w*/.*)|https?://purl\.org/coar/access_right/\w+"
    r"|(?:open|closed|restricted|embargoed|metadata only) ?access",
    re.IGNORECASE,
)
_LONGEST_NUMBER = 60
_FUNDERS = {"EC": "European Commission", "WT": "Wellcome Trust"}


def add_identifier(draft: Draft, written: str, name: str, scheme: str = "") -> None:
    """Add an identifier of the publication: a number, a web address, or one of the source's own.

    `scheme` is what the format says of it, for example `doi`.
    """
    value = draft.clean(written, name)
    kind = scheme.strip().lower()
    if not value:
        return
    if number := standard_number(value, kind):
        draft.add("identifiers", number, name)
    elif handle := _HANDLE.fullmatch(value if kind not in ("hdl", "handle") else _as_handle(value)):
        add_page(draft, f"https://hdl.handle.net/{handle[1]}", name)
    elif value.lower().startswith(("http://", "https://", "www.")):
        add_page(draft, value if "://" in value else f"http://{value}", name)
    elif kind in ("doi", "isbn", "issn"):
        # Checking the record's values names the number that is wrong.
        draft.add("identifiers", Identifier(kind, value), name)
    elif len(value) > _LONGEST_NUMBER and " " in value:
        draft.warn("harvested-identifier-in-words", name, value)
    else:
        draft.add("identifiers", Identifier("local", value), name)


def add_page(draft: Draft, address: str, name: str) -> None:
    """Add a web address; one that is none is named, and the record is kept."""
    fault = iri_fault(address)
    if fault:
        draft.warn("harvested-address-malformed", name, address, fault=fault)
    else:
        draft.add("pages", address, name)


def standard_number(value: str, scheme: str = "") -> Identifier | None:
    """The DOI, ISBN or ISSN that a text is, by what it begins with or by its check digit."""
    bare = _SCHEME.sub("", value)
    if doi := normalise_doi(_DOI.sub("", bare)):
        return Identifier("doi", doi)
    if re.fullmatch(r"97[89][\d -]{10,14}", bare):
        # Checking the record's values names one whose check digit is wrong.
        return Identifier("isbn", bare)
    is_isbn = scheme == "isbn" or bool(_ISBN.match(bare)) or len(re.findall(r"\d", bare)) >= 10
    if is_isbn and re.sub(r"[^\dX]", "", bare.upper()) and normalise_isbn(bare):
        return Identifier("isbn", bare)
    is_issn = scheme == "issn" or _ISSN.match(bare) or re.fullmatch(r"\d{4}-\d{3}[\dxX]", bare)
    return Identifier("issn", bare) if is_issn and normalise_issn(bare) else None


def add_relation(draft: Draft, kind: str, written: str, name: str) -> None:
    """Add a relation to another publication, a funder, or another identifier of this one."""
    value = draft.clean(written, name)
    if not value:
        return
    if grant := _GRANT.match(value):
        draft.add_name("funders", _FUNDERS.get(grant[1].upper(), grant[1]), name)
    elif (found := _ALTERNATIVE.fullmatch(value)) and found[1].lower() == "altidentifier":
        add_identifier(draft, found[3], name, found[2])
    elif found:
        add_relation(draft, "references", found[3], name)
    elif doi := normalise_doi(_DOI.sub("", value)):
        draft.add("relations", Relation(kind, doi), name)
    elif handle := _HANDLE.fullmatch(value):
        draft.add("relations", Relation(kind, f"https://hdl.handle.net/{handle[1]}"), name)
    elif not iri_fault(value):
        draft.add("relations", Relation(kind, value), name)
    elif number := standard_number(value):
        draft.add("identifiers", number, name)
    else:
        add_series(draft, value, kind, name)


def add_series(draft: Draft, value: str, kind: str, name: str) -> None:
    """Add a series with its number, as in “Working papers; 12”; other words only as a part's."""
    series, semicolon, number = value.rpartition(";")
    if semicolon and re.search(r"\d", number) and len(number) < 40:
        draft.add("part_of", _text(series.strip()), name)
        draft.set("volume", number.strip(" .,"), name)
    elif kind == "isPartOf" or semicolon:
        draft.add("part_of", _text(value.strip(" ;")), name)
    else:
        draft.warn("harvested-relation-in-words", name, value)


def add_rights(draft: Draft, written: str, name: str) -> None:
    """Add a licence by its address or its usual name; other words on rights are only told."""
    value = draft.clean(written, name)
    if not value or _ACCESS.fullmatch(value):
        return
    if read_licence(value):
        draft.set("licence", value, name)
    else:
        draft.warn("harvested-rights-in-words", name, value)


def _text(value: str) -> Text | None:
    return Text(value) if value else None


def _as_handle(value: str) -> str:
    return value if "handle.net" in value else f"hdl:{value.removeprefix('hdl:')}"
