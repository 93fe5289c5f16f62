"""What is in force: options, over variables, over files, over defaults."""

from __future__ import annotations

import difflib
import os
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeVar

from ..errors import ConfigError
from .table import CONFIG, DATA, SETTINGS, Setting, written

__all__ = ["FILE_NAME", "Configuration", "InForce", "gather", "unknown_variables"]

FILE_NAME: Final = "dateline.toml"

_OTHERS: Final = ("DATELINE_TEST_", "DATELINE_EVAL_")
"""How variables begin that are none of ours but of our tests and benchmarks."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class InForce:
    """The value of a setting.

    Attributes:
        value: the value.
        origin: where it comes from: an option, a variable, a file, or "default".
    """

    value: Any
    origin: str

    @property
    def is_default(self) -> bool:
        """Whether nobody set it."""
        return self.origin == "default"


class Configuration:
    """The values of all settings, each with where it comes from."""

    def __init__(self, found: Mapping[str, InForce]) -> None:
        self._found = dict(found)

    def __getitem__(self, setting: Setting[T]) -> T:
        value: T = self.of(setting).value
        return value

    def of(self, setting: Setting[Any]) -> InForce:
        """Return the value of a setting with where it comes from."""
        return self._found.get(setting.name) or InForce(setting.default, "default")

    @property
    def options(self) -> dict[str, object]:
        """What options of a command say, as :meth:`with_options` takes it."""
        return {
            setting.parameter: self._found[setting.name].value
            for setting in SETTINGS.values()
            if setting.name in self._found
            and self._found[setting.name].origin == setting.option
        }

    def with_options(self, options: Mapping[str, object]) -> Configuration:
        """Return these settings under some options of a command.

        Args:
            options: parameter → value; ``None`` was not given. What is no setting is
                passed over.

        Raises:
            ConfigError: if a value is wrong.
        """
        named = {s.parameter: s for s in SETTINGS.values() if s.is_option}
        given = {
            named[parameter].name: _option(named[parameter], value)
            for parameter, value in options.items()
            if value is not None and parameter in named
        }
        return Configuration({**self._found, **given})


def gather(
    options: Mapping[str, object],
    environment: Mapping[str, object],
    *,
    files: bool = True,
) -> Configuration:
    """Return what is in force.

    An option goes before a variable, and a variable before ``dateline.toml`` in the
    data folder, which goes before the one in the working folder. A file given by
    ``--config`` is read instead of both.

    Args:
        options: see :meth:`Configuration.with_options`.
        environment: variable → value.
        files: whether files of settings are read.

    Raises:
        ConfigError: if a setting is unknown or wrong, or a file cannot be read.
    """
    variables = Configuration(_of_variables(environment))
    told = variables.with_options(options)
    if not files:
        return told
    if (chosen := told[CONFIG]) is not None:
        layers = [_of_file(chosen)]
    else:
        here = _of_file(Path(FILE_NAME), must_exist=False)
        data = told if not told.of(DATA).is_default else Configuration(here)
        inside = data[DATA] / FILE_NAME
        layers = [here]
        if inside.absolute() != Path(FILE_NAME).absolute():
            layers.append(_of_file(inside, must_exist=False, in_data=True))
    found: dict[str, InForce] = {}
    for layer in (*layers, _of_variables(environment)):
        found |= layer
    return Configuration(found).with_options(options)


def unknown_variables(environment: Iterable[str]) -> list[str]:
    """Return a sentence on each variable that looks like a setting and is none."""
    known = {setting.variable for setting in SETTINGS.values()}
    return [
        f"{name} is no setting{_nearest(name, known)}"
        for name in sorted(environment)
        if name.startswith("DATELINE_")
        and name not in known
        and not name.startswith(_OTHERS)
    ]


def _of_variables(environment: Mapping[str, object]) -> dict[str, InForce]:
    return {
        setting.name: InForce(
            _read(setting, environment[setting.variable], Path(), setting.variable),
            setting.variable,
        )
        for setting in SETTINGS.values()
        if _is_set(setting, environment.get(setting.variable))
    }


def _option(setting: Setting[Any], value: object) -> InForce:
    return InForce(_read(setting, value, Path(), setting.option), setting.option)


def _is_set(setting: Setting[Any], value: object) -> bool:
    """An empty variable sets nothing; but an empty data folder is a mistake."""
    if value is None:
        return False
    return setting is DATA or value != ""


def _of_file(
    path: Path, *, must_exist: bool = True, in_data: bool = False
) -> dict[str, InForce]:
    content = _content(path, must_exist=must_exist)
    known = [s.name for s in SETTINGS.values() if s.in_file]
    found = {}
    for key, value in content.items():
        if key not in known:
            nearest = _nearest(key, known)
            raise ConfigError(f"{path}: there is no setting {key!r}{nearest}")
        if in_data and key == DATA.name:
            raise ConfigError(f"{path}: a data folder cannot say where it is itself")
        read = _read(SETTINGS[key], value, path.parent, f"{path}: {key}")
        found[key] = InForce(read, str(path))
    return found


def _content(path: Path, *, must_exist: bool) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        if must_exist:
            raise ConfigError(f"there is no file {path}") from error
        return {}
    except NotADirectoryError:
        return {}
    except OSError as error:
        if not must_exist and not os.access(path, os.F_OK):
            return {}  # the data folder itself cannot be used, which is said later
        raise ConfigError(f"{path} cannot be read: {error.strerror}") from error
    except (ValueError, RecursionError) as error:
        raise ConfigError(f"{path} is not valid TOML: {error}") from error


def _read(setting: Setting[Any], value: object, folder: Path, where: str) -> Any:
    try:
        return setting.kind.read(value, folder)
    except ConfigError as error:
        raise ConfigError(f"{where}: {error}") from error
    except ValueError as error:
        raise ConfigError(f"{where} is {written(value)!r}; use {error}") from error


def _nearest(name: str, known: Iterable[str]) -> str:
    close = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
    return f"; did you mean {close[0]}?" if close else ""
