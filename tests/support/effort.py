"""How much work a call is, counted rather than timed: the same on any machine."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType


def effort(call: Callable[[], object]) -> int:
    """Return the number of bytecode instructions a call executes.

    Work inside compiled libraries is not seen.
    """
    count = 0

    def trace(frame: FrameType, event: str, argument: object) -> object:
        nonlocal count
        frame.f_trace_opcodes = True
        frame.f_trace_lines = False
        count += event == "opcode"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)  # type: ignore[arg-type]
    try:
        call()
    finally:
        sys.settrace(before)
    return count
