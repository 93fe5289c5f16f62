"""A text of an article and its capitalised words, whatever its language.

Offsets are half-open ranges of characters into the text as it is given.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NamedTuple

from search.model.article import Mention, TextField

__all__ = ["Gap", "ArticleText", "Word"]


class Gap:
    """What stands between a word and the one before it (an int, for speed)."""

    BREAK: Final = 0
    """Anything else: lower-case words, a comma, the end of a sentence."""
    SPACE: Final = 1
    """Only a space, a soft line break, or the dot of an abbreviation."""
    PARTICLE: Final = 2
    """Words that stand inside names of people: "von der", "bin", "de la"."""


class Word(NamedTuple):
    """A capitalised word, without a possessive "'s".

    Attributes:
        start: offset of its first character.
        end: offset after its last character.
        key: the word folded, for looking it up.
        gap: what joins it to the word before it.
        opens: whether it opens a sentence, a line or a quotation, where any
            word is capitalised.
    """

    text: str
    start: int
    end: int
    key: str
    gap: int
    opens: bool


@dataclass(frozen=True, slots=True)
class ArticleText:
    """One text of an article with its capitalised words.

    Attributes:
        shouts: whether most of its words are capitalised, as in a headline.
    """

    field: TextField
    content: str
    words: tuple[Word, ...]
    shouts: bool

    def mention(self, start: int, end: int) -> Mention:
        """Return the mention at ``[start, end)``."""
        return Mention(self.field, start, end, self.content[start:end])

    def before(self, position: int) -> str:
        """Return the last word in front of a position, as written, or ""."""
        parts = self.content[max(0, position - 24) : position].rsplit(None, 1)
        return parts[-1] if parts else ""
