"""The page at a socket in the file system, for a proxy on the same machine."""

from __future__ import annotations

import signal
import socket
import subprocess
from http.client import HTTPConnection
from pathlib import Path

import pytest
from support.serving import serving_at
from support.webapp import app_in

from search.errors import ConfigError
from web.http.unix_socket import listen_at, remove_own

pytestmark = pytest.mark.skipif(
    not hasattr(socket, "AF_UNIX"), reason="this system has no Unix sockets"
)


def line_of(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline()


def asked(path: Path, target: str, **headers: str) -> tuple[int, str]:
    connection = HTTPConnection("news.test", timeout=20)
    connection.sock = socket.socket(socket.AF_UNIX)
    connection.sock.settimeout(20)
    connection.sock.connect(str(path))
    try:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request("GET", target, headers=named)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    finally:
        connection.close()


def test_a_proxy_asks_at_a_socket_whose_permissions_say_who_may(tmp_path: Path) -> None:
    app_in(tmp_path / "data")
    path = tmp_path / "page.sock"
    told = ("--hosts", "news.test", "--trusted-proxies", "unix", "--metrics", "unix")
    limits = ("--unix-socket-mode", "660", "--connections-per-address", "1")
    with serving_at(path, tmp_path / "data", *told, *limits) as process:
        assert str(path) in line_of(process)
        assert path.stat().st_mode & 0o777 == 0o660
        behind = {"X_Forwarded_For": "192.0.2.1", "X_Forwarded_Proto": "https"}
        status, feed = asked(path, "/search.atom?q=budget", **behind)
        assert status == 200
        assert "https://news.test/article/" in feed
        assert asked(path, "/readyz") == (200, "ready\n")
        assert asked(path, "/metrics")[0] == 200
        assert asked(path, "/metrics", **behind)[0] == 404
        assert asked(path, "/", Host="evil.test")[0] == 400
        # another server does not take its place
        with serving_at(path, tmp_path / "data") as second:
            _, said = second.communicate(timeout=30)
        assert second.returncode == 78
        assert said.startswith(f"dateline: the socket {path} is in use")
        assert asked(path, "/healthz")[0] == 200
        process.send_signal(signal.SIGINT)
        assert process.wait(10) == 0
        assert not path.exists()
        assert process.stderr is not None
        assert "address=192.0.2.1 " in process.stderr.read()


def test_the_socket_of_a_killed_server_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "page.sock"
    stale = socket.socket(socket.AF_UNIX)
    stale.bind(str(path))
    stale.close()  # its file stays, as after kill -9
    made = listen_at(path, 0o600)
    with socket.socket(socket.AF_UNIX) as asking:
        asking.connect(str(path))
    with pytest.raises(ConfigError, match="in use"):
        listen_at(path, 0o600)
    assert path.stat().st_mode & 0o777 == 0o600
    remove_own(path, made)
    assert not path.exists()


def test_the_socket_of_another_server_is_left_where_it_is(tmp_path: Path) -> None:
    path = tmp_path / "page.sock"
    mine = listen_at(path, 0o600)
    path.unlink()  # somebody tidied up, and began anew
    other = listen_at(path, 0o600)
    remove_own(path, mine)
    with socket.socket(socket.AF_UNIX) as asking:
        asking.connect(str(path))
    remove_own(path, other)


def test_where_no_socket_can_be_is_one_plain_sentence(tmp_path: Path) -> None:
    notes = tmp_path / "notes.txt"
    notes.write_text("kept")
    with pytest.raises(ConfigError, match="it is no socket"):
        listen_at(notes, 0o600)
    assert notes.read_text() == "kept"
    with pytest.raises(ConfigError, match="No such file"):
        listen_at(tmp_path / "none" / "page.sock", 0o600)
    with pytest.raises(ConfigError, match="too long"):
        listen_at(tmp_path / ("x" * 120), 0o600)


def test_a_socket_and_a_port_are_not_both_asked_for(tmp_path: Path) -> None:
    with serving_at(tmp_path / "s", tmp_path, "--port", "8000") as process:
        _, said = process.communicate(timeout=30)
    assert process.returncode == 78
    assert "either --unix-socket, or --host and --port" in said
