"""News that nobody annotated, from the folder of the sets."""

from __future__ import annotations

import gzip
import json

from .corpora import Document, data_folder

__all__ = ["news"]

_LONGEST = 9_000
"""Characters taken of an article: what comes behind repeats its names."""


def news(count: int) -> list[Document]:
    """Return so many articles of the news set, spread evenly over it."""
    path = data_folder() / "news" / "articles.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        texts = [_text(line) for line in lines]
    spread = (at * len(texts) // count for at in range(min(count, len(texts))))
    return [Document(f"news-{at}", texts[at]) for at in spread]


def _text(line: str) -> str:
    row = json.loads(line)
    return f"{row['title'] or ''}\n{row['content_original']}"[:_LONGEST]
