"""What makes two articles the same: ids, content digests, fingerprints."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from search.model import codec as stored
from search.model.article import Article, Facts

__all__ = [
    "another_id",
    "article_id",
    "canonical_url",
    "content_digest",
    "edition_id",
    "fingerprint",
    "seal",
]

_TRACKING = ("utm_", "fbclid", "gclid", "mc_cid", "mc_eid", "ocid", "cmpid", "ns_")


def _hash(parts: Iterable[str], size: int) -> bytes:
    made = hashlib.blake2b(digest_size=size)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        made.update(len(data).to_bytes(8) + data)
    return made.digest()


def article_id(article: Article, file_name: str) -> str:
    """Return the id an article has wherever and whenever it is read.

    By its canonical URL if there is one; else by the id its source gave it
    together with the file that holds it, since two files may both have a row 1;
    else by its title, body, publication date and source. 16 hexadecimal digits.
    """
    if article.url:
        parts: tuple[str, ...] = ("url", canonical_url(article.url))
    elif article.source_id:
        parts = ("source", file_name, article.source_id)
    else:
        parts = ("text", *_content(article))
    return _hash(parts, 8).hex()


def edition_id(guid: str) -> str:
    """Return the id of an article that has an id of its own wherever it is read.

    All its versions have the same.
    """
    return _hash(("guid", guid), 8).hex()


def another_id(taken: str, digest: bytes) -> str:
    """Return an id for an article whose own belongs to a different one."""
    return _hash((taken, digest.hex()), 8).hex()


def canonical_url(url: str) -> str:
    """Return a URL without what does not change the article it leads to.

    Scheme, case of the host, default ports, fragments, tracking parameters and
    a final slash are settled; anything else may matter.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return url
    host = (parts.hostname or "").lower()
    if port not in (None, 80, 443):
        host += f":{port}"
    query = urlencode(
        [
            (name, value)
            for name, value in parse_qsl(parts.query, keep_blank_values=True)
            if not name.lower().startswith(_TRACKING)
        ]
    )
    return urlunsplit(("https", host, parts.path.rstrip("/"), query, ""))


def content_digest(article: Article) -> bytes:
    """Return what exact duplicates share: title, body, day and publication.

    A reprint in a second paper is an article of its own: it is found by its source.
    """
    return _hash(_content(article), 16)


def _content(article: Article) -> tuple[str, ...]:
    """Title, body and day, and the publication where one is given, in lower case."""
    same: tuple[str, ...]
    same = (article.title, article.body, str(article.published or ""))
    if article.embargo:  # what may be shown already is no duplicate of it
        same = (*same, article.embargo.isoformat())
    return (*same, article.source.casefold()) if article.source else same


def seal(article_id: str, stamp: str, article: bytes, facts: bytes) -> bytes:
    """Return what changes when a bit of an article or its facts does, as kept.

    Args:
        stamp: that of the facts.
    """
    made = hashlib.blake2b(digest_size=16)
    for part in (article_id.encode(), stamp.encode(), article, facts):
        made.update(len(part).to_bytes(8))
        made.update(part)
    return made.digest()


def fingerprint(article: Article) -> bytes:
    """Return what changes when anything but the facts of an article changes."""
    bare = stored.dump_article(replace(article, facts=Facts()))
    return hashlib.blake2b(bare, digest_size=16).digest()
