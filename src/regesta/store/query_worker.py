"""A query worker: a process that answers one query after another, and can be killed at any time.

Run as `python -m regesta.store.query_worker STORE SOCKET PARENT MEMORY`, the numbers being those of
an open socket to the service, the service's process and the bytes of memory for a query.
"""

import json
import os
import queue
import sys
import threading
from typing import Any

import pyoxigraph as ox

from regesta.errors import SerialisationError
from regesta.serialisation import N_TRIPLES, format_by_media_type, serialise
from regesta.store.plain_rows import PLAIN_JSON, write_csv_statements, write_json_rows
from regesta.store.result_formats import RESULTS_CSV
from regesta.store.result_rows import list_rows
from regesta.store.worker_frames import (
    HEADER,
    FrameKind,
    decode_values,
    encode_frame,
    encode_values,
)
from regesta.store.worker_sandbox import die_with_parent, forbid_network, limit_memory

_PIECE_BYTES = 64 * 1024
_NOT_XML = bytes({*range(0x20)} - {*b"\t\n\r"})


class _AnswerWriter:
    """The file that the engine writes an answer to: every piece becomes a frame."""

    def __init__(self, connection: int) -> None:
        self.connection = connection

    def write(self, data: bytes) -> int:
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


def main(store_path: str, connection: int, parent: int, memory_bytes: int) -> None:
    """Serve until the other end of the connection is closed."""
    die_with_parent(parent)
    os.nice(5)
    writer = _AnswerWriter(connection)
    network_forbidden = forbid_network()
    try:
        store = ox.Store.read_only(store_path)
    except OSError as error:
        writer.send(encode_values(FrameKind.FAILURE, kind="store", message=str(error)))
        return
    requests: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()
    threading.Thread(target=_read_requests, args=(connection, requests), daemon=True).start()
    memory_limited = limit_memory(memory_bytes)
    writer.send(
        encode_values(
            FrameKind.READY, network_forbidden=network_forbidden, memory_limited=memory_limited
        )
    )
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
    try:
        _write_answer(_evaluate(store, request), request, writer)
    except SyntaxError as error:
        writer.send(encode_values(FrameKind.FAILURE, kind="syntax", message=str(error)))
    except SerialisationError as error:
        writer.send(encode_values(FrameKind.FAILURE, kind="serialisation", message=str(error)))
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
        write_json_rows(results, writer.write)
    elif isinstance(results, ox.QueryTriples):
        _write_graph(results, request["media_type"], writer)
    else:
        result_format = ox.QueryResultsFormat.from_media_type(request["media_type"])
        if result_format == ox.QueryResultsFormat.XML:
            writer = _XmlAnswerWriter(writer.connection)
        # The engine only writes, though its annotations ask for a whole IO object.
        results.serialize(writer, format=result_format)  # type: ignore[arg-type]


def _write_graph(triples: ox.QueryTriples, media_type: str, writer: _AnswerWriter) -> None:
    if media_type == RESULTS_CSV.media_type:
        write_csv_statements(triples, writer.write)
        return
    rdf_format = format_by_media_type(media_type)
    if rdf_format is None or rdf_format is N_TRIPLES:
        # As above, a writer is enough.
        triples.serialize(writer, format=ox.RdfFormat.N_TRIPLES)  # type: ignore[arg-type]
        return
    body = memoryview(serialise(triples, rdf_format))
    for start in range(0, len(body), _PIECE_BYTES):
        writer.write(bytes(body[start : start + _PIECE_BYTES]))


def _graphs(iris: list[str] | None) -> list[Any] | None:
    return None if iris is None else [ox.NamedNode(iri) for iri in iris]


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:]))
