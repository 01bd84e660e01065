from collections import Counter

import pytest
from authorities_graph import Graph, above, by_iso2, region

from regesta.vocabulary import GN, SKOS


@pytest.fixture(scope="module")
def subdivisions():
    return Graph("subdivisions")


@pytest.fixture(scope="module")
def regions():
    return Graph("regions")


@pytest.mark.parametrize(
    ("number", "name", "country"),
    [
        ("2346794", "Borno State", "NG"),
        ("1298852", "Rakhine", "MM"),
        ("5101760", "New Jersey", "US"),
        ("3336901", "Catalonia", "ES"),
        ("6115047", "Quebec", "CA"),
        ("6269131", "England", "GB"),
        ("7671049", "Northern Province", "LK"),
    ],
)
def test_a_verified_subdivision_is_as_verified(subdivisions, regions, number, name, country):
    one = region(number)
    assert subdivisions.names(one) == [(name, "en", SKOS.prefLabel)]
    assert subdivisions.texts(one, GN.countryCode) == {country}
    assert subdivisions.of(one, GN.parentFeature) == {by_iso2(regions)[country]}


def test_each_has_one_name_one_code_and_the_country_of_its_code(subdivisions, regions):
    everything = subdivisions.all(GN.Feature)
    assert len(everything) == 3885
    countries = by_iso2(regions)
    for one in everything:
        assert subdivisions.of(one, GN.featureCode) == {GN["A.ADM1"]}
        (name,) = subdivisions.texts(one, GN.name)
        assert subdivisions.names(one) == [(name, "en", SKOS.prefLabel)]
        (code,) = subdivisions.texts(one, GN.countryCode)
        assert subdivisions.of(one, GN.parentFeature) == {countries[code]}
    assert set(everything).isdisjoint(regions.all(GN.Feature))


def test_the_world_stands_above_each(subdivisions):
    everywhere = Graph("regions", "subdivisions")
    for one in subdivisions.all(GN.Feature)[::97]:
        assert above(everywhere, one, GN.parentFeature)[-1] == region("6295630")


def test_names_of_one_country_seldom_repeat(subdivisions):
    names = Counter(
        (subdivisions.texts(one, GN.name).pop(), subdivisions.texts(one, GN.countryCode).pop())
        for one in subdivisions.all(GN.Feature)
    )
    assert sum(count > 1 for count in names.values()) <= 3
