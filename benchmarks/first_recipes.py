"""The recipes this repository began with, run as a baseline.

Their commit is taken out of the history into a temporary folder and run there by
a process of its own, so that not a line of it has to be kept.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from search.model.article import Article

__all__ = ["FIRST_RECIPES", "first_facts"]

FIRST_RECIPES: Final = "925dc349ce899391e45cf4026ac1f32d1865a93f"

_SCRIPT: Final = """
import json, sys
from datetime import date
from index.extract import default_extractor
from search.model import Article, Precision, Published
extract = default_extractor().extract
for line in sys.stdin:
    raw = json.loads(line)
    day = raw["published"]
    published = day and Published(date.fromisoformat(day), Precision.DAY, "metadata", 1)
    facts = extract(Article(id="a", title=raw["title"], body=raw["body"],
                            published=published or None))
    spans = lambda found: [(m.field, m.start, m.end) for m in found.mentions]
    print(json.dumps({
        "people": [(p.name, spans(p)) for p in facts.people],
        "places": [(p.name, p.kind, p.country, spans(p)) for p in facts.places],
        "countries": [(c.code, c.about) for c in facts.countries],
        "dates": [(d.value, d.start.isoformat(), d.end.isoformat(), spans(d))
                  for d in facts.dates],
    }), flush=False)
"""


def first_facts(articles: Iterable[Article]) -> list[dict[str, Any]] | None:
    """Return what the first recipes find in articles.

    Each as a mapping with "people" (name, spans), "places" (name, kind, country,
    spans), "countries" (code, about) and "dates" (value, start, end, spans); a
    span is (field, start, end). ``None`` where the history lacks their commit.
    """
    root = Path(__file__).resolve().parent.parent
    packed = subprocess.run(
        ["git", "-C", str(root), "archive", FIRST_RECIPES, "search", "index"],
        capture_output=True,
        check=False,
    )
    if packed.returncode:
        return None
    lines = "".join(
        json.dumps(
            {
                "title": article.title,
                "body": article.body,
                "published": article.published and article.published.date.isoformat(),
            }
        )
        + "\n"
        for article in articles
    )
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["tar", "-x", "-C", folder], input=packed.stdout, check=True)
        found = subprocess.run(
            [sys.executable, "-c", _SCRIPT],
            input=lines.encode(),
            cwd=folder,
            env={"PYTHONPATH": folder, "PATH": "/usr/bin:/bin"},
            capture_output=True,
            check=True,
        )
    return [json.loads(line) for line in found.stdout.splitlines()]
