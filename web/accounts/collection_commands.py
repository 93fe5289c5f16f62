"""``dateline collections``: which articles some groups of people alone may see."""

from __future__ import annotations

import os
from typing import Protocol

import click

from search.engines.url import EngineUrl
from search.errors import EngineError
from search.searcher import Searcher
from search.settings import table
from search.settings.engine import engine_in_force
from search.settings.values import Configuration
from search.snapshot import count_hits

from .audit_command import Audited
from .collections import Collection, Collections
from .database import AccountsDatabase

__all__ = ["collections"]


class _Settings(Protocol):
    """What the command line has been told; see the options of ``dateline``."""

    @property
    def configuration(self) -> Configuration: ...


@click.group(cls=Audited)
def collections() -> None:
    """Say which articles only some groups of people may see.

    \b
      dateline collections put wire --source AFP --group foreign-desk
      dateline collections put staff --folder /srv/drafts --group editors
      dateline users groups anna foreign-desk editors

    Articles in no collection are for everybody who has an account; those in some are
    for the groups of each of them, and for administrators.
    """


@collections.command(name="list")
@click.pass_obj
def list_collections(settings: _Settings) -> None:
    """List the collections there are."""
    found = _collections(settings).all()
    if not found:
        click.echo("there are none; make one with: dateline collections put", err=True)
    for one in found:
        parts = [*(f"source {s}" for s in one.sources), *one.folders]
        groups = ", ".join(one.groups) or "administrators alone"
        click.echo(f"{one.name}: {'; '.join(parts)}  ({groups})")


@collections.command()
@click.argument("name")
@click.option("--source", "sources", multiple=True, help="Name of a publication.")
@click.option("--folder", "folders", multiple=True, help="Folder of articles.")
@click.option("--group", "groups", multiple=True, help="Group that may see them.")
@click.pass_obj
def put(
    settings: _Settings,
    name: str,
    sources: tuple[str, ...],
    folders: tuple[str, ...],
    groups: tuple[str, ...],
) -> None:
    """Make a collection NAME, in place of the one that may be called so."""
    whole = tuple(os.path.abspath(folder) for folder in folders)  # noqa: PTH100
    made = Collection(name=name, sources=sources, folders=whole, groups=groups)
    _collections(settings).put(made)
    who = f"{' and '.join(groups)}, and administrators" if groups else "administrators"
    click.echo(f"The collection {name} is kept; its articles are for {who}.")
    if not groups:
        click.echo("note: it has no --group, so nobody else sees them", err=True)
    _tell_how_many(engine_in_force(settings.configuration), made)


@collections.command()
@click.argument("name")
@click.pass_obj
def remove(settings: _Settings, name: str) -> None:
    """Forget the collection NAME, so that it hides its articles from nobody."""
    _collections(settings).remove(name)
    click.echo("It is gone; articles that are in no other are for everybody.")


def _tell_how_many(engine: EngineUrl, made: Collection) -> None:
    """Say of each part how many articles it has now: a misspelt one hides nothing."""
    parts = list(made.parts)
    try:
        counts = count_hits(Searcher(engine).snapshot(), parts)
    except EngineError as error:
        click.echo(f"note: {error}", err=True)
        return
    named = (*made.sources, *made.folders)
    for part, count in zip(named, counts, strict=True):
        click.echo(f"  {part}: {count:,} article{'' if count == 1 else 's'}")
        if not count:
            click.echo(
                f"note: no article is of {part!r} yet; check how it is spelt", err=True
            )


def _collections(settings: _Settings) -> Collections:
    return Collections(AccountsDatabase(settings.configuration[table.DATA]))
