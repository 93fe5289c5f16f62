"""Writing an index on a cluster: alone, and as of a commit all or nothing.

A cluster has no transactions. What is written to an index in use waits here, packed,
until a commit: a node that is started again shows what was sent to it. What is written
to one built aside, which nobody sees, goes out at once.

Every change has a version that grows, with the fence of the lock at its head. Sending
one twice changes nothing, so what was not answered is sent again; what a writer sends
that has lost the lock is refused.
"""

from __future__ import annotations

import time
import zlib
from collections.abc import Iterator, Mapping
from typing import Any, Final

from ...lexicon.aliases import NO_ALIASES, Aliases
from ...model.article import Article
from ..engine import Refusal
from .client import Client, encode
from .errors import NodeRefusal, Outrun, Unanswered, refusal_of
from .generations import Generations
from .lock import WriterLock
from .schema import document

__all__ = ["OpenSearchWriter"]

_LINES: Final = 500
_BYTES: Final = 8 * 2**20
"""A request has so many changes or bytes at most; nodes refuse ten times that."""

_PATIENCE: Final = 300.0
"""Seconds for which a change is sent again that is refused for the time being."""

_FIRST_PAUSE: Final = 0.1
_LONGEST_PAUSE: Final = 5.0

_GONE: Final = 404
_TOO_LARGE: Final = 413

_LONGEST_ID: Final = 512
"""Bytes of an id; of a longer one a server refuses all that is sent along with it."""

_FENCE_BITS: Final = 32


class OpenSearchWriter:
    """The one writer of an index; see :class:`search.engines.engine.Writer`.

    Args:
        aside: whether nobody sees the index yet.
    """

    def __init__(
        self,
        client: Client,
        generations: Generations,
        index: str,
        lock: WriterLock,
        *,
        aside: bool,
    ) -> None:
        self._client = client
        self._generations = generations
        self._index = index
        self._lock = lock
        self._aside = aside
        self._waiting: dict[str, bytes] = {}
        self._bytes = 0
        self._number = 0
        self._commits = 0
        self._languages: set[str] = set()
        self._refused: dict[str, Refusal] = {}
        self.aliases: Aliases = NO_ALIASES

    def add(self, article: Article) -> None:
        """See :meth:`search.engines.engine.Writer.add`."""
        try:
            if not 0 < len(article.id.encode()) <= _LONGEST_ID:
                raise ValueError(f"an id has 1 to {_LONGEST_ID} bytes")
            lines = self._action("index", article.id) + encode(document(article))
        except (ValueError, TypeError, OverflowError) as error:
            self._refuse(Refusal.of(article, error))
        else:
            self._refused.pop(article.id, None)
            self._languages.add(article.language)
            self._put(article.id, lines)

    def remove(self, article_id: str) -> None:
        """See :meth:`search.engines.engine.Writer.remove`."""
        self._refused.pop(article_id, None)
        if _is_id(article_id):
            self._put(article_id, self._action("delete", article_id))

    def set_aliases(self, aliases: Aliases) -> None:
        """See :meth:`search.engines.engine.Writer.set_aliases`."""
        self.aliases = aliases

    def commit(self, revision: int) -> tuple[Refusal, ...]:
        """See :meth:`search.engines.engine.Writer.commit`.

        Killed on the way, the index has some of the changes and the revision before:
        the next run sends them again.
        """
        self._lock.check()
        while self._waiting:  # what is refused leaves a removal
            self._send()
        self._note_languages()
        self._refresh()
        self._commits += 1
        self._generations.note(
            self._index,
            revision=revision,
            fence=self._lock.fence,
            commit=f"{self._lock.fence}.{self._commits}",
        )
        refused, self._refused = tuple(self._refused.values()), {}
        return refused

    def _note_languages(self) -> None:
        """Note what articles are in before they show: words are asked for by that."""
        known = self._generations.condition(self._index).languages
        if self._languages - known:
            every = sorted(known | self._languages)
            self._generations.note(self._index, languages=every)

    def _refresh(self) -> None:
        path = f"/{self._index}/_refresh"
        shards = self._client.ask("POST", path, patience=_PATIENCE)["_shards"]
        if shards["failed"]:
            raise Unanswered(
                f"{shards['failed']} of {shards['total']} shards did not commit"
            )

    def _action(self, what: str, article_id: str) -> bytes:
        self._number += 1
        version = (self._lock.fence << _FENCE_BITS) + self._number
        about = {"_id": article_id, "version": version, "version_type": "external_gte"}
        return encode({what: about}) + b"\n"

    def _refuse(self, refusal: Refusal) -> None:
        """Note what cannot be taken; no older version of it may stay either."""
        self._refused[refusal.article_id] = refusal
        if _is_id(refusal.article_id):
            removal = self._action("delete", refusal.article_id)
            self._put(refusal.article_id, removal)

    def _put(self, article_id: str, lines: bytes) -> None:
        """Keep a change until it is sent, in the place of an earlier one."""
        packed = zlib.compress(lines, 1) if not self._aside else lines
        self._bytes += len(packed) - len(self._waiting.pop(article_id, b""))
        self._waiting[article_id] = packed
        full = len(self._waiting) >= _LINES or self._bytes >= _BYTES
        if self._aside and full:
            self._send()

    def _send(self) -> None:
        waiting, self._waiting, self._bytes = self._waiting, {}, 0
        for changes in _portions(waiting, packed=not self._aside):
            self._send_all(changes)

    def _send_all(self, changes: dict[str, bytes]) -> None:
        """Send changes until each is in or refused for good."""
        until = time.monotonic() + _PATIENCE
        pause = _FIRST_PAUSE
        while changes:
            try:
                told = self._client.ask(
                    "POST",
                    f"/{self._index}/_bulk",
                    lines=[line + b"\n" for line in map(_ended, changes.values())],
                    patience=_PATIENCE,
                )
            except NodeRefusal as error:
                if error.status not in (400, _TOO_LARGE):
                    raise
                self._send_singly(changes, error)
                return
            changes = self._left(changes, told)
            if changes and time.monotonic() + pause > until:
                raise Unanswered(
                    f"{len(changes)} changes were refused for {_PATIENCE:.0f} seconds"
                )
            if changes:
                time.sleep(pause)
                pause = min(pause * 2, _LONGEST_PAUSE)

    def _send_singly(self, changes: dict[str, bytes], error: NodeRefusal) -> None:
        """Send the halves of what is refused as a whole, down to the one at fault."""
        if len(changes) == 1:
            ((article_id, _),) = changes.items()
            self._refuse(Refusal(article_id, str(error)))
            return
        each = list(changes.items())
        middle = len(each) // 2
        self._send_all(dict(each[:middle]))
        self._send_all(dict(each[middle:]))

    def _left(
        self, changes: dict[str, bytes], told: Mapping[str, Any]
    ) -> dict[str, bytes]:
        """The changes to be sent again, of those that a cluster has answered."""
        left = {}
        for item in told["items"] if told["errors"] else ():
            ((action, one),) = item.items()
            status, article_id = int(one["status"]), str(one["_id"])
            if status < 300 or (action == "delete" and status == _GONE):
                continue
            refusal = refusal_of(status, one)
            if refusal.of_full_disk:
                raise refusal
            if refusal.of_conflict:
                raise Outrun
            if refusal.for_now:
                left[article_id] = changes[article_id]
            elif action == "delete":
                raise refusal
            else:
                self._refuse(Refusal(article_id, refusal.reason or str(refusal)))
        return left


def _is_id(article_id: str) -> bool:
    return 0 < len(article_id.encode("utf-8", "replace")) <= _LONGEST_ID and _is_text(
        article_id
    )


def _is_text(text: str) -> bool:
    return text == text.encode("utf-8", "replace").decode()


def _ended(lines: bytes) -> bytes:
    return lines.removesuffix(b"\n")


def _portions(
    waiting: Mapping[str, bytes], *, packed: bool
) -> Iterator[dict[str, bytes]]:
    """Cut what waits into requests of bounded size."""
    some: dict[str, bytes] = {}
    size = 0
    for article_id, kept in waiting.items():
        lines = zlib.decompress(kept) if packed else kept
        if some and (len(some) >= _LINES or size + len(lines) > _BYTES):
            yield some
            some, size = {}, 0
        some[article_id] = lines
        size += len(lines)
    if some:
        yield some
