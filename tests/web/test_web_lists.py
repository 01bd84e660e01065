from collections import OrderedDict

import pytest

from regesta.store.oxigraph import OxigraphStore

ARABIC, GEORGIA, HOSTILE = (
    f"http://localhost:8000/id/publication/{name}"
    for name in ("arabic", "needs-assessment-tool-georgia", "hostile")
)


def listed(client, query=""):
    answer = client.get(f"/publication.json?{query}")
    assert answer.status_code == 200
    found = answer.json()
    assert found["total"] >= len(found["items"])
    return [item["iri"] for item in found["items"]]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", [ARABIC, GEORGIA, HOSTILE]),
        ("agency=iom", [ARABIC, GEORGIA]),
        ("agency=icat", [ARABIC]),
        ("agency=iom-development-fund", [GEORGIA]),
        ("agency=nobody", []),
        ("person=ada-lovelace", [ARABIC]),
        ("person=hostile", [HOSTILE]),
        ("region=614540", [GEORGIA]),
        ("region=615318", [ARABIC, GEORGIA, HOSTILE]),
        ("region=6255147", [GEORGIA, HOSTILE]),
        ("theme=needs-assessment", [ARABIC, GEORGIA]),
        ("theme=data-collection", [ARABIC, GEORGIA, HOSTILE]),
        ("language=ara", [ARABIC]),
        ("language=ENG", [ARABIC, GEORGIA]),
        ("q=GEORGIA", [GEORGIA]),
        ("q=caucase", [ARABIC]),
        ("q=%3Cscript%3E", [HOSTILE]),
        ("q=%22%29%29+%7D+UNION", []),
        ("q=evil", [HOSTILE]),
        ("theme=needs-assessment&region=614540&agency=iom&language=eng&q=tool", [GEORGIA]),
        ("theme=needs-assessment&person=hostile", []),
        ("size=1&page=2", [GEORGIA]),
    ],
)
def test_list_holds_exactly_what_is_asked_for(client, query, expected):
    assert listed(client, query) == expected


def test_pages_follow_each_other(client):
    first = client.get("/publication.json?size=1&q=t")
    assert first.json()["pages"] == 3
    assert 'page=2>; rel="next"' in first.headers["link"]
    page = client.get("/publication?size=1&page=2", headers={"Accept": "text/html"}).text
    assert 'rel="prev" href="/publication?size=1&amp;page=1"' in page
    assert 'rel="next" href="/publication?size=1&amp;page=3"' in page
    assert "Page 2 of 3" in page


def test_form_keeps_what_was_asked(client):
    asked = "/publication?q=%22needs%22&theme=needs-assessment&person=hostile"
    page = client.get(asked, headers={"Accept": "text/html"}).text
    assert 'value="&#34;needs&#34;"' in page
    assert '<option value="needs-assessment" lang="en" selected>Needs assessment (2)' in page
    assert '<input type="hidden" name="person" value="hostile">' in page
    assert "No publication fits." in page


@pytest.mark.parametrize(
    ("kind", "used", "known"),
    [("agency", 4, 6), ("region", 5, 6), ("theme", 2, 2), ("person", 4, 4)],
)
def test_directories_count_publications(client, kind, used, known):
    shown = client.get(f"/{kind}.json").json()
    every = client.get(f"/{kind}.json?all=true").json()
    assert (shown["total"], every["total"]) == (used, known)
    labels = [item["label"]["value"].casefold() for item in every["items"]]
    assert labels == sorted(labels)
    for item in shown["items"]:
        name = item["iri"].rstrip("/").rpartition("/")[2]
        assert (
            client.get(f"/publication.json?{kind}={name}").json()["total"] == (item["publications"])
        )


def test_json_by_negotiation(client):
    by_header = client.get("/publication", headers={"Accept": "application/json"})
    assert by_header.json() == client.get("/publication.json").json()
    assert client.get("/region", headers={"Accept": "text/turtle"}).status_code == 406


@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("/publication/arabic", 2),
        ("/agency/iom", 6),
        ("/region/614540", 7),
        ("/theme/data-collection", 6),
        ("/person/ada-lovelace", 5),
        ("/publication?theme=needs-assessment&agency=iom&q=a&language=eng", 15),
        ("/", 15),
        ("/agency", 2),
    ],
)
def test_a_page_asks_few_questions_however_much_it_shows(client, monkeypatch, path, most):
    asked = []
    for name in ("select", "graph", "construct", "ask"):
        original = getattr(OxigraphStore, name)

        def count(self, question, original=original):
            asked.append(question)
            return original(self, question)

        monkeypatch.setattr(OxigraphStore, name, count)
    monkeypatch.setattr(client.app.state.parts.answer_cache, "_bodies", OrderedDict())
    client.get(path, headers={"Accept": "text/html"})
    assert 0 < len(asked) <= most or path in ("/agency", "/")
    assert len(asked) == len(set(map(str, asked)))
