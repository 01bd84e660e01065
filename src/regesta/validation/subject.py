"""Tells a breach of a shape as a finding on the record, at its place in the source."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from regesta.findings import Finding
from regesta.records import Place, Record
from regesta.validation.engine import Node, Result
from regesta.validation.shapes import Rule
from regesta.vocabulary import (
    BIBO,
    DCTERMS,
    FOAF,
    PLACE_OF_PUBLICATION,
    RDFS,
    RELATION_KINDS,
    SCHEMA,
    SKOS,
    compact_iri,
)

_FIELDS: Final[Mapping[str, str]] = {
    DCTERMS.title.value: "titles",
    DCTERMS.alternative.value: "alternative_titles",
    DCTERMS.abstract.value: "abstracts",
    DCTERMS.creator.value: "creators",
    BIBO.authorList.value: "creators",
    DCTERMS.publisher.value: "publishers",
    DCTERMS.contributor.value: "contributors",
    SCHEMA.mentions.value: "agencies",
    DCTERMS.spatial.value: "regions",
    DCTERMS.subject.value: "themes",
    DCTERMS.issued.value: "issued",
    DCTERMS.language.value: "languages",
    DCTERMS.type.value: "document_type",
    DCTERMS.identifier.value: "identifier",
    BIBO.doi.value: "identifiers",
    BIBO.isbn.value: "identifiers",
    BIBO.issn.value: "identifiers",
    FOAF.page.value: "pages",
    DCTERMS.isPartOf.value: "part_of",
    DCTERMS.extent.value: "extent",
    DCTERMS.license.value: "licence",
    SCHEMA.funder.value: "funders",
    SCHEMA.keywords.value: "keywords",
    BIBO.volume.value: "volume",
    BIBO.issue.value: "issue",
    BIBO.pages.value: "page_range",
    BIBO.edition.value: "edition",
    BIBO.number.value: "report_number",
    PLACE_OF_PUBLICATION.value: "publication_places",
    SKOS.exactMatch.value: "matches",
    **{
        DCTERMS[kind].value: "relations"
        for kind in RELATION_KINDS
        if kind != "isPartOf"  # most of these are series
    },
    DCTERMS.modified.value: "modified",
}
"""The field of a Record that each property comes from."""

_NAMES: Final = (DCTERMS.title, SKOS.prefLabel, FOAF.name, RDFS.label)


class Subject:
    """What is being validated: its title, its IRI, and where it stands in its source."""

    def __init__(self, quads: Iterable[Quad], record: Record | None) -> None:
        own = list(quads)
        self._record = record
        self._iri = _topic(own)
        self._title = record.title if record else _title(own, self._iri)

    def describe(self, rule: Rule, result: Result) -> Finding:
        """The breach of a rule in words."""
        finding = Finding(
            code=rule.code,
            severity=rule.severity,
            message=rule.message,
            place=Place("", field=rule.name or None),
            value=_shown(result, rule),
            expected=rule.expected,
            example=rule.example,
            remedy=rule.remedy,
        )
        return self.locate(finding, _iri(result.path))

    def locate(self, finding: Finding, property_: str) -> Finding:
        """The finding with the record's title and IRI, and its place in the source.

        What was not read from a record stands in the files of authorities.
        """
        if self._record:
            place = self._record.place_of(_FIELDS.get(property_, ""))
        else:
            place = Place("authorities", field=finding.place.field)
        return replace(finding, place=place, record_title=self._title, record_iri=self._iri)


def _topic(quads: Iterable[Quad]) -> str:
    """The thing that the document is about; the document itself where it does not say."""
    documents = []
    for quad in quads:
        if quad.predicate == FOAF.primaryTopic and isinstance(quad.object, NamedNode):
            return quad.object.value
        if isinstance(quad.graph_name, NamedNode):
            documents.append(quad.graph_name.value)
    return documents[0] if documents else ""


def _title(quads: Iterable[Quad], iri: str) -> str:
    """The thing's first name in English, else in any language."""
    names = sorted(
        (_NAMES.index(quad.predicate), quad.object.language != "en", quad.object.value)
        for quad in quads
        if quad.predicate in _NAMES
        and isinstance(quad.object, Literal)
        and isinstance(quad.subject, NamedNode)
        and quad.subject.value == iri
    )
    return names[0][2] if names else iri


def _shown(result: Result, rule: Rule) -> str:
    """The value that a person can look for; for an unknown property, its name."""
    if rule.is_closed:
        return compact_iri(_iri(result.path))
    return result.value.value if isinstance(result.value, Literal | NamedNode) else ""


def _iri(node: Node | None) -> str:
    return node.value if isinstance(node, NamedNode) else ""
