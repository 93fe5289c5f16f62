"""Writing an index of tantivy."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import Final

from tantivy import Index

from ...files import sync_folder
from ...lexicon.aliases import NO_ALIASES, Aliases
from ...model.article import Article
from ..engine import Refusal
from ..generations import write_revision
from .bloom import BloomFilter
from .errors import native_errors
from .facets.numbers import VALUES_FOLDER, ValueWriter
from .schema import document

__all__ = ["TantivyWriter"]

_HEAP_BYTES: Final = 192 * 2**20

_SEGMENT_SUFFIXES: Final = frozenset(
    (".del", ".fast", ".fieldnorm", ".idx", ".pos", ".store", ".term")
)
"""The files of tantivy that are mapped into memory."""


class TantivyWriter:
    """tantivy's one writer; see :class:`search.engines.engine.Writer`."""

    def __init__(self, url: str, index: Index, path: Path) -> None:
        self._url = url
        self._native = index.writer(heap_size=_HEAP_BYTES, num_threads=1)
        self._path = path
        self._values = ValueWriter(path / VALUES_FOLDER)
        index.reload()
        self._ids = BloomFilter() if index.searcher().num_docs == 0 else None
        self.aliases: Aliases = NO_ALIASES
        self._refused: list[Refusal] = []

    def add(self, article: Article) -> None:
        with native_errors(self._url):
            # each removal is looked for in everything written so far
            if self._ids is None or self._ids.add(article.id):
                self._native.delete_documents_by_term("id", article.id)
            try:
                made = document(article, self._values)
            except (ValueError, TypeError, OverflowError) as error:
                self._refused.append(Refusal.of(article, error))
            else:
                self._native.add_document(made)

    def remove(self, article_id: str) -> None:
        with native_errors(self._url):
            self._native.delete_documents_by_term("id", article_id)

    def set_aliases(self, aliases: Aliases) -> None:
        self.aliases = aliases

    def commit(self, revision: int) -> tuple[Refusal, ...]:
        with native_errors(self._url):
            self._values.sync()
            self._native.commit()
            # tantivy syncs the folder before it renames its meta.json, not after
            sync_folder(self._path / "tantivy")
            write_revision(self._path, revision)
            _protect(self._path / "tantivy")
        refused, self._refused = tuple(self._refused), []
        return refused

    def finish(self) -> None:
        """Drop what was not committed, let merges end and free the lock."""
        with native_errors(self._url):
            self._native.rollback()
            self._native.wait_merging_threads()
            _protect(self._path / "tantivy")

    def abandon(self) -> None:
        """Drop what was not committed and free the lock, whatever state it is in."""
        # a writer that a full disk killed can't even roll back
        with contextlib.suppress(ValueError, OSError, RuntimeError):
            self._native.rollback()
        del self._native


def _protect(folder: Path) -> None:
    """Forbid writing to segment files, which never change once they are written.

    They are mapped into the memory of every reader. A copy that overwrites one in
    place, such as that of a backup, would end those processes without a word; so it is
    refused instead. Files are still replaced by renaming, and removed.
    """
    if os.name != "posix":  # elsewhere such a file could not be removed any more
        return
    for file in folder.iterdir():
        if file.suffix in _SEGMENT_SUFFIXES:
            with contextlib.suppress(OSError):  # merged away, or another system's disk
                file.chmod(file.stat().st_mode & ~0o222)
