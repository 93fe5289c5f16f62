"""Paragraphs of a document, whatever wrote it, and the article they make."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Final

from ...errors import UnreadableSource
from ...records import Draft, Record
from ..text import draft_of_text

__all__ = ["Paragraph", "document_draft", "document_record"]

_TITLE_AMONG: Final = 12
"""Paragraphs at the top among which a title is looked for."""
_LONGEST_TITLE: Final = 400


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph as it is seen.

    Attributes:
        level: 0 of a title, 1 of a heading of the first level, and so on; ``None``
            of plain text.
        mark: the name of a bookmark in it; "" without one.
    """

    text: str
    level: int | None = None
    mark: str = ""


def document_record(paragraphs: Sequence[Paragraph], **more: str) -> Record:
    """Return a document as a record that is one article.

    Args:
        more: fields of :class:`.Draft` that the document tells of itself.
    """
    return Record("", {"paragraphs": [asdict(one) for one in paragraphs], **more})


def document_draft(record: Record) -> Draft:
    """Return the article of a document; what stands above its text is told by looks.

    Raises:
        UnreadableSource: if there is no text in it.
    """
    if isinstance(record.content, bytes | str):
        raise UnreadableSource("not a document")
    fields = dict(record.content)
    parts = fields.pop("paragraphs")
    assert isinstance(parts, list)
    paragraphs = [Paragraph(**part) for part in parts]
    title = _title_of(paragraphs)
    if title is None:
        draft = draft_of_text(_joined(paragraphs))
    else:
        # above it may be the name of the paper, a byline, a date
        above, below = paragraphs[:title], paragraphs[title + 1 :]
        draft = draft_of_text(_joined([*above, *below]), paragraphs[title].text)
    told = {name: str(value) for name, value in fields.items() if value}
    return replace(draft, **told) if told else draft  # type: ignore[arg-type]


def _title_of(paragraphs: Sequence[Paragraph]) -> int | None:
    """The paragraph that is the title: one of the best level, among the first."""
    levels = [
        (one.level, at)
        for at, one in enumerate(paragraphs[:_TITLE_AMONG])
        if one.level is not None and 0 < len(one.text.strip()) <= _LONGEST_TITLE
    ]
    return min(levels)[1] if levels else None


def _joined(paragraphs: Sequence[Paragraph]) -> str:
    return "\n\n".join(one.text.strip() for one in paragraphs if one.text.strip())
