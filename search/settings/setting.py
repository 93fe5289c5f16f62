"""What a setting is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from .kinds import Kind

__all__ = ["Setting", "written"]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Setting(Generic[T]):
    """One thing that can be set.

    Attributes:
        name: its name, in lower case with hyphens.
        kind: what it may be.
        default: what it is unless it is set.
        help: what it does, in one sentence for people.
        unset: what holds when it is not set, where ``default`` does not say so.
        commands: the commands that read it; none means every command.
        in_file: whether a file of settings may set it.
        is_option: whether the command line may set it.
    """

    name: str
    kind: Kind[T]
    default: T
    help: str
    unset: str = ""
    commands: tuple[str, ...] = ()
    in_file: bool = True
    is_option: bool = True

    @property
    def option(self) -> str:
        """The option of the command line."""
        return f"--{self.name}"

    @property
    def variable(self) -> str:
        """The environment variable."""
        return f"DATELINE_{self.name.upper().replace('-', '_')}"

    @property
    def parameter(self) -> str:
        """The name as a word of Python."""
        return self.name.replace("-", "_")

    @property
    def default_words(self) -> str:
        """What holds when it is not set, for people."""
        return self.unset or written(self.default)


def written(value: object) -> str:
    """Return a value as people write it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return ", ".join(value)
    return str(value)
