"""Sentences in the language of a page.

A page has hundreds of sentences. So its language is found out once a request, and after
that a sentence is one look-up in a dictionary. The catalogues are gettext's, made by
Babel from the sources; see ``docs/translating.md``.
"""

from __future__ import annotations

import gettext as catalogues
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Final

from babel import Locale
from flask import Flask, current_app, has_request_context
from markupsafe import Markup

__all__ = [
    "Translator",
    "gettext",
    "in_language",
    "ngettext",
    "register",
    "translator",
    "translator_for",
]

_CATALOGUES: Final = Path(__file__).parent.parent / "translations"
_current: ContextVar[Translator | None] = ContextVar("translator", default=None)
_SELECTOR: Final = "dateline-language"


class Translator:
    """Translates into one language; English sentences stay as they are.

    Attributes:
        language: the code of the language.
        locale: how dates and numbers are written in it; English is British.
    """

    def __init__(self, language: str) -> None:
        self.language = language
        self.locale = Locale("en", "GB") if language == "en" else Locale(language)
        found = catalogues.translation(
            "messages", _CATALOGUES, [language], fallback=language == "en"
        )
        self._one, self._many = found.gettext, found.ngettext
        self._plain: dict[str, str] = {}
        self._markup: dict[str, Markup] = {}

    def gettext(self, sentence: str, /, **values: object) -> str:
        """Return a sentence, with values in it if there are any."""
        text = self._plain.get(sentence)
        if text is None:
            text = self._plain[sentence] = self._one(sentence)
        return text % values if values else text

    def ngettext(self, one: str, many: str, number: int, /, **values: object) -> str:
        """Return the form of a sentence that fits a number, with values in it."""
        return self._many(one, many, number) % {"num": number, **values}

    def nmarkup(self, one: str, many: str, number: int, /, **values: object) -> Markup:
        """Return what :meth:`ngettext` does as markup, its values escaped."""
        return Markup(self._many(one, many, number)) % {"num": number, **values}

    def markup(self, sentence: str, /, **values: object) -> Markup:
        """Return a sentence as markup, its values escaped unless they are markup."""
        if values:
            return Markup(self.gettext(sentence)) % values
        text = self._markup.get(sentence)
        if text is None:
            # "%%" is one sign wherever a template translates
            text = self._markup[sentence] = Markup(self.gettext(sentence)) % {}
        return text


@cache
def translator_for(language: str) -> Translator:
    """Return the translator into a language the page speaks."""
    return Translator(language)


def register(app: Flask, language: Callable[[], str]) -> None:
    """Translate an application's pages into what ``language`` names for a request."""
    app.extensions[_SELECTOR] = language
    app.before_request(_forget)
    app.teardown_request(_forget)
    # templates are marked as gettext's are everywhere, so that Babel finds them
    app.jinja_env.globals.update(_=_markup, ngettext=_nmarkup)


def translator() -> Translator:
    """Return the translator of this request; outside of requests into English."""
    found = _current.get()
    if found is None:
        found = translator_for(_language())
        if has_request_context():
            _current.set(found)
    return found


def gettext(sentence: str, /, **values: object) -> str:
    """Return a sentence in the language of the page, with values in it."""
    return translator().gettext(sentence, **values)


def ngettext(one: str, many: str, number: int, /, **values: object) -> str:
    """Return the form of a sentence that fits a number; ``%(num)s`` is the number."""
    return translator().ngettext(one, many, number, **values)


@contextmanager
def in_language(language: str) -> Iterator[None]:
    """Translate into a language, whatever the reader's is."""
    token = _current.set(translator_for(language))
    try:
        yield
    finally:
        _current.reset(token)


def _forget(_: object = None) -> None:
    """The next request on this thread may be in another language."""
    _current.set(None)


def _language() -> str:
    if not has_request_context():
        return "en"
    selector: Callable[[], str] = current_app.extensions[_SELECTOR]
    return selector()


def _markup(sentence: str, /, **values: object) -> Markup:
    return translator().markup(sentence, **values)


def _nmarkup(one: str, many: str, number: int, /, **values: object) -> Markup:
    return translator().nmarkup(one, many, number, **values)
