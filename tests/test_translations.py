"""Every sentence is found in the sources, and told whole in every language."""

from __future__ import annotations

import ast
import gettext
import re
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.mofile import read_mo

import translating
from web.i18n.languages import LANGUAGES

ROOT = Path(__file__).parent.parent
MODULES = sorted(
    p for folder in ("search", "web") for p in (ROOT / folder).rglob("*.py")
)
MARKERS = {"_", "english", "gettext", "lazy_gettext", "ngettext", "said", "said_of"}
BUILT = (ast.JoinedStr, ast.BinOp)
OTHERS = [language for language in LANGUAGES if language != "en"]
PLACEHOLDER = re.compile(r"%\((\w+)\)s")


def forms(text: object) -> tuple[str, ...]:
    """Return the singular and the plurals, or the one form there is."""
    return tuple(text) if isinstance(text, list | tuple) else (str(text or ""),)


def translations(language: str) -> dict[tuple[str | None, tuple[str, ...]], Message]:
    return {
        (message.context, forms(message.id)): message
        for message in translating.read(language)
        if message.id
    }


def test_sentences_are_found_in_modules_and_templates() -> None:
    found = translating.sentences()
    assert "“%(value)s” is not a known country." in found  # said() in search
    assert "Countries mentioned" in found  # english() in the table of fields
    assert "Skip to the content" in found  # a template
    letters = found["“%(word)s” may be %(number)s letter off at most."]
    assert letters.pluralizable


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_no_sentence_is_put_together_where_it_is_marked(path: Path) -> None:
    """What is no plain text there is never found, so never translated."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            name = node.func.id
            built = [arg for arg in node.args if isinstance(arg, BUILT)]
            assert name not in MARKERS or not built, f"line {node.lineno}"
            if name in ("said", "english"):
                assert isinstance(node.args[0], ast.Constant), f"line {node.lineno}"


@pytest.mark.parametrize("language", OTHERS)
def test_every_sentence_is_translated_and_nothing_else(language: str) -> None:
    wanted = {(m.context, forms(m.id)) for m in translating.sentences() if m.id}
    known = translations(language)
    assert set(known) == wanted, "run: make translations"
    unready = [m.id for m in known.values() if m.fuzzy or not all(forms(m.string))]
    assert not unready


@pytest.mark.parametrize("language", OTHERS)
def test_translations_hold_the_same_values(language: str) -> None:
    for message in translations(language).values():
        first, *others = forms(message.id)
        for number, form in enumerate(forms(message.string)):
            original = others[0] if number and others else first
            found = set(PLACEHOLDER.findall(form))
            assert found == set(PLACEHOLDER.findall(original)), message.id
            assert not found or form % dict.fromkeys(found, "%s")
            assert form[:1].isspace() == original[:1].isspace(), message.id
            assert form[-1:].isspace() == original[-1:].isspace(), message.id


@pytest.mark.parametrize("language", OTHERS)
def test_a_language_has_all_its_plurals(language: str) -> None:
    catalog = translating.read(language)
    plural = [message for message in catalog if message.pluralizable]
    assert plural
    for message in plural:
        assert len(forms(message.string)) == catalog.num_plurals, message.id


@pytest.mark.parametrize("language", OTHERS)
def test_what_the_program_reads_is_what_the_translator_wrote(language: str) -> None:
    path = translating.po_path(language).with_suffix(".mo")

    def strings(compiled: bytes) -> dict[object, object]:
        read = read_mo(BytesIO(compiled))
        return {(m.context, forms(m.id)): forms(m.string) for m in read if m.id}

    known = translating.compiled(translating.read(language))
    assert strings(path.read_bytes()) == strings(known), "run: make translations"
    with path.open("rb") as file:  # as gettext itself reads it
        assert gettext.GNUTranslations(file).gettext("Search")


def test_catalogues_do_not_change_unless_their_sentences_do() -> None:
    found = translating.sentences()
    first = translating.written(translating.brought_up_to_date("de", found))
    assert first == translating.written(translating.brought_up_to_date("de", found))
    assert b"Date:" not in first
    assert not re.search(rb"^#: .*:\d", first, re.MULTILINE)


def test_a_changed_sentence_is_to_be_looked_at_again() -> None:
    found = translating.sentences()
    found.delete("Skip to the content")
    found.add("Skip to the contents")
    changed = translating.brought_up_to_date("de", found)["Skip to the contents"]
    assert changed.fuzzy
