"""Which language a text is in, by the runs of letters in it.

py3langid is a naive Bayes classifier over short runs of bytes (Lui and Baldwin 2012)
that carries its model. Of the languages it knows those count here in which news is
published: the others are what it takes tables of results for.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

__all__ = ["Detected", "detect_language", "rank_languages"]

_NEWS_LANGUAGES: Final = (
    "af am ar az be bg bn bs ca cs cy da de el en es et eu fa fi fr ga gl gu he hi hr "
    "hu hy id is it ja ka kk km kn ko ky lo lt lv mk ml mn mr ms mt my ne nl nn no pa "
    "pl ps pt ro ru si sk sl so sq sr sv sw ta te th tl tr uk ur uz vi zh"
).split()

_CODES: Final = {"no": "nb"}
"""py3langid's code → the one that articles have."""

_ENGLISH: Final = frozenset(
    "the of and that with was from this have which been their would were said they not "
    "but his her he she it is are you what who has had will an there".split()
)
"""Frequent words of English of which few are words of another language."""

_ENGLISH_SHARE: Final = 0.15
"""Share of these words in a text that is English; of 1,300 others none has over .12."""

_SURE: Final = 0.99
_ENOUGH_WORDS: Final = 40

_PIECE: Final = 300
"""Characters of each of the two pieces of a text that are looked at."""

_WORD = re.compile(r"[^\W\d_]+")


class Detected(NamedTuple):
    """A language and how likely the text is in it.

    Attributes:
        code: an ISO 639-1 code, "" if the text has no letters.
        confidence: 0 to 1.
        letters: of the text that was looked at.
    """

    code: str
    confidence: float
    letters: int


def detect_language(title: str, body: str) -> Detected:
    """Return the main language of an article: that of its beginning and its middle."""
    sample = _sample(title, body)
    words = _WORD.findall(sample)
    letters = sum(map(len, words))
    if not letters:
        return Detected("", 0.0, 0)
    if len(words) >= _ENOUGH_WORDS:
        # counting words takes a tenth of the time of the model
        known = sum(word.lower() in _ENGLISH for word in words)
        if known >= _ENGLISH_SHARE * len(words):
            return Detected("en", _SURE, letters)
    code, confidence = _identifier().classify(sample)
    return Detected(_CODES.get(code, code), float(confidence), letters)


def rank_languages(text: str) -> list[tuple[str, float]]:
    """Return how likely a text is in each language, the likeliest first.

    The codes are the model's own: "no" for both kinds of Norwegian.
    """
    return [(code, float(likely)) for code, likely in _identifier().rank(text)]


def _sample(title: str, body: str) -> str:
    """The text that is looked at; a title may be in capitals, or a name."""
    if len(body) < _PIECE:
        return f"{title}\n{body}"
    middle = max(_PIECE, (len(body) - _PIECE) // 2)
    return body[:_PIECE] + body[middle : middle + _PIECE]


@cache
def _identifier() -> LanguageIdentifier:
    """The model, loaded at first use in some 0.5 seconds."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    made = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    made.set_languages(_NEWS_LANGUAGES)
    return made
