"""Reading what a release says of things that a client names by IRI."""

from collections.abc import Iterable, Mapping

from pyoxigraph import Literal, NamedNode

from regesta.identifiers import is_local_name
from regesta.outputs.catalogue import Catalogue, text_of
from regesta.outputs.reconciliation.model import TYPES
from regesta.outputs.reconciliation.names import AuthorityNames
from regesta.outputs.reconciliation.properties import Facts
from regesta.outputs.summaries import list_publications
from regesta.outputs.wording import Wording, read_wording
from regesta.store.port import Term
from regesta.store.query import load_query

_Values = dict[str, dict[Term, list[Wording]]]


def kind_of(catalogue: Catalogue, iri: str) -> str | None:
    """The type of a thing by its IRI, None where it is not one that can be reconciled."""
    parsed = catalogue.identifiers.parse_thing(iri)
    if parsed is None or parsed[0] not in TYPES or not is_local_name(parsed[1]):
        return None
    return parsed[0] if catalogue.identifiers.thing(*parsed).value == iri else None


def read_facts(
    catalogue: Catalogue, names: AuthorityNames, iris: Iterable[str]
) -> Mapping[str, Facts]:
    """What the release says of each of these things; those that are none of its own are left out.

    Two questions to the store, however many things there are.
    """
    kinds = {iri: kind for iri in iris if (kind := kind_of(catalogue, iri))}
    values: dict[str, _Values] = {iri: {} for iri in kinds}
    things = tuple(NamedNode(iri) for iri in kinds)
    question = load_query("web/values_of_things").bind(things=things)
    for row in catalogue.store.select(question) if things else ():
        named = values[text_of(row, "thing")].setdefault(text_of(row, "property"), {})
        found = named.setdefault(row["value"], [])
        label = row.get("label")
        if isinstance(label, Literal):
            found.append(read_wording(label))
    publications = [iri for iri in kinds if kinds[iri] == "publication" and values[iri]]
    summaries = {one.iri: one for one in list_publications(catalogue, publications, ())}
    return {
        iri: Facts(iri, kind, values[iri], summaries.get(iri), tuple(names.acronyms(iri)))
        for iri, kind in kinds.items()
        if values[iri] or names.get(iri)
    }
