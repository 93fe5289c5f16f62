"""Every name in a text that may be a place's, with what stands around it.

Only the text itself is looked at here: ``disambiguate`` chooses among the entries of
a candidate, or says that it is no place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from search.model.article import TextField

from ....published.dateline import read_dateline
from ....word_lists import list_key
from ...gazetteer.gazetteer import Gazetteer, GazetteerEntry, Level
from ...gazetteer.towns import find_town
from ...texts import ArticleText, Gap
from ..gazetteer import gazetteer
from ..words import in_ticker, vocabulary
from .candidate import PlaceCandidate
from .nearby_words import note_neighbours
from .parties import party_tag

__all__ = ["find_candidates"]


_LONGEST_DATELINE: Final = 160
_LONGEST_TOWN: Final = 3


_LINK = re.compile(
    r" (?:(?:of|and|of the|and the|&|de|de la|do|du|upon|on|der|am) )?"
    r"|['’]s | (?:and )?d['’]|[-'’\n\xa0]|\. "
)


def find_candidates(text: ArticleText) -> list[PlaceCandidate]:
    """Return the candidates of a text in reading order; they do not overlap."""
    names = gazetteer()
    starts, words = names.starts, text.words
    candidates: list[PlaceCandidate] = []
    filed = _dateline_end(text)
    over, signs = 0, "<" in text.content
    for at, word in enumerate(words):
        if at < over or (signs and in_ticker(text.content, word.start)):
            continue
        if word.key not in starts:
            if "-" in word.text:
                candidates += _of_party(text, at) or _parts(names, text, at)
            continue
        last, key, entries = _longest_name(names, text, at)
        over = last + 1
        if entries:
            end = words[last].end
            candidate = PlaceCandidate(text, at, last, word.start, end, key, entries)
            candidate.filed = end <= filed
            note_neighbours(candidate)
            _take_dot(candidate)
            if candidates:
                _join(candidates[-1], candidate)
            if candidate.entries[0].state and not candidate.trails and at:
                candidates += _town_before(
                    candidate, candidates[-1] if candidates else None
                )
            candidates.append(candidate)
        elif "-" in word.text:
            candidates += _parts(names, text, at)
    return candidates


def _dateline_end(text: ArticleText) -> int:
    """The offset after the place and day in the dateline of the body, or 0."""
    if text.field is not TextField.BODY:
        return 0
    dateline = read_dateline(text.content[:_LONGEST_DATELINE])
    if dateline is None:
        return 0
    agency = text.content.find("(", 0, dateline.end)  # "BEIJING (Xinhua) --"
    return agency if agency > 0 else dateline.end


def _longest_name(
    names: Gazetteer, text: ArticleText, at: int
) -> tuple[int, str, tuple[GazetteerEntry, ...]]:
    """The longest name that begins at a word: its last word, key and entries."""
    words, word = text.words, text.words[at]
    key = word.key
    short = word.text.replace(".", "")
    if (short in names.after_comma or len(short) == 1) and _follows_comma(text, at):
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
    if short in names.exact and not _shouted(text, at):
        return at, word.key, (names.exact[short],)
    return at, word.key, names.names.get(word.key, ())


def _shouted(text: ArticleText, at: int) -> bool:
    """Whether "US" is only "us" in capitals: "CONTACT US"."""
    word = text.words[at]
    before = text.words[at - 1] if at and word.gap == Gap.SPACE else None
    return before is not None and len(before.text) > 3 and before.text.isupper()


def _follows_comma(text: ArticleText, at: int) -> bool:
    words = text.words
    return at > 0 and text.content[words[at - 1].end : words[at].start] == ", "


def _of_party(text: ArticleText, at: int) -> list[PlaceCandidate]:
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
    return [
        PlaceCandidate(text, at, last, word.start, end, word.key, entries, vouched=True)
    ]


def _parts(names: Gazetteer, text: ArticleText, at: int) -> Iterator[PlaceCandidate]:
    """The places joined by hyphens: "US-Iranian", "US-led", "Paris-based"."""
    word = text.words[at]
    start = word.start
    for part in word.text.split("-"):
        end = start + len(part)
        entry = names.exact.get(part)
        entries = (entry,) if entry else names.names.get(part.casefold(), ())
        if entries and part[0].isupper() and entries[0].sure:
            yield PlaceCandidate(text, at, at, start, end, part.casefold(), entries)
        start = end + 1


def _join(before: PlaceCandidate, candidate: PlaceCandidate) -> None:
    """Note that "Texas" in "Paris, Texas" says which Paris is meant."""
    if before.text is not candidate.text or candidate.first != before.last + 1:
        return
    content = candidate.text.content
    if content[before.end : candidate.start] != ", ":
        return
    wide = (Level.COUNTRY, Level.STATE, Level.REGION)
    outer = [one for one in candidate.entries if one.country and one.level in wide]
    if not outer:
        return
    # "Athens, Georgia" is in the one, "Batumi, Georgia" in the other
    entry = next((one for one in outer if _holds(one, before)), outer[0])
    if entry.state and before.entries[0].level == Level.STATE:
        return  # a list of states: "Ohio, Georgia and Texas"
    if len(outer) > 1 and _holds(entry, before):
        candidate.entries = (entry,)
    before.within = entry
    before.firm = _abbreviates(content[candidate.start : candidate.end], entry)
    before.listed = not before.firm and content.startswith(
        (" and ", " or ", ", and ", ", or "), candidate.end
    )
    candidate.trails = True
    if before.entries[0].level == Level.CITY and _holds(entry, before):
        before.paired = candidate.paired = True
    town = content[before.start : before.end]
    if (
        before.firm
        and not before.given
        and (_holds(entry, before) or find_town(town, entry.country, entry.state))
    ):
        before.vouched = _vouch(candidate)


def _town_before(
    candidate: PlaceCandidate, last: PlaceCandidate | None
) -> Iterator[PlaceCandidate]:
    """The small town that is a place only because its state follows it."""
    text, words, at = candidate.text, candidate.text.words, candidate.first - 1
    if text.content[words[at].end : candidate.start] != ", ":
        return
    start = at
    while start and words[start].gap == Gap.SPACE and at - start < _LONGEST_TOWN:
        start -= 1
    if start < at and words[start].text.lower() in vocabulary("place_leads"):
        start += 1  # "In Gettysburg, Pa."
    if last is not None and start <= last.last:
        return
    outer = candidate.entries[0]
    name = text.content[words[start].start : words[at].end]
    town = find_town(name, outer.country, outer.state)
    if town is not None:
        candidate.trails = True
        short = _abbreviates(text.content[candidate.start : candidate.end], outer)
        yield PlaceCandidate(
            text,
            start,
            at,
            words[start].start,
            words[at].end,
            list_key(name),
            (town,),
            outer,
            filed=candidate.filed,
            firm=short,
            vouched=short and _vouch(candidate),
        )


def _holds(outer: GazetteerEntry, candidate: PlaceCandidate) -> bool:
    return any(
        one.level == Level.CITY
        and one.country == outer.country
        and (not outer.state or one.state == outer.state)
        for one in candidate.entries
    )


def _vouch(candidate: PlaceCandidate) -> bool:
    """Whether a name after a town of the state is surely that of the state.

    "Miss" and "Wash" are words, "Miss.", "Wash." and "WA" are not.
    """
    written = candidate.text.content[candidate.start : candidate.end]
    candidate.vouched = written[-1] == "." or _is_postal(written)
    return candidate.vouched


def _take_dot(candidate: PlaceCandidate) -> None:
    """Count the dot after "Pa." as its own, as taggers do."""
    content, end = candidate.text.content, candidate.end
    if candidate.entries[0].state and content[end : end + 1] == ".":
        written = content[candidate.start : end]
        if _abbreviates(written, candidate.entries[0]) and not _is_postal(written):
            candidate.end += 1


def _is_postal(written: str) -> bool:
    return len(written) == 2 and written.isupper()


def _abbreviates(written: str, entry: GazetteerEntry) -> bool:
    return (
        bool(entry.state)
        and len(written) < len(entry.name)
        and (gazetteer().after_comma.get(written.replace(".", "")) == entry)
    )
