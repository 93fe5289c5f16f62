"""Exact duplicates: removing an article loses nothing that another source has too.

An article that several sources have is kept once, for the first. When that source no
longer has it, the others are read again; one that cannot be read again inherits it.
"""

from __future__ import annotations

import os
import sqlite3
from dataclasses import replace

from search.model import codec as stored
from search.model.article import Article

from .archive import Archive
from .identity import another_id

__all__ = ["Duplicates"]


class Duplicates:
    """Which sources have which articles, in one archive."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._db: sqlite3.Connection = archive.db

    def note(self, source: int, position: str, article_id: str) -> None:
        """Note that a source holds an article too."""
        self._db.execute(
            "INSERT OR REPLACE INTO duplicate VALUES (?, ?, ?)",
            (source, position, article_id),
        )

    def hand_over(self, article_id: str, other_id: str) -> None:
        """Note that the sources that hold an article hold another instead."""
        self._db.execute(
            "UPDATE duplicate SET article = ? WHERE article = ?", (other_id, article_id)
        )

    def remove(self, article_ids: list[str]) -> tuple[list[str], list[str]]:
        """Remove articles, unless a source holds one that cannot be read again.

        Returns:
            The articles removed, and the sources that hold one of them too.
        """
        gone = []
        again: dict[str, None] = {}
        for article_id in article_ids:
            heir = self._heir(article_id)
            if heir is None:
                again.update(dict.fromkeys(self.release(article_id)))
                self.drop(article_id)
                gone.append(article_id)
            else:
                self._give(article_id, heir)
        return gone, list(again)

    def _heir(self, article_id: str) -> tuple[int, str] | None:
        """A source and position that has an article, if it cannot be read again.

        Standard input cannot, nor a deleted file whose articles were to be kept.
        """
        holders = self._db.execute(
            "SELECT s.id, s.path, d.position FROM duplicate d"
            " JOIN source s ON s.id = d.source WHERE d.article = ?",
            (article_id,),
        ).fetchall()
        for source, path, position in holders:
            if not path.startswith("/") or not os.path.lexists(path):
                return source, position
        return None

    def _give(self, article_id: str, heir: tuple[int, str]) -> None:
        """Make an article that of another source that has it too."""
        self._archive.moved.add(article_id)
        self._db.execute(
            "UPDATE article SET source = :source, position = :position, pass ="
            " (SELECT pass FROM source WHERE id = :source) WHERE id = :article",
            {"source": heir[0], "position": heir[1], "article": article_id},
        )
        self._db.execute(
            "DELETE FROM duplicate WHERE source = ? AND position = ?", heir
        )

    def split_off(self, article_id: str, digest: bytes) -> Article | None:
        """Keep an article's old text for a source that cannot be read again."""
        heir = self._heir(article_id)
        if heir is None:
            return None
        bare, facts = self._db.execute(
            "SELECT article, facts FROM article WHERE id = ?", (article_id,)
        ).fetchone()
        own_id = another_id(article_id, digest)
        article = replace(stored.load_article(bare), id=own_id)
        revision = self._archive.next_revision()
        self._db.execute(
            "INSERT OR REPLACE INTO article"
            " SELECT ?1, source, position, pass, digest, fingerprint, ?2, facts,"
            " extractor, ?3, seal(?1, extractor, ?2, facts) FROM article WHERE id = ?4",
            (
                own_id,
                stored.dump_article(article),
                revision,
                article_id,
            ),
        )
        self._give(own_id, heir)
        self.hand_over(article_id, own_id)
        found = stored.load_facts(facts, article.title, article.body)
        self._archive.name_registry.record(found, revision)
        return replace(article, facts=found)

    def release(self, article_id: str) -> list[str]:
        """Have all other sources of an article be read again; return their paths."""
        holders = self._db.execute(
            "UPDATE source SET digest = NULL WHERE id IN"
            " (SELECT source FROM duplicate WHERE article = ?) RETURNING path",
            (article_id,),
        ).fetchall()
        self._db.execute("DELETE FROM duplicate WHERE article = ?", (article_id,))
        return [path for (path,) in holders]

    def drop(self, article_id: str) -> None:
        """Remove an article, and note that it is gone."""
        self._db.execute("DELETE FROM article WHERE id = ?", (article_id,))
        for table in ("edition", "shingled", "grouped"):
            self._db.execute(f"DELETE FROM {table} WHERE article = ?", (article_id,))
        self._db.execute(
            "INSERT OR REPLACE INTO removed VALUES (?, ?)",
            (article_id, self._archive.next_revision()),
        )
