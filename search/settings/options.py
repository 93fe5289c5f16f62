"""A setting as an option of the command line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from ..errors import ConfigError
from .kinds import Kind, Optional, YesNo
from .table import Setting

__all__ = ["setting_option"]

Command = TypeVar("Command", bound=Callable[..., Any])


class _Written(click.ParamType[Any]):
    """What is typed for a setting."""

    def __init__(self, setting: Setting[Any]) -> None:
        self.name = setting.name
        self._kind: Kind[Any] = setting.kind

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> Any:
        try:
            return self._kind.read(value, Path())
        except ConfigError:
            return value  # refused when all settings are gathered
        except ValueError as error:
            self.fail(f"{value!r} is not {error}.", param, ctx)


class _Option(click.Option):
    """An option whose variable is shown here and read with all other settings."""

    def resolve_envvar_value(self, ctx: click.Context) -> str | None:
        return None


def setting_option(
    setting: Setting[Any],
    *short: str,
    metavar: str | None = None,
    yes_no: bool = False,
    callback: Callable[[click.Context, click.Parameter, Any], Any] | None = None,
) -> Callable[[Command], Command]:
    """Return the option that sets a setting; it is ``None`` where it is not given.

    Args:
        short: further names, such as ``-j``.
        metavar: what its value is called in the help.
        yes_no: whether there is a ``--no-`` option too.
        callback: called with what was given, as click's own.
    """
    kind = setting.kind.kind if isinstance(setting.kind, Optional) else setting.kind
    known: dict[str, Any] = {
        "cls": _Option,
        "default": None,
        "help": setting.help,
        "callback": callback,
        "envvar": setting.variable,
        "show_envvar": True,
    }
    if isinstance(kind, YesNo):
        names = f"--{setting.name}/--no-{setting.name}" if yes_no else setting.option
        default = setting.unset or None
        return click.option(
            names,
            *short,
            setting.parameter,
            is_flag=True,
            show_default=default,
            **known,
        )
    return click.option(
        setting.option,
        *short,
        setting.parameter,
        type=_Written(setting),
        metavar=metavar,
        show_default=setting.default_words,
        **known,
    )
