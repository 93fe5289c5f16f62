"""English: the lemma of each form by a table, and rules for words it does not have.

Only inflection is undone: "strikes", "struck" and "striking" are "strike", while
"nationalism" is no form of "nation". ``english_forms.tsv`` is made by
``python -m training.english_lemmas``, ``english_weights.tsv`` by
``python -m training.word_weights`` of news of 2012 to 2020.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Final

from .analyzer import Analyzer

__all__ = ["ENGLISH"]

_FUNCTION_WORDS: Final = frozenset(
    "a an and are as at be been by for from has have he her his how in into is it "
    "its of on or s so such t that the their them they this to u was were what when "
    "where which who whom whose will with".split()
)

_SHORTEST_PLURAL: Final = 4
"""Letters of a word in "-s" that may be a plural, unless it is an acronym ("MPs")."""

_LONGEST: Final = 40
"""Letters of a word that is looked at."""

_SINGULAR = re.compile(r"(?:ss|us|is)$")
_ENDING_ES = re.compile(r"(?:s|x|z|ch|sh)es$")
_ACRONYMS = re.compile(r"[b-df-hj-np-tv-xz]{2}s")

_PREFIX = re.compile(
    r"(?:counter|cyber|inter|micro|multi|over|post|self|semi|super|under|anti|auto|"
    r"fore|live|mid|mis|non|out|pre|sub|bio|co|de|re|un|up)(?=.{6})"
)
"""What a form of a known word may begin with, to make a word the table lacks."""


def _lemma(word: str) -> str:
    """Return the lemma of a folded word; a word of any other language as it is."""
    forms = _forms()
    found = forms.get(word)
    if found is not None:
        return found
    if word[-1:] == "s":
        return _singular(word)
    if (
        word.endswith(("ed", "ing"))
        and len(word) <= _LONGEST
        and (prefix := _PREFIX.match(word))
    ):
        rest = word[prefix.end() :]
        return prefix[0] + forms.get(rest, rest)
    return word


def _singular(word: str) -> str:
    """The singular of an unknown plural: what "Brexiteers" are, or "MPs"."""
    if len(word) < _SHORTEST_PLURAL:
        return word[:-1] if _ACRONYMS.fullmatch(word) else word
    if len(word) > _LONGEST or _SINGULAR.search(word) or not word.isalpha():
        return word
    if word.endswith("ies") and len(word) > _SHORTEST_PLURAL:
        return word[:-3] + "y"
    return word[:-2] if _ENDING_ES.search(word) else word[:-1]


def _rows(name: str) -> list[list[str]]:
    """The rows of a table, cut at tabs; lines of comment begin with "#"."""
    text = (resources.files(__package__) / name).read_text("utf-8")
    return [line.split("\t") for line in text.splitlines() if line[:1] != "#"]


@cache
def _forms() -> Mapping[str, str]:
    """Each form and its lemma: 35,000 rows, read in some 20 milliseconds."""
    rows = _rows("english_forms.tsv")
    return {form: lemma for lemma, forms in rows for form in forms.split(" ")}


@cache
def _residuals() -> Mapping[str, float]:
    rows = _rows("english_weights.tsv")
    return {word: float(residual) for word, residual in rows}


ENGLISH: Final = Analyzer("en", _lemma, _FUNCTION_WORDS, _residuals)
