"""Themes: a scheme of concepts with their hierarchy, definitions and matches.

EuroVoc's concepts have IRIs, so they are matched. The Human Trafficking Case Data Standard (HTCDS)
publishes its fields as a table: they have no IRIs, and a link to a line of a document would claim
a concept where there is none. So a scope note names the field instead.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pyoxigraph import Literal, NamedNode, Triple

from authorities.labels import label_triples
from authorities.tables import TableError, in_more_languages, read_table
from authorities.turtle import BASE
from authorities.vocabularies import check_matches
from regesta.identifiers import Identifiers
from regesta.vocabulary import DCTERMS, FOAF, RDF_TYPE, SKOS, XSD

_IDENTIFIERS = Identifiers(BASE)
_EUROVOC = "http://eurovoc.europa.eu/"
_SCHEME_NAME = "themes"
_SCHEME = _IDENTIFIERS.thing("scheme", _SCHEME_NAME)
_CREATED = "2026-11-23"
_MODIFIED = "2026-11-23"
_TITLES = {
    "en": "Themes of trafficking and migration evidence",
    "fr": "Thèmes des données probantes sur la traite et la migration",
}
_DESCRIPTIONS = {
    "en": "What publications on human trafficking and migration are about, from the collection of "
    "data to the protection of victims.",
    "fr": "Ce dont traitent les publications sur la traite des êtres humains et la migration, de "
    "la collecte de données à la protection des victimes.",
}


def theme_triples(reference: Path | None) -> Iterator[Triple]:
    """Every triple about themes; their matches are checked where there are reference data.

    Raises TableError where a theme names an unknown one, or a match disagrees with its source.
    """
    more = read_table("theme_languages")
    table = in_more_languages(read_table("themes"), more)
    if unknown := sorted(set(more) - set(table)):
        raise TableError(f"theme_languages.toml names what themes.toml has not: {unknown}.")
    if reference:
        check_matches(table, reference)
    yield from _scheme_triples(name for name, entry in table.items() if "broader" not in entry)
    for name, entry in table.items():
        yield from _theme(name, entry)
        for predicate, other in _relations(entry):
            if other not in table:
                raise TableError(f"themes.toml: {name} names {other}, which is not there.")
            yield Triple(_node(name), predicate, _node(other))
            if predicate == SKOS.related:
                yield Triple(_node(other), predicate, _node(name))


def _scheme_triples(tops: Iterator[str]) -> Iterator[Triple]:
    yield Triple(_SCHEME, RDF_TYPE, SKOS.ConceptScheme)
    for predicate, texts in ((DCTERMS.title, _TITLES), (DCTERMS.description, _DESCRIPTIONS)):
        for language, text in texts.items():
            yield Triple(_SCHEME, predicate, Literal(text, language=language))
    for predicate, date in ((DCTERMS.created, _CREATED), (DCTERMS.modified, _MODIFIED)):
        yield Triple(_SCHEME, predicate, Literal(date, datatype=XSD.date))
    document = _IDENTIFIERS.document("scheme", _SCHEME_NAME)
    publisher = _IDENTIFIERS.part(document, "publisher")
    yield Triple(_SCHEME, DCTERMS.publisher, publisher)
    yield Triple(publisher, RDF_TYPE, FOAF.Agent)
    yield Triple(publisher, FOAF.name, Literal("Regesta"))
    for name in tops:
        yield Triple(_SCHEME, SKOS.hasTopConcept, _node(name))
        yield Triple(_node(name), SKOS.topConceptOf, _SCHEME)


def _theme(name: str, entry: Mapping[str, Any]) -> Iterator[Triple]:
    node = _node(name)
    yield Triple(node, RDF_TYPE, SKOS.Concept)
    yield Triple(node, SKOS.inScheme, _SCHEME)
    labels = {**entry["labels"], **entry["more_labels"]}
    yield from label_triples(node, labels, (entry.get("also", {}), entry["more_names"]))
    for language, text in entry["definition"].items():
        yield Triple(node, SKOS.definition, Literal(text, language=language))
    for predicate, key in ((SKOS.exactMatch, "exact"), (SKOS.closeMatch, "close")):
        for number in entry.get(key, {}):
            yield Triple(node, predicate, NamedNode(_EUROVOC + number))
    for field in entry.get("htcds", ()):
        yield Triple(node, SKOS.scopeNote, Literal(_note(field), language="en"))


def _note(field: str) -> str:
    name, _, value = field.partition(": ")
    where = f"the value {value} of the field {name}" if value else f"the field {name}"
    return f"The Human Trafficking Case Data Standard (HTCDS) 2.0 records this as {where}."


def _relations(entry: Mapping[str, Any]) -> Iterator[tuple[NamedNode, str]]:
    if "broader" in entry:
        yield SKOS.broader, entry["broader"]
    for other in entry.get("related", ()):
        yield SKOS.related, other


def _node(name: str) -> NamedNode:
    return _IDENTIFIERS.thing("theme", name)
