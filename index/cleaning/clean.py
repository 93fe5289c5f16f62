"""Make the texts of an article final: what is kept, shown and counted in.

After this step offsets never move, so it runs once, before anything looks
at a text, and cleaning what is clean changes nothing.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from search.codes.languages import language_code

from ..records import Draft
from .boilerplate import is_boilerplate, remove_hidden
from .characters import tidy_characters, without_mojibake
from .titles import remove_site
from .wrapped import join_wrapped

__all__ = ["clean"]

_TITLE_LENGTH: Final = 1000
_NAME_LENGTH: Final = 300
_ROUNDS: Final = 8  # of repairs that may make another possible

_TAG_NAMES: Final = (
    "p|br|div|span|a|b|i|u|em|strong|small|sub|sup|font|center|ul|ol|li|dl|dt|dd"
    "|h[1-6]|hr|img|table|thead|tbody|tr|td|th|blockquote|pre|code|script|style"
    "|section|article|header|footer|figure|figcaption|iframe|video|html|body|head"
)
_TAG: Final = re.compile(rf"</?(?:{_TAG_NAMES})(?:\s[^<>]*)?/?>", re.IGNORECASE)
_HIDDEN: Final = re.compile(
    r"<(script|style|noscript|template|iframe|svg)\b[^<>]*>.*?(?:</\1\s*>|\Z)"
    r"|<!--.*?(?:-->|\Z)",
    re.IGNORECASE | re.DOTALL,
)
_INLINE: Final = re.compile(
    r"</?(?:a|abbr|b|br|em|font|i|mark|small|span|strong|sub|sup|u)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
"""A tag that may stand in a title, whatever holds the title."""
_NO_TAG: Final = re.compile(r"<(?!/?[a-z][^<>]*>)", re.IGNORECASE)
"""A ``<`` that begins nothing; bleach might drop the text after it."""
_BREAK: Final = re.compile(r"<br\b[^<>]*>|</(?:li|tr|dt|dd)>", re.IGNORECASE)
_BLOCK: Final = re.compile(
    r"</?(?:p|div|ul|ol|dl|h[1-6]|hr|table|blockquote|pre|section|article|header"
    r"|footer|figure|figcaption)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_SINGLE_NEWLINE: Final = re.compile(r"(?<!\n)\n(?!\n)")

_BLANKS: Final = re.compile(" {2,}")
_LINE_END: Final = re.compile(" ?\n ?")
"""The end of a line in which no two blanks follow each other."""
_BLANK_LINES: Final = re.compile("\n{3,}")

_BYLINE: Final = re.compile(
    r"(?:(?:written|reported|reporting|posted|published|story|text|analysis|opinion"
    r"|review|commentary|perspective)\s*(?:by\b|:)|by\b|(?:analysis|opinion)\b)[\s:]*",
    re.IGNORECASE,
)
_SCOTTISH_CAPITALS: Final = re.compile(r"\bMc(?=[A-Z])")
_SCOTTISH: Final = re.compile(r"\bMc[a-z]")
_AGENCY: Final = re.compile(
    r"\b(?:AFP|AP|BBC|CBC|CNN|DPA|NBC|ABC|CBS|NPR|PA|UPI|USA|NEWS|PRESS|TV|STAFF)\b"
)
_AROUND_NAMES: Final = ' ,;:|-–—*"“”'
_URL: Final = re.compile(r"https?://[^\s/?#]++\S*+", re.IGNORECASE)


def clean(draft: Draft) -> Draft:
    """The draft with its texts final and without markup; idempotent.

    The date stays as it was written, for it to be shown if it is not believed.
    """
    markup = draft.markup
    source = _name(draft.source)
    section = _name(draft.section)
    url = _line(draft.url)
    title = _title(_without_markup(draft.title) if markup else draft.title)
    title = remove_site(title, source, url, section)
    return replace(
        draft,
        title=title,
        body=_body(_without_markup(draft.body) if markup else draft.body, title),
        url=url if _URL.fullmatch(url) else "",
        source=source,
        section=section,
        language=language_code(draft.language) or "",
        source_id=_name(draft.source_id),
        authors=_authors(draft.authors, source),
        published=_line(draft.published),
        markup=False,
    )


def _body(text: str, title: str) -> str:
    for _ in range(_ROUNDS):
        text = remove_hidden(join_wrapped(tidy_characters(text)))
        text = _paragraphs(text, title)
        repaired = without_mojibake(text)
        if repaired == text:
            break
        text = repaired
    return text


def _title(text: str) -> str:
    title = _line(text)
    for _ in range(_ROUNDS):
        plain = _line(_INLINE.sub("", html.unescape(title)))
        if plain == title:
            plain = title[:_TITLE_LENGTH].strip()
            if plain == title:
                break
        title = plain
    return title


def _name(text: str) -> str:
    for _ in range(_ROUNDS):
        name = _line(_INLINE.sub("", html.unescape(text)))[:_NAME_LENGTH].strip()
        if name == text:
            break
        text = name
    return text


def _line(text: str) -> str:
    """A text on one line, with its characters repaired."""
    for _ in range(_ROUNDS):
        text = " ".join(tidy_characters(text).split())
        repaired = without_mojibake(text)
        if repaired == text:
            break
        text = repaired
    return text


def _authors(names: Iterable[str], source: str) -> tuple[str, ...]:
    """The names without "By", each once, without the publication's own."""
    found: dict[str, str] = {}
    for name in names:
        tidy = _person(remove_site(_name(name), source))
        if tidy and tidy.casefold() != source.casefold() and not _URL.match(tidy):
            found.setdefault(tidy.casefold(), tidy)
    return tuple(found.values())


def _person(text: str) -> str:
    """A name without what stands before and around it."""
    name = _name(text)
    for _ in range(_ROUNDS):
        byline = _BYLINE.match(name)
        shorter = name[byline.end() if byline else 0 :].strip(_AROUND_NAMES)
        if shorter == name:
            break
        name = _name(shorter)
    return _spoken(name) if _is_shouted(name) else name


def _is_shouted(name: str) -> bool:
    """Whether a person's name is in capitals; agencies and initials are as they are."""
    words = name.split()
    is_person = len(words) > 1 and any(len(word.strip(".")) > 2 for word in words)
    capitals = _SCOTTISH_CAPITALS.sub("MC", name)
    return is_person and capitals.isupper() and not _AGENCY.search(name)


def _spoken(name: str) -> str:
    """A name in capitals as it is written otherwise."""
    return _SCOTTISH.sub(lambda found: found[0][:2] + found[0][2].upper(), name.title())


def _without_markup(text: str) -> str:
    """HTML as text; what only looks like it (``a < b``) stays."""
    if "<" in text and _TAG.search(text) is not None:
        import bleach

        text = _HIDDEN.sub(_replace_hidden, tidy_characters(text))
        # bleach takes time squared over these; cleaning left no such characters
        text = _NO_TAG.sub("\ue000", text).replace("&", "\ue001")
        if _BLOCK.search(text) is not None:
            text = _SINGLE_NEWLINE.sub(" ", text)
        text = _BLOCK.sub("\n\n", _BREAK.sub("\n", text))
        text = bleach.clean(text, tags=set(), attributes={}, strip=True)
        text = text.replace("\ue001", "&").replace("\ue000", "&lt;")
    return html.unescape(text) if "&" in text else text


def _replace_hidden(found: re.Match[str]) -> str:
    """An element that is not shown parts two words, a comment does not."""
    return " " if found[1] else ""


def _paragraphs(text: str, title: str) -> str:
    """Lines without boilerplate and repeated title, at most one blank line in a row."""
    if "  " in text:
        text = _BLANKS.sub(" ", text)
    if " \n" in text or "\n " in text:
        text = _LINE_END.sub("\n", text)
    lines = text.strip().split("\n")
    kept = [line for line in lines if not line or not is_boilerplate(line)]
    if len(kept) < len(lines):
        text = "\n".join(kept)
    text = _BLANK_LINES.sub("\n\n", text).strip()
    while title and text.startswith(title):
        line, _, rest = text.partition("\n")
        if line != title:
            break
        text = rest.lstrip("\n")
    return text
