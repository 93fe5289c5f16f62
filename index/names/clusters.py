"""Groups the names of one block by person, and chooses what each group is shown as.

A name joins a group only if it may be the same person as every name in it, so that no
chain of small steps leads from one person to another. The fullest names come first:
if "George W. Bush" and "George H.W. Bush" are two groups, a bare "George Bush" joins
neither, unless one of them is far more frequent than the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from search.analysis.suffixes import GENERATIONS
from search.analysis.tokens import key

from .compare import Difference, difference
from .parts import NameParts, split_name

__all__ = ["NameEvidence", "Spelling", "group_by_person", "choose_name"]

_MOST_COMPARED: Final = 300
"""Names of one block that are compared, those in most articles; it bounds the work."""

_HARDLY_ANY: Final = 20
"""How many times larger than its rivals a group must be before an ambiguous name
joins it."""

_BARE: Final = 5
"""How many times as frequent as all fuller names together a bare name must be before
it joins the largest of them."""

_OVERTAKES: Final = 1.5
"""How many times as frequent as the spelling shown another must be to replace it."""


_LETTERS: Final = 5
"""A name in capitals of at most this many letters is not shouted: "FBI"."""


@dataclass(frozen=True, slots=True)
class Spelling:
    """A name as articles write it.

    Attributes:
        articles: how many name it so.
        shown: what it is shown as now; "" if it was not compared yet.
    """

    id: int
    name: str
    articles: int
    shown: str


class NameEvidence(Protocol):
    """What all articles together say of two names.

    Attributes:
        across_scripts: whether names in two alphabets may be one person's.
    """

    @property
    def across_scripts(self) -> bool: ...

    def apart(self, one: Iterable[Spelling], other: Iterable[Spelling]) -> bool:
        """Return whether articles name both, as two people."""
        ...

    def seldom_together(
        self, one: Iterable[Spelling], other: Iterable[Spelling]
    ) -> bool:
        """Return whether both are in enough articles and hardly ever in the same."""
        ...

    def usual(self, one: Iterable[Spelling], other: Iterable[Spelling]) -> bool:
        """Return whether both names are likely to be of one person.

        They are if few people share such names, if articles use both for one person,
        or if most articles with the family name give one of these names.
        """
        ...


@dataclass(frozen=True, slots=True)
class _Name:
    """The spellings that have the same key and so are one value anyway."""

    written: NameParts
    spellings: tuple[Spelling, ...]
    articles: int


def group_by_person(
    spellings: Sequence[Spelling], evidence: NameEvidence
) -> list[list[Spelling]]:
    """Group the spellings of one block by person; their order does not matter."""
    groups: list[list[_Name]] = []
    names = _names(spellings)
    for name in names[:_MOST_COMPARED]:
        fitting = []
        for group in groups:
            steps = _steps(name, group, evidence)
            if steps is not None:
                same_middle = not any(Difference.MIDDLE in step for step in steps)
                fitting.append((group, same_middle))
        chosen = _choice(name, fitting)
        if chosen is None:
            groups.append([name])
        else:
            chosen.append(name)
    groups = _with_juniors(groups, evidence)
    groups += [[name] for name in names[_MOST_COMPARED:]]
    return [_spellings(group) for group in groups]


def _names(spellings: Iterable[Spelling]) -> list[_Name]:
    """Spellings by key, the fullest names first, then the most frequent."""
    by_key: dict[str, list[Spelling]] = {}
    for spelling in spellings:
        by_key.setdefault(key(spelling.name), []).append(spelling)
    names = [
        _Name(split_name(same[0].name), tuple(same), sum(s.articles for s in same))
        for same in by_key.values()
    ]

    def rank(name: _Name) -> tuple[bool, int, int, str]:
        words = name.written.middle
        letters = sum(map(len, words))
        return not name.written.suffix, -letters, -name.articles, name.spellings[0].name

    frequent = sorted(names, key=lambda n: (-n.articles, n.spellings[0].name))
    compared, rest = frequent[:_MOST_COMPARED], frequent[_MOST_COMPARED:]
    return sorted(compared, key=rank) + rest


def _steps(
    name: _Name, group: Iterable[_Name], evidence: NameEvidence
) -> list[Difference] | None:
    """The differences from each of a group; ``None`` if it is not for all of them."""
    steps: list[Difference] = []
    for member in group:
        step = _step(name, member, evidence)
        if step is None or Difference.JUNIOR in step:
            return None
        steps.append(step)
    return steps


def _with_juniors(
    groups: list[list[_Name]], evidence: NameEvidence
) -> list[list[_Name]]:
    """The groups; one of names that end in "Jr." joins the one group it fits, if any.

    The names of a group are judged together, as there may be few articles of each.
    """
    juniors = [group for group in groups if _is_junior(group)]
    others = [group for group in groups if not _is_junior(group)]
    alone = []
    for junior in juniors:
        fitting = [
            other
            for other in others
            if all(
                _step(one, two, evidence) is not None for one in junior for two in other
            )
            and evidence.seldom_together(_spellings(other), _spellings(junior))
        ]
        if len(fitting) == 1:
            fitting[0].extend(junior)
        else:
            alone.append(junior)
    return [*others, *alone]


def _is_junior(group: Iterable[_Name]) -> bool:
    return any(name.written.suffix in GENERATIONS for name in group)


def _spellings(group: Iterable[_Name]) -> list[Spelling]:
    return [spelling for name in group for spelling in name.spellings]


def _step(one: _Name, other: _Name, evidence: NameEvidence) -> Difference | None:
    """The difference of two names that may be one person's."""
    found = difference(one.written, other.written)
    if found is None or evidence.apart(one.spellings, other.spellings):
        return None
    if Difference.SCRIPT in found and not evidence.across_scripts:
        return None
    if found and not evidence.usual(one.spellings, other.spellings):
        return None
    return found


def _choice(name: _Name, fitting: list[tuple[list[_Name], bool]]) -> list[_Name] | None:
    """The group an ambiguous name joins, if any.

    It is the only one that fits, or the only one with the same middle name, or one that
    is far larger than the others, or the largest if the name itself is far more
    frequent than all of them.
    """
    exact = [group for group, same_middle in fitting if same_middle]
    groups = exact or [group for group, _ in fitting]
    if len(groups) < 2:
        return groups[0] if groups else None
    sizes = sorted((_articles(group) for group in groups), reverse=True)
    if sizes[0] < _HARDLY_ANY * sum(sizes[1:]) and name.articles < _BARE * sum(sizes):
        return None
    return max(groups, key=_articles)


def _articles(group: Iterable[_Name]) -> int:
    return sum(name.articles for name in group)


def choose_name(group: Sequence[Spelling], *, anew: bool) -> str:
    """Return what a group is shown as: its most frequent full form.

    Args:
        anew: whether to forget what it was shown as, which otherwise stays
            until another form is half as frequent again.
    """

    def rank(spelling: Spelling) -> tuple[bool, bool, int, str]:
        given = split_name(spelling.name).given
        shouted = spelling.name.isupper() and len(spelling.name) > _LETTERS
        return shouted, len(given) == 1, -spelling.articles, spelling.name

    best = min(group, key=rank)
    if anew:
        return best.name
    standing = [s for s in group if s.name == s.shown]
    if not standing:
        return best.name
    now = min(standing, key=rank)
    overtaken = best.articles >= _OVERTAKES * now.articles
    return best.name if overtaken or rank(best)[:2] < rank(now)[:2] else now.name
