"""Sorting: in order, each line once, whatever does not fit in memory."""

import random
from pathlib import Path

import pytest

from regesta.release import sorting
from regesta.release.sorting import LineSorter


def lines_of(texts: list[str]) -> list[bytes]:
    return [f"{text}\n".encode() for text in texts]


@pytest.mark.parametrize("run_bytes", [1, 500, 10**9])
def test_lines_come_back_in_the_order_of_their_bytes_each_once(
    tmp_path: Path, run_bytes: int
) -> None:
    words = [f"{number % 97} é \u2028 \x85 字" for number in range(300)]
    random.Random(3).shuffle(words)
    sorter = LineSorter(tmp_path, "words", run_bytes)
    for line in lines_of(words):
        sorter.add(line)
    assert list(sorter.sorted_lines()) == sorted(set(lines_of(words)))
    assert list(tmp_path.iterdir()) == []


def test_more_runs_than_may_be_open_are_merged_in_steps(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sorting, "_WIDEST_MERGE", 3)
    opened: list[Path] = []
    read = sorting._read
    monkeypatch.setattr(sorting, "_read", lambda path: opened.append(path) or read(path))
    sorter = LineSorter(tmp_path, "words", run_bytes=1)
    for line in lines_of([str(number) for number in range(20)]):
        sorter.add(line)
    result = sorter.sorted_lines()
    assert len(list(result)) == 20
    assert len(opened) > 20


def test_memory_is_bounded_by_writing_runs(tmp_path: Path) -> None:
    sorter = LineSorter(tmp_path, "words", run_bytes=1000)
    for number in range(100):
        sorter.add(f"{number:0100}\n".encode())
    assert len(list(tmp_path.iterdir())) >= 10


def test_nothing_sorted_is_nothing(tmp_path: Path) -> None:
    assert list(LineSorter(tmp_path, "none").sorted_lines()) == []
