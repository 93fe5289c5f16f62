"""Whether the archive is what was put into it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Final

from .archive import Archive
from .identity import seal

__all__ = ["archive_faults"]

_MOST: Final = 20
"""Sentences of SQLite's own; one fault can have many."""


def archive_faults(archive: Archive) -> Iterator[str]:
    """Yield a sentence on each fault: of the file's structure, and of each article.

    The file's structure is checked by SQLite, its indexes included. An article and its
    facts are compared to the seal they were kept with.
    """
    try:
        for (said,) in archive.db.execute(f"PRAGMA integrity_check({_MOST})"):
            if said != "ok":
                yield str(said).replace("\n", " ")
        rows = archive.db.execute(
            "SELECT article.id, extractor, article, facts, seal, path FROM article"
            " LEFT JOIN source ON source.id = article.source ORDER BY revision"
        )
        for article_id, stamp, article, facts, sealed, path in rows:
            if seal(article_id, stamp, article, facts) != sealed:
                yield f"article {article_id} of {path} is not what was put into it"
    except sqlite3.Error as error:
        yield f"it cannot be read to the end: {error}"
