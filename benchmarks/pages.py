"""How much of the articles on web pages is read, next to trafilatura, in one run.

``python -m benchmarks.pages`` reads the folder ``html`` of the evaluation data: pages
with the text that people marked as the article's. It compares words, not their order,
as multisets: precision is the part of what was read that is the article's, recall the
part of the article that was read. Each figure is the mean over all pages.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import fmean
from typing import Any, Final

from index.cleaning.clean import clean
from index.errors import UnreadableSource
from index.readers.html import HtmlReader
from index.records import ReadOptions, Record
from training.corpora import data_folder

__all__ = ["Score", "compare_words", "main"]

_WORD: Final = re.compile(r"\w+")

SETTINGS: Final[Mapping[str, Mapping[str, Any]]] = {
    "trafilatura": {},
    "trafilatura, precision": {"favor_precision": True},
    "trafilatura, recall": {"favor_recall": True},
    "trafilatura, fast": {"fast": True},
}
"""trafilatura's settings by name; none of them reads comments."""

_WORST: Final = 8


@dataclass(frozen=True, slots=True)
class Score:
    """How well the words of one text match those of another, 0 to 1."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def compare_words(read: str, marked: str) -> Score:
    """Compare what was read of a page with what people marked on it."""
    ours, theirs = (Counter(_WORD.findall(text.lower())) for text in (read, marked))
    shared = (ours & theirs).total()
    return Score(
        shared / ours.total() if ours else 0.0,
        shared / theirs.total() if theirs else 0.0,
    )


def read_by_dateline(page: bytes) -> str:
    """Read and clean the main text of a page as Dateline does."""
    try:
        draft = HtmlReader().draft(Record("", page), ReadOptions())
    except UnreadableSource:
        return ""
    return clean(draft).body


def read_by_trafilatura(page: bytes, **settings: Any) -> str:
    """Read the main text of a page as trafilatura does."""
    from trafilatura import extract

    return extract(page, include_comments=False, **settings) or ""


def _pages(folder: Path) -> Iterator[tuple[str, bytes, str]]:
    """The name, the page and the marked text of each example."""
    truth = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    for name, told in sorted(truth.items()):
        path = folder / "html" / f"{name}.html.gz"
        if path.exists():
            yield name, gzip.decompress(path.read_bytes()), told["articleBody"]


def _measure(
    ways: Mapping[str, Callable[[bytes], str]],
    pages: Iterable[tuple[str, bytes, str]],
) -> dict[str, dict[str, Score]]:
    """The score of each page by the name of the way and of the page."""
    found: dict[str, dict[str, Score]] = {way: {} for way in ways}
    for name, page, marked in pages:
        for way, read in ways.items():
            found[way][name] = compare_words(read(page), marked)
    return found


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--worst", action="store_true", help="list our worst pages")
    asked = parser.parse_args()
    ways: dict[str, Callable[[bytes], str]] = {"Dateline": read_by_dateline}
    for name, settings in SETTINGS.items():
        ways[name] = partial(read_by_trafilatura, **settings)
    found = _measure(ways, _pages(data_folder() / "html"))
    print(f"{len(found['Dateline'])} pages\n")
    print("| | F1 | precision | recall |\n|---|---|---|---|")
    for way, scores in found.items():
        f1, precision, recall = (
            fmean(getattr(score, figure) for score in scores.values())
            for figure in ("f1", "precision", "recall")
        )
        print(f"| {way} | {f1:.4f} | {precision:.4f} | {recall:.4f} |")
    if asked.worst:
        print()
        ours = sorted(found["Dateline"].items(), key=lambda item: item[1].f1)
        for name, score in ours[:_WORST]:
            print(f"{name} P {score.precision:.3f} R {score.recall:.3f}")


if __name__ == "__main__":
    main()
