"""The only place that makes IRIs: things, their documents, and the local names both end in."""

import hashlib
import re
import unicodedata
from collections.abc import Container
from dataclasses import dataclass

from anyascii import anyascii
from pyoxigraph import NamedNode

from regesta.vocabulary import GEONAMES_FEATURES

KINDS = ("publication", "agency", "region", "theme", "person", "scheme", "source")
"""The kinds of thing that have a document; the order is that of the release's index."""

_LONGEST = 80
_LOCAL_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LATIN = re.compile(r"[\u0000-\u024f\u1e00-\u1eff\u2000-\u206f\u0300-\u036f]*")


@dataclass(frozen=True, slots=True)
class Identifiers:
    """Makes the IRIs below one base, which ends in a slash."""

    base_iri: str

    def thing(self, kind: str, name: str) -> NamedNode:
        """The IRI of a thing itself; a region with a GeoNames number keeps its GeoNames IRI."""
        if kind == "region" and name.isdecimal():
            return NamedNode(f"{GEONAMES_FEATURES}{name}/")
        return NamedNode(f"{self.base_iri}id/{kind}/{name}")

    def document(self, kind: str, name: str) -> NamedNode:
        """The IRI of the record document about a thing, which names its graph as well."""
        return NamedNode(f"{self.base_iri}{kind}/{name}")

    def document_of(self, thing: str) -> NamedNode | None:
        """The IRI of the document about the thing with this IRI, None if it is not one of ours."""
        parsed = self.parse_thing(thing)
        return self.document(*parsed) if parsed else None

    def parse_thing(self, iri: str) -> tuple[str, str] | None:
        """The kind and the local name of a thing, None if the IRI is not one of ours."""
        if iri.startswith(GEONAMES_FEATURES):
            return "region", iri.removeprefix(GEONAMES_FEATURES).strip("/")
        return self._parse(iri, f"{self.base_iri}id/")

    def parse_document(self, iri: str) -> tuple[str, str] | None:
        """The kind and the local name of a document's thing, None if it is not one of ours."""
        return self._parse(iri, self.base_iri)

    def namespaces(self) -> dict[str, str]:
        """The beginning of the IRIs of the things of each kind."""
        return {kind: f"{self.base_iri}id/{kind}/" for kind in KINDS}

    def part(self, document: NamedNode, fragment: str) -> NamedNode:
        """The IRI of something that exists only within a document, so that no node is blank."""
        return NamedNode(f"{document.value}#{fragment}")

    def page(self, path: str) -> NamedNode:
        """The IRI of a page or service that is no record, for example `sparql`."""
        return NamedNode(self.base_iri + path)

    @staticmethod
    def _parse(iri: str, start: str) -> tuple[str, str] | None:
        if not iri.startswith(start):
            return None
        kind, _, name = iri.removeprefix(start).partition("/")
        return (kind, name) if kind in KINDS and name and "/" not in name else None


def slugify(text: str) -> str:
    """A local name made of any text: lower-case ASCII letters, digits and single hyphens.

    Two texts in another script than Latin may be written alike in ASCII, so theirs end in a part
    of a hash; so does that of a text with nothing to transliterate. The same text always gives
    the same name.
    """
    normal = unicodedata.normalize("NFC", text).strip()
    words = re.sub(r"[^a-z0-9]+", "-", anyascii(normal.replace("’", "'")).lower().replace("'", ""))
    name = words.strip("-")[:_LONGEST]
    if len(words.strip("-")) > _LONGEST:
        name = name.rpartition("-")[0] or name
    if name and _LATIN.fullmatch(normal):
        return name
    return f"{name[: _LONGEST - 9].strip('-')}-{_digest(normal.casefold())}".strip("-")


def distinct_name(text: str, taken: Container[str]) -> str:
    """A local name like that of `slugify`, but never one of those taken, nor one cut short.

    In these cases it ends in a part of a hash, so that no two long names become one.
    """
    name = slugify(text)
    if name in taken or len(name) > _LONGEST - 20:
        own = _digest(unicodedata.normalize("NFC", text).strip().casefold())
        return f"{name[: _LONGEST - 9].strip('-')}-{own}"
    return name


def local_name(source: str, identifier: str) -> str:
    """The local name of a record by its source's own identifier, for example a BibTeX key.

    It begins with the source's name, so that two sources cannot clash, and ends in a part of a
    hash where the identifier had to be changed, so that `a_b` and `a-b` stay two.
    """
    own = slugify(identifier)
    if own != identifier.strip():
        own = f"{own[: _LONGEST - 9].strip('-')}-{_digest(identifier.strip())}".strip("-")
    return f"{source}-{own}"


def is_local_name(text: str) -> bool:
    """Whether a text can end an IRI as it is."""
    return _LOCAL_NAME.fullmatch(text) is not None


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def fragment_of(*parts: str) -> str:
    """A short, stable fragment for a part of a document that is known by these values."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:12]
