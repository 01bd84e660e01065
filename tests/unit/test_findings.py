from regesta.findings import Finding, Severity, count_by_severity, has_violation
from regesta.records import Place


def finding(severity: Severity) -> Finding:
    return Finding("code", severity, "It is wrong.", Place("s", "page.txt", 3, "title"))


def test_only_a_violation_keeps_a_record_back():
    assert not has_violation([finding(Severity.INFO), finding(Severity.WARNING)])
    assert has_violation([finding(Severity.INFO), finding(Severity.VIOLATION)])


def test_every_severity_is_counted_also_where_there_is_none():
    counts = count_by_severity([finding(Severity.WARNING), finding(Severity.WARNING)])
    assert counts == {"violation": 0, "warning": 2, "info": 0}


def test_as_json_the_place_is_flat():
    values = finding(Severity.INFO).as_dict()
    assert (values["source"], values["file"], values["line"], values["field"]) == (
        "s",
        "page.txt",
        3,
        "title",
    )
    assert values["severity"] == "info"
    assert "place" not in values


def test_a_place_is_said_in_words():
    assert str(Place("s", "page.txt", 3, "title")) == "page.txt, line 3, field “title”"
    assert str(Place("s")) == "s"
