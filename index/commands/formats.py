"""``formats``: what can be read, and what each format needs."""

from __future__ import annotations

from collections.abc import Iterator

import click

from ..readers import FAMILIES, Reader
from ..readers.bytes.containers import CONTAINERS
from ..settings import as_json_option, print_json

__all__ = ["formats"]


@click.command()
@as_json_option
def formats(as_json: bool) -> None:
    """List the formats that are read, and what each needs.

    A format is told by the content of a file, then by its name. "index --format NAME"
    reads everything as one.
    """
    if as_json:
        print_json([_as_json(family, one) for family, one in _readers()])
        return
    width = max(len(one.name) for _, one in _readers())
    last = ""
    for family, one in _readers():
        if family != last:
            click.echo(f"\n{family}" if last else family)
        last = family
        click.echo(f"  {one.name:{width}}  {one.about}{_names(one)}{_needs(one)}")
    click.echo("\nFiles in files: " + ", ".join(each.suffix for each in CONTAINERS))


def _readers() -> Iterator[tuple[str, Reader]]:
    """Every reader with its family."""
    for family, readers in FAMILIES.items():
        yield from ((family, one) for one in readers)


def _names(reader: Reader) -> str:
    return f" ({', '.join(reader.suffixes)})" if reader.suffixes else ""


def _needs(reader: Reader) -> str:
    return f" — pip install 'dateline[{reader.extra}]'" if reader.extra else ""


def _as_json(family: str, reader: Reader) -> dict[str, object]:
    return {
        "name": reader.name,
        "family": family,
        "about": reader.about,
        "suffixes": list(reader.suffixes),
        "extra": reader.extra or None,
    }
