"""What the links of a picture are called: "March 2015: 312 articles"."""

from __future__ import annotations

from ..i18n.formats import grouped
from ..i18n.translation import gettext, ngettext

__all__ = ["Naming"]


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
