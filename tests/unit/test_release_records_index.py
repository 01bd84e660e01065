"""The index of documents: found by halving, compared by merging."""

from pathlib import Path

import pytest

from regesta.release.records_index import compare_records, find_record, read_records

DOCUMENTS = ["http://e.org/a", "http://e.org/a/b", "http://e.org/ab", "http://e.org/é", "http://f/"]


def write(path: Path, documents: list[str]) -> Path:
    path.write_text("".join(f"{iri}\t{number:064}\n" for number, iri in enumerate(documents)))
    return path


@pytest.mark.parametrize("number", range(len(DOCUMENTS) + 1))
def test_every_document_is_found_and_no_other(tmp_path: Path, number: int) -> None:
    path = write(tmp_path / "records.tsv", DOCUMENTS[:number])
    assert list(read_records(path)) == [
        (iri, f"{place:064}") for place, iri in enumerate(DOCUMENTS[:number])
    ]
    for place, iri in enumerate(DOCUMENTS[:number]):
        assert find_record(path, iri) == f"{place:064}"
        assert find_record(path, f"{iri}x") is None
    for absent in ("", "http://e.org/", "http://e.org/a/", "http://e.org/é/", "zzz"):
        assert find_record(path, absent) is None


def test_many_documents_are_found(tmp_path: Path) -> None:
    documents = sorted(f"http://e.org/{'x' * (each % 50)}{each}" for each in range(1000))
    path = write(tmp_path / "records.tsv", documents)
    assert [find_record(path, iri) for iri in documents] == [f"{n:064}" for n in range(1000)]


def test_a_comparison_names_what_differs_only() -> None:
    old = [("a", "1"), ("b", "1"), ("c", "1"), ("e", "1")]
    new = [("b", "1"), ("c", "2"), ("d", "1"), ("f", "1")]
    assert list(compare_records(iter(old), iter(new))) == [
        ("a", "1", None),
        ("c", "1", "2"),
        ("d", None, "1"),
        ("e", "1", None),
        ("f", None, "1"),
    ]
    assert list(compare_records(iter([]), iter(new[:1]))) == [("b", None, "1")]
    assert list(compare_records(iter(old[:1]), iter([]))) == [("a", "1", None)]
    assert list(compare_records(iter(old), iter(old))) == []
