"""The terms of our own vocabulary, read from `ontology/regesta.ttl`."""

from dataclasses import dataclass
from functools import cache

from pyoxigraph import NamedNode, Triple

from regesta.assets import asset
from regesta.outputs.description import Description
from regesta.outputs.wording import Wording, choose_wording, split_words
from regesta.serialisation import read_turtle
from regesta.vocabulary import DCTERMS, ONTOLOGY, RDF_TYPE, RDFS, REGESTA, SKOS, compact_iri

_LANGUAGES = ("en",)


@dataclass(frozen=True, slots=True)
class TermPage:
    """A class or a property: `name` is the last part of its IRI, `kinds` say what it is."""

    name: str
    iri: str
    label: Wording
    comments: tuple[Wording, ...]
    kinds: tuple[str, ...]
    domain: tuple[tuple[str, str], ...]
    range: tuple[tuple[str, str], ...]
    parents: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class OntologyPage:
    """The vocabulary for its readers; pairs are a short name and an IRI."""

    iri: str
    title: Wording
    comments: tuple[Wording, ...]
    terms: tuple[TermPage, ...]


@cache
def read_ontology() -> tuple[Triple, ...]:
    """The triples of the vocabulary."""
    return tuple(read_turtle(asset("ontology", "regesta.ttl")))


@cache
def describe_ontology() -> OntologyPage:
    """The page of the vocabulary, its terms in alphabetical order, classes first."""
    triples = read_ontology()
    about = Description(triples)
    named = {triple.subject for triple in triples if triple.predicate == RDF_TYPE}
    terms = [
        _describe_term(about, term)
        for term in named
        if isinstance(term, NamedNode) and term.value.startswith(REGESTA.iri) and term != ONTOLOGY
    ]
    titles = about.wordings(ONTOLOGY, DCTERMS.title, RDFS.label)
    return OntologyPage(
        iri=REGESTA.iri,
        title=choose_wording(titles, _LANGUAGES) or Wording("The vocabulary", "en"),
        comments=about.wordings(ONTOLOGY, DCTERMS.description, RDFS.comment),
        terms=tuple(sorted((term for term in terms if term.name), key=_order)),
    )


def _describe_term(about: Description, term: NamedNode) -> TermPage:
    names = about.wordings(term, RDFS.label, SKOS.prefLabel)
    name = term.value.removeprefix(REGESTA.iri)
    return TermPage(
        name=name,
        iri=term.value,
        label=choose_wording(names, _LANGUAGES) or Wording(name),
        comments=about.wordings(term, RDFS.comment, SKOS.definition),
        kinds=tuple(
            split_words(compact_iri(one.value).rpartition(":")[2])
            for one in about.iris(term, RDF_TYPE)
        ),
        domain=_pairs(about.iris(term, RDFS.domain)),
        range=_pairs(about.iris(term, RDFS.range)),
        parents=_pairs(about.iris(term, RDFS.subClassOf, RDFS.subPropertyOf)),
    )


def _order(term: TermPage) -> tuple[bool, str]:
    return not term.name[0].isupper(), term.name.lower()


def _pairs(iris: list[NamedNode]) -> tuple[tuple[str, str], ...]:
    return tuple((compact_iri(one.value), one.value) for one in iris)
