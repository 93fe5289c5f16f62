"""The file of saved searches: whole or as it was, whatever happens to who writes."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from support.webapp import app_in, get

from web.saved.errors import SavedTrouble
from web.saved.record import SavedSearch, as_fields, new_id, of_fields
from web.saved.store import Shelf

OURS = {"Sec-Fetch-Site": "same-origin"}
MOMENT = datetime(2025, 3, 5, 12, tzinfo=UTC)


def made(name: str = "x") -> SavedSearch:
    return SavedSearch(
        id=new_id(),
        name=name,
        search="?q=budget",
        saved=MOMENT,
        looked=MOMENT,
        total=3,
        index="0001.2.3",
    )


def adding(search: SavedSearch) -> Callable[..., tuple[SavedSearch, ...]]:
    return lambda searches: (*searches, search)


def test_what_is_written_is_read(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "new" / "folder", read_only=False)
    assert shelf.read() == ()
    first, second = made("Öl \u2028 \ud83d"), replace(made("b"), deleted=MOMENT)
    shelf.change(adding(first))
    shelf.change(adding(second))
    found = shelf.read()
    assert found[1] == second
    assert found[0].name == "Öl \u2028 ?"
    assert '"name": "Öl' in shelf.file.read_text(encoding="utf-8")


def test_a_record_is_read_back() -> None:
    search = replace(made(), deleted=MOMENT)
    assert of_fields(json.loads(json.dumps(as_fields(search)))) == search


BROKEN = [
    "",
    "{",
    "[]",
    "{}",
    '{"format": 2, "searches": []}',
    '{"format": 1, "searches": {}}',
    '{"format": 1, "searches": [], "more": 1}',
    '{"format": 1, "searches": [1]}',
    "[" * 100_000,
    "\ufeff{}",
    *(
        json.dumps({"format": 1, "searches": [as_fields(made()) | change]})
        for change in (
            {"id": "../../x"},
            {"total": -1},
            {"total": True},
            {"name": None},
            {"saved": "yesterday"},
            {"deleted": 3},
            {"colour": "red"},
        )
    ),
    json.dumps({"format": 1, "searches": [as_fields(made()) | {"id": "0" * 12}] * 2}),
]


@pytest.mark.parametrize("content", BROKEN)
def test_a_file_that_is_not_understood_is_said_and_left(
    tmp_path: Path, content: str
) -> None:
    shelf = Shelf(tmp_path, read_only=False)
    shelf.file.write_text(content, encoding="utf-8")
    for act in (shelf.read, lambda: shelf.change(adding(made()))):
        with pytest.raises(SavedTrouble, match=r"saved-searches\.json") as trouble:
            act()
        assert trouble.value.status == 503
    assert shelf.file.read_text(encoding="utf-8") == content


def test_a_broken_file_is_a_page_that_says_what_to_do(tmp_path: Path) -> None:
    client = app_in(tmp_path).test_client()
    file = tmp_path / "saved-searches.json"
    file.write_text(json.dumps({"format": "%d %(x)s <b>", "searches": []}))
    page = get(client, "/saved", status=503)
    assert "move it away" in page.text_content()
    assert "its format is '%d %(x)s <b>', not 1" in page.text_content()
    file.write_bytes(b"\xff\xfe broken")
    get(client, "/saved", status=503)
    answer = client.post("/saved?q=budget", data={"name": "x"}, headers=OURS)
    assert answer.status_code == 503
    assert file.read_bytes() == b"\xff\xfe broken"
    get(client, "/search?q=budget")  # searching needs no saved searches


def test_writers_of_many_threads_lose_nothing(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, read_only=False)

    def write(number: int) -> None:
        for n in range(5):
            shelf.change(adding(made(f"{number}.{n}")))

    threads = [threading.Thread(target=write, args=(n,)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    names = {search.name for search in shelf.read()}
    assert names == {f"{number}.{n}" for number in range(6) for n in range(5)}


def _write_for_ever(folder: Path) -> None:
    shelf = Shelf(folder, read_only=False)
    while True:
        shelf.change(lambda old: (*old[-20:], made("x" * 2_000)))


def test_writers_that_are_killed_leave_a_whole_file_and_no_lock(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, read_only=False)
    shelf.change(adding(made("first")))
    context = multiprocessing.get_context("fork")
    for attempt in range(6):
        process = context.Process(target=_write_for_ever, args=(tmp_path,))
        process.start()
        time.sleep(0.05 + 0.03 * attempt)
        assert process.pid is not None
        os.kill(process.pid, signal.SIGKILL)
        process.join()
        assert shelf.read()
        shelf.change(adding(made("after")))
        assert shelf.read()[-1].name == "after"


def test_one_who_waits_too_long_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("web.saved.store._SECONDS", 0.05)
    shelf = Shelf(tmp_path, read_only=False)

    def meanwhile(searches: tuple[SavedSearch, ...]) -> tuple[SavedSearch, ...]:
        with pytest.raises(SavedTrouble, match="could not be saved"):
            shelf.change(adding(made("second")))
        return (*searches, made("first"))

    shelf.change(meanwhile)
    assert [search.name for search in shelf.read()] == ["first"]


def test_a_full_disk_leaves_everything_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = Shelf(tmp_path, read_only=False)
    shelf.change(adding(made("first")))

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(SavedTrouble, match="the disk is full") as trouble:
        shelf.change(adding(made("second")))
    assert trouble.value.status == 507
    assert [search.name for search in shelf.read()] == ["first"]
    assert not list(tmp_path.glob("*.new"))


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    with pytest.raises(SavedTrouble, match="cannot be written"):
        Shelf(blocked / "data", read_only=False).change(adding(made()))


def test_a_shelf_that_is_read_only_touches_nothing(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "none", read_only=True)
    assert shelf.read() == ()
    with pytest.raises(SavedTrouble) as trouble:
        shelf.change(adding(made()))
    assert trouble.value.status == 403
    assert not (tmp_path / "none").exists()
