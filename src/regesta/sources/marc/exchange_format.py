"""Decodes one record of ISO 2709: leader, directory, fields.

A directory whose numbers are wrong is made up for by the terminators of the fields.
"""

from collections.abc import Collection, Iterator
from functools import partial
from unicodedata import normalize

from regesta.sources.marc.characters import (
    Decode,
    clean,
    decode_marc8,
    decode_utf8,
    decode_windows,
    is_utf8,
    is_windows,
    repair_marc8,
    repair_utf8,
)
from regesta.sources.marc.fields import DataField, MarcRecord

_LEADER = 24
_ENTRY = 12
_FIELD_END = 0x1E
_Entry = tuple[str, bytes]


class UnreadableRecordError(Exception):
    """The record's directory and fields cannot be made out."""


class Decoder:
    """Decodes one record; `faults` are codes of findings with the tag and the value they are on.

    Only fields with one of the tags `wanted` are decoded; all of them if it is None. `encoding`
    is that of records which do not say that they are in UTF-8, MARC-8 if it is empty.
    """

    def __init__(
        self, content: bytes, wanted: Collection[str] | None = None, encoding: str = ""
    ) -> None:
        self.faults: list[tuple[str, str, str]] = []
        self._content = content
        self._wanted = wanted
        self._decode: Decode = decode_utf8
        self._repair: Decode = repair_utf8
        if content[9:10] == b"a":
            return
        if encoding:
            self._decode = self._repair = partial(str, encoding=encoding, errors="replace")
        elif is_utf8(content):
            self.faults.append(("marc-encoding-mislabelled", "", ""))
        elif is_windows(content):
            self.faults.append(("marc-encoding-repaired", "", ""))
            self._decode = decode_windows
        else:
            self._decode, self._repair = decode_marc8, repair_marc8

    def record(self) -> MarcRecord:
        """The record; raises UnreadableRecordError."""
        record = MarcRecord(self._content[:_LEADER].decode("ascii", "replace"))
        for tag, content in self._entries():
            text = self._text(tag, content)
            if tag < "010" and tag.isdigit():
                record.control.setdefault(tag, text)
            else:
                self._add(record, tag, text)
        return record

    def _entries(self) -> list[_Entry]:
        try:
            return list(self._by_directory())
        except (ValueError, IndexError):
            self.faults.append(("marc-directory-wrong", "", ""))
            return list(self._by_terminators())

    def _by_directory(self) -> Iterator[_Entry]:
        content = self._content
        start = int(content[12:17])
        if start <= _LEADER or content[start - 1] != _FIELD_END:
            raise ValueError
        directory = content[_LEADER : start - 1].decode("ascii")
        if len(directory) % _ENTRY or not directory:
            raise ValueError
        wanted = self._wanted
        for at in range(0, len(directory), _ENTRY):
            if wanted is not None and directory[at : at + 3] not in wanted:
                continue
            first = start + int(directory[at + 7 : at + 12])
            last = first + int(directory[at + 3 : at + 7]) - 1
            if content[last] != _FIELD_END or first < start:
                raise ValueError
            yield directory[at : at + 3], content[first:last]

    def _by_terminators(self) -> Iterator[_Entry]:
        """The fields in the order of the directory, each up to its terminator."""
        directory, *fields = self._content[_LEADER:].rstrip(b"\x1d").split(b"\x1e")
        tags = [
            directory[at : at + 3].decode("ascii", "replace")
            for at in range(0, len(directory) - _ENTRY + 1, _ENTRY)
        ]
        while fields and not fields[-1].strip(b"\x00 \r\n"):
            fields.pop()
        if not tags or len(tags) != len(fields) or not all(map(str.isalnum, tags)):
            raise UnreadableRecordError
        for tag, field in zip(tags, fields, strict=True):
            if self._wanted is None or tag in self._wanted:
                yield tag, field

    def _text(self, tag: str, content: bytes) -> str:
        try:
            return clean(self._decode(content))
        except UnicodeDecodeError:
            text = clean(self._repair(content))
            self.faults.append(("marc-encoding-repaired", tag, text.replace("\x1f", " $")))
            return text

    def _add(self, record: MarcRecord, tag: str, text: str) -> None:
        indicators, *parts = text.split("\x1f")
        subfields = [(part[0], part[1:]) for part in parts if part]
        if any(code > "\x7f" for code, _ in subfields):
            subfields = [(normalize("NFD", code)[0], value) for code, value in subfields]
        if not subfields:
            value = text[2:].strip()
            if not value:
                return
            self.faults.append(("marc-subfields-missing", tag, text))
            subfields = [("a", value)]
        record.add(DataField(tag, indicators[:1] or " ", indicators[1:2] or " ", subfields))
