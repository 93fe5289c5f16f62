"""Writing an index of whoosh: changes kept until a commit, which the disk keeps too."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import Any

from ...files import sync_folder
from ...lexicon.aliases import NO_ALIASES, Aliases
from ...model.article import Article
from ..engine import Refusal
from ..generations import write_revision
from .errors import native_errors
from .schema import document

__all__ = ["WhooshWriter"]


class WhooshWriter:
    """whoosh's one writer; see :class:`search.engines.engine.Writer`.

    Changes are kept until the commit, because whoosh 2.7.4 stores an article
    twice when one writer is given the same id twice.
    """

    def __init__(self, url: str, index: Any, path: Path) -> None:
        self._url = url
        self._index = index
        self._path = path
        self._changes: dict[str, Article | None] = {}
        self.aliases: Aliases = NO_ALIASES
        self._native = self._open()

    def _open(self) -> Any:
        with native_errors(self._url):
            return self._index.writer(limitmb=128)

    def add(self, article: Article) -> None:
        self._changes[article.id] = article

    def remove(self, article_id: str) -> None:
        self._changes[article_id] = None

    def set_aliases(self, aliases: Aliases) -> None:
        self.aliases = aliases

    def commit(self, revision: int) -> tuple[Refusal, ...]:
        refused: list[Refusal] = []
        with native_errors(self._url):
            # update_document would open the index anew for every article
            with self._index.searcher() as searcher:
                for article_id, article in self._changes.items():
                    number = searcher.document_number(id=article_id)
                    if number is not None:
                        self._native.delete_document(number)
                    if article is not None:
                        try:
                            made = document(article)
                        except (ValueError, TypeError, OverflowError) as error:
                            refused.append(Refusal.of(article, error))
                        else:
                            self._native.add_document(**made)
            self._native.commit()
            self._changes = {}
            self._sync()
            write_revision(self._path, revision)
        self._native = self._open()
        return tuple(refused)

    def cancel(self) -> None:
        """Drop what was not committed and free the lock, whatever went wrong."""
        native, self._native = self._native, None
        if native is None:
            return
        # a full disk makes these fail too, and a commit that failed in whoosh
        # 2.7.4 keeps its lock
        with contextlib.suppress(Exception):
            if not native.is_closed:
                native.cancel()
        with contextlib.suppress(Exception):
            native.writelock.release()

    def _sync(self) -> None:
        """whoosh never asks the disk to keep what it wrote."""
        folder = self._path / "whoosh"
        for file in folder.iterdir():
            handle = os.open(file, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)
        sync_folder(folder)
