"""What every reader does: recognise a source, cut it into records, parse a record."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO, Final, Protocol

from ..records import Draft, Problem, ReadOptions, Record

__all__ = ["MAX_RECORD_BYTES", "Reader"]

MAX_RECORD_BYTES: Final = 32 * 2**20
"""No article is longer than this; a longer record is a problem, not a load."""


class Reader(Protocol):
    """One format.

    Attributes:
        name: what ``--format`` takes.
        suffixes: file name endings in lower case, with the dot.
    """

    name: str
    suffixes: tuple[str, ...]

    def recognises(self, head: bytes) -> bool:
        """Return whether a source looks like this format.

        It is asked about sources whose name says nothing, after the readers that come
        before it in the registry. :func:`.opening` gives the text of a head.

        Args:
            head: the first bytes of the source, some thousand at most.
        """
        ...

    def records(
        self, stream: BinaryIO, options: ReadOptions
    ) -> Iterator[Record | Problem]:
        """Cut a source into records, in order.

        Memory stays within a few records whatever the size of the source.

        Raises:
            UnreadableSource: if nothing (more) of the source can be read.
        """
        ...

    def draft(self, record: Record, options: ReadOptions) -> Draft:
        """Parse one record.

        Raises:
            UnreadableSource: if this record is no article.
        """
        ...
