"""The lead of an article: its headline and opening words.

News is written with the most important first (the "inverted pyramid"), so a word
that stands here says more about an article than the same word further down.
"""

from __future__ import annotations

from typing import Final

from .analysis import tokens
from .model import Article

__all__ = ["LEAD_WORDS", "lead"]

LEAD_WORDS: Final = 60
"""Words of the body that belong to the lead: two or three sentences."""


def lead(article: Article) -> str:
    """Return the title and the first :data:`LEAD_WORDS` words of the body."""
    end = 0
    for token in tokens(article.body):
        if token.position >= LEAD_WORDS:
            break
        end = token.end
    return f"{article.title}\n{article.body[:end]}"
