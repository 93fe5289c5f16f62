"""The page in an answer of a web server: what was sent, unpacked and decoded."""

from __future__ import annotations

import codecs
import io
import zlib
from collections.abc import Callable, Iterator
from typing import Final

from ...errors import UnreadableSource
from ..extras import library
from ..html import CHARSET, HEAD

__all__ = ["LONGEST_PAGE", "page_of", "unpacked"]

LONGEST_PAGE: Final = 8 * 2**20
"""Bytes of a page that are kept; far more than of any article's."""

_PIECE: Final = 64 * 2**10
_GZIP: Final = b"\x1f\x8b"


def unpacked(body: bytes, encodings: str) -> bytes:
    """Return what was sent as its encodings make it, :data:`LONGEST_PAGE` at most.

    A server that names an encoding and sends another is believed the bytes.

    Args:
        encodings: the header ``Content-Encoding``.

    Raises:
        UnreadableSource: if an encoding is not known, or the data are damaged.
    """
    for name in reversed([part.strip() for part in encodings.lower().split(",")]):
        match name:
            case "" | "identity" | "none" | "utf-8":
                pass
            case "gzip" | "x-gzip":
                body = _inflated(body, 31) if body.startswith(_GZIP) else body
            case "deflate":
                body = _inflated(body, 15 if body[:1] == b"\x78" else -15)
            case "br":
                body = _from_brotli(body)
            case _:
                raise UnreadableSource(f"sent in an unknown encoding, {name[:20]!r}")
    return body[:LONGEST_PAGE]


def _inflated(body: bytes, window: int) -> bytes:
    inflate = zlib.decompressobj(window)
    try:
        return inflate.decompress(body, LONGEST_PAGE)
    except zlib.error:
        return _first(_inflated_pieces(body, window), "its compressed data are damaged")


def _inflated_pieces(body: bytes, window: int) -> Iterator[bytes]:
    """What can be had of damaged data, piece by piece."""
    inflate = zlib.decompressobj(window)
    for at in range(0, len(body), _PIECE):
        yield inflate.decompress(body[at : at + _PIECE], LONGEST_PAGE)


def _from_brotli(body: bytes) -> bytes:
    brotli = library("brotli", "webarchive")
    decoder = brotli.Decompressor()
    decode: Callable[..., bytes] = decoder.process

    def pieces() -> Iterator[bytes]:
        yield decode(body, output_buffer_limit=LONGEST_PAGE)
        while not decoder.can_accept_more_data():
            yield decode(b"", output_buffer_limit=LONGEST_PAGE)

    return _first(pieces(), "its compressed data are damaged")


def _first(pieces: Iterator[bytes], reason: str) -> bytes:
    """What comes before an error or a limit.

    Raises:
        UnreadableSource: if nothing does.
    """
    found = io.BytesIO()
    try:
        while found.tell() < LONGEST_PAGE:
            found.write(next(pieces))
    except StopIteration:
        pass
    except UnreadableSource:
        raise
    except Exception:  # of the decoder's own kind, each library another
        if not found.tell():
            raise UnreadableSource(reason) from None
    return found.getvalue()


def page_of(body: bytes, content_type: str) -> bytes | str:
    """Return a page, decoded as its header says if the page itself says nothing."""
    charset = content_type.lower().partition("charset=")[2].strip(" \"'").split(";")[0]
    if not charset or CHARSET.search(body, 0, HEAD):
        return body
    try:
        name = codecs.lookup(charset.strip()).name
        return body.decode("cp1252" if name == "iso8859-1" else name)
    except (LookupError, ValueError):
        return body
