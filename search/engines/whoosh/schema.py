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
from ...model.fields import TEXT_FIELDS, VALUE_FIELDS, FieldKind
from ...model.values import all_values, facet_values, text_of

__all__ = ["SEPARATOR", "SPAN_TYPE", "document", "make_schema"]

SEPARATOR: Final = "\x1f"
"""Between the values of one field; cleaned text cannot hold it."""

SPAN_TYPE: Final = "<i4"
"""numpy's name for a day in ``on_spans``."""

_GAP: Final = 100
"""Word positions between two values, so that no phrase spans them."""


class WordAnalyzer(Analyzer):  # type: ignore[misc]  # whoosh has no types
    """The words of the one analysis for all engines.

    Args:
        several: whether the text holds several values.
    """

    def __init__(self, *, several: bool = False) -> None:
        self.several = several

    def __call__(self, value: str, **_: Any) -> Iterator[Token]:
        made = Token(positions=True, chars=False, removestops=False)
        made.boost, made.stopped = 1.0, False
        start = 0
        for text in value.split(SEPARATOR) if self.several else (value,):
            position = 0
            for word in tokens(text):
                position = word.position
                made.text = word.term
                made.pos = start + position
                yield made
            start += position + _GAP


class StemAnalyzer(Analyzer):  # type: ignore[misc]
    """The stems of the words of a text, which follows the code of its language."""

    def __call__(self, value: str, **_: Any) -> Iterator[Token]:
        made = Token(positions=True, chars=False, removestops=False)
        made.boost, made.stopped = 1.0, False
        language, _sign, text = value.partition(SEPARATOR)
        stem = analyzer_for(language).stem
        for word in tokens(text):
            made.pos, made.text = word.position, stem(word.term)
            yield made


class VariantAnalyzer(Analyzer):  # type: ignore[misc]
    """The stems of other ways to write the words of such a text."""

    def __call__(self, value: str, **_: Any) -> Iterator[Token]:
        made = Token(positions=True, chars=False, removestops=False)
        made.boost, made.stopped = 1.0, False
        start = 0
        language, _sign, text = value.partition(SEPARATOR)
        for run in variant_runs(text, analyzer_for(language)):
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
        schema.add(name, TEXT(analyzer=StemAnalyzer(), phrase=True))
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
        fields[f"{name}_words"] = text
        for part in (name, f"{name}_variants"):
            fields[part] = f"{article.language}{SEPARATOR}{text}"
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
