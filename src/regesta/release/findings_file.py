"""`findings.jsonl`: the findings of a release, one a line, in the order of their places."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

from regesta.findings import Finding
from regesta.release.findings_summary import FindingsSummary, summarise_findings
from regesta.release.sorting import LineSorter


def write_findings(findings: Iterable[Finding], path: Path, work: Path) -> FindingsSummary:
    """Write the findings, the same whatever order they were made in, and count them."""
    sorter = LineSorter(work, "findings")
    for finding in findings:
        sorter.add(_line(finding))
    with path.open("wb", buffering=1024**2) as file:
        return summarise_findings(_written(sorter.sorted_lines(), file))


def _written(lines: Iterable[bytes], file: BinaryIO) -> Iterator[dict[str, Any]]:
    """The finding of each line, when it has been written."""
    for line in lines:
        text = line.rpartition(b"\t")[2]
        file.write(text)
        yield json.loads(text)


def read_findings(path: Path) -> Iterator[dict[str, Any]]:
    """The findings as JSON values, in the order of their places."""
    with path.open(encoding="utf-8", newline="\n") as file:
        for line in file:
            yield json.loads(line)


def _line(finding: Finding) -> bytes:
    place = finding.place
    key = (
        _in_key(place.source),
        _in_key(place.file),
        f"{place.position:012}",
        str(finding.severity.rank),
    )
    text = json.dumps(finding.as_dict(), ensure_ascii=False, sort_keys=True)
    return "\t".join((*key, text)).encode("utf-8", "replace") + b"\n"


def _in_key(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
