"""Whether a word reaches its other forms: ``python -m benchmarks.reach [--write]``.

Needs ``languages/ner`` of ``DATELINE_EVAL_DATA`` (default ``../shared/data``) and the
package ``simplemma``, whose lemmas are taken to be right. Every word of the texts that
occurs in several forms is asked for by each of its forms, as often as that occurs:

- *reach*: of the places that have the word in any form, so many are found;
- *precision*: of the places found, so many have the word.

The tables hold the frequent words of that same dictionary: what is measured is how far
they and the rules reach, not how right the dictionary is. ``--write`` puts the figures
into ``reach.tsv``, from where ``docs/languages.md`` has them.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final, NamedTuple

from search.analysis.marked import rules_of
from search.analysis.registry import analyzer_for
from search.analysis.tokens import terms
from training.corpora import data_folder

__all__ = ["FIGURES", "Reach", "measure", "read_figures"]

FIGURES: Final = Path(__file__).parent / "reach.tsv"
_HEAD: Final = (
    "# language, reach and precision of the rules alone, and with the table\n"
)

_SETS: Final = {
    "de": ("germeval-dev", "wikineural-val"),
    "es": ("conll-testa", "wikineural-val"),
    "fr": ("hipe-dev", "wikineural-val"),
    "it": ("kind-dev", "wikineural-val"),
    "nl": ("conll-testa", "wikineural-val"),
    "pl": ("bsnlp-ec", "wikineural-val"),
    "pt": ("bosque-dev", "bosque-train"),
    "ru": ("factru-dev", "wikineural-val"),
    "uk": ("neruk-press-even", "neruk-other"),
}
_CHARACTERS: Final = 1_000_000
"""Of each language that are looked at."""

_WORD = re.compile(r"[^\W\d_]+")

Counts = Mapping[tuple[str, str], int]
"""How often each form occurs as a form of a word: by form (folded) and lemma."""


class Reach(NamedTuple):
    """What was measured: shares from 0 to 1."""

    reach: float
    precision: float


def measure(counts: Counts, stem: Callable[[str], str]) -> Reach:
    """Return the reach and the precision of an analyzer's stems."""
    by_lemma: dict[str, dict[str, int]] = defaultdict(dict)
    by_stem: dict[str, Counter[str]] = defaultdict(Counter)
    for (form, lemma), count in counts.items():
        by_lemma[lemma][form] = count
        by_stem[stem(form)][lemma] += count
    asked = reached = right = 0.0
    for lemma, forms in by_lemma.items():
        if len(forms) > 1:
            for form, count in forms.items():
                found = by_stem[stem(form)]
                asked += count
                reached += count * found[lemma] / sum(forms.values())
                right += count * found[lemma] / found.total()
    return Reach(reached / asked, right / asked)


def read_figures() -> dict[str, tuple[Reach, Reach]]:
    """Return what was measured last: of each language the rules, and with the table."""
    found: dict[str, tuple[Reach, Reach]] = {}
    for line in FIGURES.read_text("utf-8").splitlines():
        if line[0] != "#":
            language, *figures = line.split("\t")
            a, b, c, d = map(float, figures)
            found[language] = Reach(a, b), Reach(c, d)
    return found


def _texts(language: str) -> Iterator[str]:
    left = _CHARACTERS
    for name in _SETS[language]:
        path = data_folder() / "languages" / "ner" / f"{language}-{name}.jsonl.gz"
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                text = json.loads(line)["text"]
                left -= len(text)
                if left < 0:
                    return
                yield text


def _counts(language: str) -> Counter[tuple[str, str]]:
    import simplemma

    written: Counter[str] = Counter()
    for text in _texts(language):
        written.update(_WORD.findall(text))
    found: Counter[tuple[str, str]] = Counter()
    for word, count in written.items():
        folded = terms(word)
        if len(folded) == 1:
            found[folded[0], simplemma.lemmatize(word, lang=language)] += count
    return found


def main() -> None:
    """Print the figures of every language; ``--write`` keeps them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="keep them for the docs")
    write = parser.parse_args().write
    rows = []
    for language in _SETS:
        counts = _counts(language)
        rules = measure(counts, rules_of(language))
        now = measure(counts, analyzer_for(language).stem)
        figures = "\t".join(f"{figure:.3f}" for figure in (*rules, *now))
        print(f"{language}\t{figures}", flush=True)
        rows.append(f"{language}\t{figures}\n")
    if write:
        FIGURES.write_text(_HEAD + "".join(rows), "utf-8")


if __name__ == "__main__":
    main()
