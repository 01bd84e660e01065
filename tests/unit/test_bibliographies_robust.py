"""Whatever a file holds: nothing crashes, hangs, takes the memory, or is lost."""

import json
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regesta.findings import Finding
from regesta.records import Record
from regesta.sources.bibliographies.bibtex.reader import BibTeXReader
from regesta.sources.bibliographies.bibtex.splitting import blocks
from regesta.sources.bibliographies.csl.reader import CSLJSONReader
from regesta.sources.bibliographies.ris.reader import RISReader
from regesta.sources.bibliographies.segments import LONGEST_RECORD
from regesta.sources.reader import Reader, Unit
from regesta.sources.registry import guess_reader

FIXTURES = Path(__file__).parents[1] / "fixtures"
SHARED = Path(__file__).parents[3] / "shared"
READERS: dict[str, Reader] = {".bib": BibTeXReader(), ".ris": RISReader(), ".json": CSLJSONReader()}
WORKS = {suffix: (FIXTURES / "works" / f"works{suffix}").read_bytes() for suffix in READERS}
QUICK = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
PIECES = st.sampled_from(
    [
        *("@misc{", "@article{key,", "@string{a = ", "title = ", "{", "}", '"', ",", "#", "\n"),
        *("TY  - RPRT\n", "TI  - A title\n", "ER  - \n", "AU  - ", "\r", "%0 Book\n", "PMID- 1\n"),
        *('{"type": "book", "title": "T"}', "[", "]", '"id": ', "\\", "\\'e", "$", "é", "\x00"),
        *('{"items": [', "null", "1e999", '"author": [{"family": ', "\ufeff", "@", "and", ";", "="),
    ]
)


def read(path: Path) -> tuple[list[Unit], list[Record], list[Finding]]:
    reader = READERS[path.suffix]
    source = reader.settings("s", path)
    units: list[Unit] = []
    records: list[Record] = []
    findings: list[Finding] = []
    for part in reader.split(path, source):
        found: Iterator[Record | Finding] = iter([part]) if isinstance(part, Finding) else iter(())
        if isinstance(part, Unit):
            units.append(part)
            found = reader.read(part, source)
        said = list(found)
        assert said, part
        records += [each for each in said if isinstance(each, Record)]
        findings += [each for each in said if isinstance(each, Finding)]
    return units, records, findings


@pytest.mark.parametrize("suffix", READERS)
@QUICK
@given(pieces=st.lists(PIECES, max_size=40))
def test_anything_ends_in_records_or_findings(
    tmp_path: Path, suffix: str, pieces: list[str]
) -> None:
    path = tmp_path / f"any{suffix}"
    path.write_text("".join(pieces), encoding="utf-8")
    _, records, findings = read(path)
    assert records or findings
    for finding in findings:
        assert finding.message
        assert "{" not in finding.message.replace(finding.value, "")


@pytest.mark.parametrize("suffix", READERS)
@QUICK
@given(st.data())
def test_a_damaged_byte_loses_only_its_own_record(
    tmp_path: Path, suffix: str, data: st.DataObject
) -> None:
    content = WORKS[suffix]
    at = data.draw(st.integers(0, len(content) - 1))
    byte = data.draw(st.sampled_from([b"", b"{", b"}", b'"', b"\xff", b"\n", b"@", b",", b"\x00"]))
    path = tmp_path / f"damaged{suffix}"
    path.write_bytes(content[:at] + byte + content[at + 1 :])
    _, records, findings = read(path)
    assert len(records) >= 12 or (byte == b"\x00" and not records)
    if len(records) < 14:
        assert findings


@pytest.mark.parametrize("suffix", READERS)
@QUICK
@given(cut=st.floats(0, 1))
def test_a_file_that_is_cut_off_gives_what_stands_before(
    tmp_path: Path, suffix: str, cut: float
) -> None:
    content = WORKS[suffix]
    path = tmp_path / f"cut{suffix}"
    path.write_bytes(content[: int(cut * len(content))])
    before = {b".bib": rb"(?m)^@", b".ris": rb"(?m)^ER", b".json": rb"(?m)^  \}"}[suffix.encode()]
    whole = len(re.findall(before, path.read_bytes()))
    _, records, findings = read(path)
    assert len(records) >= whole - 1
    if suffix == ".json" and path.read_bytes().strip() != content.strip():
        assert findings


HOSTILE = {
    "braces.bib": b"@misc{a, title = " + b"{" * 900_000,
    "pairs.bib": b"@misc{a, title = {" + b"{" * 400_000 + b"}" * 400_000 + b"}}",
    "commas.bib": b"@misc{a," + b"x," * 400_000 + b"}",
    "fields.bib": b"@misc{a,\n" + b"b = {\n" * 60_000,
    "bare.bib": b"@misc{a, " + b"b = c " * 150_000 + b"}",
    "spaces.bib": b"@misc{" + b" " * 900_000 + b"a, title = {b}}",
    "blank-lines.bib": b'@misc{a, title = "' + b"\n" * 900_000 + b'"}',
    "authors.bib": b"@misc{a, title={t}, author = {" + b"A B and " * 30_000 + b"C}}",
    "commands.bib": b"@misc{a, title={" + rb"\'{" * 200_000 + b"}" * 200_000 + b"}}",
    "dollars.bib": b"@misc{a, title={t}, abstract={" + b"$a " * 250_000 + b"}}",
    "inline.bib": b"@misc{a, title={t}} " * 3_000,
    "note.bib": b"@misc{a, title={t}, note={" + b"\n DOI: " * 100_000 + b"}}",
    "no-lines.bib": b"x" * 3_000_000,
    "continued.ris": b"TY  - RPRT\nTI  - a\nAB  - b\n" + b"c\n" * 400_000 + b"ER  - \n",
    "tags.ris": b"TY  - RPRT\nTI  - a\n" + b"KW  - b\n" * 30_000 + b"ER  - \n",
    "spaces.ris": b"TY  - RPRT\nTI  - a\nUR  - x" + b" " * 900_000 + b"y\nER  - \n",
    "types.ris": b"TY  - RPRT\n" * 3_000,
    "depth.json": b'[{"type": "book", "title": "t", "a": ' + b"[" * 500_000,
    "items.json": b"[" + b'{"type": "book", ' * 50_000,
    "blank-lines.json": b'[{"type": "book" "title": 1}' + b"\n" * 900_000 + b"]",
    "digits.json": b'[{"type": "book", "title": "t", "volume": ' + b"9" * 500_000 + b"}]",
    "words.json": b"a b " * 200_000,
    "text.json": b'[{"type": "book", "title": "' + b"t" * 3_000_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_takes_little_time_and_memory(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(HOSTILE[name])
    start = time.process_time()
    units, records, findings = read(path)
    assert time.process_time() - start < 10
    assert records or findings
    assert all(len(unit.content) <= LONGEST_RECORD for unit in units)
    assert len(findings) <= max(1_000, len(units) * 60)


def test_a_record_that_is_too_long_is_skipped_and_the_next_read(tmp_path: Path) -> None:
    long = "x" * (LONGEST_RECORD + 10)
    texts = {
        "a.bib": f"@misc{{a, title={{A}}}}\n@misc{{b, note={{{long}}}}}\n@misc{{c, title={{C}}}}",
        "a.ris": f"TY  - GEN\nTI  - A\nER  - \nTY  - GEN\nN1  - {long}\nER  - \n"
        "TY  - GEN\nTI  - C\nER  - \n",
        "a.json": json.dumps(
            [{"type": "book", "title": "A"}, {"note": long}, {"type": "book", "title": "C"}]
        ),
    }
    for name, text in texts.items():
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        _, records, findings = read(path)
        assert [record.titles[0].value for record in records] == ["A", "C"], name
        assert len(findings) == 1, name


@pytest.mark.parametrize("suffix", READERS)
def test_files_that_are_none_are_refused(tmp_path: Path, suffix: str) -> None:
    contents = {"empty": b"", "blank": b" \n\n", "zip": b"PK\x03\x04" + bytes(500)}
    for name, content in contents.items():
        path = tmp_path / f"{name}{suffix}"
        path.write_bytes(content)
        _, records, findings = read(path)
        assert not records
        assert [finding.severity.value for finding in findings] == ["violation"], name
    assert read(tmp_path / f"absent{suffix}")[2][0].code == "file-absent"


def test_a_sample_of_thousands_is_accounted_for() -> None:
    path = SHARED / "samples" / "bibtex-ir-anthology" / "minimal-sample.bib"
    if not path.exists():
        pytest.skip("the shared samples are not on this machine")
    units, records, findings = read(path)
    # One entry begins behind the brace of the one before.
    assert len(units) == len(re.findall(rb"(?m)^\}?@", path.read_bytes())) == 3603
    violations = [finding for finding in findings if finding.severity.value == "violation"]
    assert len(records) + len(violations) == len(units)
    assert {finding.code for finding in violations} == {"reference-without-title"}
    lines = path.read_text(encoding="utf-8").split("\n")
    for record in records:
        assert record.place.line
        assert lines[record.place.line - 1].startswith(("@", "}@"))
        assert (record.place.key or "?") in lines[record.place.line - 1]


def test_a_folder_shares_macros_and_parents(tmp_path: Path) -> None:
    (tmp_path / "a.bib").write_text("@inbook{c, crossref={p}, title={C}, publisher=pub}")
    (tmp_path / "b.bib").write_text(
        "@string{pub = {Press}}\n@book{p, title={P}, editor={Roe, R.}, year=2000, doi={10.1/x}}"
    )
    found = list(BibTeXReader().read_records(tmp_path, "s"))
    assert guess_reader(tmp_path).name == "bibtex"
    child, parent = (each for each in found if isinstance(each, Record))
    assert child.part_of[0].value == parent.titles[0].value == "P"
    assert child.publishers[0].value == "Press"
    assert child.issued == "2000"
    assert [relation.target for relation in child.relations] == ["10.1/x"]
    assert not child.identifiers


def test_blocks_are_found_wherever_the_stream_is_cut() -> None:
    content = WORKS[".bib"]
    whole = [(block.key, block.segment.line) for block in blocks([content])]
    assert len(whole) == 14
    for size in (1, 7, 64, 1000):
        chunks = [content[at : at + size] for at in range(0, len(content), size)]
        assert [(block.key, block.segment.line) for block in blocks(chunks)] == whole


@pytest.mark.parametrize("bracket", ["[", "]", "{", "}"])
def test_a_bracket_too_many_ends_no_list(tmp_path: Path, bracket: str) -> None:
    content = WORKS[".json"].decode()
    path = tmp_path / "damaged.json"
    marks = [at for at, sign in enumerate(content) if sign in "\n,{}[]:"]
    assert len(marks) > 500
    for at in marks[::7]:
        path.write_text(content[:at] + bracket + content[at + 1 :], encoding="utf-8")
        _, records, findings = read(path)
        assert len(records) >= 12, at
        assert len(records) == 14 or findings, at


def test_lists_one_after_another_are_read_to_the_end(tmp_path: Path) -> None:
    path = tmp_path / "joined.json"
    item = '{"type": "book", "title": "T"}'
    for content in (f"[{item}]\n[{item}]", f"[[{item}], [{item}]]"):
        path.write_text(content, encoding="utf-8")
        _, records, findings = read(path)
        assert (len(records), findings) == (2, []), content
    path.write_text(f'{{"items": [{item}, {item}], "more": {{"type": "book", "id": 1}}}}', "utf-8")
    assert len(read(path)[1]) == 2
