"""Text from outside as it may be shown on a terminal and stored anywhere."""

from __future__ import annotations

import re

__all__ = ["printable"]

# Controls (a terminal obeys them), bidi overrides, surrogates (no encoding has them).
_UNFIT = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def printable(text: str, longest: int = 1_000) -> str:
    """Return the text with unfit characters written out, such as ``\\x1b``.

    Args:
        longest: characters kept; the rest becomes "…".
    """
    if len(text) > longest:
        text = text[: longest - 1] + "…"
    return _UNFIT.sub(lambda m: m[0].encode("unicode_escape").decode("ascii"), text)
