"""Places and dates in languages with a pack: ``python -m benchmarks.packs [--write]``.

Needs ``languages`` of ``DATELINE_EVAL_DATA`` (default ``../shared/data``).

- *places*: the share of annotated places that have one of ours on them, and of ours the
  shares that lie on an annotated place, organisation and person; what place is meant is
  annotated nowhere. Texts that a model of names learned from are left out;
- *dates*: right intervals, F1, as in ``quality_dates``, on German news.

``--write`` puts the figures into ``packs.tsv``, from where ``docs/languages.md`` has
them.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from index.extract.dates.finder import find_packed_dates
from index.extract.extractor import extractor_for
from index.extract.texts import ArticleText
from search.model.article import Article, MentionedDate, TextField
from training.corpora import data_folder

from .quality_dates import score
from .quality_languages import held_out

__all__ = ["FIGURES", "read_pack_figures"]

FIGURES: Final = Path(__file__).parent / "packs.tsv"
_HEAD: Final = (
    "# set, places found, and shares of ours on places, organisations, people\n"
)
_SETS: Final = (
    *("de-germeval-dev", "de-wikineural-val", "es-conll-testa", "es-wikineural-val"),
    *("fr-hipe-dev", "fr-wikineural-val", "it-kind-dev", "it-wikineural-val"),
    *("nl-conll-testa", "nl-wikineural-val", "pl-bsnlp-ec", "pl-wikineural-val"),
    *("pt-bosque-dev", "ru-factru-dev", "ru-wikineural-val"),
)
_DATED: Final = ("KRAUTS_DieZeit", "KRAUTS_Dolomiten-42")


def read_pack_figures() -> dict[str, list[str]]:
    """Return the figures that were measured last, by the name of the set."""
    rows = (line.split("\t") for line in FIGURES.read_text("utf-8").splitlines())
    return {row[0]: row[1:] for row in rows if row[0][0] != "#"}


def _places(name: str) -> Iterator[str]:
    counts: Counter[str] = Counter()
    language = name[:2]
    for document in held_out(name):
        article = Article(id="a", title="", body=document.text, language=language)
        places = extractor_for(language).extract(article).places
        spans = [(m.start, m.end) for place in places for m in place.mentions]
        for start, end, kind in document.entities:
            if kind == "LOC":
                counts["wanted"] += 1
                counts["found"] += any(a < end and start < b for a, b in spans)
        for a, b in spans:
            kinds = [k for s, e, k in document.entities if a < e and s < b]
            counts["ours"] += 1
            counts["LOC" if "LOC" in kinds else kinds[0] if kinds else "no"] += 1
    yield f"{counts['found'] / counts['wanted']:.3f}"
    for kind in ("LOC", "ORG", "PER"):
        yield f"{counts[kind] / counts['ours']:.3f}"


def _dates(article: Article) -> Iterable[MentionedDate]:
    text = ArticleText(TextField.BODY, article.body, (), shouts=False)
    return find_packed_dates([text], article.published, "de")


def main() -> None:
    """Print the figures of every set; ``--write`` keeps them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="keep them for the docs")
    write = parser.parse_args().write
    rows = []
    for name in _SETS:
        rows.append("\t".join((name, *_places(name))))
        print(rows[-1], flush=True)
    for name in _DATED:
        measured = score(_dates, data_folder() / "languages" / "dates" / name)
        figure = f"{measured['intervals_f1']:.3f}"
        rows.append(f"{name} (dates, F1)\t{figure}\t\t\t")
        print(rows[-1], flush=True)
    if write:
        FIGURES.write_text(_HEAD + "\n".join(rows) + "\n", "utf-8")


if __name__ == "__main__":
    main()
