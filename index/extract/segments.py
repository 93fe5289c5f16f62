"""Runs of capitalised words cut into pieces that could be names of people.

A run such as "Iraqi Prime Minister Adel Abdul Mahdi" is read word by word: the
people it belongs to and the title are stepped over, the rest is a segment that
knows a title stood before it. Whether it is a person is for ``people`` to say.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass, field
from enum import IntEnum

from .words import Gap, Text, Word, vocabulary, word_list

__all__ = ["Segment", "segments"]


@dataclass(frozen=True, slots=True)
class Segment:
    """Words ``[first, last]`` of a text that could be one name.

    Attributes:
        titled: whether a title or role stands before it.
        title: the title word right before it, folded, or "" (also where only
            an apposition tells the role).
        linked: whether a particle stands inside ("bin", "von der").
    """

    text: Text
    first: int
    last: int
    titled: bool
    title: str
    linked: bool

    @property
    def words(self) -> tuple[Word, ...]:
        return self.text.words[self.first : self.last + 1]


class _Kind(IntEnum):
    NAME = 0
    STOP = 1
    TITLE = 2
    BODY = 3
    SUFFIX = 4


_OFFICE_LINKS = frozenset([" of ", " of the ", " for ", " for the ", " and ", ", "])


@dataclass(slots=True)
class _Run:
    """What has been read of the run so far."""

    text: Text
    first: int = -1
    titled: bool = False
    title: str = ""
    linked: bool = False
    pending: str = ""
    done: list[Segment] = field(default_factory=list)

    def close(self, last: int) -> None:
        """End the segment being read at a word, if there is one."""
        if self.first >= 0:
            segment = Segment(
                self.text, self.first, last, self.titled, self.title, self.linked
            )
            self.done.append(segment)
            self.pending = ""
        self.drop()

    def drop(self) -> None:
        self.first, self.titled, self.title, self.linked = -1, False, "", False

    def begin(self, at: int, word: Word) -> None:
        role = _role_before(self.text, word) if word.gap == Gap.BREAK else ""
        self.first, self.titled = at, bool(role or self.pending)
        self.title = role if role[-1:] != "," else ""
        self.title = self.title or self.pending
        self.pending = ""


def segments(text: Text, placed: Container[int]) -> Iterator[Segment]:
    """Yield the segments of a text in reading order.

    Args:
        text: the text.
        placed: the indices of words that belong to places.
    """
    run = _Run(text)
    for at, word in enumerate(text.words):
        if word.gap == Gap.BREAK:
            run.close(at - 1)
            if run.pending and not _office_goes_on(text, at):
                run.pending = ""
        kind = _Kind.STOP if at in placed else _kind(word)
        if kind not in (_Kind.NAME, _Kind.SUFFIX) and (
            _is_surname(run, at, word) or _is_given_name(text, at, kind)
        ):
            kind = _Kind.NAME
        if kind == _Kind.NAME:
            if run.first < 0:
                run.begin(at, word)
            elif word.gap == Gap.PARTICLE:
                run.linked = True
        elif kind == _Kind.BODY:
            run.drop()
            run.pending = ""
        elif kind == _Kind.SUFFIX and run.first >= 0:
            run.close(at)
        else:
            run.close(at - 1)
            if kind == _Kind.TITLE:
                run.pending = word.key
        if run.done:
            yield from run.done
            run.done.clear()
    run.close(len(text.words) - 1)
    yield from run.done


def _kind(word: Word) -> _Kind:
    key, text = word.key, word.text
    if "." in text and (len(key) == 1 or _is_initials(key.upper())):
        return _Kind.NAME
    if key in word_list("titles.txt"):
        return _Kind.TITLE
    if key in vocabulary("suffixes"):
        return _Kind.SUFFIX
    if key in word_list("organisations.txt"):
        return _Kind.BODY
    if key in word_list("not_people.txt"):
        return _Kind.STOP
    if text.isupper() and not _is_initials(text):  # "NATO", a shouted heading
        return _Kind.STOP
    return _Kind.NAME


def _is_initials(text: str) -> bool:
    """Two consonants, "JD" or "RJ"; "EU", "UN" and "AP" are no initials."""
    return len(text) == 2 and not set(text) & set("AEIOU")


def _is_surname(run: _Run, at: int, word: Word) -> bool:
    """Whether a word of our lists is a surname here: "Theresa May"."""
    if (
        run.first < 0
        or word.gap != Gap.SPACE
        or word.key not in word_list("surnames.txt")
    ):
        return False
    if at - run.first > 2 or _next_kind(run.text, at) in (_Kind.BODY, _Kind.NAME):
        return False
    return run.text.words[run.first].key in word_list("first_names.txt")


def _is_given_name(text: Text, at: int, kind: _Kind) -> bool:
    """Whether a word of our lists is a given name here: "Bill Clinton"."""
    return (
        kind in (_Kind.STOP, _Kind.BODY)
        and text.words[at].key + "?" in word_list("first_names.txt")
        and _next_kind(text, at) == _Kind.NAME
    )


def _next_kind(text: Text, at: int) -> _Kind | None:
    """The kind of the word right behind, if it is in the same run."""
    after = text.words[at + 1] if at + 1 < len(text.words) else None
    return _kind(after) if after is not None and after.gap == Gap.SPACE else None


def _role_before(text: Text, word: Word) -> str:
    """The lower-case role right before a word: "spokeswoman Morgan Ortagus".

    Ends in a comma where one stands between: "the president, Hassan Rouhani".
    """
    if text.content[word.start - 1 : word.start] != " ":
        return ""
    role = text.before(word.start)
    return role if role.rstrip(",") in word_list("titles.txt") else ""


def _office_goes_on(text: Text, at: int) -> bool:
    """Whether "State" goes on with the title in "Secretary of State Mike"."""
    words = text.words
    between = text.content[words[at - 1].end : words[at].start] if at else ""
    return between in _OFFICE_LINKS and _kind(words[at]) != _Kind.NAME
