"""The catalogues of translations, as the translator wrote them."""

from __future__ import annotations

from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

TRANSLATIONS = Path(__file__).parent.parent.parent / "web" / "translations"


def read_catalogue(language: str) -> Catalog:
    """Return the translations into a language."""
    path = TRANSLATIONS / language / "LC_MESSAGES" / "messages.po"
    with path.open("rb") as file:
        return read_po(file, locale=language)
