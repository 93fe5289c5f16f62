"""``index``, ``reindex`` and ``failed``: what changes the archive and the index."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

import click

from search.engines.url import EngineUrl
from search.ranking.meaning.vectors import FILE_NAME
from search.settings import table

from ..archive.archive import database_errors, open_archive
from ..archive.lock import writing
from ..archive.sources import SourceRegistry
from ..cleaning.printable import printable
from ..outcome import Failure, Outcome, Progress, Report
from ..pipeline.canonical import CanonicalNames
from ..pipeline.grouping import compare_articles
from ..pipeline.preview import preview_paths
from ..pipeline.run import IndexOptions, index_paths
from ..pipeline.sync import (
    catch_up,
    find_need,
    open_for_writing,
    rebuild,
    refresh_facts,
)
from ..readers import READERS
from ..scan import STANDARD_INPUT, absolute, key_of
from ..settings import Settings, as_json_option, jobs_option, print_json
from ..sources.run_state import RunState
from ..sources.source import SourceOptions
from .preview import print_preview
from .progress import show_progress

__all__ = ["failed", "index", "reindex"]

_FAILURES_SHOWN = 10

_SAID = {
    Outcome.REPLACED: "in place of an earlier version",
    Outcome.SUPERSEDED: "of an earlier version, left out",
    Outcome.WITHDRAWN: "withdrawn by the publisher",
}
"""What is said of articles instead of the outcome's name."""


def _mapping(
    ctx: click.Context, param: click.Parameter, values: tuple[str, ...]
) -> dict[str, str]:
    """Parse ``--map title=kop``."""
    fields = ("title", "body", "date", "url", "author", "source", "id")
    mapping = {}
    for value in values:
        ours, equals, theirs = value.partition("=")
        if not equals or not theirs or ours not in fields:
            raise click.BadParameter(
                f"{value!r} is not FIELD=NAME with FIELD one of {', '.join(fields)}"
            )
        mapping[ours] = theirs
    return mapping


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--format",
    type=click.Choice(list(READERS)),
    help="Read everything as this format, whatever its name.",
)
@click.option(
    "--map",
    "mapping",
    multiple=True,
    metavar="FIELD=NAME",
    callback=_mapping,
    help="Take FIELD (title, body, date, url, author, source, id) from the column "
    "or key NAME.",
)
@click.option(
    "--forget",
    is_flag=True,
    help="Forget the --format and --map that files were read with before.",
)
@click.option(
    "--keep-missing", is_flag=True, help="Keep the articles of files that are gone."
)
@click.option(
    "--empty-ok",
    is_flag=True,
    help="Remove the articles of a folder that has become empty.",
)
@click.option(
    "--strict", is_flag=True, help="Exit with 1 if a source could not be read."
)
@click.option(
    "--dry-run",
    is_flag=True,
    help="Say what would be read as what, with the first article of each format; "
    "index nothing.",
)
@jobs_option
@as_json_option
@click.pass_obj
def index(
    settings: Settings,
    paths: tuple[Path, ...],
    format: str | None,
    mapping: dict[str, str],
    forget: bool,
    keep_missing: bool,
    empty_ok: bool,
    strict: bool,
    dry_run: bool,
    jobs: int,
    as_json: bool,
) -> None:
    """Index the articles in files and folders; "-" is standard input.

    Reads what "dateline formats" lists. Only what is new or changed is read;
    articles whose files are gone are removed. A file that cannot be read is
    reported, and the run goes on. It may be stopped at any time and run again.
    Hidden files are skipped; --format and --map are remembered for each file
    that could be read with them.
    """
    for path in paths:
        if path != STANDARD_INPUT and _is_nowhere(path) and not _known(settings, path):
            raise click.BadParameter(f"there is no such file or folder: {path}")
    options = IndexOptions(
        data=settings.data,
        engine=settings.engine,
        jobs=jobs,
        keep_missing=keep_missing,
        empty_ok=empty_ok,
        sources=SourceOptions(format=format, mapping=mapping, forget=forget),
        across_scripts=settings.configuration[table.NAMES_ACROSS_SCRIPTS],
    )
    if dry_run:
        if STANDARD_INPUT in paths:
            raise click.BadParameter(
                "standard input can be read once only; save it to a file for --dry-run"
            )
        with show_progress(quiet=as_json) as listener:
            preview = preview_paths(
                paths, options.sources, options.own_folders, listener, apart=jobs > 0
            )
        print_preview(preview, as_json=as_json)
        return
    report = _run(paths, options, quiet=as_json)
    if as_json:
        print_json(report.as_json())
    else:
        _print_report(report)
        new = report.counts[Outcome.ADDED] + report.counts[Outcome.UPDATED]
        if new and (settings.data / FILE_NAME).exists():
            click.echo("What is new has no vector yet; make them: dateline meaning")
    if strict and report.failed:
        sys.exit(1)


def _is_nowhere(path: Path) -> bool:
    """Whether there is nothing at a path; one that may not be seen is somewhere."""
    try:
        return not os.path.lexists(path)
    except ValueError:  # a NUL in it
        return True


def _known(settings: Settings, path: Path) -> bool:
    """Whether something at or below a missing path was indexed before."""
    if not settings.archive.exists():
        return False
    with closing(open_archive(settings.archive)) as archive:
        return bool(RunState(archive.db).vanished(key_of(absolute(path))))


def _run(paths: Iterable[Path], options: IndexOptions, *, quiet: bool) -> Report:
    try:
        with show_progress(quiet=quiet) as listener:
            return index_paths(list(paths), options, listener)
    except KeyboardInterrupt:
        click.echo(
            "dateline: interrupted; what was done so far is kept, "
            "and the same command goes on from there",
            err=True,
        )
        sys.exit(130)


def _print_report(report: Report) -> None:
    counts = {outcome: report.counts[outcome] for outcome in Outcome}
    articles = ", ".join(f"{n:,} {_SAID.get(o, o)}" for o, n in counts.items() if n)
    removed = f", {report.removed:,} removed" if report.removed else ""
    click.echo(
        f"Done in {report.seconds:,.1f} s: {articles or 'no articles'}{removed}."
    )
    for note in report.notes:
        click.echo(note)
    _print_failures(report.failed)


def _print_failures(failures: list[Failure]) -> None:
    if not failures:
        return
    noun = "source" if len(failures) == 1 else "sources"
    click.echo(f"{len(failures):,} {noun} could not be read, or not wholly:", err=True)
    for failure in failures[:_FAILURES_SHOWN]:
        click.echo(f"  {printable(failure.source)}\n    {failure.reason}", err=True)
    if len(failures) > _FAILURES_SHOWN:
        click.echo("  … all of them: dateline failed", err=True)


@click.command()
@click.option(
    "--engine",
    metavar="URL",
    help="Build the index there instead of where --engine says.",
)
@click.option(
    "--if-needed",
    is_flag=True,
    help="Do nothing if the index is complete and made by this version.",
)
@jobs_option
@as_json_option
@click.pass_obj
def reindex(
    settings: Settings, engine: str | None, if_needed: bool, jobs: int, as_json: bool
) -> None:
    """Build a new index from the archive, and switch to it.

    No source is read. The old index answers until the new one is complete and takes
    its place in one step. Facts that an older version found are found again.
    """
    url = settings.engine_at(engine) if engine else settings.engine
    open_archive(settings.archive).close()  # before a folder is made for the lock
    with (
        writing(settings.data),
        database_errors(settings.data),
        closing(open_archive(settings.archive)) as archive,
        show_progress(quiet=as_json) as listener,
    ):
        need = find_need(archive, url)
        names = CanonicalNames(archive, settings.data)
        facts = refresh_facts(archive, jobs, listener)
        names.curate()
        names.compare(
            anew=not if_needed,
            across_scripts=settings.configuration[table.NAMES_ACROSS_SCRIPTS],
        )
        total = archive.count()
        compare_articles(
            archive,
            lambda done: listener(Progress("comparing articles", done, total, done, 0)),
        )
        archive.commit()
        if if_needed and need.rebuild is None:
            with closing(open_for_writing(url)) as opened, opened.writer() as writer:
                articles = catch_up(archive, names, opened, writer)
            rebuilt = False
        else:
            articles = rebuild(archive, names, url, listener)
            rebuilt = True
    result: dict[str, object] = {"rebuilt": rebuilt, "articles": articles}
    faults = [f"{names.path}, {fault}" for fault in names.faults]
    for fault in faults:
        click.echo(f"dateline: {fault}", err=True)
    if as_json:
        result |= {"facts": facts, "engine": str(url)}
        print_json({**result, "why": need.rebuild, "faults": faults})
    else:
        click.echo(_told(url, rebuilt=rebuilt, articles=articles, facts=facts))
        if url != settings.engine:
            click.echo(f"To search it: --engine {url}, or DATELINE_ENGINE.")


def _told(url: EngineUrl, *, rebuilt: bool, articles: int, facts: int) -> str:
    found = f" Facts were found anew in {facts:,} articles." if facts else ""
    if rebuilt:
        return f"Built a new index of {articles:,} articles at {url}.{found}"
    if articles:
        return f"The index was brought up to date: {articles:,} articles.{found}"
    return "The index is complete and up to date; nothing was done."


@click.command()
@click.option("--retry", is_flag=True, help="Read them again now.")
@jobs_option
@as_json_option
@click.pass_obj
def failed(settings: Settings, retry: bool, jobs: int, as_json: bool) -> None:
    """List the sources that could not be read, and why."""
    with closing(open_archive(settings.archive)) as archive:
        failures = [Failure(*failure) for failure in SourceRegistry(archive).failures()]
    if retry and failures:
        failures = _retry(settings, failures, jobs, quiet=as_json)
    if as_json:
        print_json({"failed": [failure.as_json() for failure in failures]})
    elif not failures:
        click.echo("Every source could be read.")
    else:
        for failure in failures:
            click.echo(f"{printable(failure.source)}\n  {failure.reason}")


def _retry(
    settings: Settings, failures: list[Failure], jobs: int, *, quiet: bool
) -> list[Failure]:
    """Read the files that failed again, each the way it was read before.

    Folders that could not be listed, and standard input, are not files to read.
    """
    files = [Path(f.source) for f in failures]
    files = [path for path in files if path.is_absolute() and not path.is_dir()]
    with (
        writing(settings.data),
        database_errors(settings.data),
        closing(open_archive(settings.archive)) as archive,
    ):
        for path in files:
            SourceRegistry(archive).forget_failure(str(path))
        archive.commit()
    options = IndexOptions(
        data=settings.data,
        engine=settings.engine,
        jobs=jobs,
        across_scripts=settings.configuration[table.NAMES_ACROSS_SCRIPTS],
    )
    again = _run(files, options, quiet=quiet).failed
    kept = [f for f in failures if Path(f.source) not in files]
    return sorted([*kept, *again], key=lambda failure: failure.source)
