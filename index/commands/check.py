"""``check``: whether archive and index are what was written."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import islice

import click

from search.engines.digests import check_files
from search.engines.engine import open_engine
from search.engines.generations import Generations
from search.errors import DatelineError, IndexMissing

from ..archive.archive import open_archive
from ..archive.check import archive_faults
from ..settings import Settings, as_json_option, print_json

__all__ = ["Fault", "check", "faults_of"]

_MOST = 50


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is not as it should be.

    Attributes:
        what: a sentence, without its full stop.
        remedy: what to do.
    """

    what: str
    remedy: str


@click.command()
@as_json_option
@click.pass_obj
def check(settings: Settings, as_json: bool) -> None:
    """Look for damage that nobody has noticed: read everything, compare digests.

    Disks lose bits in silence. The whole archive and all files of the index are read
    and compared to what was noted when they were written. Exits with 1 if something
    is damaged.
    """
    found = list(islice(faults_of(settings), _MOST))
    if as_json:
        print_json(
            {"damaged": [{"what": f.what, "remedy": f.remedy} for f in found]},
        )
    elif not found:
        click.echo("The archive and the index are as they were written.")
    for fault in () if as_json else found:
        click.echo(f"{fault.what}\n  {fault.remedy}")
    sys.exit(1 if found else 0)


def faults_of(settings: Settings) -> Iterator[Fault]:
    """Yield what is damaged in the archive and the index.

    Raises:
        ArchiveError: if the archive is missing or cannot be opened.
        EngineError: if the index cannot be opened.
    """
    with closing(open_archive(settings.archive)) as archive:
        for fault in archive_faults(archive):
            yield Fault(
                f"archive {settings.archive}: {fault}",
                "bring it back from a backup, or move it away and index the sources "
                "again",
            )
    yield from _of_index(settings)


def _of_index(settings: Settings) -> Iterator[Fault]:
    url = settings.engine
    if url.folder is None:
        return  # an index on a server is the server's to check
    remedy = "make the index anew: dateline reindex"
    try:
        checked = check_files(Generations(url).current().path)
    except IndexMissing:
        raise
    except (DatelineError, OSError) as error:
        yield Fault(f"index {url}: {error}", remedy)
        return
    for path in checked.damaged:
        yield Fault(f"index {url}: {path} is not what was written", remedy)
    if checked.damaged:
        return
    try:
        open_engine(url).close()
    except DatelineError as error:
        yield Fault(f"index {url}: {error}", remedy)
