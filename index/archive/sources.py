"""The registry of sources, and what reading one changes.

A source is read in a *pass*. What a pass has seen stays; what it has not seen is
removed when it ends well. A pass that fails, or is killed, removes nothing. An article
that several sources have is kept once, for the first; the others are noted, and read
again when the first no longer has it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from search.model import codec as stored
from search.model.article import Facts

from ..cleaning.printable import printable
from ..outcome import FactsMissing, Faults, Outcome, Prepared, SourcePass, Stored
from ..scan import FoundFile, key_of
from .archive import Archive
from .duplicates import Duplicates
from .identity import another_id
from .members import Members

__all__ = ["Place", "SourceRegistry"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where an article was read: the source by number and path, and where in it."""

    source: int
    path: str
    position: str


class SourceRegistry:
    """The sources of one archive, and the passes over them.

    Attributes:
        members: what is known of the files of archives.
    """

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._db: sqlite3.Connection = archive.db
        self._duplicates = Duplicates(archive)
        self.members = Members(archive.db)

    # ── what there is ────────────────────────────────────────────────────────

    def is_unchanged(self, found: FoundFile, options: str) -> bool:
        """Return whether a file is as it was when it was last read to its end."""
        row = self._db.execute(
            "SELECT size, mtime_ns, ctime_ns, digest, options, status"
            " FROM source WHERE path = ?",
            (key_of(found.path),),
        ).fetchone()
        if row is None or row[3] is None or row[5] == "reading" or row[4] != options:
            return False
        # Permissions mended show in the change time alone.
        same_change = row[5] != "failed" or row[2] == found.ctime_ns
        return bool((row[0], row[1]) == (found.size, found.mtime_ns) and same_change)

    def noted_options(self, path: str) -> str:
        """Return the options a source was last read with; "" if it is unknown."""
        row = self._db.execute(
            "SELECT options FROM source WHERE path = ?", (path,)
        ).fetchone()
        return row[0] if row else ""

    def has_articles(self, path: str) -> bool:
        """Tell whether articles of a source are stored."""
        row = self._db.execute(
            "SELECT 1 FROM article JOIN source ON source.id = article.source"
            " WHERE path = ? LIMIT 1",
            (path,),
        ).fetchone()
        return row is not None

    def failed(self, path: str) -> bool:
        """Tell whether a source could not be read the last time."""
        row = self._db.execute(
            "SELECT 1 FROM source WHERE path = ? AND status = 'failed'", (path,)
        ).fetchone()
        return row is not None

    def known_digest(self, path: str, options: str) -> bytes | None:
        """Return the digest of the bytes a source had when it was last read well."""
        row = self._db.execute(
            "SELECT digest FROM source"
            " WHERE path = ? AND options = ? AND status = 'indexed'",
            (path, options),
        ).fetchone()
        return row[0] if row else None

    def touch(self, path: str, found: FoundFile) -> None:
        """Note new times for a source whose bytes are the same."""
        self._db.execute(
            "UPDATE source SET size = ?, mtime_ns = ?, ctime_ns = ? WHERE path = ?",
            (found.size, found.mtime_ns, found.ctime_ns, path),
        )

    def failures(self) -> Iterator[tuple[str, str]]:
        """Yield the path and reason of every source that failed, by path."""
        yield from self._db.execute(
            "SELECT path, reason FROM source WHERE status = 'failed' ORDER BY path"
        ).fetchall()

    def forget_failure(self, path: str) -> None:
        """Mark a source that failed to be read again, though it did not change."""
        self._db.execute("UPDATE source SET digest = NULL WHERE path = ?", (path,))

    # ── a pass ───────────────────────────────────────────────────────────────

    def begin(self, path: str, options: str) -> SourcePass:
        """Begin to read a source."""
        source, number = self._db.execute(
            "INSERT INTO source VALUES (NULL, ?, 0, 0, 0, NULL, ?, 'reading', '', 1)"
            " ON CONFLICT (path) DO UPDATE SET"
            " pass = pass + 1, status = 'reading', options = excluded.options"
            " RETURNING id, pass",
            (path, options),
        ).fetchone()
        self._db.execute("DELETE FROM duplicate WHERE source = ?", (source,))
        return SourcePass(source, number, path)

    def put(self, reading: SourcePass, position: str, read: Prepared) -> Stored:
        """Store an article that was read, whatever there already is.

        Raises:
            FactsMissing: if it must be stored but its facts were not looked for.
        """
        twins = self._with_digest(read.digest)
        standing = next((t for t in twins if not t.unseen_in(reading)), None)
        if standing is not None:
            self._db.execute(
                "INSERT OR REPLACE INTO duplicate VALUES (?, ?, ?)",
                (reading.source, position, standing.id),
            )
            return Stored(Outcome.DUPLICATE)
        taken = self._with_id(read.article.id)
        if taken is None or taken.unseen_in(reading):
            target, row = read.article.id, taken
        else:  # its id belongs to a different article, which must not be lost
            target = another_id(read.article.id, read.digest)
            row = self._with_id(target)
        if row is None and twins:
            return self._rename(twins[0].id, target, reading, position, read)
        if row is None and not position and not read.article.url:
            row = self._only_one(reading)  # the file's one article, in new words
            target = row.id if row else target
        if row is None:
            return self._write(Outcome.ADDED, target, reading, position, read)
        self._db.execute(
            "UPDATE article SET pass = ?, position = ? WHERE id = ?",
            (reading.number, position, target),
        )
        if row.fingerprint == read.fingerprint and read.extractor is None:
            return Stored(Outcome.UNCHANGED)
        again: list[str] = []
        inherited = None
        if row.digest != read.digest:
            inherited = self._duplicates.split_off(row.id, row.digest)
            again = [p for p in self._duplicates.release(target) if p != reading.path]
        written = self._write(Outcome.UPDATED, target, reading, position, read)
        return replace(written, again=tuple(again), inherited=inherited)

    def finish(
        self,
        reading: SourcePass,
        found: FoundFile,
        digest: bytes,
        faults: Faults | None = None,
    ) -> tuple[list[str], list[str]]:
        """End a pass that read the whole source; what it did not see is removed.

        Args:
            faults: the records that could not be read; the articles that were at
                their positions before stay.

        Returns:
            The ids of the articles removed, and the paths of the sources that
            hold one of them too and must be read again.
        """
        gone = [
            row[0]
            for row in self._db.execute(
                "SELECT id, position FROM article WHERE source = ? AND pass != ?",
                (reading.source, reading.number),
            )
            if faults is None or not faults.cover(row[1])
        ]
        gone, again = self._duplicates.remove(gone)
        if faults is None:
            self._close(reading, found, digest, "indexed", "")
        else:
            self._close(reading, found, b"", "failed", faults.reason)
        return gone, [path for path in again if path != reading.path]

    def fail(self, reading: SourcePass, found: FoundFile | None, reason: str) -> None:
        """End a pass that failed; it removes nothing."""
        self._close(reading, found, b"", "failed", reason)

    # ── what the index refused ───────────────────────────────────────────────

    def refuse(self, article_id: str) -> Place | None:
        """Note that the index lacks an article; return where it was read.

        Its source may be unchanged when it is read again; the article then counts as
        changed, so that the index is offered it again. ``None`` if it is gone.
        """
        self._db.execute(
            "UPDATE article SET fingerprint = x'' WHERE id = ?", (article_id,)
        )
        row = self._db.execute(
            "SELECT source.id, path, position FROM article"
            " JOIN source ON source.id = article.source WHERE article.id = ?",
            (article_id,),
        ).fetchone()
        return Place(*row) if row else None

    def note_failure(self, place: Place, reason: str) -> str:
        """Mark a source that was read to its end as failed; return why, all in all."""
        told = f"{place.position}: {reason}" if place.position else reason
        (known,) = self._db.execute(
            "SELECT reason FROM source WHERE id = ?", (place.source,)
        ).fetchone()
        if told not in known:
            known = printable(f"{known}; {told}" if known else told)
        self._db.execute(
            "UPDATE source SET status = 'failed', digest = x'', reason = ?"
            " WHERE id = ?",
            (known, place.source),
        )
        return str(known)

    def _close(
        self,
        reading: SourcePass,
        found: FoundFile | None,
        digest: bytes,
        status: str,
        reason: str,
    ) -> None:
        self._db.execute(
            "UPDATE source SET size = ?, mtime_ns = ?, ctime_ns = ?, digest = ?,"
            " status = ?, reason = ? WHERE id = ?",
            (
                found.size if found else 0,
                found.mtime_ns if found else 0,
                found.ctime_ns if found else 0,
                digest,
                status,
                printable(reason),
                reading.source,
            ),
        )

    # ── what is gone ─────────────────────────────────────────────────────────

    def remove_source(self, path: str) -> tuple[list[str], list[str]]:
        """Forget a source; returns as :meth:`finish` does."""
        (source,) = self._db.execute(
            "SELECT id FROM source WHERE path = ?", (path,)
        ).fetchone()
        gone = [
            row[0]
            for row in self._db.execute(
                "SELECT id FROM article WHERE source = ?", (source,)
            )
        ]
        self._db.execute("DELETE FROM duplicate WHERE source = ?", (source,))
        gone, again = self._duplicates.remove(gone)
        self.members.note(source, {})
        self._db.execute("DELETE FROM source WHERE id = ?", (source,))
        return gone, again

    # ── rows ─────────────────────────────────────────────────────────────────

    def _with_id(self, article_id: str) -> _Row | None:
        row = self._db.execute(f"{_ROW} WHERE id = ?", (article_id,)).fetchone()
        return _Row(*row) if row else None

    def _only_one(self, reading: SourcePass) -> _Row | None:
        """The one article an earlier pass of a source left, if it is one."""
        rows = self._db.execute(
            f"{_ROW} WHERE source = ? LIMIT 2", (reading.source,)
        ).fetchall()
        row = _Row(*rows[0]) if len(rows) == 1 else None
        return row if row and row.unseen_in(reading) else None

    def _with_digest(self, digest: bytes) -> list[_Row]:
        rows = self._db.execute(f"{_ROW} WHERE digest = ? ORDER BY revision", (digest,))
        return [_Row(*row) for row in rows]

    def _rename(
        self,
        known: str,
        target: str,
        reading: SourcePass,
        position: str,
        read: Prepared,
    ) -> Stored:
        """Store the same content of the same source under another id."""
        written = self._write(Outcome.UPDATED, target, reading, position, read)
        self._db.execute(
            "UPDATE duplicate SET article = ? WHERE article = ?", (target, known)
        )
        self._duplicates.drop(known)
        return replace(written, removed=known)

    def _write(
        self,
        outcome: Outcome,
        article_id: str,
        reading: SourcePass,
        position: str,
        read: Prepared,
    ) -> Stored:
        if read.extractor is None:
            raise FactsMissing
        article = replace(read.article, id=article_id)
        bare = replace(article, facts=Facts())
        revision = self._archive.next_revision()
        self._db.execute(
            "INSERT OR REPLACE INTO article VALUES"
            " (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, seal(?1, ?9, ?7, ?8))",
            (
                article_id,
                reading.source,
                position,
                reading.number,
                read.digest,
                read.fingerprint,
                stored.dump_article(bare),
                stored.dump_facts(article.facts),
                read.extractor,
                revision,
            ),
        )
        self._archive.name_registry.record(article.facts, revision)
        self._db.execute("DELETE FROM removed WHERE article = ?", (article_id,))
        return Stored(outcome, replace(article, group=self._group_of(article_id)))

    def _group_of(self, article_id: str) -> str:
        """The group an article was in when articles were last compared."""
        row = self._db.execute(
            "SELECT named FROM grouped WHERE article = ?", (article_id,)
        ).fetchone()
        return row[0] if row else ""


_ROW: Final = "SELECT id, source, pass, digest, fingerprint FROM article"


@dataclass(frozen=True, slots=True)
class _Row:
    id: str
    source: int
    number: int
    digest: bytes
    fingerprint: bytes

    def unseen_in(self, reading: SourcePass) -> bool:
        """Whether it is this source's, from an earlier pass only."""
        return self.source == reading.source and self.number != reading.number
