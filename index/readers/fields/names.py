"""What the columns of tables and the fields of records are called.

Names are compared without case, accents, spaces and signs: ``Date de publication``,
``datePublication`` and ``date_publication`` are one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final

__all__ = ["FIELD_NAMES", "field_names", "plain_name"]

_UNTOLD: Final = re.compile(r"[\W_]+")
"""What makes no difference in the name of a column."""
_PREFIX: Final = re.compile(r"(?:dc|dcterms|og|schema|news|content)[:.](?=\w)")
"""Of a vocabulary, before the name that a field has in it."""
_TYPE: Final = re.compile(r"(?<=\w\w)_(?:s|ss|t|txt|dt|tdt|str)\Z")
"""Of a field, after its name, as search engines such as Solr write it."""
_UMLAUTS: Final = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "å": "aa", "ø": "oe"}

# In order of preference: a full body beats a description of it.
FIELD_NAMES: Final[Mapping[str, str]] = {
    "title": (
        "title headline head heading headlines webTitle articleTitle newsTitle"
        " newsHeadline headlineText storyTitle name"
    ),
    "body": (
        "articleBody body bodyText fullText text content contentOriginal contents"
        " contentText mainText contentHtml bodyHtml plainText textContent cleanedText"
        " articleContent bodyXhtml bodies articleText article story document rawText"
        " newsText storyText textBody paragraphs leadParagraph description descriptions"
        " shortDescription summary abstract excerpt snippet desc"
    ),
    "published": (
        "datePublished publishedAt pubDate publishedDate publicationDate firstPublished"
        " published publishDate publishedTime publishingDate publishedDateTime"
        " publishedOn datePublish dateTimePub webPublicationDate displayDate"
        " dateOfPublication publishTime publicationTime pubDateTime releaseDate"
        " issueDate issued date dateline dateCreated createdAt created versionCreated"
        " dateTime postDate posted postedAt datePosted articleDate newsDate storyDate"
        " seenDate timestamp"
    ),
    "url": (
        "canonicalUrl canonical url link webUrl href permalink articleUrl pageUrl"
        " sourceLink requestedUrl respondedUrl storyUrl"
    ),
    "authors": (
        "authors author byline bylines creator creators by writer writers authorName"
        " authorNames authorsByline reporter reporters journalist journalists"
        " contributors"
    ),
    "source": (
        "source site siteName publication publicationName publisher newspaper"
        " newspaperTitle outlet outletName provider sourceName nameSource mediaName"
        " sourceTitle metaSiteName siteFull origin sourceDomain sourceHostname hostname"
        " domain domainUrl cleanUrl isPartOf"
    ),
    "section": (
        "section articleSection sectionName category categories rubric desk channel"
        " newsDesk subject topic"
    ),
    "language": "language lang inLanguage locale metaLang",
    "source_id": "id guid uuid articleId newId uri storiesId",
}
"""Our names → theirs in English."""

_TRANSLATED: Final[Mapping[str, str]] = {
    "title": (
        "Titel Überschrift Schlagzeile Titre Titulo Título Titular Encabezado"
        " Titolo Manchete Kop Tytuł Nagłówek Заголовок Название Başlık Rubrik"
        " Overskrift Tittel Otsikko Titulek Nadpis Cím Titlu Judul Naslov Τίτλος"
        " כותרת العنوان عنوان 标题 標題 题目 題名 新闻标题 タイトル 見出し 제목"
        " TiêuĐề शीर्षक"
    ),
    "body": (
        "Volltext Artikeltext Inhalt Haupttext Fließtext Textkörper Texte"
        " TexteComplet Contenu Corps CorpsDuTexte Texto TextoCompleto Contenido"
        " Cuerpo Testo TestoCompleto Contenuto Conteúdo Corpo Tekst VolledigeTekst"
        " Inhoud Artikeltekst Treść PełnyTekst Zawartość Текст ПолныйТекст"
        " Содержание Metin İçerik HaberMetni Innehåll Brödtext Indhold Brødtekst"
        " Innhold Teksti Sisältö Obsah Szöveg Tartalom Conținut Isi Κείμενο תוכן"
        " النص المحتوى نص 正文 内容 內容 全文 新闻内容 本文 본문 내용 NộiDung"
        " Artikel Articolo Artículo Noticia Notícia Статья Haber Zusammenfassung"
        " Teaser Vorspann Résumé Chapô Resumen Riassunto Sommario Resumo"
        " Samenvatting Streszczenie Аннотация Özet Sammanfattning 摘要 要約 요약"
    ),
    "published": (
        "Erscheinungsdatum Veröffentlichungsdatum Publikationsdatum Veröffentlicht"
        " VeröffentlichtAm Erschienen ErschienenAm Datum DateDePublication"
        " DateDeParution DatePublication DateParution PubliéLe Parution"
        " FechaDePublicación Fecha FechaPublicación Publicado DataDiPubblicazione"
        " DataPubblicazione Pubblicato Data DataDePublicação DataPublicação"
        " Publicatiedatum Verschijningsdatum Gepubliceerd DataPublikacji"
        " ДатаПубликации Опубликовано Дата YayınTarihi YayınlanmaTarihi Tarih"
        " Publiceringsdatum Publicerad Udgivelsesdato Publiceringsdato Dato"
        " Publisert Julkaisupäivä Julkaistu Päivämäärä Pvm DatumVydání Dátum"
        " Megjelenés Tanggal Ημερομηνία תאריך تاريخالنشر التاريخ تاريخ 发布日期"
        " 发布时间 發布日期 出版日期 日期 时间 発行日 掲載日 公開日 日付 日時"
        " 발행일 날짜 Ngày"
    ),
    "url": (
        "Lien Enlace Adres Ссылка Bağlantı Länk Lenke Odkaz 链接 网址 連結 링크 الرابط"
    ),
    "authors": (
        "Autor Autorin Autoren Verfasser Verfasserin Redakteur Auteur Auteurs"
        " Journaliste Signature Autora Autores Periodista Autore Autori Firma"
        " Schrijver Autorzy Автор Авторы Yazar Yazarlar Författare Skribent"
        " Forfatter Kirjoittaja Toimittaja Tekijä Autoři Szerző Penulis Συντάκτης"
        " Συγγραφέας מחבר الكاتب المؤلف 作者 记者 記者 著者 筆者 執筆者 기자 저자"
        " 작성자 TácGiả"
    ),
    "source": (
        "Zeitung Quelle Medium Publikation Medienname Journal Média Support"
        " Periódico Diario Medio Fuente Publicación Testata Giornale Quotidiano"
        " Fonte Jornal Veículo Publicação Krant Bron Publicatie Gazeta Źródło"
        " Издание Газета Источник СМИ Gazete Kaynak Yayın Tidning Källa Avis Medie"
        " Kilde Lehti Lähde Noviny Zdroj Médium Forrás Lap Sumber Πηγή Εφημερίδα"
        " מקור الصحيفة المصدر 媒体 报纸 来源 來源 出处 新聞名 媒体名 新聞 出典"
        " 언론사 신문 매체 출처 Nguồn"
    ),
    "section": (
        "Ressort Rubrik Abteilung Kategorie Rubrique Catégorie Sección Categoría"
        " Sezione Categoria Rubrica Seção Secção Editoria Caderno Rubriek Sectie"
        " Categorie Dział Kategoria Sekcja Рубрика Раздел Категория Bölüm Kategori"
        " Avdelning Sektion Osasto Rovat القسم 版面 栏目 类别 分类 版名 面名"
        " カテゴリ 섹션 카테고리"
    ),
    "language": (
        "Sprache Langue Idioma Lengua Lingua Taal Język Язык Dil Språk Sprog Kieli"
        " Jazyk Nyelv Bahasa Γλώσσα שפה اللغة 语言 語言 言語 언어"
    ),
}
"""The same in other languages; what is most of all a text comes first."""


def plain_name(name: object) -> str:
    """Return a name as names are compared."""
    text = _TYPE.sub("", str(name).casefold(), count=1)
    if not text.isascii():
        parts = unicodedata.normalize("NFKD", text)
        text = "".join(c for c in parts if not unicodedata.combining(c))
    return _UNTOLD.sub("", _PREFIX.sub("", text, count=1))


@cache
def field_names() -> Mapping[str, tuple[str, ...]]:
    """Our names → theirs as :func:`plain_name` has them, best first."""
    return {
        field: tuple(
            dict.fromkeys(
                spelling
                for name in f"{names} {_TRANSLATED.get(field, '')}".split()
                for spelling in _spellings(name)
            )
        )
        for field, names in FIELD_NAMES.items()
    }


def _spellings(name: str) -> Iterator[str]:
    """A name, and as it is written where there are no umlauts."""
    yield plain_name(name)
    written = name.casefold()
    if not written.isascii():
        for letter, letters in _UMLAUTS.items():
            written = written.replace(letter, letters)
        yield plain_name(written)
