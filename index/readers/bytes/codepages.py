"""Which code page a text in Latin letters is in, where nothing says so, or wrongly.

Code pages put different letters at the same bytes: what is "łódź" in Polish is "³ódŸ"
in that of Western Europe. Each that may be is tried: the letters of the text must be
those of a language that is written with it, and the words of that language, as a model
of languages tells.

Other scripts have letters in nearly every byte and are told by those alone; see
:mod:`.encoding`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

__all__ = ["TAG", "find_code_page", "is_misread"]

_SIGNS: Final = frozenset("“”„‚‘’–—…«»‹›€°§©®™•·×£½¼¾²³ºª¿¡µ\xa0\xad")
"""What is in texts of every language."""

_WESTERN: Final = ("cp1252", "iso8859_15", "mac_roman", "cp850")
_CENTRAL: Final = ("cp1250", "iso8859_2", "mac_latin2", "cp852")
_BALTIC: Final = ("cp1257", "iso8859_13", "iso8859_4")
_TURKISH: Final = ("cp1254",)  # iso8859_9 but for quotation marks

_ALPHABETS: Final[Mapping[str, tuple[tuple[str, ...], str]]] = {
    "en": (_WESTERN, "éèêëñçöüäáíóúàâïôøåæœ"),
    "de": (_WESTERN, "äöüßé"),
    "fr": (_WESTERN, "àâæçéèêëîïôœùûüÿ"),
    "es": (_WESTERN, "áéíñóúü"),
    "pt": (_WESTERN, "áâãàçéêíóôõúü"),
    "it": (_WESTERN, "àèéìíîòóùú"),
    "nl": (_WESTERN, "éëïóöüáèç"),
    "sv": (_WESTERN, "åäöéü"),
    "da": (_WESTERN, "æøåéöü"),
    "no": (_WESTERN, "æøåéòóôöü"),
    "nb": (_WESTERN, "æøåéòóôöü"),
    "nn": (_WESTERN, "æøåéòóôöü"),
    "fi": (_WESTERN, "äöåšžé"),
    "is": (_WESTERN, "áðéíóúýþæö"),
    "ca": (_WESTERN, "àçéèíïóòúü"),
    "gl": (_WESTERN, "áéíñóúüï"),
    "eu": (_WESTERN, "ñüç"),
    "ga": (_WESTERN, "áéíóú"),
    "cy": (_WESTERN, "âêîôûáéïö"),
    "sq": (_WESTERN, "ëç"),
    "et": ((*_WESTERN, *_BALTIC), "äõöüšž"),
    "pl": (_CENTRAL, "ąćęłńóśźżéö"),
    "cs": (_CENTRAL, "áčďéěíňóřšťúůýžöü"),
    "sk": (_CENTRAL, "áäčďéíĺľňóôŕšťúýžöü"),
    "hu": (_CENTRAL, "áéíóöőúüűä"),
    "hr": (_CENTRAL, "čćđšžéöü"),
    "bs": (_CENTRAL, "čćđšžéöü"),
    "sr": (_CENTRAL, "čćđšžéöü"),
    "sl": (_CENTRAL, "čšžćđéöü"),
    "ro": ((*_CENTRAL, "iso8859_16"), "ăâîşţșțéöü"),
    "tr": (_TURKISH, "çğıöşüâîûéi̇"),
    "lt": (_BALTIC, "ąčęėįšųūžéö"),
    "lv": (_BALTIC, "āčēģīķļņōŗšūžéö"),
}
"""Code pages of a language, the likeliest first, and its letters beyond ASCII."""

TAG: Final = re.compile(rb"<[^<>]{0,2000}>|<(?:script|style)\b[^<]{0,20000}</", re.I)
_MARKUP: Final = re.compile(r"<[^<>]{0,2000}>")
_BEYOND: Final = re.compile(rb"[\x80-\xff]")
_AROUND: Final = 32 * 2**10
_CASES: Final = re.compile(r"[^\W\d_A-Z](?=[^\W\d_a-z])")
_MOST_HIGH: Final = 0.4
"""Part of the letters of a text in Latin letters that is beyond ASCII, at most."""
_SURE: Final = 0.7
"""How likely the language must be."""
_POSSIBLE: Final = 0.1
"""How likely each of several languages must be whose letters are allowed."""
_FITTING: Final = 0.85
"""How many of the characters beyond ASCII must be the language's."""
_SIGN: Final = 0.9
"""What a sign counts that stands oddly: a letter in its place is likelier."""
_OPENING: Final = frozenset("“„‘«‹")
_CLOSING: Final = frozenset("”“’‘»›")
_FEWEST: Final = 20
"""Characters beyond ASCII of a page that may be told to be misread."""
_BETTER: Final = 0.02
"""By how much a rarer code page must fit better than a likelier one."""
_LONGEST: Final = 3_000
"""Characters that the model of languages looks at."""


class _Fit(NamedTuple):
    fit: float
    encoding: str


def find_code_page(data: bytes) -> str:
    """Return the code page of a text in Latin letters, or "" if that is not sure.

    Args:
        data: a text or a page, of which some kilobytes around the first bytes beyond
            ASCII are looked at; tags are left out.
    """
    first = _BEYOND.search(data)
    if first is None:
        return ""
    begin = max(0, first.start() - _AROUND // 2)
    plain = TAG.sub(b" ", data[begin : begin + _AROUND])
    if not _is_latin(plain):
        return ""
    best: _Fit | None = None
    for one in _fitting(plain):
        if best is None or one.fit > best.fit + _BETTER:
            best = one
    return best.encoding if best is not None else ""


def _is_latin(plain: bytes) -> bool:
    high = sum(byte > 127 for byte in plain)
    letters = high + sum(chr(byte).isalpha() for byte in plain if byte < 128)
    return 0 < high <= _MOST_HIGH * letters


def _fitting(plain: bytes) -> Iterator[_Fit]:
    """The code pages in which a text is one of a language written with it."""
    from ...extract.language.detect import rank_languages

    for encoding in dict.fromkeys(
        (*_WESTERN, *_CENTRAL, *_TURKISH, *_BALTIC, "iso8859_16")
    ):
        try:
            text = plain.decode(encoding)
        except UnicodeDecodeError:
            continue
        ranked = rank_languages(" ".join(text.split())[:_LONGEST])
        likely = [
            (chance, _ALPHABETS[language][1])
            for language, chance in ranked
            if encoding in _ALPHABETS.get(language, ((), ""))[0]
        ]
        if sum(chance for chance, _ in likely) < _SURE:
            continue
        letters = "".join(letters for chance, letters in likely if chance > _POSSIBLE)
        fit = _fit(text, frozenset(letters))
        if fit >= _FITTING:
            yield _Fit(fit, encoding)


def _fit(text: str, letters: frozenset[str]) -> float:
    """The part of the characters beyond ASCII that a language writes.

    No word has a capital after a small letter, as "cafÚ" has.
    """
    good = count = 0.0
    before = " "
    for char, after in zip(text, f"{text[1:]} ", strict=True):
        if char > "\x7f":
            count += 1
            if char in _SIGNS:
                good += 1 if _is_quoting(before, char, after) else _SIGN
            elif char.lower() in letters or char == "İ":
                good += not (char.isupper() and before.islower())
        before = char
    return good / count if count else 1.0


def _is_quoting(before: str, char: str, after: str) -> bool:
    """Whether a quotation mark stands where one opens or closes."""
    if char in _OPENING and after.isalnum() and not before.isalnum():
        return True
    return char in _CLOSING and not before.isspace() and not after.isalnum()


def is_misread(text: str) -> bool:
    """Tell whether a text that was read by its declared code page cannot be in it.

    Nearly all its letters have accents, or capitals stand in the middle of its words,
    as they do where one code page of Cyrillic is read as another.

    Args:
        text: a page, with its tags.
    """
    plain = _MARKUP.sub(" ", text[: _AROUND // 2])
    letters = [char for char in plain if char > "\x7f" or char.isalpha()]
    high = [char for char in letters if char > "\x7f"]
    if len(high) < _FEWEST:
        return False
    if all(char < "\u0250" or char in _SIGNS for char in high if char.isalpha()):
        return len(high) > _MOST_HIGH * len(letters)
    return len(_CASES.findall(plain)) > 0.2 * len(plain.split())
