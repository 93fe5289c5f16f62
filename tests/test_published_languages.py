"""A publication date is read as each language writes it."""

from __future__ import annotations

from datetime import date

import pytest
from babel.dates import format_date

from index.published.foreign import read_foreign

LANGUAGES = (
    "ar bg ca cs da de el es et fa fi fr he hi hu id it ja ko lt lv nb nl pl pt ro "
    "ru sk sl sr sv th tr uk vi zh"
).split()


@pytest.mark.parametrize("style", ["full", "long"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_date_is_read_as_its_language_writes_it(language: str, style: str) -> None:
    days = [date(2019, month, (7 * month) % 28 + 1) for month in range(1, 13)]
    for day in days:
        written = format_date(day, style, locale=language)
        assert read_foreign(written) == (day.year, day.month, day.day), written
