"""The text in a value of any shape: a string, a number, a list, an object."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

__all__ = ["text_of"]

# Where the text is in a value such as {"name": "Reuters"}.
_INNER: Final = (
    *(
        "name",
        "main",
        "original",
        "rendered",
        "text",
        "value",
        "#text",
        "$t",
        "_",
        "title",
        "content",
    ),
    *("plain", "html", "$date", "$oid", "url", "href", "@value", "en"),
    *("person", "domain", "$numberLong"),
)

_PROSE: Final = frozenset(["sanitized_html", "paragraph", "text", "p"])
"""What a list of typed parts calls those that are text."""
_PARTS: Final = ("headline", "summary", "paragraphs", "sections")
"""Of a text in parts, in the order in which they are read."""

_NAME_PARTS: Final = (
    ("firstname", "middlename", "lastname"),
    ("first_name", "middle_name", "last_name"),
    ("givenName", "additionalName", "familyName"),
    ("given", "middle", "family"),
    ("first", "middle", "last"),
    ("forename", "middlename", "surname"),
)
"""What the parts of a person's name are called, in their order."""

_MAX_DEPTH: Final = 6


def text_of(value: object, joiner: str, depth: int = 0) -> str:
    """Return the text in a value; "" where there is none.

    Args:
        joiner: what stands between the texts of a list.
        depth: of the value in the one asked for; below a limit there is no text.
    """
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or depth > _MAX_DEPTH:
        return ""
    if isinstance(value, int | float):
        return _number(value)
    if isinstance(value, Mapping):
        if any(isinstance(value.get(name), list) for name in _PARTS):
            parts = (text_of(value.get(name), joiner, depth + 1) for name in _PARTS)
            return joiner.join(filter(None, parts))
        if name := _name_of(value):
            return name
        inner = (
            text_of(value[key], joiner, depth + 1) for key in _INNER if key in value
        )
        return next(filter(None, inner), "")
    if isinstance(value, list):
        if value and all(isinstance(v, Mapping) and "role" in v for v in value):
            # ninjs has the same text in several forms; the main or plain one is first
            main = [v for v in value if v["role"] == "main"]
            return text_of((main or value)[0], joiner, depth + 1)
        prose = [
            v for v in value if isinstance(v, Mapping) and str(v.get("type")) in _PROSE
        ]
        texts = (text_of(v, joiner, depth + 1) for v in prose or value)
        return joiner.join(filter(None, texts))
    return ""


def _name_of(value: Mapping[object, object]) -> str:
    """The name of a person whose parts are told apart, or ""."""
    if "name" in value:
        return ""
    for names in _NAME_PARTS:
        if value.get(names[2]) and names[0] in value:
            parts = (value.get(name) for name in names)
            return " ".join(part for part in parts if isinstance(part, str) and part)
    return ""


def _number(value: float) -> str:
    try:
        return str(int(value)) if value == int(value) else str(value)
    except (ValueError, OverflowError):  # not a number, infinite, thousands of digits
        return ""
