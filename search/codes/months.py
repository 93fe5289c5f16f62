"""The one table of month names, for every room that reads or writes a date.

English, and not from the standard ``calendar`` module, whose names follow the locale
of the machine.
"""

from __future__ import annotations

from typing import Final

__all__ = [
    "MONTHS",
    "MONTH_ABBREVIATIONS",
    "MONTH_BEGINNINGS",
    "MONTH_NUMBERS",
]

_FORMS: Final = (
    ("January", "Jan"),
    ("February", "Feb", "Febr"),
    ("March", "Mar"),
    ("April", "Apr"),
    ("May",),
    ("June", "Jun"),
    ("July", "Jul"),
    ("August", "Aug"),
    ("September", "Sep", "Sept"),
    ("October", "Oct"),
    ("November", "Nov"),
    ("December", "Dec"),
)
"""Of each month its name, and what newspapers shorten it to."""

MONTHS: Final = tuple(forms[0] for forms in _FORMS)
"""The names in full, January first."""

MONTH_ABBREVIATIONS: Final = tuple(form for forms in _FORMS for form in forms[1:])
"""The short forms; in print a full stop follows them, which ends no sentence."""

MONTH_NUMBERS: Final = {
    form.lower(): number
    for number, forms in enumerate(_FORMS, start=1)
    for form in forms
}
"""Every form in lower case → 1 to 12."""

MONTH_BEGINNINGS: Final = "|".join(name[:3] for name in MONTHS)
"""A regular expression for the three letters that every form of a month begins with."""
