"""``config``: which settings are in force, and where each comes from."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import click

from search.settings.table import SETTINGS, written
from search.settings.values import InForce, unknown_variables

from ..settings import Settings, as_json_option, print_json

__all__ = ["config"]


@click.command()
@as_json_option
@click.pass_obj
def config(settings: Settings, as_json: bool) -> None:
    """Show the settings in force, and where each comes from.

    An option goes before an environment variable, a variable before the file
    dateline.toml. No password is shown.
    """
    found = {
        name: settings.configuration.of(setting) for name, setting in SETTINGS.items()
    }
    unknown = unknown_variables(os.environ)
    if as_json:
        print_json(
            {
                "settings": {name: _as_json(one) for name, one in found.items()},
                "unknown": unknown,
            }
        )
        return
    width = max(len(one.origin) for one in found.values())
    for name, one in found.items():
        click.echo(f"{name:24} {one.origin:{width}}  {_in_words(name, one)}")
    for sentence in unknown:
        click.echo(f"dateline: {sentence}", err=True)


def _in_words(name: str, one: InForce) -> str:
    setting = SETTINGS[name]
    if one.is_default and setting.unset:
        return f"({setting.unset})"
    return written(one.value)


def _as_json(one: InForce) -> dict[str, Any]:
    """A value as JSON has it."""
    value = one.value
    if isinstance(value, tuple):
        value = list(value)
    elif isinstance(value, Path) or not isinstance(value, bool | int | str | None):
        value = str(value)
    return {"value": value, "from": one.origin}
