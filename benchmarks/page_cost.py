"""What a page costs the processor, told by room of the code.

The processor's time is measured without a profiler, which makes short functions
look dear; the profiler then says how it is shared out, and counts how often the engine
is asked and a query is cut into lexemes.
"""

from __future__ import annotations

import cProfile
import statistics
import time
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from flask.testing import FlaskClient

__all__ = ["Cost", "cost_of", "room_of"]

_OURS: Final = str(Path(__file__).parent.parent) + "/"
_LIBRARIES: Final = {
    "babel": "translations",
    "gettext.py": "translations",
    "flask": "flask",
    "werkzeug": "flask",
    "jinja2": "jinja2",
    "markupsafe": "jinja2",
}
_ENGINES: Final = "search/engines"
_DEEPEST: Final = 12
"""Calls of the standard library into itself that are followed."""

_Function = tuple[str, int, str]


@dataclass(frozen=True, slots=True)
class Cost:
    """What one page costs.

    Attributes:
        milliseconds: processor time of the whole process, the median of several runs.
        rooms: how it is shared out among the rooms of the code and its libraries.
        engine_calls: calls into ``search/engines`` from outside.
        lexings: how often a query was cut into lexemes.
        bytes: of HTML.
    """

    milliseconds: float
    rooms: Mapping[str, float]
    engine_calls: float
    lexings: float
    bytes: int


def cost_of(client: FlaskClient, path: str, runs: int) -> Cost:
    """Ask for a page some times and measure it; the first time does not count."""
    size = len(client.get(path).data)
    times = []
    for _ in range(runs):
        started = time.process_time()
        answer = client.get(path)
        times.append((time.process_time() - started) * 1000)
        assert answer.status_code == 200, (path, answer.status_code)
    profile = cProfile.Profile()
    profile.enable()
    for _ in range(runs):
        client.get(path)
    profile.disable()
    profile.create_stats()
    stats: Mapping[_Function, Any] = profile.stats
    middle = statistics.median(times)
    return Cost(
        milliseconds=middle,
        rooms=_shared_out(stats, middle),
        engine_calls=_engine_calls(stats) / runs,
        lexings=sum(calls for name, calls in _calls(stats) if name[2] == "lex") / runs,
        bytes=size,
    )


def room_of(file: str) -> str:
    """Return the room a source file is in; "" for the standard library."""
    if file.startswith(_OURS) and "/.venv/" not in file:
        parts = file.removeprefix(_OURS).split("/")
        if parts[-1].endswith(".html"):
            return "web/templates"
        return "/".join(parts[:2]).removesuffix(".py")
    for part in reversed(file.split("/")):
        if part in _LIBRARIES:
            return _LIBRARIES[part]
    return ""


def _shared_out(stats: Mapping[_Function, Any], whole: float) -> dict[str, float]:
    """Milliseconds of each room; what the library does counts for who calls it."""
    own: Counter[_Function] = Counter({f: found[2] for f, found in stats.items()})
    for _ in range(_DEEPEST):
        for function in [f for f in own if not room_of(f[0]) and own[f]]:
            callers = stats[function][4]
            total = sum(called[2] for called in callers.values())
            if not total:
                continue
            time_here = own.pop(function)
            for caller, called in callers.items():
                own[caller] += time_here * called[2] / total
    rooms: Counter[str] = Counter()
    for function, seconds in own.items():
        rooms[room_of(function[0]) or "rest"] += seconds
    everything = sum(rooms.values()) or 1.0
    return {room: whole * part / everything for room, part in rooms.most_common()}


def _engine_calls(stats: Mapping[_Function, Any]) -> int:
    """Calls of functions of the engines by functions that are none."""
    return sum(
        called[0]
        for function, found in stats.items()
        if room_of(function[0]) == _ENGINES and "/generations" not in function[0]
        for caller, called in found[4].items()
        if room_of(caller[0]) not in ("", _ENGINES) and not function[2].startswith("<")
    )


def _calls(stats: Mapping[_Function, Any]) -> Iterable[tuple[_Function, int]]:
    return ((function, found[1]) for function, found in stats.items())
