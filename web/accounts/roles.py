"""Roles, in words."""

from __future__ import annotations

from typing import Final

from search.messages import english

from ..i18n.translation import gettext
from .people import Role

__all__ = ["role_words"]

_WORDS: Final = {
    Role.READER: english("reader"),
    Role.EDITOR: english("editor"),
    Role.ADMIN: english("administrator"),
}


def role_words(role: Role) -> str:
    """Return what a role is called, in the language of the page."""
    return gettext(_WORDS[role])
