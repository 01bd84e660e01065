from collections import defaultdict

import pytest
from authorities_graph import Graph, above, by_iso2, cases, countries, region

from regesta.vocabulary import DCTERMS, GEO, GN, REGESTA, SKOS, WGS84

SIX = {"ar", "en", "es", "fr", "ru", "zh"}


@pytest.fixture(scope="module")
def regions():
    return Graph("regions")


@pytest.mark.parametrize("case", cases("countries.tsv", 13))
def test_a_verified_country_is_as_verified(regions, case):
    country = region(case["geonames"])
    assert (case["name"], "en", SKOS.prefLabel) in regions.names(country)
    assert {case["iso2"], case["m49"]} < regions.texts(country, DCTERMS.identifier)
    assert regions.texts(country, GN.countryCode) == {case["iso2"]}
    assert_point(regions, country, case)
    groups = above(regions, country, GN.parentFeature)
    codes = [code for one in groups for code in regions.texts(one, DCTERMS.identifier)]
    assert codes == [*case["groups"].split(), "001"]
    assert region(case["continent"]) in groups


@pytest.mark.parametrize("case", cases("regions.tsv", 28))
def test_a_verified_region_is_as_verified(regions, case):
    one = region(case["geonames"])
    written = {name for name, language, _ in regions.names(one) if language == "en"}
    assert case["name"] in written
    assert regions.texts(one, DCTERMS.identifier) == {code for code in [case["m49"]] if code}
    if case["latitude"]:
        assert_point(regions, one, case)
    members = {by_iso2(regions)[code] for code in case["members"].split()}
    assert members <= regions.of(one, REGESTA.hasMember)


def assert_point(graph, one, case):
    latitude, longitude = float(case["latitude"]), float(case["longitude"])
    assert [float(text) for text in graph.texts(one, WGS84.lat)] == [latitude]
    assert [float(text) for text in graph.texts(one, WGS84.long)] == [longitude]
    geometry = graph.of(one, GEO.hasGeometry).pop()
    wkt = graph.texts(geometry, GEO.asWKT).pop()
    numbers = wkt.removeprefix("POINT(").removesuffix(")").split()
    assert [float(number) for number in numbers] == [longitude, latitude]


@pytest.mark.parametrize("case", cases("names.tsv", 61))
def test_a_name_that_people_write_leads_to_its_region_alone(regions, case):
    found = {
        one.value
        for one in regions.all(GN.Feature)
        for name, language, _ in regions.names(one)
        if (name, language) == (case["written"], case["language"])
    }
    assert found == {region(case["region"]).value}


def test_names_that_mean_two_regions_are_these(regions):
    """An ambiguity is meant, and found by whoever links; a new one must be looked at first."""
    owners = defaultdict(set)
    for one in regions.all(GN.Feature):
        for name, language, _ in regions.names(one):
            if language in ("en", "fr", "es"):
                owners[name].add(one)
    assert {name for name, found in owners.items() if len(found) > 1} == {
        "America",
        "Congo",
        "Corea",
        "Corée",
        "Korea",
        "Micronesia",
        "Micronésie",
        "Virgin Islands",
    }


def test_every_country_and_territory_is_there(regions):
    assert len(countries(regions)) == 250
    assert len(by_iso2(regions)) == 250
    without_m49 = [code for code, one in by_iso2(regions).items() if not has_m49(regions, one)]
    assert without_m49 == ["XK"]


def has_m49(graph, one):
    return any(text.isdecimal() and len(text) == 3 for text in graph.texts(one, DCTERMS.identifier))


def test_every_region_has_one_preferred_label_in_each_of_six_languages(regions):
    for one in regions.all(GN.Feature):
        languages = [label.language for label in regions.of(one, SKOS.prefLabel)]
        assert len(languages) == len(set(languages)), one
        assert set(SIX) <= set(languages), one


def test_a_parent_is_one_of_ours_and_every_country_reaches_the_world(regions):
    for one in regions.all(GN.Feature):
        parents = regions.of(one, GN.parentFeature)
        assert len(parents) <= 1
        assert parents <= set(regions.all(GN.Feature))
    for country in countries(regions):
        assert above(regions, country, GN.parentFeature)[-1] == region("6295630")


def test_every_member_is_a_country(regions):
    known = set(countries(regions))
    cross_cutting = [one for one in regions.all(GN.Feature) if regions.of(one, REGESTA.hasMember)]
    assert len(cross_cutting) == 42
    for one in cross_cutting:
        assert regions.of(one, REGESTA.hasMember) <= known, one


def test_a_group_as_member_means_all_its_countries(regions):
    islands = regions.of(region("pacific-islands"), REGESTA.hasMember)
    assert len(islands) == 23
    assert by_iso2(regions)["FJ"] in islands
    assert by_iso2(regions)["AU"] not in islands


def test_every_point_lies_on_the_globe_and_every_geometry_belongs_to_a_region(regions):
    for one in regions.all(GN.Feature):
        for text in regions.texts(one, WGS84.lat):
            assert -90 <= float(text) <= 90
        for text in regions.texts(one, WGS84.long):
            assert -180 <= float(text) <= 180
    used = {node for one in regions.all(GN.Feature) for node in regions.of(one, GEO.hasGeometry)}
    assert used == set(regions.all(GEO.Geometry))
    without = [
        code for code, one in by_iso2(regions).items() if not regions.of(one, GEO.hasGeometry)
    ]
    assert without == ["UM"]
