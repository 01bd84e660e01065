import tracemalloc

import pytest

from regesta.findings import Finding, Severity
from regesta.records import Place
from regesta.sources.decoding import LONGEST_LINE, Line, control_characters, read_lines

PLACE = Place("source", "page.txt")


def read(tmp_path, content: bytes):
    file = tmp_path / "page.txt"
    file.write_bytes(content)
    return list(read_lines(file, PLACE))


@pytest.mark.parametrize(
    "content",
    [
        "Été\ndeux\n".encode(),
        b"\xef\xbb\xbf" + "Été\r\ndeux\r\n".encode(),
        "Été\rdeux".encode(),
        "Été\ndeux".encode("utf-16"),
        b"\xfe\xff" + "Été\ndeux".encode("utf-16-be"),
    ],
    ids=["utf-8", "byte-order-mark", "carriage-returns", "utf-16-le", "utf-16-be"],
)
def test_text_is_read_in_the_encodings_that_tell_themselves(tmp_path, content):
    assert read(tmp_path, content) == [Line(1, "Été"), Line(2, "deux")]


def test_a_line_break_that_two_chunks_share_is_one(tmp_path):
    content = b"a" * (64 * 1024 - 1) + b"\r\n" + b"b"
    assert [line.number for line in read(tmp_path, content)] == [1, 2]


def test_broken_utf8_names_line_and_byte_and_the_rest_is_read(tmp_path):
    first, broken, last = read(tmp_path, b"one\nCaf\xe9s\nthree")
    assert (first.text, last.text, first.fault, last.fault) == ("one", "three", None, None)
    assert broken.fault.place.line == 2
    assert "Byte 4" in broken.fault.message
    assert "E9" in broken.fault.message
    assert "UTF-8" in broken.fault.remedy
    assert broken.fault.severity is Severity.VIOLATION


def test_a_line_of_fifty_megabytes_is_skipped_without_being_held(tmp_path):
    file = tmp_path / "page.txt"
    with file.open("wb") as out:
        out.write(b"before\n")
        for _ in range(50):
            out.write(b"y" * 1_000_000)
        out.write(b"\nafter")
    tracemalloc.start()
    before, long, after = read_lines(file, PLACE)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 5 * LONGEST_LINE
    assert (before.text, after.text) == ("before", "after")
    assert long.fault.code == "line-too-long"
    assert "50,000,000" in long.fault.message
    assert long.fault.value == "y" * 100


@pytest.mark.parametrize(
    ("content", "code", "says"),
    [
        (b"", "file-empty", "no text"),
        (b"\n  \n", "file-empty", "no text"),
        (b"%PDF-1.7 ...", "file-not-text", "PDF"),
        (b"PK\x03\x04....", "file-not-text", "ZIP"),
        (b"\x00\x01\x02\x00" * 20, "file-not-text", "binary"),
        ("text".encode("utf-16-le"), "file-not-text", "UTF-16"),
    ],
)
def test_what_is_no_text_is_one_finding(tmp_path, content, code, says):
    *_, finding = read(tmp_path, content)
    assert isinstance(finding, Finding)
    assert (finding.code, finding.severity) == (code, Severity.VIOLATION)
    assert says in finding.message
    assert finding.remedy


def test_an_absent_file_and_a_folder_are_findings(tmp_path):
    (absent,) = read_lines(tmp_path / "absent.txt", PLACE)
    (folder,) = read_lines(tmp_path, PLACE)
    assert (absent.code, folder.code) == ("file-absent", "file-unreadable")


def test_control_characters_are_left_out_with_a_warning():
    line, finding = control_characters(Line(3, "a\x00b\x1bc"), PLACE)
    assert line.text == "abc"
    assert (finding.code, finding.place.line) == ("control-character", 3)
    assert "U+0000, U+001B" in finding.message
    assert control_characters(Line(1, "plain\ttext"), PLACE) == (Line(1, "plain\ttext"), None)
