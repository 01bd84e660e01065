"""What every store must do, whatever engine is behind it."""

from collections.abc import Callable, Iterable
from pathlib import Path

import pyoxigraph as ox
import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple

from regesta.errors import ReleaseError
from regesta.store.oxigraph import OxigraphStore
from regesta.store.port import Store
from regesta.vocabulary import DCTERMS, FOAF, RDF, SKOS

MODEL = Path(__file__).parent.parent / "fixtures" / "model.trig"
BASE = "http://localhost:8000/"
AGENCY = NamedNode(f"{BASE}agency/iom")
SHARED = Triple(NamedNode(f"{BASE}id/theme/all"), SKOS.notation, Literal("all"))

MakeStore = Callable[[Path, Iterable[Quad]], Store]


def in_memory(folder: Path, quads: Iterable[Quad]) -> Store:
    return OxigraphStore.in_memory(quads)


def on_disk(folder: Path, quads: Iterable[Quad]) -> Store:
    store = OxigraphStore.create(folder / "store")
    store.load(quads)
    return store


def on_disk_read_only(folder: Path, quads: Iterable[Quad]) -> Store:
    lines = folder / "quads.nq"
    ox.serialize(quads, str(lines), RdfFormat.N_QUADS)
    writer = OxigraphStore.create(folder / "store")
    writer.load_n_quads(lines)
    writer.flush()
    writer.close()
    return OxigraphStore.read_only(folder / "store")


ADAPTERS: tuple[MakeStore, ...] = (in_memory, on_disk, on_disk_read_only)


def model() -> list[Quad]:
    shared = [Quad(*SHARED, NamedNode(f"{BASE}theme/{name}")) for name in ("one", "two")]
    return [*ox.parse(path=str(MODEL), format=RdfFormat.TRIG), *shared]


@pytest.fixture(params=ADAPTERS, ids=lambda adapter: adapter.__name__)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    return request.param(tmp_path, model())


def test_the_model_is_there() -> None:
    assert len(model()) == 135
    assert len(ADAPTERS) == 3


def test_every_quad_comes_back(store: Store) -> None:
    assert set(store.quads()) == set(model())
    assert store.count() == 135


def test_the_default_graph_is_the_union_of_all_graphs(store: Store) -> None:
    rows = store.select("SELECT (COUNT(*) AS ?all) { SELECT DISTINCT ?s ?p ?o { ?s ?p ?o } }")
    assert rows == [{"all": Literal(134)}]
    assert len(store.select(f"SELECT ?g {{ GRAPH ?g {{ ?s <{SKOS.notation.value}> ?o }} }}")) == 2


def test_select_gives_bound_variables_in_the_order_of_the_query(store: Store) -> None:
    rows = store.select(
        f"""SELECT ?label ?none {{
            <{BASE}id/agency/iom> <{SKOS.prefLabel.value}> ?label .
            OPTIONAL {{ ?label <{SKOS.broader.value}> ?none }}
        }} ORDER BY DESC(LANG(?label))"""
    )
    assert [dict(row) for row in rows] == [
        {"label": Literal("Organisation internationale pour les migrations", language="fr")},
        {"label": Literal("International Organization for Migration", language="en")},
    ]


def test_ask_answers_yes_and_no(store: Store) -> None:
    assert store.ask(f"ASK {{ <{AGENCY.value}> a <{FOAF.Document.value}> }}") is True
    assert store.ask(f"ASK {{ <{AGENCY.value}> a <{FOAF.Person.value}> }}") is False


def test_construct_gives_each_triple_once_in_order(store: Store) -> None:
    query = "CONSTRUCT { ?s a ?o } { GRAPH ?g { ?s a ?o } GRAPH ?h { ?s ?p ?q } }"
    triples = store.construct(query)
    assert len(triples) == len(set(triples)) > 10
    assert triples == sorted(triples, key=str)
    assert all(triple.predicate == RDF.type for triple in triples)


def test_a_graph_is_given_whole_and_in_order(store: Store) -> None:
    quads = store.graph(AGENCY)
    assert set(quads) == {quad for quad in model() if quad.graph_name == AGENCY}
    assert len(quads) == 13
    assert quads == sorted(quads, key=str)
    assert store.graph(NamedNode(f"{BASE}agency/none")) == []


def test_terms_come_back_as_they_went_in(store: Store) -> None:
    rows = store.select(f"SELECT ?issued {{ ?s <{DCTERMS.issued.value}> ?issued }}")
    assert rows == [
        {
            "issued": Literal(
                "2016-06", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#gYearMonth")
            )
        }
    ]


def test_a_query_that_is_no_sparql_is_a_syntax_error(store: Store) -> None:
    with pytest.raises(SyntaxError):
        store.select("SELECT nothing")


def test_a_closed_store_says_so(store: Store) -> None:
    store.close()
    with pytest.raises(ReleaseError, match="closed"):
        store.ask("ASK {}")


@pytest.mark.parametrize("make_store", [in_memory, on_disk])
def test_loading_adds_to_what_is_there(make_store: MakeStore, tmp_path: Path) -> None:
    store = make_store(tmp_path, model())
    store.load(Quad(*quad.triple, NamedNode(f"{BASE}copy")) for quad in model())
    assert store.count() == 269


def test_a_file_larger_than_one_part_is_loaded_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("regesta.store.oxigraph._LINES_AT_ONCE", 7)
    store = on_disk_read_only(tmp_path, model())
    assert set(store.quads()) == set(model())


def test_a_read_only_store_cannot_be_written(tmp_path: Path) -> None:
    store = on_disk_read_only(tmp_path, model())
    with pytest.raises(ReleaseError, match="cannot be written"):
        store.load(model())


@pytest.mark.parametrize("content", [None, "no store at all"])
def test_what_is_no_store_is_not_opened(tmp_path: Path, content: str | None) -> None:
    folder = tmp_path / "store"
    if content:
        folder.mkdir()
        (folder / "CURRENT").write_text(content)
    with pytest.raises(ReleaseError, match="build the release again"):
        OxigraphStore.read_only(folder)


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ReleaseError, match="cannot be written"):
        OxigraphStore.create(tmp_path / "file" / "store")
