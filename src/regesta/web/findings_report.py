"""Findings as one file of HTML that needs nothing else, for `regesta check --html`."""

from collections.abc import Sequence

from markupsafe import Markup

from regesta.finding_groups import FindingGroups
from regesta.findings import Finding
from regesta.messages.interface import Interface
from regesta.messages.translating import translate
from regesta.outputs.findings import findings_by_record
from regesta.web.pages import create_environment
from regesta.web.static_files import StaticFiles

_MOST = 2_000


def render_findings_report(
    name: str,
    findings: Sequence[Finding],
    groups: FindingGroups,
    language: str = "en",
    *,
    is_whole: bool = False,
) -> str:
    """The findings in a file with this name, by record, the gravest first.

    No more of them than a browser shows with ease, unless the whole is asked for.
    """
    style, _ = StaticFiles().read("style.css") or (b"", "")
    ranked = sorted(findings, key=lambda finding: finding.severity.rank)
    shown = findings if is_whole or len(findings) <= _MOST else ranked[:_MOST]
    return (
        create_environment()
        .get_template("findings_report.html")
        .render(
            name=name,
            style=Markup(style.decode()),  # noqa: S704 - our own file, and CSS is no HTML
            words=Interface(language),
            translate=translate,
            counts=groups.by_severity(),
            kinds=groups.in_order(),
            records=findings_by_record(shown, language),
            shown=len(shown),
            total=len(findings),
        )
    )
