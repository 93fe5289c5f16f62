"""Make the tables of forms: ``python -m training.lemmas [LANGUAGE …]``.

For each of the most frequent words of a language (by the package ``wordfreq``) the
dictionary of the package ``simplemma`` says of which word it is a form. The forms of a
word share a key: the stem that the rules give to most of them, unless more frequent
words have the same stem. A table holds the forms that the rules would give another.
"""

from __future__ import annotations

import lzma
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Final

from search.analysis.lemmas.table import TABLED
from search.analysis.marked import rules_of, unspelt
from search.analysis.tokens import terms

_FOLDER: Final = Path(__file__).parent.parent / "search" / "analysis" / "lemmas"
_WORDS: Final = 150_000
"""Most frequent words that are looked at; twice as many reach less than 1 % more."""

_NOUNS_ARE_CAPITALS: Final = frozenset(("de",))
"""Languages whose dictionaries tell nouns by their capitals."""

_ITSELF: Final = "~"
"""After a word whose forms all have stems that belong to other words."""

Clusters = Mapping[str, Mapping[str, float]]
"""The forms of each word, folded, and how frequent each is."""


def readings(language: str) -> Iterator[tuple[str, str, float]]:
    """Yield frequent forms as they are written, their words, how frequent each is."""
    import wordfreq
    from simplemma.strategies import DefaultDictionaryFactory

    known = DefaultDictionaryFactory().get_dictionary(language)
    frequencies = wordfreq.get_frequency_dict(language, "large")
    frequent = (word for word in frequencies if word.isalpha())
    for form in islice(frequent, _WORDS):
        lemma = _lemma(form, known, language in _NOUNS_ARE_CAPITALS)
        if lemma and terms(lemma) and not (len(lemma) == 1 and len(form) > 2):
            yield form, lemma.lower(), frequencies[form]


def _lemma(form: str, known: Mapping[str, str], has_nouns: bool) -> str | None:
    """The word of a form that is given in lower case, as lists of frequencies have it.

    In German that is rather a noun than a verb: "haus" is one, no imperative of
    "hausen", while "macht" is of "machen". "Höhere" is an adjective.
    """
    noun, other = form.capitalize(), known.get(form)
    is_of_verb = other is not None and other.endswith("n") and other != form
    if has_nouns and is_of_verb and not form.endswith("t") and noun in known:
        return known[noun]
    return other or known.get(noun)


def clusters(read: Iterable[tuple[str, str, float]]) -> Clusters:
    """Return the forms of each word; a folded form is of its most frequent word."""
    weights: dict[str, Counter[str]] = defaultdict(Counter)
    for form, lemma, frequency in read:
        folded = terms(form)
        if len(folded) == 1:
            weights[folded[0]][lemma] += frequency  # type: ignore[assignment]
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for form, lemmas in weights.items():
        lemma, frequency = lemmas.most_common(1)[0]
        found[lemma][form] = frequency
    return found


def keys(words: Clusters, stem: Callable[[str], str]) -> dict[str, str]:
    """Return the key of each word: of a stem that several have, one has it as key."""
    claims: dict[str, Counter[str]] = defaultdict(Counter)
    for lemma, forms in words.items():
        for form, frequency in forms.items():
            claims[stem(form)][lemma] += frequency  # type: ignore[assignment]
    owners = {key: found.most_common(1)[0][0] for key, found in claims.items()}
    found: dict[str, str] = {}
    for lemma, forms in words.items():
        own: Counter[str] = Counter()
        for form, frequency in forms.items():
            if owners[stem(form)] == lemma:
                own[stem(form)] += frequency  # type: ignore[assignment]
        found[lemma] = own.most_common(1)[0][0] if own else _itself(lemma)
    return found


def _itself(lemma: str) -> str:
    return "".join(terms(lemma)) + _ITSELF


def table(language: str) -> dict[str, str]:
    """Return the keys of the forms that the rules get wrong."""
    stem = cache(rules_of(language))
    words = clusters(readings(language))
    key_of = keys(words, stem)
    every = {form: key_of[lemma] for lemma, forms in words.items() for form in forms}
    found = {form: key for form, key in every.items() if stem(form) != key}
    # what looks like a form in the table with its umlauts spelt out, and is none
    for form in every.keys() - found.keys():
        if unspelt(form, language) in found:
            found[form] = every[form]
    return found


def main() -> None:
    """Write the tables of the languages that are named; of all if none is."""
    for language in sys.argv[1:] or sorted(TABLED):
        forms: dict[str, list[str]] = defaultdict(list)
        for form, key in table(language).items():
            forms[key].append(form)
        rows = [f"{key}\t{' '.join(sorted(of))}\n" for key, of in sorted(forms.items())]
        packed = lzma.compress("".join(rows).encode(), preset=9)
        (_FOLDER / f"{language}.tsv.xz").write_bytes(packed)
        print(f"{language}: {sum(map(len, forms.values())):,} forms, {len(packed):,} B")


if __name__ == "__main__":
    main()
