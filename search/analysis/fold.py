"""Letters as they are compared: without accents and case, in every script.

Engines differ in what they call a letter, an accent or a capital. So everything that
depends on Unicode happens here, and an engine is given words that it only has to keep.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

__all__ = ["fold_letter", "fold_name", "strip_accents"]

# Letters whose base Unicode does not give as a decomposition.
_BASE_LETTERS: Final = {
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d",
    "þ": "th", "ħ": "h", "ı": "i", "ŋ": "n", "ŧ": "t", "ƒ": "f", "ə": "e",
    # Arabic letters that are typed for one another, and those of Persian and Urdu
    "ى": "ي", "ی": "ي", "ې": "ي", "ک": "ك", "ة": "ه", "ہ": "ه", "ە": "ه", "ٱ": "ا",
}  # fmt: skip

_LETTERS_OF_THEIR_OWN: Final = {char: char.lower() for char in "йЙїЇўЎ"}
"""What Unicode takes apart, but nobody leaves out who types them."""

_FRACTION: Final = "\u2044"
_TATWEEL: Final = "\u0640"

_MODIFIERS: Final = ((0x02B0, 0x02FF),)
"""Signs of pronunciation, such as the letter that makes "Hawaiʻi" of "Hawaii"."""

# Accents are dropped where the script's readers leave them out when they type;
# elsewhere (Indic vowels, Japanese voicing) they are part of the letter.
_ACCENTS: Final = (
    (0x0300, 0x036F),  # Latin, Greek, Cyrillic
    (0x0591, 0x05C7),  # Hebrew points
    (0x0610, 0x061A),  # Arabic signs
    (0x064B, 0x065F),  # Arabic vowels
    (0x0670, 0x0670),
    (0x06D6, 0x06ED),
    (0x1DC4, 0x1DFF),
    (0xFE00, 0xFE0F),  # variation selectors
)

# Scripts written without spaces: every character is a word, so that any part of
# a sentence can be found as a phrase.
_UNSPACED: Final = (
    (0x3040, 0x30FF),  # kana
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
    (0x20000, 0x323AF),
)


def _within(code: int, ranges: tuple[tuple[int, int], ...]) -> bool:
    return any(low <= code <= high for low, high in ranges)


_FOLDED_CACHE: Final = 32_768
"""Characters that are remembered, some 5 MB: those of all scripts a corpus may hold."""


@lru_cache(maxsize=_FOLDED_CACHE)
def fold_letter(char: str) -> str:
    """Return what one non-ASCII character becomes: letters, "" or a separating space.

    A character of a script without spaces comes with one on either side.
    """
    if char in _LETTERS_OF_THEIR_OWN:
        return _LETTERS_OF_THEIR_OWN[char]
    if _within(ord(char), _ACCENTS):
        return ""
    category = unicodedata.category(char)
    if category == "Cf" or char == _TATWEEL:  # nobody sees it
        return ""
    if category[0] not in "LNM":
        return " "
    if _within(ord(char), _MODIFIERS) and not unicodedata.decomposition(char):
        return ""
    # Twice, because compatibility forms hide capitals and capitals hide accents.
    # Lower case last: folding turns small Cherokee letters into capitals.
    plain = unicodedata.normalize("NFKD", char).casefold().lower()
    if _FRACTION in plain:  # "2½" is not 212
        return f" {plain} "
    pieces = map(_part, unicodedata.normalize("NFKD", plain))
    # Composed again, or Korean syllables would fall into their letters.
    folded = unicodedata.normalize("NFC", "".join(pieces))
    if any(_within(ord(piece), _UNSPACED) for piece in folded):
        return f" {folded} "
    return folded


def _part(char: str) -> str:
    """One decomposed character: its base letter, its digit, itself or nothing."""
    if char.isascii():
        return char if char.isalnum() else ""
    if unicodedata.category(char)[0] not in "LNM" or _within(ord(char), _ACCENTS):
        return ""
    digit = unicodedata.decimal(char, None)
    return str(digit) if digit is not None else _BASE_LETTERS.get(char, char)


def strip_accents(text: str) -> str:
    """Return the text in its compatibility form (NFKD) without combining marks.

    Case, punctuation and letters that are not decomposed ("ø") stay.
    """
    if text.isascii():
        return text
    plain = unicodedata.normalize("NFKD", text)
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


def fold_name(name: str) -> str:
    """Return a name as lists of names are looked up: "St. Étienne" → "st etienne".

    In lower case, without accents and full stops, with straight apostrophes and single
    spaces. Unlike :func:`.tokens.key` it keeps the other signs: "o'brien", "al-qaeda".
    """
    plain = strip_accents(name.replace("’", "'"))
    return " ".join(plain.replace(".", "").casefold().split())
