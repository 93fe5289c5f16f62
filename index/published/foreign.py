"""Dates as they are written in other languages: ``12. Juni 2019``, ``2019年6月12日``.

Words around them are not understood, so only a few may stand there: a weekday, what a
paper says before a date, the word for "o'clock".
"""

from __future__ import annotations

import re
from typing import Final

from search.codes.months import MONTH_NUMBERS

from .month_names import MONTH_NAMES

__all__ = ["FOREIGN_FORMS", "LONGEST_FOREIGN", "Numbers", "read_foreign"]

LONGEST_FOREIGN: Final = 80
_MOST_WORDS: Final = 4
"""Words that may stand before a date, and after it."""
_FEW_WORDS: Final = 2
_BUDDHIST: Final = 543
_FIRST_BUDDHIST: Final = 2400

_WORD: Final = r"(?P<name>[^\s\d,.;:|()/-]{2,20})"
_DAY: Final = r"(?P<day>\d{1,2})"
_YEAR: Final = r"(?P<year>\d{4})"
_CORES: Final = (
    rf"{_DAY}(?:\.|er|[º°ªη]|ης|-?го)?\s?(?:de |d['’])?\s?{_WORD}\.?,?\s?"
    rf"(?:del? |ค\.ศ\. )?{_YEAR}",
    rf"{_WORD}\.?\s{_DAY}\.?,?\s(?:del? )?{_YEAR}",
    rf"{_YEAR}(?:\.|\.?\sm\.|\.\sgada)?\s{_WORD}\.?\s{_DAY}(?!\d)(?:-?[aáeéiín]{{1,3}}\b)?",
    rf"{_YEAR}\.\sgada\s{_DAY}\.\s?{_WORD}",
    rf"{_YEAR}\s?[年년]\s?(?P<month>\d{{1,2}})\s?[月월]\s?{_DAY}\s?[日일号號]",
    rf"{_DAY}\stháng\s(?P<month>\d{{1,2}})(?:\snăm|,)\s{_YEAR}",
    rf"{_YEAR}\.\s?(?P<month>\d{{1,2}})\.\s?{_DAY}\.?(?!\d)",
    rf"(?<![\d.]){_DAY}\.\s?(?P<month>\d{{1,2}})\.\s?{_YEAR}",
)
_PUBLISHED: Final = (
    r"(?=(?i:publicad|publi[eé]|pubblic|ver[öo]ff|gepubl|ersch|publicer|opublik"
    r"|aktualis|actual|atual|aggiorn|bijgew|mis|modif|stand)\w*\b)[^\d|]{3,40}"
)
"""After these words a day comes before its month, whatever is between them."""
_BEFORE: Final = r"(?P<before>[^\d|]{0,40}?)"
_AFTER: Final = (
    r"(?P<after>[^\d|]{0,20}(?:\d{1,2}(?:[:.hH]|\s?[時时点시])\s?(?:\d\d)?(?::\d\d)?"
    r"[^\d|]{0,20})?(?:[+-]\d{1,2}(?::?\d\d)?)?)"
)
FOREIGN_FORMS: Final = (
    *(re.compile(_BEFORE + core + _AFTER) for core in _CORES),
    re.compile(
        rf"(?P<before>{_PUBLISHED}){_DAY}(?P<mark>[/-])(?P<month>\d{{1,2}})"
        rf"(?P=mark){_YEAR}{_AFTER}"
    ),
)
"""They are given no more characters than :data:`LONGEST_FOREIGN`."""

Numbers = tuple[int, int, int]


def read_foreign(text: str) -> Numbers | None:
    """Return year, month and day of a date in another language, or ``None``."""
    if len(text) > LONGEST_FOREIGN:
        return None
    text = " ".join(text.split())
    for pattern in FOREIGN_FORMS:
        match = pattern.fullmatch(text)
        if match is None or not _is_short(match):
            continue
        month = _month(match.groupdict())
        if month:
            year = int(match["year"])
            is_buddhist = year >= _FIRST_BUDDHIST
            return year - _BUDDHIST * is_buddhist, month, int(match["day"])
    return None


def _is_short(match: re.Match[str]) -> bool:
    """Whether few words are around a date; fewer if it may be an English one."""
    around = [
        [word for word in match[part].split() if _counts(word)]
        for part in ("before", "after")
    ]
    name = match.groupdict().get("name")
    # with a time stand signs that are no words: "Mittwoch 12:00 PM MEZ"
    around[1] = [word for word in around[1] if not word.isupper() or len(word) > 4]
    if name is None or name.lower() not in MONTH_NUMBERS:
        return all(len(words) <= _MOST_WORDS for words in around)
    before = match["before"]
    is_english = match.start("name") < min(match.start("day"), match.start("year"))
    return not is_english and (
        len(around[0]) <= 1 and not before.isupper() and len(around[1]) <= _FEW_WORDS
    )


def _counts(word: str) -> bool:
    """Whether what stands next to a date is a word; Danish "den" is part of one."""
    return any(map(str.isalpha, word)) and word.lower() != "den"


def _month(found: dict[str, str | None]) -> int:
    name = (found.get("name") or "").lower()
    number = MONTH_NAMES.get(name) or MONTH_NUMBERS.get(name)
    return number or int(found.get("month") or 0)
