"""A file gets new content at one stroke."""

import json
from pathlib import Path

import pytest

from regesta.durability import replace_file


def test_who_reads_the_old_content_reads_it_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "state.json"
    replace_file(path, '{"number": 1}')
    with path.open() as reader:
        replace_file(path, '{"number": 2}')
        assert json.load(reader) == {"number": 1}
    assert json.loads(path.read_text()) == {"number": 2}
    assert [each.name for each in tmp_path.iterdir()] == ["state.json"]


def test_content_that_cannot_be_written_leaves_the_old(tmp_path: Path) -> None:
    path = tmp_path / "state.json"
    replace_file(path, '{"number": 1}')
    with pytest.raises(UnicodeEncodeError):
        replace_file(path, "\ud800")
    assert json.loads(path.read_text()) == {"number": 1}
    assert [each.name for each in tmp_path.iterdir()] == ["state.json"]
