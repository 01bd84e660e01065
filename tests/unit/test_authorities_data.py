import csv
import os
import subprocess
import sys
from collections import Counter, defaultdict
from pathlib import Path

import pytest
from authorities.agencies import agency_triples
from authorities.tables import TableError, read_table
from authorities.themes import theme_triples
from authorities.turtle import write_turtle
from authorities.witnesses import Witnesses
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from regesta.identifiers import Identifiers
from regesta.vocabulary import (
    DCTERMS,
    FOAF,
    GEO,
    GN,
    ORG,
    RDF_TYPE,
    REGESTA,
    SKOS,
    WGS84,
)

ROOT = Path(__file__).resolve().parents[2]
CASES = ROOT / "tests" / "fixtures" / "authorities"
AUTHORITIES = ROOT / "data" / "authorities"
REFERENCE = ROOT.parent / "shared" / "reference"
BASE = "http://authorities.test/"
SIX = {"ar", "en", "es", "fr", "ru", "zh"}

needs_reference = pytest.mark.skipif(
    not REFERENCE.is_dir(), reason="the reference data are not in ../shared/reference"
)


def cases(name, count):
    with (CASES / name).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    assert len(rows) == count
    return [
        pytest.param(row, id=f"{number}-{row[next(iter(row))]}") for number, row in enumerate(rows)
    ]


class Graph:
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


@pytest.fixture(scope="module")
def regions():
    return Graph("regions")


@pytest.fixture(scope="module")
def agencies():
    return Graph("agencies")


@pytest.fixture(scope="module")
def themes():
    return Graph("themes")


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


@pytest.mark.parametrize("case", cases("names.tsv", 50))
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
        "Micronesia",
        "Micronésie",
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
        assert sorted(languages) == sorted(SIX), one


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


@pytest.mark.parametrize("case", cases("agencies.tsv", 26))
def test_an_agency_has_its_names_and_its_verified_identifiers_and_no_others(agencies, case):
    identifiers = Identifiers(BASE)
    agency = identifiers.thing("agency", case["agency"])
    assert (case["name"], case["language"]) in {
        (name, language) for name, language, _ in agencies.names(agency)
    }
    starts = {
        "wikidata": "http://www.wikidata.org/entity/",
        "ror": "https://ror.org/",
        "isni": "https://isni.org/isni/",
    }
    expected = {start + case[kind] for kind, start in starts.items() if case[kind]}
    assert agencies.texts(agency, SKOS.exactMatch) == expected
    parents = {identifiers.thing("agency", name) for name in [case["parent"]] if name}
    assert agencies.of(agency, ORG.subOrganizationOf) == parents


def test_agencies_belong_to_agencies_and_none_to_itself(agencies):
    known = set(agencies.all(ORG.Organization))
    assert 60 <= len(known) <= 90
    assert known == set(agencies.all(FOAF.Organization))
    for one in known:
        assert agencies.of(one, ORG.memberOf) <= known
        assert set(above(agencies, one, ORG.subOrganizationOf)) <= known
    members = [one for one in known if agencies.of(one, ORG.memberOf)]
    assert len(members) >= 12


def test_no_two_agencies_share_an_acronym_or_another_name(agencies):
    owners = defaultdict(set)
    for one in agencies.all(ORG.Organization):
        for name, _, _ in agencies.names(one):
            owners[name.casefold()].add(one)
    assert [name for name, found in owners.items() if len(found) > 1] == []


def test_no_identifier_stands_for_two_agencies(agencies):
    matches = Counter(
        match
        for one in agencies.all(ORG.Organization)
        for match in agencies.of(one, SKOS.exactMatch)
    )
    assert len(matches) > 50
    assert max(matches.values()) == 1


@pytest.mark.parametrize("kind", [GN.Feature, ORG.Organization, SKOS.Concept])
def test_preferred_and_alternative_labels_are_disjoint_and_clean(kind, regions, agencies, themes):
    graph = {GN.Feature: regions, ORG.Organization: agencies, SKOS.Concept: themes}[kind]
    for one in graph.all(kind):
        names = Counter((name, language) for name, language, _ in graph.names(one))
        assert max(names.values()) == 1, one
        preferred = Counter(label.language for label in graph.of(one, SKOS.prefLabel))
        assert preferred["en"] == preferred["fr"] == max(preferred.values()) == 1, one
        for name, language in names:
            assert name == name.strip()
            assert name
            assert language
            assert "’" not in name


def test_every_theme_is_defined_and_in_the_scheme(themes):
    scheme = Identifiers(BASE).thing("scheme", "themes")
    assert len(themes.all(SKOS.Concept)) >= 40
    for one in themes.all(SKOS.Concept):
        assert themes.of(one, SKOS.inScheme) == {scheme}
        assert {text.language for text in themes.of(one, SKOS.definition)} == {"en", "fr"}


def test_the_hierarchy_of_themes_has_tops_both_ways_and_no_circles(themes):
    scheme = Identifiers(BASE).thing("scheme", "themes")
    tops = themes.of(scheme, SKOS.hasTopConcept)
    for one in themes.all(SKOS.Concept):
        ancestors = above(themes, one, SKOS.broader)
        assert (one in tops) == (not ancestors)
        assert themes.of(one, SKOS.topConceptOf) == ({scheme} if one in tops else set())
        assert set(ancestors) <= set(themes.all(SKOS.Concept))
    assert Identifiers(BASE).thing("theme", "data-collection") in tops


def test_related_themes_are_so_on_both_sides_and_not_along_the_hierarchy(themes):
    for one in themes.all(SKOS.Concept):
        for other in themes.of(one, SKOS.related):
            assert one in themes.of(other, SKOS.related)
            assert other not in above(themes, one, SKOS.broader)


def test_no_label_means_two_themes(themes):
    owners = defaultdict(set)
    for one in themes.all(SKOS.Concept):
        for name, language, _ in themes.names(one):
            owners[name.casefold(), language].add(one)
    assert [label for label, found in owners.items() if len(found) > 1] == []


def test_matches_of_themes_are_concepts_of_eurovoc(themes):
    matches = [
        match.value
        for one in themes.all(SKOS.Concept)
        for predicate in (SKOS.exactMatch, SKOS.closeMatch)
        for match in themes.of(one, predicate)
    ]
    assert len(matches) >= 35
    assert "http://eurovoc.europa.eu/5933" in matches
    assert all(match.startswith("http://eurovoc.europa.eu/") for match in matches)
    for one in themes.all(SKOS.Concept):
        exact, close = themes.of(one, SKOS.exactMatch), themes.of(one, SKOS.closeMatch)
        assert exact.isdisjoint(close)


def test_the_scheme_describes_itself(themes):
    scheme = Identifiers(BASE).thing("scheme", "themes")
    for predicate in (DCTERMS.title, DCTERMS.description):
        assert {text.language for text in themes.of(scheme, predicate)} == {"en", "fr"}
    for predicate in (DCTERMS.created, DCTERMS.modified, DCTERMS.publisher):
        assert len(themes.of(scheme, predicate)) == 1


@pytest.mark.parametrize("name", ["agencies", "regions", "themes"])
def test_the_files_leave_the_base_open(name):
    text = (AUTHORITIES / f"{name}.ttl").read_text(encoding="utf-8")
    assert "@base" not in text
    assert ".invalid" not in text
    assert "\r" not in text


@pytest.mark.parametrize("seed", ["0", "1"])
def test_the_script_makes_the_committed_files_whatever_the_hash_seed(tmp_path, seed):
    reference = REFERENCE if REFERENCE.is_dir() else tmp_path / "none"
    done = run_script(reference, tmp_path, seed)
    assert done.returncode == 0, done.stderr
    made = {path.name for path in tmp_path.glob("*.ttl")}
    assert made == {"agencies.ttl", "themes.ttl"} | (
        {"regions.ttl"} if REFERENCE.is_dir() else set()
    )
    for name in made:
        assert (tmp_path / name).read_bytes() == (AUTHORITIES / name).read_bytes(), name


def test_without_reference_data_regions_are_left_as_they_are(tmp_path):
    done = run_script(tmp_path / "none", tmp_path, "0")
    assert done.returncode == 0
    assert "left as it is" in done.stdout
    assert {path.name for path in tmp_path.glob("*.ttl")} == {"agencies.ttl", "themes.ttl"}


def run_script(reference, output, seed):
    return subprocess.run(
        [
            sys.executable,
            str(ROOT / "scripts" / "make_authorities.py"),
            "--reference",
            str(reference),
            "--output",
            str(output),
        ],
        env={**os.environ, "PYTHONHASHSEED": seed},
        capture_output=True,
        text=True,
        check=False,
    )


@needs_reference
@pytest.mark.parametrize(
    ("agency", "change", "complaint"),
    [
        ("unhcr", {"wikidata": "Q28606331"}, "does not give wikidata Q28606331"),
        ("unhcr", {"ror": "04w26dy35"}, "no active record 04w26dy35"),
        ("unhcr", {"ror": "02dg0pv02"}, "has none of its names"),
        ("iom", {"wikidata": "Q1065"}, "does not give wikidata Q1065"),
        ("iom", {"witness": "hearsay"}, "that nobody knows: hearsay"),
    ],
)
def test_an_identifier_that_its_witness_does_not_give_is_refused(agency, change, complaint):
    entry = {**read_table("agencies")[agency], **change}
    with pytest.raises(TableError, match=complaint):
        Witnesses(REFERENCE).check(agency, entry)


@pytest.mark.parametrize(
    ("module", "table", "make", "complaint"),
    [
        (
            "authorities.agencies",
            {"a": {"labels": {"en": "A"}, "parent": "b"}},
            agency_triples,
            "a belongs to b",
        ),
        (
            "authorities.agencies",
            {"a": {"labels": {"en": "A"}, "wikidata": "Q1"}},
            agency_triples,
            "without a witness",
        ),
        (
            "authorities.themes",
            {"a": {"labels": {"en": "A"}, "definition": {"en": "A."}, "broader": "b"}},
            theme_triples,
            "a names b",
        ),
    ],
)
def test_a_table_that_contradicts_itself_is_refused(monkeypatch, module, table, make, complaint):
    monkeypatch.setattr(f"{module}.read_table", lambda name: table)
    with pytest.raises(TableError, match=complaint):
        list(make(None))


@needs_reference
@pytest.mark.parametrize(
    ("match", "complaint"),
    [
        ({"exact": {"5933": "slavery"}}, "which is “trafficking in human beings” there"),
        ({"close": {"99999999": "slavery"}}, "which is “None” there"),
        ({"htcds": ["NoSuchField"]}, "NoSuchField"),
    ],
)
def test_a_match_that_its_vocabulary_does_not_have_is_refused(monkeypatch, match, complaint):
    table = {"a": {"labels": {"en": "A"}, "definition": {"en": "A."}, **match}}
    monkeypatch.setattr("authorities.themes.read_table", lambda name: table)
    with pytest.raises(TableError, match=complaint):
        list(theme_triples(REFERENCE))


def test_turtle_keeps_odd_texts_and_iris():
    thing = NamedNode("https://base.invalid/id/theme/a")
    triples = [
        Triple(thing, SKOS.note, Literal('A "quote", a \\ and\na new line\t;', language="en")),
        Triple(thing, SKOS.exactMatch, NamedNode("https://example.org/a(b)#c.")),
        Triple(thing, GN.featureCode, GN["A.PCLI"]),
    ]
    text = write_turtle(triples, "A heading")
    assert text.startswith("# A heading\n@prefix gn: ")
    read = {quad.triple for quad in parse(text.encode(), RdfFormat.TURTLE, base_iri=BASE)}
    assert {str(triple.object) for triple in read} == {str(one.object) for one in triples}
    assert {triple.subject for triple in read} == {NamedNode(f"{BASE}id/theme/a")}
