"""What the page of anything but a publication says: an agency, a region, a theme, a person …"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode

from regesta.outputs.catalogue import Catalogue
from regesta.outputs.description import Description
from regesta.outputs.provenance import Provenance, describe_provenance
from regesta.outputs.summaries import Summary, list_publications
from regesta.outputs.wording import Reference, Wording, choose_wording, label_thing
from regesta.vocabulary import DCTERMS, FOAF, GN, SKOS

_SHOWN = 20
_NAMES = (SKOS.prefLabel, FOAF.name, DCTERMS.title, GN.name)
_MATCHES = {
    "the same": SKOS.exactMatch,
    "nearly the same": SKOS.closeMatch,
    "broader": SKOS.broadMatch,
    "narrower": SKOS.narrowMatch,
    "related": SKOS.relatedMatch,
}


@dataclass(frozen=True, slots=True)
class Relation:
    """Things of one kind that a thing is related to, below a heading."""

    heading: str
    things: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """A short statement: what is told, and the values; an IRI among them may become a link."""

    name: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ThingPage:
    """A thing for its readers, with the latest of its publications and how many there are."""

    kind: str
    name: str
    iri: str
    label: Wording
    other_names: tuple[Wording, ...]
    texts: tuple[Wording, ...]
    above: tuple[Reference, ...]
    relations: tuple[Relation, ...]
    facts: tuple[Fact, ...]
    matches: tuple[Fact, ...]
    publications: tuple[Summary, ...]
    total: int
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class Details:
    """What only pages of one kind have."""

    texts: tuple[Wording, ...] = ()
    above: Sequence[Reference] = ()
    relations: Sequence[Relation] = ()
    facts: Sequence[Fact] = ()


@dataclass(frozen=True, slots=True)
class Subject:
    """A thing while its page is made: its document is read, and what that speaks of is named."""

    catalogue: Catalogue
    iri: NamedNode
    about: Description
    names: Mapping[str, Sequence[Wording]]
    languages: Sequence[str]

    def referred(self, *predicates: NamedNode) -> tuple[Reference, ...]:
        """The things that the document itself relates the thing to, by label."""
        things = self.about.iris(self.iri, *predicates)
        found = {one.value: self.names.get(one.value, ()) for one in things}
        references = [label_thing(iri, names, self.languages) for iri, names in found.items()]
        return tuple(sorted(references, key=lambda one: one.sort_key))

    def asked(self, question: str) -> tuple[Reference, ...]:
        """The things that one of the questions of `queries/web` finds."""
        return tuple(self.catalogue.related(question, self.iri, self.languages))


def describe_thing(
    catalogue: Catalogue,
    kind: str,
    name: str,
    languages: Sequence[str],
    details_of: Callable[[Subject], Details],
) -> ThingPage | None:
    """The page of a thing, None if there is no such thing; six questions at most."""
    quads = catalogue.document(kind, name)
    if not quads:
        return None
    about, thing = Description(quads), catalogue.identifiers.thing(kind, name)
    document = catalogue.identifiers.document(kind, name)
    subject = Subject(catalogue, thing, about, catalogue.names_in([document]), languages)
    found = catalogue.publications_of(kind, thing)
    shown = {catalogue.publications[place]: place for place in found.places[:_SHOWN]}
    names = about.wordings(thing, *_NAMES)
    label = choose_wording(names, languages) or Wording(thing.value)
    others = (*names, *about.wordings(thing, SKOS.altLabel))
    details = details_of(subject)
    return ThingPage(
        kind=kind,
        name=name,
        iri=thing.value,
        label=label,
        other_names=_distinct(others, label),
        texts=details.texts,
        above=tuple(details.above),
        relations=tuple(one for one in details.relations if one.things),
        facts=tuple(one for one in details.facts if one.values),
        matches=_read_matches(about, thing),
        publications=list_publications(
            catalogue,
            tuple(shown),
            languages,
            {iri: found.through(place) - {thing.value} for iri, place in shown.items()},
        ),
        total=len(found.places),
        provenance=describe_provenance(about, document, subject.names, languages),
    )


def _distinct(names: Sequence[Wording], label: Wording) -> tuple[Wording, ...]:
    """Each name once; of two that are written alike, the one whose language is known."""
    known = sorted(names, key=lambda one: one.language is None)
    by_value = {one.value: one for one in reversed(known) if one.value != label.value}
    return tuple(one for one in dict.fromkeys(names) if one in by_value.values())


def _read_matches(about: Description, thing: NamedNode) -> tuple[Fact, ...]:
    matches = [Fact(name, about.texts(thing, term)) for name, term in _MATCHES.items()]
    return tuple(match for match in matches if match.values)
