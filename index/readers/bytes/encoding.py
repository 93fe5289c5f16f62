"""Bytes to text, whatever they were written in; and what is no text at all."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from functools import lru_cache
from typing import Final

from .codepages import TAG, find_code_page

__all__ = ["binary_kind", "decode", "encoding_of", "opening"]

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # begins with the mark of UTF-16
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

_MAGIC: Final = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an Office document"),
    (b"PK\x05\x06", "a ZIP archive"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"II*\x00", "an image"),
    (b"MM\x00*", "an image"),
    (b"RIFF", "an image, a sound or a film"),
    (b"ID3", "a sound"),
    (b"OggS", "a sound or a film"),
    (b"\x1a\x45\xdf\xa3", "a film"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"{\\rtf", "a rich text (RTF) document"),
    (b"\x1f\x8b", "a gzip file in a gzip file"),
    (b"BZh", "bzip2 data"),
    (b"\xfd7zXZ\x00", "xz data"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"\x28\xb5\x2f\xfd", "zstd data"),
    (b"Rar!", "a RAR archive"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"PAR1", "a Parquet file"),
)

_JAPANESE: Final = re.compile(rb"\x1b\$[@B]")
"""What turns to Japanese letters in a text of seven bits (ISO 2022)."""
_OPENING: Final = 16 * 2**10
_SAMPLE: Final = 16 * 2**10
_CONTROLS: Final = bytes({*range(32)} - set(b"\t\n\v\f\r\x1b"))


def binary_kind(head: bytes) -> str:
    """What the first bytes of a source are, if they are no text; else "".

    A stray NUL does not make a text binary: old exports have them.
    """
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if _marked(head) or _unmarked_utf16(head):
        return ""
    controls = len(head) - len(head.translate(None, _CONTROLS))
    return "binary data" if controls * 50 > len(head) else ""


@lru_cache(maxsize=4)
def opening(head: bytes) -> str:
    """Return the text that a source begins with, white space before it left out.

    Args:
        head: its first bytes.

    Returns:
        "" if they are no text.
    """
    if binary_kind(head):
        return ""
    return decode(head[:_OPENING]).lstrip("\ufeff \t\r\n")


def decode(data: bytes) -> str:
    """The text of some bytes; never fails.

    Bytes that do not fit into text that is otherwise UTF-8 become lone
    surrogates (``surrogateescape``), which cleaning repairs.
    """
    encoding = _marked(data)
    if encoding:
        return data.decode(encoding, "replace").lstrip("\ufeff")
    # asked first, since one accent makes UTF-16 no valid UTF-8
    if b"\0" in data and (encoding := _unmarked_utf16(data)):
        return data.decode(encoding, "replace")
    if _JAPANESE.search(data, 0, _SAMPLE) and data.isascii():
        return data.decode("iso2022_jp", "replace")
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        around = data[max(0, error.start - _SAMPLE // 2) :][:_SAMPLE]
        return _decode_as(_guess(around), data)


def encoding_of(head: bytes) -> str:
    """The encoding to read a stream in that begins with these bytes.

    Read it with ``surrogateescape`` when it is UTF-8, else with ``replace``:
    what follows the head may be anything.
    """
    encoding = _marked(head) or _unmarked_utf16(head)
    if encoding:
        return encoding
    if _JAPANESE.search(head) and head.isascii():
        return "iso2022_jp"
    try:
        # a character the head was cut in is no error
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError as error:
        return _guess(head[max(0, error.start - _SAMPLE // 2) :][:_SAMPLE])
    return "utf-8"


def _marked(data: bytes) -> str:
    """The encoding its byte order mark names, or ""."""
    return next((name for bom, name in _BOMS if data.startswith(bom)), "")


def _unmarked_utf16(data: bytes) -> str:
    """UTF-16 without a mark: of mostly English text every other byte is NUL.

    That of other scripts is told by their few pages of Unicode, and blanks.
    """
    sample = data[: min(len(data), _SAMPLE) & ~1]
    pairs = len(sample) // 2
    if pairs < 4 or b"\0" not in sample:
        return ""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if odd > 0.7 * pairs and even < 0.1 * pairs:
        return "utf-16-le"
    if even > 0.7 * pairs and odd < 0.1 * pairs:
        return "utf-16-be"
    if even < odd and _is_one_script(sample[1::2], sample[::2]):
        return "utf-16-le"
    if odd < even and _is_one_script(sample[::2], sample[1::2]):
        return "utf-16-be"
    return ""


_HAN: Final = frozenset((0x30, 0xFF, *range(0x4E, 0xA0), *range(0xAC, 0xD8)))
"""Pages of Unicode that Chinese, Japanese and Korean are written with."""
_TEXT_OF_PAGE_0: Final = frozenset((9, 10, 13, *range(32, 127), *range(160, 256)))
_MOST_ODD: Final = 0.03


def _is_one_script(pages: bytes, letters: bytes) -> bool:
    """Whether units of 16 bits are letters of one script, with blanks between them.

    Args:
        pages: their higher bytes.
        letters: their lower bytes.
    """
    counts = Counter(pages)
    script = sum(count for page, count in counts.items() if page in _HAN)
    if counts:
        largest, most = max(counts.items(), key=lambda pair: pair[1] * (pair[0] > 0))
        script = max(script, most if 0 < largest < 0xD8 else 0)
    plain = [letter for page, letter in zip(pages, letters, strict=True) if not page]
    signs = sum(letter in _TEXT_OF_PAGE_0 for letter in plain)
    others = counts[0x20] + counts[0x21]  # dashes, quotation marks, "№"
    return (
        bool({9, 10, 32}.intersection(plain))
        and script > len(plain)
        and len(plain) - signs <= _MOST_ODD * len(plain)
        and script + signs + others >= (1 - _MOST_ODD) * len(pages)
    )


def _guess(sample: bytes) -> str:
    """The encoding of a sample that is not strict UTF-8."""
    if _mostly_utf8(sample):
        return "utf-8"
    if found := find_code_page(sample):
        return found
    sample = TAG.sub(b" ", sample)
    from charset_normalizer import from_bytes

    # news is short of bytes above 127, so the guess is only taken when the
    # other reading, Western European, is not possible either
    best = from_bytes(sample, chunk_size=2048).best()
    if best is None or _is_western(best.encoding, sample):
        return "cp1252"
    return best.encoding


def _mostly_utf8(sample: bytes) -> bool:
    """Whether a stray byte stands in text that is otherwise UTF-8."""
    text = sample.decode("utf-8", "surrogateescape")
    stray = sum("\udc80" <= char <= "\udcff" for char in text)
    proper = sum(char > "\x7f" for char in text) - stray
    return proper > 2 * stray


def _is_western(encoding: str, sample: bytes) -> bool:
    """Whether a guess is one of the many that look alike in English text."""
    high = sum(byte > 127 for byte in sample)
    if encoding in _OTHER_SCRIPTS and high * 3 > len(sample):
        return False  # nearly every letter is one of theirs
    few = high * 20 < len(sample) or (high < 64 and high * 3 < len(sample))
    return few or encoding.startswith(
        ("latin", "iso8859", "cp125", "mac", "cp437", "cp850", "cp858", "hp_roman")
    )


_OTHER_SCRIPTS: Final = frozenset(
    "cp1251 cp1253 cp1255 cp1256 iso8859_5 iso8859_6 iso8859_7 iso8859_8 cp855 cp866"
    " cp869 cp737 cp862 cp864 cp424 mac_cyrillic mac_greek".split()
)
"""Encodings of Cyrillic, Greek, Hebrew and Arabic, whose names look Western."""


def _decode_as(encoding: str, data: bytes) -> str:
    if encoding == "utf-8":
        return data.decode("utf-8", "surrogateescape")
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return data.decode("cp1252", "replace")
