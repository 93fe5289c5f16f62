"""What a leaf or a selected value stands for: names have aliases."""

from __future__ import annotations

from dataclasses import dataclass

from ..messages import Message, said, said_of
from ..model.hits import NoticeKind
from .tree import Query

__all__ = ["Interpretation"]


@dataclass(frozen=True, slots=True)
class Interpretation:
    """What a leaf or a selected value stands for.

    Attributes:
        query: what is searched for instead. Without ``names`` it is the leaf itself.
        names: the listed names that the leaf is an alias of, most frequent first.
        is_listed: whether the leaf is also a listed name itself.
        is_hidden: whether nothing is found since a person has hidden the name.
    """

    query: Query
    names: tuple[str, ...] = ()
    is_listed: bool = False
    is_hidden: bool = False

    @property
    def kind(self) -> NoticeKind | None:
        """What kind of a notice says so; ``None`` if there is nothing to say."""
        if self.names:
            return NoticeKind.OTHER_SPELLING
        return NoticeKind.HIDDEN_NAME if self.is_hidden else None

    def describe(self, spelling: str) -> Message:
        """Return the sentence that says so, for a spelling as it was typed."""
        if self.is_hidden:
            return said(
                "“%(name)s” was hidden from the lists of names, so nothing is found "
                "by it; search for the words alone.",
                name=spelling[:60],
            )
        shown, others = self.names[0], len(self.names) - 1
        values = {"name": spelling[:60], "shown": shown}
        if self.is_listed:
            if not others:
                return said(
                    "“%(name)s” is also another spelling of “%(shown)s”.", **values
                )
            return said_of(
                others,
                "“%(name)s” is also another spelling of “%(shown)s” "
                "and of %(number)s other name.",
                "“%(name)s” is also another spelling of “%(shown)s” "
                "and of %(number)s other names.",
                **values,
            )
        if not others:
            return said("“%(name)s” is listed as “%(shown)s”.", **values)
        return said_of(
            others,
            "“%(name)s” is listed as “%(shown)s” and as %(number)s other name.",
            "“%(name)s” is listed as “%(shown)s” and as %(number)s other names.",
            **values,
        )
