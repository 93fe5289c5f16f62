"""People: which segments of a text are names of persons.

Every occurrence of the same words in an article adds to one heap of evidence:
a title before it, a given name in front, "said" behind it, an age, a later
mention by last name alone. Two points make a person. The kinds of evidence are
the usual ones of rule-based news taggers since Rau 1991 and MUC-6.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from ..resolve import Candidate, short_forms
from .gazetteer import Level
from .places import Sighting
from .segments import Segment, segments
from .words import Gap, Text, Word, fold, word_list

__all__ = ["find_people"]

_SAYS = (
    "said|says|told|added|adds|wrote|tweeted|asked|argued|explained|recalled|noted|"
    "warned|insisted|testified|replied|acknowledged|declined|admitted|announced|"
    "claimed|vowed|denied|tells|writes|argues|thinks|believes|who|whose"
)
_BEHIND = re.compile(rf",? (?:has |had |also |later )?(?:{_SAYS})\b")
_AGE = re.compile(r"(?:, (?:aged? )?| \()(?:1[0-9]|[2-9][0-9])\s?[,.;)]")
_APPOSITION = re.compile(r", (?:the|a|an|who|whose|then|his|her|now|president)\b")
_SAY_WORDS = frozenset(_SAYS.split("|"))
_FAMILY_ENDINGS = (
    "ov ova ev eva sky ski skaya enko escu wicz ovic ashvili adze sson ssen ullah "
    "uddin yan opoulos akis oglu ez berg stein mann elli etti ington hashemi zadeh "
    "nejad poor singh"
)
_LONE_TITLES = frozenset(
    "mr mrs ms dr president minister premier chancellor secretary senator sen gov "
    "governor rep congressman congresswoman mayor judge justice general gen colonel "
    "col lt maj capt sgt admiral adm professor prof ambassador speaker sir lord lady "
    "archbishop bishop cardinal ayatollah sheikh officer detective".split()
)
_PLACE_LEADS = frozenset("in at near outside from to across around".split())
_MOST_WORDS = 5
_ENOUGH = 2.0


@dataclass(slots=True)
class _Evidence:
    """What speaks for one sequence of words being a name."""

    inner: float
    titled: bool = False
    says: bool = False
    age: bool = False
    apposition: bool = False
    seen: int = 0
    articled: int = 0

    def score(self, has_short_form: bool) -> float:
        score = self.inner + 2 * self.titled + self.says + 2 * self.age
        score += self.apposition + 1.0 * has_short_form
        return score - (2.0 if 2 * self.articled > self.seen else 0.0)


def find_people(
    texts: Sequence[Text], sightings: Iterable[Sighting]
) -> Iterator[Candidate]:
    """Yield the spots that name people, in no order.

    Args:
        texts: the texts of one article, the title first.
        sightings: what may be places in them.
    """
    sightings = list(sightings)
    placed: dict[int, set[int]] = {id(text): set() for text in texts}
    for sighting in sightings:
        placed[id(sighting.text)].update(range(sighting.first, sighting.last + 1))
    pieces = [
        _trimmed(segment)
        for text in texts
        for segment in segments(text, placed[id(text)])
    ]
    names = _accepted(pieces)
    shorts = {
        form: family_first
        for keys, family_first in names.items()
        for form in short_forms(keys, family_first)
    }
    shouted: dict[int, set[int]] = {}
    for piece in pieces:
        candidate = _candidate(piece, names, shorts)
        if candidate is not None:
            covered = shouted.setdefault(id(piece.text), set())
            covered.update(range(piece.first, piece.last + 1))
            yield candidate
    yield from _named_like_places(sightings, shorts)
    # Headlines run names and other words together: there, look for known names.
    for text in texts:
        taken = shouted.get(id(text), set()) | placed[id(text)]
        yield from _known_names(text, names, shorts, taken)


def _accepted(pieces: Iterable[Segment]) -> dict[tuple[str, ...], bool]:
    """The full names with enough evidence; whether the family name leads."""
    heaps: dict[tuple[str, ...], _Evidence] = {}
    alone: set[str] = set()
    for piece in pieces:
        keys = _keys(piece)
        if len(keys) == 1:
            alone.add(keys[0])
        elif 1 < len(keys) <= _MOST_WORDS and keys not in _not_names():
            heap = heaps.get(keys)
            if heap is None:
                heap = heaps[keys] = _Evidence(_inner_score(piece, keys))
            _add_context(heap, piece)
    names = {}
    for keys, heap in heaps.items():
        family_first = _is_family_first(keys)
        short = keys[-1] in alone or (family_first and keys[0] in alone)
        if heap.score(short) >= _ENOUGH:
            names[keys] = family_first
    return names


def _inner_score(piece: Segment, keys: tuple[str, ...]) -> float:
    """What the words themselves say, before looking around."""
    given, family = word_list("first_names.txt"), word_list("east_asian_surnames.txt")
    first, last = keys[0], keys[-1]
    score = 0.0
    if first in given or first.partition("-")[0] in given:
        score += 2
    elif first + "?" in given:
        score += 1
    if len(keys) <= 3 and first in family:
        score += 2
    elif len(keys) <= 3 and first + "?" in family:
        score += 0.5
    if any(len(key) == 1 for key in keys[:-1]):
        score += 1
    if piece.linked or any(word.key[:3] in ("al-", "el-") for word in piece.words):
        score += 1
    if last.endswith(tuple(_FAMILY_ENDINGS.split())) or last[:2] in ("mc", "o'"):
        score += 0.5
    if piece.words[-1].text.lower() in piece.text.lower:
        score -= 1
    if len(keys) >= 4 and not piece.linked:
        score -= 1
    if len(last) == 1:
        score -= 1
    return score


def _add_context(heap: _Evidence, piece: Segment) -> None:
    text, end = piece.text, piece.words[-1].end
    before = text.before(piece.words[0].start)
    heap.seen += 1
    heap.titled = heap.titled or piece.titled
    heap.articled += before in ("the", "The", "a", "A", "an", "An", "this", "these")
    heap.says = heap.says or before in _SAY_WORDS
    heap.says = heap.says or _BEHIND.match(text.content, end) is not None
    heap.age = heap.age or _AGE.match(text.content, end) is not None
    if not heap.apposition:
        heap.apposition = _APPOSITION.match(text.content, end) is not None


def _is_family_first(keys: tuple[str, ...]) -> bool:
    family, given = word_list("east_asian_surnames.txt"), word_list("first_names.txt")
    if len(keys) > 3 or keys[-1] in family:
        return False
    return keys[0] in family or (
        keys[0] + "?" in family
        and ("-" in keys[-1] or len(keys) == 3)
        and keys[1] not in given
    )


def _keys(piece: Segment) -> tuple[str, ...]:
    """The folded words of a segment, without "Jr."."""
    keys = tuple(_without_article(word.key) for word in piece.words)
    return keys[:-1] if keys[-1] in ("jr", "sr", "ii", "iii", "iv") else keys


def _without_article(key: str) -> str:
    """ "al-Sistani" is "Sistani" too."""
    return key[3:] if key[:3] in ("al-", "el-") and len(key) > 5 else key


def _trimmed(piece: Segment) -> Segment:
    """The segment without a word that only opens its sentence.

    "Rival Ted Cruz" and "Embattled Donald Trump" begin with an ordinary word
    where a given name is sure to follow.
    """
    words = piece.words
    if len(words) < 3 or words[1].gap != Gap.SPACE:
        return piece
    given = word_list("first_names.txt")
    first, second = words[0], words[1]
    common = first.opens or first.text.lower() in piece.text.lower
    if common and first.key not in given and second.key in given:
        return Segment(piece.text, piece.first + 1, piece.last, False, "", piece.linked)
    return piece


def _candidate(
    piece: Segment,
    names: Mapping[tuple[str, ...], bool],
    shorts: Mapping[tuple[str, ...], bool],
) -> Candidate | None:
    """The person a segment names, in full or in short, if it names one."""
    keys, words = _keys(piece), piece.words
    start, end = words[0].start, words[-1].end
    if len(keys) == 1 and (len(words) > 1 or keys[0] in _titled_words()):
        return None
    if keys in names or keys in shorts:
        pass
    elif len(keys) == 1 and "-" in keys[0]:
        keys = (keys[0].partition("-")[0],)  # "Trump-era"
        end = start + len(words[0].text.partition("-")[0])
        if keys not in shorts:
            return None
    elif len(keys) > 2 and keys[-2:] in names:
        keys, start = keys[-2:], words[len(keys) - 2].start
    elif len(keys) != 1 or not _may_stand_alone(piece):
        return None
    if len(words) > len(keys) and piece.text.content[end : end + 1] == ".":
        end += 1  # "Jr."
    name = " ".join(piece.text.content[start:end].split())
    if len(keys) == 1 and piece.title in word_list("roles_with_name.txt"):
        return _with_role(piece, keys[0])
    family_first = names.get(keys, False)
    mention = piece.text.mention(start, end)
    return Candidate(mention, name, keys, family_first, bool(piece.title))


def _with_role(piece: Segment, key: str) -> Candidate | None:
    """ "Pope Francis" keeps its title: the given name alone says nothing."""
    title = piece.text.words[piece.first - 1] if piece.first else None
    word = piece.words[0]
    if title is None or word.gap != Gap.SPACE or title.key != piece.title:
        return None
    mention = piece.text.mention(title.start, word.end)
    name = f"{title.text} {word.text}"
    return Candidate(mention, name, (title.key, key), False, True)


def _may_stand_alone(piece: Segment) -> bool:
    """Whether a lone word is a last name by its title: "President Bush"."""
    word = piece.words[0]
    given = word_list("first_names.txt")
    return (
        piece.title in _LONE_TITLES
        and word.gap != Gap.BREAK
        and not piece.text.shouts
        and word.key not in given
        and word.key + "?" not in given
        and word.text.lower() not in piece.text.lower
        and len(word.key) >= 4
    ) or (
        piece.title in word_list("roles_with_name.txt")
        and (word.key in given or word.key + "?" in given)
    )


def _named_like_places(
    sightings: Iterable[Sighting], shorts: Mapping[tuple[str, ...], bool]
) -> Iterator[Candidate]:
    """Last names that are places too: "London" where Jack London is written of."""
    for sighting in sightings:
        word = sighting.text.words[sighting.first]
        keys = (word.key,)
        if sighting.first != sighting.last or keys not in shorts:
            continue
        if sighting.entry.level == Level.DEMONYM or sighting.end != word.end:
            continue
        if sighting.text.before(word.start) not in _PLACE_LEADS:
            yield Candidate(sighting.mention, word.text, keys)


@cache
def _titled_words() -> frozenset[str]:
    return word_list("titles.txt") | word_list("roles_with_name.txt")


@cache
def _not_names() -> frozenset[tuple[str, ...]]:
    text = (resources.files(__package__) / "not_names.txt").read_text("utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return frozenset(tuple(fold(line).split()) for line in lines)


def _known_names(
    text: Text,
    names: Mapping[tuple[str, ...], bool],
    shorts: Mapping[tuple[str, ...], bool],
    taken: Container[int],
) -> Iterator[Candidate]:
    """The names already known in a text that capitalises everything."""
    if not text.shouts:
        return
    words = text.words
    at = 0
    while at < len(words):
        size = _known_size(words, at, names, shorts, taken)
        if size:
            start, end = words[at].start, words[at + size - 1].end
            keys = tuple(word.key for word in words[at : at + size])
            name = " ".join(text.content[start:end].split())
            yield Candidate(text.mention(start, end), name, keys)
        at += size or 1


def _known_size(
    words: Sequence[Word],
    at: int,
    names: Mapping[tuple[str, ...], bool],
    shorts: Mapping[tuple[str, ...], bool],
    taken: Container[int],
) -> int:
    """How many words from here are a known name; 0 for none."""
    for size in range(min(_MOST_WORDS, len(words) - at), 0, -1):
        if any(other in taken for other in range(at, at + size)):
            continue
        keys = tuple(word.key for word in words[at : at + size])
        if keys in names or (keys in shorts and len(keys[0]) > 2):
            after = words[at + size] if at + size < len(words) else None
            owned = after is not None and after.gap == Gap.SPACE
            body = after is not None and after.key in word_list("organisations.txt")
            return 0 if owned and body else size
    return 0
