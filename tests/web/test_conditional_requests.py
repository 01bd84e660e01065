import pytest

PATHS = [
    "/agency/iom",
    "/agency/iom.ttl",
    "/agency/iom.jsonld",
    "/",
    "/publication",
    "/publication.json",
    "/region.json",
    "/void",
    "/dumps/",
    "/dumps/regesta.nq",
    "/ontology",
    "/ontology.ttl",
    "/context.jsonld",
    "/shapes/publication.ttl",
    "/findings",
    "/findings.json",
    "/static/style.css",
]


@pytest.mark.parametrize("path", PATHS)
def test_unchanged_is_answered_by_304(client, path):
    first = client.get(path)
    assert first.status_code == 200
    etag = first.headers["etag"]
    assert etag.startswith('"')
    for known in (etag, f"W/{etag}", f'"other", {etag}', "*"):
        again = client.get(path, headers={"If-None-Match": known})
        assert again.status_code == 304, known
        assert again.content == b""
        assert again.headers["etag"] == etag
        assert again.headers.get("cache-control") == first.headers["cache-control"]
        assert again.headers.get("vary") == first.headers.get("vary")


@pytest.mark.parametrize("path", PATHS)
def test_changed_is_answered_in_full(client, path):
    assert client.get(path, headers={"If-None-Match": '"other"'}).status_code == 200


def test_each_representation_has_its_own_etag(client):
    suffixes = ["html", "ttl", "jsonld", "nt", "rdf", "nq", "trig"]
    answers = [client.get(f"/agency/iom.{suffix}") for suffix in suffixes]
    languages = ["fr", "en", "ar"]
    answers += [client.get(f"/agency/iom?lang={language}") for language in languages]
    assert len({answer.headers["etag"] for answer in answers}) == 10


def test_last_modified_is_that_of_the_last_published_change(client):
    rdf = client.get("/publication/hostile.ttl")
    assert rdf.headers["last-modified"] == "Mon, 23 Nov 2026 12:00:00 GMT"
    page = client.get("/publication/hostile.html")
    assert page.headers["last-modified"] == "Mon, 23 Nov 2026 12:00:00 GMT"


@pytest.mark.parametrize(
    ("since", "status"),
    [
        ("Mon, 23 Nov 2026 12:00:00 GMT", 304),
        ("Tue, 24 Nov 2026 12:00:00 GMT", 304),
        ("Mon, 23 Nov 2026 11:59:59 GMT", 200),
        ("yesterday", 200),
        ("Thu, 01 Jan 9999999999 00:00:00 GMT", 200),
        ("", 200),
    ],
)
def test_if_modified_since(client, since, status):
    for path in ("/agency/iom.ttl", "/agency/iom.html", "/dumps/regesta.nt"):
        assert client.get(path, headers={"If-Modified-Since": since}).status_code == status


def test_if_none_match_wins_over_if_modified_since(client):
    headers = {
        "If-None-Match": '"other"',
        "If-Modified-Since": "Tue, 24 Nov 2026 12:00:00 GMT",
    }
    assert client.get("/agency/iom.ttl", headers=headers).status_code == 200


def test_static_file_asked_by_its_version_never_changes(client):
    page = client.get("/", headers={"Accept": "text/html"}).text
    address = page.partition('rel="stylesheet" href="')[2].partition('"')[0]
    assert "immutable" in client.get(address).headers["cache-control"]
    assert "immutable" not in client.get("/static/style.css?v=old").headers["cache-control"]
