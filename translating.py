"""The catalogues of translations: brought up to date with the sources, compiled.

``python translating.py`` writes ``web/translations/LANGUAGE/LC_MESSAGES`` for every
language the page speaks but English. What it writes depends on the sources and the
translations alone: no dates, no line numbers, so that a change is seen as what it is.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from web.i18n.languages import LANGUAGES

__all__ = ["brought_up_to_date", "compiled", "po_path", "read", "sentences"]

ROOT: Final = Path(__file__).parent

_SOURCES: Final = [
    ("search/**.py", "python"),
    ("web/**.py", "python"),
    ("web/templates/**.html", "jinja2"),
    ("web/templates/**.xml", "jinja2"),
]
_KEYWORDS: Final = {
    **DEFAULT_KEYWORDS,
    "english": None,
    "lazy_gettext": None,
    "lazy_ngettext": (1, 2),
    "said": None,
    "said_of": (2, 3),
}
_FOLDERS: Final = ("search", "web")


class _Bare(Catalog):
    """A catalogue with no more in its head than gettext needs."""

    def _get_mime_headers(self) -> list[tuple[str, str]]:
        return [
            ("Language", str(self.locale_identifier or "")),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
            ("Plural-Forms", self.plural_forms if self.locale else ""),
        ]

    mime_headers = property(_get_mime_headers)


def sentences() -> Catalog:
    """Return every sentence of the sources, untranslated."""
    found = Catalog()
    for name, _, text, comments, context in extract_from_dir(
        ROOT,
        _SOURCES,
        keywords=_KEYWORDS,
        comment_tags=("Translators:",),
        directory_filter=lambda path: _is_ours(Path(path)),
    ):
        found.add(text, locations=[(name, 0)], auto_comments=comments, context=context)
    return found


def _is_ours(folder: Path) -> bool:
    return folder.relative_to(ROOT).parts[0] in _FOLDERS


def po_path(language: str) -> Path:
    """Return where the translations into a language stand."""
    return ROOT / "web" / "translations" / language / "LC_MESSAGES" / "messages.po"


def read(language: str) -> Catalog:
    """Return the translations into a language; none if there are none yet."""
    path = po_path(language)
    if not path.exists():
        return Catalog(locale=language, header_comment="", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def brought_up_to_date(language: str, found: Catalog) -> Catalog:
    """Return the translations of just the sentences found.

    A new sentence much like an old one gets its translation, marked as fuzzy.
    """
    known = read(language)
    known.update(found)
    return known


def written(catalog: Catalog) -> bytes:
    """Return the catalogue as the text translators edit."""
    file = BytesIO()
    write_po(
        file,
        _bare(catalog),
        ignore_obsolete=True,
        include_previous=True,
        include_lineno=False,
        width=88,
    )
    return file.getvalue().rstrip() + b"\n"


def compiled(catalog: Catalog) -> bytes:
    """Return the catalogue as the program reads it."""
    file = BytesIO()
    write_mo(file, _bare(catalog))
    return file.getvalue()


def _bare(catalog: Catalog) -> Catalog:
    bare = _Bare(
        locale=catalog.locale, header_comment=catalog.header_comment, fuzzy=False
    )
    for message in _messages(catalog):
        bare[message.id] = message
    return bare


def _messages(catalog: Catalog) -> Iterator[Message]:
    """All but the head."""
    return (message for message in catalog if message.id)


def _is_ready(message: Message) -> bool:
    """Whether every form is translated, by a person."""
    strings = message.string
    forms = [strings] if isinstance(strings, str) else strings or []
    return bool(forms) and all(forms) and not message.fuzzy


def main() -> None:
    """Write the catalogues, and tell how many sentences are still to be translated."""
    found = sentences()
    for language in LANGUAGES:
        if language == "en":
            continue
        catalog = brought_up_to_date(language, found)
        path = po_path(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(written(catalog))
        path.with_suffix(".mo").write_bytes(compiled(catalog))
        left = sum(not _is_ready(message) for message in _messages(catalog))
        sys.stdout.write(f"{language}: {len(catalog)} sentences, {left} to translate\n")


if __name__ == "__main__":
    main()
