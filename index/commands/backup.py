"""``backup`` and ``restore``: all that cannot be made anew, in one file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..settings import Settings, as_json_option, print_json

if TYPE_CHECKING:
    from ..archive.backup_file import Manifest

__all__ = ["backup", "restore"]

_FILE = click.Path(path_type=Path)


@click.command()
@click.argument("file", type=_FILE)
@as_json_option
@click.pass_obj
def backup(settings: Settings, file: Path, as_json: bool) -> None:
    """Write a backup to FILE, while anything else may run.

    \b
      dateline backup /mnt/backups/news.tar.gz

    It has the archive, saved searches, rules for names, settings and vectors of
    meaning: all of the data folder that cannot be made anew, or only slowly. The index
    is not in it. FILE is one tar archive (.tar.gz, or .tar for one that is not
    compressed); a backup that was there is replaced when the new one is complete and
    its articles were checked. About twice the room of the data is needed next to FILE.
    """
    from ..archive.backup import write_backup

    manifest = write_backup(settings.data, file)
    if as_json:
        print_json(_told(manifest) | {"bytes": file.stat().st_size})
        return
    size = file.stat().st_size / 1e6
    click.echo(f"{file}: {_words(manifest)}, {size:,.1f} MB.")


@click.command()
@click.argument("file", type=_FILE)
@as_json_option
@click.pass_obj
def restore(settings: Settings, file: Path, as_json: bool) -> None:
    """Bring the backup in FILE back into an empty data folder.

    \b
      dateline --data news.new restore /mnt/backups/news.tar.gz
      dateline --data news.new reindex

    Every file and every article is checked before anything is put into its place.
    """
    from ..archive.restore import restore_backup

    manifest = restore_backup(file, settings.data)
    if as_json:
        print_json(_told(manifest))
        return
    click.echo(
        f"Brought back into {settings.data}: {_words(manifest)}, as of {manifest.made}."
    )
    click.echo(f"Now make the index: dateline --data {settings.data} reindex")


def _words(manifest: Manifest) -> str:
    return f"{manifest.articles:,} articles, {len(manifest.files)} files"


def _told(manifest: Manifest) -> dict[str, object]:
    return {
        "made": manifest.made,
        "articles": manifest.articles,
        "files": [file.name for file in manifest.files],
    }
