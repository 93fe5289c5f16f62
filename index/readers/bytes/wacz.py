"""WACZ, a crawl packed for exchange: a ZIP archive of web archives and their lists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import BinaryIO, Final

from ...errors import UnreadableSource
from .archives import ZIP
from .container import Container, Inner
from .zips import names_in

__all__ = ["WACZ"]

_CRAWL: Final = re.compile(
    rb"archive/.+\.w?arc(?:\.gz)?|indexes/index\.(?:cdxj?|idx).*|pages/pages\.jsonl"
)


class _Wacz:
    """The web archives in a WACZ; its lists of pages and its index are no articles."""

    suffix = ".wacz"
    extra = "webarchive"

    def recognises(self, head: bytes) -> bool:
        """Return whether one of its first members is one that only a crawl has."""
        return ZIP.recognises(head) and any(map(_CRAWL.fullmatch, names_in(head)))

    def stamps(self, stream: BinaryIO) -> Mapping[str, bytes]:
        """Return the stamps of the web archives."""
        stamps = ZIP.stamps(stream)
        return {place: stamps[place] for place in stamps if _is_archive(place)}

    def files(self, stream: BinaryIO) -> Iterator[Inner]:
        """Yield the web archives.

        Raises:
            UnreadableSource: if there is none, or the ZIP archive cannot be read.
        """
        found = False
        for inner in ZIP.files(stream):
            if _is_archive(inner.place):
                found = True
                yield inner
        if not found:
            raise UnreadableSource("a WACZ without a web archive in it")


def _is_archive(place: str) -> bool:
    return place.startswith("archive/")


WACZ: Final[Container] = _Wacz()
