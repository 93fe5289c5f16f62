"""``dateline names``, run as a process of its own.

The page never writes to the archive or to an index. It asks the command line to, which
does what it does for everybody: one process writes, rules are kept in ``names.txt``,
articles whose names change get a new revision.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from search.engines.url import EngineUrl

__all__ = ["NamesCommand", "Outcome"]

_SECONDS: Final = 20.0
"""After which the page is shown, and the command goes on by itself."""

_PACKAGES: Final = Path(__file__).parents[3]

_OURS: Final = "dateline: "


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a command.

    Attributes:
        articles: how many show another name now; ``None`` if it still runs.
        why: what went wrong, in English; "" if nothing did.
    """

    articles: int | None
    why: str = ""


@dataclass(frozen=True, slots=True)
class NamesCommand:
    """The command, for one data folder.

    Attributes:
        settings: the file of settings that this process was told of, if any.
    """

    data: Path
    engine: EngineUrl
    settings: Path | None = None

    def run(
        self, action: str, names: Sequence[str], seconds: float = _SECONDS
    ) -> Outcome:
        """Do something with the names of people, and wait for it for a while.

        Args:
            action: "merge", "rename", "hide", "show" or "undo".
        """
        command = [
            *(sys.executable, "-m", "index", "names", action),
            *("--kind", "person", "--json", "--", *names),
        ]
        # files and no pipes: nobody may be there to read when it ends
        with tempfile.TemporaryFile() as said, tempfile.TemporaryFile() as told:
            process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=told,
                env=self._environment(),
                cwd=_PACKAGES,
                start_new_session=True,  # a server that is stopped leaves it alone
            )
            try:
                process.wait(seconds)
            except subprocess.TimeoutExpired:
                threading.Thread(target=process.wait, daemon=True).start()
                return Outcome(None)
            said.seek(0)
            told.seek(0)
            if process.returncode:
                reason = _reason(told.read().decode("utf-8", "replace"))
                # who asks by the page is told nothing of folders
                return Outcome(0, reason.replace(str(self.data.absolute()), "it"))
            return Outcome(int(json.loads(said.read())["articles"]))

    def _environment(self) -> dict[str, str]:
        """Ours, with what this process was told otherwise."""
        options = self.engine.options
        secrets = {
            "DATELINE_ENGINE_PASSWORD": self.engine.password or options.password,
            "DATELINE_ENGINE_TOKEN": options.token,
            "DATELINE_CONFIG": str(self.settings.absolute()) if self.settings else "",
        }
        return {
            **os.environ,
            **{name: value for name, value in secrets.items() if value},
            "DATELINE_DATA": str(self.data.absolute()),
            "DATELINE_ENGINE": _absolute(self.engine),
        }


def _absolute(engine: EngineUrl) -> str:
    """The URL of an engine, from wherever it is read."""
    if engine.folder is None:
        return str(engine)
    return f"{engine.engine}:{engine.folder.absolute()}"


def _reason(text: str) -> str:
    """The sentence that the command ended with."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    last = lines[-1] if lines else "it ended without a word"
    return last.removeprefix(_OURS).removeprefix("Error: ")[:500]
