"""What an element says of the words in it where they are an article's, not the page's.

Without it they would be taken to be in the language of the page, by the voice that
reads them aloud and by whoever breaks or translates them.
"""

from __future__ import annotations

from flask import Flask
from markupsafe import Markup

from ..i18n.languages import language_tag, text_direction

__all__ = ["of_text", "of_title", "register"]


def register(app: Flask) -> None:
    """Make these filters of the templates, which print attributes."""
    app.add_template_filter(of_text)
    app.add_template_filter(of_title)


def of_text(language: str) -> Markup:
    """Return the attributes of a text in a language, known or not.

    Args:
        language: of the article, as a code or tag.
    """
    tag, direction = language_tag(language), text_direction(language)
    return Markup(f'lang="{tag}" dir="{direction}"')


def of_title(language: str, title: str) -> Markup:
    """Return those of a title; of an article without one the page says so itself."""
    return of_text(language) if title else Markup('dir="auto"')
