"""Finding things in XML by local names, whatever its namespace and its prefixes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..agency.blocks import line_of
from ..bytes.elements import local_name

__all__ = ["attribute", "child", "children", "descend", "every", "first", "text_at"]


def attribute(element: Any, name: str) -> str:
    """Return an attribute by its local name: ``xml:lang`` by ``lang``."""
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return str(value).strip()
    return ""


def children(element: Any, name: str) -> Iterator[Any]:
    """Yield the children of a name; nothing of ``None``."""
    if element is not None:
        yield from (inner for inner in element if local_name(inner) == name)


def child(element: Any, name: str) -> Any:
    """Return the first child of a name, or ``None``."""
    return next(children(element, name), None)


def descend(element: Any, path: str) -> Any:
    """Return the element at a path of names, ``a/b/c``, or ``None``."""
    for name in path.split("/"):
        element = child(element, name)
    return element


def every(element: Any, name: str) -> Iterator[Any]:
    """Yield the elements of a name within another, in order."""
    if element is not None:
        yield from (inner for inner in element.iter() if local_name(inner) == name)


def first(element: Any, name: str) -> Any:
    """Return the first element of a name within another, or ``None``."""
    return next(every(element, name), None)


def text_at(element: Any, path: str) -> str:
    """Return the text at a path of names on one line; "" where there is none."""
    return line_of(descend(element, path))
