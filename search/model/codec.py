"""An article as bytes, for engines and the archive: compact JSON.

Engines keep it compressed: what that saves pays for the places of words as they are
written. Of a mention only field and offsets are stored; its words are in the text.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from .article import (
    Article,
    Country,
    Facts,
    FoundIn,
    Mention,
    MentionedDate,
    Organisation,
    Person,
    Place,
    PlaceKind,
    Precision,
    Published,
    TextField,
)

__all__ = [
    "dump_article",
    "dump_facts",
    "load_article",
    "load_facts",
    "pack_article",
    "unpack_article",
    "unpack_id",
]

_BEFORE_ID = b'{"id":"'
"""The first bytes of every article; see :func:`dump_article`."""

_ENOUGH = 200
"""Bytes in which the id ends, as a rule."""

_FIELDS = (TextField.TITLE, TextField.BODY)


def dump_article(article: Article) -> bytes:
    """Return an article with its facts as bytes for :func:`load_article`."""
    published = article.published
    found = article.found
    where = {"found": (found.file, found.position, found.format)} if found else {}
    return _bytes(
        {
            "id": article.id,
            "title": article.title,
            "body": article.body,
            "source_id": article.source_id,
            "url": article.url,
            "source": article.source,
            "section": article.section,
            "language": article.language,
            "language_confidence": round(article.language_confidence, 2),
            "declared_language": article.declared_language,
            "authors": article.authors,
            "published": published
            and (
                published.date.isoformat(),
                published.precision,
                published.origin,
                published.confidence,
            ),
            "unreliable_date": article.unreliable_date,
            # as it was before there were groups: fingerprints are made of this
            **({"group": article.group} if article.group else {}),
            **({"embargo": article.embargo.isoformat()} if article.embargo else {}),
            **where,
            "facts": _facts_as_lists(article.facts),
        }
    )


def pack_article(article: Article) -> bytes:
    """Return an article compressed, for :func:`unpack_article`."""
    return zlib.compress(dump_article(article))


def unpack_article(packed: bytes) -> Article:
    """Return the article of :func:`pack_article`'s bytes."""
    return load_article(zlib.decompress(packed))


def unpack_id(packed: bytes) -> str:
    """Return the id from the bytes of :func:`pack_article` without reading the rest."""
    data = zlib.decompressobj().decompress(packed, _ENOUGH)
    end = data.find(b'"', len(_BEFORE_ID)) if data.startswith(_BEFORE_ID) else 0
    found = data[len(_BEFORE_ID) : max(0, end)]
    if not found or b"\\" in found:  # an id that JSON escapes, or a long one
        return str(json.loads(zlib.decompress(packed))["id"])
    return found.decode()


def load_article(data: bytes) -> Article:
    """Return the article of :func:`dump_article`'s bytes."""
    raw = json.loads(data)
    facts = _facts(raw.pop("facts"), raw["title"], raw["body"])
    published = raw.pop("published")
    authors = tuple(raw.pop("authors"))
    embargo = raw.pop("embargo", None)
    found = raw.pop("found", None)
    if published:
        day, precision, origin, confidence = published
        published = Published(
            date.fromisoformat(day), Precision(precision), origin, confidence
        )
    return Article(
        **raw,
        authors=authors,
        published=published or None,
        embargo=datetime.fromisoformat(embargo) if embargo else None,
        found=FoundIn(*found) if found else None,
        facts=facts,
    )


def dump_facts(facts: Facts) -> bytes:
    """Return facts as bytes for :func:`load_facts`."""
    return _bytes(_facts_as_lists(facts))


def load_facts(data: bytes, title: str, body: str) -> Facts:
    """Return the facts of :func:`dump_facts`'s bytes, found in these texts."""
    return _facts(json.loads(data), title, body)


def _bytes(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _spots(mentions: Iterable[Mention]) -> list[int]:
    flat: list[int] = []
    for mention in mentions:
        flat += (_FIELDS.index(mention.field), mention.start, mention.end)
    return flat


def _facts_as_lists(facts: Facts) -> dict[str, list[Any]]:
    return {
        "people": [(p.name, _spots(p.mentions), p.titles) for p in facts.people],
        "organisations": [(o.name, _spots(o.mentions)) for o in facts.organisations],
        "places": [
            (
                p.name,
                p.kind,
                p.country,
                _spots(p.mentions),
                p.geonames,
                p.latitude,
                p.longitude,
            )
            for p in facts.places
        ],
        "countries": [(c.code, c.name, c.about, c.score) for c in facts.countries],
        "dates": [
            (d.value, d.start.isoformat(), d.end.isoformat(), _spots(d.mentions))
            for d in facts.dates
        ],
        "sentences": list(facts.sentences),
    }


def _facts(raw: Any, title: str, body: str) -> Facts:
    texts = (title, body)

    def mentions(flat: list[int]) -> tuple[Mention, ...]:
        triples = zip(flat[::3], flat[1::3], flat[2::3], strict=True)
        return tuple(
            Mention(_FIELDS[field], start, end, texts[field][start:end])
            for field, start, end in triples
        )

    return Facts(
        people=tuple(
            Person(name, mentions(spots), tuple(titles))
            for name, spots, titles in raw["people"]
        ),
        organisations=tuple(
            Organisation(name, mentions(spots)) for name, spots in raw["organisations"]
        ),
        places=tuple(
            Place(name, PlaceKind(kind), country, mentions(spots), *where)
            for name, kind, country, spots, *where in raw["places"]
        ),
        countries=tuple(Country(*country) for country in raw["countries"]),
        dates=tuple(
            MentionedDate(
                value,
                date.fromisoformat(start),
                date.fromisoformat(end),
                mentions(spots),
            )
            for value, start, end, spots in raw["dates"]
        ),
        sentences=tuple(raw["sentences"]),
    )
