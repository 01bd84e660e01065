"""Where in `findings.jsonl` each finding stands: by record and by code, so that pages are quick."""

import json
import sys
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from regesta.finding_groups import FindingGroup, FindingGroups, record_key
from regesta.findings import Finding, Severity

OFFSETS_FILE: Final = "findings.offsets"
GROUPS_FILE: Final = "findings.groups.json"
_BYTES: Final = 8


@dataclass(frozen=True, slots=True)
class IndexedGroup:
    """The findings of one code; `start` is where their offsets begin."""

    group: FindingGroup
    start: int


class FindingsIndexWriter:
    """Takes the findings in the order of their file, with where each begins.

    All are ordered by record, the records with the gravest first, and once more by code.
    """

    def __init__(self) -> None:
        self._groups = FindingGroups()
        self._by_code: dict[tuple[Severity, str], array[int]] = {}
        self._by_gravity = [array("Q") for _ in Severity]
        self._run: list[int] = []
        self._run_key: tuple[object, ...] = ()
        self._gravest = 0

    def add(self, finding: Finding, offset: int) -> None:
        """Take one more finding."""
        self._groups.add(finding)
        key = finding.severity, finding.code
        self._by_code.setdefault(key, array("Q")).append(offset)
        record = record_key(finding)
        if record != self._run_key:
            self._end_run()
            self._run_key, self._gravest = record, finding.severity.rank
        self._gravest = min(self._gravest, finding.severity.rank)
        self._run.append(offset)

    def finish(self) -> "tuple[array[int], list[dict[str, Any]]]":
        """The offsets in their orders one after the other, and the groups as JSON values."""
        self._end_run()
        offsets = array("Q")
        for part in self._by_gravity:
            offsets.extend(part)
        groups = []
        for group in self._groups.in_order():
            examples = [example.as_stored() for example in group.examples]
            groups.append(
                {
                    "code": group.code,
                    "severity": group.severity.value,
                    "number": group.number,
                    "records": group.records,
                    "start": len(offsets),
                    "examples": examples,
                }
            )
            offsets.extend(self._by_code[group.severity, group.code])
        return offsets, groups

    def write(self, folder: Path) -> None:
        """Write the index beside the findings."""
        offsets, groups = self.finish()
        (folder / OFFSETS_FILE).write_bytes(_little_endian(offsets).tobytes())
        text = json.dumps(groups, ensure_ascii=False, indent=1) + "\n"
        (folder / GROUPS_FILE).write_text(text, encoding="utf-8")

    def _end_run(self) -> None:
        self._by_gravity[self._gravest].extend(self._run)
        self._run = []


class FindingsIndex:
    """The index of a release's findings."""

    def __init__(self, groups: Sequence[Mapping[str, Any]], offsets: "array[int] | Path") -> None:
        self.groups = tuple(IndexedGroup(_group(each), each["start"]) for each in groups)
        self._offsets = offsets

    @classmethod
    def read(cls, findings: Path) -> "FindingsIndex":
        """The index beside a file of findings; one that has none, as in old releases, is read."""
        folder = findings.parent
        try:
            groups = json.loads((folder / GROUPS_FILE).read_text(encoding="utf-8"))
            return cls(groups, folder / OFFSETS_FILE)
        except FileNotFoundError:
            return cls(*reversed(_index_of(findings)))

    def offsets(self, start: int, number: int) -> Sequence[int]:
        """Where some findings begin, by their places in the order."""
        if isinstance(self._offsets, Path):
            with self._offsets.open("rb") as file:
                file.seek(start * _BYTES)
                found = array("Q", file.read(number * _BYTES))
            return _little_endian(found)
        return self._offsets[start : start + number]


def _index_of(findings: Path) -> "tuple[array[int], list[dict[str, Any]]]":
    writer, offset = FindingsIndexWriter(), 0
    with findings.open("rb") as file:
        for line in file:
            writer.add(Finding.from_stored(json.loads(line)), offset)
            offset += len(line)
    return writer.finish()


def _group(values: Mapping[str, Any]) -> FindingGroup:
    examples = [Finding.from_stored(each) for each in values["examples"]]
    severity = Severity(values["severity"])
    return FindingGroup(values["code"], severity, values["number"], values["records"], examples)


def _little_endian(numbers: "array[int]") -> "array[int]":
    if sys.byteorder == "little":
        return numbers
    swapped = array("Q", numbers)
    swapped.byteswap()
    return swapped
