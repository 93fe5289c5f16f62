"""The lexicon of an index on a cluster: kept there, and fetched by who reads it.

It is the same file as that of an index in a folder. Whoever writes the index makes it
and puts it into the cluster in parts, under a name made of its contents; the index then
says which one is its own. A reader fetches it when it first needs it, into a folder of
this machine, where other processes find it too.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import os
import shutil
import tempfile
import time
import zlib
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from ...lexicon.aliases import Aliases
from ...lexicon.sqlite_reader import SqliteLexicon
from ...lexicon.sqlite_writer import FILE_NAME, Counted, refresh_lexicon
from .client import Client, Json
from .errors import native_errors
from .generations import Condition, Generations

__all__ = ["ClusterLexicon", "Lexicons"]

_PART: Final = 2 * 2**20
"""Bytes of a part: all of a request is held in memory, here and there."""

_UNUSED_SECONDS: Final = 86_400
"""After which a file that was fetched is removed when another is fetched."""


class ClusterLexicon(SqliteLexicon):
    """A lexicon whose file is fetched when it is first asked.

    Args:
        folder: where its file is, or will be.
        name: of the lexicon: "" where an index has none yet.
        fetch: brings the file.
    """

    def __init__(self, folder: Path, name: str, fetch: Callable[[], None]) -> None:
        super().__init__(folder)
        self._name = name
        self._there = folder / FILE_NAME
        self._fetch = fetch

    def state(self) -> str:
        """See :meth:`.Lexicon.state`: the same on every machine."""
        return self._name

    def _rows(self, sql: str, *values: object) -> list[Any]:
        if self._name and not self._there.exists():
            self._fetch()
        return super()._rows(sql, *values)


class Lexicons:
    """The lexicons of one index, as time goes on."""

    def __init__(self, url: str, client: Client, generations: Generations) -> None:
        self._url = url
        self._client = client
        self._generations = generations
        self._last: ClusterLexicon | None = None

    def of(self, condition: Condition) -> ClusterLexicon:
        """Return the lexicon that an index names as its own."""
        told: Mapping[str, Any] = condition.meta.get("lexicon") or {}
        name = str(told.get("name", ""))
        last = self._last
        if last is None or last.state() != name:
            folder = _cache() / (name or "none")

            def fetch() -> None:
                with native_errors(self._url):
                    self._fetch(folder, told)

            last = self._last = ClusterLexicon(folder, name, fetch)
        return last

    def refresh(self, index: str, counted: Counted, aliases: Aliases) -> None:
        """Make the lexicon of an index anew if it has changed, and say so in it.

        The rules are those of :func:`.refresh_lexicon`.
        """
        condition = self._generations.condition(index)
        before: Json = condition.meta.get("lexicon") or {}
        with tempfile.TemporaryDirectory(prefix="dateline-") as made:
            there = Path(made) / FILE_NAME
            if before:
                kept = _cache() / str(before["name"])
                if not (kept / FILE_NAME).exists():
                    self._fetch(kept, before)
                with contextlib.suppress(OSError):
                    shutil.copyfile(kept / FILE_NAME, there)
            was = _mark(there)
            refresh_lexicon(Path(made), counted, aliases)
            if _mark(there) != was:
                told = self._publish(index, there)
                self._generations.note(index, lexicon=told)
                self._tidy(index, [told, before])

    def close(self) -> None:
        """Free the file; it is opened again when needed."""
        if self._last is not None:
            self._last.close()

    def _publish(self, index: str, file: Path) -> Json:
        data = file.read_bytes()
        name = hashlib.blake2b(data, digest_size=16).hexdigest()
        packed = zlib.compress(data, 6)
        starts = range(0, len(packed), _PART)
        for number, start in enumerate(starts):
            part = base64.b64encode(packed[start : start + _PART]).decode()
            self._client.ask(
                "PUT",
                f"/{self._generations.shared}/_doc/{_part_id(name, number)}",
                {"kind": "lexicon", "index": index, "data": part},
            )
        return {"name": name, "parts": len(starts)}

    def _fetch(self, folder: Path, told: Mapping[str, Any]) -> None:
        """Bring a file, unless it is gone: then a newer one takes its place."""
        packed = []
        for number in range(int(told["parts"])):
            path = f"/{self._generations.shared}/_doc/{_part_id(told['name'], number)}"
            found = self._client.ask("GET", path, missing_ok=True)
            if not found.get("found"):
                return
            packed.append(base64.b64decode(found["_source"]["data"]))
        data = zlib.decompress(b"".join(packed))
        if hashlib.blake2b(data, digest_size=16).hexdigest() != told["name"]:
            return
        folder.mkdir(parents=True, exist_ok=True)
        aside = folder / f"{FILE_NAME}.{os.getpid()}"
        aside.write_bytes(data)
        aside.replace(folder / FILE_NAME)
        _remove_unused(folder)

    def _tidy(self, index: str, needed: list[Json]) -> None:
        """Remove the lexicons that nobody will ask for any more."""
        ids = [
            _part_id(told["name"], number)
            for told in filter(None, needed)
            for number in range(int(told["parts"]))
        ]
        others = [name for name in self._generations.all() if name != index]
        unneeded = {
            "filter": [{"term": {"kind": "lexicon"}}],
            "must_not": [{"ids": {"values": ids}}, {"terms": {"index": others}}],
        }
        self._client.ask("POST", f"/{self._generations.shared}/_refresh")
        self._client.ask(
            "POST",
            f"/{self._generations.shared}/_delete_by_query?conflicts=proceed",
            {"query": {"bool": unneeded}},
        )


def _part_id(name: object, number: int) -> str:
    return f"lexicon.{name}.{number}"


def _mark(file: Path) -> tuple[int, int] | None:
    try:
        stat = file.stat()
    except OSError:
        return None
    return stat.st_mtime_ns, stat.st_ino


@cache
def _cache() -> Path:
    """The folder of this account for what can be fetched again; else one for now."""
    told = os.environ.get("XDG_CACHE_HOME", "")
    try:
        base = Path(told) if told else Path.home() / ".cache"
        folder = base / "dateline" / "lexicons"
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        tempfile.TemporaryFile(dir=folder).close()
    except (OSError, RuntimeError):  # no home, or nothing can be written there
        return _passing_folder()
    return folder


def _passing_folder() -> Path:
    folder = tempfile.TemporaryDirectory(prefix="dateline-lexicons-")
    _passing.append(folder)  # removed when the process ends
    return Path(folder.name)


_passing: Final[list[tempfile.TemporaryDirectory[str]]] = []


def _remove_unused(folder: Path) -> None:
    since = time.time() - _UNUSED_SECONDS
    for other in folder.parent.iterdir():
        with contextlib.suppress(OSError):
            if other != folder and other.stat().st_mtime < since:
                shutil.rmtree(other, ignore_errors=True)
