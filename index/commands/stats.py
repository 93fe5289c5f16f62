"""``stats``: what is in the archive and the index."""

from __future__ import annotations

import contextlib
import textwrap
from collections.abc import Iterator
from contextlib import closing
from typing import Any, Final

import click

from search.codes.languages import PACKED_LANGUAGES, language_name
from search.engines.engine import examine_servers, open_engine
from search.errors import EngineError
from search.files import size_of
from search.ranking.meaning.encoders import ENCODERS, INSTALL, is_installed
from search.ranking.meaning.vectors import FILE_NAME, VectorFile

from ..archive.archive import Archive, open_archive
from ..extract.packed.models import named_languages
from ..settings import Settings, as_json_option, print_json

__all__ = ["stats"]

_WIDTH: Final = 68
"""Characters of a line of languages."""


@click.command()
@as_json_option
@click.pass_obj
def stats(settings: Settings, as_json: bool) -> None:
    """Show what has been indexed, and whether the index is complete."""
    with closing(open_archive(settings.archive)) as archive:
        found = {
            **_archived(archive),
            "archive_bytes": size_of(settings.data, settings.archive.name + "*"),
            "index": _indexed(settings, archive),
            "meaning": _meaning(settings),
        }
    if as_json:
        print_json(found)
    else:
        _print(found)


def _archived(archive: Archive) -> dict[str, Any]:
    db = archive.db
    statuses = dict(db.execute("SELECT status, count(*) FROM source GROUP BY status"))
    (duplicates,) = db.execute("SELECT count(*) FROM duplicate").fetchone()
    return {
        "articles": archive.count(),
        "duplicates": duplicates,
        "languages": dict(archive.languages().most_common()),
        "sources": {
            "indexed": statuses.get("indexed", 0),
            "failed": statuses.get("failed", 0),
            "unfinished": statuses.get("reading", 0),
        },
    }


def _indexed(settings: Settings, archive: Archive) -> dict[str, Any]:
    state: dict[str, Any] = {"engine": str(settings.engine)}
    try:
        with closing(open_engine(settings.engine)) as engine:
            state["articles"] = engine.snapshot().articles
            state["behind"] = archive.changes(engine.revision())
    except EngineError as error:
        state["problem"] = str(error)
    with contextlib.suppress(EngineError):  # then it is a problem, told already
        if report := examine_servers(settings.engine):
            state["bytes"] = report.bytes
            state["cluster"] = {
                "version": report.version,
                "status": report.status,
                "nodes": report.nodes,
            }
    if settings.engine.folder is not None:
        state["bytes"] = size_of(settings.engine.folder)
    return state


def _meaning(settings: Settings) -> dict[str, Any]:
    """How many vectors there are, by encoder, and whether these are installed."""
    counts = VectorFile(settings.data).counts()
    return {
        "vectors": sum(counts.values()),
        "encoders": counts,
        "installed": all(map(is_installed, counts or ENCODERS)),
        "bytes": size_of(settings.data, FILE_NAME),
    }


def _languages(counts: dict[str, int]) -> Iterator[str]:
    """Which languages the articles are in, and in which no names are found."""
    told = (f"{language_name(code) or 'unknown'} {n:,}" for code, n in counts.items())
    heading = "Languages   "
    for line in textwrap.wrap(", ".join(told), _WIDTH):
        yield heading + line
        heading = " " * len(heading)
    named = named_languages()
    told_of, bare = named | PACKED_LANGUAGES, PACKED_LANGUAGES - named
    nameless = sum(n for code, n in counts.items() if code in bare)
    unread = sum(n for code, n in counts.items() if code and code not in told_of)
    names = ", ".join(language_name(code) for code in sorted(named))
    if nameless:
        packed = ", ".join(map(language_name, sorted(bare & counts.keys())))
        yield f"{heading}names of people are found in {names}; in {nameless:,}"
        yield f"{heading}articles in {packed} places and dates are"
    if unread:
        yield f"{heading}names and dates are found in {names}; in {unread:,}"
        yield f"{heading}articles in other languages only countries are"


def _print(found: dict[str, Any]) -> None:
    sources, index = found["sources"], found["index"]
    click.echo(f"Articles    {found['articles']:,}")
    click.echo(f"Duplicates  {found['duplicates']:,}")
    click.echo(
        f"Sources     {sources['indexed']:,} indexed, {sources['failed']:,} failed"
        + (f", {sources['unfinished']:,} unfinished" if sources["unfinished"] else "")
    )
    for line in _languages(found["languages"]):
        click.echo(line)
    click.echo(f"Archive     {found['archive_bytes'] / 1e6:,.1f} MB")
    size = f", {index['bytes'] / 1e6:,.1f} MB" if "bytes" in index else ""
    click.echo(f"Index       {index['engine']}{size}")
    _print_index(index)
    meaning = found["meaning"]
    if meaning["vectors"]:
        size = f", {meaning['bytes'] / 1e6:,.1f} MB"
        there = "" if meaning["installed"] else f"; to use them: {INSTALL}"
        told = f"{meaning['vectors']:,} articles have a vector{size}{there}"
    else:
        told = "no article has a vector; make them with: dateline meaning"
    click.echo(f"Meaning     {told}")


def _print_index(index: dict[str, Any]) -> None:
    if "cluster" in index:
        cluster = index["cluster"]
        told = f"{cluster['status']}, {cluster['nodes']} nodes"
        click.echo(f"            OpenSearch {cluster['version']}: {told}")
    if "problem" in index:
        click.echo(f"            {index['problem']}")
    elif index["behind"]:
        click.echo(
            f"            behind by {index['behind']:,} changes; "
            "run: dateline reindex --if-needed"
        )
