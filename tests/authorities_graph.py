"""What the tests of the authorities share: the committed files as a graph, and the cases."""

import csv
from collections import defaultdict
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, parse

from regesta.identifiers import Identifiers
from regesta.vocabulary import GN, RDF_TYPE, SKOS

ROOT = Path(__file__).resolve().parents[1]
CASES = ROOT / "tests" / "fixtures" / "authorities"
AUTHORITIES = ROOT / "data" / "authorities"
REFERENCE = ROOT.parent / "shared" / "reference"
BASE = "http://authorities.test/"


def cases(name, count):
    """The cases of a table, which must be so many; row and first cell name the test."""
    with (CASES / name).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    assert len(rows) == count
    return [
        pytest.param(row, id=f"{number}-{row[next(iter(row))]}") for number, row in enumerate(rows)
    ]


class Graph:
    """The values of each property of each subject in some of the authority files."""

    def __init__(self, *names):
        self.values = defaultdict(lambda: defaultdict(set))
        for name in names:
            for quad in parse(path=AUTHORITIES / f"{name}.ttl", base_iri=BASE):
                assert isinstance(quad.subject, NamedNode)
                self.values[quad.subject][quad.predicate].add(quad.object)

    def of(self, subject, predicate):
        return set(self.values[subject][predicate]) if subject in self.values else set()

    def texts(self, subject, predicate):
        return {term.value for term in self.of(subject, predicate)}

    def all(self, kind):
        return sorted(
            (one for one in self.values if kind in self.values[one][RDF_TYPE]),
            key=lambda one: one.value,
        )

    def names(self, subject):
        return [
            (label.value, label.language, predicate)
            for predicate in (SKOS.prefLabel, SKOS.altLabel)
            for label in self.of(subject, predicate)
        ]


def region(name):
    return Identifiers(BASE).thing("region", name)


def above(graph, subject, predicate):
    """All that stands above, nearest first; a circle would never end, so it is an error."""
    found = []
    queue = list(graph.of(subject, predicate))
    while queue:
        one = queue.pop(0)
        assert one not in found, f"{subject} stands above itself"
        found.append(one)
        queue += graph.of(one, predicate)
    return found


def countries(graph):
    return [one for one in graph.all(GN.Feature) if graph.of(one, GN.countryCode)]


def by_iso2(graph):
    return {graph.texts(one, GN.countryCode).pop(): one for one in countries(graph)}
