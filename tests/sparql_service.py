"""The service on a free port of this machine, as clients of the SPARQL endpoint meet it."""

import contextlib
import os
import threading
import time
from dataclasses import dataclass, replace
from pathlib import Path

import pyoxigraph as ox
import uvicorn
from sample_releases import build_release, settings_in

from regesta.settings import Operation, QueryLimits
from regesta.web.app import create_app

MODEL = Path(__file__).parent / "fixtures" / "model.trig"
LIMITS = QueryLimits(
    seconds=3,
    memory_bytes=300 * 1024**2,
    answer_bytes=8 * 1024**2,
    workers=2,
    queue=4,
    # What is asked here is how queries run, so none is answered without being run.
    cache_bytes=0,
)
CROSS_JOIN = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
LARGE = "SELECT * { ?a ?b ?c . ?d ?e ?f }"
ASK = "ASK { ?s ?p ?o }"
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
CONSTRUCT = "CONSTRUCT WHERE { <http://localhost:8000/id/agency/iom> ?p ?o }"
DESCRIBE = "DESCRIBE <http://localhost:8000/id/agency/iom>"
FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
RESULTS = (
    "application/sparql-results+json",
    "application/sparql-results+xml",
    "text/csv",
    "text/tab-separated-values",
)
GRAPHS = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/ld+json": ox.RdfFormat.JSON_LD,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
}


def model_quads():
    return list(ox.parse(MODEL.read_bytes(), format=ox.RdfFormat.TRIG))


def many_quads(number=8000):
    """Enough to make a cross join run away; every fiftieth value is hostile to HTML."""
    for index in range(number):
        value = f"<script>alert({index})</script>" if index % 50 == 0 else f"value {index}"
        yield ox.Quad(
            ox.NamedNode(f"http://example.org/thing/{index}"),
            ox.NamedNode(f"http://example.org/property-of/p{index % 7}"),
            ox.Literal(value),
            ox.NamedNode(f"http://localhost:8000/publication/made-up-{index // 100}"),
        )


@dataclass
class RunningService:
    url: str
    app: object

    @property
    def endpoint(self):
        return f"{self.url}/sparql"

    @property
    def health(self):
        return self.app.state.release_workers.describe_health()


@contextlib.contextmanager
def running_service(root, limits=LIMITS, operation=None, quads=None):
    """The service over the model and many more quads, or others, in a thread of its own."""
    build_release(root, quads or [*model_quads(), *many_quads()])
    settings = replace(settings_in(root), query_limits=limits, operation=operation or Operation())
    with serving(create_app(settings)) as running:
        yield running


@contextlib.contextmanager
def serving(app):
    """An application on a free port, in a thread of its own."""
    config = uvicorn.Config(app, host="127.0.0.1", port=0, log_level="critical")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        wait_until(lambda: server.started)
        port = server.servers[0].sockets[0].getsockname()[1]
        yield RunningService(f"http://127.0.0.1:{port}", app)
    finally:
        server.should_exit = True
        thread.join(20)
        assert not thread.is_alive()


def wait_until(is_true, seconds=20):
    deadline = time.monotonic() + seconds
    while not is_true():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.02)


def count_children():
    """The processes that this one has started, those that have ended but were not reaped too."""
    own, found = os.getpid(), 0
    for status in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            fields = status.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
            found += int(fields[1]) == own
    return found


def count_resources():
    """Child processes, threads and open files of this process.

    The web framework's own pool of threads is left out: it shrinks when it likes.
    """
    threads = len(list(Path("/proc/self/task").iterdir()))
    pooled = sum("AnyIO" in thread.name for thread in threading.enumerate())
    return count_children(), threads - pooled, len(list(Path("/proc/self/fd").iterdir()))


def get(client, service, query, accept=None, **parameters):
    headers = {"Accept": accept} if accept else {}
    return client.get(service.endpoint, params={"query": query, **parameters}, headers=headers)


def count(answer):
    assert answer.status_code == 200, answer.text
    return int(answer.json()["results"]["bindings"][0]["n"]["value"])
