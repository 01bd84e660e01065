"""Requests per second: Regesta against a bare Starlette route and the Oxigraph server.

    python benchmarks/serve.py [--publications 1000] [--seconds 4]

All serve the same generated release, one after the other, to the same load on this machine.
"""

import argparse
import asyncio
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote
from urllib.request import Request, urlopen

import generate
import load
from services import free_port, serving

from regesta.assets import asset
from regesta.identifiers import Identifiers
from regesta.pipeline import Pipeline
from regesta.release.repository import ReleaseRepository
from regesta.settings import load_settings, release_time

JSON_RESULTS = "application/sparql-results+json"
STARLETTE = """
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

app = Starlette(routes=[Route("/", lambda request: PlainTextResponse("ok"))])
"""


def main() -> None:
    """Build a release, put each service under the same load, print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--publications", type=int, default=1000)
    parser.add_argument("--seconds", type=float, default=4.0)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        data = generate.write_data_folder(
            folder / "data", options.publications, asset("data", "authorities")
        )
        settings = load_settings(data, folder / "releases", {})
        release = (
            Pipeline(settings)
            .build(ReleaseRepository(settings.releases), release_time())[0]
            .release
        )
        rows = list(_rows(folder, data, release.store_path, options.seconds))
    print(f"{options.publications} publications, 8 connections, one process each")
    print(f"{'':44}{'requests/s':>12}{'median ms':>11}{'95 % ms':>10}")
    for label, result in rows:
        print(
            f"{label:44}{result.requests_per_second:>12.0f}"
            f"{result.median_ms:>11.2f}{result.percentile_95_ms:>10.2f}"
        )


def _rows(folder: Path, data: Path, store: Path, seconds: float) -> Iterator[tuple[str, load.Load]]:
    identifiers = Identifiers("http://localhost:8000/")
    thing = identifiers.thing("publication", "generated-0000007").value
    sparql = "/sparql?query=" + quote(f"SELECT ?p ?o WHERE {{ <{thing}> ?p ?o }}", safe="")
    oxigraph_sparql = sparql.replace("/sparql?", "/query?") + "&union-default-graph"
    (folder / "bare.py").write_text(STARLETTE, encoding="utf-8")
    with _starlette(folder) as port:
        yield "bare Starlette route", _measure(port, "/", "*/*", seconds)
    with _regesta(data, folder) as port:
        page = "/publication/generated-0000007"
        yield "Regesta, record page (HTML)", _measure(port, page, "text/html", seconds)
        yield "Regesta, record (Turtle)", _measure(port, page, "text/turtle", seconds)
        rows = _bindings(port, sparql)
        yield "Regesta, SPARQL, one record", _measure(port, sparql, JSON_RESULTS, seconds)
    with _oxigraph(store) as port:
        if not rows or _bindings(port, oxigraph_sparql) != rows:
            raise RuntimeError("the two SPARQL services do not give the same answer")
        yield (
            "Oxigraph server, SPARQL, one record",
            _measure(port, oxigraph_sparql, JSON_RESULTS, seconds),
        )


def _bindings(port: int, path: str) -> list[str]:
    """The rows of a SPARQL answer, in no order, so that two services can be compared."""
    request = Request(f"http://127.0.0.1:{port}{path}", headers={"Accept": JSON_RESULTS})
    with urlopen(request, timeout=10) as answer:
        rows = json.load(answer)["results"]["bindings"]
    return sorted(json.dumps(row, sort_keys=True) for row in rows)


def _measure(port: int, path: str, accept: str, seconds: float) -> load.Load:
    request = f"GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept: {accept}\r\n\r\n".encode()
    asyncio.run(load.measure(port, request, seconds=1.0))
    return asyncio.run(load.measure(port, request, seconds=seconds))


@contextmanager
def _starlette(folder: Path) -> Iterator[int]:
    port = free_port()
    command = [sys.executable, "-m", "uvicorn", "bare:app", "--app-dir", str(folder)]
    with serving([*command, "--port", str(port), "--log-level", "warning"], port):
        yield port


@contextmanager
def _regesta(data: Path, folder: Path) -> Iterator[int]:
    port = free_port()
    command = [sys.executable, "-m", "regesta", "--data", str(data)]
    command += ["--releases", str(folder / "releases"), "serve", "--port", str(port)]
    with serving(command, port):
        yield port


@contextmanager
def _oxigraph(store: Path) -> Iterator[int]:
    port = free_port()
    command = [str(Path(sys.executable).parent / "oxigraph"), "serve-read-only"]
    with serving([*command, "--location", str(store), "--bind", f"127.0.0.1:{port}"], port):
        yield port


if __name__ == "__main__":
    try:
        main()
    except subprocess.CalledProcessError as error:
        sys.exit(f"{error.cmd[0]} failed: {error.stderr}")
