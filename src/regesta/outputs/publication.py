"""What the page of a publication says."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pyoxigraph import NamedNode

from regesta.outputs.catalogue import Catalogue
from regesta.outputs.description import Description
from regesta.outputs.imprint import (
    Imprint,
    RelatedPublications,
    describe_imprint,
    related_publications,
)
from regesta.outputs.provenance import Provenance, describe_provenance
from regesta.outputs.wording import (
    Reference,
    Wording,
    choose_wording,
    label_thing,
    split_words,
)
from regesta.values.languages import language_name
from regesta.values.relators import RELATIONS, RELATORS
from regesta.vocabulary import (
    BIBO,
    DCTERMS,
    FOAF,
    RDF,
    RDF_TYPE,
    REGESTA,
    SCHEMA,
    SKOS,
    membership,
)


@dataclass(frozen=True, slots=True)
class LinkedReference:
    """A thing that a publication is linked to, and how the link came about.

    `score` is None where the source itself names the thing by its identifier.
    """

    thing: Reference
    score: float | None = None
    stated: bool = True
    name_as_written: str = ""
    evidence: str = ""
    roles: tuple[Wording, ...] = ()
    """What a contributor did, in words."""


@dataclass(frozen=True, slots=True)
class PublicationPage:
    """A publication for its readers."""

    iri: str
    title: Wording
    other_titles: tuple[Wording, ...]
    document_types: tuple[str, ...]
    creators: tuple[LinkedReference, ...]
    publishers: tuple[LinkedReference, ...]
    contributors: tuple[LinkedReference, ...]
    funders: tuple[LinkedReference, ...]
    agencies: tuple[LinkedReference, ...]
    regions: tuple[LinkedReference, ...]
    themes: tuple[LinkedReference, ...]
    keywords: tuple[Wording, ...]
    abstracts: tuple[Wording, ...]
    issued: str
    dates_mentioned: tuple[str, ...]
    languages: tuple[str, ...]
    identifiers: tuple[tuple[str, str], ...]
    pages: tuple[str, ...]
    matches: tuple[str, ...]
    related: tuple[RelatedPublications, ...]
    imprint: Imprint
    licence: str
    provenances: tuple[Provenance, ...]
    """Where each record of the publication comes from, the leading one first."""

    @property
    def links(self) -> tuple[LinkedReference, ...]:
        """Every link that carries evidence."""
        everything = (
            *self.creators, *self.publishers, *self.contributors, *self.funders,
            *self.agencies, *self.regions, *self.themes,
        )  # fmt: skip
        return tuple(link for link in everything if link.evidence)


def describe_publication(
    catalogue: Catalogue, name: str, languages: Sequence[str]
) -> PublicationPage | None:
    """The page of a publication, None if there is no such publication.

    It says what all records of the publication say; a triple that several state is said once.
    """
    documents = catalogue.documents_about("publication", name)
    graphs = [catalogue.store.graph(document) for document in documents]
    if not graphs[0]:
        return None
    triples = dict.fromkeys(quad.triple for graph in graphs for quad in graph)
    return _Reader(catalogue, name, documents, Description(triples), languages).read()


def leading_publication(catalogue: Catalogue, name: str) -> str | None:
    """The local name of the publication that a record was merged into, None if it was not."""
    if not catalogue.is_merged("publication", name):
        return None
    document = catalogue.identifiers.document("publication", name)
    topic = Description(catalogue.store.graph(document)).iri(document, FOAF.primaryTopic)
    parsed = catalogue.identifiers.parse_thing(topic.value) if topic else None
    return parsed[1] if parsed else None


class _Reader:
    """Reads a page out of the documents about one publication."""

    def __init__(
        self,
        catalogue: Catalogue,
        name: str,
        documents: Sequence[NamedNode],
        about: Description,
        languages: Sequence[str],
    ) -> None:
        self._about, self._languages = about, languages
        self._thing = catalogue.identifiers.thing("publication", name)
        self._documents = documents
        self._names = catalogue.names_in(documents)
        self._evidence = self._read_evidence()

    def read(self) -> PublicationPage:
        about, thing = self._about, self._thing
        titles = about.wordings(thing, DCTERMS.title)
        title = choose_wording(titles, self._languages) or Wording(thing.value)
        others = (*titles, *about.wordings(thing, DCTERMS.alternative))
        return PublicationPage(
            iri=thing.value,
            title=title,
            other_titles=tuple(one for one in others if one != title),
            document_types=self._types(),
            creators=tuple(self._link(DCTERMS.creator, iri) for iri in self._creators()),
            publishers=self._links(DCTERMS.publisher),
            contributors=self._contributors(),
            funders=self._links(SCHEMA.funder),
            agencies=self._links(SCHEMA.mentions),
            regions=self._links(DCTERMS.spatial),
            themes=self._links(DCTERMS.subject),
            keywords=about.wordings(thing, SCHEMA.keywords),
            abstracts=about.wordings(thing, DCTERMS.abstract),
            issued=about.text(thing, DCTERMS.issued),
            dates_mentioned=tuple(sorted(about.texts(thing, SCHEMA.temporalCoverage))),
            languages=tuple(language_name(one) for one in about.texts(thing, DCTERMS.language)),
            identifiers=self._identifiers(),
            pages=about.texts(thing, FOAF.page),
            matches=about.texts(thing, SKOS.exactMatch),
            related=tuple(related_publications(about, thing)),
            imprint=describe_imprint(about, thing),
            licence=about.text(thing, DCTERMS.license),
            provenances=tuple(
                describe_provenance(about, document, self._names, self._languages)
                for document in self._documents
            ),
        )

    def _types(self) -> tuple[str, ...]:
        classes = self._about.iris(self._thing, RDF_TYPE)
        names = [re.split(r"[#/]", one.value)[-1] for one in classes if one != BIBO.Document]
        return tuple(split_words(name).capitalize() for name in names)

    def _identifiers(self) -> tuple[tuple[str, str], ...]:
        schemes = (("DOI", BIBO.doi), ("ISBN", BIBO.isbn), ("ISSN", BIBO.issn))
        found = [
            (scheme, value)
            for scheme, term in schemes
            for value in self._about.texts(self._thing, term)
        ]
        known = {value for _, value in found} | {self._thing.value.rpartition("/")[2]}
        local = self._about.texts(self._thing, DCTERMS.identifier)
        return (*found, *(("Identifier", value) for value in local if value not in known))

    def _creators(self) -> list[NamedNode]:
        creators = self._about.iris(self._thing, DCTERMS.creator)
        sequence = self._about.iri(self._thing, BIBO.authorList)
        if sequence is None:
            return creators
        places = range(1, len(creators) + 1)
        ordered = self._about.iris(sequence, *(membership(place) for place in places))
        return ordered + [one for one in creators if one not in ordered]

    def _contributors(self) -> tuple[LinkedReference, ...]:
        """Those who contributed, each with what they did."""
        roles: dict[str, list[Wording]] = defaultdict(list)
        for code, relation in RELATIONS.items():
            for iri in self._about.iris(self._thing, relation):
                roles[iri.value].append(self._name_role(code))
        return tuple(
            replace(link, roles=tuple(roles[link.thing.iri]))
            for link in self._links(DCTERMS.contributor)
        )

    def _name_role(self, code: str) -> Wording:
        return choose_wording(
            [Wording(words[0], language) for language, words in RELATORS[code].items()],
            self._languages,
        ) or Wording(code)

    def _links(self, predicate: NamedNode) -> tuple[LinkedReference, ...]:
        links = [self._link(predicate, iri) for iri in self._about.iris(self._thing, predicate)]
        return tuple(sorted(links, key=lambda link: link.thing.sort_key))

    def _link(self, predicate: NamedNode, iri: NamedNode) -> LinkedReference:
        thing = label_thing(iri.value, self._names.get(iri.value, ()), self._languages)
        statement = self._evidence.get((predicate, iri))
        if statement is None:
            return LinkedReference(thing)
        return LinkedReference(
            thing,
            score=_number(self._about.text(statement, REGESTA.score)),
            stated=self._about.text(statement, REGESTA.stated) == "true",
            name_as_written=self._about.text(statement, REGESTA.nameAsWritten),
            evidence=self._about.text(statement, REGESTA.evidence),
        )

    def _read_evidence(self) -> dict[tuple[NamedNode, NamedNode], NamedNode]:
        found: dict[tuple[NamedNode, NamedNode], NamedNode] = {}
        for statement in self._about.of_type(REGESTA.Link):
            predicate = self._about.iri(statement, RDF.predicate)
            thing = self._about.iri(statement, RDF.object)
            if predicate is not None and thing is not None:
                found[predicate, thing] = statement
        return found


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
