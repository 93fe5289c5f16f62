"""Where sentences begin, so that a passage can begin there too.

nltk's Punkt (Kiss and Strunk, "Unsupervised Multilingual Sentence Boundary
Detection", 2006) with our list of abbreviations in place of a trained model:
"Gen. Qasem" and "U.S. troops" end no sentence.
"""

from __future__ import annotations

from functools import cache
from typing import Any, Final

from .words import vocabulary

__all__ = ["sentence_starts"]

_READ: Final = 200_000
"""Characters read; passages further on begin at a word."""


def sentence_starts(text: str) -> tuple[int, ...]:
    """Return the offsets at which the sentences of a text begin, in order.

    The first sentence and the first after a line break are among them.
    """
    starts = []
    for start, end in _splitter().span_tokenize(text[:_READ]):
        # headings and list items end in a line break without a full stop
        at = start
        while at < end:
            while at < end and text[at].isspace():
                at += 1
            if at < end:
                starts.append(at)
            line_end = text.find("\n", at, end)
            at = line_end if line_end >= 0 else end
    return tuple(starts)


@cache
def _splitter() -> Any:
    from nltk.tokenize.punkt import PunktParameters, PunktSentenceTokenizer

    parameters = PunktParameters()
    parameters.abbrev_types = set(vocabulary("abbreviations")) | _MORE
    return PunktSentenceTokenizer(parameters)


_MORE: Final = frozenset(
    "a b c d e f g h i j k l m n o p q r s t u v w x y z a.m p.m e.g i.e u.k u.n u.s "
    "vs inc corp ltd co dept etc jan feb mar apr aug sept oct nov dec ariz calif "
    "colo conn fla ill kan mass mich minn miss mo nev okla ore pa tenn tex va wash "
    "wis".split()
)
