"""Headlines without the name of the site that browsers show after them."""

from __future__ import annotations

import re
from typing import Final

from ..published.url import host_of

__all__ = ["names_site", "remove_site"]

_SEPARATOR: Final = re.compile(r" ?(?:\||::|»|«|›|•|·| [-–—:] ?(?=\S)) ?(?=\S)")
_SECTION: Final = re.compile(r"(?<=\w) \| [\w&-]+(?: [\w&-]+)?\Z")
"""One or two words between the title and the name of the site."""
_ROUNDS: Final = 3
_LETTERS: Final = re.compile(r"[\W_]+")
_SHORTEST: Final = 2
_OF_SITES: Final = re.compile(r"(?:com|net|org|couk|news|online|web|tv)\Z")
"""What sites put after a name, its letters alone."""
_PART: Final = re.compile(r"([A-Z]{2,8})[A-Z][a-z]+(?:\.com)?")
"""A part of a site that is called after it: CNNPolitics."""
_HOST: Final = re.compile(r"[\w-]+(?:\.[\w-]+)+")
_SHORTEST_INITIALS: Final = 3
_MOST_WORDS: Final = 6


def remove_site(title: str, source: str, url: str = "", section: str = "") -> str:
    """Return a title without the site's name at its end or its beginning.

    Args:
        source: the name of the publication, or "".
        url: the article's address, whose host is a name of the site, too.
        section: dropped as well where it stands between the title and the name.
    """
    for _ in range(_ROUNDS):
        head, colon, tail = title.partition(": ")
        if colon and tail.strip() and names_site(head, source, url):
            title = tail.strip()
        breaks = [*_SEPARATOR.finditer(title)]
        if not breaks:
            break
        last, first = breaks[-1], breaks[0]
        if names_site(title[last.end() :], source, url):
            shorter = title[: last.start()].rstrip()
            shorter = _without_section(shorter, section)
            if "|" in last[0]:
                shorter = _SECTION.sub("", shorter)
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
    labels = host.split(".")[:-1]
    if _HOST.fullmatch(source):
        labels += source.casefold().split(".")[:-1]
    names = {_letters(source), _letters(host)} | {
        label for label in labels if len(label) > _SHORTEST
    }
    names.discard("")
    return (
        letters in names
        or _bare(letters) in {_bare(name) for name in names}
        or any(_is_short_for(label, text) for label in labels)
        or ((part := _PART.fullmatch(text)) is not None and _letters(part[1]) in names)
    )


def _bare(letters: str) -> str:
    """A name without what some pages of its site leave out."""
    return _OF_SITES.sub("", letters.removeprefix("the"), 1) or letters


def _is_short_for(label: str, text: str) -> bool:
    """Whether a label of a host, such as "latimes", stands for a name in capitals.

    Each word of the name gives it some of its first letters, at least one.
    """
    words = [word.casefold() for word in text.split() if word.casefold() != "the"]
    if len(label) < _SHORTEST_INITIALS or not 1 < len(words) <= _MOST_WORDS:
        return False
    if not all(word[0].isupper() for word in text.split()):
        return False
    ends = {0}
    for word in words:
        ends = {
            end + length
            for end in ends
            for length in range(1, len(word) + 1)
            if label.startswith(word[:length], end)
        }
    return len(label) in ends


def _without_section(title: str, section: str) -> str:
    breaks = [*_SEPARATOR.finditer(title)]
    if breaks and section and _letters(title[breaks[-1].end() :]) == _letters(section):
        return title[: breaks[-1].start()].rstrip()
    return title


def _letters(text: str) -> str:
    return _LETTERS.sub("", text).casefold()
