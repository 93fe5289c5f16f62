"""Every name in a text that a place could have, with what stands around it.

Nothing is decided here beyond the text itself: ``places`` chooses among the
entries of a find and throws away what is no place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from search.model import TextField

from ..dateline import read_dateline
from .gazetteer import Entry, Gazetteer, Level, gazetteer
from .named import Named, NameKind
from .towns import find_town
from .words import Gap, Text, Word, fold, vocabulary, word_list

__all__ = ["Find", "Owner", "locate"]


_LONGEST_DATELINE: Final = 160
_LONGEST_TOWN: Final = 3


class Owner:
    """The kind of larger name a find stands in (an int, for speed)."""

    NONE: Final = 0
    PAPER: Final = 1
    """A newspaper, broadcaster or team, which says nothing of the place."""
    BODY: Final = 2
    """Another organisation: "Bank of England", "Columbia University"."""


@dataclass(slots=True)
class Find:
    """A name that a place could have, at words ``[first, last]`` of a text.

    Attributes:
        key: the name, folded.
        entries: what it may mean, the likeliest first.
        within: the state or country named right behind it ("Paris, Texas").
        firm: whether that is an abbreviation ("Cuba, Mo.").
        listed: whether it looks like one of a list: "Canada, Mexico and Texas".
        led: whether a preposition of place stands before it.
        given: whether it looks like part of a person's name.
        owner: the larger name it is part of.
        trails: whether it only says where the place before it lies.
        filed: whether it stands in the dateline.
        implies: whether it is part of a word for something of the place.
        tagged: whether a tagger was asked.
        span: its name this stands in, if there is one.
    """

    text: Text
    first: int
    last: int
    start: int
    end: int
    key: str
    entries: tuple[Entry, ...]
    within: Entry | None = None
    firm: bool = False
    listed: bool = False
    led: bool = False
    given: bool = False
    owner: int = Owner.NONE
    trails: bool = False
    filed: bool = False
    implies: bool = False
    tagged: bool = False
    span: Named | None = None

    @property
    def names_town(self) -> bool:
        """Whether the tagger's name is this one with what lies behind a comma."""
        span = self.span
        return (
            span is not None
            and span.kind is NameKind.PLACE
            and span.start == self.start
            and self.entries[0].level != Level.COUNTRY
            and self.text.content[self.end : self.end + 2] == ", "
            and span.end > self.end + 2
        )


_LINK = re.compile(
    r" (?:(?:of|and|of the|and the|&|de|de la|do|du|upon|on|der|am) )?"
    r"|[-'’\n\xa0]|\. "
)


def locate(text: Text) -> list[Find]:
    """Return the finds of a text in reading order; they do not overlap."""
    names = gazetteer()
    starts, words = names.starts, text.words
    finds: list[Find] = []
    filed = _dateline_end(text)
    at = 0
    while at < len(words):
        word = words[at]
        last, key = at, ""
        entries: tuple[Entry, ...] = ()
        if word.key in starts:
            last, key, entries = _longest_name(names, text, at)
        if entries:
            end = words[last].end
            find = Find(text, at, last, word.start, end, key, entries)
            find.filed = end <= filed
            _look_around(find)
            if finds:
                _join(finds[-1], find)
            if find.entries[0].state and not find.trails and at:
                finds += _town_before(find, finds[-1] if finds else None)
            finds.append(find)
        elif "-" in word.text:
            finds += _parts(names, text, at)
        at = last + 1
    return finds


def _dateline_end(text: Text) -> int:
    """The offset behind the body's dateline, or 0."""
    if text.field is not TextField.BODY:
        return 0
    dateline = read_dateline(text.content[:_LONGEST_DATELINE])
    return dateline.end if dateline else 0


def _longest_name(
    names: Gazetteer, text: Text, at: int
) -> tuple[int, str, tuple[Entry, ...]]:
    """The longest name that begins at a word: its last word, key and meanings."""
    words, word = text.words, text.words[at]
    key = word.key
    short = word.text.replace(".", "")
    if short in names.exact and not _shouted(text, at):
        return at, key, (names.exact[short],)
    if (short in names.after_comma or len(short) == 1) and _behind_comma(text, at):
        if short in names.after_comma:
            return at, key, (names.after_comma[short],)
        after = words[at + 1 : at + 2]  # "W.Va.", "N. C."
        if after and after[0].start <= word.end + 1:
            both = short + after[0].text.replace(".", "")
            if both in names.after_comma:
                return at + 1, fold(both), (names.after_comma[both],)
    last = at
    most = at + names.longest.get(key, 0)
    while last + 1 < min(most, len(words)) and _LINK.fullmatch(
        text.content, words[last].end, words[last + 1].start
    ):
        last += 1
    for end in (*range(last, at, -1), at):
        joined = text.content[word.start : words[end].end]
        key = fold(joined) if end > at else word.key
        if key in names.names:
            return end, key, names.names[key]
    return at, "", ()


def _shouted(text: Text, at: int) -> bool:
    """Whether "US" is only "us" in capitals: "CONTACT US"."""
    word = text.words[at]
    before = text.words[at - 1] if at and word.gap == Gap.SPACE else None
    return before is not None and len(before.text) > 3 and before.text.isupper()


def _behind_comma(text: Text, at: int) -> bool:
    words = text.words
    return at > 0 and text.content[words[at - 1].end : words[at].start] == ", "


def _parts(names: Gazetteer, text: Text, at: int) -> Iterator[Find]:
    """The places joined by hyphens: "US-Iranian", "US-led", "Paris-based"."""
    word = text.words[at]
    start = word.start
    for part in word.text.split("-"):
        end = start + len(part)
        entry = names.exact.get(part)
        entries = (entry,) if entry else names.names.get(part.casefold(), ())
        if entries and part[0].isupper() and entries[0].sure:
            yield Find(text, at, at, start, end, part.casefold(), entries)
        start = end + 1


def _look_around(find: Find) -> None:
    text, words = find.text, find.text.words
    word = words[find.first]
    before = words[find.first - 1] if find.first else None
    after = words[find.last + 1] if find.last + 1 < len(words) else None
    find.led = text.before(word.start) in vocabulary("place_leads")
    if after is not None and after.gap != Gap.SPACE:
        after = None
    if before is not None and word.gap == Gap.SPACE:
        find.given = _is_given_name(before.key) or (
            before.key in vocabulary("personal_titles")
        )
    if find.first == find.last and after is not None and not find.given:
        find.given = _is_name_start(word, after)
    find.owner = _owner(find, before)


def _is_given_name(key: str) -> bool:
    return (
        key in word_list("first_names.txt")
        and not any(entry.sure for entry in gazetteer().names.get(key, ()))
        and key not in word_list("not_people.txt")
    )


def _is_name_start(word: Word, after: Word) -> bool:
    """Whether "Jordan", "Paris" or "Chad" here is a given name: "Jordan Peele"."""
    given = word_list("first_names.txt")
    return (
        (word.key in given or word.key + "?" in given)
        and after.text[1:].islower()
        and after.key not in word_list("not_people.txt")
        and after.key not in word_list("organisations.txt")
        and after.key not in word_list("titles.txt")
        and not any(e.sure for e in gazetteer().names.get(after.key, ()))
    )


def _owner(find: Find, before: Word | None) -> int:
    """What the find names, if it only stands in the name of something else."""
    words, content = find.text.words, find.text.content
    level = find.entries[0].level
    state = level in (Level.STATE, Level.REGION)
    local = state or level == Level.CITY
    for at in range(find.last + 1, min(find.last + 4, len(words))):
        word = words[at]
        if word.gap != Gap.SPACE:
            break
        if word.key in vocabulary("papers") or (local and _is_team(find, at)):
            return Owner.PAPER
        if word.key in (
            vocabulary("state_bodies") if state else word_list("organisations.txt")
        ) and not (word.key == "police" or word.key == "city"):
            return Owner.BODY
    if before is not None:
        if (
            local
            and before.text in vocabulary("clubs")
            and words[find.first].gap == Gap.SPACE
        ):
            return Owner.PAPER  # "Real Madrid"
        between = content[before.end : find.start]
        if between in (" of ", " of the "):
            if before.key in vocabulary("bodies_of"):
                return Owner.BODY
            if before.key in vocabulary("voices_of"):
                return Owner.PAPER
    return Owner.NONE


def _is_team(find: Find, at: int) -> bool:
    """Whether the word makes a sports team: "Buffalo Bills", "Toronto Blue Jays"."""
    words = find.text.words
    if at == find.last + 1:
        return words[at].key in vocabulary("teams")
    return (
        at == find.last + 2
        and words[at].key in vocabulary("teams")
        and words[at - 1].key in vocabulary("team_starts")
    )


def _join(before: Find, find: Find) -> None:
    """Note that "Texas" in "Paris, Texas" says which Paris is meant."""
    if before.text is not find.text or find.first != before.last + 1:
        return
    content = find.text.content
    if content[before.end : find.start] != ", ":
        return
    wide = (Level.COUNTRY, Level.STATE, Level.REGION)
    outer = [one for one in find.entries if one.country and one.level in wide]
    if not outer:
        return
    # "Athens, Georgia" is in the one, "Batumi, Georgia" in the other
    entry = next((one for one in outer if _holds(one, before)), outer[0])
    if entry.state and before.entries[0].level == Level.STATE:
        return  # a list of states: "Ohio, Georgia and Texas"
    if len(outer) > 1 and _holds(entry, before):
        find.entries = (entry,)
    before.within = entry
    before.firm = _abbreviates(content[find.start : find.end], entry)
    before.listed = not before.firm and content.startswith(
        (" and ", " or ", ", and ", ", or "), find.end
    )
    find.trails = True


def _town_before(find: Find, last: Find | None) -> Iterator[Find]:
    """The small town that only this state behind it makes a place."""
    text, words, at = find.text, find.text.words, find.first - 1
    if text.content[words[at].end : find.start] != ", ":
        return
    start = at
    while start and words[start].gap == Gap.SPACE and at - start < _LONGEST_TOWN:
        start -= 1
    if start < at and words[start].text.lower() in vocabulary("place_leads"):
        start += 1  # "In Gettysburg, Pa."
    if last is not None and start <= last.last:
        return
    outer = find.entries[0]
    name = text.content[words[start].start : words[at].end]
    town = find_town(name, outer.country, outer.state)
    if town is not None:
        find.trails = True
        yield Find(
            text,
            start,
            at,
            words[start].start,
            words[at].end,
            fold(name),
            (town,),
            outer,
            filed=find.filed,
        )


def _holds(outer: Entry, find: Find) -> bool:
    return any(
        one.level == Level.CITY
        and one.country == outer.country
        and (not outer.state or one.state == outer.state)
        for one in find.entries
    )


def _abbreviates(written: str, entry: Entry) -> bool:
    return (
        bool(entry.state)
        and len(written) < len(entry.name)
        and (gazetteer().after_comma.get(written.replace(".", "")) == entry)
    )
