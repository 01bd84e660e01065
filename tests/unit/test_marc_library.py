"""The readers over the records of the Library of Congress, compared with pymarc."""

import io
import unicodedata
from collections import Counter

import pymarc
import pytest
from marc_records import ROOT, SHARED, codes_of, records_of

from regesta.findings import Finding, Severity
from regesta.sources.marc.exchange_format import Decoder
from regesta.sources.marc.fields import MarcRecord
from regesta.sources.marc.reader import MarcReader, MarcXmlReader

OURS = ROOT / "data" / "sources" / "loc-trafficking.mrc"
FILES = [
    pytest.param(OURS, 1, id=OURS.name),
    pytest.param(
        SHARED / "loc_every50th.mrc",
        4,
        id="loc_every50th.mrc",
        marks=pytest.mark.skipif(not SHARED.exists(), reason="the shared samples are not here"),
    ),
]


@pytest.fixture(scope="module")
def read():
    return list(MarcReader().read_records(OURS, "loc"))


def plain(text: str) -> str:
    return unicodedata.normalize("NFC", text).replace("\u3000", " ")


def as_values(record: pymarc.Record):
    return [
        (each.tag, plain(each.data or ""))
        if each.control_field
        else (
            each.tag,
            each.indicator1 + each.indicator2,
            [(code, plain(value)) for code, value in each.subfields],
        )
        for each in record.fields
    ]


def decoded_values(record: MarcRecord):
    data = iter(record.fields)
    return [*record.control.items()], [
        (each.tag, each.first + each.second, each.subfields) for each in data
    ]


@pytest.mark.parametrize(("path", "step"), FILES)
def test_fields_are_those_that_pymarc_reads(path, step):
    contents = path.read_bytes().split(b"\x1d")[:-1][::step]
    assert len(contents) >= 1250
    for content in contents:
        expected = as_values(pymarc.Record(content + b"\x1d", to_unicode=True))
        decoder = Decoder(content + b"\x1d")
        control, data = decoded_values(decoder.record())
        assert decoder.faults == []
        assert [each for each in expected if len(each) == 3] == data
        first = dict(reversed([each for each in expected if len(each) == 2]))
        assert first == dict(control)


def test_every_record_is_accounted_for(read):
    violations = [
        each for each in read if isinstance(each, Finding) and each.severity is Severity.VIOLATION
    ]
    assert OURS.read_bytes().count(b"\x1d") == 1760
    assert len(records_of(read)) + len(violations) == 1760
    assert len({record.identifier for record in records_of(read)}) == 1760


def test_findings_are_few_enough_to_be_read(read):
    severities = Counter(each.severity for each in read if isinstance(each, Finding))
    assert severities[Severity.WARNING] < 0.01 * 1760
    assert severities[Severity.INFO] < 0.05 * 1760
    assert set(codes_of(read)) <= {
        "marc-dates-differ",
        "marc-date-unclear",
        "marc-area-unknown",
        "marc-language-unknown",
    }


def test_hardly_any_record_lacks_what_libraries_record(read):
    records = records_of(read)
    for name, least in {
        "languages": 0.99,
        "issued": 0.99,
        "publishers": 0.97,
        "publication_places": 0.97,
        "extent": 0.9,
        "keywords": 0.97,
        "regions": 0.6,
        "creators": 0.7,
        "identifiers": 1,
        "modified": 1,
        "document_type": 1,
    }.items():
        share = sum(bool(getattr(record, name)) for record in records) / len(records)
        assert share >= least, f"{name}: {share:.3f}"
    names = [each.name.value for record in records for each in record.creators]
    names += [each.value for record in records for each in record.publishers]
    names += [text.value for record in records for text in record.titles]
    assert [name for name in names if name.endswith((",", ":", "/", ";", "="))] == []


def test_both_forms_give_the_same_records(read, tmp_path):
    stream = io.BytesIO()
    writer = pymarc.XMLWriter(stream)
    for content in OURS.read_bytes().split(b"\x1d")[:200]:
        writer.write(pymarc.Record(content + b"\x1d", to_unicode=True))
    writer.close(close_fh=False)
    (tmp_path / OURS.name).with_suffix(".xml").write_bytes(stream.getvalue())
    other = list(MarcXmlReader().read_records(tmp_path / "loc-trafficking.xml", "loc"))
    same = [repr(record).replace(".mrc", ".xml") for record in records_of(read)[:200]]
    assert [repr(record) for record in records_of(other)] == same
