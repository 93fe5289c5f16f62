"""How good the facts are, beside simpler ways, in one run: ``make eval``.

Reads the sets in ``DATELINE_EVAL_DATA`` (default ``../shared/data``); the sets are not
part of this repository. Prints a table, compares it with ``floors.json`` and ends
with an error where a figure fell. ``--write`` also puts the table into
``docs/quality.md`` and raises the floors; ``--lower NAME --because REASON`` lets one
of them down.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final

from benchmarks import (
    floors,
    quality_dates,
    quality_languages,
    quality_names,
    quality_people,
    quality_places,
    speed,
)
from benchmarks.first_recipes import first_facts
from benchmarks.quality_places import gazetteer_rule, labelled, measured
from benchmarks.timeml import read_folder
from index.extract.english.tagger.default import default_tagger
from index.extract.extractor import extractor_for
from search.codes.languages import NAMES_MODELS
from search.model.article import (
    Article,
    Country,
    Facts,
    Mention,
    MentionedDate,
    TextField,
)
from training.corpora import data_folder

PAGE: Final = Path(__file__).parent.parent / "docs" / "quality.md"
_BEGIN, _END = "<!-- measured -->", "<!-- /measured -->"


@dataclass(slots=True)
class Row:
    """One figure, and the same figure for other ways of doing it.

    Attributes:
        target: the least that was set out for, or 0.
        exact: whether it comes out the same on every machine, and has a floor.
    """

    name: str
    ours: float
    others: dict[str, float | None] = field(default_factory=dict)
    detail: str = ""
    target: float = 0.0
    exact: bool = True


TARGETS: Final = {
    "CoNLL testa people": 0.965,
    "CoNLL testa places": 0.955,
    "Worldwide, a fifth people": 0.93,
    "Worldwide, a fifth places": 0.87,
}


def names() -> Iterator[Row]:
    """People, places and organisations by span, on sets not trained on."""
    tagger = quality_names.by_tagger(default_tagger())
    for name, documents in quality_names.sets().items():
        ours = quality_names.names_scores(documents, tagger) or {}
        others = {
            "first recipes": quality_names.by_first_recipes,
            "nltk": quality_names.by_nltk,
        }
        theirs = {
            way: quality_names.names_scores(documents, predict)
            for way, predict in others.items()
        }
        for kind, score in ours.items():
            row = f"{name} {quality_names.KINDS[kind]}"
            yield Row(
                row,
                score.f1,
                {
                    way: scores[kind].f1 if scores and scores[kind].found else None
                    for way, scores in theirs.items()
                },
                f"P {score.precision:.3f} R {score.recall:.3f}",
                TARGETS.get(row, 0.0),
            )


def countries() -> Iterator[Row]:
    """The countries Reuters' editors said an article is about."""
    folder = data_folder() / "reuters21578"
    files = quality_places.FILES
    rest = [number for number in files if number not in quality_places.TUNED]
    extract = _remembered(extractor_for("en").extract)
    for name, chosen in (("all files", files), ("files not tuned on", rest)):
        scores = measured(extract, folder, chosen)
        others: dict[str, float | None] = {
            "mere mentions": scores["mentioned"].f1,
            "gazetteer": measured(gazetteer_rule, folder, chosen)["about"].f1,
        }
        first = _first_countries(article for article, _ in labelled(folder, chosen))
        if first is not None:
            as_today = measured(first, folder, chosen, as_today=True)
            others["first recipes"] = as_today["about"].f1
        about = scores["about"]
        yield Row(
            f"Reuters about countries, {name}",
            about.f1,
            others,
            f"P {about.precision:.3f} R {about.recall:.3f}",
            0.86,
        )


def _remembered(extract: Callable[[Article], Facts]) -> Callable[[Article], Facts]:
    """The same, but each article's countries are found once."""
    known: dict[str, Facts] = {}

    def remembered(article: Article) -> Facts:
        if article.id not in known:
            known[article.id] = Facts(countries=extract(article).countries)
        return known[article.id]

    return remembered


def _first_countries(articles: Iterable[Article]) -> Callable[[Article], Facts] | None:
    listed = list(articles)
    found = first_facts(listed)
    if found is None:
        return None
    facts = {
        article.id: Facts(
            countries=tuple(
                Country(code, code, about, 0.0) for code, about in raw["countries"]
            )
        )
        for article, raw in zip(listed, found, strict=True)
    }
    return lambda article: facts[article.id]


def dates() -> Iterator[Row]:
    """Dates in the text against TimeML's annotation."""
    ways = {
        "ours": quality_dates.ours(),
        "dateparser": quality_dates.dateparser_search(),
    }
    for name, target in (("TimeBank", 0.84), ("AQUAINT", 0.0)):
        folder = data_folder() / "timeml" / name
        figures = {way: quality_dates.score(go, folder) for way, go in ways.items()}
        first = _first_dates(one.article for one in read_folder(folder))
        if first is not None:
            figures["first recipes"] = quality_dates.score(first, folder)
        ours = figures.pop("ours")
        for measure, label in (
            ("intervals", "right intervals"),
            ("found", "dates and times found"),
            ("extent", "with the same extent"),
        ):
            yield Row(
                f"{name} {label}",
                ours[f"{measure}_f1"],
                {way: theirs[f"{measure}_f1"] for way, theirs in figures.items()},
                f"P {ours[f'{measure}_precision']:.3f}"
                f" R {ours[f'{measure}_recall']:.3f}",
                target if measure == "intervals" else 0.0,
            )


def _first_dates(
    articles: Iterable[Article],
) -> Callable[[Article], Iterable[MentionedDate]] | None:
    listed = list(articles)
    found = first_facts(listed)
    if found is None:
        return None
    texts = {a.id: {TextField.TITLE: a.title, TextField.BODY: a.body} for a in listed}
    dated = {
        article.id: [
            MentionedDate(
                value,
                date.fromisoformat(start),
                date.fromisoformat(end),
                tuple(
                    Mention(
                        TextField(where), a, b, texts[article.id][TextField(where)][a:b]
                    )
                    for where, a, b in spans
                ),
            )
            for value, start, end, spans in raw["dates"]
        ]
        for article, raw in zip(listed, found, strict=True)
    }
    return lambda article: dated[article.id]


def people() -> Iterator[Row]:
    """The people Reuters' editors listed."""
    stories = list(quality_people.reuters(data_folder()))
    ours = quality_people.people_recall(data_folder())
    others: dict[str, float | None] = {}
    first = first_facts(article for article, _ in stories)
    if first is not None:
        named = {
            article.id: [name for name, _ in raw["people"]]
            for (article, _), raw in zip(stories, first, strict=True)
        }
        others["first recipes"] = quality_people.recall(stories, named).share
    detail = f"{ours.found:,} of {ours.listed:,}"
    yield Row("Reuters people, recall", ours.share, others, detail)


def speeds() -> Iterator[Row]:
    """Of one core of this machine; no floor, for machines differ."""
    found = speed.measured()
    yield Row(
        "names from raw text, words/s", found.tagger_words, target=100_000, exact=False
    )
    yield Row("an article's facts, MB/s", found.facts_megabytes, exact=False)
    yield Row("file to facts, MB/s", found.file_megabytes, target=1.0, exact=False)


def languages() -> Iterator[Row]:
    """Names in languages other than English, by each model, on texts kept aside."""
    for name in quality_languages.SETS:
        for model in NAMES_MODELS:
            found = quality_languages.measured(name, model)
            facts, theirs = found["facts"], found.get("spaCy")
            for kind, score in found["names"].items():
                yield Row(
                    quality_languages.figure_name(name, model, kind),
                    score.f1,
                    {"spaCy": theirs[kind].f1 if theirs else None},
                    f"P {score.precision:.3f} R {score.recall:.3f}, "
                    f"as facts {facts[kind].f1:.3f}",
                )


PARTS: Final = {
    "names": names,
    "languages": languages,
    "countries": countries,
    "people": people,
    "dates": dates,
    "speed": speeds,
}
_WAYS: Final = (
    "first recipes",
    "gazetteer",
    "mere mentions",
    "dateparser",
    "nltk",
    "spaCy",
)


def table(rows: Iterable[Row]) -> str:
    """Return the rows as a table of Markdown."""
    lines = [
        "| figure | Dateline | | set out for | " + " | ".join(_WAYS) + " |",
        "|---|---|---|---|" + "---|" * len(_WAYS),
    ]
    for row in rows:
        others = (_shown(row.others.get(way)) for way in _WAYS)
        target = _shown(row.target or None)
        lines.append(
            f"| {row.name} | **{_shown(row.ours)}** | {row.detail} | {target} | "
            + " | ".join(others)
            + " |"
        )
    return "\n".join(lines)


def _shown(figure: float | None) -> str:
    if figure is None:
        return ""
    return f"{figure:.3f}" if figure < 100 else f"{figure:,.0f}"


def _write(rows: Sequence[Row]) -> None:
    text = PAGE.read_text("utf-8")
    head, _, rest = text.partition(_BEGIN)
    _, _, tail = rest.partition(_END)
    PAGE.write_text(f"{head}{_BEGIN}\n\n{table(rows)}\n\n{_END}{tail}", "utf-8")
    floors.raised({row.name: row.ours for row in rows if row.exact})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=PARTS, action="append", help="these parts")
    parser.add_argument("--write", action="store_true", help="the page, and the floors")
    parser.add_argument("--lower", metavar="NAME", help="let this floor down")
    parser.add_argument("--because", default="", help="the reason for it")
    arguments = parser.parse_args()
    rows = [row for part in arguments.only or PARTS for row in PARTS[part]()]
    print(table(rows))
    figures = {row.name: row.ours for row in rows if row.exact}
    if arguments.lower:
        if arguments.lower not in figures:
            parser.error(f"no figure named {arguments.lower!r} was measured")
        floors.lowered(arguments.lower, figures[arguments.lower], arguments.because)
    fallen = floors.below(figures)
    for sentence in fallen:
        print(sentence, file=sys.stderr)
    if fallen:
        sys.exit(1)
    if arguments.write:
        _write(rows)


if __name__ == "__main__":
    main()
