"""What a web page says about its article: JSON-LD, OpenGraph and other meta."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from ..cleaning.titles import names_site
from .bylines import split_authors
from .fields.linked import is_article_type
from .page_times import find_heading, find_other_days, find_shown_date, find_time

__all__ = ["PageFacts", "page_facts"]

_MAX_DEPTH: Final = 8
_MAX_NODES: Final = 5000

_TITLE: Final = ("og:title", "twitter:title", "dc.title", "headline", "title")
_SITE: Final = ("og:site_name", "application-name", "dc.publisher")
_AUTHOR: Final = ("author", "article:author", "byl", "dc.creator", "parsely-author")
_DATE: Final = (
    *("article:published_time", "article:published", "og:published_time"),
    *("datepublished", "parsely-pub-date", "sailthru.date", "publishdate"),
    *("pubdate", "publish-date", "publication_date", "ptime", "dc.date.issued"),
    *("dc.date", "dcterms.created", "date"),
)

_DATE_NAME: Final = re.compile(
    r"pub(?:lish(?:ed|ing)?|lication)?[-_.: ]?(?:date|time|on)(?![a-z])"
)
"""In the name of a date of publication, however a site calls it."""

_SECTION: Final = (
    "article:section",
    "section",
    "parsely-section",
    "cxenseparse:section",
)


@dataclass(frozen=True, slots=True)
class PageFacts:
    """The fields a page declares; "" where it does not.

    ``body`` is the article's text in JSON-LD, a last resort; ``shown_date`` is a
    date that is only there to be read; ``other_days`` are those of teasers, comments
    and the like, which nobody should take for the article's.
    """

    title: str = ""
    authors: tuple[str, ...] = ()
    site: str = ""
    section: str = ""
    language: str = ""
    url: str = ""
    published: str = ""
    shown_date: str = ""
    other_days: frozenset[str] = frozenset()
    body: str = ""


def page_facts(tree: Any) -> PageFacts:
    """The facts in a parsed page (an lxml element)."""
    linked = _linked_article(tree)
    meta = _meta(tree)
    canonical = [str(link) for link in tree.xpath('//link[@rel="canonical"]/@href')]
    urls = [_text(linked.get(key)) for key in ("url", "mainEntityOfPage")]
    site = _site(_text(linked.get("publisher"))) or _site(_among(meta, _SITE))
    url = _web([*canonical, meta.get("og:url", ""), *urls])
    titles = (_text(linked.get("headline")), *(meta.get(name, "") for name in _TITLE))
    return PageFacts(
        title=next((t for t in titles if t and not names_site(t, site, url)), ""),
        authors=_names(linked.get("author")) or _names(_author(meta)),
        site=site,
        section=_text(linked.get("articleSection")) or _among(meta, _SECTION),
        language=_text(linked.get("inLanguage"))
        or (tree.xpath("string(/html/@lang)") or "").strip()
        or meta.get("og:locale", ""),
        url=url,
        published=_text(linked.get("datePublished"))
        or _among(meta, _DATE)
        or next((meta[n] for n in meta if _DATE_NAME.search(n)), "")
        or find_time(tree)
        or _text(linked.get("dateCreated")),
        shown_date=find_shown_date(tree),
        other_days=find_other_days(tree),
        body=_text(linked.get("articleBody")),
    )


def _meta(tree: Any) -> dict[str, str]:
    """The contents of the meta elements by lower-case name; the first counts."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        content = (element.get("content") or "").strip()
        for key in ("property", "name", "itemprop"):
            name = element.get(key)
            if name and content:
                found.setdefault(name.strip().lower(), content)
    return found


def _author(meta: dict[str, str]) -> str:
    """An author's name; what is a link to a profile is none."""
    names = (meta.get(name, "") for name in _AUTHOR)
    return next((n for n in names if n and "://" not in n), "")


def _linked_article(tree: Any) -> dict[str, Any]:
    """The article among a page's JSON-LD, or an empty object.

    A page may describe the articles it leads to as well; its own has its heading.
    """
    found: list[dict[str, Any]] = []
    for script in tree.iter("script"):
        if (script.get("type") or "").strip().lower() != "application/ld+json":
            continue
        try:
            data = json.loads(_uncommented(script.text or ""), strict=False)
        except (ValueError, RecursionError):
            continue
        found += (node for node in _nodes(data) if _is_article(node))
    if len(found) > 1:
        heading = find_heading(tree)
        shown = "" if heading is None else " ".join("".join(heading.itertext()).split())
        own = (node for node in found if _text(node.get("headline")) == shown)
        return next(own, found[0])
    return found[0] if found else {}


def _uncommented(text: str) -> str:
    """JSON without the comment or CDATA marks some pages put around it."""
    text = text.strip().rstrip(";")
    for start, end in (("<!--", "-->"), ("//<![CDATA[", "//]]>"), ("<![CDATA[", "]]>")):
        text = text.removeprefix(start).removesuffix(end).strip()
    return text


def _nodes(data: object) -> Iterator[dict[str, Any]]:
    """Every object in a JSON value, outer ones first, within limits."""
    queue = [(data, 0)]
    for value, depth in queue:  # grows while it is walked through
        if isinstance(value, dict):
            yield value
            inner = list(value.values())
        elif isinstance(value, list):
            inner = value
        else:
            continue
        if depth < _MAX_DEPTH and len(queue) < _MAX_NODES:
            queue += [(v, depth + 1) for v in inner if isinstance(v, dict | list)]


def _is_article(node: dict[str, Any]) -> bool:
    told = node.get("headline") or node.get("articleBody")
    return is_article_type(node.get("@type")) and bool(told)


def _text(value: object, depth: int = 0) -> str:
    """The text of a JSON-LD value: itself, or its name or address."""
    match value:
        case str():
            return value.strip()
        case dict() if depth < _MAX_DEPTH:
            inner = (_text(value.get(k), depth + 1) for k in ("name", "@id", "@value"))
            return next(filter(None, inner), "")
        case [first, *_] if depth < _MAX_DEPTH:
            return _text(first, depth + 1)
        case _:
            return ""


def _names(value: object) -> tuple[str, ...]:
    values = value if isinstance(value, list) else [value]
    names = [name for v in values for name in split_authors(_text(v))]
    return tuple(name for name in names if "://" not in name)


def _site(name: str) -> str:
    """A publisher's name; an address is none."""
    return "" if "://" in name else name


def _among(meta: dict[str, str], names: tuple[str, ...]) -> str:
    return next((meta[name] for name in names if name in meta), "")


def _web(urls: list[str]) -> str:
    """The first that is a whole address."""
    wanted = ("http://", "https://")
    return next((u.strip() for u in urls if u.strip().lower().startswith(wanted)), "")
