"""Quads in memory, asked by subject and predicate."""

from collections import defaultdict
from collections.abc import Iterable

from pyoxigraph import Literal, NamedNode, Quad, Triple

from regesta.outputs.wording import Wording, read_wording
from regesta.vocabulary import RDF_TYPE


class Description:
    """What some triples say; objects keep the order in which they came."""

    def __init__(self, triples: Iterable[Triple | Quad]) -> None:
        self._objects: dict[tuple[object, NamedNode], list[object]] = defaultdict(list)
        self._subjects: dict[object, list[NamedNode]] = defaultdict(list)
        for triple in triples:
            self._objects[triple.subject, triple.predicate].append(triple.object)
            if triple.predicate == RDF_TYPE and isinstance(triple.subject, NamedNode):
                self._subjects[triple.object].append(triple.subject)

    def iris(self, subject: NamedNode, *predicates: NamedNode) -> list[NamedNode]:
        """The objects of these predicates that are IRIs."""
        return [one for one in self._all(subject, predicates) if isinstance(one, NamedNode)]

    def iri(self, subject: NamedNode, predicate: NamedNode) -> NamedNode | None:
        """The first such IRI."""
        return next(iter(self.iris(subject, predicate)), None)

    def wordings(self, subject: NamedNode, *predicates: NamedNode) -> tuple[Wording, ...]:
        """The texts of these predicates, each in its language."""
        literals = self._all(subject, predicates)
        return tuple(read_wording(one) for one in literals if isinstance(one, Literal))

    def texts(self, subject: NamedNode, *predicates: NamedNode) -> tuple[str, ...]:
        """The values of these predicates, literals and IRIs alike."""
        values = self._all(subject, predicates)
        return tuple(one.value for one in values if isinstance(one, Literal | NamedNode))

    def text(self, subject: NamedNode, predicate: NamedNode) -> str:
        """The first such value, or nothing."""
        return next(iter(self.texts(subject, predicate)), "")

    def of_type(self, kind: NamedNode) -> list[NamedNode]:
        """The subjects of a class."""
        return self._subjects[kind]

    def _all(self, subject: NamedNode, predicates: Iterable[NamedNode]) -> list[object]:
        return [
            one for predicate in predicates for one in self._objects.get((subject, predicate), [])
        ]
