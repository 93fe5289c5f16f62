"""Markdown as plain text: its words without its marks.

What a reader of the page would see is left: of a link its words, of a heading its
words, of a picture nothing. Only what Markdown means by a mark is one, so that "2*3*4"
and "snake_case" stay.
"""

from __future__ import annotations

import re
from typing import Final

__all__ = ["is_markdown", "plain_text"]

_HEADING: Final = re.compile(r" {0,3}#{1,6}[ \t](.*)")
_UNDERLINE: Final = re.compile(r" {0,3}(?:={2,}|-{2,})[ \t]*")
_RULE: Final = re.compile(r" {0,3}(?:(?:\*[ \t]?){3,}|(?:_[ \t]?){3,}|(?:-[ \t]?){3,})")
_FENCE: Final = re.compile(r" {0,3}(?:`{3,}|~{3,})[\w+-]{0,20}[ \t]*")
_QUOTED: Final = re.compile(r"^ {0,3}(?:>[ \t]?){1,5}")
_DEFINED: Final = re.compile(
    r" {0,3}\[(?!\^)[^\[\]]{1,100}\]:[ \t]+<?\S+>?(?:[ \t]+[\"'(].{0,200}[\"')])?[ \t]*"
)
_NOTE: Final = re.compile(r"^ {0,3}\[\^[\w-]{1,40}\]:[ \t]+")
_ID: Final = re.compile(r"\{[#.:][^{}]{1,80}\}\Z")

_PICTURE: Final = re.compile(
    r"!\[[^\[\]]{0,300}\](?:\([^()\s]{1,500}[^()]{0,200}\)|\[[^\[\]]{0,100}\])"
)
_LINK: Final = re.compile(
    r"(?<!\\)\[([^\[\]]{1,300})\](?:\(<?[^()\s]{0,500}(?:\([^()\s]{0,100}\)[^()\s]{0,100})?>?"
    r"(?:\s[\"'][^\"']{0,200}[\"'])?\)|\[[^\[\]]{0,100}\])"
)
_NOTED: Final = re.compile(r"\[\^[\w-]{1,40}\]")
_AUTOMATIC: Final = re.compile(r"<((?:https?://|mailto:)[^<>\s]{1,500})>")
_CODE: Final = re.compile(r"(?<!\\)(`{1,3})([^`\n]{1,300})\1")
_STRONG: Final = re.compile(
    r"(?<![\w\\*])(\*{1,3})(?=[^\s*])([^*\n]{1,500}?)(?<=[^\s\\])\1(?!\*)"
)
_UNDERSCORED: Final = re.compile(
    r"(?<![\w\\])(_{1,3})(?=[^\s_])([^\n]{1,500}?)(?<=[^\s\\])\1(?!\w)"
)
_STRUCK: Final = re.compile(r"(?:~~|==)(?=\S)([^~=\n]{1,300}?)(?<=\S)(?:~~|==)")
_ESCAPED: Final = re.compile(r"\\([\\`*_{}\[\]()#+.!|>~-])")

_EVIDENCE: Final = (
    re.compile(r"^#{1,6} \S", re.MULTILINE),
    re.compile(r"\[[^\[\]\n]{1,200}\]\((?:https?://|/|#)[^()\s]{1,300}\)"),
    re.compile(r"\*\*[^\s*][^*\n]{0,200}\*\*"),
    re.compile(r"^!\[[^\[\]\n]{0,200}\]\(", re.MULTILINE),
    re.compile(r"^```", re.MULTILINE),
    re.compile(r"^\[[^\[\]\n]{1,60}\]: https?://", re.MULTILINE),
)
_ENOUGH: Final = 2
"""Kinds of marks that make a text Markdown, whatever its file is called."""


def is_markdown(text: str, file_name: str = "") -> bool:
    """Tell whether a text is Markdown: by its file's name, or by several marks."""
    if file_name.lower().endswith((".md", ".markdown", ".mdown")):
        return True
    return sum(bool(mark.search(text)) for mark in _EVIDENCE) >= _ENOUGH


def plain_text(text: str) -> str:
    """Return the words of Markdown, a line a line; lines of marks alone are empty."""
    lines: list[str] = []
    in_code = False
    for line in _without_comments(text).split("\n"):
        if _FENCE.fullmatch(line):
            in_code = not in_code
            lines.append("")
        elif in_code:
            lines.append(line)
        elif _UNDERLINE.fullmatch(line) and lines and lines[-1].strip():
            lines.append("")  # the line before it is a heading
        elif _RULE.fullmatch(line) or _DEFINED.fullmatch(line):
            lines.append("")
        else:
            lines.append(_plain_line(line))
    return "\n".join(lines)


def _without_comments(text: str) -> str:
    """A text without what stands between ``<!--`` and ``-->``."""
    kept, at = [], 0
    while (start := text.find("<!--", at)) >= 0:
        end = text.find("-->", start)
        if end < 0:
            break
        kept.append(text[at:start])
        at = end + len("-->")
    return "".join([*kept, text[at:]])


def _plain_line(line: str) -> str:
    heading = _HEADING.fullmatch(line)
    if heading is not None:
        words = _ID.sub("", heading[1].strip()).rstrip()
        bare = words.rstrip("#")
        line = bare.rstrip() if bare[-1:].isspace() else words
    else:
        line = _NOTE.sub("", _QUOTED.sub("", line, count=1))
    line = _PICTURE.sub("", line)
    line = _LINK.sub(r"\1", line)
    line = _NOTED.sub("", line)
    line = _AUTOMATIC.sub(r"\1", line)
    line = _CODE.sub(r"\2", line)
    for mark in (_STRONG, _UNDERSCORED):
        line = mark.sub(r"\2", mark.sub(r"\2", line))  # one mark within another
    return _ESCAPED.sub(r"\1", _STRUCK.sub(r"\1", line))
