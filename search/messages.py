"""Sentences for people: written in English, to be said in other languages too.

Whoever shows one translates its template first and then puts the values in, so
a sentence is never glued together and its values may stand in any order. The
templates are found in the sources by the names of the functions here; each has
to stand in the call itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

__all__ = ["Message", "Value", "english", "said", "said_of"]

Value = str | int
"""What stands in a sentence; numbers are written as the language groups them."""


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence, and the values that stand in it.

    Attributes:
        template: the English sentence, ``%(name)s`` where a value stands. Without
            values it is the sentence itself, whatever signs it holds.
        many: the sentence for any number but one, where that reads otherwise.
        number: the number the sentence is about; it decides between the two.
    """

    template: str
    values: Mapping[str, Value] = field(default_factory=dict, hash=False)
    many: str = ""
    number: int = 1

    def __str__(self) -> str:
        template = self.many if self.many and self.number != 1 else self.template
        values = self.written("{:,}".format)
        return template % values if values else template

    def written(self, grouped: Callable[[int], str]) -> dict[str, str]:
        """Return the values as they stand in the sentence, numbers as ``grouped``."""
        return {
            name: grouped(value) if isinstance(value, int) else value
            for name, value in self.values.items()
        }


def said(template: str, /, **values: Value) -> Message:
    """Return a sentence with its values."""
    return Message(template, values)


def said_of(number: int, one: str, many: str, /, **values: Value) -> Message:
    """Return a sentence about a number, which it may hold as ``%(number)s``."""
    return Message(one, {"number": number, **values}, many, number)


def english(text: str, /) -> str:
    """Return the text as it is: English, to be translated where it is shown."""
    return text
