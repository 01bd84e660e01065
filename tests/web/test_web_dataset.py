import hashlib

import pyoxigraph as ox
import pytest
import rdflib

from regesta.assets import asset

VOID = rdflib.Namespace("http://rdfs.org/ns/void#")
DATASET = rdflib.URIRef("http://localhost:8000/void#dataset")


@pytest.mark.parametrize("suffix", ["ttl", "jsonld", "nt", "rdf", "nq", "trig"])
def test_dump_is_the_file_that_the_page_describes(client, release, suffix):
    name = f"/dumps/regesta.{suffix}"
    answer = client.get(name)
    digest = hashlib.sha256(answer.content).hexdigest()
    assert answer.content == (release.path / name.lstrip("/")).read_bytes()
    assert answer.headers["etag"] == f'"{digest}"'
    page = client.get("/dumps/", headers={"Accept": "text/html"}).text
    assert digest in page
    assert f'href="{name}"' in page


def test_part_of_a_dump(client):
    whole = client.get("/dumps/regesta.nt").content
    part = client.get("/dumps/regesta.nt", headers={"Range": "bytes=10-29"})
    assert part.status_code == 206
    assert part.content == whole[10:30]
    assert part.headers["content-range"] == f"bytes 10-29/{len(whole)}"
    beyond = client.get("/dumps/regesta.nt", headers={"Range": f"bytes={len(whole)}-"})
    assert beyond.status_code == 416


@pytest.mark.parametrize(
    "asked",
    ["lines=1-2", "bytes=5-2", "bytes=a-b", "bytes=-", "bytes=", "bytes=0-" + "9" * 5000, "bytes"],
)
def test_range_that_makes_no_sense_is_ignored(client, asked):
    whole = client.get("/dumps/regesta.nt")
    answer = client.get("/dumps/regesta.nt", headers={"Range": asked})
    assert (answer.status_code, answer.content) == (200, whole.content)


@pytest.mark.parametrize(("asked", "length"), [("bytes=-5", 5), ("Bytes=3-", -3), ("bytes=7-7", 1)])
def test_range_may_have_one_end(client, asked, length):
    whole = client.get("/dumps/regesta.nt").content
    part = client.get("/dumps/regesta.nt", headers={"Range": asked})
    assert part.status_code == 206
    assert len(part.content) == length % len(whole)


def test_head_of_a_dump_tells_its_length(client):
    head = client.head("/dumps/regesta.trig")
    assert head.headers["content-length"] == str(len(client.get("/dumps/regesta.trig").content))
    assert head.content == b""


@pytest.mark.parametrize("suffix", ["ttl", "jsonld", "nt", "rdf", "nq", "trig"])
def test_description_of_the_dataset_says_the_same_in_every_format(client, suffix):
    answer = client.get(f"/void.{suffix}")
    form = ox.RdfFormat.from_extension(suffix)
    triples = {quad.triple for quad in ox.parse(answer.content, format=form)}
    reference = client.get("/void.nt").content
    expected = {quad.triple for quad in ox.parse(reference, format=ox.RdfFormat.N_TRIPLES)}
    assert triples == expected
    assert len(triples) > 50
    assert not [one for one in triples if isinstance(one.object, ox.BlankNode)]


def test_description_is_true(client, release):
    graph = rdflib.Graph().parse(data=client.get("/void").content, format="turtle")
    assert graph.value(DATASET, VOID.triples).toPython() == release.manifest.triples
    assert graph.value(DATASET, VOID.documents).toPython() == 23
    for dump in graph.objects(DATASET, VOID.dataDump):
        assert client.get(str(dump)).status_code == 200
    examples = list(graph.objects(DATASET, VOID.exampleResource))
    assert len(examples) == 5
    for example in examples:
        if str(example).startswith("http://localhost:8000/"):
            assert client.get(str(example)).status_code == 303
    titles = {title.language for title in graph.objects(DATASET, rdflib.DCTERMS.title)}
    assert titles == {"en", "fr"}


def test_description_is_found_where_clients_look(client):
    assert client.get("/.well-known/void").headers["location"] == "/void"
    home = client.get("/", headers={"Accept": "text/turtle"})
    assert (home.status_code, home.headers["location"]) == (303, "/void")
    assert 'rel="describedby"' in client.get("/", headers={"Accept": "text/html"}).headers["link"]


def test_vocabulary_shapes_and_context_are_served_as_they_are(client):
    terms = set(ox.parse(client.get("/ontology.ttl").content, format=ox.RdfFormat.TURTLE))
    path = str(asset("ontology", "regesta.ttl"))
    assert terms == set(ox.parse(path=path, format=ox.RdfFormat.TURTLE))
    shapes = client.get("/shapes/publication.ttl")
    assert shapes.content == asset("shapes", "publication.ttl").read_bytes()
    assert shapes.headers["content-type"] == "text/turtle; charset=utf-8"
    context = client.get("/context.jsonld")
    assert context.content == asset("ontology", "context.jsonld").read_bytes()
    assert context.headers["content-type"] == "application/ld+json"


def test_health_and_robots(client, release):
    health = client.get("/healthz").json()
    assert (health["status"], health["release"]) == ("ok", release.identifier)
    assert "Disallow: /sparql" in client.get("/robots.txt").text
