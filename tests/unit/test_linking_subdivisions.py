"""Subdivisions: linked with their country or when stated and clear, and never by chance."""

import tomllib
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from regesta.assets import asset
from regesta.identifiers import Identifiers
from regesta.linking.authorities import Authorities
from regesta.linking.linker import Linker
from regesta.records import Contributor, Kind, Name, Place, Record, Role, Text

BASE = "http://localhost:8000/"
IDENTIFIERS = Identifiers(BASE)
PLACE = Place("test")
CASES = tomllib.loads(
    (Path(__file__).parents[1] / "fixtures/linking/subdivisions.toml").read_text(encoding="utf-8")
)


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
LINKER = Linker(AUTHORITIES, IDENTIFIERS, ("en", "fr"))


def record_of(kind: str, text: str, title: str = "A study") -> Record:
    if kind == "text":
        return Record("x", PLACE, titles=(Text(text, "en"),))
    fields = {f"{kind}s": (Name(text, PLACE),)}
    return Record("x", PLACE, titles=(Text(title, "en"),), **fields)


def regions_of(record: Record) -> set[str]:
    links = LINKER.link_record(record)[0].links
    return {AUTHORITIES.get(link.iri).local_name for link in links if link.kind is Kind.REGION}


def expected(case) -> set[str]:
    return {AUTHORITIES.find(Kind.REGION, code).local_name for code in case.get("regions", ())}


def test_how_many_cases_there_are():
    assert {kind: len(cases) for kind, cases in CASES.items()} == {
        "text": 19,
        "region": 12,
        "keyword": 10,
    }


@pytest.mark.parametrize(
    ("kind", "case"),
    [
        pytest.param(kind, case, id=f"{kind}-{case['text']}")
        for kind, cases in CASES.items()
        for case in cases
    ],
)
def test_case(kind, case):
    record = record_of(kind, case["text"])
    assert regions_of(record) == expected(case)
    codes = [finding.code for finding in LINKER.link_record(record)[1]]
    assert codes == (["name-left-open"] if case.get("open") else [])


def test_what_is_left_open_lists_the_candidates_with_their_countries():
    (finding,) = LINKER.link_record(record_of("region", "Punjab"))[1]
    assert "Punjab in India <https://sws.geonames.org/1259223/> (0.95)" in finding.expected
    assert finding.example == "Punjab (Pakistan)"
    (finding,) = LINKER.link_record(record_of("region", "Central"))[1]
    assert finding.expected.count("geonames") == 6
    assert finding.expected.endswith(" more")


def test_georgia_is_left_open_where_the_record_speaks_of_the_state():
    record = record_of("tag", "Georgia", "Farms around Atlanta")
    (finding,) = LINKER.link_record(record)[1]
    assert "Georgia <https://sws.geonames.org/614540/>" in finding.expected
    assert "Georgia in United States <https://sws.geonames.org/4197000/>" in finding.expected
    assert regions_of(record) == set()


def test_the_evidence_names_the_country():
    (link,) = LINKER.link_record(record_of("region", "Borno State"))[0].links
    assert (link.role, link.stated, link.score) == (Role.SPATIAL, True, 0.95)
    assert link.evidence == "the region “Borno State” is the English name of this part of Nigeria"


def test_a_code_of_a_country_is_not_that_of_its_parts():
    assert AUTHORITIES.find(Kind.REGION, "NG").label() == "Nigeria"
    assert AUTHORITIES.find(Kind.REGION, "2346794").parents == (
        AUTHORITIES.find(Kind.REGION, "NG").iri,
    )


def test_a_creator_is_no_subdivision():
    creator = Contributor(Name("Florida", PLACE))
    linked = LINKER.link_record(Record("x", PLACE, creators=(creator,)))[0]
    assert [link.kind for link in linked.links] != [Kind.REGION]
