"""Whether a word finds its own forms and no other word: ``python -m benchmarks.forms``.

``forms.txt`` has a word a line and, after it, the forms that are its own: common words,
rare ones, and families of words made of one another. The news set is indexed; of the
articles that each word finds, so many have one of its forms (precision), and of those
that have one, so many are found (recall).
"""

from __future__ import annotations

import gzip
import json
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Final, NamedTuple

from search.analysis.tokens import terms
from search.engines.engine import Engine, new_engine
from search.model.article import Article
from search.plan import plan_search
from search.request import Criteria, SearchRequest
from training.corpora import data_folder

_WORDS: Final = Path(__file__).parent / "forms.txt"
_ARTICLES: Final = 5_000


class Found(NamedTuple):
    """What one word finds: articles found, those with a form of it, and both."""

    word: str
    found: int
    having: int
    both: int


def words() -> list[list[str]]:
    """Return each word of the list with its forms, itself the first of them."""
    lines = _WORDS.read_text("utf-8").splitlines()
    return [line.split() for line in lines if line[:1] != "#"]


def _texts() -> Iterator[str]:
    path = data_folder() / "news" / "articles.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in islice(lines, _ARTICLES):
            yield json.loads(line)["content_original"]


def measure(engine: Engine, texts: dict[str, set[str]]) -> Iterator[Found]:
    """Yield what every word of the list finds."""
    index = engine.snapshot()
    for forms in words():
        query = plan_search(Criteria(text=forms[0]), index).query
        found = set(index.ids(SearchRequest(query=query), len(texts)))
        having = {one for one, held in texts.items() if not held.isdisjoint(forms)}
        yield Found(forms[0], len(found), len(having), len(found & having))


def main() -> None:
    """Print the figures, and the words with most strangers and most misses."""
    with tempfile.TemporaryDirectory() as folder:
        engine = new_engine(f"tantivy:{folder}")
        texts: dict[str, set[str]] = {}
        started = time.perf_counter()
        with engine.writer() as writer:
            for number, text in enumerate(_texts()):
                writer.add(Article(id=f"{number:05}", title="", body=text))
                texts[f"{number:05}"] = set(terms(text))
            writer.commit(1)
        seconds = time.perf_counter() - started
        engine.activate()
        size = sum(p.stat().st_size for p in Path(folder).rglob("*") if p.is_file())
        measured = [one for one in measure(engine, texts) if one.having]
        engine.close()
    found = sum(one.found for one in measured)
    having = sum(one.having for one in measured)
    both = sum(one.both for one in measured)
    print(f"{len(measured)} words, {len(texts):,} articles, {size / 1e6:.1f} MB")
    print(f"made in {seconds:.1f} s, one process")
    print(f"precision {both / found:.4f}, recall {both / having:.4f} of all articles")
    sharp = [one.both / max(one.found, 1) for one in measured]
    full = [one.both / one.having for one in measured]
    print(f"a word: {sum(sharp) / len(sharp):.4f}, {sum(full) / len(full):.4f}")
    for name, gap in (("strangers", sharp), ("missed", full)):
        worst = sorted(zip(gap, measured, strict=True))[:12]
        shown = ", ".join(
            f"{one.word} {share:.2f}" for share, one in worst if share < 1
        )
        print(f"most {name}: {shown}")
    print(f"{sum(s < 0.7 for s in sharp)} words with over 30 % strangers")


if __name__ == "__main__":
    main()
