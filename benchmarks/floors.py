"""Floors under the measured quality: no figure may fall below its own unnoticed.

``floors.json`` maps a figure's name to the least it may be. A floor goes up by
itself where :func:`raised` is called and only comes down by :func:`lowered`, which
takes a reason and writes it to ``floors.log``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

__all__ = ["MARGIN", "below", "floors", "lowered", "raised"]

MARGIN: Final = 0.003
"""How far a floor is set under what was measured, for other versions of numpy."""

_FOLDER: Final = Path(__file__).parent


def floors(folder: Path = _FOLDER) -> dict[str, float]:
    """Return the floor of each figure that has one."""
    path = folder / "floors.json"
    return dict(json.loads(path.read_text("utf-8"))) if path.exists() else {}


def below(figures: Mapping[str, float], folder: Path = _FOLDER) -> list[str]:
    """Return a sentence for each figure that fell below its floor."""
    known = floors(folder)
    return [
        f"{name} is {figure:.4f}, below its floor of {known[name]:.4f}"
        for name, figure in figures.items()
        if name in known and figure < known[name]
    ]


def raised(figures: Mapping[str, float], folder: Path = _FOLDER) -> None:
    """Set floors a margin below the figures where that is higher than they are."""
    known = floors(folder)
    for name, figure in figures.items():
        known[name] = max(known.get(name, 0.0), round(figure - MARGIN, 4))
    _write(known, folder)


def lowered(name: str, figure: float, because: str, folder: Path = _FOLDER) -> None:
    """Set one floor a margin below a figure, and note why.

    Raises:
        ValueError: if no reason is given, or the figure has no floor.
    """
    known = floors(folder)
    if not because.strip():
        raise ValueError("a floor is lowered for a reason: say it with --because")
    if name not in known:
        raise ValueError(f"there is no floor named {name!r}")
    old, new = known[name], round(figure - MARGIN, 4)
    known[name] = new
    day = datetime.now(UTC).date().isoformat()
    with (folder / "floors.log").open("a", encoding="utf-8") as log:
        log.write(f"{day} {name}: {old} to {new}: {because.strip()}\n")
    _write(known, folder)


def _write(known: Mapping[str, float], folder: Path) -> None:
    text = json.dumps(dict(sorted(known.items())), indent=2) + "\n"
    (folder / "floors.json").write_text(text, "utf-8")
