"""A worker's part: records of sources → cleaned articles with their facts.

Everything here changes nothing and may be done again: a worker that dies loses
nothing. Facts are found of some articles at a time, which is faster.
"""

from __future__ import annotations

import datetime
import logging
import sqlite3
import weakref
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from search.model.article import Article, FoundIn

from ..archive.identity import article_id, content_digest, edition_id, fingerprint
from ..cleaning.clean import clean
from ..cleaning.printable import printable
from ..errors import UnreadableSource, reason_of
from ..extract.extractor import extract_all, stamp_for
from ..extract.language.decide import decide_language
from ..outcome import Prepared
from ..published.decide import decide_published
from ..readers import READERS
from ..records import Draft, Status, Task

__all__ = ["Failed", "Preparer", "article_of", "draft_of", "with_facts"]

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Failed:
    """A record that is no article, and why, for people."""

    reason: str


def draft_of(task: Task) -> Draft:
    """Parse a record; its draft is cleaned.

    Raises:
        UnreadableSource: if it is no article.
    """
    options = task.options
    if task.packed.file_name:
        options = replace(options, file_name=task.packed.file_name)
    reader = READERS[task.packed.reader]
    return clean(reader.draft(task.packed.record(), options))


def article_of(draft: Draft, today: datetime.date, file_name: str) -> Article:
    """Return the article of a draft, with its id, its language and its date.

    Args:
        today: the day after which a publication date is in the future.
        file_name: of its source; part of the id where only the source gives one.
    """
    published, unreliable = decide_published(draft, today)
    language = decide_language(draft.language, draft.title, draft.body)
    article = Article(
        id="",
        title=draft.title,
        body=draft.body,
        source_id=draft.source_id,
        url=draft.url,
        source=draft.source,
        section=draft.section,
        language=language.code,
        language_confidence=language.confidence,
        declared_language=language.declared,
        authors=draft.authors,
        published=published,
        unreliable_date=unreliable,
        embargo=_moment(draft.edition.embargo),
    )
    guid = draft.edition.guid
    own_id = edition_id(guid) if guid else article_id(article, file_name)
    return replace(article, id=own_id)


def _moment(written: str) -> datetime.datetime | None:
    """The moment that is written, in UTC; one without a zone is taken for UTC."""
    try:
        found = datetime.datetime.fromisoformat(written)
        zoned = found if found.tzinfo else found.replace(tzinfo=datetime.UTC)
        return zoned.astimezone(datetime.UTC)
    except (ValueError, OverflowError):
        return None


class Preparer:
    """Prepares records; made once in each worker.

    Args:
        archive: the archive file to look known articles up in.
        today: the day after which a publication date is in the future.
    """

    def __init__(self, archive: Path, today: datetime.date) -> None:
        self._archive = archive
        self._today = today
        self._db: sqlite3.Connection | None = None

    def __call__(self, tasks: Sequence[Task]) -> list[Prepared | Failed]:
        """Prepare records; what is wrong with one is returned, not raised."""
        results = [self._drafted(task) for task in tasks]
        new = {
            at: one
            for at, one in enumerate(results)
            if isinstance(one, Prepared) and one.extractor
        }
        found = with_facts([*new.values()])
        for at, done in zip(new, found, strict=True):
            results[at] = done
        return results

    def _drafted(self, task: Task) -> Prepared | Failed:
        """The article of a record, whose facts are still to be found.

        Without an extractor where the archive has them.
        """
        try:
            return self._article(task)
        except UnreadableSource as error:
            return Failed(error.reason)
        except Exception as error:
            _log.warning("parsing %s failed", _told(task), exc_info=True)
            return Failed(reason_of(error))

    def _article(self, task: Task) -> Prepared:
        draft = draft_of(task)
        edition = draft.edition
        if edition.status is not Status.USABLE and not edition.guid:
            raise UnreadableSource(
                f"it is {edition.status}, and nothing says which article it was"
            )
        gone = edition.status is not Status.USABLE
        if not gone and not draft.title and not draft.body:
            raise UnreadableSource("there is no text in it")
        file_name = task.packed.file_name or task.options.file_name
        article = article_of(draft, self._today, file_name)
        digest, mark = content_digest(article), fingerprint(article)
        if gone:
            return Prepared(article, digest, mark, None, edition=edition)
        # where it was read makes it no other article
        found = FoundIn("", task.packed.position, task.packed.reader)
        article = replace(article, found=found)
        stamp = stamp_for(article.language)
        if task.known and self._is_archived(mark, stamp):
            return Prepared(article, digest, mark, None, edition=edition)
        return Prepared(article, digest, mark, stamp, edition=edition)

    def _is_archived(self, mark: bytes, stamp: str) -> bool:
        if self._db is None:
            uri = self._archive.absolute().as_uri() + "?mode=ro"
            self._db = sqlite3.connect(uri, uri=True, timeout=30)
            weakref.finalize(self, self._db.close)
        row = self._db.execute(
            "SELECT 1 FROM article WHERE fingerprint = ? AND extractor = ?",
            (mark, stamp),
        ).fetchone()
        return row is not None


def with_facts(prepared: Sequence[Prepared]) -> list[Prepared]:
    """Return articles with their facts; one whose facts cannot be found without."""
    try:
        found = extract_all([one.article for one in prepared])
    except Exception as error:
        if len(prepared) > 1:  # the others have nothing to do with it
            return [done for one in prepared for done in with_facts([one])]
        title = printable(prepared[0].article.title)
        _log.warning("finding the facts of %r failed", title, exc_info=True)
        return [_without_facts(prepared[0], error)]
    return [
        replace(one, article=replace(one.article, facts=facts))
        for one, facts in zip(prepared, found, strict=True)
    ]


def _told(task: Task) -> str:
    """Which record it is, for people."""
    return printable(f"{task.options.file_name} {task.packed.position}".strip())


def _without_facts(prepared: Prepared, error: Exception) -> Prepared:
    """An article without facts: worth more than none.

    The stamp is no current one, so the next reindex looks for its facts again.
    """
    fault = f"its facts could not be found ({type(error).__name__}: {error})"
    return replace(prepared, extractor=f"{prepared.extractor} failed", fault=fault)
