"""``names``: which names there are, and what a person says of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Any

import click

from search.analysis.tokens import key
from search.lexicon.curation import Action, Rule, write
from search.model.kinds import NAMED_KINDS

from ..archive.archive import Archive, database_errors, open_archive
from ..archive.lock import writing
from ..pipeline.canonical import CanonicalNames
from ..pipeline.name_list import ListedName, list_names
from ..pipeline.sync import catch_up, open_for_writing
from ..settings import Settings, as_json_option, print_json

__all__ = ["names"]


def _kind_option(command: Callable[..., Any]) -> Callable[..., Any]:
    return click.option(
        "--kind",
        type=click.Choice(NAMED_KINDS),
        help="The kind of name.  [default: any]",
    )(command)


@click.group()
def names() -> None:
    """List names, and merge, rename or hide them.

    \b
      dateline names list suleimani
      dateline names merge "Kassem Suleimani" "Qasem Soleimani"
      dateline names hide "Associated Press" --kind person

    The rules are kept in names.txt in the data folder, one a line, with comments on
    how to write them by hand. A rule applies at once, without reading or extracting
    anything again, survives every reindex, and is undone by deleting its line. The
    articles stay as they are. A merged or renamed name still finds its articles.
    """


@names.command("list")
@click.argument("words", nargs=-1)
@_kind_option
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True)
@as_json_option
@click.pass_obj
def list_(
    settings: Settings,
    words: tuple[str, ...],
    kind: str | None,
    limit: int,
    as_json: bool,
) -> None:
    """List the names that contain WORDS, the most frequent first.

    Each is listed with the spellings that are shown as it. Hidden names are listed too.
    """
    with closing(open_archive(settings.archive)) as archive:
        known = CanonicalNames(archive, settings.data)
        found = list_names(archive, known, kind, " ".join(words), limit)
    if as_json:
        print_json({"names": [one.as_json() for one in found]})
        return
    for one in found:
        _print(one)
    if not found:
        click.echo("No name contains these words.")


def _print(one: ListedName) -> None:
    hidden = "  (hidden)" if one.hidden else ""
    click.echo(f"{one.articles:>8,}  {one.kind:<12}  {one.name}{hidden}")
    others = [s for s in one.spellings if s != one.name]
    if others:
        click.secho(f"{'':24}{', '.join(others)}", dim=True)


@names.command()
@click.argument("name")
@click.argument("into")
@_kind_option
@as_json_option
@click.pass_obj
def merge(
    settings: Settings, name: str, into: str, kind: str | None, as_json: bool
) -> None:
    """Show NAME as INTO, another name of the same person, body or place."""
    with _editing(settings, as_json) as edit:
        kind = edit.kind_of(name, kind)
        if not edit.is_known(kind, into):
            raise click.UsageError(
                f"no {kind} is called {into!r}; to give {name!r} a name that no "
                "article uses: dateline names rename"
            )
        edit.add(Rule(Action.MERGE, kind, name, into))


@names.command()
@click.argument("name")
@click.argument("to")
@_kind_option
@as_json_option
@click.pass_obj
def rename(
    settings: Settings, name: str, to: str, kind: str | None, as_json: bool
) -> None:
    """Show NAME under the name TO, exactly as written."""
    with _editing(settings, as_json) as edit:
        edit.add(Rule(Action.RENAME, edit.kind_of(name, kind), name, to))


@names.command()
@click.argument("name")
@_kind_option
@as_json_option
@click.pass_obj
def hide(settings: Settings, name: str, kind: str | None, as_json: bool) -> None:
    """Leave NAME out of the facets and of searches by name."""
    with _editing(settings, as_json) as edit:
        edit.add(Rule(Action.HIDE, edit.kind_of(name, kind), name))


@names.command()
@click.argument("name")
@_kind_option
@as_json_option
@click.pass_obj
def show(settings: Settings, name: str, kind: str | None, as_json: bool) -> None:
    """Show NAME again after it was hidden."""
    with _editing(settings, as_json) as edit:
        edit.drop(name, kind, (Action.HIDE,), f"{name!r} is not hidden")


@names.command()
@click.argument("name")
@_kind_option
@as_json_option
@click.pass_obj
def undo(settings: Settings, name: str, kind: str | None, as_json: bool) -> None:
    """Delete the rule for NAME: that it is merged, renamed or hidden."""
    with _editing(settings, as_json) as edit:
        edit.drop(name, kind, tuple(Action), f"there is no rule for {name!r}")


@dataclass(slots=True)
class _Edit:
    """A change of the curation that is being made."""

    archive: Archive
    names: CanonicalNames
    said: Sequence[str] = ()

    def is_known(self, kind: str, name: str) -> bool:
        """Whether an article has the name, or a rule made it a value."""
        return self.archive.name_registry.shown_as(kind, name) is not None or any(
            kind == rule.kind and key(name) == key(rule.target)
            for rule in self.names.curation
        )

    def kind_of(self, name: str, kind: str | None) -> str:
        """Return the kind asked for, or the one there is of that name."""
        kinds = [
            k for k in ((kind,) if kind else NAMED_KINDS) if self.is_known(k, name)
        ]
        if not kinds:
            raise click.UsageError(
                f"no {kind or 'person, organisation or place'} is called {name!r}; "
                "look for it with: dateline names list"
            )
        if len(kinds) > 1:
            raise click.UsageError(
                f"{name!r} is the name of a {' and of a '.join(kinds)}; say which "
                "with --kind"
            )
        return kinds[0]

    def add(self, rule: Rule) -> None:
        """Add a rule in the place of any other for the same name."""
        if '"' in rule.name + rule.target or not (rule.target or rule.action == "hide"):
            raise click.UsageError("a name can't be empty or contain quotation marks")
        drop = [old for old in self.names.rules if old.place == rule.place]
        write(self.names.path, [rule], drop)
        self.said = (str(rule),)

    def drop(
        self, name: str, kind: str | None, actions: Sequence[Action], otherwise: str
    ) -> None:
        """Drop the rules for a name."""
        drop = [
            rule
            for rule in self.names.rules
            if key(rule.name) == key(name)
            and rule.action in actions
            and kind in (None, rule.kind)
        ]
        if not drop:
            raise click.UsageError(otherwise)
        write(self.names.path, [], drop)
        self.said = tuple(f"deleted: {rule}" for rule in drop)


@contextmanager
def _editing(settings: Settings, as_json: bool) -> Iterator[_Edit]:
    """Let a rule be changed, then bring the index up to date and say what was done."""
    open_archive(settings.archive).close()  # before a folder is made for the lock
    with (
        writing(settings.data),
        database_errors(settings.data),
        closing(open_archive(settings.archive)) as archive,
    ):
        edit = _Edit(archive, CanonicalNames(archive, settings.data))
        yield edit
        after = CanonicalNames(archive, settings.data)
        articles = after.curate()
        archive.commit()
        with (
            closing(open_for_writing(settings.engine)) as engine,
            engine.writer() as writer,
        ):
            catch_up(archive, after, engine, writer)
    faults = [str(fault) for fault in after.faults]
    if as_json:
        file = str(after.path)
        said = {"rules": list(edit.said), "articles": articles}
        print_json({**said, "file": file, "faults": faults})
        return
    for line in edit.said:
        click.echo(line)
    noun = "article was" if articles == 1 else "articles were"
    click.echo(f"{articles:,} {noun} brought up to date.")
    for fault in faults:
        click.echo(f"dateline: {after.path}, {fault}", err=True)
