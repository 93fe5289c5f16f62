"""Nexis Uni, Nexis Advance, Lexis+: articles as paragraphs, one after the other.

An article is a title, the source, a date, a copyright, lines of ``Label: value`` with a
no-break space after the colon; a heading over the text, the text; a heading over more
such lines; and a line that ends the document. A list of all may come before the first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from ...errors import UnreadableSource
from ...records import Draft, Problem, Record
from ..documents.paragraphs import Paragraph
from .labels import date_in, field_of, is_copyright
from .lexis import COUNTER, cut_lexis, lexis_draft
from .sheet import Sheet, labelled

__all__ = ["cut_nexis", "is_nexis", "nexis_draft"]

_ENDS: Final = frozenset(
    (
        "end of document|ende des dokuments|ende des dokumentes|fin du document"
        "|fin del documento|fin de documento|fim do documento|fine del documento"
        "|einde van document|einde van het document|document-einde|koniec "
        "dokumentu|конец документа|文档结尾|文件结尾|文档结束|文書の終わり"
        "|ドキュメントの終わり|문서의 끝|dokumentets slut|slut på dokument|belge "
        "sonu|konec dokumentu"
    ).split("|")
)
_BODIES: Final = frozenset(
    (
        "body|text|textkörper|hauptteil|inhalt|volltext|corps|texte|texte "
        "principal|cuerpo|texto|corpo|corpo del testo|testo|tekst|hoofdtekst"
        "|treść|正文|本文|본문|brödtext|текст|основной текст|contenu|inhoud|gövde"
        "|body text|corpo do texto"
    ).split("|")
)
_BELOW: Final = frozenset(
    (
        "classification|klassifizierung|klassifikation|clasificación"
        "|classificação|classificazione|classificatie|klasyfikacja|классификация"
        "|分类|分類|분류|graphic|graphics|grafik|gráfico|graphique|grafico|notes"
        "|hinweise|notas|note|correction|korrektur|corrección|correção|correzione"
        "|correctie"
    ).split("|")
)
_HEADING: Final = 40
_HEAD: Final = 40
"""Lines that may stand above the text of an article."""
_FOOT: Final = 8
"""Lines that may stand between two headings below the text."""
_NEAR: Final = 4
"""A date comes so many lines after the title at most."""
_LABELS: Final = 2


def is_nexis(paragraphs: Sequence[Paragraph]) -> bool:
    """Return whether a document is such an export, or one in the older layout."""
    texts = [one.text.strip() for one in paragraphs]
    if any(COUNTER.fullmatch(text) for text in texts[:200]):
        return True
    labels = sum(":\xa0" in text[:_HEADING] for text in texts)
    ends = sum(text.casefold() in _ENDS for text in texts)
    heads = sum(text.casefold() in _BODIES | _BELOW for text in texts)
    known = ends > 0 or heads > 0
    return labels >= _LABELS and (known or _is_headed(paragraphs))


def _is_headed(paragraphs: Sequence[Paragraph]) -> bool:
    """Whether a heading, a source and a date follow each other, in whatever words."""
    filled = [one for one in paragraphs if one.text.strip()]
    return any(
        one.level == 1 and any(_is_dated(near.text) for near in filled[at + 1 : at + 4])
        for at, one in enumerate(filled)
    )


def cut_nexis(paragraphs: Sequence[Paragraph]) -> Iterator[Record | Problem]:
    """Cut an export into its articles.

    Raises:
        UnreadableSource: if none can be told.
    """
    texts = [one.text.strip("\n ") for one in paragraphs]
    if any(COUNTER.fullmatch(text.strip()) for text in texts[:200]):
        yield from cut_lexis(texts)
        return
    number = 0
    for chunk in _chunks(paragraphs):
        start = _start(chunk)
        if start is None:
            continue
        number += 1
        lines = [one.text.strip() for one in chunk[start:]]
        yield Record(f"article {number}", {"lines": [each for each in lines if each]})
    if not number:
        raise UnreadableSource("it looks like an export of Nexis, without an article")


def nexis_draft(record: Record) -> Draft:
    """Return the article of a record of :func:`cut_nexis`.

    Raises:
        UnreadableSource: if it is none.
    """
    if isinstance(record.content, bytes | str) or "lines" not in record.content:
        return lexis_draft(record)
    lines = record.content["lines"]
    assert isinstance(lines, list)
    sheet = Sheet()
    sheet.tell("title", lines[0])
    begin, end = _text_of(lines)
    for line in lines[1:begin]:
        _tell(sheet, line)
    sheet.body = lines[begin:end]
    for line in lines[end:]:
        name = field_of(labelled(line)[0])
        if name in ("language", "url", "section", "authors"):
            sheet.tell(name, labelled(line)[1])
    return sheet.draft()


def _tell(sheet: Sheet, line: str) -> None:
    """Take a line above the text for what it is."""
    label, value = labelled(line)
    if name := field_of(label):
        sheet.tell(name, value)
    elif (date := date_in(line)) and "published" not in sheet.fields:
        sheet.tell("published", date)
    elif not label and not is_copyright(line) and "published" not in sheet.fields:
        sheet.tell("source", line)


def _text_of(lines: Sequence[str]) -> tuple[int, int]:
    """Where the text begins and ends among the lines of an article."""
    begin = 0
    for at, line in enumerate(lines[:_HEAD]):
        if line.casefold() in _BODIES:
            begin = at + 1
            break
    if not begin:
        labels = [
            at for at, line in enumerate(lines[:_HEAD]) if ":\xa0" in line[:_HEADING]
        ]
        runs = [at for at, after in pairwise([*labels, len(lines)]) if after > at + 1]
        begin = (runs[0] if runs else 0) + 1
        is_heading = begin < len(lines) and len(lines[begin].split()) == 1
        begin += is_heading and not lines[begin].endswith((".", "!", "?"))
    return begin, _end_of_text(lines, begin)


def _end_of_text(lines: Sequence[str], begin: int) -> int:
    """Where the text ends: at the last headings that are known, else at the labels.

    A text may have such a word for a heading of its own, so only those near the end
    count.
    """
    end = len(lines)
    while end > begin and ":\xa0" in lines[end - 1][:_HEADING]:
        end -= 1
    known = [at for at in range(begin, len(lines)) if lines[at].casefold() in _BELOW]
    for at in reversed(known):
        if at >= end - _FOOT:
            end = at
    if end in known:
        return end
    if begin < end < len(lines) and len(lines[end - 1].split()) == 1:
        end -= 1  # the heading over those lines
    return end


def _chunks(paragraphs: Sequence[Paragraph]) -> Iterator[Sequence[Paragraph]]:
    """The articles with what stands before them; without the line that ends each."""
    ends = [
        at for at, one in enumerate(paragraphs) if one.text.strip().casefold() in _ENDS
    ]
    if ends:
        for before, after in pairwise([-1, *ends]):
            yield paragraphs[before + 1 : after]
        if any(one.text.strip() for one in paragraphs[ends[-1] + 1 :]):
            yield paragraphs[ends[-1] + 1 :]
        return
    starts = [at for at, one in enumerate(paragraphs) if one.level == 1 and one.text]
    chunks = [paragraphs[a:b] for a, b in pairwise([*starts, len(paragraphs)])]
    last = Counter(_last(chunk) for chunk in chunks)
    for chunk in chunks:
        repeated = last[_last(chunk)] > 1
        yield [one for one in chunk if not repeated or one.text.strip() != _last(chunk)]


def _last(chunk: Sequence[Paragraph]) -> str:
    return next((text for one in reversed(chunk) if (text := one.text.strip())), "")


def _start(chunk: Sequence[Paragraph]) -> int | None:
    """Where the title is: before a source and a date, after a list of all articles."""
    filled = [at for at, one in enumerate(chunk) if one.text.strip()]
    candidates = []
    for place, at in enumerate(filled):
        text = chunk[at].text.strip()
        if labelled(text)[0] and ":\xa0" in text:
            continue
        near = filled[place + 1 : place + _NEAR]
        if any(_is_dated(chunk[after].text) for after in near):
            candidates.append(at)
    headings = [at for at in candidates if chunk[at].level is not None]
    if headings or candidates:
        return (headings or candidates)[0]
    levels = [at for at in filled if chunk[at].level == 1]
    return levels[0] if levels else None


def _is_dated(line: str) -> bool:
    return not labelled(line)[0] and bool(date_in(line))
