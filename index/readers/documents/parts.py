"""The parts of a document that is a ZIP archive inside, read within limits."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO, Final

from ...errors import UnreadableSource
from ..bytes.streams import seekable

__all__ = ["Parts", "opened_parts"]

_LARGEST: Final = 256 * 2**20
"""Bytes of a part; the text of a thousand articles has a few million."""
_RATIO: Final = 200
"""How many times its size a part may grow; texts grow tenfold."""
_SMALL: Final = 16 * 2**20
_DAMAGE: Final = (
    *(zipfile.BadZipFile, zlib.error, EOFError, ValueError, RuntimeError),
    *(OSError, OverflowError, NotImplementedError),
)
"""What the library raises over a part that is damaged or lies outside the file."""


class Parts:
    """The parts by name."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive

    def __contains__(self, name: str) -> bool:
        return name in self._archive.NameToInfo

    def read(self, name: str) -> bytes:
        """Return a part.

        Raises:
            UnreadableSource: if it is not there, damaged, encrypted or too large.
        """
        try:
            part = self._archive.getinfo(name)
        except KeyError:
            raise UnreadableSource(
                f"the document is damaged: {name} is missing"
            ) from None
        if part.flag_bits & 1:
            raise UnreadableSource("the document is encrypted; save it without")
        most = max(_SMALL, _RATIO * part.compress_size)
        if part.file_size > min(most, _LARGEST):
            raise UnreadableSource("the document is larger inside than texts can be")
        try:
            return self._archive.read(part)
        except _DAMAGE:
            raise UnreadableSource(f"the document is damaged, in {name}") from None

    def tree(self, name: str) -> Any:
        """Return the XML of a part as an lxml tree; raises as :meth:`read` does."""
        from lxml import etree

        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, remove_comments=True,
            remove_pis=True, recover=True,
        )  # fmt: skip
        try:
            root = etree.fromstring(self.read(name), parser)
        except (etree.XMLSyntaxError, ValueError):
            root = None
        if root is None:
            raise UnreadableSource(f"the document is damaged, in {name}")
        return root


@contextmanager
def opened_parts(stream: BinaryIO) -> Iterator[Parts]:
    """Yield the parts of a document.

    Raises:
        UnreadableSource: if it is no ZIP archive, or a damaged one.
    """
    with seekable(stream) as file:
        try:
            archive = zipfile.ZipFile(file)
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
            raise UnreadableSource("the document is damaged or cut short") from None
        yield Parts(archive)
