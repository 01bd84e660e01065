"""Links as RDF: the statements themselves, the order of creators, and why each was made."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Final

from pyoxigraph import Literal, NamedNode

from regesta.identifiers import Identifiers, fragment_of
from regesta.mapping.graph import Graph, plain_literal
from regesta.records import Link, Role
from regesta.values.relators import RELATIONS
from regesta.values.texts import read_iri
from regesta.vocabulary import BIBO, DCTERMS, RDF, REGESTA, SCHEMA, XSD, membership

PREDICATES: Final[dict[Role, NamedNode]] = {
    Role.CREATOR: DCTERMS.creator,
    Role.PUBLISHER: DCTERMS.publisher,
    Role.CONTRIBUTOR: DCTERMS.contributor,
    Role.FUNDER: SCHEMA.funder,
    Role.SPATIAL: DCTERMS.spatial,
    Role.SUBJECT: DCTERMS.subject,
    Role.MENTION: SCHEMA.mentions,
}
"""How a publication is related to what a link of each role points at."""

_ORDER: Final = {role: place for place, role in enumerate(Role)}


def add_links(
    graph: Graph, publication: NamedNode, links: Sequence[Link], identifiers: Identifiers
) -> None:
    """Add each link once; one that a machine made from text also with its score and evidence.

    A contributor whose relator is known has that relation as well.

    A link that the source states and that is certain is the source's own word, so it needs no
    evidence. Where several names lead to one thing in one role, the strongest link speaks.
    """
    strongest = _strongest(links)
    for link in strongest:
        graph.add(publication, PREDICATES[link.role], read_iri(link.iri))
    for link in links:
        relation = RELATIONS.get(link.relator or "")
        if relation and link.role is Role.CONTRIBUTOR:
            graph.add(publication, relation, read_iri(link.iri))
    _add_order_of_creators(graph, publication, strongest, identifiers)
    for link in strongest:
        if link.score < 1 or not link.stated:
            _add_evidence(graph, publication, link, identifiers)


def _strongest(links: Iterable[Link]) -> list[Link]:
    """One link for each role and thing, in the order of roles, positions and IRIs."""
    best: dict[tuple[Role, str], Link] = {}
    for link in links:
        key = (link.role, link.iri)
        if read_iri(link.iri) and (key not in best or _strength(link) > _strength(best[key])):
            best[key] = link
    return sorted(best.values(), key=lambda link: (_ORDER[link.role], link.position, link.iri))


def _strength(link: Link) -> tuple[bool, float, int]:
    return link.stated, link.score, -link.position


def _add_order_of_creators(
    graph: Graph, publication: NamedNode, links: list[Link], identifiers: Identifiers
) -> None:
    creators = [link for link in links if link.role is Role.CREATOR]
    if not creators:
        return
    sequence = identifiers.part(graph.name, "creators")
    graph.add(publication, BIBO.authorList, sequence)
    graph.add_types(sequence, RDF.Seq)
    for number, link in enumerate(creators, start=1):
        graph.add(sequence, membership(number), read_iri(link.iri))


def _add_evidence(
    graph: Graph, publication: NamedNode, link: Link, identifiers: Identifiers
) -> None:
    node = identifiers.part(graph.name, f"link-{fragment_of(link.role.value, link.iri)}")
    graph.add_types(node, REGESTA.Link)
    graph.add(node, RDF.subject, publication)
    graph.add(node, RDF.predicate, PREDICATES[link.role])
    graph.add(node, RDF.object, read_iri(link.iri))
    graph.add(node, REGESTA.nameAsWritten, plain_literal(link.name))
    graph.add(node, REGESTA.stated, Literal(link.stated))
    graph.add(node, REGESTA.score, _decimal(link.score))
    graph.add(node, REGESTA.evidence, plain_literal(link.evidence))


@lru_cache(maxsize=2048)
def _decimal(score: float) -> Literal:
    """The score with three places at most, in the form that XML Schema calls canonical."""
    digits = format(round(Decimal(str(score)), 3).normalize(), "f")
    return Literal(digits if "." in digits else f"{digits}.0", datatype=XSD.decimal)
