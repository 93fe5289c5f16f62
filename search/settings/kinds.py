"""The kinds of value a setting can have: how each is written and read."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Generic, Protocol, TypeVar

from ..engines.url import EngineUrl

__all__ = [
    "Choice",
    "Engine",
    "FilePath",
    "Folder",
    "Kind",
    "Names",
    "Optional",
    "Permissions",
    "Secret",
    "SecretText",
    "Text",
    "Whole",
    "YesNo",
]

_YES = ("1", "true", "yes", "on")
_NO = ("0", "false", "no", "off")

_OCTAL = re.compile("0?[0-7]{3}")

T = TypeVar("T")
Value = TypeVar("Value", covariant=True)


class Kind(Protocol[Value]):
    """A kind of value."""

    @property
    def words(self) -> str:
        """What may be written, for people: "a whole number from 1 to 256"."""
        ...

    def read(self, written: object, folder: Path) -> Value:
        """Return the value of what was written in a file, a variable or an option.

        Args:
            written: text, or what TOML has: a number, a truth value, a list.
            folder: the folder that relative paths start from.

        Raises:
            ValueError: if it is no such value; the message is :attr:`words`.
            ConfigError: likewise, with a whole sentence as its message.
        """
        ...


@dataclass(frozen=True, slots=True)
class Text:
    """Any text but an empty one."""

    words: str = "a text"

    def read(self, written: object, folder: Path) -> str:
        if not isinstance(written, str) or not written.strip():
            raise ValueError(self.words)
        return written.strip()


@dataclass(frozen=True, slots=True)
class Secret:
    """A text that nothing shows.

    Attributes:
        revealed: the text itself.
    """

    revealed: str = field(default="", repr=False)

    def __str__(self) -> str:
        return "(set, not shown)" if self.revealed else ""


@dataclass(frozen=True, slots=True)
class SecretText:
    """A text that nothing shows, such as a password."""

    words: str = "a text, never shown"

    def read(self, written: object, folder: Path) -> Secret:
        if not isinstance(written, str) or not written.strip():
            raise ValueError(self.words)
        return Secret(written.strip())


@dataclass(frozen=True, slots=True)
class Engine:
    """An engine URL."""

    words: str = "an engine URL such as tantivy:FOLDER"

    def read(self, written: object, folder: Path) -> EngineUrl:
        if not isinstance(written, str | EngineUrl):
            raise ValueError(self.words)
        return EngineUrl.of(written)


@dataclass(frozen=True, slots=True)
class Folder:
    """The path of a folder."""

    words: str = "a folder"

    def read(self, written: object, folder: Path) -> Path:
        if isinstance(written, Path):
            return written
        if not isinstance(written, str) or not written.strip():
            raise ValueError(self.words)
        return folder / Path(written).expanduser()


@dataclass(frozen=True, slots=True)
class FilePath(Folder):
    """The path of a file."""

    words: str = "a file"


@dataclass(frozen=True, slots=True)
class Permissions:
    """The permissions of a file, as the octal digits that ``chmod`` takes."""

    words: str = 'octal permissions such as "660", as a text'

    def read(self, written: object, folder: Path) -> str:
        if not isinstance(written, str) or not _OCTAL.fullmatch(written.strip()):
            raise ValueError(self.words)
        return written.strip()


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number between two others, both included."""

    least: int
    most: int

    @property
    def words(self) -> str:
        return f"a whole number from {self.least:,} to {self.most:,}"

    def read(self, written: object, folder: Path) -> int:
        if isinstance(written, str) and written.strip().isascii():
            text = written.strip()
            written = int(text) if text.isdigit() and len(text) < 12 else None
        if isinstance(written, bool) or not isinstance(written, int):
            raise ValueError(self.words)
        if not self.least <= written <= self.most:
            raise ValueError(self.words)
        return written


@dataclass(frozen=True, slots=True)
class YesNo:
    """Yes or no."""

    words: str = "true or false"

    def read(self, written: object, folder: Path) -> bool:
        if isinstance(written, bool):
            return written
        if written in (0, 1):
            return bool(written)
        told = written.strip().lower() if isinstance(written, str) else ""
        if told not in (*_YES, *_NO):
            raise ValueError(self.words)
        return told in _YES


@dataclass(frozen=True, slots=True)
class Choice:
    """One of some words."""

    choices: tuple[str, ...]

    @property
    def words(self) -> str:
        return " or ".join((", ".join(self.choices[:-1]), self.choices[-1]))

    def read(self, written: object, folder: Path) -> str:
        told = written.strip().lower() if isinstance(written, str) else ""
        if told not in self.choices:
            raise ValueError(self.words)
        return told


@dataclass(frozen=True, slots=True)
class Names:
    """A list: of texts in a file, of words with commas or spaces between elsewhere."""

    words: str = "a list"

    def read(self, written: object, folder: Path) -> tuple[str, ...]:
        if isinstance(written, str):
            return tuple(written.replace(",", " ").split())
        if not isinstance(written, list | tuple):
            raise ValueError(self.words)
        if not all(isinstance(one, str) and one.strip() for one in written):
            raise ValueError(self.words)
        return tuple(one.strip() for one in written)


@dataclass(frozen=True, slots=True)
class Optional(Generic[T]):
    """A kind of value that may be left open: ``None`` is the default."""

    kind: Kind[T]

    @property
    def words(self) -> str:
        return self.kind.words

    def read(self, written: object, folder: Path) -> T | None:
        return self.kind.read(written, folder)
