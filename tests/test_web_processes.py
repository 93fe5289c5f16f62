"""``dateline serve --workers``: several processes that are one server."""

from __future__ import annotations

import http.client
import os
import re
import signal
import socket
import sqlite3
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlencode

import pytest
from support.people import PASSWORD, people_in, quick_passwords
from support.serving import address_of, serving, serving_at
from support.webapp import app_in, index_in

from search.model.article import Article
from web.accounts.people import Role

__all__ = ["quick_passwords"]

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/task").exists(), reason="processes are told by /proc"
)

Place = tuple[str, int]
Answer = tuple[int, str, str]

FORM = {
    "Content-Type": "application/x-www-form-urlencoded",
    "Sec-Fetch-Site": "same-origin",
}


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    app_in(folder)
    return folder


def asked(place: Place, path: str = "/healthz", **headers: str) -> Answer:
    """Return status, text and cookie of the answer, on a connection of its own."""
    return sent(place, "GET", path, None, headers)


def sent(
    place: Place, method: str, path: str, body: str | None, headers: dict[str, str]
) -> Answer:
    connection = http.client.HTTPConnection(*place, timeout=30)
    try:
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        cookie = (answer.getheader("Set-Cookie") or "").partition(";")[0]
        return answer.status, answer.read().decode(), cookie
    finally:
        connection.close()


def workers_of(process: subprocess.Popen[str]) -> list[int]:
    """The ids of the processes that answer requests.

    While others end, the list that the system gives may lack some.
    """
    path = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    found = map(int, path.read_text().split())
    return [one for one in found if b"spawn_main" in command_of(one)]


def command_of(process: int) -> bytes:
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        return b""


def until(true: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        time.sleep(0.02)


@contextmanager
def only(worker: int, workers: list[int]) -> Iterator[None]:
    """Let one worker alone go on, so that it answers."""
    others = [one for one in workers if one != worker]
    for one in others:
        os.kill(one, signal.SIGSTOP)
    try:
        yield
    finally:
        for one in others:
            os.kill(one, signal.SIGCONT)


@contextmanager
def two_workers(data: Path, *options: str) -> Iterator[tuple[Place, list[int]]]:
    with serving(data, "--workers", "2", *options) as process:
        place = address_of(process)
        yield place, workers_of(process)
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0


# ── what they know together ──────────────────────────────────────────────────


def test_who_signs_in_at_one_process_has_signed_in_at_all(tmp_path: Path) -> None:
    app_in(tmp_path)
    people_in(tmp_path).add("anna", PASSWORD, Role.READER)
    with two_workers(tmp_path) as (place, workers):
        right = urlencode({"name": "anna", "password": PASSWORD})
        with only(workers[0], workers):
            status, _, cookie = sent(place, "POST", "/login", right, FORM)
            assert status == 303
        with only(workers[1], workers):
            assert asked(place, "/", Cookie=cookie)[0] == 200
            assert sent(place, "POST", "/logout", "", FORM | {"Cookie": cookie})[0]
        with only(workers[0], workers):
            assert asked(place, "/", Cookie=cookie, Accept="text/plain")[0] == 401
        # wrong passwords count together too, however many come at once
        wrong = urlencode({"name": "anna", "password": "no such password"})
        with ThreadPoolExecutor(12) as pool:
            guesses = [
                pool.submit(sent, place, "POST", "/login", wrong, FORM)
                for _ in range(12)
            ]
            told = {one.result()[0] for one in guesses}
        # where all tries were taken before the first was checked, all have to wait
        assert 429 in told
        assert told <= {403, 429}
    counted = closing(sqlite3.connect(tmp_path / "accounts.sqlite"))
    with counted as file:
        query = "SELECT count FROM failures WHERE what = 'name anna'"
        # more only if it took long, as each further one has to wait
        assert file.execute(query).fetchone()[0] <= 7


def test_requests_are_counted_and_limited_in_all_processes_together(
    data: Path,
) -> None:
    limits = ("--requests-per-minute", "4", "--metrics", "127.0.0.1")
    with two_workers(data, *limits) as (place, workers):
        for worker in workers:
            with only(worker, workers):
                assert [asked(place, "/help")[0] for _ in range(2)] == [200, 200]
        for worker in workers:
            with only(worker, workers):
                assert asked(place, "/help")[0] == 429
        count = r'dateline_requests_total\{route="/help",status="(\d+)"\} (\d+)'

        def all_are_counted() -> bool:
            told = asked(place, "/metrics")[1]
            return dict(re.findall(count, told)) == {"200": "4", "429": "2"}

        until(all_are_counted)
        figures = asked(place, "/metrics")[1]
        memory = r'process_resident_memory_bytes\{worker="(\d)"\} \d'
        assert sorted(re.findall(memory, figures)) == ["0", "1"]


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder whose export is larger than what a server keeps on the way."""
    folder = tmp_path_factory.mktemp("large")
    many = [
        Article(id=f"a{n:03}", title="Rain", body="x" * 200_000) for n in range(160)
    ]
    index_in(folder, many)
    return folder


def reading_nothing(place: Place, path: str) -> socket.socket:
    """Ask for something and take no more than the first bytes of it."""
    one = socket.socket()
    one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    one.settimeout(30)
    one.connect(place)
    one.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
    with closing(one) as answered:
        if not answered.recv(12).startswith(b"HTTP/1.1 "):
            raise ConnectionResetError("it was closed")
        return one.dup()


def kept(place: Place) -> socket.socket:
    """Ask for something, and keep the connection."""
    while True:  # one that was closed just now may not be gone yet
        try:
            return reading_nothing(place, "/healthz")
        except ConnectionError:
            time.sleep(0.1)


def test_a_turn_to_export_is_taken_from_all_and_free_again_when_its_process_is_killed(
    large: Path,
) -> None:
    limits = ("--exports", "1", "--connections-per-address", "2")
    with serving(large, "--workers", "2", *limits) as process:
        place, (first, second) = address_of(process), workers_of(process)
        with only(first, [first, second]):
            slow = reading_nothing(place, "/search.jsonl")
        with slow:
            with only(second, [first, second]):
                assert asked(place, "/search.csv")[0] == 503
                # an address has so many connections, whichever process has them
                with kept(place) as held:
                    assert asked(place)[0] == 200
                    while held.recv(1024):
                        pass  # until it made room
            os.kill(first, signal.SIGKILL)
            until(lambda: len(set(workers_of(process)) - {first}) == 2)
        until(lambda: asked(place, "/search.csv")[0] == 200)
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0
        assert process.stderr is not None
        assert "a worker ended (SIGKILL); another one is started" in (
            process.stderr.read()
        )


def test_whoever_takes_an_export_a_few_bytes_a_second_holds_up_nobody(
    large: Path,
) -> None:
    with serving(large, "--threads", "2", "--exports", "1") as process:
        place = address_of(process)
        ended = threading.Event()

        def drip(slow: socket.socket) -> None:
            while not ended.wait(0.2) and slow.recv(2):
                pass

        with reading_nothing(place, "/search.jsonl") as slow:
            thread = threading.Thread(target=drip, args=(slow,))
            thread.start()
            try:
                waits = []
                for path in ("/search?q=rain", "/", "/api/search?q=rain", "/help") * 3:
                    started = time.monotonic()
                    assert asked(place, path)[0] == 200
                    waits.append(time.monotonic() - started)
                assert sorted(waits)[len(waits) // 2] < 2
                assert asked(place, "/search.csv")[0] == 503
            finally:
                ended.set()
                thread.join()


# ── how they begin and end ───────────────────────────────────────────────────


@pytest.fixture
def settings(data: Path) -> Iterator[Path]:
    """A file of settings, for one test."""
    path = data / "dateline.toml"
    path.write_text("")
    yield path
    path.unlink()


def test_a_reload_loses_no_request_and_brings_todays_settings(
    data: Path, settings: Path
) -> None:
    with serving(data, "--workers", "2") as process:
        place, before = address_of(process), workers_of(process)
        answered: list[int] = []
        ended = threading.Event()

        def ask() -> None:
            while not ended.is_set():
                answered.append(asked(place)[0])

        threads = [threading.Thread(target=ask) for _ in range(2)]
        for thread in threads:
            thread.start()
        assert asked(place, "/metrics")[0] == 404
        settings.write_text('metrics = ["127.0.0.1"]\n')
        process.send_signal(signal.SIGHUP)
        now: list[int] = []

        def renewed() -> bool:
            now[:] = workers_of(process)
            return len(now) == 2 and not set(before) & set(now)

        until(renewed)
        ended.set()
        for thread in threads:
            thread.join()
        assert set(answered) == {200}
        assert asked(place, "/metrics")[0] == 200
        # settings that cannot be are refused, and the server goes on
        settings.write_text('metrics = ["nowhere"]\n')
        process.send_signal(signal.SIGHUP)
        assert process.stderr is not None
        line = next(line for line in process.stderr if "not reloaded" in line)
        assert "metrics" in line
        until(lambda: workers_of(process) == now)
        assert asked(place)[0] == 200


def test_workers_that_cannot_begin_end_the_server_with_one_sentence(
    data: Path,
) -> None:
    with serving(data, "--workers", "2", "--metrics", "nowhere") as process:
        _, told = process.communicate(timeout=60)
    assert process.returncode == 78
    assert told.startswith("dateline: metrics")
    assert told.count("\n") == 1


def test_a_server_that_ends_answers_what_was_asked_and_removes_its_socket(
    large: Path, tmp_path: Path
) -> None:
    path = tmp_path / "page.sock"
    with serving_at(path, large, "--workers", "1", "--hosts", "127.0.0.1") as process:
        assert process.stdout is not None
        assert str(path) in process.stdout.readline()
        with (
            socket.socket(socket.AF_UNIX) as asking,
            socket.socket(socket.AF_UNIX) as idle,
        ):
            for one in (asking, idle):
                one.settimeout(30)
                one.connect(str(path))
            asking.sendall(b"GET /search.csv HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n")
            answer = asking.recv(64)
            process.send_signal(signal.SIGTERM)
            assert idle.recv(1) == b""  # who asks nothing is not waited for
            while piece := asking.recv(1 << 20):
                answer += piece
        assert answer.count(b"\r\na1") or answer.count(b"a159")
        assert process.wait(30) == 0
        assert not path.exists()


def test_workers_end_when_their_supervisor_is_killed(data: Path) -> None:
    with serving(data, "--workers", "1") as process:
        address_of(process)
        workers = workers_of(process)
        assert len(workers) == 1
        process.kill()
        process.wait(10)
        until(lambda: not any(b"spawn_main" in command_of(one) for one in workers))
