"""The seed page: each fact that a careful reader takes from it is linked, and none besides."""

import json
import tomllib
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from regesta.assets import asset
from regesta.identifiers import Identifiers
from regesta.linking.authorities import Authorities
from regesta.linking.linker import Linker
from regesta.records import Kind, LinkedRecord, Name, Place, Record, Role, Text

BASE = "http://localhost:8000/"
FIXTURES = Path(__file__).parents[1] / "fixtures" / "linking"
SEED = Path(__file__).parents[3] / "shared" / "seed"

if not SEED.is_dir():
    pytest.skip("the seed page lies in ../shared, which is not here", allow_module_level=True)

EXPECTED = json.loads((SEED / "expected.json").read_text(encoding="utf-8"))["publications"]
AGENCIES = tomllib.loads((FIXTURES / "seed.toml").read_text(encoding="utf-8"))


def same(title: str) -> str:
    return title.replace(" ", "")


def read_record(title: str) -> Record:
    """The publication as a reader yields it: the lines after its abstract are tags."""
    lines = (SEED / "data-collection.txt").read_text(encoding="utf-8").splitlines()
    at = next(number for number, line in enumerate(lines) if same(line) == same(title))
    block = [line for line in lines[at + 1 :] if line]
    abstract, *following = block
    tags = following[: next((n for n, line in enumerate(following) if len(line) > 60), None)]
    place = Place("seed", "data-collection.txt", at + 1)
    titles = {same(fact["title"]) for fact in EXPECTED}
    return Record(
        identifier="x",
        place=place,
        titles=(Text(title),),
        abstracts=(Text(abstract),),
        tags=tuple(Name(tag, place) for tag in tags if same(tag) not in titles),
        themes=(Name("Data Collection", place),),
    )


@pytest.fixture(scope="module")
def linker() -> Linker:
    return make_linker()


def make_linker() -> Linker:
    identifiers = Identifiers(BASE)
    paths = sorted(asset("data", "authorities").glob("*.ttl"))
    quads = [
        quad for path in paths for quad in parse(path=path, format=RdfFormat.TURTLE, base_iri=BASE)
    ]
    authorities = Authorities.from_quads(quads, identifiers)
    return Linker(authorities, identifiers, ("en", "fr", "es", "ru", "ar", "zh"))


def linked(linker: Linker, fact: dict[str, object]) -> LinkedRecord:
    return linker.link_record(read_record(str(fact["title"])))[0]


def iris(record: LinkedRecord, role: Role, stated: bool | None = None) -> set[str]:
    return {
        link.iri
        for link in record.links
        if link.role is role and (stated is None or link.stated is stated)
    }


def test_the_seed_has_seven_publications():
    assert len(EXPECTED) == 7


@pytest.mark.parametrize("fact", EXPECTED, ids=lambda fact: fact["title"][:30])
def test_regions(linker, fact):
    record = linked(linker, fact)
    stated = {f"https://sws.geonames.org/{number}/" for number in fact["regions_stated"]}
    mentioned = {f"https://sws.geonames.org/{number}/" for number in fact["regions_mentioned"]}
    assert iris(record, Role.SPATIAL, stated=True) == stated
    assert iris(record, Role.SPATIAL, stated=False) == mentioned - stated


@pytest.mark.parametrize("fact", EXPECTED, ids=lambda fact: fact["title"][:30])
def test_agencies(linker, fact):
    record = linked(linker, fact)
    found = {iri.rpartition("/")[2] for iri in iris(record, Role.MENTION)}
    expected = {AGENCIES["agencies"][name] for name in fact["agencies_mentioned"]}
    assert found - set(AGENCIES["also"]) == expected


@pytest.mark.parametrize("fact", EXPECTED, ids=lambda fact: fact["title"][:30])
def test_creators_and_languages(linker, fact):
    record = linked(linker, fact)
    assert [person.name for person in record.persons] == fact["authors"]
    assert [link.kind for link in record.links if link.role is Role.CREATOR] == [
        Kind.PERSON for _ in fact["authors"]
    ]
    assert record.record.titles[0].language == fact["title_language"]
    assert record.record.abstracts[0].language == fact.get("abstract_language", "en")


@pytest.mark.parametrize("fact", EXPECTED, ids=lambda fact: fact["title"][:30])
def test_the_heading_is_a_stated_theme(linker, fact):
    record = linked(linker, fact)
    assert f"{BASE}id/theme/data-collection" in iris(record, Role.SUBJECT, stated=True)
