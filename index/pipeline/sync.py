"""The archive → an index: only what changed, or everything into a new one."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Final

from search.engines.engine import Engine, Writer, new_engine, open_engine
from search.engines.url import EngineUrl
from search.errors import (
    EngineError,
    EngineUnavailable,
    EngineUnreachable,
    IndexMissing,
)
from search.model.article import Article, Facts

from ..archive.archive import Archive
from ..extract.extractor import extract_all, is_current, stamp_for
from ..outcome import Listener, Progress
from .canonical import CanonicalNames
from .commit import commit_both
from .workers import GivenUp, Workers

__all__ = [
    "Need",
    "catch_up",
    "find_need",
    "open_for_writing",
    "rebuild",
    "refresh_facts",
]

COMMIT_EVERY: Final = 5_000
"""Articles between two commits."""

_COMMIT_REBUILT: Final = 25_000
"""The same of a new index, which nobody reads or resumes: fewer segments to merge."""

_BATCH: Final = 50


def open_for_writing(url: EngineUrl) -> Engine:
    """Open an index, or make an empty one in use where there is none."""
    try:
        return open_engine(url)
    except IndexMissing:
        engine = new_engine(url)
        engine.activate()
        return engine


def catch_up(
    archive: Archive, names: CanonicalNames, engine: Engine, writer: Writer
) -> int:
    """Bring an index up to the archive's latest revision.

    Its lexicon will have the other spellings there are when writing ends.

    Returns:
        How many articles were written or removed.
    """
    writer.set_aliases(names.aliases())
    since = engine.revision()
    if since > archive.revision:
        raise EngineUnavailable(
            engine.url,
            f"the index at {engine.url} holds changes this archive does not know. "
            "If it belongs to another data folder, give another --engine. If the "
            "archive was lost, move the index away and index all sources again",
        )
    if since == archive.revision:
        return 0
    changed = 0
    for article_id in archive.removals(since):
        writer.remove(article_id)
        changed += 1
    for kept in archive.articles(since):
        writer.add(names.canonicalise(kept.article))
        changed += 1
        if changed % COMMIT_EVERY == 0:
            commit_both(archive, writer, kept.revision)
    commit_both(archive, writer, archive.revision)
    return changed


@dataclass(frozen=True, slots=True)
class Need:
    """Why an index is to be made anew, or ``None``; and whether facts are old."""

    rebuild: str | None
    facts: int


def find_need(archive: Archive, url: EngineUrl) -> Need:
    """Return what an index needs besides the latest changes of its archive.

    Raises:
        EngineUnreachable: if its servers do not answer.
    """
    why = None
    try:
        with closing(open_engine(url)) as engine:
            if engine.revision() > archive.revision:
                why = "it belongs to another archive"
    except IndexMissing:
        why = "there is none yet"
    except EngineUnreachable:
        raise  # a server that is started again is no reason to write all of it anew
    except Exception as error:
        # Whatever is wrong with the old index must not keep a new one from being.
        why = str(error)
    return Need(why, _outdated(archive))


def rebuild(
    archive: Archive, names: CanonicalNames, url: EngineUrl, listener: Listener
) -> int:
    """Make a new index from the archive next to the old one, then put it in use.

    The old one answers until the new one is complete.
    """
    total = archive.count()
    if not total:
        _refuse_to_empty(url)
    done = 0
    with closing(new_engine(url)) as engine:
        with engine.writer() as writer:
            writer.set_aliases(names.aliases())
            for kept in archive.articles():
                writer.add(names.canonicalise(kept.article))
                done += 1
                if done % _COMMIT_REBUILT == 0:
                    commit_both(archive, writer, kept.revision)
                if done % 200 == 0:
                    listener(Progress("indexing", done, total, done, 0))
            commit_both(archive, writer, archive.revision)
        engine.activate()
    listener(Progress("indexing", done, total, done, 0))
    return done


def _refuse_to_empty(url: EngineUrl) -> None:
    """Keep an index whose archive was lost: it is the last copy.

    Raises:
        EngineUnavailable: if the index holds articles.
    """
    try:
        with closing(open_engine(url)) as engine:
            held = engine.snapshot().articles
    except EngineError:
        return
    if held:
        raise EngineUnavailable(
            str(url),
            f"the archive is empty, but the index at {url} holds {held:,} articles; "
            "it was left as it is: index the sources again, or name another --engine",
        )


def refresh_facts(archive: Archive, jobs: int, listener: Listener) -> int:
    """Find the facts anew of every article whose stamp is no longer current.

    These are the articles that an older version of their language's extractor looked
    at, or that of another language. The sources are not read; the archive has the
    texts.
    """
    total = _outdated(archive)
    if not total:
        return 0
    upto = archive.revision
    done = 0
    pending: deque[list[Article]] = deque()

    def batches() -> Iterator[list[Article]]:
        batch: list[Article] = []
        for kept in archive.articles():
            if kept.revision > upto:
                break  # written below, in this very run
            if not is_current(kept.extractor):
                batch.append(kept.article)
            if len(batch) >= _BATCH:
                pending.append(batch)
                yield batch
                batch = []
        if batch:
            pending.append(batch)
            yield batch

    with Workers(jobs, _extraction) as workers:
        for results in workers.map(batches()):
            for article, facts in zip(pending.popleft(), results, strict=True):
                done += 1
                if not isinstance(facts, GivenUp):
                    archive.set_facts(article.id, facts, stamp_for(article.language))
            archive.commit()
            listener(Progress("finding facts", done, total, done, 0))
    return done


def _extraction() -> Callable[[Sequence[Article]], list[Facts]]:
    """Made in each worker."""
    return extract_all


def _outdated(archive: Archive) -> int:
    """How many articles have facts that may be found otherwise now."""
    stamps = archive.extractors().items()
    return sum(articles for stamp, articles in stamps if not is_current(stamp))
