"""The fields of the whoosh index and how an article fills them.

As in tantivy: ``title``, ``lead`` and ``body`` hold stems, ``F_words`` unstemmed words,
``F_key`` the keys of whole values. Facet values and sort keys stand in columns
(``F_column``), which :mod:`.columns` reads into arrays, and so do groups; ``on_spans``
holds the intervals mentioned as pairs of days, first and end.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Any, Final

import numpy as np
from whoosh.analysis import Analyzer, Token
from whoosh.columns import NumericColumn, VarBytesColumn
from whoosh.fields import COLUMN, ID, NUMERIC, STORED, TEXT, Schema

from ...analysis.registry import analyzer_for
from ...analysis.tokens import tokens
from ...analysis.variants import name_runs, variant_runs
from ...model import codec as stored
from ...model.article import Article
from ...model.facets import value_key
from ...model.fields import TEXT_FIELDS, TEXT_LANGUAGE, VALUE_FIELDS, FieldKind
from ...model.values import all_values, facet_values, text_of

__all__ = ["SEPARATOR", "SPAN_TYPE", "document", "make_schema"]

_stem = analyzer_for(TEXT_LANGUAGE).stem

SEPARATOR: Final = "\x1f"
"""Between the values of one field; cleaned text cannot hold it."""

SPAN_TYPE: Final = "<i4"
"""numpy's name for a day in ``on_spans``."""

_GAP: Final = 100
"""Word positions between two values, so that no phrase spans them."""


class WordAnalyzer(Analyzer):  # type: ignore[misc]  # whoosh has no types
    """The words of the one analysis for all engines.

    Args:
        stems: whether to give their stems.
        several: whether the text holds several values.
    """

    def __init__(self, *, stems: bool = False, several: bool = False) -> None:
        self.stems = stems
        self.several = several

    def __call__(self, value: str, **_: Any) -> Iterator[Token]:
        made = Token(positions=True, chars=False, removestops=False)
        made.boost, made.stopped = 1.0, False
        start = 0
        for text in value.split(SEPARATOR) if self.several else (value,):
            position = 0
            for word in tokens(text):
                position = word.position
                made.text = _stem(word.term) if self.stems else word.term
                made.pos = start + position
                yield made
            start += position + _GAP


class VariantAnalyzer(Analyzer):  # type: ignore[misc]
    """The stems of other ways to write the words of a text."""

    def __call__(self, value: str, **_: Any) -> Iterator[Token]:
        made = Token(positions=True, chars=False, removestops=False)
        made.boost, made.stopped = 1.0, False
        start = 0
        for run in variant_runs(value, analyzer_for(TEXT_LANGUAGE)):
            for made.pos, made.text in enumerate(run, start):
                yield made
            start += len(run) + _GAP


class ValueAnalyzer(Analyzer):  # type: ignore[misc]
    """Whole values, as they are."""

    def __call__(self, value: str, **_: Any) -> Iterator[Token]:
        made = Token(positions=False, chars=False, removestops=False)
        made.boost, made.stopped = 1.0, False
        for text in value.split(SEPARATOR):
            made.text = text
            yield made


def make_schema() -> Schema:
    """Return the schema every generation is made with."""
    schema = Schema(
        id=ID(unique=True, stored=True),
        article=STORED,
        published_start=NUMERIC(int, bits=32),
        published_end=NUMERIC(int, bits=32),
        since_column=COLUMN(NumericColumn("i", default=-1)),
        id_column=COLUMN(VarBytesColumn()),
        on_spans=COLUMN(VarBytesColumn()),
        group_column=COLUMN(VarBytesColumn()),
    )
    for name in TEXT_FIELDS:
        schema.add(name, TEXT(analyzer=WordAnalyzer(stems=True), phrase=True))
        schema.add(f"{name}_words", TEXT(analyzer=WordAnalyzer(), phrase=True))
        schema.add(f"{name}_variants", TEXT(analyzer=VariantAnalyzer(), phrase=True))
    for field in VALUE_FIELDS:
        schema.add(f"{field.name}_key", TEXT(analyzer=ValueAnalyzer(), phrase=False))
        if field.facet:
            schema.add(f"{field.name}_column", COLUMN(VarBytesColumn()))
        if field.kind is FieldKind.NAME:
            schema.add(
                f"{field.name}_words",
                TEXT(analyzer=WordAnalyzer(several=True), phrase=True),
            )
    return schema


def document(article: Article) -> dict[str, Any]:
    """Return the whoosh document of an article."""
    fields: dict[str, Any] = {
        "id": article.id,
        "id_column": article.id.encode(),
        "article": stored.pack_article(article),
    }
    for name in TEXT_FIELDS:
        text = text_of(article, name)
        for part in (name, f"{name}_words", f"{name}_variants"):
            fields[part] = text
    held = all_values(article)
    for field in VALUE_FIELDS:
        values = held[field.name]
        if not values:
            continue
        if field.facet:
            listed = facet_values(article, field.name, values)
            fields[f"{field.name}_column"] = SEPARATOR.join(listed).encode()
        fields[f"{field.name}_key"] = SEPARATOR.join(
            value_key(field.name, value) for value in values
        )
        if field.kind is FieldKind.NAME:
            runs = chain.from_iterable(map(name_runs, values))
            fields[f"{field.name}_words"] = SEPARATOR.join(map(" ".join, runs))
    if article.group:
        fields["group_column"] = article.group.encode()
    if article.facts.dates:
        spans = {(d.start.toordinal(), d.end.toordinal()) for d in article.facts.dates}
        fields["on_spans"] = np.array(sorted(spans), dtype=SPAN_TYPE).tobytes()
    published = article.published
    if published is not None:
        start = published.date.toordinal()
        fields["published_start"] = fields["since_column"] = start
        fields["published_end"] = published.end.toordinal()
    return fields
