"""The registry of sources, and what reading one changes.

A source is read in a *pass*. What a pass has seen stays; what it has not seen is
removed when it ends well. A pass that fails, or is killed, removes nothing. An article
that several sources have is kept once, for the first; the others are noted, and read
again when the first no longer has it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace

from search.model import codec as stored
from search.model.article import Facts

from ..cleaning.printable import printable
from ..outcome import FactsMissing, Faults, Outcome, Prepared, SourcePass, Stored
from ..records import Status
from ..scan import FoundFile, key_of
from .archive import Archive
from .duplicates import Duplicates
from .editions import Editions, Order, is_later
from .identity import another_id
from .members import Members
from .rows import Row, Rows

__all__ = ["SourceRegistry"]


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
        self._editions = Editions(archive.db)
        self._rows = Rows(archive.db)

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
        earlier: Row | None = None
        if read.edition.guid:
            settled, earlier = self._settle_edition(reading, position, read)
            if settled is not None:
                return settled
        twins = self._rows.with_digest(read.digest)
        standing = next((t for t in twins if not t.unseen_in(reading)), None)
        if standing is not None:
            self._duplicates.note(reading.source, position, standing.id)
            return self._same_as(standing, earlier, read)
        if earlier is not None:
            return self._replace(earlier, reading, position, read)
        taken = self._rows.with_id(read.article.id)
        if taken is None or taken.unseen_in(reading):
            target, row = read.article.id, taken
        else:  # its id belongs to a different article, which must not be lost
            target = another_id(read.article.id, read.digest)
            row = self._rows.with_id(target)
        if row is None and twins:
            return self._rename(twins[0].id, target, reading, position, read)
        if row is None and not position and not read.article.url:
            row = self._rows.only_one(reading)  # the file's one article, in new words
            target = row.id if row else target
        if row is None:
            return self._write(Outcome.ADDED, target, reading, position, read)
        if self._rows.position(target) != position:
            self._archive.moved.add(target)
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

    # ── versions ─────────────────────────────────────────────────────────────

    def _settle_edition(
        self, reading: SourcePass, position: str, read: Prepared
    ) -> tuple[Stored | None, Row | None]:
        """Settle what is no new version, or takes one back.

        Returns:
            What was done, if that is all; else the earlier version that this one
            replaces, if there is one.
        """
        target = read.article.id
        row = self._rows.with_id(target)
        if read.edition.status is not Status.USABLE:
            taken_back = self._editions.withdraw(reading, position, read)
            if row is None or row.unseen_in(reading):
                return Stored(Outcome.WITHDRAWN), None
            if not taken_back:
                return Stored(Outcome.SUPERSEDED), None
            self._duplicates.note(row.source, self._rows.position(target), target)
            self._duplicates.drop(target)
            return Stored(Outcome.WITHDRAWN, removed=target), None
        if self._editions.is_withdrawn(reading, read):
            self._duplicates.note(reading.source, position, target)
            return Stored(Outcome.WITHDRAWN), None
        if row is None or row.digest == read.digest:
            return None, None
        held = self._editions.standing(target)
        order = Order.of(read.edition, read.digest)
        if not (held.is_told or order.is_told):
            return None, None  # nothing says that it is another version
        if is_later(held, order):
            # what stands may come again in this very source
            self._duplicates.note(reading.source, position, target)
            return Stored(Outcome.SUPERSEDED), None
        return None, None if row.unseen_in(reading) else row

    def _same_as(self, standing: Row, earlier: Row | None, read: Prepared) -> Stored:
        """Settle what has the very text of an article that stands."""
        if standing.id == read.article.id:
            order = Order.of(read.edition, read.digest)
            if is_later(order, self._editions.standing(standing.id)):
                self._editions.note(standing.id, read)
        elif earlier is not None:
            self._duplicates.note(
                earlier.source, self._rows.position(earlier.id), standing.id
            )
            self._duplicates.hand_over(earlier.id, standing.id)
            self._duplicates.drop(earlier.id)
            return Stored(Outcome.DUPLICATE, removed=earlier.id)
        return Stored(Outcome.DUPLICATE)

    def _replace(
        self, earlier: Row, reading: SourcePass, position: str, read: Prepared
    ) -> Stored:
        """Put a version in the place of an earlier one, and note who holds that."""
        held = self._rows.position(earlier.id)
        written = self._write(Outcome.REPLACED, earlier.id, reading, position, read)
        if (earlier.source, held) != (reading.source, position):
            self._duplicates.note(earlier.source, held, earlier.id)
        return written

    # ── the end of a pass ────────────────────────────────────────────────────

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
        again += self._no_longer_withdrawn(
            self._editions.end(reading.source, reading.number)
        )
        # itself where it holds an earlier version of what it no longer holds
        kept = None if reading.path in again else digest
        if faults is None:
            self._close(reading, found, kept, "indexed", "")
        else:
            self._close(reading, found, b"", "failed", faults.reason)
        return gone, again

    def _no_longer_withdrawn(self, article_ids: list[str]) -> list[str]:
        """Have the sources be read again that hold articles that were taken back."""
        held = [path for one in article_ids for path in self._duplicates.release(one)]
        return list(dict.fromkeys(held))

    def fail(self, reading: SourcePass, found: FoundFile | None, reason: str) -> None:
        """End a pass that failed; it removes nothing."""
        self._close(reading, found, b"", "failed", reason)

    def _close(
        self,
        reading: SourcePass,
        found: FoundFile | None,
        digest: bytes | None,
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
        again += self._no_longer_withdrawn(self._editions.end(source))
        self.members.note(source, {})
        self._db.execute("DELETE FROM source WHERE id = ?", (source,))
        return gone, again

    # ── rows ─────────────────────────────────────────────────────────────────

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
        self._duplicates.hand_over(known, target)
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
        found = read.article.found
        if found is not None:
            found = replace(found, file=reading.path, position=position)
        article = replace(read.article, id=article_id, found=found)
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
        self._editions.note(article_id, read)
        self._archive.name_registry.record(article.facts, revision)
        self._db.execute("DELETE FROM removed WHERE article = ?", (article_id,))
        return Stored(outcome, replace(article, group=self._group_of(article_id)))

    def _group_of(self, article_id: str) -> str:
        """The group an article was in when articles were last compared."""
        row = self._db.execute(
            "SELECT named FROM grouped WHERE article = ?", (article_id,)
        ).fetchone()
        return row[0] if row else ""
