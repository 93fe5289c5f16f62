"""The catalogues of translations, as the translators wrote them."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

TRANSLATIONS = Path(__file__).parent.parent.parent / "web" / "translations"

TRANSLATED: Final = sorted(path.name for path in TRANSLATIONS.iterdir())
"""The codes of all languages there is a catalogue of."""


def read_catalogue(language: str) -> Catalog:
    """Return the translations into a language."""
    path = TRANSLATIONS / language / "LC_MESSAGES" / "messages.po"
    with path.open("rb") as file:
        return read_po(file, locale=language)


def forms(text: object) -> tuple[str, ...]:
    """Return the singular and the plurals, or the one form there is."""
    return tuple(text) if isinstance(text, list | tuple) else (str(text or ""),)
