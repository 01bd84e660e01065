"""Mentions in running text, measured on a labelled set in six languages."""

import tomllib
from collections import Counter
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from regesta.assets import asset
from regesta.identifiers import Identifiers
from regesta.linking.authorities import Authorities
from regesta.linking.linker import Linker
from regesta.records import Kind, Place, Record, Role, Text

BASE = "http://localhost:8000/"
FIXTURES = Path(__file__).parents[1] / "fixtures" / "linking"
CASES = tomllib.loads((FIXTURES / "mentions.toml").read_text(encoding="utf-8"))["case"]
NOTHING = 89
COUNTS = {"en": 147, "fr": 37, "es": 30, "ru": 30, "ar": 26, "zh": 26, "de": 2, "it": 1, "pt": 2}
IDENTIFIERS = Identifiers(BASE)


def read_authorities() -> Authorities:
    paths = sorted(asset("data", "authorities").glob("*.ttl"))
    return Authorities.from_quads(
        (
            quad
            for path in paths
            for quad in parse(path=path, format=RdfFormat.TURTLE, base_iri=BASE)
        ),
        IDENTIFIERS,
    )


AUTHORITIES = read_authorities()
LINKER = Linker(AUTHORITIES, IDENTIFIERS, ("en", "fr", "es", "ru", "ar", "zh"))


def found_in(case: dict[str, object]) -> tuple[dict[Role, set[str]], set[str]]:
    text = Text(str(case["text"]), str(case["language"]))
    record = Record("x", Place("test"), titles=(text,))
    linked, findings = LINKER.link_record(record)
    found = {role: {link.iri for link in linked.links if link.role is role} for role in Role}
    return found, {finding.value for finding in findings if finding.code == "name-left-open"}


def expected_of(case: dict[str, object], key: str, kind: Kind) -> set[str]:
    iris = set()
    for name in case.get(key, ()):
        thing = AUTHORITIES.find(kind, name)
        assert thing is not None, name
        iris.add(thing.iri)
    return iris


def test_how_many_cases_there_are():
    assert len(CASES) == 301
    assert sum(not case.keys() & {"regions", "agencies", "open"} for case in CASES) == NOTHING
    assert Counter(case["language"] for case in CASES) == COUNTS


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:40])
def test_case(case):
    found, left_open = found_in(case)
    regions = {AUTHORITIES.label(iri) for iri in found[Role.SPATIAL]}
    wanted = {AUTHORITIES.label(iri) for iri in expected_of(case, "regions", Kind.REGION)}
    assert regions == wanted
    assert found[Role.MENTION] == expected_of(case, "agencies", Kind.AGENCY)
    assert left_open == set(case.get("open", ()))


@pytest.mark.parametrize(
    ("key", "kind", "role", "mentions"),
    [
        ("regions", Kind.REGION, Role.SPATIAL, 376),
        ("agencies", Kind.AGENCY, Role.MENTION, 52),
    ],
)
def test_precision_and_recall(key, kind, role, mentions):
    right = wrong = missed = 0
    for case in CASES:
        found, expected = found_in(case)[0][role], expected_of(case, key, kind)
        right += len(found & expected)
        wrong += len(found - expected)
        missed += len(expected - found)
    assert right + missed == mentions
    assert right / (right + wrong) >= 0.98
    assert right / (right + missed) >= 0.98
