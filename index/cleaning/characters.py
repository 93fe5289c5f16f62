"""Which characters a text may hold, and what becomes of the others."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

__all__ = ["repair_encoding", "tidy_characters", "without_mojibake"]

_PAIR: Final = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_BYTES: Final = re.compile("[\udc80-\udcff]+")
_NEWLINE: Final = re.compile("\r\n?|[\x85\u2028\u2029]")
_SPACE: Final = re.compile("[\t\v\f\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_GROUPED: Final = re.compile("(?<=[0-9])[\xa0\u2009\u202f](?=[0-9]{3}(?![0-9]))")
_GROUP: Final = "\u202f"
"""The space in a number, "10 000", which is one word as "10,000" is."""
# Controls, soft hyphen, zero-width, bidi controls, lone surrogates, tags,
# private use (the marks of a highlighter stand there), noncharacters.
_UNWANTED: Final = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200e\u200f"
    "\u202a-\u202e\u2060-\u206f\ud800-\uf8ff\ufdd0-\ufdef\ufeff\ufff0-\ufffc"
    "\ufffe\uffff\U000e0000-\U000e00ff\U000f0000-\U0010ffff"
    + "".join(
        f"{chr(plane << 16 | 0xFFFE)}-{chr(plane << 16 | 0xFFFF)}"
        for plane in range(1, 15)
    )
    + "]"
)

# What has no width and is not needed. Persian, Sinhala and some emoji are misspelt
# without their joiners; in Khmer and Thai it divides words.
_JOINERS: Final = re.compile(
    "[\u200c\u200d](?:(?!\\S)|(?<![\u0600-\u0dff\u1000-\u109f\u1780-\u18af\ufb50-\ufdff"
    "\ufe0f\ufe70-\ufefc\u2600-\u27bf\U0001f000-\U0001faff].))"
    "|\u200b(?:(?!\\S)|(?<![\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff].))"
)
_ZERO_WIDTH: Final = re.compile("[\u200b-\u200d]")

_HALF: Final = re.compile(
    "[\x80-\x9f]|[\xc2-\xdf][\xa0\xad]"
    "|[\xe0-\xef](?:[\xa0\xad][\x80-\xbf]|[\x80-\xbf][\xa0\xad])"
)
"""A control that no text has, or what may be two bytes or three of one letter."""
_WINDOWS: Final = {
    byte: bytes([byte]).decode("cp1252", "ignore")
    for byte in range(0x80, 0xA0)
    if byte != 0x85
}
_DOTS: Final = re.compile("\x85(?=[\"'’”.?!)]| \\S)")
"""U+0085 after which a line cannot begin."""

# Looking at every character with the patterns above would be the slowest
# thing here; most news holds nothing besides ASCII but typographic marks.
_PLAIN_ASCII: Final = bytes([10, *range(32, 127)])
_ODD: Final = re.compile(
    "|".join(p.pattern for p in (_NEWLINE, _SPACE, _UNWANTED, _ZERO_WIDTH))
)
_PLAIN: Final = frozenset("‘’“”–—…•©®°£§")
_SUSPICIOUS: Final = re.compile("[^\x00-\x7f‘’“”–—…•][^\x00-\x7f]|[ÂÃ]")
"""Mojibake stands in pairs that do not begin with a common mark."""


def tidy_characters(text: str) -> str:
    """Only characters that are text, composed (NFC), with plain spaces."""
    rare = _rare(text)
    if rare <= _PLAIN:
        return text
    if _ODD.search("".join(rare)) is not None:
        text = repair_encoding(text)
        if _PAIR.search(text) is not None:
            text = _PAIR.sub(_joined_pair, text)
        text = _BYTES.sub(_western, text)
        text = _NEWLINE.sub("\n", text)
        pieces = (_SPACE.sub(" ", piece) for piece in _GROUPED.split(text))
        text = _JOINERS.sub("", _UNWANTED.sub("", _GROUP.join(pieces)))
    if text.isascii() or unicodedata.is_normalized("NFC", text):
        return text
    return unicodedata.normalize("NFC", text)


def repair_encoding(text: str) -> str:
    """Return a text as it was before it was decoded wrongly.

    Half of what wrong decoding makes of an accent can be a control character, a line
    end or a space without a break, so this comes before anything takes those away.
    What is left of the controls are the typographic marks of Windows, as in every
    browser. U+0085 stays a line end where nothing tells that it is three dots.
    """
    if _HALF.search(text) is None:
        return text
    text = without_mojibake(text)
    marks = text.translate(_WINDOWS)
    if marks != text:
        return marks.replace("\x85", "…")
    return _DOTS.sub("…", text)


def _rare(text: str) -> set[str]:
    """The characters of a text that are not plain ASCII."""
    rare = text.encode("utf-8", "surrogatepass").translate(None, _PLAIN_ASCII)
    return set(rare.decode("utf-8", "surrogatepass"))


def _joined_pair(match: re.Match[str]) -> str:
    """The character that two halves of UTF-16 stand for."""
    return match[0].encode("utf-16-le", "surrogatepass").decode("utf-16-le")


def _western(match: re.Match[str]) -> str:
    """Bytes that did not fit into UTF-8, as what they most probably are."""
    return match[0].encode("ascii", "surrogateescape").decode("cp1252", "ignore")


def without_mojibake(text: str) -> str:
    """Text that was decoded wrongly (``donâ€™t``) decoded rightly."""
    if _rare(text) <= _PLAIN or _SUSPICIOUS.search(text) is None:
        return text
    from ftfy import fix_encoding
    from ftfy.badness import is_bad

    if not is_bad(text):
        return text
    return "\n".join(
        fix_encoding(line) if not line.isascii() else line for line in text.split("\n")
    )
