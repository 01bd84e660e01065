"""Which format of RDF a file is in, by its name and by how it begins."""

import re
from pathlib import PurePath

from pyoxigraph import RdfFormat

SUFFIXES = (
    ".ttl",
    ".nt",
    ".nq",
    ".trig",
    ".rdf",
    ".owl",
    ".xml",
    ".jsonld",
    ".json-ld",
    ".json",
    ".gz",
)
_BY_SUFFIX = {
    ".ttl": RdfFormat.TURTLE,
    ".nt": RdfFormat.N_TRIPLES,
    ".nq": RdfFormat.N_QUADS,
    ".trig": RdfFormat.TRIG,
}
_JSON = re.compile(rb'\s*[\[{]\s*(?:[\[{]\s*)*(?:"|\]|\}|$)')
_JSON_LD = re.compile(rb'"@(?:context|graph|id|type)"\s*:')
_IRI = re.compile(rb"\s*<[^\s<>\"]*[:/#][^\s<>\"]*>\s")
_TAG = re.compile(rb"\s*<[!?\w]")
_RDF_XML = re.compile(rb"<(?:\w+:)?RDF[\s>]|22-rdf-syntax-ns#")
_PAGE = re.compile(rb"\s*<(?:!doctype html|html|head|body)", re.IGNORECASE)
_TURTLE = re.compile(
    rb"(?:^|\n)\s*(?:@prefix\b|@base\b|prefix\s+\S*:|base\s+<|\[\s*(?:a\s|<))|<[^\s<>]+>\s+(?:a|<[^\s<>]+>|\w+:\w+)\s",
    re.IGNORECASE,
)
_STATEMENT = re.compile(rb"(?:<[^\s<>]*>|_:\S+)\s+<[^\s<>]*>\s+[^\n]*\.\s*(?:#[^\n]*)?$")


def is_rdf(start: bytes) -> bool:
    """Whether a file that begins so may be one of RDF."""
    if is_json(start):
        return bool(_JSON_LD.search(start))
    if is_markup(start):
        return bool(_RDF_XML.search(start))
    return bool(_TURTLE.search(start)) or (b"\x00" not in start and _is_statements(start))


def is_json(start: bytes) -> bool:
    """Whether a file begins as JSON does; a blank node of Turtle may begin with a bracket too."""
    return bool(_JSON.match(start))


def is_markup(start: bytes) -> bool:
    """Whether a file begins with a tag and not with an IRI."""
    return bool(_TAG.match(start)) and not _IRI.match(start)


def is_page(start: bytes) -> bool:
    """Whether a file is a page of HTML."""
    return bool(_PAGE.match(start))


def format_of(name: str, start: bytes) -> RdfFormat:
    """The format that a file is most likely in; what it holds counts more than its name."""
    if is_json(start):
        return RdfFormat.JSON_LD
    if is_markup(start):
        return RdfFormat.RDF_XML
    path = PurePath(name.lower())
    suffix = path.with_suffix("").suffix if path.suffix == ".gz" else path.suffix
    if suffix in (".jsonld", ".json-ld", ".json"):
        return RdfFormat.JSON_LD
    known = _BY_SUFFIX.get(suffix)
    if known is None and _is_statements(start):
        return RdfFormat.N_QUADS
    return known or RdfFormat.TRIG


def _is_statements(start: bytes) -> bool:
    lines = [line.strip() for line in start.split(b"\n")[:20]]
    told = [line for line in lines if line and not line.startswith(b"#")]
    return bool(told) and bool(_STATEMENT.match(told[0]))
