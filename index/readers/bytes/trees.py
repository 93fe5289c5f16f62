"""Finding things in XML by local names, whatever its namespace and its prefixes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .elements import local_name

__all__ = ["all_named", "attribute", "child", "children", "descend", "first_named"]


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


def all_named(element: Any, *names: str) -> Iterator[Any]:
    """Yield what has one of some names in an element, itself too; nothing of ``None``.

    In the order of the document.
    """
    if element is not None:
        yield from (inner for inner in element.iter() if local_name(inner) in names)


def first_named(element: Any, *names: str) -> Any:
    """Return the first that :func:`all_named` yields, or ``None``."""
    return next(all_named(element, *names), None)
