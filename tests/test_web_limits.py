"""Who may ask, by which name, how long and how often: on real sockets."""

from __future__ import annotations

import contextlib
import http.client
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import waitress
from flask import Flask
from support.serving import address_of, serving
from support.webapp import app_in, index_in
from werkzeug.test import TestResponse

from search.errors import ConfigError
from search.model.article import Article
from web import WebConfig, create_app
from web.http.hosts import is_allowed
from web.http.proxies import is_among, networks_of

Place = tuple[str, int]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    app_in(folder)
    return folder


def asked(place: Place, path: str = "/", method: str = "GET", **headers: str) -> int:
    """Return the status a server answers with."""
    connection = http.client.HTTPConnection(*place, timeout=20)
    try:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, headers=named)
        return connection.getresponse().status
    finally:
        connection.close()


# ── names ────────────────────────────────────────────────────────────────────

EVERYWHERE = (
    "/",
    "/search?q=budget",
    "/search.csv",
    "/search.atom",
    "/api/search",
    "/article/merkel",
    "/article/merkel.bib",
    "/static/none",
    "/nowhere",
)


@pytest.mark.parametrize("host", ["127.0.0.1", "0.0.0.0"])
def test_a_name_somebody_made_lead_here_is_refused_everywhere(
    data: Path, host: str
) -> None:
    with serving(data, "--host", host) as process:
        place = address_of(process)
        for path in EVERYWHERE:
            assert asked(place, path, Host="evil.test") == 400, path
        for method, path in (("POST", "/saved"), ("HEAD", "/"), ("DELETE", "/saved")):
            assert asked(place, path, method, Host="evil.test:80") == 400, path
        assert asked(place) == 200
        assert asked(place, Host="localhost") == 200


@pytest.mark.parametrize("host", ["127.0.0.1", "0.0.0.0"])
def test_serve_answers_to_the_names_that_are_set(data: Path, host: str) -> None:
    with serving(
        data, "--host", host, DATELINE_HOSTS="news.test,.desk.test"
    ) as process:
        place = address_of(process)
        assert asked(place, Host="news.test") == 200
        assert asked(place, Host="NEWS.test.:8000") == 200
        assert asked(place, Host="a.desk.test") == 200
        assert asked(place, Host="evil.test") == 400
        assert asked(place, Host="adesk.test") == 400
        # its own address is a name of the page only where nobody else can ask
        assert asked(place) == (200 if host == "127.0.0.1" else 400)


@pytest.mark.parametrize(
    ("host", "hosts", "allowed"),
    [
        ("192.0.2.7:8000", (), True),
        ("[2001:db8::1]:8000", (), True),
        ("localhost", (), True),
        (socket.gethostname(), (), True),
        ("evil.test", (), False),
        ("127.0.0.1.evil.test", (), False),
        ("0x7f.1", (), False),
        ("", (), False),
        ("evil.test", ("*",), True),
        ("[::1]:80", ("::1",), True),
        ("[::1]:80", ("[::1]",), True),
        ("news.test@evil.test", ("news.test",), False),
        ("news.test", (".news.test",), False),
    ],
)
def test_names_are_compared_whole(
    host: str, hosts: tuple[str, ...], allowed: bool
) -> None:
    assert is_allowed(host, hosts) == allowed


def test_an_application_under_another_server_refuses_such_names_too(data: Path) -> None:
    client = create_app({"DATELINE_DATA": str(data)}).test_client()
    assert client.get("/", headers={"Host": "evil.test"}).status_code == 400
    assert client.get("/", headers={"Host": "192.0.2.7"}).status_code == 200


# ── proxies ──────────────────────────────────────────────────────────────────

FORWARDED = {
    "X_Forwarded_For": "192.0.2.1",
    "X_Forwarded_Proto": "https",
    "X_Forwarded_Host": "news.test",
    "X_Forwarded_Prefix": "/archive",
}


def page(place: Place, path: str) -> str:
    connection = http.client.HTTPConnection(*place, timeout=20)
    try:
        headers = {name.replace("_", "-"): value for name, value in FORWARDED.items()}
        connection.request("GET", path, headers=headers)
        return connection.getresponse().read().decode()
    finally:
        connection.close()


def test_a_named_proxy_is_believed_and_anybody_else_is_not(data: Path) -> None:
    path = "/search.atom?q=budget"
    options = ("--trusted-proxies", "127.0.0.1", "--hosts", "news.test")
    with serving(data, *options) as process:
        place = address_of(process)
        feed = page(place, path)
        assert "https://news.test/archive/article/" in feed
        assert process.stderr is not None
        assert "address=192.0.2.1" in process.stderr.readline()
    with serving(data, "--trusted-proxies", "192.0.2.0/24") as process:
        place = address_of(process)
        feed = page(place, path)
        assert f"http://127.0.0.1:{place[1]}/article/" in feed
        assert "news.test" not in feed
        assert "/archive" not in feed


def test_proxies_are_addresses_networks_or_a_socket() -> None:
    known = networks_of(["10.0.0.0/8", "::1", "unix"])
    assert is_among("10.1.2.3", known)
    assert is_among("::ffff:10.1.2.3", known)
    assert is_among("", known)
    assert not is_among("11.1.2.3", known)
    assert not is_among("", networks_of(["::1"]))
    with pytest.raises(ConfigError, match="trusted-proxies"):
        create_app({"DATELINE_TRUSTED_PROXIES": "nginx"})


def test_behind_a_proxy_a_page_on_this_machine_is_not_for_everyone_to_change() -> None:
    def read_only(**set_: str) -> bool:
        environment = {
            f"DATELINE_{name.upper()}": value for name, value in set_.items()
        }
        return WebConfig.of(environment).read_only

    assert not read_only(hosts="localhost")
    assert read_only(hosts="localhost", trusted_proxies="127.0.0.1")
    assert read_only(hosts="localhost,news.test")
    assert not read_only(hosts="news.test", read_only="0")


# ── connections ──────────────────────────────────────────────────────────────


@contextlib.contextmanager
def held(place: Place, number: int, said: bytes) -> Iterator[list[socket.socket]]:
    """Hold many connections that began to ask."""
    with contextlib.ExitStack() as stack:
        found = []
        for _ in range(number):
            one = stack.enter_context(socket.create_connection(place, timeout=5))
            one.sendall(said)
            found.append(one)
        yield found


def is_closed(one: socket.socket, within: float) -> bool:
    """Whether the server ends a connection in so many seconds."""
    one.settimeout(within)
    try:
        while one.recv(65536):
            pass
    except TimeoutError:
        return False
    except OSError:
        pass
    return True


SLOW = {
    "nothing": b"",
    "a letter": b"G",
    "a line": b"GET / HTTP/1.1\r\n",
    "empty lines": b"\r\n",
    "no whole body": b"POST /saved HTTP/1.1\r\nContent-Length: 90\r\n\r\na",
}


@pytest.mark.parametrize("said", SLOW.values(), ids=list(SLOW))
def test_many_connections_that_say_little_shut_nobody_out(
    data: Path, said: bytes
) -> None:
    options = ("--connections", "30", "--connections-per-address", "30")
    with serving(data, *options) as process:
        place = address_of(process)
        with held(place, 70, said):
            started = time.monotonic()
            assert asked(place) == 200
            assert time.monotonic() - started < 5


def test_one_address_has_so_many_connections_and_no_more(data: Path) -> None:
    with serving(data, "--connections-per-address", "5") as process:
        place = address_of(process)
        with held(place, 9, b"GET /") as slow:
            assert asked(place) == 200
            closed = [is_closed(one, 0.5) for one in slow]
            # the oldest made room
            assert closed == [True] * 5 + [False] * 4


@pytest.mark.parametrize("said", SLOW.values(), ids=list(SLOW))
def test_a_request_has_to_arrive_in_time_however_it_trickles(
    data: Path, said: bytes
) -> None:
    with serving(data, "--request-seconds", "2") as process:
        place = address_of(process)
        with held(place, 1, said) as (one,):
            started = time.monotonic()
            while time.monotonic() - started < 8 and not is_closed(one, 0.3):
                with contextlib.suppress(OSError):
                    one.sendall(said[-1:])
            assert 1 < time.monotonic() - started < 6


def test_a_connection_that_goes_on_asking_is_kept(data: Path) -> None:
    with serving(data, "--request-seconds", "1") as process:
        connection = http.client.HTTPConnection(*address_of(process), timeout=10)
        connection.connect()
        kept = connection.sock
        for _ in range(6):
            connection.request("GET", "/static/none")
            connection.getresponse().read()
            time.sleep(0.4)
        assert connection.sock is kept
        connection.close()


# ── exports ──────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder whose export is larger than what a system keeps on the way."""
    folder = tmp_path_factory.mktemp("large")
    many = [
        Article(id=f"a{n:03}", title="Rain", body="x" * 100_000) for n in range(120)
    ]
    index_in(folder, many)
    return folder


def reading_nothing(place: Place, path: str) -> socket.socket:
    """Ask for something and take no more than the first bytes of it."""
    one = socket.socket()
    one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    one.settimeout(20)
    one.connect(place)
    one.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
    assert one.recv(12).startswith(b"HTTP/1.1 ")
    return one


@contextlib.contextmanager
def under_waitress(app: Flask) -> Iterator[Place]:
    """The application under a server with four threads that knows nothing of it."""
    server = waitress.create_server(
        app, host="127.0.0.1", port=0, threads=4, outbuf_high_watermark=65_536
    )
    ended = threading.Event()

    def run() -> None:
        while not ended.is_set():
            server.asyncore.loop(timeout=0.05, map=server._map, count=1)
        server.task_dispatcher.shutdown()
        server.asyncore.close_all(server._map)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    try:
        yield "127.0.0.1", int(server.effective_port)
    finally:
        time.sleep(0.2)  # those who have gone are noticed
        ended.set()
        thread.join(10)


def test_slow_readers_of_exports_stop_nobody_under_another_server(large: Path) -> None:
    app = create_app({"DATELINE_DATA": str(large)})
    with under_waitress(app) as place, contextlib.ExitStack() as stack:
        for _ in range(4):
            stack.enter_context(reading_nothing(place, "/search.jsonl"))
        started = time.monotonic()
        assert asked(place, "/search?q=rain") == 200
        assert asked(place, "/search.csv") == 503
        assert time.monotonic() - started < 5


def test_one_client_has_so_many_exports_and_others_have_theirs(large: Path) -> None:
    told = WebConfig.of(
        {
            "DATELINE_DATA": str(large),
            "DATELINE_EXPORTS": "3",
            "DATELINE_EXPORTS_PER_CLIENT": "1",
        }
    )
    client = create_app(told).test_client()

    def export(address: str) -> TestResponse:
        base = {"REMOTE_ADDR": address}
        return client.get("/search.jsonl", environ_base=base, buffered=False)

    first, again, other = export("192.0.2.1"), export("192.0.2.1"), export("192.0.2.2")
    assert [r.status_code for r in (first, again, other)] == [200, 503, 200]
    first.close()
    after = export("192.0.2.1")
    assert after.status_code == 200
    for response in (again, other, after):
        response.close()


def test_an_export_ends_when_its_time_is_over(large: Path) -> None:
    app = create_app({"DATELINE_DATA": str(large), "DATELINE_EXPORT_SECONDS": "1"})
    response = app.test_client().get("/search.jsonl", buffered=False)
    pieces = response.iter_encoded()
    next(pieces)
    time.sleep(1.1)
    with pytest.raises(TimeoutError):
        list(pieces)
    response.close()
    assert app.test_client().get("/search.jsonl").status_code == 200


def test_serve_ends_an_export_nobody_takes(large: Path) -> None:
    with serving(large, "--export-seconds", "1", "--threads", "2") as process:
        place = address_of(process)
        with reading_nothing(place, "/search.jsonl") as slow:
            assert asked(place, "/search.csv") == 503
            time.sleep(3)
            assert is_closed(slow, 10)
        assert asked(place, "/search.csv") == 200
