from regesta.findings import Finding, Severity
from regesta.pipeline import Tally
from regesta.records import Place

HEADING = Place("page", "page.txt", 1, "theme")


def test_a_finding_on_a_heading_is_told_once_but_a_violation_with_every_record():
    warning = Finding("theme-not-known", Severity.WARNING, "Not known.", HEADING, "Things")
    violation = Finding("broken", Severity.VIOLATION, "Broken.", HEADING, "Things")
    tally = Tally()
    assert list(tally.only_new([warning, violation])) == [warning, violation]
    assert list(tally.only_new([warning, violation])) == [violation]
