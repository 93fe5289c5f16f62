"""Committing archive and index together, and noting what the index refused."""

from __future__ import annotations

from collections.abc import Mapping

from search.engines.engine import Writer

from ..archive.archive import Archive
from ..archive.refusals import Refusals
from ..outcome import Failure
from ..sources.source import Source

__all__ = ["commit_both"]


def commit_both(
    archive: Archive,
    writer: Writer,
    revision: int,
    unfinished: Mapping[int, Source] | None = None,
) -> list[Failure]:
    """Commit the archive first, because it is the truth, then the index.

    An article that the index refuses stays in the archive, and its source counts as
    failed. It is offered to the index again when its source is read again.

    Args:
        revision: the archive revision that the index then holds.
        unfinished: the sources that are still being read, by their numbers; they
            note their faults themselves.

    Returns:
        The finished sources that failed by this.
    """
    archive.commit()
    refusals = writer.commit(revision)
    if not refusals:
        return []
    registry = Refusals(archive.db)
    failed: dict[str, Failure] = {}
    for refusal in refusals:
        place = registry.refuse(refusal.article_id)
        if place is None:
            continue
        reason = f"the index refused it: {refusal.reason}"
        source = (unfinished or {}).get(place.source)
        if source is not None:
            source.refuse(place.position, reason)
        else:
            told = registry.note_failure(place, reason)
            failed[place.path] = Failure(place.path, told)
    archive.commit()
    return list(failed.values())
