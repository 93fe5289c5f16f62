"""What is said of new articles, whichever way it is sent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote

from search.model.article import Article

from ...exports.plain import one_line
from ...i18n.formats import grouped, published_words
from ...i18n.translation import gettext, ngettext
from ...state.permalinks import web_address
from .record import Alert, Digest

__all__ = ["Told", "told_of"]

_MOST: Final = 50
"""Articles that are listed; of more the number is said."""


@dataclass(frozen=True, slots=True)
class Told:
    """A digest in words.

    Attributes:
        subject: one line.
        text: what a mail says.
        data: the same for a program.
    """

    subject: str
    text: str
    data: dict[str, Any]


def told_of(
    alert: Alert,
    digest: Digest,
    article_of: Callable[[str], Article | None],
    public_url: str,
) -> Told | None:
    """Return a digest in words; ``None`` if none of its articles is left.

    Args:
        article_of: returns an article that its owner may see.
        public_url: where the page is, for links; "" if that is not known.
    """
    found = [article for one in digest.articles if (article := article_of(one))]
    if not found:
        return None
    number = len(found)
    subject = ngettext(
        "%(num)s new article: %(name)s",
        "%(num)s new articles: %(name)s",
        number,
        num=grouped(number),
        name=one_line(alert.name),
    )
    listed = found[:_MOST]
    parts = [_in_words(article, public_url) for article in listed]
    if number > len(listed):
        rest = number - len(listed)
        parts.append(
            ngettext(
                "and %(num)s other",
                "and %(num)s others",
                rest,
                num=grouped(rest),
            )
        )
    if public_url:
        parts.append(f"{gettext('All of them:')} {_whole(alert, public_url)}")
    data = {
        "id": digest.id,
        "name": alert.name,
        "search": alert.search,
        "new": number,
        "articles": [_as_data(article, public_url) for article in listed],
    }
    return Told(subject, "\n\n".join(parts) + "\n", data)


def _in_words(article: Article, public_url: str) -> str:
    date = published_words(article.published) if article.published else ""
    origin = " · ".join(filter(None, (one_line(article.source), date)))
    title = one_line(article.title) or gettext("Untitled")
    place = _place(article, public_url) or web_address(article.url)
    return "\n".join(filter(None, (title, origin, place)))


def _as_data(article: Article, public_url: str) -> dict[str, Any]:
    return {
        "id": article.id,
        "title": article.title,
        "source": article.source,
        "published": str(article.published) if article.published else None,
        "url": web_address(article.url),
        "page": _place(article, public_url),
    }


def _place(article: Article, public_url: str) -> str:
    if not public_url:
        return ""
    return f"{public_url.rstrip('/')}/article/{quote(article.id, safe='')}"


def _whole(alert: Alert, public_url: str) -> str:
    return f"{public_url.rstrip('/')}/search{alert.search}"
