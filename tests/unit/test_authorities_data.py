from collections import Counter

import pytest
from authorities_graph import AUTHORITIES, Graph

from regesta.vocabulary import GN, ORG, SKOS


@pytest.mark.parametrize(
    ("name", "kind"),
    [("regions", GN.Feature), ("agencies", ORG.Organization), ("themes", SKOS.Concept)],
)
def test_preferred_and_alternative_labels_are_disjoint_and_clean(name, kind):
    graph = Graph(name)
    assert len(graph.all(kind)) > 40
    for one in graph.all(kind):
        names = Counter((name, language) for name, language, _ in graph.names(one))
        assert max(names.values()) == 1, one
        preferred = Counter(label.language for label in graph.of(one, SKOS.prefLabel))
        assert preferred["en"] == preferred["fr"] == max(preferred.values()) == 1, one
        for text, language in names:
            assert text
            assert text == " ".join(text.split())
            assert language
            assert "’" not in text


@pytest.mark.parametrize("name", ["agencies", "regions", "themes"])
def test_the_files_leave_the_base_open(name):
    text = (AUTHORITIES / f"{name}.ttl").read_text(encoding="utf-8")
    assert "@base" not in text
    assert ".invalid" not in text
    assert "\r" not in text
