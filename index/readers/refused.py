"""What is known to be no article, and what to do with it.

Nothing becomes an article by accident: what stands next to articles in folders and
archives is told by its name, its first element or its beginning, and refused with a
reason. Whoever knows better names a format: ``--format text``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import PurePath
from typing import Final

from .bytes.containers import plain_name
from .bytes.encoding import opening
from .bytes.heads import xml_root
from .bytes.zips import document_kind

__all__ = ["list_refusal_of", "refusal_of", "what_to_do"]

_NAMES: Final = (
    (r"(?:read[-_ ]?me|lies[-_ ]?mich|lisez[-_ ]?moi)\b.*", "a note for readers"),
    (r"(?:licen[cs]e|copying|copyright|notice)(?:[._-].*)?", "a licence"),
    (r"(?:changelog|changes|authors|contributing|install)(?:\.\w+)?", "a note"),
    (r"(?:makefile|dockerfile|requirements.*\.txt|robots\.txt)", "a file of settings"),
    (r".*\.(?:log|out|err)(?:\.\d+)?", "a log"),
    (r".*\.(?:ini|cfg|conf|toml|yaml|yml|lock|env|properties)", "a file of settings"),
    (r".*\.(?:py|js|mjs|ts|css|sh|bat|c|h|java|rb|pl|r|php|sql|xsl|xslt|xsd|dtd)",
     "program code"),
    (r".*\.(?:md5|sha1|sha256|sha512|sig|asc)|(?:md5|sha\d+)sums?(?:\.txt)?",
     "a list of checksums"),
    (r".*\.(?:srt|vtt|ics|vcf)", "subtitles, a calendar or an address"),
)  # fmt: skip
"""File names in lower case, without folders, and what they say the file is."""

_PLACES: Final = tuple((re.compile(name), what) for name, what in _NAMES)

_ROOTS: Final[Mapping[str, str]] = {
    "svg": "a picture (SVG)",
    "schema": "an XML schema",
    "stylesheet": "a style sheet (XSLT)",
    "plist": "a file of settings",
    "sitemapindex": "a list of sitemaps",
}
"""First elements of XML, without prefix, and what they say the file is."""

_TOLD_BY_NAME: Final = frozenset(["html", "rss", "feed", "RDF"])
"""First elements of what a reader takes by its name, should it not recognise it."""

_BEGINNINGS: Final = (
    (r"#!\s?/", "program code"),
    (
        r"(?:\[?\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:\d\d:\d\d[^\n]{0,200}"
        r"\b(?:DEBUG|INFO|WARN(?:ING)?|ERROR|FATAL)\b[^\n]*\n){2}",
        "a log",
    ),
    (r"(?:[^\s\"]+ \S+ \S+ \[\d\d/\w{3}/\d{4}:[^\]]+\] \"[A-Z]+ [^\n]*\n?){1,2}",
     "a log of a web server"),
    (r"-----BEGIN [A-Z0-9 ]+-----", "a key or a certificate"),
    (r"(?:diff --git|Index: |--- \S+\t)", "a difference between two versions"),
    (r"BEGIN:V(?:CALENDAR|CARD)", "a calendar or an address"),
    (r"WEBVTT\b|1\s*\n\d\d:\d\d:\d\d,\d{3} --> ", "subtitles"),
)  # fmt: skip
"""How texts begin, and what they then are."""

_TEXTS: Final = tuple((re.compile(start), what) for start, what in _BEGINNINGS)

_LIST: Final = re.compile(
    r"(?:[\w./:@+#=~-][\w./:@+#=~<>!-]*+[ \t\r]*+(?:\n\s*+|\Z)){2,}+", re.ASCII
)

_DOCUMENTS: Final = {
    "pptx": "a presentation",
    "odp": "a presentation",
    "ods": "a table of LibreOffice",
}

_ADVICE: Final = (
    (
        "an old Office document",
        "save it as .docx, .xlsx or .odt, mail as .eml, and index that",
    ),
    ("a 7-Zip archive", "unpack it and index the folder"),
    ("a RAR archive", "unpack it and index the folder"),
    ("an image", "recognise its text (OCR) and index that, as hOCR or ALTO"),
    ("an SQLite database", "export its table as CSV and index that"),
    ("a Parquet file", "convert it to CSV or JSON Lines and index that"),
)


def refusal_of(file_name: str, head: bytes) -> str:
    """Return why a source is no article, for people, or "" if it may be one.

    Args:
        head: its first bytes, as for :meth:`.Reader.recognises`.
    """
    if kind := _DOCUMENTS.get(document_kind(head)):
        return f"it is {kind}; save it as PDF, text or CSV and index that"
    name = PurePath(plain_name(file_name)).name
    text = opening(head)
    root = xml_root(head)
    what = next((what for place, what in _PLACES if place.fullmatch(name)), "")
    what = what or next((what for start, what in _TEXTS if start.match(text)), "")
    if what:
        return f"it is {what}, no article; if it is one, give --format text"
    if root in _ROOTS:
        return f"it is {_ROOTS[root]}, no article"
    if text.startswith("<?xml") and root and root not in _TOLD_BY_NAME:
        return f"it is XML of an unknown kind, <{root[:60]}>; {what_to_do('')}"
    return ""


def list_refusal_of(head: bytes) -> str:
    """Return why a text is no article if all its lines are one name or number each.

    What packages, scripts and crawlers leave next to articles is such a list; only what
    would be read as plain text is looked at.
    """
    if not _LIST.fullmatch(opening(head)):
        return ""
    return (
        "it is a list of names or numbers, no article; if it is one, give --format text"
    )


def what_to_do(kind: str) -> str:
    """Say what to do with a file that no reader takes.

    Args:
        kind: what :func:`.binary_kind` calls it.
    """
    advice = (advice for known, advice in _ADVICE if kind.startswith(known))
    return next(advice, "“dateline formats” lists what can be read")
