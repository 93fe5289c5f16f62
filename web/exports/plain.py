"""Text of strangers as formats other than HTML may hold it."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

__all__ = ["isolated", "one_line", "xml_text"]

_UNSEEN: Final = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069"
    "\ud800-\udfff\ufeff\ufffe\uffff]"
)
"""Controls, what turns the writing round, and what no encoding has."""

_BLANK: Final = re.compile("[\\s\x1c-\x1f\x85\u2028\u2029]+")

_NOT_XML: Final = re.compile(
    "[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\x7f-\x84\x86-\x9f]"
)

_RIGHT_TO_LEFT: Final = ("R", "AL")
_FIRST_STRONG: Final = "\u2068"
_POP: Final = "\u2069"


def one_line(text: str) -> str:
    """Return the text on one line: no controls, every run of blanks one space."""
    return _BLANK.sub(" ", _UNSEEN.sub("", text)).strip()


def isolated(text: str) -> str:
    """Return a text that reads from right to left so that it moves nothing next to it.

    Without the marks put around it, a Hebrew name would drag the year after it to
    its other side. Any other text comes back as it is.
    """
    turns = any(unicodedata.bidirectional(sign) in _RIGHT_TO_LEFT for sign in text)
    return f"{_FIRST_STRONG}{text}{_POP}" if turns else text


def xml_text(text: str) -> str:
    """Return the text without the characters that XML cannot hold, escaped or not."""
    return _NOT_XML.sub("", text)
