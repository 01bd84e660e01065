"""The identifiers of a publication in RDF: the name of its record, DOI, ISBN, ISSN, addresses."""

import hashlib
import re
from collections.abc import Iterator

import pyoxigraph as ox

from regesta.identifiers import local_name
from regesta.records import Identifier
from regesta.sources.rdf.description import Description, Term
from regesta.values.standard_numbers import normalise_doi, normalise_isbn, normalise_issn

_TAIL = re.compile(r"(?P<space>.*[/:=])(?P<tail>[^/:=]+)/?", re.DOTALL)
_PREFIX = re.compile(r"(?:urn:)?(isbn|issn|doi)[:\s]\s*(.+)", re.IGNORECASE)
_KINDS = re.compile(r"isbn|issn|doi", re.IGNORECASE)


def record_name(source: str, subject: Term, namespace: str, doi: str) -> str:
    """The local name of a record by the IRI of its publication, else by its DOI, else empty.

    Behind the last part of the IRI stands a part of a hash of what is before it, so that what
    two sites call alike stays two; a namespace that the catalogue declares needs none.
    """
    if not isinstance(subject, ox.NamedNode):
        return local_name(source, doi) if doi else ""
    own = normalise_doi(subject.value)
    if own:
        return local_name(source, own)
    if namespace and subject.value.startswith(namespace) and subject.value != namespace:
        return local_name(source, subject.value.removeprefix(namespace))
    found = _TAIL.fullmatch(subject.value.replace("/#", "#").rstrip("#"))
    if not found:
        return local_name(source, subject.value)
    digest = hashlib.sha256(found["space"].encode()).hexdigest()[:8]
    return local_name(source, f"{found['tail']}-{digest}")


def identifiers(described: Description, node: Term) -> Iterator[Identifier]:
    """DOIs, ISBNs, ISSNs and the numbers of a source; an address is none of these."""
    if isinstance(node, ox.NamedNode) and (doi := normalise_doi(node.value)):
        yield Identifier("doi", doi)
    for scheme in ("doi", "isbn", "issn"):
        for value in described.all(node, scheme):
            if not isinstance(value, ox.BlankNode):
                yield Identifier(scheme, _bare(value.value, scheme))
    for value in described.all(node, "identifier"):
        yield from _identifier(described, value)


def _identifier(described: Description, value: Term) -> Iterator[Identifier]:
    if isinstance(value, ox.BlankNode) or (
        isinstance(value, ox.NamedNode) and described.text(value, "identifier_value")
    ):
        text = described.text(value, "identifier_value")
        kinds = [described.text(value, "identifier_kind"), *described.classes(value)]
        found = _KINDS.search(" ".join(kinds))
        if text:
            yield recognised(text, found[0].lower() if found else "")
        return
    yield recognised(value.value.strip())


def recognised(text: str, scheme: str = "") -> Identifier:
    """The identifier by what the source calls it, by its prefix, or by its form."""
    prefixed = _PREFIX.fullmatch(text)
    if prefixed:
        scheme, text = prefixed[1].lower(), prefixed[2]
    if scheme:
        return Identifier(scheme, _bare(text, scheme))
    if doi := normalise_doi(text):
        return Identifier("doi", doi)
    if "-" in text and len(text) == 9 and (issn := normalise_issn(text)):
        return Identifier("issn", issn)
    if len(text) >= 13 and (isbn := normalise_isbn(text)):
        return Identifier("isbn", isbn)
    return Identifier("local", text)


def _bare(text: str, scheme: str) -> str:
    """The number in its normal form where it is well formed, else as it is written."""
    written = text.strip()
    prefixed = _PREFIX.fullmatch(written)
    number = prefixed[2] if prefixed else written
    normal = {"doi": normalise_doi, "isbn": normalise_isbn, "issn": normalise_issn}[scheme](number)
    return normal or number
