"""Files of MARC records, whole, broken, compressed and in envelopes: no good record is lost."""

import gzip
import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from marc_records import codes_of, exchange_bytes, read_all, records_of, xml_bytes

from regesta.errors import ConfigurationError
from regesta.findings import Finding, Severity
from regesta.records import Record
from regesta.settings import SourceSettings
from regesta.sources.marc import exchange_files, xml_files
from regesta.sources.marc.reader import MarcReader, MarcXmlReader
from regesta.sources.reader import Unit
from regesta.sources.registry import guess_reader


def titled(number: int) -> str:
    return f"LDR cam a\n001 {number}\n008 {' ' * 40}\n245 00 $aTitle {number}"


ONE, TWO, THREE = (exchange_bytes(titled(number)) for number in (1, 2, 3))
XML = xml_bytes(*map(titled, (1, 2, 3)))


def titles(read):
    return [each.title for each in read if isinstance(each, Record)]


@pytest.mark.parametrize("between", [b"\n", b"\r\n", b"\x00\x00", b"\x1a", b"  "])
def test_padding_between_records_is_nothing_to_speak_of(between, tmp_path):
    read = read_all(tmp_path, "a.mrc", b"\xef\xbb\xbf" + between.join((ONE, TWO, THREE)) + between)
    assert titles(read) == ["Title 1", "Title 2", "Title 3"]
    assert codes_of(read) == []


BROKEN = {
    "garbage": (ONE + b"<html>no" + TWO + THREE, ["marc-garbage"], [1, 2, 3]),
    "no leader": (ONE + b"Dear curator\x1d" + THREE, ["marc-not-a-record"], [1, 3]),
    "truncated end": (ONE + TWO + THREE[:-20], ["marc-truncated"], [1, 2]),
    "truncated amid": (ONE + TWO[:-20] + THREE, ["marc-truncated"], [1, 3]),
    "length too long": (ONE + b"00999" + TWO[5:] + THREE, ["marc-length-wrong"], [1, 2, 3]),
    "length too short": (ONE + b"00030" + TWO[5:] + THREE, ["marc-length-wrong"], [1, 2, 3]),
    "length no number": (ONE + b"00x30" + TWO[5:] + THREE, ["marc-length-wrong"], [1, 2, 3]),
    "no terminator": (ONE + TWO[:-1] + b" " + THREE, ["marc-terminator-missing"], [1, 2, 3]),
    "base address": (
        ONE + TWO[:12] + b"00025" + TWO[17:] + THREE,
        ["marc-directory-wrong"],
        [1, 2, 3],
    ),
    "no base address": (
        ONE + TWO[:12] + b"-----" + TWO[17:] + THREE,
        ["marc-directory-wrong"],
        [1, 2, 3],
    ),
    "directory": (ONE + TWO.replace(b"\x1e", b"", 1) + THREE, None, [1, 3]),
    "empty": (b"", ["marc-file-empty"], []),
    "blank": (b"\r\n \x00", ["marc-file-empty"], []),
    "text": (b"Dear curator, see the file attached.", ["marc-garbage"], []),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_stands_behind_a_broken_record_is_read(name, tmp_path):
    content, codes, numbers = BROKEN[name]
    read = read_all(tmp_path, "a.mrc", content)
    assert titles(read) == [f"Title {number}" for number in numbers]
    assert codes is None or codes_of(read) == codes
    violations = [
        each for each in read if isinstance(each, Finding) and each.severity == "violation"
    ]
    assert len(violations) >= 3 - len(numbers) or not numbers


def test_a_finding_says_where_in_the_file(tmp_path):
    read = read_all(tmp_path, "a.mrc", ONE + TWO + THREE[:-20])
    assert f"Record 3, which begins at byte {len(ONE + TWO)}" in read[-1].message
    assert read[-1].place.record == 3
    assert read[-1].severity is Severity.VIOLATION


def test_a_record_without_an_end_is_passed_over_in_bounded_memory(tmp_path, monkeypatch):
    monkeypatch.setattr(exchange_files, "LONGEST", 3000)
    monkeypatch.setattr(exchange_files, "_CHUNK", 1000)
    read = read_all(tmp_path, "a.mrc", ONE + b"x" * 20_000 + b"\x1d" + THREE)
    assert titles(read) == ["Title 1", "Title 3"]
    assert codes_of(read) == ["marc-record-too-long"]
    assert "20,001 bytes" in next(each for each in read if isinstance(each, Finding)).message


def test_broken_characters_are_repaired_in_their_field_only(tmp_path):
    text = "LDR cam a\n001 1\n245 00 $aLa traite à l’été\n520 ## $aDéjà vu"
    broken = exchange_bytes(text).replace("é".encode(), b"\xe9\x20", 1)
    read = read_all(tmp_path, "a.mrc", broken)
    assert titles(read) == ["La traite à l’é té"]
    assert records_of(read)[0].abstracts[0].value == "Déjà vu"
    assert codes_of(read) == ["marc-encoding-repaired"]
    assert read[0].place.field == "245"


def as_marc8(text: str, value: bytes) -> bytes:
    """A record that is not marked as Unicode, with a value as a system wrote it."""
    content = exchange_bytes(text)
    return (content[:9] + b" " + content[10:]).replace(b"XXXXXXXXXX", value)


@pytest.mark.parametrize(
    ("value", "title", "codes"),
    [
        (b"caf\xe2e 5\xc0C", "café 5°C", []),
        (b"\xe8uber all", "über all", []),
        ("façade xx".encode(), "façade xx", ["marc-encoding-mislabelled"]),
        (b"Jos\xe9 nino", "José nino", ["marc-encoding-repaired"]),
        (b"\x1b$1!0!\x1b(B", "一", []),
        (b"\x1b$1!0!!0", "一", ["marc-encoding-repaired"]),
    ],
)
def test_older_encodings_are_read(value, title, codes, tmp_path):
    record = as_marc8("LDR cam  \n001 1\n245 00 $aXXXXXXXXXX", value.ljust(10, b" ")[:10])
    read = read_all(tmp_path, "a.mrc", record)
    assert len(records_of(read)) == 1
    assert codes_of(read) == codes
    assert titles(read) == [title]


def test_a_source_states_its_encoding(tmp_path):
    record = as_marc8("LDR cam  \n001 1\n245 00 $aXXXXXXXXXX", "Доклад1234".encode("cp1251"))
    (tmp_path / "a.mrc").write_bytes(record)
    settings = SourceSettings("lib", "marc", "", "", "", options={"encoding": "windows-1251"})
    read = list(MarcReader().read_records(tmp_path / "a.mrc", settings))
    assert titles(read) == ["Доклад1234"]
    wrong = SourceSettings("lib", "marc", "", "", "", options={"encoding": "windows-9"})
    with pytest.raises(ConfigurationError, match="no encoding “windows-9”"):
        list(MarcReader().read_records(tmp_path / "a.mrc", wrong))


def test_compressed_files_are_read_within_bounds(tmp_path, monkeypatch):
    assert titles(read_all(tmp_path, "a.mrc.gz", gzip.compress(ONE + TWO))) == [
        "Title 1",
        "Title 2",
    ]
    assert guess_reader(tmp_path / "a.mrc.gz").name == "marc"
    assert len(titles(read_all(tmp_path, "a.xml.gz", gzip.compress(XML)))) == 3
    assert guess_reader(tmp_path / "a.xml.gz").name == "marcxml"
    cut = gzip.compress(ONE * 500)[:-30]
    assert codes_of(read_all(tmp_path, "b.mrc.gz", cut)) == ["marc-compressed-broken"]
    assert codes_of(read_all(tmp_path, "c.mrc.gz", b"\x1f\x8b\x01" + b"x" * 30)) == [
        "marc-file-unreadable"
    ]
    monkeypatch.setattr("regesta.sources.marc.opening._HARMLESS", 1000)
    bomb = gzip.compress(ONE + b" " * 10_000_000 + TWO)
    assert "marc-compressed-bomb" in codes_of(read_all(tmp_path, "d.mrc.gz", bomb))


def test_a_folder_is_searched_for_files_of_the_form(tmp_path):
    for name, content in {
        "b.MRC": TWO,
        "a.dat": ONE,
        "c.xml": XML,
        "d.xml.gz": gzip.compress(XML),
        "e.mrc.gz": gzip.compress(THREE),
    }.items():
        (tmp_path / name).write_bytes(content)
    assert titles(MarcReader().read_records(tmp_path, "lib")) == ["Title 1", "Title 2", "Title 3"]
    assert len(titles(MarcXmlReader().read_records(tmp_path, "lib"))) == 6
    assert codes_of(MarcReader().read_records(tmp_path / "absent.mrc", "lib")) == [
        "marc-file-unreadable"
    ]


RECORD = XML[XML.index(b"<record>") : XML.index(b"</record>") + 9]
SLIM = b'xmlns="http://www.loc.gov/MARC21/slim"'
MARC = b'xmlns:marc="http://www.loc.gov/MARC21/slim"'
PREFIXED = RECORD.replace(b"</", b"</marc:").replace(b"<", b"<marc:").replace(b"<marc:/", b"</")
OAI = (
    b'<?xml version="1.0"?><OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><ListRecords>'
    b"<record><header><identifier>x:1</identifier></header><metadata>%b</metadata></record>"
    b'<record><header status="deleted"><identifier>x:2</identifier></header></record>'
    b"<resumptionToken>t</resumptionToken></ListRecords></OAI-PMH>"
)
SRU = (
    b'<srw:searchRetrieveResponse xmlns:srw="http://www.loc.gov/zing/srw/" %b><srw:records>'
    b"<srw:record><srw:recordData>%b</srw:recordData></srw:record></srw:records>"
    b"</srw:searchRetrieveResponse>"
)
ENVELOPES = {
    "collection": (XML, [], 3),
    "one record": (RECORD.replace(b"<record", b"<record " + SLIM), [], 1),
    "no namespace": (b"<collection>" + RECORD + b"</collection>", [], 1),
    "prefix": (b"<marc:collection " + MARC + b">" + PREFIXED + b"</marc:collection>", [], 1),
    "undeclared prefix": (b"<collection>" + PREFIXED + b"</collection>", ["marcxml-broken"], 0),
    "OAI-PMH": (OAI % RECORD.replace(b"<record", b"<record " + SLIM), ["marc-deleted"], 1),
    "OAI-PMH with prefix": (
        OAI % PREFIXED.replace(b"<marc:record", b"<marc:record " + MARC),
        ["marc-deleted"],
        1,
    ),
    "SRU": (SRU % (MARC, PREFIXED), [], 1),
    "in UTF-16": (XML.decode().encode("utf-16"), [], 3),
    "in Latin 1": (
        b'<?xml version="1.0" encoding="iso-8859-1"?>' + XML[XML.index(b"<coll") :],
        [],
        3,
    ),
    "comments": (XML.replace(b"<record>", b"<!-- <record> --><record>", 1), [], 3),
    "endless comment": (b"<!-- <![CDATA[" + XML, [], 3),
    "entity": (
        b'<!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + XML.replace(b"Title 2", b"&b;"),
        ["marcxml-broken"],
        2,
    ),
    "file": (
        b'<!DOCTYPE r [<!ENTITY f SYSTEM "file:///etc/hostname">]>'
        + XML.replace(b"Title 2", b"&f;"),
        ["marcxml-broken"],
        2,
    ),
    "ampersand": (XML.replace(b"Title 2", b"R & D"), ["marcxml-broken"], 2),
    "unclosed field": (XML.replace(b"</datafield>", b"", 1), ["marcxml-broken"], 2),
    "unclosed record": (XML.replace(b"</record>", b"", 1), ["marc-truncated"], 2),
    "cut off": (XML[: XML.rindex(b"Title 3")], ["marc-truncated"], 2),
    "control character": (XML.replace(b"Title 2", b"Title\x1f 2"), ["marc-encoding-repaired"], 3),
    "broken UTF-8": (XML.replace(b"Title 2", b"Titl\xe9 2"), ["marc-encoding-repaired"], 3),
    "Dublin Core": (
        b"<records><record><title>A</title></record></records>",
        ["marcxml-not-marc"],
        0,
    ),
    "no record": (b"<html><body>Not found</body></html>", ["marc-file-empty"], 0),
}


@pytest.mark.parametrize("name", ENVELOPES)
def test_records_are_found_in_any_envelope(name, tmp_path):
    content, codes, count = ENVELOPES[name]
    read = read_all(tmp_path, "a.xml", content)
    assert len(titles(read)) == count
    assert codes_of(read) == codes


STATED_AT_ONCE = ("in Latin 1", "in UTF-16")
"""Files whose first part must hold what they say of their encoding."""


@pytest.mark.parametrize("name", sorted(ENVELOPES.keys() - set(STATED_AT_ONCE)))
def test_where_a_file_is_parted_makes_no_difference(name, tmp_path, monkeypatch):
    whole = read_all(tmp_path, "a.xml", ENVELOPES[name][0])
    monkeypatch.setattr(xml_files, "_CHUNK", 7)
    assert read_all(tmp_path, "a.xml", ENVELOPES[name][0]) == whole


def test_readers_are_recognised_by_content(tmp_path):
    for name, content in {
        "a.mrc": ONE,
        "b.dat": b"\xef\xbb\xbf\r\n" + ONE,
        "c.xml": XML,
        "d.xml": XML.decode().encode("utf-16"),
        "e.xml": SRU % (MARC, PREFIXED),
    }.items():
        (tmp_path / name).write_bytes(content)
        expected = "marcxml" if name.endswith("xml") else "marc"
        assert guess_reader(tmp_path / name).name == expected, name
    assert not MarcXmlReader().recognises(b"<?xml version='1.0'?><rss><channel/></rss>")
    assert not MarcReader().recognises(b"name;title\n1;2\n")


def account(content: bytes, tmp_path):
    """Read a file; nothing may be raised, and each unit must end in a record or a finding."""
    path = tmp_path / "fuzzed.mrc"
    path.write_bytes(content)
    reader = MarcReader()
    settings = reader.settings("lib", path)
    parts = list(reader.split(path, settings))
    for part in parts:
        if isinstance(part, Unit):
            assert list(reader.read(part, settings))
    return parts


SOUND = [exchange_bytes(titled(number)) for number in range(6)]


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_what_is_wrong_with_one_record_never_costs_another(tmp_path_factory, data):
    number = data.draw(st.integers(0, 5))
    content = bytearray(SOUND[number])
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(content) - 1)) if content else 0
        match data.draw(st.sampled_from(("change", "delete", "insert"))):
            case "change":
                content[at : at + 1] = data.draw(st.binary(min_size=1, max_size=1))
            case "delete":
                del content[at : at + data.draw(st.integers(1, 40))]
            case _:
                content[at:at] = data.draw(st.binary(max_size=40))
    whole = b"".join((*SOUND[:number], bytes(content), *SOUND[number + 1 :]))
    folder = tmp_path_factory.getbasetemp()
    account(whole, folder)
    read = titles(MarcReader().read_records(folder / "fuzzed.mrc", "lib"))
    assert {f"Title {other}" for other in range(6) if other != number} <= set(read)


@settings(deadline=None, max_examples=60)
@given(st.binary(max_size=400))
def test_random_bytes_never_break_the_reader(tmp_path_factory, content):
    assert account(content, tmp_path_factory.getbasetemp())
    path = tmp_path_factory.getbasetemp() / "fuzzed.xml"
    path.write_bytes(b"<collection><record><leader>" + content + XML)
    read = list(MarcXmlReader().read_records(path, "lib"))
    assert titles(read)[-2:] == ["Title 2", "Title 3"]


def test_offsets_tile_the_file(tmp_path):
    path = tmp_path / "a.mrc"
    path.write_bytes(ONE + TWO + THREE)
    with path.open("rb") as file:
        pieces = list(exchange_files.cut_records(file))
    assert all(first.offset + len(first.content) == last.offset for first, last in pairwise(pieces))


def test_hostile_files_take_no_longer_than_their_size(tmp_path):
    start = time.monotonic()
    read_all(tmp_path, "a.mrc", b"00099cam a" * 20_000 + b"\x1d")
    read_all(tmp_path, "b.xml", b"<record><leader>" * 10_000)
    read_all(tmp_path, "c.xml", b"<!--" * 100_000)
    assert time.monotonic() - start < 20
