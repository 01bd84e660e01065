"""The W3C's tests of the SPARQL Protocol and the Graph Store Protocol, from their manifests.

Those of the Graph Store Protocol are written as texts for people: a request, and its answer.
"""

import re
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


@dataclass(frozen=True)
class WrittenCase:
    """A test that is written as a text: one request, and the status that is expected."""

    name: str
    method: str
    path: str
    media_type: str
    accept: str
    body: str
    status: int
    answer_type: str
    answer_body: str


_REQUEST = re.compile(
    r"#### Request\s+(\w+) (\S+) HTTP/1\.1\n(.*?)#### Response\s+(\d+)(.*)", re.DOTALL
)


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

    def written_cases(self) -> Iterator[WrittenCase]:
        """Every test that the manifest lists as a text."""
        (entries,) = self._objects(None, f"{MF}entries")
        for node in self._list(entries):
            texts = [each.value for each in self._objects(node, f"{RDFS}comment")]
            (found,) = (match for text in texts if (match := _REQUEST.search(text)))
            method, path, request, status, answer = found.groups()
            (headers, body), (answer_headers, answer_body) = map(_split, (request, answer))
            yield WrittenCase(
                node.value.rpartition("#")[2],
                method,
                path,
                headers.get("content-type", ""),
                headers.get("accept", ""),
                body,
                int(status),
                answer_headers.get("content-type", "").partition(";")[0],
                answer_body,
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


def _split(text: str) -> tuple[dict[str, str], str]:
    """The headers and the body of a message, which is indented."""
    lines = [line.removeprefix("    ") for line in text.split("\n")]
    head, body = lines, ""
    starts = [at for at, line in enumerate(lines) if at and not line.strip()]
    if starts:
        head, body = lines[: starts[0]], "\n".join(lines[starts[0] :]).strip()
    pairs = (line.partition(":") for line in head if ":" in line)
    return {name.strip().lower(): value.strip() for name, _, value in pairs}, body
