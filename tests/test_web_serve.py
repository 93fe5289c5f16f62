"""``dateline serve`` says where the page is, and why it cannot be."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from support.serving import START, serving
from support.webapp import app_in

ROOT = Path(__file__).parent.parent


def test_it_prints_the_address_and_serves_until_interrupted(tmp_path: Path) -> None:
    app_in(tmp_path)
    with serving(tmp_path) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        assert "Ctrl+C" in line
        address = re.search(r"http://127\.0\.0\.1:\d+/", line)
        assert address, line
        with urllib.request.urlopen(address[0] + "search?q=budget") as response:
            assert b"14 articles with" in response.read()
            assert response.headers["Server"] is None
        process.send_signal(signal.SIGINT)
        assert process.wait(10) == 0
        assert process.stderr is not None
        logged = process.stderr.read()
        assert re.fullmatch(
            r"\S+Z INFO web\.http\.access_log: GET /search status=200 ms=[\d.]+ "
            r"address=127\.0\.0\.1 id=[0-9a-f]{8}\n",
            logged,
        ), logged


def test_the_next_free_port_is_taken_if_wanted(tmp_path: Path) -> None:
    app_in(tmp_path)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with serving(tmp_path, "--port", str(port), "--next-free") as process:
            assert process.stdout is not None
            address = re.search(
                r"http://127\.0\.0\.1:(\d+)/", process.stdout.readline()
            )
            assert address
            assert port < int(address[1]) < port + 20


def test_a_host_nobody_knows_is_said_to_be_none(tmp_path: Path) -> None:
    with serving(tmp_path / "none", "--host", "nosuch.invalid") as process:
        _, told = process.communicate(timeout=30)
    assert process.returncode == 78
    assert told.strip().endswith(
        "cannot listen on nosuch.invalid: there is no such host"
    )
    assert "Traceback" not in told


def test_without_an_index_it_serves_and_says_what_to_run(tmp_path: Path) -> None:
    with serving(tmp_path / "none") as process:
        assert process.stdout is not None
        assert "http://127.0.0.1:" in process.stdout.readline()
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=10)
        assert "dateline index PATH" in said


def test_a_busy_port_is_one_plain_sentence(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = subprocess.run(
            [
                sys.executable,
                "-c",
                START,
                "--data",
                str(tmp_path),
                "serve",
                "--port",
                port,
            ],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 78
    assert done.stderr == (
        f"dateline: port {port} on 127.0.0.1 is in use; choose another with --port\n"
    )


def test_a_page_on_this_machine_answers_to_this_machines_names_only(
    tmp_path: Path,
) -> None:
    app_in(tmp_path)
    with serving(tmp_path) as process:
        assert process.stdout is not None
        found = re.search(r"http://127\.0\.0\.1:\d+/", process.stdout.readline())
        assert found is not None
        request = urllib.request.Request(found[0], headers={"Host": "evil.test"})
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(request)
        refused.value.close()
        assert refused.value.code == 400
        local = found[0].replace("127.0.0.1", "localhost")
        request = urllib.request.Request(found[0], headers={"Host": local[7:-1]})
        assert urllib.request.urlopen(request).status == 200
