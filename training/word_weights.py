"""Count how much words say of a text: ``python -m training.word_weights``.

Reads the news set in ``DATELINE_EVAL_DATA``, half a minute, and writes
``search/analysis/english_weights.tsv``: the *residual* inverse document frequency
(K. Church and W. Gale, "Poisson mixtures", 1995) of every stem in at least a
hundred articles.
"""

from __future__ import annotations

import gzip
import json
from collections import Counter
from collections.abc import Iterator
from math import exp, log
from pathlib import Path
from typing import Final

from search.analysis.english import ENGLISH
from search.analysis.tokens import terms

from .corpora import data_folder

_SEARCH: Final = Path(__file__).parent.parent / "search"
_TABLE: Final = _SEARCH / "analysis" / "english_weights.tsv"
_LEAST_ARTICLES: Final = 100
"""In fewer, chance says as much as the word."""

_HEAD: Final = """\
# By how much words come in heaps: residual inverse document frequency of stems.
# Counted in news of 2012 to 2020 by "python -m training.word_weights".
"""


def residuals(texts: Iterator[str]) -> dict[str, float]:
    """Return the residual inverse document frequency of stems, in nats.

    That of a word whose uses are strewn over the articles by chance is 0.
    """
    uses: Counter[str] = Counter()
    articles: Counter[str] = Counter()
    count = 0
    for text in texts:
        found = Counter(map(ENGLISH.stem, terms(text)))
        uses.update(found)
        articles.update(found.keys())
        count += 1
    return {
        word: max(0.0, log(count / having) + log(1 - exp(-uses[word] / count)))
        for word, having in articles.items()
        if having >= _LEAST_ARTICLES
    }


def _news() -> Iterator[str]:
    path = data_folder() / "news" / "articles.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)["content_original"]


def main() -> None:
    found = residuals(_news())
    rows = (f"{word}\t{found[word]:.1f}\n" for word in sorted(found))
    _TABLE.write_text(_HEAD + "".join(rows), "utf-8")
    print(f"{_TABLE}: {len(found):,} words")


if __name__ == "__main__":
    main()
