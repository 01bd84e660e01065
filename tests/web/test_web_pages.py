"""What pages say, and that nothing hostile in the data becomes markup."""

import html
import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from pyoxigraph import Literal, NamedNode, Quad
from sample_releases import BASE, FIRST_DAY, build_release, sample_quads, settings_in
from starlette.testclient import TestClient

from regesta.release.repository import ReleaseRepository
from regesta.settings import load_settings
from regesta.vocabulary import DCTERMS
from regesta.web.app import create_app

PAGES = [
    "/",
    "/publication",
    "/publication?q=script",
    "/publication/hostile",
    "/publication/arabic",
    "/publication/needs-assessment-tool-georgia",
    "/person",
    "/person/hostile",
    "/region",
    "/region?all=true",
    "/region/614540",
    "/region/615318",
    "/theme",
    "/theme/data-collection",
    "/agency",
    "/agency/iom",
    "/agency/iom-development-fund",
    "/scheme/themes",
    "/source/data-collection",
    "/dumps/",
    "/about",
    "/ontology",
    "/findings",
    "/nothing<script>",
]
VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}


class Page(HTMLParser):
    """Checks that tags are balanced, and keeps what a test asks of a page."""

    def __init__(self, text):
        super().__init__()
        self.open, self.tags, self.links, self.ids, self.text = [], [], [], [], ""
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        self.tags.append((tag, attributes))
        assert not [name for name in attributes if name.startswith("on") or name == "style"]
        if "href" in attributes:
            self.links.append(attributes["href"])
        if "id" in attributes:
            self.ids.append(attributes["id"])
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += data

    def count(self, tag):
        return sum(1 for name, _ in self.tags if name == tag)


def read(client, path, **headers):
    answer = client.get(path, headers={"Accept": "text/html", **headers})
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    return Page(answer.text)


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_sound(client, path):
    page = read(client, path)
    assert page.count("h1") == page.count("main") == page.count("title") == 1
    assert page.count("script") == page.count("iframe") == 0
    assert len(page.ids) == len(set(page.ids))
    assert dict(page.tags)["html"]["lang"] == "en"
    assert ("a", {"class": "skip", "href": "#content"}) in page.tags
    assert all(attributes.get("alt") is not None for tag, attributes in page.tags if tag == "img")
    schemes = {link.partition(":")[0] for link in page.links if not link.startswith(("/", "#"))}
    assert schemes <= {"http", "https"}


@pytest.mark.parametrize("path", PAGES)
def test_headings_skip_no_level(client, path):
    page = Page(client.get(path, headers={"Accept": "text/html"}).text)
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_links_within_the_catalogue_lead_somewhere(client):
    seen, waiting = set(), {"/"}
    while waiting:
        path = waiting.pop()
        seen.add(path)
        answer = client.get(path, headers={"Accept": "text/html, */*;q=0.1"})
        assert answer.status_code in (200, 302), path
        if answer.headers["content-type"].startswith("text/html"):
            found = {link.partition("#")[0] for link in Page(answer.text).links}
            ours = {link for link in found if link.startswith("/")}
            waiting |= ours - seen
    assert len(seen) > 100
    assert {"/sparql", "/publication/hostile", "/region/615318", "/theme/data-collection"} <= seen


def test_a_role_is_told_in_the_reader_s_language(client):
    answer = client.get(
        "/publication/needs-assessment-tool-georgia", headers={"Accept-Language": "fr"}
    )
    assert '<bdi lang="fr" dir="ltr">éditeur scientifique</bdi>' in answer.text


def test_the_page_of_a_new_agency_lists_its_publications(client):
    page = read(client, "/agency/caucasus-research-fund")
    for text in ("Caucasus Research Fund", "კავკასიის კვლევის ფონდი", "One publication"):
        assert text in page.text, text
    assert {"/publication/needs-assessment-tool-georgia", "https://ror.org/04q8v8s36"} <= set(
        page.links
    )


def test_publication_page_says_everything_of_the_model(client):
    page = read(client, "/publication/needs-assessment-tool-georgia")
    for text in (
        "Needs Assessment Tool: Counter-trafficking Response in Georgia",
        "Marika McAdam",
        "International Organization for Migration",
        "June 2016",
        "English",
        "48 pages",
        "Irina Todorova",
        "editor",
        "Caucasus Research Fund",
        "anti-trafficking",
        "volume 12, issue 3, pages 101–115",
        "2nd edition",
        "RES/12",
        "Tbilisi",
        "A version of",
        "In other catalogues",
        "10.1000/182",
        "9783161484100",
        "IOM Development Fund",
        "Needs assessment",
        "data-collection.yaml, line 120",
        "“Georgia” in the title is the English name of this country",
        "found in the text, score 0.9",
        "23 November 2026",
        "CC BY 4.0",
        "http://localhost:8000/id/publication/needs-assessment-tool-georgia",
    ):
        assert text in page.text, text
    assert {
        "/person/marika-mcadam",
        "/agency/iom",
        "/agency/iom-development-fund",
        "/region/614540",
        "/theme/needs-assessment",
        "/source/data-collection",
        "https://doi.org/10.1000/182",
        "https://doi.org/10.1000/181",
        "http://www.worldcat.org/oclc/957000000",
        "/person/irina-todorova",
        "/agency/caucasus-research-fund",
        "https://publications.example.org/needs-assessment",
        "/publication/needs-assessment-tool-georgia.jsonld",
    } <= set(page.links)


def test_authors_keep_their_order(client):
    text = read(client, "/publication/arabic").text
    names = ["Marika McAdam", "International Organization for Migration", "Ada Lovelace"]
    places = [text.index(name) for name in names]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("ask", "title"),
    [
        ({"Accept-Language": "ar"}, "مكافحة الاتجار بالأشخاص في القوقاز"),
        ({"Accept-Language": "fr-CA, en;q=0.5"}, "Lutte contre la traite"),
        ({"Accept-Language": "fr;q=0.1, en;q=0.5"}, "Countering trafficking"),
        ({"Accept-Language": "fr;q=0"}, "Countering trafficking"),
        ({"Accept-Language": "zh"}, "Countering trafficking"),
        ({"Accept-Language": ";;q=x,,*"}, "Countering trafficking"),
        ({}, "Countering trafficking"),
    ],
)
def test_title_is_in_the_language_of_the_reader(client, ask, title):
    headers = {"Accept": "text/html", "Accept-Language": "", **ask}
    answer = client.get("/publication/arabic", headers=headers)
    heading = re.search(r"<h1>(.*?)</h1>", answer.text)[1]
    assert title in heading
    assert "Accept-Language" in answer.headers["vary"]


def test_parameter_lang_wins_and_the_text_is_marked(client):
    answer = client.get("/publication/arabic.html?lang=ar", headers={"Accept-Language": "fr"})
    assert '<h1><bdi lang="ar" dir="rtl">' in answer.text
    assert '<bdi lang="fr" dir="ltr">Lutte' in answer.text
    assert client.get("/publication/arabic.html?lang=%22%3E").status_code == 200


def test_hostile_text_stays_text(client):
    answer = client.get("/publication/hostile.html")
    assert "<script" not in answer.text
    assert "<iframe" not in answer.text
    assert "<b>12" not in answer.text
    page = Page(answer.text)
    assert "<script>alert('title')</script> & \"quotes\" </title>" in page.text
    assert "{{ 7 * 7 }} {% raw %}" in page.text
    assert "javascript:alert%281%29" in page.text
    assert not [link for link in page.links if "javascript" in link]
    assert "https://doi.org/10.1000/%3Cscript%3E" in page.links
    assert '<bdi lang="en" dir="ltr">evil \u202etxet desrever\u202c title</bdi>' in answer.text


def test_javascript_homepage_is_no_link(client):
    page = read(client, "/agency/iom-development-fund")
    assert "javascript:alert%283%29" in page.text
    assert not [link for link in page.links if "javascript" in link]


def test_endless_title_is_shown_whole_and_cut_in_the_tab(tmp_path):
    hostile = NamedNode(f"{BASE}id/publication/hostile")
    document = NamedNode(f"{BASE}publication/hostile")
    title = Quad(hostile, DCTERMS.title, Literal("W" * 10_000, language="en"), document)
    build_release(tmp_path, [*sample_quads(), title])
    with TestClient(create_app(settings_in(tmp_path))) as client:
        answer = client.get("/publication/hostile.html")
    assert "W" * 10_000 in answer.text
    assert len(re.search(r"<title>(.*?)</title>", answer.text)[1]) < 300


def test_region_page_lists_what_lies_within_it(client):
    page = read(client, "/region/615318")
    assert "3 publications" in page.text
    assert {"/region/614540", "/region/174982", "/region/587116"} <= set(page.links)
    assert re.search(r"Listed here for\s*Georgia", page.text)
    georgia = read(client, "/region/614540")
    assert "One publication" in georgia.text
    assert "42.173° N, 43.512° E" in georgia.text
    assert [link for link in georgia.links if link in ("/region/6255147", "/region/7729897")][
        :2
    ] == ["/region/6255147", "/region/7729897"]
    assert "Caucasus" in georgia.text
    assert "Géorgie" in georgia.text


def test_theme_page_shows_its_place_and_the_publications_of_narrower_ones(client):
    page = read(client, "/theme/data-collection")
    assert "How facts about trafficking are gathered." in page.text
    assert "/theme/needs-assessment" in page.links
    assert "http://eurovoc.europa.eu/6030" in page.links
    assert "3 publications" in page.text


def test_agency_page_shows_relations_names_and_matches(client):
    page = read(client, "/agency/iom")
    assert {"/agency/united-nations", "/agency/icat", "/agency/iom-development-fund"} <= set(
        page.links
    )
    assert "http://www.wikidata.org/entity/Q472311" in page.links
    assert "https://www.iom.int/" in page.links
    assert "Organisation internationale pour les migrations" in page.text
    assert "2 publications" in page.text


def test_findings_are_shown_by_record_gravest_first(client):
    page = read(client, "/findings")
    assert page.text.index("There is no such day") < page.text.index("The language of the title")
    assert "Write the day as the source does" in page.text
    assert "A <b>bold</b> title" in page.text
    assert "<i>Titel</i>" in page.text
    found = client.get("/findings.json").json()
    assert [one["code"] for one in found["findings"]] == ["title-language", "date-impossible"]
    assert found["counts"] == {"violation": 1, "warning": 1, "info": 0}


def test_about_page_shows_the_attribution_as_text(client):
    answer = client.get("/about", headers={"Accept": "text/html"})
    assert html.escape("Facts from <GeoNames> & friends.") in answer.text


def test_vocabulary_has_a_place_for_each_term(client):
    page = read(client, "/ontology")
    assert {"Link", "score", "evidence", "hasMember", "placeInSource"} <= set(page.ids)


def test_pages_of_a_base_with_a_path_link_below_it(tmp_path):
    base = "https://data.example.org/cat/"
    settings = settings_in(tmp_path)
    text = (settings.data / "catalogue.toml").read_text(encoding="utf-8")
    (settings.data / "catalogue.toml").write_text(text.replace(BASE, base), encoding="utf-8")
    moved = load_settings(data=settings.data, releases=settings.releases, environment={})
    ReleaseRepository(moved.releases).build([], [], base_iri=base, created=FIRST_DAY, statistics={})
    with TestClient(create_app(moved)) as client:
        page = Page(client.get("/cat/", headers={"Accept": "text/html"}).text)
        assert client.get("/cat/void").status_code == 200
        assert client.get("/").status_code == 404
    assert all(link.startswith(("/cat/", "#", "https://creative")) for link in page.links)


def test_a_publication_names_its_series_and_the_dates_of_its_text(client):
    page = client.get("/publication/arabic.html").text
    (series,) = re.findall(r"<dt>Part of</dt><dd>(.*?)</dd>", page)
    assert "Caucasus Papers" in series
    (dates,) = re.findall(r"<dt>Dates that the text names</dt><dd>(.*?)</dd>", page)
    assert re.sub(r"<[^>]*>", "", dates) == "2015, June 2016"


def test_all_findings_are_sent_as_one_json(client, release):
    answer = client.get("/findings.json").json()
    assert answer["findings"] == list(release.findings())
    assert answer["counts"] == dict(release.manifest.findings)
    assert answer["release"] == release.identifier
