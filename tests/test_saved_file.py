"""The file of saved searches: whole or as it was, whatever happens to who writes."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import sqlite3
import threading
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from support.webapp import app_in, get

from web.saved.errors import SavedError
from web.saved.record import SavedSearch, new_id, read_fields, write_fields
from web.saved.store import SearchStore

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
    store = SearchStore(tmp_path / "new" / "folder", read_only=False)
    assert store.read() == ()
    first, second = made("Öl \u2028 \ud83d"), replace(made("b"), deleted=MOMENT)
    store.change(adding(first))
    store.change(adding(second))
    found = store.read()
    assert found[1] == second
    assert found[0].name == "Öl \u2028 ?"


def test_a_record_is_read_back() -> None:
    search = replace(made(), deleted=MOMENT)
    assert read_fields(json.loads(json.dumps(write_fields(search)))) == search


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
        json.dumps({"format": 1, "searches": [write_fields(made()) | change]})
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
    json.dumps(
        {"format": 1, "searches": [write_fields(made()) | {"id": "0" * 12}] * 2}
    ),
]


@pytest.mark.parametrize("content", BROKEN)
def test_a_file_that_is_not_understood_is_said_and_left(
    tmp_path: Path, content: str
) -> None:
    store = SearchStore(tmp_path, read_only=False)
    old = tmp_path / "saved-searches.json"
    old.write_text(content, encoding="utf-8")
    for act in (store.read, lambda: store.change(adding(made()))):
        with pytest.raises(SavedError, match=r"saved-searches\.json") as failure:
            act()
        assert failure.value.status == 503
    assert old.read_text(encoding="utf-8") == content


@pytest.mark.parametrize("damage", ["cut", "zeros", "text", "other format"])
def test_a_damaged_file_is_said_and_left(tmp_path: Path, damage: str) -> None:
    store = SearchStore(tmp_path, read_only=False)
    store.change(adding(made("x" * 9_000)))
    content = store.file.read_bytes()
    if damage == "other format":
        with closing(sqlite3.connect(store.file)) as connection:
            connection.execute("PRAGMA user_version = 7")
    else:
        store.file.write_bytes(
            {
                "cut": content[: len(content) // 2],
                "zeros": content[:4096] + bytes(len(content) - 4096),
                "text": b"this is no database" * 400,
            }[damage]
        )
    before = store.file.read_bytes()
    for act in (store.read, lambda: store.change(adding(made()))):
        with pytest.raises(SavedError, match=r"saved-searches\.sqlite") as failure:
            act()
        assert failure.value.status == 503
    assert store.file.read_bytes() == before


def test_searches_kept_as_json_are_taken_over_once(tmp_path: Path) -> None:
    old = tmp_path / "saved-searches.json"
    first, second = made("first"), replace(made("second"), deleted=MOMENT)
    fields = [write_fields(first), write_fields(second)]
    old.write_text(json.dumps({"format": 1, "searches": fields}))
    seen = tmp_path / "saved-searches.seen"
    seen.mkdir()
    (seen / first.id).write_bytes(b"12345678" * 3)

    assert SearchStore(tmp_path, read_only=True).read() == (first, second)
    assert old.exists()  # whoever may change nothing takes nothing over
    store = SearchStore(tmp_path, read_only=False)
    assert store.articles_of(first.id) == b"12345678" * 3
    third = made("third")
    store.change(adding(third))
    assert store.read() == (first, second, third)
    assert store.articles_of(first.id) == b"12345678" * 3
    assert not old.exists()
    assert (tmp_path / "saved-searches.json.taken-over").exists()
    assert (tmp_path / "saved-searches.seen.taken-over" / first.id).exists()

    old.write_text("a file that somebody put there later")
    store.change(lambda searches: searches[1:])
    assert store.read() == (second, third)
    kept = tmp_path / "saved-searches.json.taken-over-2"
    assert kept.read_text() == "a file that somebody put there later"


def test_a_change_that_is_refused_leaves_no_trace(tmp_path: Path) -> None:
    store = SearchStore(tmp_path, read_only=False)

    def refused(_: object) -> tuple[SavedSearch, ...]:
        raise SavedError(409, "no", "no")

    with pytest.raises(SavedError):
        store.change(refused)
    assert store.read() == ()
    search = made()
    store.change(adding(search))
    with pytest.raises(SavedError):
        store.change(refused)
    assert store.read() == (search,)


def test_articles_go_with_their_search(tmp_path: Path) -> None:
    store = SearchStore(tmp_path, read_only=False)
    search = made()
    store.change(adding(search), {search.id: b"12345678"})
    assert store.articles_of(search.id) == b"12345678"
    store.change(lambda searches: searches, {search.id: None})
    assert store.articles_of(search.id) is None
    store.change(lambda searches: ())
    store.change(adding(search))
    assert store.articles_of(search.id) is None


def test_a_broken_file_is_a_page_that_says_what_to_do(tmp_path: Path) -> None:
    client = app_in(tmp_path).test_client()
    old = tmp_path / "saved-searches.json"
    old.write_text(json.dumps({"format": "%d %(x)s <b>", "searches": []}))
    page = get(client, "/saved", status=503)
    assert "move it away" in page.text_content()
    assert "its format is '%d %(x)s <b>', not 1" in page.text_content()
    old.unlink()
    file = SearchStore(tmp_path, read_only=True).file
    file.write_bytes(b"\xff\xfe broken")
    get(client, "/saved", status=503)
    answer = client.post("/saved?q=budget", data={"name": "x"}, headers=OURS)
    assert answer.status_code == 503
    assert file.read_bytes() == b"\xff\xfe broken"
    get(client, "/search?q=budget")  # searching needs no saved searches


def test_writers_of_many_threads_lose_nothing(tmp_path: Path) -> None:
    store = SearchStore(tmp_path, read_only=False)

    def write(number: int) -> None:
        for n in range(5):
            store.change(adding(made(f"{number}.{n}")))

    threads = [threading.Thread(target=write, args=(n,)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    names = {search.name for search in store.read()}
    assert names == {f"{number}.{n}" for number in range(6) for n in range(5)}


def _write_for_ever(folder: Path) -> None:
    store = SearchStore(folder, read_only=False)
    while True:
        store.change(lambda old: (*old[-20:], made("x" * 2_000)))


def test_writers_that_are_killed_leave_a_whole_file_and_no_lock(tmp_path: Path) -> None:
    store = SearchStore(tmp_path, read_only=False)
    store.change(adding(made("first")))
    context = multiprocessing.get_context("fork")
    for attempt in range(6):
        process = context.Process(target=_write_for_ever, args=(tmp_path,))
        process.start()
        time.sleep(0.05 + 0.03 * attempt)
        assert process.pid is not None
        os.kill(process.pid, signal.SIGKILL)
        process.join()
        assert store.read()
        store.change(adding(made("after")))
        assert store.read()[-1].name == "after"


def test_one_who_waits_too_long_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("web.saved.store._SECONDS", 0.05)
    store = SearchStore(tmp_path, read_only=False)

    def meanwhile(searches: tuple[SavedSearch, ...]) -> tuple[SavedSearch, ...]:
        with pytest.raises(SavedError, match="could not be saved"):
            store.change(adding(made("second")))
        return (*searches, made("first"))

    store.change(meanwhile)
    assert [search.name for search in store.read()] == ["first"]


def test_a_full_disk_leaves_everything_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = SearchStore(tmp_path, read_only=False)
    store.change(adding(made("first")))
    monkeypatch.setattr("web.saved.store._MOST_PAGES", 8)  # as on a full disk
    with pytest.raises(SavedError, match="the disk is full") as failure:
        store.change(adding(made("x" * 100_000)))
    assert failure.value.status == 507
    assert [search.name for search in store.read()] == ["first"]


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    with pytest.raises(SavedError, match="cannot be written"):
        SearchStore(blocked / "data", read_only=False).change(adding(made()))


def test_a_store_that_is_read_only_touches_nothing(tmp_path: Path) -> None:
    store = SearchStore(tmp_path / "none", read_only=True)
    assert store.read() == ()
    with pytest.raises(SavedError) as failure:
        store.change(adding(made()))
    assert failure.value.status == 403
    assert not (tmp_path / "none").exists()
