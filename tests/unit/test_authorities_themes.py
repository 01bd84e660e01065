from collections import defaultdict

import pytest
from authorities_graph import BASE, Graph, above

from regesta.identifiers import Identifiers
from regesta.vocabulary import DCTERMS, SKOS


@pytest.fixture(scope="module")
def themes():
    return Graph("themes")


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
