"""What articles are compared by, and which are versions of each other, as kept.

Shingles are made once for each text. The groups are made anew from all of them in one
pass, so they depend on the articles alone and not on the order they came in.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from search.model import codec as stored
from search.model.article import Article

from .archive import Archive

if TYPE_CHECKING:
    import numpy as np

    from ..groups.grouping import Corpus
    from ..groups.shingles import Shingles

__all__ = ["SHINGLES_VERSION", "GroupRegistry", "Unlooked"]

SHINGLES_VERSION: Final = 1
"""Raised whenever a text may have other shingles than before."""

_READ: Final = 10_000


@dataclass(frozen=True, slots=True)
class Unlooked:
    """An article whose shingles are still to be made."""

    article: Article
    digest: bytes


class GroupRegistry:
    """The shingles and groups of one archive."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._db: sqlite3.Connection = archive.db
        row = self._db.execute("SELECT revision, version FROM grouping").fetchone()
        if row is not None and row[1] != SHINGLES_VERSION:
            self._db.execute("DELETE FROM shingled")
            row = None
        self.revision: int = row[0] if row else 0

    @property
    def is_current(self) -> bool:
        """Whether nothing was changed since articles were last compared."""
        return self.revision == self._archive.revision

    def unlooked(self) -> Iterator[Unlooked]:
        """Yield the articles whose texts are new or changed, some read at a time."""
        after = self.revision
        while True:
            rows = self._db.execute(
                "SELECT article.article, article.digest, revision FROM article"
                " LEFT JOIN shingled ON shingled.article = article.id"
                " WHERE revision > ? AND shingled.digest IS NOT article.digest"
                " ORDER BY revision LIMIT 100",
                (after,),
            ).fetchall()
            if not rows:
                return
            for article, digest, _ in rows:
                yield Unlooked(stored.load_article(article), digest)
            after = rows[-1][2]

    def keep(self, of: Unlooked, shingles: Shingles) -> None:
        """Keep what an article is compared by."""
        import numpy as np  # takes 70 ms, and most runs change nothing

        article = of.article
        published = article.published
        numbers = np.array([shingles.title, shingles.text], np.uint64).view(np.int64)
        self._db.execute(
            "INSERT OR REPLACE INTO shingled VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                article.id,
                of.digest,
                _number(article.source or _host(article.url)),
                published.date.toordinal() if published else 0,
                shingles.level,
                *numbers.tolist(),
                shingles.kept.astype("<u8").tobytes(),
            ),
        )

    def corpus(self) -> tuple[list[str], Corpus]:
        """Return the ids of all articles, in order, and what they are compared by."""
        import numpy as np

        from ..groups.grouping import Corpus

        # a program from before there were groups removes articles alone
        gone = "DELETE FROM shingled WHERE article NOT IN (SELECT id FROM article)"
        self._db.execute(gone)
        ids: list[str] = []
        cells: list[np.ndarray[tuple[int, int], np.dtype[np.int64]]] = []
        texts: list[bytes] = []
        rows = self._db.execute(
            "SELECT article, source, day, level, title, text, length(shingles),"
            " shingles FROM shingled ORDER BY article"
        )
        while some := rows.fetchmany(_READ):
            ids += [row[0] for row in some]
            cells.append(np.array([row[1:7] for row in some], np.int64))
            texts.append(b"".join(row[7] for row in some))
        table = np.concatenate([np.empty((0, 6), np.int64), *cells])
        source, day, level, title, text, size = table.T.copy()
        return ids, Corpus(
            level=level,
            source=np.unique(source, return_inverse=True)[1].astype(np.int64),
            day=day,
            title=title.view(np.uint64),
            text=text.view(np.uint64),
            shingles=np.frombuffer(b"".join(texts), "<u8").astype(np.uint64),
            sizes=size // 8,
        )

    def assign(self, groups: Mapping[str, str]) -> int:
        """Note the group of each article that is in one; return how many changed.

        Those have new revisions, by which every index learns of it.
        """
        before = dict(self._db.execute("SELECT article, named FROM grouped").fetchall())
        gone = [(one,) for one in before if one not in groups]
        new = [pair for pair in groups.items() if before.get(pair[0]) != pair[1]]
        self._db.executemany("DELETE FROM grouped WHERE article = ?", gone)
        self._db.executemany("INSERT OR REPLACE INTO grouped VALUES (?, ?)", new)
        changed = self._archive.renew(one for one, *_ in (*gone, *new))
        self.revision = self._archive.revision
        self._db.execute("DELETE FROM grouping")
        self._db.execute(
            "INSERT INTO grouping VALUES (?, ?)", (self.revision, SHINGLES_VERSION)
        )
        return changed


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _number(source: str) -> int:
    digest = hashlib.blake2b(source.casefold().encode(), digest_size=8).digest()
    return int.from_bytes(digest, signed=True)
