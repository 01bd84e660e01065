"""Findings as a validation report for machines, in the W3C's vocabulary."""

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Quad

from regesta.findings import Finding, Severity
from regesta.identifiers import Identifiers, fragment_of
from regesta.values.texts import clean_text, read_iri
from regesta.vocabulary import RDF_TYPE, REGESTA, SH, SHAPES

_SEVERITIES = {
    Severity.VIOLATION: SH.Violation,
    Severity.WARNING: SH.Warning,
    Severity.INFO: SH.Info,
}


def build_report(
    findings: Iterable[Finding], report: NamedNode, identifiers: Identifiers
) -> Iterator[Quad]:
    """The findings as one report, in the graph that the report's own IRI names.

    Each result has an IRI made of what it says, so the same findings always give the same report.
    A code names the shape that was broken, or the check of ours that stands for one.
    """
    found = list(findings)
    yield Quad(report, RDF_TYPE, SH.ValidationReport, report)
    yield Quad(report, SH.conforms, Literal(not found), report)
    for finding in dict.fromkeys(found):
        result = identifiers.part(report, f"result-{_fragment(finding)}")
        yield Quad(report, SH.result, result, report)
        yield from (
            Quad(result, predicate, value, report) for predicate, value in _statements(finding)
        )


def _fragment(finding: Finding) -> str:
    return fragment_of(*(str(value) for value in finding.as_dict().values()))


def _statements(finding: Finding) -> Iterator[tuple[NamedNode, NamedNode | Literal]]:
    yield RDF_TYPE, SH.ValidationResult
    yield SH.resultSeverity, _SEVERITIES[finding.severity]
    yield SH.sourceShape, SHAPES[finding.code]
    yield SH.sourceConstraintComponent, SHAPES[finding.code]
    yield SH.resultMessage, Literal(clean_text(finding.message), language="en")
    focus = read_iri(finding.record_iri)
    if focus:
        yield SH.focusNode, focus
    if finding.value:
        yield SH.value, Literal(clean_text(finding.value))
    yield REGESTA.placeInSource, Literal(clean_text(str(finding.place)))
