"""What the first bytes of a source tell: the first element of XML."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from .encoding import opening

__all__ = ["local_root", "xml_root"]

_ROOT: Final = re.compile(
    r"(?:\s++|<\?[^>]{0,500}+>|<!--.*?-->|<!DOCTYPE[^>\[]{0,500}+(?:\[.*?\]\s*+)?>)*+"
    r"<((?:[\w.-]{1,60}:)?[A-Za-z_][\w.-]{0,80})([^>]{0,4000})",
    re.DOTALL,
)


@lru_cache(maxsize=4)
def _root(head: bytes) -> tuple[str, str]:
    """The first element's name and attributes as they are written."""
    found = _ROOT.match(opening(head))
    return (found[1], found[2]) if found else ("", "")


def xml_root(head: bytes) -> str:
    """Return the local name of the first element; "" where there is none.

    A declaration, comments, instructions and a document type may stand before it.
    """
    return _root(head)[0].rpartition(":")[2]


def local_root(head: bytes) -> tuple[str, str]:
    """Return the local name of the first element, and its attributes as written."""
    name, attributes = _root(head)
    return name.rpartition(":")[2], attributes
