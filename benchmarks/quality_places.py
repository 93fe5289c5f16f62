"""How well the countries of articles are told, against what people said of them.

``python -m benchmarks.quality_places [--errors]``. Needs the folder
``reuters21578`` of ``DATELINE_EVAL_DATA`` (default ``../shared/data``).

Reuters' editors gave every article of 1987 its ``PLACES``: the countries it is
about. Precision, recall and F1 are over all pairs of article and country
(micro-averaged), for the articles that have a body, read and cleaned as
``dateline index`` does. An article whose editor named no country counts too: what
is found in it is wrong. The weights of ``index/extract/countries.py`` were tuned on the
files of ``TUNED`` only, so the others stand for unseen articles.
"""

from __future__ import annotations

import argparse
import datetime
import gzip
import io
import re
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final

from index.cleaning.clean import clean
from index.extract.english.gazetteer import gazetteer
from index.extract.english.words import read_text
from index.extract.extractor import extractor_for
from index.pipeline.prepare import article_of
from index.readers.reuters import ReutersReader
from index.records import ReadOptions, Record
from index.word_lists import list_key
from search.codes.countries import country_code
from search.model.article import Article, Country, Facts, TextField
from training.corpora import data_folder

from .scores import Score

__all__ = [
    "FILES",
    "TUNED",
    "CountryScore",
    "gazetteer_rule",
    "labelled",
    "measured",
    "score",
]

FILES: Final = range(22)
TUNED: Final = (0, 4, 8, 12)
_TODAY: Final = datetime.date(2020, 1, 1)
_PLACES: Final = re.compile(rb"<PLACES>(.*?)</PLACES>")
_PLACE: Final = re.compile(r"<D>(.*?)</D>")

Extract = Callable[[Article], Facts]
Codes = frozenset[str]
Labelled = tuple[Article, Codes]


@dataclass(slots=True)
class CountryScore(Score):
    """Pairs of article and country, with the countries that go wrong most."""

    wrongly: Counter[str] = field(default_factory=Counter)
    missing: Counter[str] = field(default_factory=Counter)

    def count(self, found: Codes, gold: Codes) -> None:
        """Count one article."""
        self.add(found, gold)
        self.wrongly.update(found - gold)
        self.missing.update(gold - found)

    def figures(self) -> dict[str, float]:
        """Precision, recall and F1, rounded, for a table."""
        return {
            "precision": round(self.precision, 4),
            "recall": round(self.recall, 4),
            "f1": round(self.f1, 4),
        }


def score(
    extract: Extract,
    folder: Path,
    files: Iterable[int] = FILES,
    *,
    as_today: bool = False,
) -> dict[str, dict[str, float]]:
    """Score the countries an extractor calls *about* and those it mentions.

    Args:
        extract: any extractor's ``extract``.
        folder: holds ``reut2-000.sgm`` and so on, compressed or not.
        files: the numbers of the files to read, of those that are there.
        as_today: count the USSR as Russia and so on, for an extractor that knows
            only the countries of today.

    Returns:
        Of "about" and "mentioned", each "precision", "recall" and "f1".
    """
    scores = measured(extract, folder, files, as_today=as_today)
    return {name: one.figures() for name, one in scores.items()}


def measured(
    extract: Extract, folder: Path, files: Iterable[int], *, as_today: bool = False
) -> dict[str, CountryScore]:
    """The same with its counts."""
    about, mentioned = CountryScore(), CountryScore()
    for article, wanted in labelled(folder, files):
        countries = extract(article).countries
        codes = frozenset(c.code for c in countries if c.about)
        every = frozenset(c.code for c in countries)
        if as_today:
            codes, every, wanted = map(_as_today, (codes, every, wanted))
        about.count(codes, wanted)
        mentioned.count(every, wanted)
    return {"about": about, "mentioned": mentioned}


def labelled(folder: Path, files: Iterable[int] = FILES) -> Iterator[Labelled]:
    """The articles with a body, as indexing makes them, and their countries."""
    reader, options = ReutersReader(), ReadOptions()
    for number in files:
        for path in sorted(folder.glob(f"reut2-{number:03}.sgm*")):
            for content in _records(path):
                article = article_of(
                    clean(reader.draft(Record("", content), options)), _TODAY, ""
                )
                yield article, _wanted(content)


def _records(path: Path) -> Iterator[bytes]:
    data = path.read_bytes()
    stream = io.BytesIO(gzip.decompress(data) if path.suffix == ".gz" else data)
    for record in ReutersReader().records(stream, ReadOptions()):
        content = record.content if isinstance(record, Record) else b""
        if isinstance(content, bytes) and b"<BODY>" in content:
            yield content


def _wanted(content: bytes) -> Codes:
    found = _PLACES.search(content)
    names = _PLACE.findall(found[1].decode("latin-1")) if found else []
    return frozenset(_code(name) for name in names)


@cache
def _code(name: str) -> str:
    own = _own_codes().get(name) or country_code(name.replace("-", " "))
    if own is None:
        raise ValueError(f"no country is called {name}")
    return own


@cache
def _own_codes() -> dict[str, str]:
    path = Path(__file__).with_name("reuters_places.tsv")
    rows = [row for row in path.read_text("utf-8").splitlines() if row[0] != "#"]
    return dict(row.split("\t") for row in rows[1:])


_AS_TODAY: Final = {
    "AN": "CW",
    "CS": "CZ",
    "DD": "DE",
    "SU": "RU",
    "XW": "DE",
    "YD": "YE",
    "YU": "RS",
    "ZR": "CD",
}


def _as_today(codes: Codes) -> Codes:
    return frozenset(_AS_TODAY.get(code, code) for code in codes)


def gazetteer_rule(article: Article) -> Facts:
    """The plainest way, to compare with: all names of the gazetteer, counted.

    Every longest name counts for the country of its likeliest meaning; an article
    is about those with at least half the count of the first.
    """
    names = gazetteer()
    counts: Counter[str] = Counter()
    for field_, content in (
        (TextField.TITLE, article.title),
        (TextField.BODY, article.body),
    ):
        words, at = read_text(field_, content).words, 0
        while at < len(words):
            size = min(names.longest.get(words[at].key, 1), len(words) - at)
            while size:
                end = words[at + size - 1].end
                entries = names.names.get(list_key(content[words[at].start : end]))
                entry = entries[0] if entries else names.exact.get(words[at].text)
                if entry and entry.sure:
                    counts[entry.country or ""] += 1
                    break
                size -= 1
            at += max(1, size)
    del counts[""]
    top = max(counts.values(), default=0)
    return Facts(
        countries=tuple(
            Country(code, code, 2 * count >= top, count / sum(counts.values()))
            for code, count in counts.most_common()
        )
    )


def speed(extract: Extract, articles: Sequence[Article]) -> float:
    """Megabytes of text an extractor works through in a second."""
    size = sum(len(a.title.encode()) + len(a.body.encode()) for a in articles)
    extract(articles[0])  # loads what it needs
    start = time.perf_counter()
    for article in articles:
        extract(article)
    return size / 1e6 / (time.perf_counter() - start)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="Countries of Reuters articles.")
    parser.add_argument("--errors", action="store_true", help="what goes wrong most")
    chosen = parser.parse_args()
    folder = data_folder() / "reuters21578"
    extract = extractor_for("en").extract
    rest = [number for number in FILES if number not in TUNED]
    for name, files in (("tuned on", TUNED), ("not seen", rest)):
        scores = measured(extract, folder, files)
        rows = [(kind, scores[kind]) for kind in ("about", "mentioned")]
        rows += [("gazetteer rule", measured(gazetteer_rule, folder, files)["about"])]
        for kind, one in rows:
            shown = "  ".join(f"{k} {v:.4f}" for k, v in one.figures().items())
            print(f"{name:10}{kind:16}{shown}")
        if chosen.errors:
            print("  wrongly:", scores["about"].wrongly.most_common(25))
            print("  missing:", scores["about"].missing.most_common(25))


if __name__ == "__main__":
    main()
