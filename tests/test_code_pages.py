"""Texts and pages in the code pages of Europe, undeclared or wrongly declared."""

from __future__ import annotations

import io

import pytest

from index.readers import READERS
from index.readers.bytes.codepages import find_code_page
from index.records import ReadOptions, Record

TEXTS = {
    "pl": "Burmistrz powiedział w środę, że most w Łodzi będzie zamknięty. Źle, mówią.",
    "cs": "Starosta řekl ve středu, že most bude uzavřen. Žádná změna.",
    "hu": "A polgármester szerdán mondta, hogy a híd ősztől zárva bővítésre.",
    "ro": "Primarul a spus că podul va fi închis această săptămână, aşa că.",
    "hr": "Gradonačelnik je rekao da će most biti zatvoren do četvrtka. Šteta.",
    "tr": "Belediye başkanı çarşamba günü köprünün kapalı olduğunu söyledi. İyi mi.",
    "lt": "Meras trečiadienį sakė, kad tiltas bus uždarytas iki savaitės. Ąžuolas.",
    "lv": "Mērs trešdien sacīja, ka tilts būs slēgts līdz nākamajai nedēļai. Žēl.",
    "de": "Die Bürgermeisterin sagte am Mittwoch, die Brücke sei für größere Züge.",
    "fr": "La maire a déclaré mercredi que « le pont sera fermé ». L’été, à côté.",
    "en": "The mayor’s office said “no” – the café of José Müller pays £5 … and €3.",
}
PAGES = {
    "pl": ("cp1250", "iso8859_2"),
    "cs": ("cp1250", "iso8859_2"),
    "hu": ("cp1250", "iso8859_2"),
    "ro": ("cp1250", "iso8859_2"),
    "hr": ("cp1250", "iso8859_2"),
    "tr": ("cp1254",),
    "lt": ("cp1257", "iso8859_13"),
    "lv": ("cp1257", "iso8859_13"),
    "de": ("cp1252", "mac_roman", "cp850"),
    "fr": ("cp1252", "mac_roman"),
    "en": ("cp1252", "mac_roman"),
}
CASES = [(language, page) for language, pages in PAGES.items() for page in pages]
SCRIPTS = [
    (
        "cp1251",
        "Мэр сказал в среду, что мост будет закрыт до пятницы. Жители ждут.",
    ),
    (
        "koi8_r",
        "Мэр сказал в среду, что мост будет закрыт до пятницы. Жители ждут.",
    ),
    ("cp1253", "Ο δήμαρχος είπε την Τετάρτη ότι η γέφυρα θα κλείσει. Ύστερα ήρθε."),
    ("cp1255", "ראש העיר אמר ביום רביעי שהגשר ייסגר עד סוף השבוע הזה בגלל עבודות."),
    (
        "cp1256",
        "قال رئيس البلدية يوم الأربعاء إن الجسر سيغلق حتى نهاية الأسبوع.",
    ),
    ("shift_jis", "市長は水曜日、橋は金曜日まで閉鎖されると述べた。住民は待っている。"),
    ("big5", "市長週三表示,這座橋將關閉到星期五。居民正在等待決定。"),
]


def read_page(data: bytes, declared: str) -> str:
    meta = f'<meta charset="{declared}">' if declared else ""
    head = f"<html><head>{meta}<title>News</title></head><body><article><h1>News</h1>"
    page = head.encode() + b"<p>" + data + b"</p><p>" + data + b"</p></article>"
    return READERS["html"].draft(Record("", page), ReadOptions()).body


@pytest.mark.parametrize(("language", "code_page"), CASES)
def test_a_text_is_read_in_its_code_page(language: str, code_page: str) -> None:
    text = TEXTS[language]
    options = ReadOptions(file_name="a.txt")
    (record,) = READERS["text"].records(io.BytesIO(text.encode(code_page)), options)
    assert isinstance(record, Record)
    assert text[-40:] in READERS["text"].draft(record, options).body


@pytest.mark.parametrize("declared", ["", "utf-8", "iso-8859-1", "windows-1252"])
@pytest.mark.parametrize(
    ("code_page", "text"), [*((page, TEXTS[one]) for one, page in CASES), *SCRIPTS]
)
def test_a_page_is_read_in_its_code_page_whatever_it_declares(
    code_page: str, text: str, declared: str
) -> None:
    assert text[-40:] in read_page(text.encode(code_page), declared)


def test_a_page_is_read_in_the_code_page_it_declares() -> None:
    assert "łódź i żaba." in read_page("łódź i żaba.".encode("cp1250"), "windows-1250")


def test_japanese_in_seven_bits_is_read() -> None:
    text = "市長は水曜日、橋は閉鎖されると述べた。"
    assert text in read_page(text.encode("iso2022_jp"), "")
    assert text in read_page(text.encode("iso2022_jp"), "iso-8859-1")


@pytest.mark.parametrize("data", [b"", b"plain", b"\xff" * 3000, bytes(range(256)) * 9])
def test_what_is_no_text_has_no_code_page(data: bytes) -> None:
    assert find_code_page(data) == ""
