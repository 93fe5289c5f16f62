"""The kinds of names that are compared, and the kind of each name of a person."""

from __future__ import annotations

from typing import Final

from search.analysis.tokens import key
from search.model.article import Person

__all__ = ["NOBODY", "SURNAME", "kind_of"]

SURNAME: Final = "surname"
"""The kind of a person named by one word, without a title, all through an article."""

NOBODY: Final = "?"
"""What a surname is shown as that may be several people's: nothing."""


def kind_of(person: Person) -> str:
    """Return the kind a person's name is kept under."""
    return "person" if person.titles or len(key(person.name).split()) > 1 else SURNAME
