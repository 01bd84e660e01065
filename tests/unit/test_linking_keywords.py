"""Keywords: those that are names are linked, all others stay words."""

from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from regesta.assets import asset
from regesta.identifiers import Identifiers
from regesta.linking.authorities import Authorities
from regesta.linking.linker import Linker
from regesta.records import Kind, Name, Place, Record, Role, Text

BASE = "http://localhost:8000/"
IDENTIFIERS = Identifiers(BASE)
PLACE = Place("library", "books.mrc", record=3, field="650 $a")


def read(path: Path):
    return parse(path=path, format=RdfFormat.TURTLE, base_iri=BASE)


AUTHORITIES = Authorities.from_quads(
    (quad for path in sorted(asset("data", "authorities").glob("*.ttl")) for quad in read(path)),
    IDENTIFIERS,
)
LINKER = Linker(AUTHORITIES, IDENTIFIERS, ("en", "fr"))
CASES = [
    ("Human trafficking -- Prevention", {"human-trafficking"}),
    ("Refugees -- Africa, West", {"refugees-and-asylum", "011"}),
    ("Refugees--Niger--History", {"refugees-and-asylum", "NE"}),
    ("Forced labor", {"forced-labour"}),
    ("Africa, Southern", {"018"}),
    ("Korea (South) -- Emigration and immigration", {"KR"}),
    ("Congo (Democratic Republic)", {"CD"}),
    ("Georgia (Republic)", {"GE"}),
    ("Russia (Federation)", {"RU"}),
    ("Great Britain -- Relations -- United States", {"GB", "US"}),
    ("http://eurovoc.europa.eu/5933", {"human-trafficking"}),
    ("Georgia", set()),
    ("Congo", set()),
    ("Lebanon (Pa.)", set()),
    ("Niger (Nigeria : State)", {"2328925"}),
    ("Vietnam (Democratic Republic)", set()),
    ("Indicators (Biology)", set()),
    ("United States. Congress", set()),
    ("Travel -- Migration", set()),
    ("us", set()),
    ("Jordan, Michael", set()),
    (" -- ", set()),
    ("", set()),
]


def link(*keywords: str, title: str = ""):
    texts = (Text(title, "en"),) if title else ()
    names = tuple(Name(keyword, PLACE) for keyword in keywords)
    return LINKER.link_record(Record("x", PLACE, titles=texts, keywords=names))


def iris(codes) -> set[str]:
    found = (
        AUTHORITIES.find(Kind.REGION, code) or AUTHORITIES.find(Kind.THEME, code) for code in codes
    )
    return {thing.iri for thing in found}


def test_how_many_cases_there_are():
    assert len(CASES) == 23


@pytest.mark.parametrize(("keyword", "codes"), CASES, ids=[keyword for keyword, _ in CASES])
def test_a_keyword_is_linked_if_it_is_a_name_and_never_reported(keyword, codes):
    linked, findings = link(keyword)
    assert {found.iri for found in linked.links} == iris(codes)
    assert findings == ()


def test_a_link_tells_its_role_part_and_place():
    found = {one.role: one for one in link("Refugees -- Africa, West")[0].links}
    theme, region = found.pop(Role.SUBJECT), found.pop(Role.SPATIAL)
    assert (found, theme.stated, region.stated) == ({}, True, True)
    assert (theme.name, theme.place) == ("Refugees", PLACE)
    assert region.evidence.startswith("the part of a keyword “Africa, West” is ")
    assert 0.95 <= region.score <= 1.0


def test_a_whole_keyword_is_called_a_keyword():
    assert link("Mali")[0].links[0].evidence.startswith("the keyword “Mali” is ")


def test_words_of_the_record_tell_georgia_the_country():
    georgia = iris({"GE"})
    assert {one.iri for one in link("Georgia", title="Trade in the Caucasus")[0].links} >= georgia
    assert georgia.isdisjoint(one.iri for one in link("Georgia", "Atlanta")[0].links)
