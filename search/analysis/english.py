"""English: the lemma of each form by a table, and rules for words it does not have.

Only inflection is undone: "strikes", "struck" and "striking" are "strike", while
"nationalism" is no form of "nation". ``english_forms.tsv`` is made by
``python -m training.english_lemmas``.
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
    "a about above after again against all also although always am among an and "
    "another any anyone anything are aren as at be because been before behind being "
    "below between both but by can cannot could couldn d did didn do does doesn "
    "doing don done down during each either else ever every everyone everything few "
    "for from had hadn has hasn have haven having he hence her here hers herself "
    "him himself his how however i if in indeed instead into is isn it its itself "
    "just ll m many me more moreover most much must mustn my myself neither never "
    "no nobody none nor not nothing now o of off often on once one only onto or "
    "other others otherwise ought our ours ourselves out over per perhaps quite "
    "rather re s same shall shan she should shouldn since so some somebody someone "
    "something sometimes such t than that the their theirs them themselves then "
    "there therefore these they this those though through throughout thus to too "
    "toward towards u under until up upon ve very via was wasn we well were weren "
    "what whatever when whenever where whether which while who whoever whom whose "
    "why will with within without won would wouldn yet you your yours yourself "
    "yourselves".split()
)
"""Words that only hold others together, and what tokens make of "don't" and "it's".

Words that are names as well, such as "us" and "may", are left out."""

_SHORTEST_PLURAL: Final = 4
"""Letters of a word in "-s" that may be a plural, unless it is an acronym ("MPs")."""

_MOST_REMEMBERED: Final = 300_000
"""Words whose lemma is kept; some 40 MB."""

_LONGEST: Final = 40
"""Letters of a word that is looked at."""

_SINGULAR = re.compile(r"(?:ss|us|is)$")
_ENDING_ES = re.compile(r"(?:s|x|z|ch|sh)es$")
_ACRONYMS = re.compile(r"[b-df-hj-np-tv-xz]{2}s")
_MODELS = re.compile(r"(?:[a-z]{1,3}\d+|\d{3}|\d?[1-9])s")
"""What "B52s", "747s" and the end of "F-16s" are, but not the 90s and the 1990s."""

_PREFIX = re.compile(
    r"(?:counter|cyber|inter|micro|multi|over|post|self|semi|super|under|anti|auto|"
    r"fore|live|mid|mis|non|out|pre|sub|bio|co|de|re|un|up)(?=.{6})"
)
"""What a form of a known word may begin with, to make a word the table lacks."""


class _Lemmas(dict[str, str]):
    """The lemma of each folded word: those of the table, and the words met since."""

    _is_read = False

    def __missing__(self, word: str) -> str:
        if not self._is_read:
            self.update(_forms())
            self._is_read = True
            return self[word]
        found = _by_rule(word, self)
        if len(self) < _MOST_REMEMBERED:
            self[word] = found
        return found


def _by_rule(word: str, known: Mapping[str, str]) -> str:
    """The lemma of a word the table lacks; a word of any other language as it is."""
    if word[-1:] == "s":
        return _singular(word)
    if word.endswith(("ed", "ing")) and len(word) <= _LONGEST:
        prefix = _PREFIX.match(word)
        if prefix:
            rest = word[prefix.end() :]
            return prefix[0] + known.get(rest, rest)
    return word


def _initials(lemma: str) -> str:
    """The letters with which forms of a lemma begin: "g" and "w" of "go"."""
    return lemma[0] + _other_initials().get(lemma, "")


@cache
def _other_initials() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for lemma, *forms in _rows("english_forms.tsv"):
        for form in " ".join(forms).split():
            if form[0] != lemma[0]:
                found[lemma] = found.get(lemma, "") + form[0]
    return found


def _singular(word: str) -> str:
    """The singular of an unknown plural: of "Brexiteers", "MPs", "747s"."""
    if _MODELS.fullmatch(word):
        return word[:-1]
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


def _forms() -> Mapping[str, str]:
    """Each form and its lemma: 35,000 rows, read in some 40 milliseconds."""
    rows = _rows("english_forms.tsv")
    return {form: lemma for lemma, forms, _ in rows for form in forms.split()}


@cache
def _further() -> Mapping[str, tuple[str, ...]]:
    """Of each lemma the forms that are words of their own, such as "building"."""
    rows = _rows("english_forms.tsv")
    return {lemma: tuple(forms.split()) for lemma, _, forms in rows if forms}


def _others(lemma: str) -> tuple[str, ...]:
    return _further().get(lemma, ())


@cache
def _inflected() -> Mapping[str, tuple[str, ...]]:
    """The lemmas of the table with all their forms."""
    found: dict[str, tuple[str, ...]] = {}
    for lemma, forms, further in _rows("english_forms.tsv"):
        every = (lemma, *forms.split(), *further.split())
        found[lemma] = (*found.get(lemma, ()), *every)
    return found


def _forms_of(lemma: str) -> tuple[str, ...]:
    """The forms of a lemma; of one that the table lacks, its plural."""
    plural = f"{lemma}s"
    by_rule = (lemma, plural) if _singular(plural) == lemma else (lemma,)
    return _inflected().get(lemma, by_rule)


ENGLISH: Final = Analyzer(
    "en", _Lemmas().__getitem__, _FUNCTION_WORDS, _initials, _others, _forms_of
)
