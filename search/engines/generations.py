"""An index folder with several generations, of which one is current.

::

    FOLDER/CURRENT               one line: the name of the generation in use
    FOLDER/0007-…/manifest.json  engine, schema and analysis versions
    FOLDER/0007-…/revision       the archive revision it holds
    FOLDER/0007-…/dictionary.sqlite   words and names with their counts
    FOLDER/0007-…/…              the engine's own files

A generation is built aside and put in use by replacing ``CURRENT``, which the file
system does in one step. Readers notice, and open the new one: no name is given twice,
even where the folder was removed, and a copy that was put in the place of a generation
has other files.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import re
import secrets
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ..analysis.tokens import ANALYSIS_VERSION
from ..errors import (
    EngineError,
    EngineUnavailable,
    IndexMissing,
    IndexOutdated,
    StorageError,
)
from ..files import write_atomically
from ..model.fields import SCHEMA_VERSION
from ..storage import storage_trouble
from .url import EngineUrl

__all__ = ["Generation", "Generations", "read_revision", "write_revision"]

_CURRENT: Final = "CURRENT"
_MANIFEST: Final = "manifest.json"
_NAME: Final = re.compile("([0-9]{1,18})(-[0-9a-f]{12})?")
"""A number for people and digits by chance; older releases had the number alone."""

_REVISION: Final = re.compile("[0-9]{1,18}")


@dataclass(frozen=True, slots=True)
class Generation:
    """The folder of a generation as it was when it was opened.

    Attributes:
        path: the folder; its name is that of the generation.
        mark: device, number and time of change of the manifest, which is written
            once. No program that copies files can give the copy the same.
    """

    path: Path
    mark: tuple[int, int, int]

    def state(self, seen: Iterable[int]) -> str:
        """Return the name of a state of this generation's index.

        Args:
            seen: what tells it from the others.
        """
        text = ".".join(map(str, seen)).encode()
        return f"{self.path.name}.{hashlib.blake2b(text, digest_size=8).hexdigest()}"


class Generations:
    """The generations of the index folder a URL names, for its engine."""

    def __init__(self, url: EngineUrl) -> None:
        assert url.folder is not None  # an engine of folders is given one
        self.engine = url.engine
        self.folder = url.folder
        self.url = str(url)

    def current_name(self) -> str | None:
        """Return the name of the generation in use, or ``None``."""
        try:
            name = (self.folder / _CURRENT).read_text(encoding="ascii").strip()
        except (FileNotFoundError, ValueError):
            return None  # damaged is as good as missing, and as easily made anew
        except OSError as error:
            raise self._failure("read", error) from error
        return name if _NAME.fullmatch(name) else None

    def is_current(self, generation: Generation) -> bool:
        """Tell whether a generation is the one in use, and still the same files."""
        if self.current_name() != generation.path.name:
            return False
        try:
            return _mark(generation.path) == generation.mark
        except OSError:
            return False

    def current(self) -> Generation:
        """Return the generation in use, its versions checked.

        Raises:
            IndexMissing: if there is none.
            IndexOutdated: if another schema or analysis version made it.
            EngineUnavailable: if it is another engine's, or unreadable.
        """
        name = self.current_name()
        if name is None or not (self.folder / name).is_dir():
            raise IndexMissing(self.url)
        path = self.folder / name
        try:
            mark = _mark(path)  # first: of what is put there meanwhile it is not
            made = json.loads((path / _MANIFEST).read_text(encoding="utf-8"))
        except (FileNotFoundError, ValueError, RecursionError) as error:
            raise IndexOutdated(self.url, "its manifest cannot be read") from error
        except OSError as error:
            raise self._failure("read", error) from error
        if not isinstance(made, dict):
            raise IndexOutdated(self.url, "its manifest cannot be read")
        if made.get("engine") != self.engine:
            raise EngineUnavailable(
                self.url,
                f"the index in {self.folder} was made by the {made.get('engine')} "
                f"engine; open it as {made.get('engine')}:{self.folder}",
            )
        if made != self._manifest():
            raise IndexOutdated(self.url, "the schema or the analysis has changed")
        return Generation(path, mark)

    def create(self) -> Generation:
        """Make the folder of a new generation, after removing unused ones.

        Raises:
            EngineUnavailable: if the folder cannot be written.
        """
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self.prune()
            taken = (_NAME.fullmatch(path.name) for path in self._all())
            last = max((int(name[1]) for name in taken if name), default=0)
            path = self.folder / f"{last + 1:04d}-{secrets.token_hex(6)}"
            path.mkdir()
            write_atomically(path / _MANIFEST, json.dumps(self._manifest()))
            return Generation(path, _mark(path))
        except OSError as error:
            raise self._failure("write", error) from error

    def activate(self, generation: Generation) -> None:
        """Put a generation in use and remove the others.

        Raises:
            StorageError: if the disk refuses it; the one in use is the one before.
        """
        try:
            write_atomically(self.folder / _CURRENT, generation.path.name + "\n")
        except OSError as error:
            raise self._failure("write", error) from error
        self.prune()

    def prune(self) -> None:
        """Remove every generation but the one in use."""
        current = self.current_name()
        for path in self._all():
            if path.name != current:
                shutil.rmtree(path, ignore_errors=True)

    def _failure(self, what: str, error: OSError) -> EngineError:
        told = storage_trouble(error, self.folder)
        if told is not None:
            return StorageError(self.url, told)
        return EngineUnavailable(
            self.url, f"cannot {what} the index folder {self.folder}: {error}"
        )

    def _all(self) -> list[Path]:
        return [
            p for p in self.folder.iterdir() if p.is_dir() and _NAME.fullmatch(p.name)
        ]

    def _manifest(self) -> dict[str, object]:
        return {
            "engine": self.engine,
            "schema": SCHEMA_VERSION,
            "analysis": ANALYSIS_VERSION,
        }


def _mark(path: Path) -> tuple[int, int, int]:
    stat = (path / _MANIFEST).stat()
    return stat.st_dev, stat.st_ino, stat.st_ctime_ns


def read_revision(path: Path) -> int:
    """Return the archive revision a generation holds; 0 if it says none."""
    with contextlib.suppress(OSError, ValueError):
        text = (path / "revision").read_text(encoding="ascii")
        return int(text) if _REVISION.fullmatch(text) else 0
    return 0


def write_revision(path: Path, revision: int) -> None:
    """Note, after a commit, the archive revision a generation now holds."""
    write_atomically(path / "revision", str(revision))
