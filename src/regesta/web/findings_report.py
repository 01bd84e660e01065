"""Findings as one file of HTML that needs nothing else, for `regesta check --format html`."""

from collections.abc import Sequence

from markupsafe import Markup

from regesta.findings import Finding, count_by_severity
from regesta.outputs.findings import group_findings
from regesta.web.pages import create_environment
from regesta.web.static_files import StaticFiles


def render_findings_report(name: str, findings: Sequence[Finding]) -> str:
    """The findings in a file with this name, by record, the gravest first."""
    style, _ = StaticFiles().read("style.css") or (b"", "")
    return (
        create_environment()
        .get_template("findings_report.html")
        .render(
            name=name,
            style=Markup(style.decode()),  # noqa: S704 - our own file, and CSS is no HTML
            counts=count_by_severity(findings),
            groups=group_findings(finding.as_dict() for finding in findings),
        )
    )
