"""The reader of RIS, and of its relatives of EndNote and PubMed."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from regesta.findings import Finding
from regesta.messages import new_finding
from regesta.records import Place, Record
from regesta.sources.bibliographies.draft import Draft
from regesta.sources.bibliographies.kinds import types_of
from regesta.sources.bibliographies.opening import Keys, OpenFile
from regesta.sources.bibliographies.reader import ReferenceReader
from regesta.sources.bibliographies.ris.dialects import (
    ENDNOTE,
    PUBMED,
    RIS,
    Dialect,
    dialect_at,
    dialect_of,
    is_known_tag,
)
from regesta.sources.bibliographies.ris.fields import FieldReader
from regesta.sources.bibliographies.ris.lines import TaggedRecord, read_tagged
from regesta.sources.bibliographies.segments import Segment, segments, too_long
from regesta.sources.reader import Unit

_END = re.compile(rb"(?m)^[ \t]*ER[ \t]{0,3}-[ \t]*$\n?")
_TITLE = re.compile(rb"(?m)^[ \t]*(?:TI|T1)[ \t]{1,3}- ")


class RISReader(ReferenceReader):
    """Reads each record, from its type to its end, as one record.

    What stands outside all records is an info; a tag that no program is known to write, too.
    """

    name = "ris"
    suffixes = (".ris", ".enw", ".nbib")

    def split_files(self, files: Sequence[OpenFile], keys: Keys) -> Iterator[Unit | Finding]:
        """Each record is one unit."""
        for file in files:
            yield from _split_file(file, keys)

    def read_text(self, text: str, unit: Unit) -> Iterator[Record | Finding]:
        """The record after its findings."""
        dialect = dialect_of(unit.content)
        tagged = read_tagged(text, dialect, unit.place.line or 1)
        draft = Draft(unit.place)
        kind = _kind(tagged, dialect, draft)
        _report(tagged, dialect, draft)
        FieldReader(draft, tagged, kind).read()
        yield from draft.finish(unit.place.key or "")


def _split_file(file: OpenFile, keys: Keys) -> Iterator[Unit | Finding]:
    first = dialect_of(next(file.chunks(), b""))
    found_any = False
    for segment in _records(segments(file.chunks(), _start(first)), first):
        place = replace(file.place, line=segment.line)
        dialect = dialect_at(segment.content)
        if not dialect and not _TITLE.search(segment.content):
            yield from _outside(segment, place)
            continue
        found_any = True
        if segment.is_too_long:
            yield too_long(segment, place)
            continue
        unit = Unit(_with_key(segment, dialect or first, place), segment.content)
        yield keys.repeated(unit.place, segment.content) or unit
    if not found_any:
        yield new_finding("references-absent", file.place, format="RIS", example="TY  - RPRT")


def _start(first: Dialect) -> re.Pattern[bytes]:
    """What records begin with; exports of two programs may have been joined into one file.

    Only between records of RIS, which have an end, is a beginning of the others looked for.
    """
    return first.start if first is RIS else _either(first, RIS)


def _either(*dialects: Dialect) -> re.Pattern[bytes]:
    return re.compile(b"|".join(dialect.start.pattern for dialect in dialects))


def _records(found: Iterable[Segment], first: Dialect) -> Iterator[Segment]:
    """The segments cut behind the lines that end records, so that a type may be missing."""
    for segment in found:
        rest = segment
        has_end = (dialect_at(segment.content) or first).has_end
        while has_end and (end := _END.search(rest.content)):
            at = end.end()
            yield Segment(rest.line, rest.content[:at], at + rest.length - len(rest.content))
            line = rest.line + rest.content.count(b"\n", 0, at)
            rest = Segment(line, rest.content[at:], len(rest.content) - at)
        blank = len(rest.content) - len(rest.content.lstrip())
        if blank < len(rest.content):
            line = rest.line + rest.content.count(b"\n", 0, blank)
            last = Segment(line, rest.content[blank:], rest.length)
            yield from _others(last) if first is RIS else [last]


def _others(segment: Segment) -> Iterator[Segment]:
    """The records of other dialects that one segment holds, or the segment as it is."""
    dialect = dialect_at(segment.content)
    if dialect in (None, RIS) or segment.is_too_long:
        yield segment
        return
    for each in segments([segment.content], _either(ENDNOTE, PUBMED)):
        if each.content:
            yield replace(each, line=segment.line + each.line - 1)


def _with_key(segment: Segment, dialect: Dialect, place: Place) -> Place:
    found = filter(None, (pattern.search(segment.content) for pattern in dialect.keys))
    first = next(found, None)
    return replace(place, key=first[1].decode(errors="replace").strip() if first else None)


def _outside(segment: Segment, place: Place) -> Iterator[Finding]:
    text = segment.content.decode(errors="replace")
    yield new_finding("text-outside-entries", place, value=" ".join(text.split()))


def _kind(tagged: TaggedRecord, dialect: Dialect, draft: Draft) -> str:
    """The type of the reference in RIS."""
    first = tagged.fields[0] if tagged.fields else None
    written = first.value.strip() if first and first.tag == "TY" else ""
    if first and first.written == "PMID":
        return "CHAP" if any(field.written == "BTI" for field in tagged.fields) else "JOUR"
    kind = dialect.types.get(written.casefold(), written.upper())
    if kind not in types_of("ris"):
        place = draft.at(first.written, first.line) if first else draft.place
        draft.report("ris-type-unknown", place, written)
    return kind


def _report(tagged: TaggedRecord, dialect: Dialect, draft: Draft) -> None:
    if dialect.has_end and not tagged.is_ended:
        draft.report("ris-end-missing", draft.place)
    for field in tagged.fields if dialect is RIS else ():
        if not is_known_tag(field.tag):
            draft.report("ris-tag-unknown", draft.at(field.written, field.line), field.value)
