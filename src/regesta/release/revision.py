"""What is to be in a release that differs little from the current one, and who wants that."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from regesta.findings import Finding
from regesta.release.change_log import Cause
from regesta.release.graphs import Graphs


@dataclass(frozen=True, slots=True)
class Revision:
    """The parts of a release as `ReleaseRepository.build` is given them, and the cause."""

    graphs: Graphs
    findings: Iterable[Finding]
    statistics: Mapping[str, int]
    cause: Cause
