"""What the tests of the MARC readers share: records out of cases, in both forms."""

import tomllib
from io import BytesIO
from pathlib import Path

import pymarc

from regesta.records import Record
from regesta.sources.marc.reader import MarcReader, MarcXmlReader

ROOT = Path(__file__).resolve().parents[1]
FIXTURES = ROOT / "tests" / "fixtures" / "marc"
SHARED = ROOT.parent / "shared" / "samples" / "marc-loc"
CASES = tomllib.loads((FIXTURES / "records.toml").read_text(encoding="utf-8"))["case"]


def marc_record(text: str) -> pymarc.Record:
    """A record out of lines of tag, indicators and subfields."""
    record = pymarc.Record(force_utf8=True)
    for line in text.strip("\n").splitlines():
        tag, value = line[:3], line[4:]
        if tag == "LDR":
            record.leader = pymarc.Leader(f"00000{value.ljust(5)[:5]}2200000 a 4500")
        elif tag < "010":
            record.add_ordered_field(pymarc.Field(tag, data=value))
        else:
            indicators = [sign.replace("#", " ") for sign in value[:2]]
            subfields = [pymarc.Subfield(part[0], part[1:]) for part in value[3:].split("$")[1:]]
            record.add_ordered_field(
                pymarc.Field(tag, indicators=pymarc.Indicators(*indicators), subfields=subfields)
            )
    return record


def exchange_bytes(*texts: str) -> bytes:
    return b"".join(marc_record(text).as_marc() for text in texts)


def xml_bytes(*texts: str) -> bytes:
    stream = BytesIO()
    writer = pymarc.XMLWriter(stream)
    for text in texts:
        writer.write(marc_record(text))
    writer.close(close_fh=False)
    return stream.getvalue()


def read_all(tmp_path: Path, name: str, content: bytes, reader=None):
    """Records and findings of a file with this content."""
    path = tmp_path / name
    path.write_bytes(content)
    reader = reader or (MarcXmlReader() if ".xml" in name else MarcReader())
    return list(reader.read_records(path, "lib"))


def records_of(read):
    return [each for each in read if isinstance(each, Record)]


def codes_of(read):
    return [each.code for each in read if not isinstance(each, Record)]
