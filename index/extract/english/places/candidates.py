"""Every name in a text that a place could have, with what stands around it.

Nothing is decided here beyond the text itself: ``places`` chooses among the
entries of a find and throws away what is no place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from search.model.article import TextField

from ....published.dateline import read_dateline
from ....word_lists import list_key
from ...gazetteer.gazetteer import Entry, Gazetteer, Level
from ...gazetteer.towns import find_town
from ...texts import Gap, Text
from ..gazetteer import gazetteer
from ..tickers import in_ticker
from ..words import vocabulary
from .candidate import Find
from .nearby_words import look_around
from .parties import party_tag

__all__ = ["locate"]


_LONGEST_DATELINE: Final = 160
_LONGEST_TOWN: Final = 3


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
    over, signs = 0, "<" in text.content
    for at, word in enumerate(words):
        if at < over or (signs and in_ticker(text.content, word.start)):
            continue
        if word.key not in starts:
            if "-" in word.text:
                finds += _of_party(text, at) or _parts(names, text, at)
            continue
        last, key, entries = _longest_name(names, text, at)
        over = last + 1
        if entries:
            end = words[last].end
            find = Find(text, at, last, word.start, end, key, entries)
            find.filed = end <= filed
            look_around(find)
            _take_dot(find)
            if finds:
                _join(finds[-1], find)
            if find.entries[0].state and not find.trails and at:
                finds += _town_before(find, finds[-1] if finds else None)
            finds.append(find)
        elif "-" in word.text:
            finds += _parts(names, text, at)
    return finds


def _dateline_end(text: Text) -> int:
    """The offset behind the place and day of the body's dateline, or 0."""
    if text.field is not TextField.BODY:
        return 0
    dateline = read_dateline(text.content[:_LONGEST_DATELINE])
    if dateline is None:
        return 0
    agency = text.content.find("(", 0, dateline.end)  # "BEIJING (Xinhua) --"
    return agency if agency > 0 else dateline.end


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
                return at + 1, list_key(both), (names.after_comma[both],)
    last = at
    most = min(at + names.longest.get(key, 0), len(words))
    while last + 1 < most and _LINK.fullmatch(
        text.content, words[last].end, words[last + 1].start
    ):
        last += 1
    for end in range(last, at, -1):
        key = list_key(text.content[word.start : words[end].end])
        if key in names.names:
            return end, key, names.names[key]
    return at, word.key, names.names.get(word.key, ())


def _shouted(text: Text, at: int) -> bool:
    """Whether "US" is only "us" in capitals: "CONTACT US"."""
    word = text.words[at]
    before = text.words[at - 1] if at and word.gap == Gap.SPACE else None
    return before is not None and len(before.text) > 3 and before.text.isupper()


def _behind_comma(text: Text, at: int) -> bool:
    words = text.words
    return at > 0 and text.content[words[at - 1].end : words[at].start] == ", "


def _of_party(text: Text, at: int) -> list[Find]:
    """The state of a politician: "(R-Ky.)"."""
    word = text.words[at]
    tag = party_tag(text.content, word.start)
    if tag is None:
        return []
    end, state = tag
    last = at
    while last + 1 < len(text.words) and text.words[last + 1].start < end:
        last += 1
    entries = (state,)
    return [Find(text, at, last, word.start, end, word.key, entries, vouched=True)]


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
    if before.entries[0].level == Level.CITY and _holds(entry, before):
        before.paired = find.paired = True
    town = content[before.start : before.end]
    if (
        before.firm
        and not before.given
        and (_holds(entry, before) or find_town(town, entry.country, entry.state))
    ):
        before.vouched = _vouch(find)


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
        short = _abbreviates(text.content[find.start : find.end], outer)
        yield Find(
            text,
            start,
            at,
            words[start].start,
            words[at].end,
            list_key(name),
            (town,),
            outer,
            filed=find.filed,
            firm=short,
            vouched=short and _vouch(find),
        )


def _holds(outer: Entry, find: Find) -> bool:
    return any(
        one.level == Level.CITY
        and one.country == outer.country
        and (not outer.state or one.state == outer.state)
        for one in find.entries
    )


def _vouch(find: Find) -> bool:
    """Whether a state behind a town it has is surely one.

    "Miss" and "Wash" are words, "Miss.", "Wash." and "WA" are not.
    """
    written = find.text.content[find.start : find.end]
    find.vouched = written[-1] == "." or _is_postal(written)
    return find.vouched


def _take_dot(find: Find) -> None:
    """Count the dot behind "Pa." as its own, as taggers do."""
    content, end = find.text.content, find.end
    if find.entries[0].state and content[end : end + 1] == ".":
        written = content[find.start : end]
        if _abbreviates(written, find.entries[0]) and not _is_postal(written):
            find.end += 1


def _is_postal(written: str) -> bool:
    return len(written) == 2 and written.isupper()


def _abbreviates(written: str, entry: Entry) -> bool:
    return (
        bool(entry.state)
        and len(written) < len(entry.name)
        and (gazetteer().after_comma.get(written.replace(".", "")) == entry)
    )
