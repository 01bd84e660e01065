"""Readers keep their contract with all fixtures and with all that once broke one of them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from fuzz_readers import shrink
from reader_contract import KEPT, BreachError, check, outcome, seeds

from regesta.assets import asset_root
from regesta.records import Place, Record, Text
from regesta.sources.bibliographies.ris.reader import RISReader
from regesta.sources.reader import Reader, WholeFileReader
from regesta.sources.registry import READERS

CASES = [(reader, path) for reader in READERS for path in seeds(reader)]
NAMES = [f"{reader.name}-{path.name}" for reader, path in CASES]
DIGEST = """
import hashlib, sys, tempfile
from pathlib import Path
from reader_contract import outcome, seeds
from regesta.sources.registry import READERS
folder = Path(tempfile.mkdtemp())
for reader in READERS:
    found = [outcome(reader, folder / path.name, path.read_bytes()) for path in seeds(reader)]
    print(reader.name, hashlib.sha256(repr(found).encode("utf-8", "replace")).hexdigest())
"""


def test_all_inputs_are_collected() -> None:
    kept = [path for path in KEPT.rglob("*") if path.parent != KEPT]
    assert len([path for path in kept if path.is_file()]) >= 8
    assert {reader.name for reader, _ in CASES} == {reader.name for reader in READERS}
    assert len(CASES) >= 340


@pytest.mark.parametrize(("reader", "path"), CASES, ids=NAMES)
def test_the_contract_is_kept(reader: Reader, path: Path, tmp_path: Path) -> None:
    check(reader, tmp_path / path.name, path.read_bytes())


def test_what_is_read_depends_on_no_order_of_sets() -> None:
    """Each process of Python orders sets of texts in a way of its own."""
    root = asset_root()
    outputs = set()
    for number in ("1", "2"):
        paths = os.pathsep.join((str(root / "scripts"), str(root / "src")))
        environment = {**os.environ, "PYTHONHASHSEED": number, "PYTHONPATH": paths}
        said = subprocess.run(
            [sys.executable, "-c", DIGEST],
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        outputs.add(said.stdout)
    assert len(outputs) == 1
    assert len(outputs.pop().splitlines()) == len(READERS)


@pytest.mark.parametrize("name", ["joined-dialects.nbib", "joined-dialects.ris"])
def test_exports_of_two_programs_in_one_file_are_all_read(name: str) -> None:
    found = list(RISReader().read_records(KEPT / "ris" / name, "s"))
    records = [each for each in found if isinstance(each, Record)]
    assert sorted(each.title for each in records) == [
        "Boats and engines",
        "Border closures and fishing",
        "Deported families in the north",
        "Seasonal work in the vineyards",
    ]
    lines = (KEPT / "ris" / name).read_text(encoding="utf-8").splitlines()
    for record in records:
        assert record.title in lines[record.place.position]


class Faulty(WholeFileReader):
    """A reader that does all that none must do, as its file asks for."""

    name = "faulty"
    suffixes = (".txt",)

    def read_file(self, path, place, source):
        content = path.read_bytes()
        if b"crash" in content:
            raise IndexError
        while b"hang" in content:
            continue
        if b"title" in content:
            yield Record("A B", place, (Text("A title"),))
        if b"elsewhere" in content:
            yield Record("", Place("fuzz"), (Text("A title"),))


@pytest.mark.parametrize(
    ("content", "sign"),
    [
        (b"crash", "IndexError in reader.py, read"),
        (b"hang", "hangs"),
        (b"nothing", "says nothing of a unit"),
        (b"title", "makes an identifier that cannot end an IRI"),
        (b"elsewhere", "yields what has no place"),
    ],
)
def test_a_reader_that_breaks_the_contract_is_found_out(
    content: bytes, sign: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reader_contract.SECONDS", 1)
    with pytest.raises(BreachError) as caught:
        outcome(Faulty(), tmp_path / "a.txt", content)
    assert caught.value.sign == sign


def test_the_smallest_input_that_does_the_same_is_found() -> None:
    assert (
        shrink(b"\x00" + b"a" * 500 + b"<b" + b"c" * 100, lambda less: b"<b" in less) == b"\x00<b"
    )
