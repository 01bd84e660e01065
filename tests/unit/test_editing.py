"""Edits as they lie in the data folder and over the graphs of a release, away from HTTP."""

import json
import shutil

import pytest
from fixtures.release.synthetic import BASE as SYNTHETIC
from fixtures.release.synthetic import build as build_synthetic
from fixtures.release.synthetic import documents
from writing_service import BASE, REPORT, SMALL, build, turtle

from regesta.editing.edit import ADDS, HIDES, WITHDRAWS, Edit
from regesta.editing.editor import Author, EditRefusedError, RdfBody, RecordBody
from regesta.editing.folder import EditsFolder
from regesta.errors import ConfigurationError
from regesta.pipeline.editing import CatalogueEditor
from regesta.pipeline.written_records import merge_patch
from regesta.release.graphs import checksum_of
from regesta.release.repository import ReleaseRepository
from regesta.release.revised_graphs import RevisedGraphs
from regesta.serialisation import TURTLE
from regesta.settings import load_settings

AUTHOR = Author("tests", "PUT")
PATCHES = [
    ({"a": "b"}, {"a": "c"}, {"a": "c"}),
    ({"a": "b"}, {"b": "c"}, {"a": "b", "b": "c"}),
    ({"a": "b"}, {"a": None}, {}),
    ({"a": "b", "b": "c"}, {"a": None}, {"b": "c"}),
    ({"a": ["b"]}, {"a": "c"}, {"a": "c"}),
    ({"a": "c"}, {"a": ["b"]}, {"a": ["b"]}),
    ({"a": {"b": "c"}}, {"a": {"b": "d", "c": None}}, {"a": {"b": "d"}}),
    ({"a": [{"b": "c"}]}, {"a": [1]}, {"a": [1]}),
    (["a", "b"], ["c", "d"], ["c", "d"]),
    ({"a": "b"}, ["c"], ["c"]),
    ({"a": "foo"}, None, None),
    ({"a": "foo"}, "bar", "bar"),
    ({"e": None}, {"a": 1}, {"e": None, "a": 1}),
    ([1, 2], {"a": "b", "c": None}, {"a": "b"}),
    ({}, {"a": {"bb": {"ccc": None}}}, {"a": {"bb": {}}}),
]


@pytest.mark.parametrize(("target", "patch", "result"), PATCHES)
def test_a_patch_is_merged_as_the_examples_of_rfc_7396(target, patch, result):
    assert len(PATCHES) == 15
    assert merge_patch(target, patch) == result


@pytest.fixture
def settings(tmp_path):
    shutil.copytree(SMALL, tmp_path / "data")
    return load_settings(tmp_path / "data", tmp_path / "releases", environment={})


@pytest.fixture
def folder(settings):
    return EditsFolder(settings.data, BASE)


def anything(checksum):
    """No condition."""


def codes(release):
    return {each["code"] for each in release.findings() if each["code"].startswith("edit-")}


def test_an_edit_is_read_as_it_was_kept(folder):
    edit = Edit(
        "one", BASE, "One é", b'<a:a> <a:a> "\xc3\xa9" <a:b> .\n', {"a:c": b"x\n"}, (), REPORT
    )
    with folder.keeping(edit):
        pass
    assert folder.get("one") == edit
    assert folder.all() == [edit]
    assert folder.get("two") is None


def test_what_fails_leaves_the_edit_before(folder):
    before = Edit("one", BASE, "Before", b"x\n")
    with folder.keeping(before):
        pass
    for name in ("one", "two"):
        with pytest.raises(ZeroDivisionError), folder.keeping(Edit(name, BASE, "After")):
            raise ZeroDivisionError(folder.get(name).title)
    assert folder.all() == [before]


@pytest.mark.parametrize("text", ["{", "[]", '{"base_iri": "https://elsewhere.example/"}'])
def test_a_damaged_edit_is_named_and_stops_the_build(settings, folder, text):
    (settings.data / "edits").mkdir()
    (settings.data / "edits" / "one.json").write_text(text)
    with pytest.raises(ConfigurationError, match=r"one\.json"):
        build(settings)
    assert ReleaseRepository(settings.releases).current() is None


def test_an_edit_for_another_base_stops_the_build(settings, folder):
    with folder.keeping(Edit("one", "https://elsewhere.example/")):
        pass
    with pytest.raises(ConfigurationError, match=r"elsewhere\.example"):
        build(settings)


def test_an_edit_that_a_crash_left_unpublished_is_published_by_the_next(settings, folder, tmp_path):
    build(settings)
    editor = CatalogueEditor(settings)
    body = RdfBody(turtle("first", "Left behind").encode(), TURTLE)
    editor.replace("first", body, AUTHOR, anything)
    left = folder.get("first")
    (settings.data / "edits" / "first.json").unlink()
    build(settings)
    with folder.keeping(left):
        pass
    editor.replace("next", RecordBody({**REPORT, "creators": ["Ann Other"]}), AUTHOR, anything)
    current = ReleaseRepository(settings.releases).require_current()
    assert current.identifier == build(settings, tmp_path / "anew").release.identifier
    assert codes(current) == {HIDES, ADDS}
    editor.withdraw("first", AUTHOR, anything)
    assert codes(ReleaseRepository(settings.releases).require_current()) == {WITHDRAWS, ADDS}


def test_a_refused_edit_leaves_no_file(settings, folder):
    build(settings)
    with pytest.raises(EditRefusedError) as refused:
        CatalogueEditor(settings).replace("one", RecordBody({"issued": "2020"}), AUTHOR, anything)
    assert refused.value.findings
    assert refused.value.report
    assert folder.all() == []


def test_the_sources_count_again_when_an_edit_is_removed(settings, folder):
    first = build(settings).release.identifier
    body = RdfBody(turtle("first", "Edited").encode(), TURTLE)
    CatalogueEditor(settings).replace("first", body, AUTHOR, anything)
    assert build(settings).release.identifier != first
    assert json.loads((settings.data / "edits" / "first.json").read_text())["record"] is None
    (settings.data / "edits" / "first.json").unlink()
    assert build(settings).release.identifier == first


def test_graphs_of_a_release_are_read_back_as_they_were_and_as_revised(tmp_path):
    release = build_synthetic(tmp_path, documents(12)).release
    names = [document for document, _ in RevisedGraphs(release, {}, frozenset()).checksums()]
    assert len(names) >= 12
    same = RevisedGraphs(release, {}, frozenset())
    assert [checksum_of(each) for each in same.lines(names)] == [
        each for _, each in same.checksums()
    ]
    new, gone = f"{SYNTHETIC}publication/new", names[3]
    revised = RevisedGraphs(release, {new: b"n\n", names[5]: b"m\n"}, frozenset({gone}))
    known = dict(revised.checksums())
    assert known.keys() == {*names, new} - {gone}
    assert list(known) == sorted(known)
    assert list(revised.lines([names[5], new, names[0]])) == [
        b"m\n",
        b"n\n",
        next(same.lines([names[0]])),
    ]
