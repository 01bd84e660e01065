"""Edits over the graphs of a build or of a release: the same edits give the same release."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from regesta.editing.edit import ADDS, CODES, HIDES, WITHDRAWS, Edit
from regesta.findings import Finding
from regesta.pipeline.catalogue_graphs import CatalogueGraphs
from regesta.release import checks
from regesta.release.release import Release
from regesta.release.revised_graphs import RevisedGraphs

_COUNTED = ("edited", "withdrawn")


@dataclass(frozen=True, slots=True)
class AppliedEdits:
    """Edits, and of which of them a source says something else."""

    edits: tuple[Edit, ...] = ()
    hiding: frozenset[str] = field(default_factory=frozenset)

    def findings_with(self, others: Iterable[Finding]) -> Iterator[Finding]:
        """Other findings but for those about what is edited, and those of the edits."""
        things = {edit.thing for edit in self.edits}
        for finding in others:
            if finding.record_iri not in things:
                yield finding
        for edit in self.edits:
            yield from edit.told(hides_source=edit.name in self.hiding)

    def statistics_with(self, statistics: Mapping[str, int]) -> dict[str, int]:
        """The counts of the sources' records, and of the edits where there are any."""
        counts = {name: number for name, number in statistics.items() if name not in _COUNTED}
        withdrawn = sum(edit.is_withdrawn for edit in self.edits)
        if self.edits:
            counts |= {"edited": len(self.edits) - withdrawn, "withdrawn": withdrawn}
        return counts


def apply_edits(edits: Iterable[Edit], graphs: CatalogueGraphs) -> AppliedEdits:
    """Let edits replace and remove what the sources have given."""
    every = tuple(edits)
    hiding = frozenset(edit.name for edit in every if edit.document in graphs)
    for edit in every:
        if edit.is_withdrawn:
            graphs.remove(edit.document)
        else:
            graphs.put(edit.document, edit.lines)
    for edit in every:
        for document, lines in edit.beside.items():
            if document not in graphs:
                graphs.put(document, lines)
    return AppliedEdits(every, hiding)


def revise_graphs(edits: Iterable[Edit], release: Release) -> tuple[RevisedGraphs, AppliedEdits]:
    """The graphs of a release, in which some of the edits may be already, with all of them."""
    every = tuple(edits)
    written = {edit.document: edit.lines for edit in every if not edit.is_withdrawn}
    for edit in every:
        for document, lines in edit.beside.items():
            if release.record_checksum(document) is None:
                written.setdefault(document, lines)
    gone = frozenset(edit.document for edit in every if edit.is_withdrawn)
    known = _told_in(release)
    hiding = frozenset(
        edit.name
        for edit in every
        if known.get(edit.thing) in (HIDES, WITHDRAWS)
        or (known.get(edit.thing) != ADDS and release.record_checksum(edit.document) is not None)
    )
    return RevisedGraphs(release, written, gone), AppliedEdits(every, hiding)


def findings_of_records(release: Release) -> Iterator[Finding]:
    """The findings of a release but for those on the catalogue as a whole, which are made anew."""
    for values in release.findings():
        if values["code"] not in checks.CODES:
            yield Finding.from_stored(values)


def _told_in(release: Release) -> dict[str, str]:
    """What a release says of the edits in it, by the publication."""
    return {
        finding.record_iri: finding.code
        for each in release.findings_index.groups
        if each.group.code in CODES
        for finding in release.findings_at(each.start, each.group.number)
    }
