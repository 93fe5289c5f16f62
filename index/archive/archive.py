"""The archive: one SQLite file that is the truth about everything indexed.

Every change of an article gets the next *revision*. An index says up to which
revision it holds every change, so any index can be brought up to date, or be
made anew, from here alone.

Not thread-safe: one process writes, in one thread.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from search.errors import ConfigError
from search.files import make_private
from search.model import codec as stored
from search.model.article import Article, Facts
from search.storage import storage_trouble

from ..errors import ArchiveError, ArchiveMissing
from .identity import seal
from .names import NameRegistry
from .schema import ADDED, SCHEMA, VERSION

__all__ = [
    "ARCHIVE_NAME",
    "Archive",
    "ArchivedArticle",
    "database_errors",
    "open_archive",
    "require_archive",
]

ARCHIVE_NAME: Final = "archive.sqlite"
"""The archive's file in the data folder."""


@dataclass(frozen=True, slots=True)
class ArchivedArticle:
    """An article as the archive keeps it; ``extractor`` is the stamp of its facts."""

    article: Article
    extractor: str
    revision: int


class Archive:
    """The archive's articles and revisions; sources are in :mod:`.sources`.

    Attributes:
        folder: the data folder, if it is in one.
        db: the connection; changes are in one transaction until :meth:`commit`.
        registry: the names articles give.
        revision: the latest revision given out.
        moved: articles that are found elsewhere than an index has been told; see
            :meth:`renew_moved`.
    """

    def __init__(self, db: sqlite3.Connection, folder: Path | None = None) -> None:
        self.db = db
        self.folder = folder
        self.name_registry = NameRegistry(db)
        self.moved: set[str] = set()
        self.revision: int = db.execute(
            "SELECT max(ifnull((SELECT max(revision) FROM article), 0),"
            " ifnull((SELECT max(revision) FROM removed), 0))"
        ).fetchone()[0]

    def next_revision(self) -> int:
        """Give out the next revision."""
        self.revision += 1
        return self.revision

    def commit(self) -> None:
        """Make every change since the last commit durable, all or none."""
        with database_errors(self.folder):
            self.db.commit()

    def close(self) -> None:
        """Close, dropping what was not committed."""
        self.db.close()

    def count(self) -> int:
        """Return the number of articles."""
        return int(self.db.execute("SELECT count(*) FROM article").fetchone()[0])

    def articles(self, after: int = 0) -> Iterator[ArchivedArticle]:
        """Yield the articles whose last change came after a revision, in order.

        Memory stays flat; rows written meanwhile may or may not be among them.
        """
        while True:
            rows = self.db.execute(
                "SELECT article.article, facts, extractor, revision, seal, article.id,"
                " named, path, position FROM article"
                " LEFT JOIN grouped ON grouped.article = article.id"
                " LEFT JOIN source ON source.id = article.source"
                " WHERE revision > ? ORDER BY revision LIMIT 32",
                (after,),
            ).fetchall()
            if not rows:
                return
            yield from map(_archived, rows)
            after = rows[-1][3]

    def removals(self, after: int = 0) -> Iterator[str]:
        """Yield the ids of the articles removed after a revision."""
        for (article_id,) in self.db.execute(
            "SELECT article FROM removed WHERE revision > ?", (after,)
        ):
            yield article_id

    def changes(self, after: int) -> int:
        """Return how many articles were changed or removed after a revision."""
        row = self.db.execute(
            "SELECT (SELECT count(*) FROM article WHERE revision > :after)"
            " + (SELECT count(*) FROM removed WHERE revision > :after)",
            {"after": after},
        ).fetchone()
        return int(row[0])

    def set_facts(self, article_id: str, facts: Facts, extractor: str) -> None:
        """Replace the facts of an article; ``extractor`` is their stamp."""
        revision = self.next_revision()
        self.db.execute(
            "UPDATE article SET facts = ?1, extractor = ?2, revision = ?3,"
            " seal = seal(id, ?2, article, ?1) WHERE id = ?4",
            (stored.dump_facts(facts), extractor, revision, article_id),
        )
        self.name_registry.record(facts, revision)

    def touch(self, names: Iterable[int]) -> int:
        """Give the articles that give some names new revisions; return how many."""
        wanted = "SELECT revision FROM named JOIN article USING (revision)"
        touched = {
            revision
            for name in names
            for (revision,) in self.db.execute(f"{wanted} WHERE name = ?", (name,))
        }
        return self._give_new(touched)

    def renew_moved(self) -> None:
        """Give the articles that moved new revisions, so that indexes are told."""
        self.renew(self.moved)
        self.moved.clear()

    def renew(self, article_ids: Iterable[str]) -> int:
        """Give articles new revisions, as far as there are any; return how many."""
        wanted = "SELECT revision FROM article WHERE id = ?"
        rows = (self.db.execute(wanted, (one,)).fetchone() for one in article_ids)
        return self._give_new(row[0] for row in rows if row)

    def _give_new(self, revisions: Iterable[int]) -> int:
        """Give the articles of some revisions new ones; return how many."""
        touched = set(revisions)
        for before in sorted(touched):
            now = self.next_revision()
            for table in ("article", "named", "met"):
                self.db.execute(
                    f"UPDATE {table} SET revision = ? WHERE revision = ?", (now, before)
                )
        return len(touched)

    def extractors(self) -> dict[str, int]:
        """Return how many articles have facts with each extractor's stamp."""
        return dict(
            self.db.execute(
                "SELECT extractor, count(*) FROM article GROUP BY extractor"
            ).fetchall()
        )

    def languages(self) -> Counter[str]:
        """Return how many articles are in each language; "" where it is unknown."""
        counts: Counter[str] = Counter()
        for stamp, number in self.extractors().items():
            counts[stamp.partition(":")[0]] += number  # stamps begin with it
        return counts


_Row = tuple[bytes, bytes, str, int, bytes, str, str | None, str | None, str]


def _sealed(row: _Row) -> bytes:
    article, facts, stamp, _, _, article_id, *_ = row
    return seal(article_id, stamp, article, facts)


def _archived(row: _Row) -> ArchivedArticle:
    if _sealed(row) != row[4]:
        raise ArchiveError(
            f"the archive is damaged: article {row[5]} is not what was put into it; "
            f"{_RESTORE}"
        )
    try:
        bare = stored.load_article(row[0])
        facts = stored.load_facts(row[1], bare.title, bare.body)
    except (ValueError, TypeError, KeyError, IndexError) as error:
        raise ArchiveError(f"the archive is damaged ({error}); {_RESTORE}") from error
    found = bare.found
    if found is not None and row[7] is not None:
        found = replace(found, file=row[7], position=row[8])
    article = replace(bare, facts=facts, group=row[6] or "", found=found)
    return ArchivedArticle(article, row[2], row[3])


@contextmanager
def database_errors(place: Path | None = None) -> Iterator[None]:
    """Turn what SQLite raises while writing, such as on a full disk, into our error.

    Args:
        place: the data folder, for the error to name.
    """
    try:
        yield
    except sqlite3.DatabaseError as error:
        if "malformed" in str(error) or "not a database" in str(error):
            raise ArchiveError(f"the archive is damaged: {_RESTORE}") from error
        told = storage_trouble(error, place) if place is not None else None
        raise ArchiveError(
            told
            or f"the archive cannot be written ({error}); nothing acknowledged is "
            "lost: run the same command again"
        ) from error


_RESTORE: Final = (
    "bring archive.sqlite back from a backup, or move it away and index the sources "
    "again"
)


def require_archive(path: Path) -> None:
    """Raise what :func:`open_archive` does where there is no archive; open nothing.

    Raises:
        ArchiveMissing: if there is none.
        ArchiveError: if that cannot be told.
    """
    if _is_missing(path):
        raise ArchiveMissing(
            f"there is no archive at {path} yet; make one with: dateline index PATH"
        )


def open_archive(path: Path, *, create: bool = False) -> Archive:
    """Open the archive file.

    Raises:
        ArchiveMissing: if there is none and none is to be created.
        ArchiveError: if it is unusable.
        ConfigError: if an older or a newer program made it.
    """
    if not create:
        require_archive(path)
    with contextlib.ExitStack() as on_failure:
        try:
            if create:
                make_private(path)
            db = sqlite3.connect(path, timeout=30)
            on_failure.callback(db.close)
            _prepare(db, path, create=create)
            archive = Archive(db, path.parent)
        except (sqlite3.Error, OSError) as error:
            told = storage_trouble(error, path)
            raise ArchiveError(
                told
                or f"the archive at {path} cannot be used: {error}; "
                f"if it is damaged, {_RESTORE}"
            ) from error
        on_failure.pop_all()
        return archive


def _prepare(db: sqlite3.Connection, path: Path, *, create: bool) -> None:
    """Set what each connection must set, and make the tables of a new archive."""
    db.create_function("seal", 4, seal, deterministic=True)
    db.execute("PRAGMA journal_mode = WAL")
    # acknowledged means on the disk, not in the system's cache
    db.execute("PRAGMA synchronous = FULL")
    version = db.execute("PRAGMA user_version").fetchone()[0]
    if version == 0 and create:
        db.executescript(f"BEGIN; {SCHEMA} PRAGMA user_version = {VERSION}; COMMIT;")
    elif version < VERSION:
        raise ConfigError(
            f"an older dateline made the archive at {path}, and this one cannot read "
            "it; move it away and index the sources again"
        )
    elif version > VERSION:
        raise ConfigError(
            f"a newer dateline made the archive at {path}; use that, or move the "
            "archive away and index the sources again"
        )
    db.executescript(ADDED)


def _is_missing(path: Path) -> bool:
    try:
        return path.stat().st_size == 0
    except FileNotFoundError:
        return True
    except OSError as error:
        told = storage_trouble(error, path)
        raise ArchiveError(
            told or f"the archive at {path} cannot be used: {error.strerror or error}"
        ) from error
