"""What an export says of itself: what was asked, when and where."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from .plain import one_line

__all__ = ["About"]


@dataclass(slots=True, kw_only=True)
class About:
    """Where an export comes from, and how many articles it has given so far.

    Its words are English in any language of the page: programs read them.

    Attributes:
        query: the text of the search, "" if there is none.
        filters: each filter in words: "Person: Angela Merkel".
        permalink: the address of the search.
        made: when it was asked for, in UTC.
        total: how many articles are expected.
        corpus: how many articles there were to search.
        notices: what of the search was not understood or not done.
    """

    query: str
    filters: tuple[str, ...]
    permalink: str
    made: datetime
    total: int
    corpus: int
    notices: tuple[str, ...] = ()
    articles: int = 0

    @property
    def day(self) -> date:
        """The day the articles were looked at."""
        return self.made.date()

    def lines(self) -> Iterator[str]:
        """Yield it as lines of text, for comments."""
        yield "Dateline export"
        yield f"Query: {one_line(self.query) or '(all articles)'}"
        for words in self.filters:
            yield f"Filter: {one_line(words)}"
        for notice in self.notices:
            yield f"Notice: {one_line(notice)}"
        yield f"Exported: {self._moment()}"
        yield f"Articles: {self.total} of {self.corpus}"
        yield f"Search: {self.permalink}"

    def end(self) -> str:
        """Return the line that only a whole export ends with."""
        return f"End of export: {self.articles} articles"

    def as_json(self) -> dict[str, Any]:
        """Return it as JSON."""
        return {
            "query": self.query,
            "filters": list(self.filters),
            "notices": list(self.notices),
            "exported": self._moment(),
            "articles": self.total,
            "searched": self.corpus,
            "search": self.permalink,
        }

    def _moment(self) -> str:
        return self.made.isoformat(timespec="seconds")
