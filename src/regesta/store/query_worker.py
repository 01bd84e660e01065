"""A query worker: a process that answers one query after another, and can be killed at any time.

Run as `python -m regesta.store.query_worker STORE SOCKET PARENT MEMORY NICENESS`, the numbers being
those of an open socket to the service, the service's process, the bytes of memory for a query, and
how far the process steps back behind others.
"""

import json
import os
import queue
import sys
import threading
from collections.abc import Iterator, Mapping
from typing import Any

import pyoxigraph as ox

from regesta.errors import SerialisationError
from regesta.serialisation import N_TRIPLES, format_by_media_type, serialise
from regesta.store.plain_rows import PLAIN_JSON, write_csv_statements, write_json_rows
from regesta.store.result_formats import RESULTS_CSV
from regesta.store.result_rows import list_rows
from regesta.store.row_counting import RowCounter, TooManyRowsError
from regesta.store.worker_frames import (
    HEADER,
    FrameKind,
    decode_values,
    encode_frame,
    encode_values,
)
from regesta.store.worker_sandbox import (
    be_first_to_go,
    die_with_parent,
    forbid_network,
    limit_computing,
    limit_memory,
)

_PIECE_BYTES = 64 * 1024
_NOT_XML = bytes({*range(0x20)} - {*b"\t\n\r"})


class _AnswerWriter:
    """The file that the engine writes an answer to: every piece becomes a frame."""

    def __init__(self, connection: int, rows: RowCounter | None = None) -> None:
        self.connection = connection
        self._rows = rows

    def write(self, data: bytes) -> int:
        if self._rows:
            self._rows.take(data)
        self.send(encode_frame(FrameKind.DATA, data))
        return len(data)

    def flush(self) -> None:
        """Nothing is held back."""

    def send(self, frame: bytes) -> None:
        rest = memoryview(frame)
        while rest:
            rest = rest[os.write(self.connection, rest) :]


class _XmlAnswerWriter(_AnswerWriter):
    """Keeps XML well-formed and its carriage returns as they were; the engine does neither."""

    def write(self, data: bytes) -> int:
        if data.translate(None, _NOT_XML) != data:
            raise SerialisationError(
                "The answer has a control character, which XML cannot hold; use another format."
            )
        super().write(data.replace(b"\r", b"&#13;"))
        return len(data)


def main(store_path: str, connection: int, parent: int, memory_bytes: int, niceness: int) -> None:
    """Open the store, then serve until the other end of the connection is closed."""
    die_with_parent(parent)
    os.nice(niceness)
    protections = {"network_forbidden": forbid_network()}
    try:
        store = ox.Store.read_only(store_path)
    except OSError as error:
        failure = encode_values(FrameKind.FAILURE, kind="store", message=str(error))
        _AnswerWriter(connection).send(failure)
        return
    serve_queries(store, connection, memory_bytes, protections)


def serve_queries(
    store: ox.Store, connection: int, memory_bytes: int, protections: Mapping[str, bool]
) -> None:
    """Answer one query after the other, with so much memory beyond what the process holds now."""
    writer = _AnswerWriter(connection)
    requests: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()
    threading.Thread(target=_read_requests, args=(connection, requests), daemon=True).start()
    be_first_to_go()
    memory_limited = limit_memory(memory_bytes)
    writer.send(encode_values(FrameKind.READY, **protections, memory_limited=memory_limited))
    while True:
        _answer(store, requests.get(), writer)


def _read_requests(connection: int, requests: "queue.SimpleQueue[dict[str, Any]]") -> None:
    """Pass requests on; end the process, whatever it is doing, when the service goes away."""
    with os.fdopen(connection, "rb", closefd=False) as stream:
        while len(header := stream.read(HEADER.size)) == HEADER.size:
            _, length = HEADER.unpack(header)
            requests.put(decode_values(stream.read(length)))
    os._exit(0)


def _answer(store: ox.Store, request: dict[str, Any], writer: _AnswerWriter) -> None:
    limit_computing(request["computing_seconds"])
    try:
        _write_answer(_evaluate(store, request), request, writer)
    except SyntaxError as error:
        writer.send(encode_values(FrameKind.FAILURE, kind="syntax", message=str(error)))
    except SerialisationError as error:
        writer.send(encode_values(FrameKind.FAILURE, kind="serialisation", message=str(error)))
    except TooManyRowsError:
        writer.send(encode_values(FrameKind.FAILURE, kind="rows", message=""))
    except MemoryError:
        writer.send(encode_values(FrameKind.FAILURE, kind="memory", message=""))
    except Exception as error:
        message = f"{type(error).__name__}: {error}"
        writer.send(encode_values(FrameKind.FAILURE, kind="engine", message=message))
    else:
        writer.send(encode_frame(FrameKind.END))


def _evaluate(
    store: ox.Store, request: dict[str, Any]
) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
    return store.query(
        request["query"],
        base_iri=request["base_iri"],
        use_default_graph_as_union=request["union"],
        default_graph=_graphs(request["default_graphs"]),
        named_graphs=_graphs(request["named_graphs"]),
    )


def _write_answer(
    results: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples,
    request: dict[str, Any],
    writer: _AnswerWriter,
) -> None:
    if request["rows"] is not None:
        writer.write(json.dumps(list_rows(results, request["rows"])).encode())
    elif request["media_type"] == PLAIN_JSON:
        write_json_rows(results, writer.write, request["most_rows"])
    elif isinstance(results, ox.QueryTriples):
        _write_graph(results, request, writer)
    else:
        result_format = ox.QueryResultsFormat.from_media_type(request["media_type"])
        is_xml = result_format == ox.QueryResultsFormat.XML
        kind = _XmlAnswerWriter if is_xml else _AnswerWriter
        rows = None
        if isinstance(results, ox.QuerySolutions):
            rows = RowCounter(request["most_rows"], result_format)
        # The engine only writes, though its annotations ask for a whole IO object.
        results.serialize(kind(writer.connection, rows), format=result_format)  # type: ignore[arg-type]


def _write_graph(triples: ox.QueryTriples, request: dict[str, Any], writer: _AnswerWriter) -> None:
    most = request["most_rows"]
    if request["media_type"] == RESULTS_CSV.media_type:
        write_csv_statements(triples, writer.write, most)
        return
    rdf_format = format_by_media_type(request["media_type"])
    if rdf_format is None or rdf_format is N_TRIPLES:
        counting = _AnswerWriter(writer.connection, RowCounter(most, None))
        # As above, a writer is enough.
        triples.serialize(counting, format=ox.RdfFormat.N_TRIPLES)  # type: ignore[arg-type]
        return
    body = memoryview(serialise(_first_triples(triples, most), rdf_format))
    for start in range(0, len(body), _PIECE_BYTES):
        writer.write(bytes(body[start : start + _PIECE_BYTES]))


def _first_triples(triples: ox.QueryTriples, most: int) -> Iterator[ox.Triple]:
    for number, triple in enumerate(triples):
        if number >= most:
            raise TooManyRowsError
        yield triple


def _graphs(iris: list[str] | None) -> list[Any] | None:
    return None if iris is None else [ox.NamedNode(iri) for iri in iris]


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:]))
