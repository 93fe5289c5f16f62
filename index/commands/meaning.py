"""``meaning``: making the vectors for the order by meaning."""

from __future__ import annotations

import sys
import time
from contextlib import closing

import click

from search.files import hold_lock, lock_holder
from search.ranking.meaning.encoders import (
    ENCODERS,
    FOR_ENGLISH,
    is_installed,
    require,
)

from ..archive.archive import open_archive
from ..archive.vectors import open_vectors
from ..errors import ArchiveError
from ..pipeline.meaning import make_vectors
from ..settings import Settings, as_json_option, jobs_option, print_json
from .progress import show_progress

__all__ = ["meaning"]

_LOCK = "meaning.lock"
"""Held by whoever makes vectors; indexing goes on meanwhile."""

_SHOWN = 5


@click.command()
@jobs_option
@as_json_option
@click.pass_obj
def meaning(settings: Settings, jobs: int, as_json: bool) -> None:
    """Make the vectors for the order by meaning: one for each article.

    Run it after "dateline index". It takes some 20 to 50 ms an article and process,
    makes only those that are missing, and may be stopped at any time and run again.
    Searches use what is there. Needs: pip install 'dateline[meaning]'
    """
    started = time.monotonic()
    if not any(map(is_installed, ENCODERS)):
        require(FOR_ENGLISH)  # says what is missing, before a file is made
    with closing(open_archive(settings.archive)) as archive:
        try:
            with (
                hold_lock(settings.data / _LOCK),
                closing(open_vectors(settings.data, begin=True)) as store,
                show_progress(quiet=as_json) as listener,
            ):
                report = make_vectors(archive, store, jobs, listener)
        except TimeoutError as error:
            who = lock_holder(settings.data / _LOCK)
            process = f" (process {who})" if who else ""
            raise ArchiveError(
                f"another dateline{process} is making vectors in {settings.data}; "
                "wait for it to end"
            ) from error
        except KeyboardInterrupt:
            click.echo(
                "dateline: interrupted; the vectors made so far are kept, "
                "and the same command goes on from there",
                err=True,
            )
            sys.exit(130)
        articles = archive.count()
    seconds = time.monotonic() - started
    if as_json:
        print_json(
            {
                "articles": articles,
                "made": report.made,
                "removed": report.removed,
                "failed": report.failed,
                "seconds": round(seconds, 2),
            }
        )
        return
    removed = f", {report.removed:,} removed" if report.removed else ""
    click.echo(f"Done in {seconds:,.1f} s: {report.made:,} vectors made{removed}.")
    for article_id in list(report.failed)[:_SHOWN]:
        click.echo(f"{article_id}: {report.failed[article_id]}", err=True)
    click.echo(f"{articles - len(report.failed):,} of {articles:,} articles have one.")
