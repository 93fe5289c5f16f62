"""People: which segments of a text name persons, in full or in short.

Full names need evidence (see ``evidence``); a last name alone needs a full name
in the same article, or a title. Who is who is settled in ``index.resolve``.

Offsets are half-open ranges of characters into the title or the body.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import cache

from ..resolve import Candidate, short_forms
from .evidence import Evidence, family_first, given_name, name_keys
from .gazetteer import Level
from .places import Sighting
from .segments import Segment, segments
from .words import Gap, Text, Word, data_lines, fold, vocabulary, word_list

__all__ = ["find_people"]

_Keys = tuple[str, ...]

_MOST_WORDS = 5


def find_people(
    texts: Sequence[Text], sightings: Sequence[Sighting]
) -> Iterator[Candidate]:
    """Yield the spots that name people, in no order.

    Args:
        texts: the texts of one article.
        sightings: what may be places in them.
    """
    taken: dict[int, set[int]] = {id(text): set() for text in texts}
    for sighting in sightings:
        taken[id(sighting.text)].update(range(sighting.first, sighting.last + 1))
    pieces = [
        _trimmed(segment)
        for text in texts
        for segment in segments(text, taken[id(text)])
    ]
    names = _full_names(pieces)
    shorts = {form for keys in names for form in short_forms(keys, names[keys])}
    for piece in pieces:
        candidate = _candidate(piece, names, shorts)
        if candidate is not None:
            taken[id(piece.text)].update(range(piece.first, piece.last + 1))
            yield candidate
    yield from _named_like_places(sightings, shorts)
    # Headlines run names and other words together: there, look for known names.
    for text in texts:
        if text.shouts:
            yield from _known_names(text, names.keys() | shorts, taken[id(text)])


def _full_names(pieces: Iterable[Segment]) -> dict[_Keys, bool]:
    """The full names with enough evidence; whether the family name leads."""
    heaps: dict[_Keys, Evidence] = {}
    alone: set[str] = set()
    for piece in pieces:
        keys = name_keys(piece.words)
        if len(keys) == 1:
            alone.add(keys[0])
        elif 1 < len(keys) <= _MOST_WORDS and keys not in _not_names():
            if keys not in heaps:
                heaps[keys] = Evidence.of_words(piece, keys)
            heaps[keys].add(piece)
    names = {}
    for keys, heap in heaps.items():
        leads = family_first(keys)
        short = keys[-1] in alone or (leads and keys[0] in alone)
        if heap.suffices(short):
            names[keys] = leads
    # "Eric Swalwell Announced" in a headline, where "Eric Swalwell" is known
    longer = [k for k in names if k[:-1] in names and k[-1] not in alone]
    for keys in longer:
        del names[keys]
    return names


def _trimmed(piece: Segment) -> Segment:
    """The segment without a word that only opens its sentence.

    "Rival Ted Cruz" and "Embattled Donald Trump" begin with an ordinary word
    where a given name is sure to follow.
    """
    words = piece.words
    if len(words) < 3 or words[1].gap != Gap.SPACE:
        return piece
    first, second = words[0], words[1]
    common = first.opens or first.text.lower() in piece.text.lower
    if common and given_name(first.key) < 1 and given_name(second.key) == 1:
        return Segment(piece.text, piece.first + 1, piece.last, False, "", piece.linked)
    return piece


def _candidate(
    piece: Segment, names: Mapping[_Keys, bool], shorts: Container[_Keys]
) -> Candidate | None:
    """The person a segment names, in full or in short, if it names one."""
    words, content = piece.words, piece.text.content
    keys = name_keys(words)
    start, end = words[0].start, words[-1].end
    if not keys:  # nothing but "Jr." or "II"
        return None
    if len(keys) == 1 and (len(words) > 1 or keys[0] in word_list("titles.txt")):
        return None
    if len(keys) == 1 and piece.title in vocabulary("royal_titles"):
        return _with_title(piece, keys[0])
    if keys not in names and keys not in shorts:
        head = keys[0].partition("-")[0]
        if len(keys) == 1 and (head,) in shorts:  # "Trump-era"
            keys, end = (head,), start + len(words[0].text.partition("-")[0])
        elif keys[:-1] in names:
            keys, end = keys[:-1], words[len(keys) - 2].end
        elif len(keys) > 2 and keys[-2:] in names:
            keys, start = keys[-2:], words[len(keys) - 2].start
        elif len(keys) != 1 or not _may_stand_alone(piece):
            return None
    abbreviated = end == words[-1].end and words[-1].key in vocabulary("suffixes")
    if abbreviated and content[end : end + 1] == ".":
        end += 1  # "Jr."
    return Candidate(
        piece.text.mention(start, end),
        " ".join(content[start:end].split()),
        keys,
        names.get(keys, False),
        bool(piece.title),
    )


def _with_title(piece: Segment, key: str) -> Candidate | None:
    """The given name alone says nothing: "Pope Francis" keeps its title."""
    word, title = piece.words[0], piece.text.words[piece.first - 1]
    if word.gap != Gap.SPACE or title.key != piece.title or not given_name(key):
        return None
    mention = piece.text.mention(title.start, word.end)
    return Candidate(
        mention, f"{title.text} {word.text}", (title.key, key), False, True
    )


def _may_stand_alone(piece: Segment) -> bool:
    """Whether a lone word is a last name by its title: "President Bush"."""
    word = piece.words[0]
    return (
        piece.title in vocabulary("lone_titles")
        and word.gap != Gap.BREAK
        and not piece.text.shouts
        and not given_name(word.key)
        and word.text.lower() not in piece.text.lower
    )


@cache
def _not_names() -> frozenset[_Keys]:
    return frozenset(tuple(fold(line).split()) for line in data_lines("not_names.txt"))


def _named_like_places(
    sightings: Iterable[Sighting], shorts: Container[_Keys]
) -> Iterator[Candidate]:
    """Last names that are places too: "London" where Jack London is written of."""
    for sighting in sightings:
        word = sighting.text.words[sighting.first]
        keys = (word.key,)
        if sighting.first != sighting.last or keys not in shorts:
            continue
        if sighting.entry.level == Level.DEMONYM or sighting.end != word.end:
            continue
        if sighting.text.before(word.start) not in vocabulary("place_hints"):
            yield Candidate(sighting.mention, word.text, keys)


def _known_names(
    text: Text, known: Container[_Keys], taken: Container[int]
) -> Iterator[Candidate]:
    """The names already known in a text that capitalises everything."""
    words = text.words
    at = 0
    while at < len(words):
        size = _known_size(words, at, known, taken)
        if size:
            keys = name_keys(words[at : at + size])
            mention = text.mention(words[at].start, words[at + size - 1].end)
            yield Candidate(mention, " ".join(mention.text.split()), keys)
        at += size or 1


def _known_size(
    words: Sequence[Word], at: int, known: Container[_Keys], taken: Container[int]
) -> int:
    """How many words from here are a known name; 0 for none."""
    for size in range(min(_MOST_WORDS, len(words) - at), 0, -1):
        if any(other in taken for other in range(at, at + size)):
            continue
        keys = name_keys(tuple(words[at : at + size]))
        if keys in known and len(keys[0]) > 2:
            after = words[at + size] if at + size < len(words) else None
            owned = after is not None and after.gap == Gap.SPACE
            body = after is not None and after.key in word_list("organisations.txt")
            return 0 if owned and body else size
    return 0
