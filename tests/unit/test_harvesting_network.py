"""Which addresses are asked, how bodies swell, and how a single file is fetched."""

import gzip
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from types import SimpleNamespace

import pytest

from regesta.errors import HarvestError
from regesta.harvesting.decompression import CutShortError, decompress
from regesta.harvesting.fetching import Fetcher
from regesta.harvesting.harvest import harvest_source
from regesta.harvesting.policy import NetworkPolicy, is_public
from regesta.settings import SourceSettings
from regesta.settings.harvest import HarvestSettings

PRIVATE = """127.0.0.1 10.1.2.3 172.16.0.1 192.168.1.1 169.254.169.254 0.0.0.0 100.64.0.1
224.0.0.1 255.255.255.255 ::1 :: fe80::1 fe80::1%eth0 fc00::1 ff02::1 ::ffff:127.0.0.1
::ffff:169.254.169.254 64:ff9b::7f00:1 2002:7f00:1:: 2001:0:4136:e378:8000:63bf:3fff:fdd2
192.0.2.1 198.18.0.1 240.0.0.1 2001:db8::1""".split()
PUBLIC = ["8.8.8.8", "2606:4700:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"]


def test_addresses_are_collected():
    assert len(PRIVATE) == 24


@pytest.mark.parametrize("address", PRIVATE)
def test_a_private_address_is_known_in_any_dress(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_address_is_known(address):
    assert is_public(address)


def policy(url: str, *hosts: str) -> NetworkPolicy:
    return NetworkPolicy(HarvestSettings("file", url, hosts=hosts))


@pytest.mark.parametrize(
    ("url", "hosts", "asked", "is_allowed"),
    [
        ("https://a.org/x", [], ("https", "a.org", None), True),
        ("https://a.org/x", [], ("https", "a.org", 8443), False),
        ("https://a.org/x", [], ("http", "a.org", None), False),
        ("http://a.org/x", [], ("https", "a.org", None), True),
        ("http://a.org:8080/x", [], ("http", "a.org", 8080), True),
        ("https://a.org/x", ["b.org"], ("https", "b.org", None), True),
        ("https://a.org/x", ["b.org"], ("https", "c.b.org", None), False),
        ("https://a.org/x", ["b.org:444"], ("https", "b.org", 444), True),
        ("https://a.org/x", ["b.org:444"], ("https", "b.org", None), False),
        ("https://bücher.example/x", [], ("https", "xn--bcher-kva.example", None), True),
        ("https://a.org/x", [], ("file", "", None), False),
    ],
)
def test_only_listed_hosts_are_asked(url, hosts, asked, is_allowed):
    if is_allowed:
        assert policy(url, *hosts).check(*asked)
    else:
        with pytest.raises(HarvestError):
            policy(url, *hosts).check(*asked)


def test_a_name_is_resolved_once_and_the_checked_address_is_connected_to():
    answers = iter([["127.0.0.1"], ["169.254.169.254"]])
    asked = []

    def resolve(host: str, port: int) -> list[str]:
        asked.append(host)
        return next(answers)

    with serving({"/x": (200, {}, b"body")}) as (address, seen):
        url = f"http://rebinding.example:{address.rpartition(':')[2]}/x"
        settings = HarvestSettings("file", url, private_addresses=True, pause=0)
        target = BytesIO()
        with Fetcher(settings, resolver=resolve) as fetcher:
            fetcher.get(url, target)
    assert target.getvalue() == b"body"
    assert asked == ["rebinding.example"]
    assert seen[0]["host"].startswith("rebinding.example:")


def test_a_name_with_one_private_address_is_not_asked_there():
    settings = HarvestSettings("file", "https://mixed.example/")
    found = NetworkPolicy(settings, lambda *_: ["10.0.0.1", "8.8.8.8"])
    assert found.addresses("mixed.example", 443) == ["8.8.8.8"]


def test_a_body_is_inflated_in_pieces():
    body = gzip.compress(b"a" * 3_000_000) + gzip.compress(b"b")
    pieces = list(decompress([body[:100], body[100:]], "gzip"))
    assert b"".join(pieces) == b"a" * 3_000_000 + b"b"
    assert max(map(len, pieces)) <= 256 * 1024


@pytest.mark.parametrize("cut", [1, 10, 20])
def test_a_compressed_body_that_is_cut_is_not_whole(cut):
    with pytest.raises(CutShortError):
        list(decompress([gzip.compress(b"x" * 500)[:-cut]], "gzip"))


def test_other_compressions_are_refused():
    with pytest.raises(HarvestError, match="not asked for"):
        list(decompress([b"x"], "br"))
    with pytest.raises(HarvestError, match="is not"):
        list(decompress([b"not compressed"], "gzip"))


@contextmanager
def serving(pages):
    """A server of fixed answers (status, headers, body); a callable is asked with the headers."""
    seen = []

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_):
            pass

        def do_GET(self):
            seen.append({name.lower(): value for name, value in self.headers.items()})
            page = pages[self.path]
            status, headers, body = page(seen[-1]) if callable(page) else page
            self.send_response(status)
            for name, value in {"Content-Length": str(len(body)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", seen
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def file_source(url: str, name: str = "list.csv", **harvest: object) -> SourceSettings:
    table = {"protocol": "file", "url": url, "private_addresses": True, "pause": 0, "retries": 0}
    return SourceSettings(
        "f", "records", f"harvested/f/{name}", "f", "2026-01-01", harvest={**table, **harvest}
    )


def test_a_file_is_fetched_only_where_it_has_changed(tmp_path):
    state = SimpleNamespace(body=b"a,b\n1,2\n", tag='"1"')

    def page(headers):
        if headers.get("if-none-match") == state.tag:
            return 304, {"ETag": state.tag}, b""
        return (
            200,
            {"ETag": state.tag, "Last-Modified": "Mon, 01 Jan 2024 00:00:00 GMT"},
            state.body,
        )

    path = tmp_path / "harvested" / "f" / "list.csv"
    with serving({"/list.csv": page}) as (address, seen):
        source = file_source(f"{address}/list.csv")
        remarks = [harvest_source(source, tmp_path).remarks for _ in range(2)]
        assert remarks == [["The file was fetched."], ["It has not changed."]]
        assert seen[1]["if-modified-since"] == "Mon, 01 Jan 2024 00:00:00 GMT"
        state.tag, state.body = '"2"', b"a,b\n3,4\n"
        assert harvest_source(source, tmp_path).remarks == ["The file was fetched."]
        assert path.read_bytes() == state.body
        harvest_source(source, tmp_path, from_scratch=True)
        assert "if-none-match" not in seen[3]
        path.unlink()
        harvest_source(source, tmp_path)
        assert path.read_bytes() == state.body
    names = {each.name for each in path.parent.iterdir()}
    assert names == {"list.csv", ".list.csv.harvest.json", ".list.csv.lock"}


@pytest.mark.parametrize(
    ("page", "settings", "message"),
    [
        ((404, {}, b"no"), {}, "answers with status 404"),
        ((200, {}, b""), {}, "is empty"),
        ((200, {}, b"<!DOCTYPE html><html>log in"), {}, "a web page in place of the file"),
        ((200, {"Content-Length": "500"}, b"half"), {}, "cut short"),
        ((200, {}, b"x" * 5000), {"max_bytes": 1000}, "more than 1,000 bytes"),
        ((302, {"Location": "http://10.0.0.1/"}, b""), {}, "10.0.0.1, which is not among"),
        ((302, {"Location": "file:///etc/passwd"}, b""), {}, "only http and https"),
    ],
)
def test_a_file_that_is_not_what_it_should_be_leaves_the_old_one(tmp_path, page, settings, message):
    path = tmp_path / "harvested" / "f" / "list.csv"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"old")
    with serving({"/list.csv": page}) as (address, _):
        source = file_source(f"{address}/list.csv", **settings)
        with pytest.raises(HarvestError, match=message):
            harvest_source(source, tmp_path)
    assert path.read_bytes() == b"old"
    assert {each.name for each in path.parent.iterdir()} == {"list.csv", ".list.csv.lock"}
