"""The service under its own server, in a process of its own: how it begins and how it ends."""

import signal
import socket
import struct
import subprocess
import sys
import threading
import time
import urllib.parse
from contextlib import contextmanager

import httpx
import pytest
from click.testing import CliRunner
from sample_releases import build_release, settings_in
from sparql_service import ASK, CROSS_JOIN, LARGE, many_quads

from regesta.cli.main import main
from regesta.errors import ConfigurationError
from regesta.web.server import open_sockets

SCRIPT = """
import sys
from dataclasses import replace
from pathlib import Path
from regesta.settings import QueryLimits, load_settings
from regesta.web.app import create_app
from regesta.web.server import run_server

settings = load_settings(Path(sys.argv[1]), Path(sys.argv[2]), {"REGESTA_LOG": "errors"})
limits = QueryLimits(workers=1, answer_bytes=2 * 1024**2)
app = create_app(replace(settings, query_limits=limits))
run_server(app, "127.0.0.1", 0, lambda port: print(port, flush=True))
"""


@pytest.fixture(scope="module")
def settings(tmp_path_factory):
    root = tmp_path_factory.mktemp("server")
    build_release(root, many_quads(2000))
    return settings_in(root)


@contextmanager
def served(settings):
    command = [sys.executable, "-c", SCRIPT, str(settings.data), str(settings.releases)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        try:
            url = f"http://127.0.0.1:{int(process.stdout.readline())}"
            assert httpx.get(f"{url}/sparql", params={"query": ASK}, timeout=30).is_success
            yield process, url
        finally:
            process.kill()


def test_ctrl_c_ends_a_query_that_runs(settings):
    with served(settings) as (process, url):
        answers = []
        ask = threading.Thread(
            target=lambda: answers.append(
                httpx.get(f"{url}/sparql", params={"query": CROSS_JOIN}, timeout=30)
            )
        )
        ask.start()
        while httpx.get(f"{url}/healthz").json()["queries"]["idle"]:
            time.sleep(0.02)
        started = time.monotonic()
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 0
        assert time.monotonic() - started < 5
        ask.join(5)
        assert answers[0].status_code == 503
        assert "closing down" in answers[0].json()["detail"]
        assert process.stderr.read() == b""


def test_an_answer_that_is_cut_is_one_line_in_the_log(settings):
    with served(settings) as (process, url):
        with pytest.raises(httpx.RemoteProtocolError):
            httpx.get(f"{url}/sparql", params={"query": LARGE}, timeout=30)
        process.send_signal(signal.SIGINT)
        process.wait(20)
        lines = process.stderr.read().decode().splitlines()
    assert len(lines) == 1
    assert "An answer was broken off: The answer is larger than 2,097,152 bytes" in lines[0]


def test_a_port_that_is_taken_is_one_sentence(settings):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        arguments = ["--data", str(settings.data), "--releases", str(settings.releases)]
        done = CliRunner().invoke(main, [*arguments, "serve", "--port", str(port)])
    assert done.exit_code == 2
    assert done.output.splitlines() == [
        f"regesta: The service cannot listen on 127.0.0.1, port {port}: address already in use; "
        "stop what is listening there, or choose another port or host."
    ]


@pytest.mark.parametrize("host", ["203.0.113.1", "no..such"])
def test_a_host_that_is_not_here_is_named(host):
    with pytest.raises(ConfigurationError, match=host):
        open_sockets(host, 0)


def test_a_name_with_several_addresses_has_one_port():
    opened = open_sockets("localhost", 0)
    try:
        assert len({one.getsockname()[1] for one in opened}) == 1
    finally:
        for one in opened:
            one.close()


def test_a_client_that_leaves_in_the_middle_of_its_request_is_no_failure(settings):
    with served(settings) as (process, url):
        port = int(url.rpartition(":")[2])
        with socket.create_connection(("127.0.0.1", port)) as client:
            client.sendall(
                b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n"
                b"Content-Type: application/sparql-query\r\n\r\nASK"
            )
            time.sleep(0.2)
        assert httpx.get(f"{url}/healthz").is_success
        process.send_signal(signal.SIGINT)
        process.wait(20)
        assert process.stderr.read() == b""


def test_an_answer_does_not_wait_for_an_acknowledgement():
    (listening,) = open_sockets("127.0.0.1", 0)
    with listening, socket.create_connection(listening.getsockname()):
        connection, _ = listening.accept()
        with connection:
            assert connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_a_client_that_leaves_a_large_answer_is_noticed_quietly(settings):
    address = urllib.parse.urlencode({"query": LARGE})
    with served(settings) as (process, url):
        port = int(url.rpartition(":")[2])
        for _ in range(10):
            with socket.create_connection(("127.0.0.1", port)) as client:
                client.sendall(
                    f"GET /sparql?{address} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()
                )
                client.recv(50_000)
                at_once = struct.pack("ii", 1, 0)
                client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, at_once)
        assert httpx.get(f"{url}/sparql", params={"query": ASK}, timeout=30).is_success
        process.send_signal(signal.SIGINT)
        process.wait(20)
        assert process.stderr.read() == b""
