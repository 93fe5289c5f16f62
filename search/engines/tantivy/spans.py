"""Intervals of days as terms, and which of them lie within two days."""

from __future__ import annotations

from datetime import date
from typing import Final

__all__ = ["span_pattern", "span_term"]

_DIGITS: Final = 7
"""Digits of any day's ordinal in a term."""


def span_term(start: date, end: date) -> str:
    """Return one term for both ends, so that those of two dates are never mixed up."""
    return f"{start.toordinal():0{_DIGITS}}{end.toordinal():0{_DIGITS}}"


def span_pattern(start: date | None, end: date | None) -> str:
    """Return the pattern of the terms within two days, or up to or from one."""
    low = f"{start.toordinal() if start else 0:0{_DIGITS}}"
    high = f"{end.toordinal():0{_DIGITS}}" if end else "9" * _DIGITS
    return _digits_from(low) + _digits_to(high)


def _digits_from(low: str) -> str:
    """A pattern of the numbers of as many digits that are not less."""
    larger = [
        f"{low[:at]}[{int(digit) + 1}-9][0-9]{{{len(low) - at - 1}}}"
        for at, digit in enumerate(low)
        if digit < "9"
    ]
    return f"({'|'.join([low, *larger])})"


def _digits_to(high: str) -> str:
    """A pattern of the numbers of as many digits that are not more."""
    smaller = [
        f"{high[:at]}[0-{int(digit) - 1}][0-9]{{{len(high) - at - 1}}}"
        for at, digit in enumerate(high)
        if digit > "0"
    ]
    return f"({'|'.join([high, *smaller])})"
