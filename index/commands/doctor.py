"""``doctor``: what may be wrong with an installation, and what to do about it."""

from __future__ import annotations

import os
import platform
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import asdict
from importlib import metadata
from typing import Final

import click

from search.codes.languages import NAMED_LANGUAGES, PACKED_LANGUAGES
from search.engines.engine import examine_servers, open_engine
from search.engines.servers import Finding
from search.engines.url import ENGINES, Location
from search.errors import DatelineError
from search.files import hold_lock, lock_holder, size_of
from search.model.article import Article
from search.ranking.meaning.encoders import ENCODERS, INSTALL, is_installed
from search.ranking.meaning.vectors import FILE_NAME
from search.settings.values import unknown_variables

from ..archive.archive import Archive, open_archive
from ..archive.lock import LOCK_NAME
from ..archive.vectors import open_vectors
from ..extract.extractor import extractor_for, is_current
from ..extract.packed.models import named_languages
from ..settings import Settings, as_json_option, print_json
from .check import faults_of

__all__ = ["doctor"]

_LEAST_FREE: Final = 100_000_000
"""Bytes below which a disk is said to be nearly full."""


@click.command()
@as_json_option
@click.pass_obj
def doctor(settings: Settings, as_json: bool) -> None:
    """Say what may be wrong with this installation, and what to do.

    Looks at versions, settings, the data folder and its disk, the lock, the archive,
    the index, the model that finds names, and the languages. Reads the whole archive
    and index, as "dateline check" does. Exits with 1 if something is to be done.
    """
    found = []
    for look in _LOOKS:
        for finding in look(settings):
            found.append(finding)
            if not as_json:
                _print(finding)
    if as_json:
        print_json({"findings": [asdict(finding) for finding in found]})
    sys.exit(1 if any(finding.remedy for finding in found) else 0)


def _print(finding: Finding) -> None:
    mark = "!" if finding.remedy else " "
    click.echo(f"{mark} {finding.name:12} {finding.told}")
    if finding.remedy:
        click.echo(f"{'':15}→ {finding.remedy}")


def _versions(settings: Settings) -> Iterator[Finding]:
    ours = metadata.version("dateline")
    told = f"dateline {ours}, Python {platform.python_version()}, SQLite "
    yield Finding("versions", told + sqlite3.sqlite_version)
    engine = settings.engine.engine
    if ENGINES[engine].location is not Location.FOLDER:
        yield Finding("engine", engine)
        return
    try:
        yield Finding("engine", f"{engine} {metadata.version(engine)}")
    except metadata.PackageNotFoundError:
        others = ", ".join(name for name in ENGINES if name != engine)
        yield Finding(
            "engine",
            f"{engine} is not installed",
            f"install it, or set another engine ({others})",
        )


def _settings(settings: Settings) -> Iterator[Finding]:
    unknown = unknown_variables(os.environ)
    for sentence in unknown:
        yield Finding("settings", sentence, "correct the name, or unset it")
    if not unknown:
        yield Finding("settings", "all are known; dateline config lists them")


def _folder(settings: Settings) -> Iterator[Finding]:
    data = settings.data
    if not data.is_dir():
        yield Finding(
            "folder", f"there is no folder {data}", "make one: dateline index PATH"
        )
        return
    if not os.access(data, os.R_OK | os.W_OK | os.X_OK):
        yield Finding(
            "folder",
            f"{data} cannot be written by this user",
            "run dateline as the user who owns the folder, or change its permissions",
        )
    else:
        yield Finding("folder", str(data.absolute()))
    free = shutil.disk_usage(data).free
    needed = max(_LEAST_FREE, size_of(data))
    told = f"{free / 1e6:,.0f} MB free on the disk of {data}"
    if free < needed:
        yield Finding(
            "disk",
            told,
            f"make room: a new index needs up to {needed / 1e6:,.0f} MB while the old "
            "one is still there",
        )
    else:
        yield Finding("disk", told)


def _lock(settings: Settings) -> Iterator[Finding]:
    path = settings.data / LOCK_NAME
    if not path.exists():
        return
    try:
        with hold_lock(path):
            yield Finding("lock", "nobody is writing")
    except TimeoutError:
        holder = lock_holder(path)
        who = f"process {holder}" if holder else "another process"
        yield Finding("lock", f"{who} is writing; that is no fault")
    except OSError as error:
        yield Finding("lock", f"it cannot be held: {error}", f"remove the file {path}")


def _content(settings: Settings) -> Iterator[Finding]:
    """The archive and the index: what is in them, and whether it is complete."""
    try:
        archive = open_archive(settings.archive)
    except DatelineError as error:
        told, _, remedy = str(error).partition("; ")
        yield Finding("archive", told, remedy or "see what it says")
        return
    with closing(archive):
        yield Finding("archive", f"{archive.count():,} articles")
        yield _index(settings, archive)
        yield from _languages(archive)
        yield from _meaning(settings, archive)


def _index(settings: Settings, archive: Archive) -> Finding:
    try:
        with closing(open_engine(settings.engine)) as engine:
            held, behind = (
                engine.snapshot().articles,
                archive.changes(engine.revision()),
            )
    except DatelineError as error:
        return Finding("index", str(error), "make it anew: dateline reindex")
    if behind:
        return Finding(
            "index",
            f"{held:,} articles; {behind:,} changes are missing",
            "bring it up to date: dateline reindex --if-needed",
        )
    if held != archive.count():
        return Finding(
            "index",
            f"{held:,} of the {archive.count():,} articles of the archive",
            "see whether the engine refused the others: dateline failed; otherwise "
            "make the index anew: dateline reindex",
        )
    return Finding("index", f"{held:,} articles, complete")


def _meaning(settings: Settings, archive: Archive) -> Iterator[Finding]:
    """The vectors of the order by meaning: for whom, and what could use them."""
    if not (settings.data / FILE_NAME).exists():
        lacking = [name for name in ENCODERS if not is_installed(name)]
        how = f"{INSTALL}, then dateline meaning" if lacking else "dateline meaning"
        yield Finding("meaning", f"no article has a vector; if you want them: {how}")
        return
    try:
        with closing(open_vectors(settings.data)) as store:
            missing, counts = store.count_missing(archive), store.counts()
    except DatelineError as error:
        told, _, remedy = str(error).partition("; ")
        yield Finding("meaning", told, remedy or "see what it says")
        return
    articles = archive.count()
    told = f"{articles - missing:,} of {articles:,} articles have a vector"
    remedy = "make the others: dateline meaning" if missing else ""
    lacking = [name for name in counts if not is_installed(name)]
    if lacking:
        told += f", but the packages of {' and '.join(lacking)} are not installed"
        remedy = f"install them: {INSTALL}"
    yield Finding("meaning", told, remedy)


def _languages(archive: Archive) -> Iterator[Finding]:
    """By the stamps of the facts, which begin with an article's language."""
    counts = archive.languages()
    stamps = archive.extractors().items()
    old = sum(number for stamp, number in stamps if not is_current(stamp))
    told = ", ".join(f"{c or 'unknown'} {n:,}" for c, n in counts.most_common())
    named = named_languages()
    names = ", ".join(sorted(named))
    packed = ", ".join(sorted(PACKED_LANGUAGES - named))
    yield Finding(
        "languages",
        f"{told or 'no articles yet'}; names and dates are found in: {names}; "
        f"places and dates in: {packed}",
    )
    if old:
        yield Finding(
            "facts",
            f"those of {old:,} articles were found by an older version",
            "find them anew: dateline reindex --if-needed",
        )


def _servers(settings: Settings) -> Iterator[Finding]:
    try:
        report = examine_servers(settings.engine)
    except DatelineError as error:
        yield Finding("servers", str(error), "see docs/cluster.md")
        return
    yield from report.findings if report else ()


def _damage(settings: Settings) -> Iterator[Finding]:
    try:
        faults = list(faults_of(settings))
    except DatelineError:
        return  # said before: it cannot even be opened
    for fault in faults:
        yield Finding("damage", fault.what, fault.remedy)
    if not faults:
        yield Finding("damage", "none: everything is as it was written")


def _model(settings: Settings) -> Iterator[Finding]:
    """Extract facts of a sentence, which needs the model and the gazetteer."""
    text = "Chancellor Angela Merkel spoke in Berlin on Tuesday."
    for language in sorted(NAMED_LANGUAGES):
        article = Article(id="doctor", title="", body=text, language=language)
        try:
            facts = extractor_for(language).extract(article)
        except Exception as error:  # whatever a damaged file of the package raises
            yield Finding(
                "model",
                f"{language}: {error}",
                "install dateline again: its files are not what they were",
            )
            continue
        found = len(facts.people) + len(facts.places)
        yield Finding("model", f"{language}: finds {found} names in a sentence")


_LOOKS: Final[tuple[Callable[[Settings], Iterator[Finding]], ...]] = (
    *(_versions, _settings, _folder, _lock, _model, _servers, _content, _damage),
)
