"""What a repository of OAI-PMH answers: its records as they are stored, tokens, errors."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from lxml import etree

from regesta.errors import HarvestError
from regesta.harvesting.decompression import CutShortError
from regesta.sources.oai_pmh.elements import (
    Element,
    NotXmlError,
    attribute,
    child,
    children,
    parse_record,
    text,
)
from regesta.sources.oai_pmh.splitting import PartKind, as_utf8, declarations, split_response
from regesta.sources.oai_pmh.stored import StoredRecord

_CHUNK = 256 * 1024
_ROOT = re.compile(rb"<(?:[\w.-]+:)?OAI-PMH[\s>]")
_END = re.compile(rb"</(?:[\w.-]+:)?OAI-PMH\s*>\s*(?:<!--.*?-->\s*)*$", re.DOTALL)
_RESPONSE_DATE = re.compile(rb"<(?:[\w.-]+:)?responseDate>\s*([^<]{4,40}?)\s*</")
_ERROR = re.compile(rb"<(?:[\w.-]+:)?error\s[^<>]*?code=[\"'](\w+)[\"'][^<>]*?(?:/>|>([^<]*)<)")
_TOKEN = re.compile(rb"<((?:[\w.-]+:)?resumptionToken)\b[^<>]*?(?:/>|>[^<]*</\1\s*>)")
_IDENTIFIER = re.compile(rb"<(?:[\w.-]+:)?identifier>\s*([^<>]{1,400}?)\s*</")
_DATESTAMP = re.compile(rb"<(?:[\w.-]+:)?datestamp>\s*([^<>]{4,40}?)\s*</")


@dataclass(frozen=True, slots=True)
class Page:
    """A part of a list: its records, how many of them are broken, and how to go on.

    `token` is empty at the end of the list. `size` is the number of records that the repository
    says the whole list has. `errors` are codes of the protocol with the repository's words.
    """

    records: tuple[StoredRecord, ...] = ()
    broken: int = 0
    token: str = ""
    size: int | None = None
    response_date: str = ""
    errors: tuple[tuple[str, str], ...] = ()


def read_page(body: bytes) -> Page:
    """Take a response apart. Raises HarvestError if it is of another kind, and CutShortError."""
    parts = split_response(body[at : at + _CHUNK] for at in range(0, max(1, len(body)), _CHUNK))
    head = next(parts).content
    _check_head(head)
    inherited = declarations(head)
    records: list[StoredRecord] = []
    broken, tail = 0, head
    for part in parts:
        if part.kind is PartKind.TAIL:
            tail = part.content
            continue
        record, is_sound = read_one(part.content, inherited, is_whole=part.kind is PartKind.RECORD)
        records.append(record)
        broken += not is_sound
    if not _END.search(tail):
        raise CutShortError
    said = _RESPONSE_DATE.search(head)
    page = Page(tuple(records), broken, response_date=said[1].decode() if said else "")
    return replace(_with_token(page, tail, inherited), errors=tuple(_errors(head)))


def read_one(content: bytes, inherited: str, *, is_whole: bool) -> tuple[StoredRecord, bool]:
    """A record as it is stored, and whether it can be read.

    Its XML is written in canonical form, so that the same record always has the same bytes; what
    a repository says about its own harvesting is left out. A broken record is kept as it came,
    so that its reader can say what is wrong with it.
    """
    try:
        element = parse_record(content, inherited) if is_whole else None
    except NotXmlError:
        element = None
    if element is None:
        return _broken(content), False
    header = child(element, "header")
    identifier = text(child(header, "identifier"))
    if not identifier:
        return _broken(content), False
    datestamp = text(child(header, "datestamp"))
    if attribute(header, "status").lower() == "deleted":
        return StoredRecord(identifier, datestamp, True, b""), True
    for about in list(children(element, "about")):
        element.remove(about)
    return StoredRecord(identifier, datestamp, False, _canonical(element)), True


def read_identify(body: bytes) -> dict[str, str]:
    """What a repository says of itself, by the names of the elements in lower case."""
    _check_head(body)
    if not _END.search(body):
        raise CutShortError
    whole = b"".join(as_utf8([body]))
    start = _ROOT.search(whole)
    try:
        root = parse_record(whole[start.start() if start else 0 :], "")
    except NotXmlError as error:
        raise HarvestError(f"What the repository says of itself is not XML: {error}.") from None
    described = child(root, "identify")
    names = (
        "protocolversion",
        "granularity",
        "deletedrecord",
        "earliestdatestamp",
        "repositoryname",
    )
    found = {name: text(child(described, name)) for name in names}
    return {**found, "responsedate": text(child(root, "responsedate"))}


def _check_head(head: bytes) -> None:
    if b"<!ENTITY" in head:
        raise HarvestError("The answer declares entities, as attacks do; it was not read.")
    if _ROOT.search(head):
        return
    is_page = b"<html" in head[:20_000].lower()
    kind = "a web page" if is_page else "not a response of OAI-PMH"
    raise HarvestError(
        f"The answer is {kind}; the address in [sources.harvest] must be that of the repository’s "
        "OAI-PMH, which ends in /oai, /oai/request or the like."
    )


def _canonical(element: Element) -> bytes:
    written: bytes = etree.tostring(element, method="c14n", exclusive=True, with_tail=False)
    return written


def _broken(content: bytes) -> StoredRecord:
    said, date = _IDENTIFIER.search(content), _DATESTAMP.search(content)
    digest = hashlib.sha256(content).hexdigest()[:16]
    name = said[1].decode("utf-8", "replace") if said else f"without identifier, {digest}"
    return StoredRecord(name, date[1].decode("utf-8", "replace") if date else "", False, content)


def _with_token(page: Page, tail: bytes, inherited: str) -> Page:
    found = _TOKEN.search(tail)
    if not found:
        return page
    try:
        element = parse_record(found[0], inherited)
    except NotXmlError:
        raise CutShortError from None
    size = attribute(element, "completeListSize")
    token = "".join(str(part) for part in element.itertext()).strip()
    return replace(page, token=token, size=int(size[:12]) if size.isdecimal() else None)


def _errors(head: bytes) -> Iterator[tuple[str, str]]:
    for code, words in _ERROR.findall(head):
        yield (
            code.decode("ascii", "replace"),
            " ".join(words.decode("utf-8", "replace").split())[:300],
        )
