"""The fields of an index, and how an article fills them.

Words are cut and stemmed here and sent with a space between two; a server cuts at
spaces and does nothing else. So it has just the words of :mod:`search.analysis`, and
none of its own rules, which may be others in its next version. A word too long to be
indexed is sent as a sign that the server drops, its place kept.

========================  =====================================================
``_id``                   the article id
``article``               the whole article, the only part of ``_source`` kept
``title`` ``lead`` ``body`` stems, with positions
``title_words`` …         the same words unstemmed, with positions
``title_variants`` …      stems of other ways to write the words, with positions
``any``                   all stems of title and body, and the variants by which
                          single words are found: most queries only ask whether an
                          article has a word
``any_words``             all words of title and body, unstemmed, each once
``title_forms`` …         the same of one of them, to be counted, not found
``F``                     facet values of a field, or one field for each of the
                          parts it is listed in: ``on_year`` …
``F_key``                 their keys, for whole-value matches
``F_words``               the words of name fields in each spelling, with positions
``published_start/_end``  the interval in days (proleptic Gregorian ordinals)
``fold``                  the group of near-duplicates, or the id of an article that
                          is in none: of hits with the same one is shown
``group``                 the group alone, to be counted
``on_spans``              each interval mentioned, as a range of days
``newest`` ``oldest``     sort keys: day, then a hash, so the order is total
========================  =====================================================
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import Any, Final

from ...analysis.registry import analyzer_for
from ...analysis.tokens import ANALYSIS_VERSION, MAX_TERM_BYTES, words
from ...analysis.variants import name_runs, variant_runs
from ...model import codec as stored
from ...model.article import Article
from ...model.facets import facet_part, facet_parts, value_key
from ...model.fields import (
    DEFAULT_FIELDS,
    FIELDS,
    GROUP,
    SCHEMA_VERSION,
    TEXT_FIELDS,
    VALUE_FIELDS,
    FieldKind,
)
from ...model.values import all_values, facet_values, text_of
from ..ties import sort_keys
from .client import Json

__all__ = [
    "ANY",
    "ANY_WORDS",
    "FOLD",
    "FORMS",
    "GAP",
    "SYNONYMS",
    "WINDOW",
    "document",
    "index_body",
    "manifest",
]

GAP: Final = "-"
"""Stands for a word that is not indexed; no word has a hyphen in it."""

ANY: Final = "any"
ANY_WORDS: Final = "any_words"
FOLD: Final = "fold"

SYNONYMS: Final = "synonyms"
"""The analyzer of words, with a space between two, of which any may stand."""

FORMS: Final = {name: f"{name}_forms" for name in DEFAULT_FIELDS}
"""Text field → the field in which its words are counted."""

WINDOW: Final = 100_000
"""Hits up to the end of a page; a server makes room for all of them."""

_LONGEST: Final = 8_000
"""Characters of a value: of four bytes each, and a term may have 32,766."""

_GAP_BETWEEN: Final = 100
"""Word positions between two texts of a field, so that no phrase spans them."""

_LAYOUT: Final = 3
"""Raised whenever the fields here change but not those of every engine."""


def manifest() -> Json:
    """Return what has to be the same for an index to be read."""
    return {
        "engine": "opensearch",
        "schema": SCHEMA_VERSION,
        "analysis": ANALYSIS_VERSION,
        "layout": _LAYOUT,
    }


def index_body(shards: int) -> Json:
    """Return settings and mapping of a new index, which has no replicas yet."""
    return {
        "settings": {
            "number_of_shards": shards,
            "number_of_replicas": 0,
            "refresh_interval": "-1",  # only a commit shows anything
            "translog.durability": "request",
            "max_result_window": WINDOW,
            "analysis": {
                "filter": {
                    "gaps": {"type": "stop", "stopwords": [GAP]},
                    "each": {
                        "type": "pattern_capture",
                        "preserve_original": False,
                        "patterns": ["([^ ]+)"],
                    },
                },
                "analyzer": {
                    "words": {
                        "type": "custom",
                        "tokenizer": "whitespace",
                        "filter": ["gaps"],
                    },
                    # of a query alone: all words stand in one place, so that Lucene
                    # counts and scores them as one (its SynonymQuery)
                    SYNONYMS: {
                        "type": "custom",
                        "tokenizer": "keyword",
                        "filter": ["each"],
                    },
                },
            },
        },
        "mappings": {
            "dynamic": "strict",
            "_source": {"includes": ["article"]},
            "_meta": {**manifest(), "revision": 0, "commit": ""},
            "properties": _fields(),
        },
    }


def _fields() -> Json:
    key = {"type": "keyword", "doc_values": False, "ignore_above": _LONGEST}
    value = {"type": "keyword", "index": False, "ignore_above": _LONGEST}
    texts: Json = {"type": "text", "analyzer": "words"}
    several = {**texts, "position_increment_gap": _GAP_BETWEEN}
    fields: Json = {
        "article": {"type": "keyword", "index": False, "doc_values": False},
        ANY: {**texts, "index_options": "docs", "norms": False},
        ANY_WORDS: {"type": "keyword", "doc_values": False},
        FOLD: {"type": "keyword", "index": False},
        GROUP: {"type": "keyword", "index": False},
        "on_spans": {"type": "integer_range"},
        "published_start": {"type": "integer"},
        "published_end": {"type": "integer"},
        "newest": {"type": "long"},
        "oldest": {"type": "long"},
    }
    for name in FORMS.values():
        fields[name] = {"type": "keyword", "index": False}
    for name in TEXT_FIELDS:
        fields[name] = texts
        fields[f"{name}_words"] = texts
        fields[f"{name}_variants"] = several
    for field in VALUE_FIELDS:
        fields[f"{field.name}_key"] = key
        for part in facet_parts(field.name) if field.facet else ():
            fields[part] = value
        if field.kind is FieldKind.NAME:
            fields[f"{field.name}_words"] = several
    return fields


def document(article: Article) -> Json:
    """Return what is sent of an article.

    Raises:
        ValueError: if a text of it cannot be written in UTF-8.
    """
    doc: Json = {"article": stored.dump_article(article).decode()}
    _add_texts(doc, article)
    _add_values(doc, article)
    # a group may have the id of an article
    doc[FOLD] = f"group {article.group}" if article.group else f"article {article.id}"
    if article.group:
        doc[GROUP] = article.group
    spans = {(d.start.toordinal(), d.end.toordinal()) for d in article.facts.dates}
    doc["on_spans"] = [{"gte": start, "lt": end} for start, end in sorted(spans)]
    published = article.published
    if published is not None:
        doc["published_start"] = published.date.toordinal()
        doc["published_end"] = published.end.toordinal()
    day = published.date if published else None
    doc["newest"], doc["oldest"] = sort_keys(day, article.id)
    return doc


def _add_texts(doc: Json, article: Article) -> None:
    stems: set[str] = set()
    forms: set[str] = set()
    analyzer = analyzer_for(article.language)
    for name in TEXT_FIELDS:
        text = text_of(article, name)
        found = _kept(words(text))
        stemmed = [GAP if word == GAP else analyzer.stem(word) for word in found]
        runs = [_kept(run) for run in variant_runs(text, analyzer)]
        doc[name] = " ".join(stemmed)
        doc[f"{name}_words"] = " ".join(found)
        doc[f"{name}_variants"] = list(map(" ".join, runs))
        if name in FORMS:
            doc[FORMS[name]] = list({*found} - {GAP})
            forms.update(doc[FORMS[name]])
            stems.update(stemmed, (run[-1] for run in runs))
    doc[ANY] = " ".join(stems)
    doc[ANY_WORDS] = list(forms)


def _kept(found: Sequence[str]) -> Sequence[str]:
    """Words as they are sent: a sign in the place of each that is too long."""
    if len(max(found, key=len, default="")) <= MAX_TERM_BYTES // 4:
        return found
    return [w if len(w.encode()) <= MAX_TERM_BYTES else GAP for w in found]


def _add_values(doc: dict[str, Any], article: Article) -> None:
    for name, held in all_values(article).items():
        if not held:
            continue
        field = FIELDS[name]
        if field.facet:
            for value in facet_values(article, name, held):
                doc.setdefault(facet_part(name, value), []).append(value)
        doc[f"{name}_key"] = [value_key(name, value) for value in held]
        if field.kind is FieldKind.NAME:
            runs = chain.from_iterable(map(name_runs, held))
            doc[f"{name}_words"] = [" ".join(_kept(run)) for run in runs]
