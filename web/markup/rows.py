"""Small elements that a page has by the hundred, written without a template.

A template escapes and joins what it prints piece by piece; for three hundred links that
takes longer than the search. Here only words are escaped. Addresses come from
:mod:`web.state.hrefs` and hold no sign that could end an attribute. They may hold a
bare ``&``, which HTML allows unless a name and a semicolon follow. HTML also does
without the end tags of list items and the quotes around plain words.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Final

from markupsafe import Markup

__all__ = [
    "bar",
    "choice_row",
    "dot",
    "joined",
    "narrowing_chip",
    "outline",
    "row",
    "tile",
]


_CHOSEN: Final = {"selected": ' aria-current="true"', "excluded": " class=out"}


def joined(pieces: Iterable[Markup]) -> Markup:
    """Return pieces of markup one after the other."""
    return Markup("".join(pieces))


def choice_row(
    label: str,
    count: str,
    href: str,
    *,
    kind: str = "",
    spoken: str = "",
    other: tuple[str, str, str] | None = None,
    anchor: str = "",
) -> Markup:
    """Return a value of a facet as an item of a list of the class "choices".

    Args:
        count: how many articles a click finds; "" if nothing is said of it.
        href: where a click on the value leads.
        kind: classes of the item: "selected", "excluded", "plain".
        spoken: how it is chosen, for those who hear the page.
        other: the link after it: where it leads, its name, and what is seen of it.
        anchor: the id of the item.
    """
    classes = f' class="{kind}"' if " " in kind else f" class={kind}" if kind else ""
    place = f' id="{escape(anchor)}"' if anchor else ""
    heard = f"<span class=unseen>, {escape(spoken)}</span>" if spoken else ""
    number = f" <i>{escape(count)}</i>" if count else ""
    second = ""
    if other:
        there, name, seen = other
        second = f'<a href="{there}" aria-label="{escape(name)}">{escape(seen)}</a>'
    return Markup(
        f'<li{classes}{place}><a href="{href}">'
        f"<bdi>{escape(label)}</bdi>{heard}{number}</a>{second}\n"
    )


def narrowing_chip(field: str, label: str, href: str, hint: str = "") -> Markup:
    """Return a link that narrows the search, as an item of a list.

    Args:
        hint: what its label does not say.
    """
    classes = f" class={field}" if field == "about" else ""
    told = f' title="{escape(hint)}"' if hint else ""
    return Markup(
        f'<li{classes}><a class=chip href="{href}"{told}><bdi>{escape(label)}</bdi></a>'
    )


def row(label: str, href: str, amount: str) -> Markup:
    """Return a part of a picture as an item of the list below it."""
    return Markup(f'<li><a href="{href}">{escape(label)}</a> {escape(amount)}\n')


def bar(href: str, name: str, left: int, top: int) -> Markup:
    """Return a bar of the timeline; an unseen one behind it is easy to hit."""
    return Markup(
        f'<a href="{href}"><title>{escape(name, quote=False)}</title>'
        f"<rect x={left} /><rect x={left} y={top} /></a>"
    )


def tile(
    href: str, name: str, place: tuple[int, int], size: tuple[int, int], chosen: str
) -> Markup:
    """Return a country of the map.

    Args:
        place: its column and row.
        size: its width and height; tiles of one by one need no size.
        chosen: "selected", "excluded" or "".
    """
    state = _CHOSEN.get(chosen, "")
    extent = ""
    if size != (1, 1):
        extent = f"width={size[0] - 0.1:.3g} height={size[1] - 0.1:.3g} "
    return Markup(
        f'<a href="{href}"{state}><title>{escape(name, quote=False)}</title>'
        f"<rect x={place[0]} y={place[1]} {extent}/></a>"
    )


def outline(href: str, name: str, source: str, chosen: str) -> Markup:
    """Return a country of the map by its outline.

    Args:
        source: the address of the outline.
        chosen: "selected", "excluded" or "".
    """
    return Markup(
        f'<a href="{href}"{_CHOSEN.get(chosen, "")}>'
        f"<title>{escape(name, quote=False)}</title><use href={source} /></a>"
    )


def dot(href: str, name: str, place: tuple[int, int], kind: str, chosen: str) -> Markup:
    """Return a country of the map as a circle: lines without length, with round ends.

    Args:
        kind: "dot", "islet", which has room around it, or "big".
        chosen: "selected", "excluded" or "".
    """
    path = f'd="M{place[0]} {place[1]}h0"'
    room = f"<path class=room {path} />" if kind == "islet" else ""
    return Markup(
        f'<a href="{href}"{_CHOSEN.get(chosen, "")}>'
        f"<title>{escape(name, quote=False)}</title><g class={kind}>{room}"
        f"<path class=ring {path} /><path {path} /></g></a>"
    )
