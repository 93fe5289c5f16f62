"""Why a saved search cannot be read, written or changed, for people."""

from __future__ import annotations

__all__ = ["SavedTrouble"]


class SavedTrouble(Exception):
    """Something about saved searches that whoever asked should know.

    Attributes:
        status: of the response.
        title: what is the matter, in a few words of the reader's language.
        text: what to do about it.
    """

    def __init__(self, status: int, title: str, text: str) -> None:
        super().__init__(f"{title}: {text}")
        self.status = status
        self.title = title
        self.text = text
