"""A repository of OAI-PMH for tests: its records are data, and it fails where it is told to."""

import gzip
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit
from xml.sax.saxutils import escape, quoteattr

FIXTURES = Path(__file__).parent / "fixtures" / "oai_pmh"
OAI = "http://www.openarchives.org/OAI/2.0/"
ENVELOPE = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<OAI-PMH xmlns="{oai}">'
    "<responseDate>{now}</responseDate><request>x</request>{body}</OAI-PMH>\n"
)
LAUGHS = (
    '<!DOCTYPE OAI-PMH [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>\n'
)


@dataclass
class Item:
    """One record of the repository."""

    identifier: str
    datestamp: str
    sets: list[str]
    title: str
    is_deleted: bool = False

    def as_xml(self) -> str:
        status = ' status="deleted"' if self.is_deleted else ""
        sets = "".join(f"<setSpec>{name}</setSpec>" for name in self.sets)
        header = (
            f"<header{status}><identifier>{self.identifier}</identifier>"
            f"<datestamp>{self.datestamp}</datestamp>{sets}</header>"
        )
        if self.is_deleted:
            return f"<record>{header}</record>"
        # The title of one record may hold what XML forbids, so it is not escaped.
        return (
            f"<record>{header}<metadata><oai_dc:dc xmlns:oai_dc='{OAI}oai_dc/'"
            " xmlns:dc='http://purl.org/dc/elements/1.1/'>"
            f"<dc:title>{self.title}</dc:title><dc:date>2020</dc:date></oai_dc:dc></metadata>"
            f"<about><harvested xmlns='urn:x'>{time.monotonic_ns()}</harvested></about></record>"
        )


def fixture_items() -> list[Item]:
    return [Item(**values) for values in json.loads((FIXTURES / "repository.json").read_text())]


@dataclass
class FakeRepository:
    """What it holds, how it pages, and at which request to a list which fault comes.

    The fault 0 is that of every Identify, -1 that of the first.
    """

    items: list[Item] = field(default_factory=fixture_items)
    page_size: int = 5
    now: str = "2024-12-01T00:00:00Z"
    granularity: str = "YYYY-MM-DDThh:mm:ssZ"
    deleted_record: str = "persistent"
    faults: dict[int, str] = field(default_factory=dict)
    forgotten: dict[str, int] = field(default_factory=dict)
    """How often a token is not known."""
    has_sets: bool = True
    seconds: float = 0.0
    says_size: bool = True
    requests: list[dict[str, str]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    lists: int = 0
    on_list: object = None
    url: str = ""

    def answer(self, query: dict[str, str]) -> str:
        verb = query.get("verb", "")
        if verb == "Identify":
            return self.wrap(
                "<Identify><repositoryName>R</repositoryName>"
                f"<baseURL>{self.url}</baseURL><protocolVersion>2.0</protocolVersion>"
                "<adminEmail>a@example.org</adminEmail>"
                "<earliestDatestamp>2000-01-01T00:00:00Z</earliestDatestamp>"
                f"<deletedRecord>{self.deleted_record}</deletedRecord>"
                f"<granularity>{self.granularity}</granularity></Identify>"
            )
        if verb != "ListRecords":
            return self.error("badVerb", "no such verb")
        return self.list_records(query)

    def list_records(self, query: dict[str, str]) -> str:
        token = query.get("resumptionToken")
        if token is not None:
            if self.forgotten.get(token, 0) > 0 or set(query) != {"verb", "resumptionToken"}:
                self.forgotten[token] = self.forgotten.get(token, 0) - 1
                return self.error("badResumptionToken", "expired")
            start, since, of_set = token.split("|")
        else:
            start, since, of_set = "0", query.get("from", ""), query.get("set", "")
            if query.get("metadataPrefix") != "oai_dc":
                return self.error("cannotDisseminateFormat", "only oai_dc")
            if of_set and not self.has_sets:
                return self.error("noSetHierarchy", "")
            if since and len(since) != len(self.granularity):
                return self.error("badArgument", f"from & granularity: {since}")
        chosen = [
            item
            for item in self.items
            if item.datestamp >= since and (not of_set or of_set in item.sets)
        ]
        if not chosen:
            return self.error("noRecordsMatch", "nothing")
        at = int(start)
        page = chosen[at : at + self.page_size]
        following = f"{at + self.page_size}|{since}|{of_set}"
        size = f" completeListSize={quoteattr(str(len(chosen)))}" if self.says_size else ""
        more = escape(following) if at + self.page_size < len(chosen) else ""
        token_element = f"<resumptionToken{size}>{more}</resumptionToken>" if at or more else ""
        records = "\n".join(item.as_xml() for item in page)
        return self.wrap(f"<ListRecords>{records}{token_element}</ListRecords>")

    def error(self, code: str, words: str) -> str:
        return self.wrap(f'<error code="{code}">{escape(words)}</error>')

    def wrap(self, body: str) -> str:
        return ENVELOPE.format(oai=OAI, now=self.now, body=body)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    repository: FakeRepository

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        repository = self.repository
        query = dict(parse_qsl(urlsplit(self.path).query))
        repository.requests.append(query)
        repository.headers.append({k.lower(): v for k, v in self.headers.items()})
        fault = ""
        if query.get("verb") == "ListRecords":
            repository.lists += 1
            fault = repository.faults.get(repository.lists, "")
            if callable(repository.on_list):
                repository.on_list(repository.lists)
        elif query.get("verb") == "Identify":
            fault = repository.faults.pop(-1, "") or repository.faults.get(0, "")
        time.sleep(repository.seconds)
        body = repository.answer(query).encode("utf-8", "surrogateescape")
        (self.fail(fault, body) if fault else self.send(body))

    def send(self, body: bytes, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        given = {"content_type": "text/xml; charset=utf-8", "content_length": str(len(body))}
        for name, value in {**given, **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def fail(self, fault: str, body: bytes) -> None:
        kind, _, value = fault.partition(" ")
        if kind == "status":
            status, _, wait = value.partition(" ")
            headers = {"retry_after": wait} if wait else {}
            self.send(b"later", int(status), **headers)
        elif kind == "redirect":
            self.send(b"", 302, location=value)
        elif kind == "cut-body":
            self.send(body[: len(body) // 2])
        elif kind == "cut-connection":
            self.send(body[: len(body) // 2], content_length=str(len(body)))
            self.close_connection = True
        elif kind == "bomb":
            self.send(gzip.compress(b" " * 30_000_000), content_encoding="gzip")
        elif kind == "gzip":
            self.send(gzip.compress(body), content_encoding="gzip")
        elif kind == "laughs":
            head, _, rest = body.partition(b"\n")
            self.send(head + b"\n" + LAUGHS.encode() + rest.replace(b"Labour", b"&c;"))
        elif kind == "page":
            self.send(b"<!DOCTYPE html><html><body>Log in</body></html>", content_type="text/html")
        elif kind == "slow":
            time.sleep(float(value))
            self.close_connection = True


@contextmanager
def serving(repository: FakeRepository) -> Iterator[FakeRepository]:
    """The repository at an address of its own on this machine."""
    handler = type("Handler", (_Handler,), {"repository": repository})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    repository.url = f"http://127.0.0.1:{server.server_port}/oai"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield repository
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
