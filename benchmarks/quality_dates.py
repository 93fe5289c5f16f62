"""How well the dates of news are found and understood.

``python -m benchmarks.quality_dates [--errors]``. Needs ``timeml/TimeBank`` and
``timeml/AQUAINT`` of ``DATELINE_EVAL_DATA`` (default ``../shared/data``), and the
package ``dateparser`` for the baseline.

What is counted:

- *intervals*: a date is right if its span overlaps that of an annotated DATE or TIME
  and its days are exactly those of the annotated value. Values that name no days (see
  ``timeml.days_of``) are left out: finding a date there is neither right nor wrong,
  as it is on a DURATION or a SET. A date where nothing is annotated is wrong.
- *found*: the span overlaps that of any DATE or TIME, also one without days, such as
  "now"; *same extent*: it begins and ends with it; *found of those with days*: like
  *found*, but the values without days are left out.

Each annotated date is matched with at most one date found, and the reverse.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock
from pathlib import Path
from typing import Any, NamedTuple

from search.model.article import Article, Mention, MentionedDate, Published, TextField
from training.corpora import data_folder

from .timeml import Annotated, Interval, Timex, read_folder

Predict = Callable[[Article], Iterable[MentionedDate]]


class Found(NamedTuple):
    """One mention of a date in the body, with its days."""

    start: int
    end: int
    days: Interval


class Error(NamedTuple):
    """What went wrong at one place: ``wrong``, ``missed`` or ``invented``."""

    kind: str
    file: str
    text: str
    expected: str
    got: str


def score(predict: Predict, folder: Path) -> dict[str, float]:
    """Precision, recall and F1 of a recipe on a folder of TimeML, per measure.

    The names are such as ``intervals_f1`` and ``found_precision``; see the module.
    """
    totals: Counter[str] = Counter()
    for annotated in read_folder(folder):
        found = list(_found(predict(annotated.article)))
        for name, (right, wrong, missed) in _tallies(found, annotated).items():
            totals[f"{name} right"] += right
            totals[f"{name} wrong"] += wrong
            totals[f"{name} missed"] += missed
    result = {}
    for name in MEASURES:
        right = totals[f"{name} right"]
        precision = right / ((right + totals[f"{name} wrong"]) or 1)
        recall = right / ((right + totals[f"{name} missed"]) or 1)
        result[f"{name}_precision"] = precision
        result[f"{name}_recall"] = recall
        both = precision + recall
        result[f"{name}_f1"] = 2 * precision * recall / both if both else 0.0
    return result


MEASURES = ("intervals", "found", "extent", "found_with_days")


def _found(dates: Iterable[MentionedDate]) -> Iterator[Found]:
    for named in dates:
        for mention in named.mentions:
            if mention.field is TextField.BODY:
                yield Found(mention.start, mention.end, (named.start, named.end))


def _tallies(
    found: list[Found], annotated: Annotated
) -> dict[str, tuple[int, int, int]]:
    dates = [timex for timex in annotated.dates if timex.kind in ("DATE", "TIME")]
    lengths = [timex for timex in annotated.dates if timex not in dates]
    with_days = [timex for timex in dates if timex.interval]
    without = [timex for timex in annotated.dates if not timex.interval]
    return {
        "intervals": _tally(found, with_days, without, _same_days),
        "found": _tally(found, dates, lengths, lambda one, other: True),
        "extent": _tally(found, dates, lengths, _same_extent),
        "found_with_days": _tally(found, with_days, without, lambda one, other: True),
    }


def _same_days(found: Found, timex: Timex) -> bool:
    return found.days == timex.interval


def _same_extent(found: Found, timex: Timex) -> bool:
    return (found.start, found.end) == (timex.start, timex.end)


def _overlap(found: Found, timex: Timex) -> bool:
    return found.start < timex.end and timex.start < found.end


def _matches(
    found: list[Found], wanted: list[Timex], same: Callable[[Found, Timex], bool]
) -> dict[Found, Timex]:
    """Each date found with the annotated one it is right about."""
    matches: dict[Found, Timex] = {}
    taken: set[Timex] = set()
    for one in sorted(found):
        for timex in wanted:
            if timex not in taken and _overlap(one, timex) and same(one, timex):
                matches[one] = timex
                taken.add(timex)
                break
    return matches


def _tally(
    found: list[Found],
    wanted: list[Timex],
    complement_of: list[Timex],
    same: Callable[[Found, Timex], bool],
) -> tuple[int, int, int]:
    """How many are right, wrong and missed."""
    matches = _matches(found, wanted, same)
    wrong = sum(
        one not in matches
        and (
            any(_overlap(one, timex) for timex in wanted)
            or not any(_overlap(one, timex) for timex in complement_of)
        )
        for one in found
    )
    return len(matches), wrong, len(wanted) - len(matches)


def errors(predict: Predict, folder: Path) -> list[Error]:
    """Everything that is wrong with the intervals, each with its surroundings."""
    listed = []
    for annotated in read_folder(folder):
        body, name = annotated.article.body, annotated.article.id
        found = list(_found(predict(annotated.article)))
        with_days = [timex for timex in annotated.dates if timex.interval]
        matches = _matches(found, with_days, _same_days)
        right = set(matches.values())
        for timex in with_days:
            if timex in right:
                continue
            shown = _shown(body, timex.start, timex.end)
            near = [one for one in found if _overlap(one, timex)]
            got = " ".join(f"{one.days[0]}..{one.days[1]}" for one in near)
            kind = "wrong" if near else "missed"
            listed.append(Error(kind, name, shown, timex.value, got))
        for one in found:
            if not any(_overlap(one, timex) for timex in annotated.dates):
                shown = _shown(body, one.start, one.end)
                got = f"{one.days[0]}..{one.days[1]}"
                listed.append(Error("invented", name, shown, "", got))
    return listed


def _shown(body: str, start: int, end: int) -> str:
    before, behind = body[max(0, start - 40) : start], body[end : end + 30]
    return " ".join(f"{before}[{body[start:end]}]{behind}".split())


def ours() -> Predict:
    """The recipe of this version."""
    from index.extract.english.dates import find_dates
    from index.extract.english.words import read_text

    def predict(article: Article) -> Iterable[MentionedDate]:
        return find_dates([read_text(TextField.BODY, article.body)], article.published)

    return predict


def dateparser_search() -> Predict:
    """``dateparser.search.search_dates``, with the day of publication given to it.

    It answers with moments; the precision its parser gives for the words found makes
    months and years of them, so that it is not held to days it never meant.
    """
    from dateparser.date import DateDataParser
    from dateparser.search import search_dates

    def predict(article: Article) -> Iterable[MentionedDate]:
        settings: dict[str, Any] = {"PREFER_DATES_FROM": "past"}
        if article.published is not None:
            day = article.published.date
            settings["RELATIVE_BASE"] = datetime.combine(day, clock(12))
        parser = DateDataParser(languages=["en"], settings=settings)
        at = 0
        for words, moment in (
            search_dates(article.body, languages=["en"], settings=settings) or ()
        ):
            start = article.body.find(words, at)
            if start < 0:
                continue
            at = start + len(words)
            period = parser.get_date_data(words).period or "day"
            first, end = _around(moment.date(), period)
            mention = Mention(TextField.BODY, start, at, words)
            yield MentionedDate(first.isoformat(), first, end, (mention,))

    return predict


def _around(day: date, period: str) -> Interval:
    """The month, week or year a day is in, or the day."""
    if period == "year":
        return date(day.year, 1, 1), date(day.year + 1, 1, 1)
    if period == "month":
        year, month = divmod(day.year * 12 + day.month, 12)
        return day.replace(day=1), date(year, month + 1, 1)
    if period == "week":
        monday = day - timedelta(day.weekday())
        return monday, monday + timedelta(7)
    return day, day + timedelta(1)


def seconds_per_mb(most: int = 5_000_000) -> float:
    """Seconds of processor our recipe takes for a megabyte of the set ``news``.

    The words of a text are found once for all recipes and are not counted here.
    """
    import gzip
    import json

    from index.extract.english.dates import find_dates
    from index.extract.english.words import read_text

    read, size = [], 0
    path = data_folder() / "news" / "articles.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as f:
        for line in f:
            raw = json.loads(line)
            body = raw["content_original"] or ""
            read.append((read_text(TextField.BODY, body), _published(raw["date"])))
            size += len(body.encode())
            if size > most:
                break
    started = time.process_time()
    for text, published in read:
        find_dates([text], published)
    return (time.process_time() - started) / size * 1e6


def _published(written: str | None) -> Published | None:
    from index.published.decide import decide_published
    from index.records import Draft

    today = datetime.now(UTC).date()
    return decide_published(Draft(published=written or ""), today)[0]


def main() -> None:
    """Print the table, or what is wrong."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--errors", action="store_true", help="list what is wrong")
    parser.add_argument("--set", default="TimeBank", help="whose errors to list")
    arguments = parser.parse_args()
    if arguments.errors:
        listed = errors(ours(), data_folder() / "timeml" / arguments.set)
        for error in sorted(listed):
            print("\t".join(error))
        print(Counter(error.kind for error in listed))
        return
    for set_name in ("TimeBank", "AQUAINT"):
        for name, predict in (("ours", ours()), ("dateparser", dateparser_search())):
            figures = score(predict, data_folder() / "timeml" / set_name)
            for measure in MEASURES:
                shown = "  ".join(
                    f"{part} {figures[f'{measure}_{part}']:.3f}"
                    for part in ("precision", "recall", "f1")
                )
                print(f"{set_name:9} {name:11} {measure:16} {shown}")
    print(f"ours: {seconds_per_mb():.3f} s per MB of news")


if __name__ == "__main__":
    main()
