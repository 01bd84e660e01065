"""Parts of countries are released where records name them, and no others."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pyoxigraph import NamedNode

from regesta.pipeline import Pipeline
from regesta.release.repository import ReleaseRepository
from regesta.settings import load_settings
from regesta.vocabulary import GN

SMALL = Path(__file__).parents[1] / "fixtures" / "small-catalogue"
COUNTRY, NAMED, OTHER = (f"https://sws.geonames.org/{number}/" for number in (91, 92, 93))
REGIONS = f"""
@prefix gn: <{GN.Feature.value.removesuffix("Feature")}> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<{COUNTRY}> a gn:Feature ; gn:name "Freedonia" ; skos:prefLabel "Freedonia"@en ;
  gn:countryCode "XF" ; gn:featureCode gn:A.PCLI .
<{NAMED}> a gn:Feature ; gn:name "Ardent" ; skos:prefLabel "Ardent"@en ;
  gn:countryCode "XF" ; gn:featureCode gn:A.ADM1 ; gn:parentFeature <{COUNTRY}> .
<{OTHER}> a gn:Feature ; gn:name "Bluff" ; skos:prefLabel "Bluff"@en ;
  gn:countryCode "XF" ; gn:featureCode gn:A.ADM1 ; gn:parentFeature <{COUNTRY}> .
"""
RECORDS = """
- {id: named, title: {en: Work in Ardent State}, regions: [Ardent]}
"""


@pytest.fixture
def release(tmp_path):
    data = tmp_path / "data"
    shutil.copytree(SMALL, data)
    (data / "authorities" / "more.ttl").write_text(REGIONS, "utf-8")
    (data / "list.yaml").write_text(RECORDS, "utf-8")
    settings = load_settings(data, tmp_path / "releases", environment={})
    created = datetime(2026, 1, 31, tzinfo=UTC)
    result, tally = Pipeline(settings).build(ReleaseRepository(settings.releases), created)
    assert tally.published == 1
    store = result.release.open_store()
    yield store
    store.close()


def test_only_the_named_one_is_described_and_leads_to_its_country(release):
    named = {
        row["region"]
        for row in release.select(
            f"SELECT ?region WHERE {{ ?region <{GN.featureCode.value}> <{GN['A.ADM1'].value}> }}"
        )
    }
    assert named == {NamedNode(NAMED)}
    parents = release.select(
        f"SELECT ?parent WHERE {{ <{NAMED}> <{GN.parentFeature.value}> ?parent . "
        f"?parent <{GN.name.value}> ?name }}"
    )
    assert [row["parent"] for row in parents] == [NamedNode(COUNTRY)]
