from collections import Counter, defaultdict

import pytest
from authorities_graph import BASE, Graph, above, cases

from regesta.identifiers import Identifiers
from regesta.vocabulary import FOAF, ORG, SKOS


@pytest.fixture(scope="module")
def agencies():
    return Graph("agencies")


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
