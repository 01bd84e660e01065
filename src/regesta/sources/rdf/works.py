"""What a publication is: dates, kind, numbers, addresses, series and relations."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pyoxigraph as ox

from regesta.findings import Finding
from regesta.messages import new_finding
from regesta.records import Identifier, Place, Relation, Text
from regesta.sources.rdf.classes import pages_and_others, publication_classes
from regesta.sources.rdf.description import Description, Term, last_part
from regesta.sources.rdf.identifying import identifiers, recognised
from regesta.sources.rdf.properties import RELATIONS
from regesta.sources.rdf.titles import read_titles
from regesta.values.document_types import read_document_type
from regesta.values.languages import language_iri
from regesta.values.licences import read_licence
from regesta.values.standard_numbers import normalise_doi
from regesta.values.texts import iri_fault, read_iri

_FURTHEST = 4


class Work:
    """Reads one publication; `findings` say what could not be understood."""

    def __init__(self, described: Description, place: Place) -> None:
        self._described = described
        self._node = described.subject
        self._place = place
        self.findings: list[Finding] = []

    def fields(self) -> dict[str, Any]:
        """The fields of the record."""
        titles, alternatives = read_titles(self._described)
        issued = [*self._dates(self._node), *self._provided("issued")]
        found = tuple(dict.fromkeys(identifiers(self._described, self._node)))
        containers = list(self._containers(self._node, 0))
        numbers = (*found, *self._of_containers(containers))
        addresses = [each.value for each in found if each.value.startswith(("http:", "https:"))]
        return {
            "titles": titles,
            "alternative_titles": alternatives,
            "abstracts": tuple(dict.fromkeys(self._described.paragraphs(self._node, "abstract"))),
            "issued": issued[0] if issued else None,
            "modified": next(iter(self._days("modified")), None),
            "languages": tuple(dict.fromkeys(self._languages())),
            "document_type": self._kind(),
            "identifiers": tuple(dict.fromkeys(filter(_is_number, numbers))),
            "pages": self._pages(addresses),
            "matches": tuple(dict.fromkeys(self._same())),
            "part_of": self._series(containers),
            "volume": self._position("volume", containers),
            "issue": self._position("issue", containers),
            "page_range": self._page_range(),
            "edition": self._text("edition"),
            "report_number": self._text("report_number"),
            "publication_places": tuple(dict.fromkeys(self._places())),
            "extent": self._extent(),
            "licence": self._licence(),
            "relations": tuple(dict.fromkeys(self._relations(containers))),
        }

    def _dates(self, node: Term) -> list[str]:
        listed = self._described.all(node, "issued")
        return [value.value.strip() for value in listed if isinstance(value, ox.Literal)]

    def _days(self, field: str) -> Iterator[str]:
        for value in self._described.all(self._node, field):
            if isinstance(value, ox.Literal):
                yield value.value.strip()[:10]

    def _provided(self, field: str) -> Iterator[str]:
        for node in self._described.all(self._node, "provision"):
            for value in self._described.all(node, field):
                if isinstance(value, ox.Literal):
                    yield value.value.strip()

    def _languages(self) -> Iterator[str]:
        for value in self._described.all(self._node, "language"):
            if isinstance(value, ox.NamedNode):
                code = last_part(value.value)
                yield code if language_iri(code) else self._label(value) or code
            elif isinstance(value, ox.BlankNode):
                yield from filter(None, [self._label(value)])
            elif value.value.strip():
                yield value.value.strip()

    def _kind(self) -> str | None:
        """The narrowest that is known: a type in words or of COAR that fits the class."""
        classes = self._described.classes(self._node)
        words = [word for iri in classes if (word := publication_classes().get(iri))]
        for value in self._described.all(self._node, "kind"):
            written = self._label(value) if not isinstance(value, ox.Literal) else value.value
            if isinstance(value, ox.NamedNode) and read_document_type(value.value):
                written = value.value
            kind = read_document_type(written or "")
            fits = kind and (not words or kind.document_class is None)
            if kind and (fits or (kind.document_class and kind.document_class.value in classes)):
                return written
        return words[0] if words else self._unknown_kind()

    def _unknown_kind(self) -> str | None:
        written = [
            v.value for v in self._described.all(self._node, "kind") if isinstance(v, ox.Literal)
        ]
        return written[0] if written else None

    def _pages(self, addresses: list[str]) -> tuple[str, ...]:
        found = [(term, "page") for term in self._described.all(self._node, "page")]
        for node in self._described.all(self._node, "file"):
            found += [(term, "file") for term in self._described.all(node, "file_address")]
        pages = [address for address in addresses if not iri_fault(address)]
        for term, field in found:
            address = "" if isinstance(term, ox.BlankNode) else term.value.strip()
            fault = iri_fault(address)
            if address and not fault:
                pages.append(address)
            elif address and not address.startswith("file:"):
                self._report("rdf-address-malformed", field, address, fault=fault or "")
        return tuple(dict.fromkeys(pages))

    def _same(self) -> Iterator[str]:
        for term in self._described.all(self._node, "same"):
            if not isinstance(term, ox.BlankNode) and read_iri(term.value):
                yield term.value.strip()

    def _containers(self, node: Term, depth: int) -> Iterator[Term]:
        """What the publication is in, and what that is in: an issue, its volume, the journal."""
        for term in self._described.all(node, "part_of"):
            if not pages_and_others().isdisjoint(self._described.classes(term)):
                continue
            yield term
            if depth < _FURTHEST and not isinstance(term, ox.Literal):
                yield from self._containers(term, depth + 1)

    def _series(self, containers: list[Term]) -> tuple[Text, ...]:
        found: list[Text] = []
        for term in containers:
            if isinstance(term, ox.Literal):
                found.append(Text(" ".join(term.value.split()), term.language))
            else:
                # An issue or a volume is known by its number, not by a title of its own.
                found += self._described.labels(term)[:1]
        named = (text for text in found if text.value and not text.value.isdecimal())
        return tuple(dict.fromkeys(named))

    def _position(self, field: str, containers: list[Term]) -> str | None:
        nodes = (self._node, *containers)
        return next((text for node in nodes if (text := self._described.text(node, field))), None)

    def _of_containers(self, containers: list[Term]) -> Iterator[Identifier]:
        """The ISSN of the journal, also where it is the journal's IRI or one of its identifiers."""
        for term in containers:
            found = list(identifiers(self._described, term))
            if isinstance(term, ox.NamedNode):
                found.append(recognised(term.value))
            yield from (each for each in found if each.scheme == "issn")

    def _page_range(self) -> str | None:
        ends = [self._text("first_page"), self._text("last_page")]
        return self._text("pages") or "–".join(filter(None, ends)) or None

    def _extent(self) -> str | None:
        extent = self._text("extent")
        return f"{extent} pages" if extent and extent.isdecimal() else extent

    def _licence(self) -> str | None:
        nodes = [self._node, *self._described.all(self._node, "file")]
        for term in (each for node in nodes for each in self._described.all(node, "licence")):
            written = term.value if not isinstance(term, ox.BlankNode) else self._label(term) or ""
            if read_licence(written):
                return written.strip()
        return None

    def _places(self) -> Iterator[str]:
        nodes = (self._node, *self._described.all(self._node, "provision"))
        for term in (each for node in nodes for each in self._described.all(node, "place")):
            yield from filter(None, [self._label(term)])

    def _relations(self, containers: list[Term]) -> Iterator[Relation]:
        for kind in RELATIONS:
            for term in self._described.all(self._node, kind):
                if target := self._target(term):
                    yield Relation(kind, target)
                else:
                    self._report("rdf-relation-unusable", kind, self._label(term) or kind)
        for term in containers:
            # What has a fragment is a part of the description itself, such as a series of ours.
            is_thing = isinstance(term, ox.NamedNode) and "#" not in term.value
            if is_thing and (target := self._target(term)):
                yield Relation("isPartOf", target)

    def _target(self, term: Term) -> str:
        """The DOI or the address of what a relation leads to."""
        if isinstance(term, ox.NamedNode | ox.Literal):
            written = term.value.strip()
            return normalise_doi(written) or (written if read_iri(written) else "")
        dois = [each.value for each in identifiers(self._described, term) if each.scheme == "doi"]
        return next(iter(dois), "")

    def _text(self, field: str) -> str | None:
        for term in self._described.all(self._node, field):
            if written := self._label(term):
                return written
        return None

    def _label(self, term: Term) -> str | None:
        if isinstance(term, ox.Literal):
            return " ".join(term.value.split()) or None
        labels = self._described.labels(term)
        return labels[0].value if labels else None

    def _report(self, code: str, field: str, value: str, **parts: object) -> None:
        place = replace(self._place, field=field)
        self.findings.append(new_finding(code, place, value=value, **parts))


def _is_number(identifier: Identifier) -> bool:
    """Whether it is an identifier and no address, which stands among the pages."""
    return bool(identifier.value) and not identifier.value.startswith(("http:", "https:"))
