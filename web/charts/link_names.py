"""The links of a picture, and what they are called: "March 2015: 312 articles"."""

from __future__ import annotations

from dataclasses import dataclass

from ..i18n.formats import grouped
from ..i18n.translation import gettext, ngettext

__all__ = ["Naming", "Step"]


@dataclass(frozen=True, slots=True)
class Step:
    """A link that changes what is shown; ``href`` is empty where it leads nowhere."""

    label: str
    href: str
    current: bool = False


class Naming:
    """Names links of one page; a sentence is looked up once, not for every link."""

    def __init__(self) -> None:
        self._both = gettext("%(what)s: %(amount)s")
        self._amounts: dict[int, str] = {}

    def articles(self, number: int) -> str:
        """Return a number of articles: ``312 articles``."""
        words = self._amounts.get(number)
        if words is None:
            words = self._amounts[number] = ngettext(
                "%(number)s article",
                "%(number)s articles",
                number,
                number=grouped(number),
            )
        return words

    def both(self, what: str, amount: str) -> str:
        """Return a date or country with its amount: ``France: 312 articles``."""
        return self._both % {"what": what, "amount": amount}
