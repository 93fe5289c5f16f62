"""Which of the dates that a line gives is the one of publication.

Papers write "Updated June 20, 2019 | Published June 12, 2019" in any order and with any
mark between; the date that is said to be of publication counts before one of which
nothing is said, and that before the one of a change.
"""

from __future__ import annotations

import re
from enum import IntEnum
from itertools import pairwise
from typing import Final

from .formats import WrittenDate, parse_written

__all__ = ["LONGEST_STATEMENTS", "Kind", "kind_of", "read_statement"]

LONGEST_STATEMENTS: Final = 300
"""Characters of a line that may hold several dates."""

_PUBLISHED: Final = (
    r"(?:first |originally |date )?(?:published|posted|created|issued|released)"
    r"|publication|publi[ée]e?|publicad[oa]|pubblicato|ver[öo]ffentlicht|gepubliceerd"
    r"|erschienen|erstellt|опубликовано|publicerad|julkaistu|opublikowano"
)
_CHANGED: Final = (
    r"(?:last |most recently )?(?:updated?|modified|edited|changed|revised|corrected)"
    r"|mis à jour|mise à jour|modifié|aktualisiert|aktualizace|actualizad[oa]"
    r"|atualizad[oa]|aggiornato|bijgewerkt|обновлено|uppdaterad|oppdatert|opdateret"
    r"|päivitetty|aktualizacja"
)
_LABEL: Final = re.compile(
    rf"(?<!\w)(?:(?P<published>{_PUBLISHED})|(?P<changed>{_CHANGED}))(?!\w)",
    re.IGNORECASE,
)
_BY: Final = re.compile(r"(?<=\d)\s(?:by|von|par|por|di|da)\s(?!\d)[^\d\n]{2,80}\Z")
"""Who wrote it, after the date: "Posted on June 12, 2019 by Ann Lee"."""
_DIVIDER: Final = re.compile(r"[|•·;\n]|(?<=\s)[-–—/](?=\s)")
_AROUND: Final = " \t,.:()[]–—-"


class Kind(IntEnum):
    """What is said of a date; the smaller, the more it counts."""

    PUBLISHED = 0
    PLAIN = 1
    CHANGED = 2


def kind_of(text: str) -> Kind:
    """Return what a text says of the date in it."""
    found = _LABEL.search(text)
    if found is None:
        return Kind.PLAIN
    return Kind.PUBLISHED if found["published"] else Kind.CHANGED


def read_statement(text: str) -> tuple[WrittenDate, Kind] | None:
    """Return the date of publication that a line is made of, and what it says of it.

    A line that says anything else than dates has none.
    """
    labels = [*_LABEL.finditer(text[:LONGEST_STATEMENTS])]
    if len(labels) < 2 and (found := parse_written(text)) is not None:
        return found, kind_of(text)
    if len(text) > LONGEST_STATEMENTS:
        return None
    pieces = [piece for part in _DIVIDER.split(text) for piece in _at_labels(part)]
    dates: list[tuple[Kind, WrittenDate]] = []
    for piece in pieces:
        piece = _BY.sub("", piece)
        if not piece.strip(_AROUND):
            continue
        found = parse_written(piece.strip(_AROUND))
        if found is None:
            found = parse_written(_LABEL.sub("", piece).strip(_AROUND))
        if found is not None:
            dates.append((kind_of(piece), found))
        elif not dates:
            return None
    if not dates:
        return None
    kind, found = min(dates, key=lambda pair: pair[0])
    return found, kind


def _at_labels(part: str) -> list[str]:
    """A part of a line, cut before each label in it."""
    starts = [0, *(label.start() for label in _LABEL.finditer(part)), len(part)]
    return [part[start:end] for start, end in pairwise(starts)]
