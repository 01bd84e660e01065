"""What is told of records that share a fault, and how a run is accounted for."""

import io

from regesta.findings import Finding, Severity
from regesta.pipeline import Tally
from regesta.pipeline.preparing import _only_new
from regesta.records import Place

HEADING = Place("page", "page.txt", 1, "theme")
WARNING = Finding("theme-not-known", Severity.WARNING, "Not known.", HEADING, "Things")
VIOLATION = Finding("broken", Severity.VIOLATION, "Broken.", HEADING, "Things")


def test_a_finding_on_a_heading_is_told_once_but_a_violation_with_every_record():
    told = set()
    assert list(_only_new([WARNING, VIOLATION], told)) == [WARNING, VIOLATION]
    assert list(_only_new([WARNING, VIOLATION], told)) == [VIOLATION]


def test_findings_are_kept_in_order_and_counted_and_only_the_grave_are_shown():
    tally = Tally(io.BytesIO())
    info = Finding("seen", Severity.INFO, "“é” seen.", HEADING, parts=(("value", "é"),))
    for finding in (info, WARNING, VIOLATION, WARNING):
        tally.add_finding(finding)
    assert list(tally.findings()) == [info, WARNING, VIOLATION, WARNING]
    assert tally.shown == [WARNING, VIOLATION, WARNING]
    assert tally.severities() == {"violation": 1, "warning": 2, "info": 1}


def test_every_record_is_published_merged_or_quarantined():
    tally = Tally(io.BytesIO())
    for is_published in (True, True, False):
        tally.count_record(is_published=is_published)
    tally.count_finding(VIOLATION)
    tally.count_finding(VIOLATION.about("A title", ""))
    tally.count_merged()
    assert tally.statistics() == {"read": 4, "published": 1, "merged": 1, "quarantined": 2}


def test_a_new_agency_is_told_of_once_however_many_records_name_it():
    tally = Tally(io.BytesIO())
    new = Finding("agency-new", Severity.INFO, "New.", HEADING, "Anti-Slavery Society")
    other = Finding("agency-new", Severity.INFO, "New.", HEADING, "Freedom Press")
    for finding in (new, new.about("A title", ""), other, WARNING, WARNING):
        tally.add_finding(finding)
    assert list(tally.findings()) == [new, other, WARNING, WARNING]
    assert tally.severities() == {"violation": 0, "warning": 2, "info": 2}


def test_what_hundreds_of_records_lack_is_counted_after_the_first_hundred():
    tally = Tally(io.BytesIO())
    places = [Place(source, f"{source}.mrc", record=n) for source in "ab" for n in range(1, 131)]
    lacking = [
        Finding("publication-abstract-missing", Severity.INFO, "None.", place)
        for place in places[:230]
    ]
    for finding in [*lacking, WARNING]:
        tally.add_finding(finding)
    tally.tell_counted()
    *single, last = tally.findings()
    assert single == [*lacking[:100], *lacking[130:230], WARNING]
    assert (last.code, last.place) == ("publication-abstracts-missing", Place("a"))
    assert last.message == "30 more publications of this source have no abstract."
    assert tally.severities() == {"violation": 0, "warning": 1, "info": 201}
