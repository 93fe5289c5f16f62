"""The labels that databases put before the fields of an article, in many languages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from ...published.statements import read_statement

__all__ = ["date_in", "field_of", "is_copyright", "is_length"]

_NAMES: Final[Mapping[str, str]] = {
    "title": (
        "headline title titel titre título titulo titolo überschrift schlagzeile "
        "kop titulaire nagłówek заголовок 标题 標題 タイトル 제목 rubrik/titel "
        "article_title"
    ),
    "authors": (
        "byline by-line by author authors autor autoren autor(en) auteur auteurs "
        "autore autori autores autora verfasser autoría firma author(s) автор "
        "авторы 作者 署名 著者 저자 författare"
    ),
    "source": (
        "source publication publication_title publication_name newspaper quelle "
        "zeitung source_name publikation publicación publicação pubblicazione "
        "publicatie journal titre_de_la_publication título_de_la_publicación "
        "titel_der_publikation título_de_publicação titolo_della_pubblicazione "
        "出版物名称 出版物"
    ),
    "published": (
        "date publication_date datum veröffentlichungsdatum date_de_publication "
        "fecha fecha_de_publicación data data_de_publicação "
        "data_di_pubblicazione publicatiedatum erscheinungsdatum дата 日期 "
        "出版日期"
    ),
    "section": (
        "section rubrik ressort rubrique sección seccion seção secao sezione "
        "rubriek sectie dział рубрика 版面 部分 section_name"
    ),
    "language": (
        "language sprache langue idioma lingua taal język язык språk sprog 语言 "
        "語言 言語 언어 language_of_publication sprache_der_publikation "
        "langue_de_publication idioma_de_la_publicación idioma_de_publicação"
    ),
    "lead": (
        "highlight encart chapeau vorspann teaser entradilla destacado sommario "
        "hoogtepunten blickfang destaque zusammenfassung_des_artikels"
    ),
    "length": (
        "length länge laenge longueur longitud extensión comprimento tamanho "
        "lunghezza lengte długość длина 长度 字数"
    ),
    "url": "link url lien enlace koppeling document_url",
    "id": (
        "proquest_document_id dokumenten-id_von_proquest id_du_document_proquest "
        "proquest-dokument-id identificador_de_documento_de_proquest "
        "accession_number"
    ),
    "text": (
        "full_text body tekst texte texto testo corps cuerpo volltext "
        "texte_intégral texte_complet texto_completo "
        "testo_completo volledige_tekst text полный_текст 全文 全文文献 本文"
    ),
    "abstract": (
        "abstract zusammenfassung résumé resumen resumo sommaire samenvatting "
        "реферат 摘要 要旨"
    ),
}
_FIELDS: Final = {
    label.replace("_", " "): field
    for field, labels in _NAMES.items()
    for label in labels.split()
}

_LENGTH: Final = re.compile(
    r"(?:[^\W\d]{2,15}:\s)?\d[\d.,'’\s\u202f]{0,9}\s?"
    r"(?:[^\W\d]{1,12}(?:[-\s][^\W\d]{1,12})?\.?)"
)
_WORDS: Final = re.compile(
    r"\b(?:words?|w[öo]rter|worte|wort|mots?|palabras?|palavras?|parole|woorden|paraules"
    r"|ord|sanaa|słów|słowa|слов[аo]?|λέξεις|kelime|szó|字|語|ワード|단어|كلمة|perkataan"
    r"|kata|slov|单词|字词)",
    re.IGNORECASE,
)
_COPYRIGHT: Final = re.compile(
    r"(?:©|\(c\)|copyright\b|all rights reserved|tous droits r[ée]serv|alle rechte vorb"
    r"|reservados? todos|todos (?:los|os) derechos|tutti i diritti|alle rechten)",
    re.IGNORECASE,
)
_EDITION: Final = re.compile(
    r"(.{4,40}?\d{4}(?:,? \w{3,9}day)?),? (?:[\w-]{1,15} ){0,3}"
    r"(?:\w{0,10}edition|correction)\b.{0,40}",
    re.IGNORECASE,
)
_BETWEEN: Final = re.compile(r"(,|;| - | \|)")
_LONGEST_DATE: Final = 90


def field_of(label: str) -> str:
    """Return which of our fields a label stands for; "" if none is known.

    Besides those of :class:`.Draft` there are ``lead``, ``length``, ``text``,
    ``abstract`` and ``id``.
    """
    return _FIELDS.get(" ".join(label.casefold().replace("\xa0", " ").split()), "")


def date_in(line: str) -> str:
    """Return the date that a line is, without what a paper adds to it; or "".

    "January 28, 1993, Tuesday, Late Edition - Final" is a date and an edition.
    """
    line = " ".join(line.split())
    if len(line) > _LONGEST_DATE or not any(map(str.isdigit, line)):
        return ""
    if edition := _EDITION.fullmatch(line):
        line = edition[1]
    pieces = _BETWEEN.split(line)
    for count in range(len(pieces), 0, -2):
        part = "".join(pieces[:count]).strip()
        if len(part) > 7 and not part.isdigit() and read_statement(part) is not None:
            return part
    return ""


def is_length(line: str) -> bool:
    """Return whether a line says how long an article is: "808 words", "808 mots"."""
    line = line.strip()
    if len(line) > 40 or (not line[:1].isdigit() and ":" not in line):
        return False
    return _LENGTH.fullmatch(line) is not None and _WORDS.search(line) is not None


def is_copyright(line: str) -> bool:
    """Return whether a line says whose the article is."""
    return len(line) < 400 and _COPYRIGHT.match(line.strip()) is not None
