"""The same works in several formats are the same publications in the published graph."""

import json
import re
import shutil
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pyoxigraph as ox
import pytest
from pyoxigraph import Quad

from regesta.pipeline import Pipeline
from regesta.pipeline.outcome import Tally
from regesta.release.repository import ReleaseRepository
from regesta.serialisation import N_QUADS
from regesta.settings import load_settings
from regesta.vocabulary import DCTERMS, FOAF, REGESTA, compact_iri

FIXTURES = Path(__file__).parents[1] / "fixtures"
SMALL = FIXTURES / "small-catalogue"
WORKS = FIXTURES / "works"
LISTED = tomllib.loads((WORKS / "formats.toml").read_text("utf-8"))
FORMATS = {each["name"]: each for each in LISTED["format"]}
DIFFERENCES = LISTED.get("difference", [])
MODEL, *OTHERS = FORMATS
KEYS = {
    json.loads(path.read_text("utf-8"))["titles"][0]["value"]: path.stem
    for path in WORKS.glob("*-*.json")
}
MOMENT = datetime(2026, 11, 25, tzinfo=UTC)

Statement = tuple[str, str, str]
Difference = tuple[str, str, str]
"""The key of a work, the property, and whether a format says more or less."""


class Published:
    """What a catalogue has published: of each work by its key, and of persons and agencies."""

    def __init__(self, tally: Tally, quads: list[Quad]) -> None:
        self.tally = tally
        self.works: dict[str, set[Statement]] = defaultdict(set)
        self.documents: dict[str, list[str]] = defaultdict(list)
        self.others: dict[str, set[Statement]] = defaultdict(set)
        keys = {
            quad.subject.value: KEYS[quad.object.value]
            for quad in quads
            if quad.predicate == DCTERMS.title and "/id/publication/" in quad.subject.value
        }
        topics = {
            quad.subject.value: quad.object.value
            for quad in quads
            if quad.predicate == FOAF.primaryTopic and quad.object.value in keys
        }
        for document, thing in topics.items():
            self.documents[keys[thing]].append(document)
        for quad in quads:
            graph = quad.graph_name.value
            if thing := topics.get(graph):
                self.works[keys[thing]].update(statements(quad, graph, thing))
            elif "/source/" not in graph:
                self.others[graph].update(statements(quad, graph, graph))

    def codes(self) -> Counter[str]:
        return Counter(finding.code for finding in self.tally.findings())


def statements(quad: Quad, document: str, thing: str) -> Iterable[Statement]:
    """What is said of a thing, whatever its record is called and wherever that stands."""
    if quad.subject.value == document or quad.predicate == REGESTA.placeInSource:
        return
    name = re.escape(document.rpartition("/")[2])
    subject, value = (
        re.sub(f'^"{name}"$', "NAME", str(term).replace(f"<{thing}>", "THING"))
        .replace(document, "DOCUMENT")
        for term in (quad.subject, quad.object)
    )  # fmt: skip
    yield subject, compact_iri(quad.predicate.value), value


def publish(root: Path, sources: dict[str, str]) -> Published:
    """Build a catalogue of these sources: the name of each, and its format."""
    data = root / "data"
    data.mkdir(parents=True)
    (data / "authorities").symlink_to(SMALL / "authorities")
    catalogue = (SMALL / "catalogue.toml").read_text("utf-8").partition("[[sources]]")[0]
    for name, form in sources.items():
        path = WORKS / FORMATS[form]["file"]
        shutil.copy(path, data / (name + path.suffix))
        catalogue += (
            f'[[sources]]\nname = "{name}"\nreader = "{form}"\npath = "{name}{path.suffix}"\n'
        )
    (data / "catalogue.toml").write_text(catalogue, "utf-8")
    settings = load_settings(data, root / "releases", {})
    result, tally = Pipeline(settings).build(ReleaseRepository(root / "releases"), MOMENT)
    dump = result.release.dump_path(N_QUADS)
    return Published(tally, list(ox.parse(path=str(dump), format=N_QUADS.engine)))


@cache
def alone(form: str) -> Published:
    """What the works of one format become by themselves."""
    with TemporaryDirectory() as root:
        return publish(Path(root), {"works": form})


def differences(form: str) -> set[Difference]:
    model, other = alone(MODEL).works, alone(form).works
    return {
        (key, predicate, says)
        for key in other
        for says, left, right in (("more", other, model), ("less", model, other))
        for _, predicate, _ in left[key] - right[key]
    }


def declared(form: str) -> set[Difference]:
    return {
        (key, each["property"], each["says"])
        for each in DIFFERENCES
        if form in each["formats"]
        for key in (alone(form).works if each["works"] == "all" else each["works"])
    }


def test_all_works_are_compared() -> None:
    assert len(KEYS) == 14
    assert len(FORMATS) == 6
    for form, described in FORMATS.items():
        published = alone(form)
        assert len(published.works) == described["works"], form
        assert published.tally.published == described["works"]
        assert published.works.keys() <= set(KEYS.values())
        assert all(len(said) > 8 for said in published.works.values()), form
    for each in DIFFERENCES:
        assert each["reason"]
        assert set(each["formats"]) <= set(OTHERS)


@pytest.mark.parametrize("form", OTHERS)
def test_a_work_is_published_alike_from_every_format(form: str) -> None:
    assert differences(form) == declared(form)


@pytest.mark.parametrize("form", OTHERS)
def test_persons_and_agencies_are_the_same_from_every_format(form: str) -> None:
    model, other = alone(MODEL).others, alone(form).others
    assert len(other) > 3
    if FORMATS[form]["works"] == len(KEYS):
        assert other.keys() == model.keys()
    for graph, said in other.items():
        assert said == model[graph], graph


@pytest.mark.parametrize("order", [[*FORMATS], [*reversed(FORMATS)]], ids=["", "reversed"])
def test_all_formats_together_publish_each_work_once(order: list[str], tmp_path: Path) -> None:
    together = publish(tmp_path, {form: form for form in order})
    records = sum(each["works"] for each in FORMATS.values())
    statistics = {"read": records, "published": 14, "merged": records - 14, "quarantined": 0}
    assert together.tally.statistics() == statistics
    told = {code: n for code, n in together.codes().items() if code.startswith("duplicate-")}
    assert told == {"duplicate-merged": records - 14}
    assert together.works.keys() == set(KEYS.values())
    for key, documents in together.documents.items():
        forms = [form for form in FORMATS if key in alone(form).works]
        assert len(documents) == len(set(documents)) == len(forms)
        assert alone(MODEL).works[key] <= together.works[key], key
        every = set().union(*(alone(form).works[key] for form in forms))
        assert together.works[key] <= every, key
        allowed = {each[:2] for form in forms for each in declared(form)}
        assert {(key, prop) for _, prop, _ in every - together.works[key]} <= allowed
