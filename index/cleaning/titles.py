"""Headlines without the name of the site that browsers show after them."""

from __future__ import annotations

import re
from typing import Final

from ..published.url import host_of

__all__ = ["names_site", "remove_site"]

_SEPARATOR: Final = re.compile(r" ?(?:\||::|»|«|›|•|·| [-–—:] ?(?=\S)) ?(?=\S)")
_ROUNDS: Final = 3
_LETTERS: Final = re.compile(r"[\W_]+")
_SHORTEST: Final = 2


def remove_site(title: str, source: str, url: str = "", section: str = "") -> str:
    """Return a title without the site's name at its end or its beginning.

    Args:
        source: the name of the publication, or "".
        url: the article's address, whose host is a name of the site, too.
        section: dropped as well where it stands between the title and the name.
    """
    for _ in range(_ROUNDS):
        breaks = [*_SEPARATOR.finditer(title)]
        if not breaks:
            break
        last, first = breaks[-1], breaks[0]
        if names_site(title[last.end() :], source, url):
            shorter = title[: last.start()].rstrip()
            shorter = _without_section(shorter, section)
        elif names_site(title[: first.start()], source, url):
            shorter = title[first.end() :].lstrip()
        else:
            break
        if not shorter:
            break
        title = shorter
    return title


def names_site(text: str, source: str, url: str = "") -> bool:
    """Return whether a text is nothing but the name of a publication."""
    letters = _letters(text)
    if len(letters) < _SHORTEST:
        return False
    host = host_of(url).removeprefix("www.")
    labels = host.split(".")
    names = {_letters(source), _letters(host)} | {
        label for label in labels[:-1] if len(label) > _SHORTEST
    }
    names.discard("")
    return letters in names or letters.removeprefix("the") in {
        name.removeprefix("the") for name in names
    }


def _without_section(title: str, section: str) -> str:
    breaks = [*_SEPARATOR.finditer(title)]
    if breaks and section and _letters(title[breaks[-1].end() :]) == _letters(section):
        return title[: breaks[-1].start()].rstrip()
    return title


def _letters(text: str) -> str:
    return _LETTERS.sub("", text).casefold()
