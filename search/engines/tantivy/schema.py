"""The fields of the tantivy index and how an article fills them.

========================  =====================================================
``id``                    the article id
``article``               the whole article, stored, not indexed
``title`` ``lead`` ``body`` stems, with positions
``body_pairs``            two frequent words of the body next to each other
``title_words`` …         the same words unstemmed, with positions
``title_variants`` …      stems of other ways to write the words, with positions
``F``                     facet values of a field, as a column of the numbers of
                          :mod:`.tantivy_values`, or one for each of the parts
                          it is listed in: ``on_year`` …
``F_key``                 their keys, for whole-value matches
``F_words``               the words of name fields in each spelling, with positions
``published_start/_end``  the interval in days (proleptic Gregorian ordinals)
``group``                 the group of near-duplicates as a column: a hash
``on_spans``              each interval mentioned as one term, first day and end
``newest`` ``oldest``     sort keys: day, then a hash, so the order is total
========================  =====================================================
"""

from __future__ import annotations

import hashlib

from tantivy import (
    Document,
    Filter,
    Index,
    Schema,
    SchemaBuilder,
    TextAnalyzer,
    TextAnalyzerBuilder,
    Tokenizer,
)

from ...analysis.registry import analyzer_for
from ...analysis.tokens import MAX_TERM_BYTES, words
from ...analysis.variants import name_runs, variant_runs
from ...model import codec as stored
from ...model.article import Article
from ...model.facets import facet_part, facet_parts, value_key
from ...model.fields import (
    FIELDS,
    GROUP,
    TEXT_FIELDS,
    VALUE_FIELDS,
    Field,
    FieldKind,
)
from ...model.values import all_values, facet_values, text_of
from ..ties import sort_keys
from .facets.numbers import ValueWriter
from .pairs import PAIRED, PAIRS, pairs_of
from .spans import span_term

__all__ = [
    "document",
    "make_analyzer",
    "make_schema",
    "register_analyzers",
]


def register_analyzers(index: Index) -> None:
    """Give the index, newly opened, the analyzer its schema names."""
    index.register_tokenizer("words", make_analyzer())


def make_analyzer() -> TextAnalyzer:
    """Return tantivy's analyzer of words that were made already, with spaces between.

    It drops long ones, which keep their place.
    """
    # the filter keeps the words of fewer bytes than its limit
    dropping = Filter.remove_long(MAX_TERM_BYTES + 1)
    return TextAnalyzerBuilder(Tokenizer.whitespace()).filter(dropping).build()


def make_schema() -> Schema:
    """Return the schema every generation is made with."""
    schema = SchemaBuilder()
    schema.add_text_field("id", tokenizer_name="raw", index_option="basic")
    schema.add_bytes_field("article", stored=True, indexed=False)
    for name in TEXT_FIELDS:
        schema.add_text_field(name, tokenizer_name="words", index_option="position")
        schema.add_text_field(
            f"{name}_words", tokenizer_name="words", index_option="position"
        )
        schema.add_text_field(
            f"{name}_variants", tokenizer_name="words", index_option="position"
        )
    schema.add_text_field(PAIRS, tokenizer_name="words", index_option="basic")
    for field in VALUE_FIELDS:
        for part in facet_parts(field.name) if field.facet else ():
            schema.add_unsigned_field(part, indexed=True, fast=True)
        schema.add_text_field(
            f"{field.name}_key", tokenizer_name="raw", index_option="basic"
        )
        if field.kind is FieldKind.NAME:
            schema.add_text_field(
                f"{field.name}_words", tokenizer_name="words", index_option="position"
            )
    schema.add_unsigned_field(GROUP, indexed=False, fast=True)
    schema.add_text_field("on_spans", tokenizer_name="raw", index_option="basic")
    for name in ("published_start", "published_end", "newest", "oldest"):
        schema.add_unsigned_field(name, indexed=True, fast=True)
    return schema.build()


def document(article: Article, values: ValueWriter) -> Document:
    """Return the tantivy document of an article, its new facet values numbered."""
    doc = Document()
    doc.add_text("id", article.id)
    doc.add_bytes("article", stored.pack_article(article))
    analyzer = analyzer_for(article.language)
    for name in TEXT_FIELDS:
        text = text_of(article, name)
        found = words(text)
        stems = list(map(analyzer.stem, found))
        doc.add_text(name, " ".join(stems))
        if name == PAIRED:
            doc.add_text(PAIRS, " ".join(set(pairs_of(stems, analyzer))))
        doc.add_text(f"{name}_words", " ".join(found))
        runs = map(" ".join, variant_runs(text, analyzer))
        doc.add_text(f"{name}_variants", " ".join(runs))
    for name, held in all_values(article).items():
        if held:
            _add_values(doc, article, FIELDS[name], held, values)
    if article.group:
        doc.add_unsigned(GROUP, _group_number(article.group))
    for start, end in {(d.start, d.end) for d in article.facts.dates}:
        doc.add_text("on_spans", span_term(start, end))
    _add_dates(doc, article)
    return doc


def _add_values(
    doc: Document,
    article: Article,
    field: Field,
    held: tuple[str, ...],
    numbers: ValueWriter,
) -> None:
    name = field.name
    if field.facet:
        for value in facet_values(article, name, held):
            part = facet_part(name, value)
            doc.add_unsigned(part, numbers.number(part, value))
    keys = f"{name}_key"
    if field.kind is not FieldKind.NAME:
        for value in held:  # a code, its own key
            doc.add_text(keys, value)
        return
    for value in held:
        doc.add_text(keys, value_key(name, value))
        for run in name_runs(value):
            doc.add_text(f"{name}_words", " ".join(run))


def _group_number(group: str) -> int:
    digest = hashlib.blake2b(group.encode(errors="replace"), digest_size=8).digest()
    return int.from_bytes(digest)


def _add_dates(doc: Document, article: Article) -> None:
    published = article.published
    if published is not None:
        doc.add_unsigned("published_start", published.date.toordinal())
        doc.add_unsigned("published_end", published.end.toordinal())
    newest, oldest = sort_keys(published.date if published else None, article.id)
    doc.add_unsigned("newest", newest)
    doc.add_unsigned("oldest", oldest)
