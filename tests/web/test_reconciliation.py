"""The reconciliation service: asked as OpenRefine asks, and as nobody should."""

import csv
import gzip
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator
from pyoxigraph import NamedNode, Quad, RdfFormat, parse
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT7
from sample_releases import BASE, build_release, sample_quads, settings_in
from starlette.testclient import TestClient

from regesta.assets import asset, asset_root
from regesta.identifiers import Identifiers
from regesta.linking.authorities import Authorities
from regesta.linking.linker import Linker
from regesta.records import Record
from regesta.settings import SourceSettings
from regesta.sources.reader import Unit
from regesta.sources.tables.reader import TableReader
from regesta.web.app import create_app

SCHEMAS = asset_root().parent / "shared" / "conformance" / "reconciliation" / "0.2" / "schemas"
IDENTIFIERS = Identifiers(BASE)
GEORGIA, GUINEA = "https://sws.geonames.org/614540/", "https://sws.geonames.org/2420477/"
IOM = f"{BASE}id/agency/iom"
PUBLICATION = f"{BASE}id/publication/needs-assessment-tool-georgia"
TITLE = "Needs Assessment Tool: Counter-trafficking Response in Georgia"
GET_ONLY = [
    "/reconcile/suggest/entity?prefix=geo",
    "/reconcile/suggest/property?prefix=iso",
    "/reconcile/suggest/type?prefix=",
    "/reconcile/extend/propose?type=region",
    f"/reconcile/preview?id={GEORGIA}",
    f"/reconcile/view?id={IOM}",
]


def authority_quads():
    for name in ("agencies", "regions", "themes"):
        path = asset("data", "authorities", f"{name}.ttl")
        for quad in parse(path=str(path), format=RdfFormat.TURTLE, base_iri=BASE):
            assert isinstance(quad.subject, NamedNode)
            document = IDENTIFIERS.document_of(quad.subject.value)
            subject = quad.subject.value.partition("#")[0]
            yield Quad(*quad.triple, document or NamedNode(subject))


def write_registry(path):
    path.parent.mkdir()
    rows = [
        ("01aaaaa11", "KE", "en=Institute of Unique Studies|fr=Institut des études uniques", "IUS"),
        ("02bbbbb22", "HU", "en=Ministry of Interior", ""),
        ("03ccccc33", "QA", "en=Ministry of Interior", ""),
        ("04ddddd44", "CH", "en=International Organization for Migration", "IOM"),
    ]
    lines = [
        f"{one}\t{country}\t\t\t{names}\t{acronyms}\n" for one, country, names, acronyms in rows
    ]
    path.write_bytes(gzip.compress("".join(lines).encode()))


@pytest.fixture(scope="module")
def service(tmp_path_factory):
    root = tmp_path_factory.mktemp("reconciliation")
    build_release(root, {*sample_quads(), *authority_quads()})
    settings_ = settings_in(root)
    write_registry(settings_.data / "authorities" / "ror.tsv.gz")
    app = create_app(settings_)
    with TestClient(app, base_url="http://localhost:8000", follow_redirects=False) as client:
        yield client


def ask(client, **query):
    answer = client.post("/reconcile", data={"queries": json.dumps({"q0": query})})
    assert answer.status_code == 200
    return answer.json()["q0"]["result"]


def check(answer, schema):
    """Compare an answer with one of the official schemas."""
    if not SCHEMAS.is_dir():
        pytest.skip("the schemas of the specification are not beside this folder")
    every = [json.loads(path.read_text(encoding="utf-8")) for path in SCHEMAS.glob("*.json")]
    named = [one for one in every if "$id" in one]
    assert len(named) >= 10
    found = [(one["$id"], Resource.from_contents(one, DRAFT7)) for one in named]
    wanted = json.loads((SCHEMAS / f"{schema}.json").read_text(encoding="utf-8"))
    validator = Draft7Validator(wanted, registry=Registry().with_resources(found))
    assert [error.message for error in validator.iter_errors(answer)] == []


def test_answers_are_valid_by_the_official_schemas(service):
    check(service.get("/reconcile").json(), "manifest")
    queries = {"a": {"query": "Georgia"}, "b": {"query": TITLE}, "c": {"query": "qqqqqq"}}
    queries["d"] = {"query": "Guinea", "properties": [{"pid": "iso_alpha_2", "v": "GN"}]}
    check(queries, "reconciliation-query-batch")
    found = service.get("/reconcile", params={"queries": json.dumps(queries)}).json()
    check(found, "reconciliation-result-batch")
    assert found["c"] == {"result": []}
    for what, schema in (("entity", "entities"), ("property", "properties"), ("type", "types")):
        suggested = service.get(f"/reconcile/suggest/{what}?prefix=re").json()
        assert suggested["result"]
        check(suggested, f"suggest-{schema}-response")
    proposed = service.get("/reconcile/extend/propose?type=region&limit=3").json()
    check(proposed, "data-extension-property-proposal")
    assert (len(proposed["properties"]), proposed["type"], proposed["limit"]) == (3, "region", 3)


@pytest.mark.parametrize("kind", ["agency", "region", "theme", "publication"])
def test_every_property_that_is_proposed_can_be_had(service, kind):
    proposed = service.get(f"/reconcile/extend/propose?type={kind}").json()["properties"]
    theme = f"{BASE}id/theme/awareness-raising"
    ids = [IOM, GEORGIA, theme, PUBLICATION, "no such thing", f"{BASE}id/agency/nobody"]
    asked = {"ids": ids, "properties": [*proposed, {"id": "unknown"}]}
    answer = service.get("/reconcile", params={"extend": json.dumps(asked)}).json()
    names = [one["id"] for one in asked["properties"]]
    assert [one["id"] for one in answer["meta"]] == names
    assert list(answer["rows"]) == ids
    assert all(list(row) == names for row in answer["rows"].values())
    assert all(isinstance(cell, list) for row in answer["rows"].values() for cell in row.values())
    filled = [one for one in names if any(row[one] for row in answer["rows"].values())]
    assert set(names) - set(filled) <= {"unknown", "ror", "notation"}
    check(answer, "data-extension-response")


def test_values_are_those_of_the_release(service):
    wanted = ["iso_alpha_2", "iso_alpha_3", "m49", "geonames", "latitude", "parent"]
    asked = {"ids": [GEORGIA], "properties": [{"id": one} for one in wanted]}
    row = service.post("/reconcile", data={"extend": json.dumps(asked)}).json()["rows"][GEORGIA]
    assert row["iso_alpha_2"] == [{"str": "GE"}]
    assert row["iso_alpha_3"] == [{"str": "GEO"}]
    assert row["m49"] == [{"str": "268"}]
    assert row["geonames"] == [{"str": GEORGIA}]
    assert row["latitude"] == [{"float": 42.173}]
    assert [one["name"] for one in row["parent"]] == ["Western Asia"]
    settings_ = [{"id": "year"}, {"id": "creators"}, {"id": "themes", "settings": {"limit": "1"}}]
    asked = {"ids": [PUBLICATION], "properties": settings_}
    row = service.post("/reconcile", data={"extend": json.dumps(asked)}).json()["rows"][PUBLICATION]
    assert row["year"] == [{"int": 2016}]
    assert row["creators"] == [{"id": f"{BASE}id/person/marika-mcadam", "name": "Marika McAdam"}]
    assert len(row["themes"]) == 1


@pytest.mark.parametrize(
    ("text", "kind", "iri"),
    [
        ("International Organization for Migration", "agency", IOM),
        ("IOM", "agency", IOM),
        ("Organisation internationale pour les migrations", None, IOM),
        (IOM, None, IOM),
        (GEORGIA, "region", GEORGIA),
        (GEORGIA.rstrip("/"), None, GEORGIA),
        ("France", "region", "https://sws.geonames.org/3017382/"),
        ("BFA", "region", "https://sws.geonames.org/2361809/"),
        ("Needs assessment", "theme", f"{BASE}id/theme/needs-assessment"),
        (TITLE.upper(), "publication", PUBLICATION),
        ("https://doi.org/10.1000/182", None, PUBLICATION),
        ("978-3-16-148410-0", None, PUBLICATION),
        (PUBLICATION, None, PUBLICATION),
    ],
)
def test_what_can_only_mean_one_thing_is_matched(service, text, kind, iri):
    result = ask(service, query=text, **({"type": kind} if kind else {}))
    assert (result[0]["id"], result[0]["match"]) == (iri, True)
    assert not any(one["match"] for one in result[1:])


@pytest.mark.parametrize("text", ["Georgia", "Guinea", "Congo", "Niger", "Korea", "Sudan"])
def test_names_of_several_places_are_left_to_the_curator(service, text):
    result = ask(service, query=text, type="region")
    assert len(result) > 1
    assert not any(one["match"] for one in result)


@pytest.mark.parametrize("text", ["Frnace", "Int. Organization for Migrations", TITLE[:40], "iom"])
def test_what_is_only_like_a_name_is_no_match(service, text):
    result = ask(service, query=text)
    assert result
    assert not any(one["match"] for one in result)


def test_properties_tell_namesakes_apart(service):
    def guinea(code):
        properties = [{"pid": "iso_alpha_2", "v": code}]
        return ask(service, query="Guinea", type="region", properties=properties)

    assert (guinea("GN")[0]["id"], guinea("GN")[0]["match"]) == (GUINEA, True)
    assert guinea("GN")[0]["features"] == [{"id": "iso_alpha_2", "value": True}]
    bissau = guinea("GW")
    assert bissau[0]["name"] == "Guinea-Bissau"
    assert {one["name"]: one["score"] for one in bissau}["Guinea"] == 85
    wrong = ask(service, query=TITLE, properties=[{"pid": "year", "v": 1999}])
    assert (wrong[0]["score"], wrong[0]["match"]) == (85, False)
    by_doi = ask(service, properties=[{"pid": "doi", "v": "10.1000/182"}])
    assert (by_doi[0]["id"], by_doi[0]["match"]) == (PUBLICATION, False)


def test_organisations_of_ror_are_candidates_beside_our_agencies(service):
    unique = "https://ror.org/01aaaaa11"
    alone = ask(service, query="Institute of unique studies", type="agency")
    assert (alone[0]["id"], alone[0]["match"]) == (unique, True)
    assert alone[0]["type"] == [{"id": "agency", "name": "Agency"}]
    assert ask(service, query="ror.org/01aaaaa11")[0]["match"]
    for text in ("Institute of Unique Study", "IUS", "Ministry of Interior"):
        found = ask(service, query=text, type="agency")
        assert any(one["id"].startswith("https://ror.org/") for one in found)
        assert not any(one["match"] for one in found)
    ours, *others = ask(service, query="International Organization for Migration", type="agency")
    assert (ours["id"], ours["match"]) == (IOM, True)
    assert "https://ror.org/04ddddd44" in [one["id"] for one in others]
    asked = {"ids": [unique], "properties": [{"id": "ror"}, {"id": "homepage"}]}
    row = service.post("/reconcile", data={"extend": json.dumps(asked)}).json()["rows"][unique]
    assert row == {"ror": [{"str": unique}], "homepage": []}
    preview = service.get("/reconcile/preview", params={"id": unique})
    assert "Institute of Unique Studies" in preview.text
    view = service.get("/reconcile/view", params={"id": unique})
    assert (view.status_code, view.headers["location"]) == (303, unique)


def test_types_and_limits_are_kept_to(service):
    assert {one["type"][0]["id"] for one in ask(service, query="Georgia")} > {"region"}
    only = ask(service, query="Georgia", type=["theme", "region"], type_strict="any")
    assert {one["type"][0]["id"] for one in only} == {"region"}
    assert ask(service, query="Georgia", type="nothing") == []
    assert ask(service, query="IOM", type=["agency", "region"], type_strict="all") == []
    preferred = ask(service, query=TITLE, type="region", type_strict="should")
    assert preferred[0]["score"] == 80
    assert len(ask(service, query="Guinea", limit=2)) == 2
    scores = [one["score"] for one in ask(service, query="Guinea")]
    assert scores == sorted(scores, reverse=True)


def test_suggestions_are_found_by_the_beginning_of_a_name(service):
    def suggest(prefix, **more):
        found = service.get("/reconcile/suggest/entity", params={"prefix": prefix, **more})
        return found.json()["result"]

    assert GEORGIA in [one["id"] for one in suggest("geor")]
    assert [one["id"] for one in suggest("needs assessment to")] == [PUBLICATION]
    assert suggest(IOM)[0]["name"] == "International Organization for Migration"
    every = [one["id"] for one in suggest("s", type="region")]
    more = [one["id"] for one in suggest("s", type="region", cursor=len(every))]
    assert (len(every), bool(more)) == (20, True)
    assert not set(every) & set(more)
    assert PUBLICATION in [one["id"] for one in suggest("needs assessment t")]
    assert suggest("") != []


def test_pages_of_things_are_shown_to_any_site(service):
    for iri in (GEORGIA, IOM, PUBLICATION):
        answer = service.get("/reconcile/preview", params={"id": iri})
        assert answer.status_code == 200
        assert "frame-ancestors *" in answer.headers["content-security-policy"]
        assert "x-frame-options" not in answer.headers
        assert "<script" not in answer.text
    view = service.get("/reconcile/view", params={"id": IOM})
    assert (view.status_code, view.headers["location"]) == (303, "/agency/iom")
    for page in ("preview", "view"):
        for iri in ("", "javascript:alert(1)", f"{BASE}id/agency/nobody", "<script>", "x" * 9999):
            answer = service.get(f"/reconcile/{page}", params={"id": iri})
            assert answer.status_code == 404


@pytest.mark.parametrize("path", ["/reconcile", "/reconcile/", *GET_ONLY])
def test_every_route_answers_every_method_and_every_site(service, path):
    got, head = service.get(path), service.head(path)
    assert got.status_code in (200, 303)
    assert dict(head.headers) == dict(got.headers)
    asked = {"Origin": "https://other.example", "Access-Control-Request-Method": "POST"}
    before = service.options(path, headers=asked)
    assert before.status_code == 204
    posted = service.post(path, data={"queries": '{"q": {"query": "France"}}'})
    assert posted.status_code == (405 if path in GET_ONLY else 200)
    assert ("POST" in before.headers["access-control-allow-methods"]) == (path not in GET_ONLY)
    for answer in (got, head, before, posted):
        assert answer.headers["access-control-allow-origin"] == "*"
    slashed = path.replace("?", "/?") if "?" in path else f"{path.rstrip('/')}/"
    assert service.get(slashed).status_code == got.status_code


@pytest.mark.parametrize(
    ("field", "value", "status"),
    [
        ("queries", "not JSON", 400),
        ("queries", "[]", 400),
        ("queries", '{"q": 1}', 400),
        ("queries", '{"q": {"query": ["x"]}}', 400),
        ("queries", '{"q": {"query": "x", "type_strict": "never"}}', 400),
        ("queries", '{"q": {"query": "x", "properties": [{"v": 1}]}}', 400),
        ("queries", "[" * 100_000, 400),
        ("queries", json.dumps({str(one): {"query": "x"} for one in range(51)}), 413),
        ("extend", '{"ids": "x", "properties": []}', 400),
        ("extend", '{"ids": [], "properties": [1]}', 400),
        ("extend", json.dumps({"ids": list(map(str, range(501))), "properties": []}), 413),
        ("queries", "x" * 3_000_000, 413),
        ("other", "x", 400),
    ],
)
def test_what_cannot_be_answered_is_said_in_a_sentence(service, field, value, status):
    answer = service.post("/reconcile", data={field: value})
    assert answer.status_code == status
    assert answer.json()["detail"].endswith(".")


def test_other_bodies_and_numbers_are_refused(service):
    assert service.post("/reconcile", json={"queries": {}}).status_code == 415
    assert service.post("/reconcile", data={"queries": "{}"}).json() == {}
    assert service.get("/reconcile?queries=%FF").status_code == 400
    assert service.get("/reconcile/suggest/entity?prefix=a&cursor=-1").status_code == 400
    assert service.get("/reconcile/suggest/all?prefix=a").status_code == 404


def test_a_function_is_called_only_by_a_name(service):
    answer = service.get("/reconcile?callback=jQuery.call_1")
    assert answer.headers["content-type"] == "text/javascript; charset=utf-8"
    assert answer.text.startswith('/**/jQuery.call_1({"versions"')
    for name in ("alert(1)//", "a;b", "<x>", "é", "a" * 101):
        assert service.get("/reconcile", params={"callback": name}).status_code == 400


def test_who_asks_while_the_names_are_read_is_told_to_come_again(service, monkeypatch):
    monkeypatch.setattr("regesta.outputs.reconciliation.service._PATIENCE", 0.01)
    reconciliation = service.app.state.service.reconciliation
    made, reconciliation._made = reconciliation._made, None
    try:
        with reconciliation._making:
            answer = service.get("/reconcile", params={"queries": '{"q": {"query": "Georgia"}}'})
            assert service.get("/reconcile").status_code == 200
    finally:
        reconciliation._made = made
    assert (answer.status_code, "retry-after" in answer.headers) == (503, True)
    assert "ask again" in answer.json()["detail"]


def test_the_names_are_read_after_the_description(service):
    reconciliation = service.app.state.service.reconciliation
    reconciliation.close()
    assert service.get("/reconcile").status_code == 200
    assert reconciliation._made is not None


HOSTILE = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        ["<script>", '"} DROP TABLE title --', "x> } ; DROP ALL", '" OR "', "*", "NEAR(a b)"]
    ),
    st.just("\ud800"),
    st.just("trafficking " * 2_000),
)
JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | HOSTILE,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(HOSTILE, inner, max_size=3),
    max_leaves=6,
)
SETTINGS = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@SETTINGS
@given(text=HOSTILE, more=st.dictionaries(st.sampled_from(["type", "limit", "properties"]), JSON))
def test_hostile_queries_are_answered_or_refused(service, text, more):
    body = json.dumps({"q": {"query": text, **more}})
    answer = service.post("/reconcile", data={"queries": body})
    assert answer.status_code in (200, 400, 413)
    if answer.status_code == 200:
        result = answer.json()["q"]["result"]
        scores = [one["score"] for one in result]
        assert scores == sorted(scores, reverse=True)
        assert all(0 <= score <= 100 for score in scores)
        assert sum(one["match"] for one in result) <= 1


@SETTINGS
@given(value=JSON, text=HOSTILE)
def test_hostile_json_is_answered_or_refused(service, value, text):
    for field in ("queries", "extend"):
        answer = service.post("/reconcile", data={field: json.dumps(value)})
        assert answer.status_code in (200, 400, 413)
    asked = {"ids": [text, f"{BASE}id/agency/{text}"], "properties": [{"id": text}]}
    answer = service.post("/reconcile", data={"extend": json.dumps(asked)})
    assert answer.status_code == 200
    assert all(cell == [] for row in answer.json()["rows"].values() for cell in row.values())


def test_a_spreadsheet_is_reconciled_and_imported(service, tmp_path):
    """What OpenRefine does, step by step; the table that it exports links by identifier."""
    manifest = service.get("/reconcile").json()
    assert "0.2" in manifest["versions"]
    types = {one["id"] for one in manifest["defaultTypes"]}
    suggest = manifest["suggest"]["type"]
    found = service.get(suggest["service_url"] + suggest["service_path"], params={"prefix": "coun"})
    assert found.json()["result"][0]["id"] in types
    columns = {
        "Agency": ("agency", ["IOM", "UNODC", "Walk Free"]),
        "Region": ("region", ["Moldova", "Viet Nam", "Côte d'Ivoire"]),
        "Theme": ("theme", ["Needs assessment", "Awareness-raising", "Forced labour"]),
    }
    queries = {
        f"{name}{row}": {"query": text, "type": kind, "limit": 3, "type_strict": "should"}
        for name, (kind, texts) in columns.items()
        for row, text in enumerate(texts)
    }
    answer = service.post("/reconcile", data={"queries": json.dumps(queries)}).json()
    best = {key: value["result"][0] for key, value in answer.items()}
    assert len(best) == 9
    assert all(one["match"] for one in best.values())
    for one in best.values():
        page = service.get(manifest["preview"]["url"].replace("{{id}}", one["id"]))
        assert one["name"].replace("'", "&#39;") in page.text
    asked = {"ids": [one["id"] for one in best.values()], "properties": [{"id": "iso_alpha_3"}]}
    rows = service.post("/reconcile", data={"extend": json.dumps(asked)}).json()["rows"]
    assert rows[best["Region0"]["id"]]["iso_alpha_3"] == [{"str": "MDA"}]
    table = tmp_path / "table.csv"
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["Title", *columns])
        for row in range(3):
            writer.writerow(
                [f"A report, number {row}", *(best[f"{name}{row}"]["id"] for name in columns)]
            )
    for row, record in enumerate(read_table(table)):
        linked = link(record)
        assert {one.iri for one in linked.links} == {best[f"{name}{row}"]["id"] for name in columns}
        assert all(one.score == 1.0 and one.stated for one in linked.links)


def read_table(path: Path) -> list[Record]:
    source = SourceSettings("table", "table", str(path), "A table", "2026-11-25")
    reader = TableReader()
    units = [unit for unit in reader.split(path, source) if isinstance(unit, Unit)]
    found = [one for unit in units for one in reader.read(unit, source)]
    records = [one for one in found if isinstance(one, Record)]
    assert len(records) == 3
    return records


def link(record: Record):
    authorities = Authorities.from_quads(authority_quads(), IDENTIFIERS)
    linked, findings = Linker(authorities, IDENTIFIERS, ("en", "fr")).link_record(record)
    assert [one for one in findings if one.code != "title-language"] == []
    return linked


def test_openapi_declares_media_types_and_statuses(service):
    paths = service.get("/openapi.json").json()["paths"]
    ours = {path: value for path, value in paths.items() if path.startswith("/reconcile")}
    assert len(ours) == 5
    asked = ours["/reconcile"]["post"]
    assert set(asked["responses"]) == {"200", "400", "408", "413", "415", "503"}
    assert set(asked["requestBody"]["content"]) == {"application/x-www-form-urlencoded"}
    got = ours["/reconcile"]["get"]["responses"]["200"]["content"]
    assert set(got) == {"application/json", "text/javascript"}
    assert set(ours["/reconcile/preview"]["get"]["responses"]["200"]["content"]) == {"text/html"}
    assert "303" in ours["/reconcile/view"]["get"]["responses"]
