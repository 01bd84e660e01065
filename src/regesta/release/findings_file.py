"""`findings.jsonl`: the findings of a release, one a line, in the order of their places."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from regesta.findings import Finding, Severity
from regesta.release.sorting import LineSorter


def write_findings(findings: Iterable[Finding], path: Path, work: Path) -> dict[str, int]:
    """Write the findings, the same whatever order they were made in; their number by severity."""
    sorter = LineSorter(work, "findings")
    for finding in findings:
        sorter.add(_line(finding))
    counts = {severity.value: 0 for severity in Severity}
    with path.open("wb", buffering=1024**2) as file:
        for line in sorter.sorted_lines():
            text = line.rpartition(b"\t")[2]
            counts[json.loads(text)["severity"]] += 1
            file.write(text)
    return counts


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
