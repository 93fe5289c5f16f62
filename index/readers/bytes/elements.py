"""XML cut into the elements wanted, in one pass: no document is held as a whole."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any, BinaryIO, Final

from ...errors import UnreadableSource
from .. import reader
from .xml import RepairedXml

__all__ = ["as_bytes", "cut_elements", "local_name", "parsed"]

_MOST_NODES: Final = 1_000_000
"""Elements and attributes of one article; each takes far more memory than room."""

_SAFE: Final = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "huge_tree": False,
    "recover": True,
}


def local_name(element: Any) -> str:
    """Return an element's name without its namespace; "" for a comment."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def as_bytes(element: Any) -> bytes:
    """Return an element as XML of its own, for :func:`parsed`."""
    from lxml import etree

    data: bytes = etree.tostring(element, encoding="utf-8", with_tail=False)
    return data


def parsed(data: bytes) -> Any:
    """Return the element in some XML. Nothing outside it is read.

    Raises:
        UnreadableSource: if there is none.
    """
    from lxml import etree

    parser = etree.XMLParser(encoding="utf-8", **_SAFE)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableSource(f"broken XML: {_told(error)}") from None
    if root is None:
        raise UnreadableSource("XML without an element")
    return root


def cut_elements(
    stream: BinaryIO, names: Collection[str], kind: str
) -> Iterator[tuple[str, Any]]:
    """Yield the local name and the element of each one with such a name, as it ends.

    An element is to be used before the next one is asked for: it is emptied then. One
    within another comes first, and is empty when the outer one comes.

    Args:
        names: local names.
        kind: what the source is, for errors: ``a NITF document``.

    Raises:
        UnreadableSource: if the XML is broken, or ends early; or if one of the
            elements, or what stands between two, is longer than an article can be.
    """
    from lxml import etree

    parser: Any = etree.XMLPullParser(("start", "end"), encoding="utf-8", **_SAFE)
    source = RepairedXml(stream)
    wanted = _Wanted(names)
    fed = 0
    while chunk := source.read():
        try:
            parser.feed(chunk)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise UnreadableSource(f"{kind} that is broken: {_told(error)}") from None
        fed += len(chunk)
        for item in wanted.ended(parser):
            fed = len(chunk)
            yield item
        if fed > reader.MAX_RECORD_BYTES or wanted.nodes > _MOST_NODES:
            raise UnreadableSource(
                f"{kind} with a part that is longer than an article can be"
            )
    if wanted.depth:
        raise UnreadableSource(f"{kind} that {_ending(parser)}")


class _Wanted:
    """The elements with some names in what a parser has read.

    Attributes:
        depth: elements that have begun and not ended.
        nodes: elements and attributes since the last one that was wanted.
    """

    def __init__(self, names: Collection[str]) -> None:
        self.depth = 0
        self.nodes = 0
        self._names = names
        self._within = 0  # of wanted elements that are open

    def ended(self, parser: Any) -> Iterator[tuple[str, Any]]:
        """Yield those that have ended; everything else outside them is emptied."""
        for event, element in parser.read_events():
            name = local_name(element)
            if event == "start":
                self.depth += 1
                self.nodes += 1 + 2 * len(element.attrib)
                self._within += name in self._names
                continue
            self.depth -= 1
            if name in self._names:
                self._within -= 1
                self.nodes = 0
                yield name, element
                _empty(element)
            elif not self._within:
                _empty(element)


def _empty(element: Any) -> None:
    """Free an element that was read and what stood before it."""
    element.clear()
    parent = element.getparent()
    if parent is not None and local_name(parent) and element.getprevious() is not None:
        del parent[: parent.index(element)]


def _ending(parser: Any) -> str:
    """What is wrong with a document whose elements have not all ended."""
    errors = [entry.message for entry in parser.feed_error_log]
    return f"is broken: {errors[0].strip()[:120]}" if errors else "ends early"


def _told(error: Exception) -> str:
    return (getattr(error, "msg", None) or str(error)).strip()[:120]
