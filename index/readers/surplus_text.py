"""What an extraction holds too much: other articles' headlines, things that pop up.

A line that is one link and nothing else leads to another article if it stands at the
beginning or the end, or next to another such line. A single one in the middle may be
the article's own.
"""

from __future__ import annotations

import re
from typing import Any, Final

__all__ = [
    "letters_of",
    "remove_pop_ups",
    "remove_surplus",
    "show_quotations",
    "unwrap_words",
]

_LETTERS: Final = re.compile(r"[\W_]+")
_LEFT_OUT: Final = ("time", "label", "output")
_FEWEST_AROUND: Final = 4
"""Words of a sentence besides those in such an element."""
_HEAD: Final = 3
"""Lines in which an extraction repeats the heading of its page."""
_MOST_REMOVED: Final = 0.3
"""The share of a text that may be surplus; a page of links is an article, too."""
_POP_UP: Final = re.compile(
    r"(?:rollover|tool-?tip|pop-?over|pop-?up)[\w-]{0,20}-(?:block|box|content|text|body)"
    r"|visually-?hidden|(?<![a-z])sr-only|screen-?reader",
    re.IGNORECASE,
)
"""In the class of a box that pops up; the words that make it do so are text."""


def remove_pop_ups(tree: Any) -> None:
    """Remove what stands in a paragraph but is not shown with it."""
    for paragraph in tree.iter("p"):
        for inner in [*paragraph.iterdescendants()]:
            if inner.getparent() is not None and _is_unseen(inner):
                inner.drop_tree()


def show_quotations(tree: Any) -> None:
    """Put quotation marks for ``<q>``, as browsers do, and drop what none shows.

    An extraction would take a quotation in a sentence for a paragraph.
    """
    for quotation in [*tree.iter("q")]:
        quotation.text = f"“{quotation.text or ''}"
        if len(quotation):
            quotation[-1].tail = f"{quotation[-1].tail or ''}”"
        else:
            quotation.text += "”"
        quotation.drop_tag()
    for unseen in [*tree.iter("template")]:
        unseen.drop_tree()


def unwrap_words(tree: Any) -> None:
    """Make plain text of words in a sentence that an extraction would leave out.

    "The vote on <time>Monday</time> failed." is a sentence; a line with a time alone
    says when a page was made.
    """
    for paragraph in tree.iter("p", "li", "blockquote"):
        wrapped = [*paragraph.iter(*_LEFT_OUT)]
        if not wrapped:
            continue
        text = "".join(paragraph.itertext()).rstrip()
        inside = sum(len("".join(one.itertext()).split()) for one in wrapped)
        others = len(text.split()) - inside
        if text.endswith((".", "!", "?", "”", '"')) and others >= _FEWEST_AROUND:
            for one in wrapped:
                one.drop_tag()


def _is_unseen(element: Any) -> bool:
    style = (element.get("style") or "").replace(" ", "").lower()
    if "display:none" in style or element.get("hidden") is not None:
        return True
    return _POP_UP.search(element.get("class") or "") is not None


def remove_surplus(tree: Any, text: str) -> str:
    """Return an extraction without its heading and the headlines of other articles.

    Args:
        tree: the parsed page.
        text: what was extracted from it, a paragraph a line.
    """
    lines = text.split("\n")
    headings = {_letters(heading) for heading in tree.iter("h1")} - {""}
    head = [line for line in lines[:_HEAD] if letters_of(line) not in headings]
    lines = [*head, *lines[_HEAD:]] or lines
    links = {_letters(link) for link in tree.iter("a")} - {""}
    linked = [letters_of(line) in links for line in lines]
    kept = [
        line
        for number, line in enumerate(lines)
        if not (linked[number] and _is_in_list(linked, number))
    ]
    removed = sum(map(len, lines)) - sum(map(len, kept))
    if removed > _MOST_REMOVED * len(text):
        kept = lines
    return "\n".join(kept)


def _is_in_list(linked: list[bool], number: int) -> bool:
    """Whether a line that is a link is at an end or has such a line next to it."""
    at_end = number in (0, len(linked) - 1)
    return at_end or linked[number - 1] or linked[number + 1]


def _letters(element: Any) -> str:
    return letters_of("".join(element.itertext()))


def letters_of(text: str) -> str:
    """Return the letters and digits of a text, small: lines are compared by these."""
    return _LETTERS.sub("", text).lower()
