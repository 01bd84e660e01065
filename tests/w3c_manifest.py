"""The W3C's tests of the SPARQL Protocol, as their manifest writes them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox
from pyoxigraph import Literal, NamedNode

SUITE = Path(__file__).parents[2] / "shared" / "conformance" / "w3c-sparql" / "sparql11"
CNT = "http://www.w3.org/2011/content#"
HT = "http://www.w3.org/2011/http#"
MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
UT = "http://www.w3.org/2009/sparql/tests/test-update#"


@dataclass(frozen=True)
class Exchange:
    """One request, and what is expected of its answer."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes
    statuses: tuple[str, ...]
    boolean: bool | None
    format: str


@dataclass(frozen=True)
class Case:
    """A test: its requests in order, and the graphs that must be there, by their names."""

    name: str
    exchanges: tuple[Exchange, ...]
    graphs: dict[str, Path] = field(default_factory=dict)


class Manifest:
    """A manifest of the suite; what is no list and no value is asked for by its property."""

    def __init__(self, folder: str) -> None:
        self._folder = SUITE / folder
        self._store = ox.Store()
        path = self._folder / "manifest.ttl"
        self._store.load(path=str(path), format=ox.RdfFormat.TURTLE, base_iri=f"file://{path}")

    def cases(self) -> Iterator[Case]:
        """Every test that the manifest lists."""
        (entries,) = self._objects(None, f"{MF}entries")
        for node in self._list(entries):
            (action,) = self._objects(node, f"{MF}action")
            (requests,) = self._objects(action, f"{HT}requests")
            yield Case(
                node.value.rpartition("#")[2],
                tuple(map(self._exchange, self._list(requests))),
                dict(self._graph(graph) for graph in self._objects(node, f"{UT}graphData")),
            )

    def _exchange(self, request: ox.BlankNode) -> Exchange:
        (response,) = self._objects(request, f"{HT}resp")
        headers = {
            self._text(header, f"{HT}fieldName"): self._text(header, f"{HT}fieldValue")
            for head in self._objects(request, f"{HT}headers")
            for header in self._list(head)
        }
        boolean = self._text(response, f"{MF}expectedBoolean")
        return Exchange(
            self._text(request, f"{HT}methodName"),
            self._text(request, f"{HT}absolutePath"),
            headers,
            self._body(request),
            tuple(
                each.value.rpartition("StatusCode")[2]
                for each in self._objects(response, f"{MF}expectedStatus")
            ),
            boolean == "true" if boolean else None,
            self._text(response, f"{MF}expectedFormat"),
        )

    def _body(self, request: ox.BlankNode) -> bytes:
        for body in self._objects(request, f"{HT}body"):
            encoding = self._text(body, f"{CNT}characterEncoding") or "utf-8"
            return self._text(body, f"{CNT}chars").encode(encoding)
        return b""

    def _graph(self, node: ox.BlankNode) -> tuple[str, Path]:
        (file,) = self._objects(node, f"{UT}graph")
        return self._text(node, f"{RDFS}label"), self._folder / Path(file.value).name

    def _text(self, node: object, predicate: str) -> str:
        found = self._objects(node, predicate)
        return found[0].value if found and isinstance(found[0], Literal) else ""

    def _objects(self, node: object, predicate: str) -> list:
        quads = self._store.quads_for_pattern(node, NamedNode(predicate), None)
        return [quad.object for quad in quads]

    def _list(self, node: object) -> Iterator:
        while node != NamedNode(f"{RDF}nil"):
            (first,), (node,) = (
                self._objects(node, f"{RDF}first"),
                self._objects(node, f"{RDF}rest"),
            )
            yield first
