"""Which of the things that a file describes are publications, and what is said around each."""

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from regesta.sources.rdf.classes import (
    container_classes,
    other_classes,
    publication_classes,
    vague_classes,
)
from regesta.sources.rdf.properties import part_properties, properties, read_properties
from regesta.sources.rdf.statements import Statements
from regesta.vocabulary import (
    DCAT,
    DCTERMS,
    FOAF,
    LDP_CONTAINS,
    MEMBERSHIP,
    RDF,
    RDF_TYPE,
    SCHEMA,
    expand_iri,
)

_TYPE = RDF_TYPE.value
_FURTHEST = 5
_MOST_NODES = 5_000
_STRUCTURE = (RDF.first.value, RDF.rest.value)
_PLAIN_TITLES = frozenset((DCTERMS.title.value, expand_iri("dc:title")))
_LISTING = frozenset(
    (
        *_STRUCTURE,
        DCAT.dataset.value,
        DCAT.resource.value,
        SCHEMA.dataset.value,
        SCHEMA.mainEntity.value,
        SCHEMA.item.value,
        SCHEMA.itemListElement.value,
        SCHEMA.hasPart.value,
        DCTERMS.hasPart.value,
        FOAF.primaryTopic.value,
        FOAF.publications.value,
        LDP_CONTAINS,
    )
)
"""The properties by which a list or a page has publications, which are none of its parts."""
_CONTAINING = frozenset(
    (DCTERMS.isPartOf.value, SCHEMA.isPartOf.value, SCHEMA.partOfSeries.value, DCAT.inSeries.value)
)
_AGGREGATED, _INSTANCE = expand_iri("edm:aggregatedCHO"), expand_iri("bf:instanceOf")
_EMBEDDING = frozenset((SCHEMA.mainEntityOfPage.value, _INSTANCE))
_CITING = frozenset((SCHEMA.citation.value, SCHEMA.isBasedOn.value, SCHEMA.exampleOfWork.value))
_RELATORS = expand_iri("marcrel:")


class Publications:
    """Looks through the statements of a file.

    `others` and `unread` count what was passed over: the classes of things that are no
    publications, and the properties of publications that no field has.
    """

    def __init__(self, statements: Statements) -> None:
        self._statements = statements
        self._part = lru_cache(maxsize=20_000)(self._read_part)
        self._titles = frozenset(properties()["title"])
        self._further = frozenset(
            iri
            for name in ("creator", "publisher", "issued", "abstract", "identifier", "doi", "isbn")
            for iri in properties()[name]
        )
        self._telling = frozenset(
            iri for name in ("abstract", "publisher", "keyword") for iri in properties()[name]
        )
        self.others: Counter[str] = Counter()
        self.unread: Counter[str] = Counter()

    def subjects(self) -> Iterator[str]:
        """The publications, in the order of first appearance."""
        for subject in self._statements.subjects():
            star = self._statements.of(subject)
            classes = {_bare(value) for name, value in star if name == _TYPE}
            if self._is_publication(subject, star, classes):
                yield subject
            elif not subject.startswith("_:"):
                self.others.update(classes)

    def describe(self, subject: str) -> str:
        """What is said of a publication and of the nodes around it, in N-Triples.

        Blank nodes are numbered anew, so that the same description is always the same text.
        """
        lines: list[str] = []
        names: dict[str, str] = {}
        queue = [(subject, name, value, 1) for name, value in self._own(subject)]
        seen = {subject}
        for node, name, value, depth in queue:
            lines.append(f"{_short(node, names)} <{name}> {_short(value, names)} .")
            is_node = not value.startswith('"') and value not in seen
            if is_node and (depth < _FURTHEST or name in _STRUCTURE) and len(seen) < _MOST_NODES:
                seen.add(value)
                further = depth if name in _STRUCTURE else depth + 1
                queue += [(value, part, other, further) for part, other in self._part(value)]
        return "\n".join(dict.fromkeys(lines)) + "\n"

    def _own(self, subject: str) -> list[tuple[str, str]]:
        """The statements of a publication, and of its document, aggregation or work."""
        found = []
        for name, value in self._statements.of(subject):
            if name in read_properties() or name.startswith(_RELATORS):
                found.append((name, value))
                if name == _INSTANCE:
                    found += [each for each in self._statements.of(value) if each[0] != _TYPE]
            else:
                self.unread[name] += 1
        for other, name in self._statements.naming(subject):
            if name == FOAF.primaryTopic.value:
                said = self._statements.of(other)
                found += [each for each in said if each[0] == DCTERMS.modified.value]
            elif name == _AGGREGATED:
                said = self._statements.of(other)
                found += [
                    each for each in said if each[0] in read_properties() and each[0] != _TYPE
                ]
        return found

    def _read_part(self, node: str) -> tuple[tuple[str, str], ...]:
        return tuple(
            (name, value)
            for name, value in self._statements.of(node)
            if name in part_properties() or name.startswith(MEMBERSHIP)
        )

    def _is_publication(self, subject: str, star: list[tuple[str, str]], classes: set[str]) -> bool:
        names = {name for name, _ in star}
        has_title = not names.isdisjoint(self._titles)
        kinds = classes & publication_classes().keys()
        if classes & other_classes() or not (kinds or names & _PLAIN_TITLES):
            return False
        if kinds <= vague_classes() and not (has_title and names & self._further):
            return False
        return not self._is_part(subject, kinds, names)

    def _is_part(self, subject: str, kinds: set[str], names: set[str]) -> bool:
        """Whether it is described only because a publication is in it, cites it, or has it."""
        naming = [name for _, name in self._statements.naming(subject)]
        if subject.startswith("_:"):
            return any(name not in _LISTING and not name.startswith(MEMBERSHIP) for name in naming)
        if any(name in _EMBEDDING for name in naming):
            return True
        is_thin = names.isdisjoint(self._telling)
        if is_thin and any(name in _CITING for name in naming):
            return True
        return bool(kinds & container_classes().keys()) and any(
            name in _CONTAINING for name in naming
        )


def _bare(term: str) -> str:
    return term[1:-1] if term.startswith("<") else term


def _short(term: str, names: dict[str, str]) -> str:
    if not term.startswith("_:"):
        return term
    return names.setdefault(term, f"_:b{len(names)}")
