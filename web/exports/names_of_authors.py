"""What an author's name is made of, as citations need it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from .plain import one_line

__all__ = ["Author", "authors_of"]

_BODY_WORDS: Final = frozenset(
    """
    agence agency agencia agenzia agentur ap afp associated associates association
    board broadcasting bureau center centre college commission committee company
    contributors corporation correspondent correspondents council department desk
    dpa editor editorial editors foundation government group inc institute
    international ltd magazine media ministry monde network news newsroom
    newspaper newswire office online organisation organization party post press
    redaktion reporter reporters reuters review service services society staff
    team times tribune union university upi wire writers zeitung
    """.split()
)
"""Words that name a body of people, or a desk, and no one person."""

_PARTICLES: Final = frozenset(
    "af al bin da das de degli del della den der di do dos du el ibn la las le lo los"
    " st. ten ter van vom von zu zum zur ze".split()
)
"""What a family name may begin with; written small, any word may be one."""

_SUFFIX: Final = re.compile(r"(?:jr|sr|esq)\.?|[ivx]{2,4}", re.IGNORECASE)

_MOST_PARTS: Final = 6

_TURNED: Final = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "GEORGIAN")
"""Scripts whose names are written given name first and cited family name first."""


@dataclass(frozen=True, slots=True)
class Author:
    """Someone who wrote an article: a person, or a name that stays whole.

    Attributes:
        name: as it is read: "Martin Luther King Jr."
        family: what it is sorted by, "King"; "" where the name stays whole, as that
            of an organisation does.
        given: "Martin Luther".
        suffix: "Jr.".
    """

    name: str
    family: str = ""
    given: str = ""
    suffix: str = ""

    @property
    def inverted(self) -> str:
        """The family name first: "King, Martin Luther, Jr."."""
        return ", ".join(filter(None, (self.family or self.name, *self._rest)))

    @property
    def with_initials(self) -> str:
        """The family name first, and initials: "King, M. L., Jr."."""
        initials = " ".join(filter(None, map(_initials, self.given.split())))
        rest = (initials, self.suffix) if self.family else ()
        return ", ".join(filter(None, (self.family or self.name, *rest)))

    @property
    def _rest(self) -> tuple[str, ...]:
        return (self.given, self.suffix) if self.family else ()


def authors_of(names: tuple[str, ...], source: str = "") -> tuple[Author, ...]:
    """Return the authors of an article, each once.

    ``source`` is where it appeared: a name that is the same is no person's.
    """
    found: dict[str, Author] = {}
    for name in map(one_line, names):
        if name:
            whole = name.casefold() == one_line(source).casefold()
            found.setdefault(name.casefold(), Author(name) if whole else _author(name))
    return tuple(found.values())


def _author(name: str) -> Author:
    parts = name.split()
    if not _may_be_person(name, parts):
        return Author(name)
    suffix = ""
    if len(parts) > 2 and _SUFFIX.fullmatch(parts[-1]):
        suffix = parts.pop()
        parts[-1] = parts[-1].rstrip(",")
    before, comma, after = " ".join(parts).partition(", ")
    if comma:
        return Author(f"{after} {before} {suffix}".strip(), before, after, suffix)
    first = len(parts) - 1
    while first > 1 and _is_particle(parts[first - 1]):
        first -= 1
    return Author(name, " ".join(parts[first:]), " ".join(parts[:first]), suffix)


def _may_be_person(name: str, parts: list[str]) -> bool:
    words = re.findall(r"\w+", name.casefold())
    return (
        1 < len(parts) <= _MOST_PARTS
        and _BODY_WORDS.isdisjoint(words)
        and "and" not in words
        and words[:1] != ["the"]
        and name.count(",") <= 1
        and all(map(_is_of_names, name))
    )


def _is_of_names(sign: str) -> bool:
    """Whether it stands in names that are turned round: a letter, an accent, a dot."""
    if sign.isalpha():
        return unicodedata.name(sign, "").startswith((*_TURNED, "MODIFIER"))
    return sign in " .,-'’‘·" or unicodedata.category(sign) == "Mn"


def _is_particle(part: str) -> bool:
    return part.islower() or part.casefold() in _PARTICLES


def _initials(given: str) -> str:
    """The initials of one given name: "Jean-Paul" is "J.-P.", "C.J." is "C. J."."""
    pieces = [piece for piece in given.split(".") if piece]
    return " ".join(
        "-".join(f"{part[0].upper()}." for part in piece.split("-") if part)
        for piece in pieces
    )
