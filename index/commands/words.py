"""Which words of a command line are a query: they may begin with a minus.

So that "-hamas" is a word left out and no option ``-h``, the only short options
next to words are those that stand alone: ``-h``, and ``-n`` with a number after it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import click

__all__ = ["Querying", "QueryWord", "limit_option"]


class QueryWord(click.ParamType[str]):
    """A word of the query: "-lisbon" is one, "--lisbon" a mistyped option."""

    name = "word"

    def convert(
        self, value: str, param: click.Parameter | None, ctx: click.Context | None
    ) -> str:
        if value.startswith("--"):
            raise click.NoSuchOption(value, ctx=ctx)
        return value


class Querying(click.Command):
    """A command that takes a query's words."""

    ignore_unknown_options = True

    def get_help_option_names(self, ctx: click.Context) -> list[str]:
        """Leave out -h, which would be seen in any word that begins so."""
        return ["--help"]

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse what was typed, short options that stand alone written out."""
        end = args.index("--") if "--" in args else len(args)
        return super().parse_args(ctx, [*_written_out(args[:end]), *args[end:]])


def _written_out(args: Sequence[str]) -> Iterator[str]:
    for at, arg in enumerate(args):
        if arg == "-h":
            yield "--help"
        elif arg == "-n" and args[at + 1 : at + 2] and args[at + 1].isdecimal():
            yield "--limit"
        else:
            yield arg


def limit_option(
    least: int, most: int, default: int
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The option ``--limit`` of a command, and ``-n`` as its short form."""
    return click.option(
        "--limit",
        type=click.IntRange(least, most),
        default=default,
        show_default=True,
        help="List at most this many; -n is the short form.",
    )
