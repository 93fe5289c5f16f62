"""What the recipe for dates finds in a text, for tests to compare."""

from __future__ import annotations

from datetime import date

from index.extract.english.dates import find_dates
from index.extract.english.words import read_text
from search.model.article import MentionedDate, Precision, Published, TextField

FRIDAY = date(2020, 1, 10)


def dates(
    body: str, day: date | None = FRIDAY, precision: Precision = Precision.DAY
) -> tuple[MentionedDate, ...]:
    published = Published(day, precision, "metadata", 1.0) if day else None
    found = find_dates([read_text(TextField.BODY, body)], published)
    for named in found:
        assert named.start < named.end
        for mention in named.mentions:
            assert body[mention.start : mention.end] == mention.text
    return found


def values(body: str, day: date | None = FRIDAY) -> list[tuple[str, str]]:
    """Each date's value with the words that name it first."""
    return [(named.value, named.mentions[0].text) for named in dates(body, day)]
