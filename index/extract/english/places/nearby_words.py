"""What the words around a name make of it: a place, a person, a body, a team."""

from __future__ import annotations

from ....word_lists import listed_words
from ...gazetteer.gazetteer import Level
from ...texts import Gap, Word
from ..gazetteer import gazetteer
from ..words import vocabulary, word_list
from .candidate import Owner, PlaceCandidate

__all__ = ["note_neighbours"]


def note_neighbours(candidate: PlaceCandidate) -> None:
    """Note what the words around a candidate say: ``led``, ``given``, ``owner``."""
    text, words = candidate.text, candidate.text.words
    word = words[candidate.first]
    before = words[candidate.first - 1] if candidate.first else None
    after = words[candidate.last + 1] if candidate.last + 1 < len(words) else None
    candidate.led = text.before(word.start) in vocabulary("place_leads")
    if after is not None and after.gap != Gap.SPACE:
        after = None
    if before is not None and word.gap == Gap.SPACE:
        candidate.given = _is_given_name(before.key) or (
            before.key in vocabulary("personal_titles")
        )
    if candidate.first == candidate.last and after is not None and not candidate.given:
        candidate.given = _is_name_start(word, after)
    candidate.owner = _owner(candidate, before)


def _is_given_name(key: str) -> bool:
    return (
        key in listed_words("first_names.txt")
        and not any(entry.sure for entry in gazetteer().names.get(key, ()))
        and key not in word_list("not_people.txt")
    )


def _is_name_start(word: Word, after: Word) -> bool:
    """Whether "Jordan", "Paris" or "Chad" here is a given name: "Jordan Peele"."""
    given = listed_words("first_names.txt")
    return (
        (word.key in given or word.key + "?" in given)
        and after.text[1:].islower()
        and after.key not in word_list("not_people.txt")
        and after.key not in word_list("organisations.txt")
        and after.key not in word_list("titles.txt")
        and not any(e.sure for e in gazetteer().names.get(after.key, ()))
    )


def _owner(candidate: PlaceCandidate, before: Word | None) -> int:
    """What kind of longer name the candidate is part of, if of any."""
    words, content = candidate.text.words, candidate.text.content
    level = candidate.entries[0].level
    state = level in (Level.STATE, Level.REGION)
    local = state or level == Level.CITY
    for at in range(candidate.last + 1, min(candidate.last + 4, len(words))):
        word = words[at]
        if word.gap != Gap.SPACE:
            break
        if word.key in vocabulary("papers") or (local and _is_team(candidate, at)):
            return Owner.PAPER
        if word.key in (
            vocabulary("state_bodies") if state else word_list("organisations.txt")
        ) and not (word.key == "police" or word.key == "city"):
            return Owner.BODY
    if before is not None:
        if (
            local
            and before.text in vocabulary("clubs")
            and words[candidate.first].gap == Gap.SPACE
        ):
            return Owner.PAPER  # "Real Madrid"
        between = content[before.end : candidate.start]
        if between in (" of ", " of the "):
            if before.key in vocabulary("bodies_of"):
                return Owner.BODY
            if before.key in vocabulary("voices_of"):
                return Owner.PAPER
    return Owner.NONE


def _is_team(candidate: PlaceCandidate, at: int) -> bool:
    """Whether the word makes a sports team: "Buffalo Bills", "Toronto Blue Jays"."""
    words = candidate.text.words
    if at == candidate.last + 1:
        return words[at].key in vocabulary("teams")
    return (
        at == candidate.last + 2
        and words[at].key in vocabulary("teams")
        and words[at - 1].key in vocabulary("team_starts")
    )
