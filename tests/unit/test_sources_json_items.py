"""Files of JSON are taken apart without losing a record, however broken they are."""

import gzip
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regesta.findings import Finding
from regesta.records import Place
from regesta.sources import json_items, json_window
from regesta.sources.json_items import Envelope, JsonItem, read_json_items
from regesta.sources.json_values import parse_item


@pytest.fixture(autouse=True)
def _small_records(monkeypatch):
    for module in (json_items, json_window):
        monkeypatch.setattr(module, "LARGEST", 1 << 20)


LISTS = (("message", "items"), ("items",), ("data",))
ONE = b'{"DOI":"1","a":{"b":["}"],"data":{"x":[1,2]}}}'
PLAIN = b'{"a":"1","b":[{"c":"] } \\" ["}]}'
LARGE = b'{"a":"' + b"x" * (3 << 19) + b'"}'

CASES = [
    (b"", ["json-file-empty"]),
    (b" \n", ["json-file-empty"]),
    (b"\n<!DOCTYPE html><html>", ["json-is-page"]),
    (b"Resource not found.", ["json-not-expected"]),
    (ONE, [1]),
    (b"\xef\xbb\xbf" + ONE, [1]),
    (ONE.decode().encode("utf-16"), [1]),
    (ONE.decode().encode("utf-16-le"), [1]),
    (ONE.decode().encode("utf-32"), [1]),
    (b"[" + ONE + b",\n" + ONE + b"]", [1, 2]),
    (b"[[" + ONE + b"],[" + ONE + b"]]", [1, 2]),
    (ONE + b"\n" + ONE + b"\n\n" + ONE, [1, 2, 3]),
    (PLAIN + b"\n{broken\n" + PLAIN + b"\n", ["line 1", "line 2", "line 3"]),
    (PLAIN + b"\n" + LARGE + b"\n" + PLAIN, ["line 1", "json-record-too-large", "line 3"]),
    (b'{"message":{"n":9,"items":[' + ONE + b"," + PLAIN + b'],"q":1},"z":[1]}', [1, 2, "+2"]),
    (b'[{"items":[' + ONE + b']},{"items":[' + ONE + b"]}]", [1, "+1", 2, "+1"]),
    (b'{"data":{"id":"1"}}', [1]),
    (b'{"data":[]}', ["json-no-record", "+0"]),
    (b"[]", ["json-no-record"]),
    (b"[" + ONE + b',3,"a,b",null]', [1] + ["json-item-malformed"] * 3),
    (b"[" + ONE + b"," + ONE, [1, 2, "json-file-truncated"]),
    (b"[" + ONE + b',{"a":"unclosed', [1, "json-record-truncated", "json-file-truncated"]),
    (b'{"data":[' + ONE + b"]", [1, "json-file-truncated"]),
    (b"[" * 1000, ["json-file-truncated"]),
    (b'{"a":' * 500 + b"1" + b"}" * 500 + ONE, ["json-nesting-too-deep", 2]),
    (b"[" + LARGE + b"," + ONE + b"]", ["json-record-too-large", 2]),
    (b'[{"a":"' + b"\\" * (3 << 19) + b'"},' + ONE + b"]", ["json-record-too-large", 2]),
    (gzip.compress(ONE) + gzip.compress(ONE), [1, 2]),
    (gzip.compress(b"[" + ONE + b"]")[:-8], [1, "json-gzip-broken"]),
    (gzip.compress(b" " * (65 << 20)), ["json-gzip-bomb"]),
    (b"[" + b"1," * 150 + b"2]", ["json-item-malformed"] * 100 + ["json-items-malformed", ""]),
]


def read(path: Path, content: bytes) -> list[JsonItem | Envelope | Finding]:
    path.write_bytes(content)
    return list(read_json_items(path, Place("s", "a.json"), LISTS))


@pytest.mark.parametrize(("content", "expected"), CASES, ids=range(len(CASES)))
def test_a_file_gives_its_records_and_what_is_wrong(tmp_path, content, expected):
    found = []
    for item in read(tmp_path / "a.json", content):
        if isinstance(item, Envelope):
            found.append(f"+{item.count}")
            json.loads(item.content)
        elif isinstance(item, Finding):
            found.append(item.code)
        else:
            found.append(item.place.record or f"line {item.place.line}")
    assert found == [each for each in expected if each != ""]
    assert len(CASES) == 31


def test_a_file_that_is_not_there_is_a_finding(tmp_path):
    (finding,) = read_json_items(tmp_path / "absent.json", Place("s", "absent.json"))
    assert finding.code == "json-file-absent"


@given(st.lists(st.recursive(st.text() | st.integers() | st.none(), st.lists, max_leaves=5)))
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_record_comes_back_as_it_was(tmp_path, values):
    records = [{"key": value, 'b"{': value} for value in values]
    for indent in (None, 1):
        content = json.dumps(records, indent=indent, ensure_ascii=False).encode("utf-8", "replace")
        items = read(tmp_path / "a.json", content)
        again = [json.loads(item.content) for item in items if isinstance(item, JsonItem)]
        assert again == json.loads(content)


@given(st.data())
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_damaged_file_never_breaks_the_reading(tmp_path, data):
    content = bytearray(b'{"message":{"items":[' + b",".join([ONE, PLAIN] * 3) + b"]}}")
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at : at + data.draw(st.integers(0, 9))] = data.draw(st.binary(max_size=3))
    items = read(tmp_path / "a.json", bytes(content))
    assert items
    for item in items:
        if isinstance(item, JsonItem):
            parse_item(item.content, item.place)


@pytest.mark.parametrize(
    ("content", "value", "codes"),
    [
        (b'{"a":1.50,"b":123456789012345678901}', {"a": "1.50", "b": "123456789012345678901"}, []),
        (b'{"a":1,"a":2}', {"a": 2}, ["json-key-duplicated"]),
        (b'{"a":NaN}', None, ["json-record-broken"]),
        (b'{"a":1,}', None, ["json-record-broken"]),
        (b'{"a":"x\ny"}', None, ["json-record-broken"]),
        (b'{"a":"\xe9"}', None, ["json-encoding-broken"]),
        (b'{"a":' + b"1" * 5000 + b"}", {"a": "1" * 5000}, []),
        (b"[" * 100_000, None, ["json-nesting-too-deep"]),
    ],
)
def test_a_record_is_parsed_or_a_finding_says_why_not(content, value, codes):
    parsed, findings = parse_item(content, Place("s"))
    assert (parsed, [finding.code for finding in findings]) == (value, codes)
