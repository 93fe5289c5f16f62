"""What wires write behind a company: its sign at an exchange, "<MOUP.PA>"."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["in_ticker"]

_SIGN: Final = re.compile(r"<[A-Z0-9]{1,7}(?:\.[A-Z]{1,3})?>")
_LONGEST: Final = 12


def in_ticker(content: str, start: int) -> bool:
    """Whether an offset lies inside such a sign; "<Airbus Industrie>" is none."""
    opened = content.rfind("<", max(start - _LONGEST, 0), start)
    if opened < 0:
        return False
    sign = _SIGN.match(content, opened)
    return sign is not None and start < sign.end()
