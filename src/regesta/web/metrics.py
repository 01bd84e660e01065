"""What Prometheus may ask: requests, queries, workers, kept answers, the release, the process."""

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.exposition import generate_latest
from prometheus_client.registry import Collector

from regesta.web.service import Service
from regesta.web.sparql.query_answers import QueryAnswers

METRICS_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"
_METHODS = frozenset(("GET", "HEAD", "POST", "OPTIONS"))
_BUCKETS = (0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 120.0)
_GAUGES = {
    "workers": ("regesta_workers_alive", "Query workers that run"),
    "idle": ("regesta_workers_idle", "Places for a query that are free"),
    "waiting": ("regesta_queries_waiting", "Queries that wait for a worker"),
}


class Metrics:
    """The metrics of one application; no two share a registry.

    Every label has few values: an address counts as the template of its route.
    """

    def __init__(
        self,
        service: Service,
        answers: QueryAnswers,
        describe_workers: Callable[[], Mapping[str, object]],
    ) -> None:
        self._registry = CollectorRegistry()
        self._registry.register(_State(service, answers, describe_workers))
        ProcessCollector(registry=self._registry)
        self._requests = Counter(
            "regesta_http_requests",
            "Requests answered",
            ("route", "method", "status"),
            registry=self._registry,
        )
        self._request_seconds = Histogram(
            "regesta_http_request_duration_seconds",
            "From a request to the end of its answer",
            ("route",),
            buckets=_BUCKETS,
            registry=self._registry,
        )
        self._queries = Counter(
            "regesta_queries",
            "SPARQL queries, by how they ended",
            ("outcome",),
            registry=self._registry,
        )
        self._query_seconds = Histogram(
            "regesta_query_duration_seconds",
            "From a SPARQL query to its end, waiting included",
            ("outcome",),
            buckets=_BUCKETS,
            registry=self._registry,
        )
        self._answer_bytes = Counter(
            "regesta_query_answer_bytes", "Bytes of SPARQL answers", registry=self._registry
        )

    def observe_request(self, route: str, method: str, status: int, seconds: float) -> None:
        """Count a request; the route is a template, the status 0 where nothing was answered."""
        known = method if method in _METHODS else "other"
        kind = f"{status // 100}xx" if status else "none"
        self._requests.labels(route or "none", known, kind).inc()
        self._request_seconds.labels(route or "none").observe(seconds)

    def observe_query(self, outcome: str, seconds: float, size: int) -> None:
        """Count a query."""
        self._queries.labels(outcome).inc()
        self._query_seconds.labels(outcome).observe(seconds)
        self._answer_bytes.inc(size)

    def write(self) -> bytes:
        """All metrics as they are now, in Prometheus' text format."""
        return generate_latest(self._registry)


class _State(Collector):
    """What is not counted as it happens but read when it is asked for."""

    def __init__(
        self,
        service: Service,
        answers: QueryAnswers,
        describe_workers: Callable[[], Mapping[str, object]],
    ) -> None:
        self._service, self._answers = service, answers
        self._describe_workers = describe_workers

    def collect(self) -> Iterable[Metric]:
        yield from self._read_workers()
        yield from self._read_answers()
        yield from self._read_release()

    def _read_workers(self) -> Iterable[Metric]:
        health = self._describe_workers()
        for key, (name, text) in _GAUGES.items():
            yield GaugeMetricFamily(name, text, float(str(health.get(key, 0))))

    def _read_answers(self) -> Iterable[Metric]:
        kept, shared = self._answers.kept, self._answers.shared
        asked = CounterMetricFamily(
            "regesta_cache_requests", "Queries whose answer may be kept", labels=["result"]
        )
        for result, count in (
            ("hit", kept.hits),
            ("shared", shared),
            ("miss", kept.misses - shared),
        ):
            asked.add_metric([result], count)
        yield asked
        yield CounterMetricFamily(
            "regesta_cache_evictions", "Answers thrown away for others", kept.evictions
        )
        yield GaugeMetricFamily(
            "regesta_cache_bytes", "Bytes of answers that are kept", kept.used_bytes
        )
        yield GaugeMetricFamily("regesta_cache_answers", "Answers that are kept", len(kept))

    def _read_release(self) -> Iterable[Metric]:
        served = self._service.served
        info = GaugeMetricFamily(
            "regesta_release_info", "The release that is served", labels=["id", "created"]
        )
        if served is None:
            yield info
            return
        manifest = served.release.manifest
        info.add_metric([manifest.identifier, manifest.created], 1)
        yield info
        yield GaugeMetricFamily(
            "regesta_release_publications",
            "Publications of the release",
            manifest.entities("publication"),
        )
        yield GaugeMetricFamily(
            "regesta_release_served_seconds",
            "Since this process took up the release",
            served.seconds,
        )
