"""What every reader does: recognise a source, cut it into records, parse a record."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO, Final, Protocol

from ..records import Attached, Draft, Problem, ReadOptions, Record

__all__ = ["MAX_RECORD_BYTES", "Reader"]

MAX_RECORD_BYTES: Final = 32 * 2**20
"""No article is longer than this; a longer record is a problem, not a load."""


class Reader(Protocol):
    """One format.

    Attributes:
        name: what ``--format`` takes.
        about: what it is, for people, as the lists of formats have it; no full stop.
        suffixes: file name endings in lower case, with the dot. They decide where no
            reader of a particular format recognises the content.
        extra: the extra of the package that installs what it needs; "" for most. See
            :func:`.library`.
    """

    name: str
    about: str
    suffixes: tuple[str, ...]
    extra: str

    def recognises(self, head: bytes) -> bool:
        """Return whether a source looks like this format.

        Readers are asked in the order of the registry. One of a particular format is
        asked about every source, whatever its name, and must be sure; one of the last
        family where the name says nothing. :func:`.opening` gives the text of a head,
        :func:`.xml_root` the name of its first element.

        Args:
            head: the first bytes of the source, :data:`.HEAD_BYTES` if it has so many.
        """
        ...

    def records(
        self, stream: BinaryIO, options: ReadOptions
    ) -> Iterator[Record | Problem | Attached]:
        """Cut a source into records, in order; files in it may be given as they are.

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
