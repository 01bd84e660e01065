"""`findings-summary.json`: how many findings of each kind a release has, with an example each."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Self

from regesta.errors import ReleaseError
from regesta.findings import Severity

SUMMARY_FILE = "findings-summary.json"


@dataclass(frozen=True, slots=True)
class FindingCode:
    """How many findings have one code, and the first of them."""

    code: str
    count: int
    example: Mapping[str, Any]

    @property
    def severity(self) -> str:
        """How grave they are."""
        return str(self.example["severity"])


@dataclass(frozen=True, slots=True)
class FindingsSummary:
    """How many findings there are of each severity and of each code, the gravest first."""

    severities: Mapping[str, int]
    codes: tuple[FindingCode, ...]

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read the file. Raises ReleaseError where it is damaged."""
        try:
            values = json.loads(path.read_bytes())
            return cls(values["severities"], tuple(FindingCode(**one) for one in values["codes"]))
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ReleaseError(
                f"The summary of findings {path} cannot be read ({error}); build the release again."
            ) from error

    def write(self, path: Path) -> None:
        """Write the file, the same for the same findings."""
        text = json.dumps(asdict(self), ensure_ascii=False, indent=1)
        path.write_text(text + "\n", encoding="utf-8")


def summarise_findings(findings: Iterable[Mapping[str, Any]]) -> FindingsSummary:
    """Count findings in one pass; no more is kept in memory than one finding of each code."""
    severities = {severity.value: 0 for severity in Severity}
    examples: dict[tuple[str, str], Mapping[str, Any]] = {}
    counts: dict[tuple[str, str], int] = {}
    for finding in findings:
        key = finding["severity"], finding["code"]
        severities[key[0]] += 1
        examples.setdefault(key, finding)
        counts[key] = counts.get(key, 0) + 1
    ordered = sorted(counts.items(), key=lambda item: (Severity(item[0][0]).rank, -item[1]))
    codes = (FindingCode(key[1], count, examples[key]) for key, count in ordered)
    return FindingsSummary(severities, tuple(codes))
