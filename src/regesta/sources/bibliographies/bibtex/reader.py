"""The reader of BibTeX and BibLaTeX."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from regesta.findings import Finding
from regesta.messages import new_finding
from regesta.records import Place, Record
from regesta.sources.bibliographies.bibtex.entries import Entry
from regesta.sources.bibliographies.bibtex.field_names import report_misspelt
from regesta.sources.bibliographies.bibtex.fields import read_fields
from regesta.sources.bibliographies.bibtex.inheritance import inherit
from regesta.sources.bibliographies.bibtex.latex import verbatim
from regesta.sources.bibliographies.bibtex.parsing import parse_entry
from regesta.sources.bibliographies.bibtex.reading import EntryReading
from regesta.sources.bibliographies.bibtex.splitting import (
    Block,
    Surroundings,
    blocks,
    macros_of,
)
from regesta.sources.bibliographies.draft import Draft
from regesta.sources.bibliographies.opening import Keys, OpenFile
from regesta.sources.bibliographies.reader import ReferenceReader
from regesta.sources.bibliographies.segments import too_long
from regesta.sources.reader import Unit

_LIKE_ENTRY = re.compile(r"[A-Za-z]\s*=\s*[{\"0-9]")
# The last two steer the styles of IEEE, REVTeX and achemso.
_NO_RECORDS = frozenset({"string", "comment", "preamble", "xdata", "ieeetranbstctl", "control"})


class BibTeXReader(ReferenceReader):
    """Reads each entry of a file as one record.

    Each block of a file ends in a record or a finding, but for comments, macros, preambles and
    lines that begin with a percent sign.
    """

    name = "bibtex"
    suffixes = (".bib", ".bibtex")

    def split_files(self, files: Sequence[OpenFile], keys: Keys) -> Iterator[Unit | Finding]:
        """Each entry is one unit; its context are the macros and the parents that it needs."""
        surroundings = Surroundings()
        for file in files:
            surroundings.survey(blocks(file.chunks()))
        for file in files if surroundings.has_parents else ():
            surroundings.keep_parents(blocks(file.chunks()))
        for file in files:
            yield from _split_file(file, surroundings, keys)

    def read_text(self, text: str, unit: Unit) -> Iterator[Record | Finding]:
        """The record of one entry after its findings."""
        macros, others = _surroundings(unit.context)
        entry = parse_entry(text, macros, unit.place.line or 1)
        if entry is not None:
            yield from _read_entry(entry, others, unit.place)


def _split_file(file: OpenFile, surroundings: Surroundings, keys: Keys) -> Iterator[Unit | Finding]:
    found_any = False
    for block in blocks(file.chunks()):
        place = replace(file.place, line=block.segment.line, key=block.key or None)
        if block.kind == "outside":
            yield from _outside(block, file.place)
        elif block.segment.is_too_long:
            found_any = True
            yield too_long(block.segment, place)
        elif block.kind not in _NO_RECORDS:
            found_any = True
            repeated = keys.repeated(place, block.segment.content)
            content = block.segment.content
            yield repeated or Unit(place, content, surroundings.of(content))
    if not found_any:
        yield new_finding("references-absent", file.place, format="BibTeX", example="@report{…")


def _outside(block: Block, place: Place) -> Iterator[Finding]:
    """What stands between entries and is no comment; it is grave if it looks like an entry."""
    lines = block.segment.content.decode(errors="replace").split("\n")
    said = [
        (number, line.strip())
        for number, line in enumerate(lines, start=block.segment.line)
        if line.strip() and not line.lstrip().startswith("%")
    ]
    if said:
        value = " ".join(text for _, text in said)
        code = "entry-outside" if _LIKE_ENTRY.search(value) else "text-outside-entries"
        yield new_finding(code, replace(place, line=said[0][0]), value=value)


@lru_cache(maxsize=256)
def _surroundings(context: tuple[str, ...]) -> tuple[dict[str, str], dict[str, Entry]]:
    macros: dict[str, str] = {}
    others: dict[str, Entry] = {}
    for text in context:
        if text.startswith("@string"):
            macros.update(macros_of(text, macros))
        elif parent := parse_entry(text, macros):
            others.setdefault(parent.key.lower(), parent)
    return macros, others


def _read_entry(entry: Entry, others: dict[str, Entry], place: Place) -> Iterator[Record | Finding]:
    draft = Draft(replace(place, key=entry.key or None, line=entry.line))
    parent = inherit(entry, others)
    graves = [fault for fault in entry.faults if fault.is_grave]
    for fault in graves or entry.faults:
        field = fault.value if fault.code == "entry-field-twice" else fault.field
        draft.report(fault.code, draft.at(field, fault.line), fault.value, key=entry.key)
    if graves:
        yield from draft.abandon(EntryReading(entry, draft).text("title"))
        return
    read_fields(EntryReading(entry, draft))
    report_misspelt(EntryReading(entry, draft))
    if parent and (doi := verbatim(parent.text("doi") or parent.text("url"))):
        draft.add_relation("isPartOf", doi, draft.at("crossref"))
    yield from draft.finish(entry.key)
