"""Small documents that all who use an index share, next to it on its servers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

__all__ = ["Document", "Documents"]


@dataclass(frozen=True, slots=True)
class Document:
    """A document as it was read.

    Attributes:
        value: what JSON can say, by names.
        mark: changes with each change of the document.
    """

    value: dict[str, Any]
    mark: str


class Documents(Protocol):
    """Documents by their names; from any machine, several at a time.

    Each method raises an EngineError if the servers do not answer.
    """

    def read(self, name: str) -> Document | None:
        """Return a document, or ``None`` if there is none."""
        ...

    def write(self, name: str, value: dict[str, Any], mark: str) -> bool:
        """Put a document in the place of the one that has a mark ("compare and set").

        Args:
            mark: of the document as it was read; "" where there was none.

        Returns:
            Whether it was still so; if not, nothing is changed.
        """
        ...

    def remove(self, name: str) -> None:
        """Remove a document; unknown names are ignored."""
        ...
