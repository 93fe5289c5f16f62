"""Every sentence is found in the sources, and told whole in every language."""

from __future__ import annotations

import ast
import gettext
import re
import shlex
import shutil
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from support.sources import MODULES, ROOT, ids, tree_of
from support.translated import TRANSLATED, TRANSLATIONS, forms, read_catalogue

from search.codes.languages import language_name
from web.i18n.languages import LANGUAGES

MARKERS = {"_", "english", "gettext", "ngettext", "said", "said_of"}
BUILT = (ast.JoinedStr, ast.BinOp)
PLACEHOLDER = re.compile(r"%\((\w+)\)s")
QUOTATION_MARKS = {"de": "„“", "es": "«»", "fr": "«»"}
ALL_MARKS = re.compile('[„“”«»"]')
CODE = re.compile("`[^`]*`")
ASKED = re.compile(r"[\w)»]\?")
UNSPACED = re.compile(
    r"[^\S\u202f][;!?]|[^\S\u00a0]:|[\w)»][;!?:](?!\S)|«(?!\u00a0)|(?<!\u00a0)»"
)


def run_pybabel(command: str, changed: dict[str, str]) -> None:
    """Run a command of ``make translations`` on other files than ours."""
    recipe = (ROOT / "Makefile").read_text("utf-8").replace("\\\n", " ")
    (line,) = re.findall(rf"@\$\(BIN\)/pybabel (.*\b{command}\b.*)", recipe)
    for ours, other in changed.items():
        assert ours in line
        line = line.replace(ours, other)
    program = (sys.executable, "-m", "babel.messages.frontend")
    subprocess.run(
        [*program, *shlex.split(line)], check=True, cwd=ROOT, capture_output=True
    )


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every sentence of the sources, as ``make translations`` finds it."""
    path = tmp_path_factory.mktemp("found") / "messages.pot"
    run_pybabel("extract", {"build/messages.pot": str(path)})
    return path


@pytest.fixture(scope="module")
def sentences(template: Path) -> Catalog:
    with template.open("rb") as file:
        return read_po(file)


def translations(language: str) -> dict[tuple[str | None, tuple[str, ...]], Message]:
    return {
        (message.context, forms(message.id)): message
        for message in read_catalogue(language)
        if message.id
    }


def test_the_page_speaks_every_language_there_is_a_catalogue_of() -> None:
    assert sorted(LANGUAGES) == sorted(["en", *TRANSLATED])


@pytest.mark.parametrize("document", ["README.md", "docs/translating.md"])
def test_documents_say_which_languages_the_page_speaks(document: str) -> None:
    text = (ROOT / document).read_text("utf-8")
    (told,) = re.findall(r"(?:dark|gettext), (.*?)[;.]", text.replace("\n", " "))
    for language in TRANSLATED:
        assert language_name(language) in told


def test_sentences_are_found_in_modules_and_templates(sentences: Catalog) -> None:
    assert "“%(value)s” is not a known country." in sentences  # said() in search
    assert "Countries mentioned" in sentences  # english() in the table of fields
    assert "Skip to the content" in sentences  # a template
    letters = sentences["“%(word)s” may differ by %(number)s letter at most."]
    assert letters.pluralizable


def test_no_sentence_is_put_together_where_it_is_marked() -> None:
    """What is no plain text there is never found, so never translated."""
    for path in MODULES:
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                name = node.func.id
                at = f"{ids(path)}, line {node.lineno}"
                built = [arg for arg in node.args if isinstance(arg, BUILT)]
                assert name not in MARKERS or not built, at
                if name in ("said", "english"):
                    assert isinstance(node.args[0], ast.Constant), at


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_sentence_is_translated_and_nothing_else(
    language: str, sentences: Catalog
) -> None:
    wanted = {(m.context, forms(m.id)) for m in sentences if m.id}
    known = translations(language)
    assert set(known) == wanted, "run: make translations"
    unready = [m.id for m in known.values() if m.fuzzy or not all(forms(m.string))]
    assert not unready


@pytest.mark.parametrize("language", TRANSLATED)
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


def written(language: str) -> list[tuple[str, str]]:
    """Every form of every translation, without what is typed, next to its English."""
    return [
        (" ".join(forms(message.id)), CODE.sub("", form))
        for message in translations(language).values()
        for form in forms(message.string)
    ]


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_has_the_quotation_marks_of_its_language(language: str) -> None:
    for english, form in written(language):
        found = "".join(ALL_MARKS.findall(form))
        assert found == QUOTATION_MARKS[language] * (len(found) // 2), form
        assert "'" not in form or "'" in english, form


def test_french_has_its_spaces_and_none_where_a_line_may_break() -> None:
    for _, form in written("fr"):
        assert not UNSPACED.search(form), form


def test_spanish_opens_what_it_asks_and_cries() -> None:
    for _, form in written("es"):
        assert len(ASKED.findall(form)) == form.count("¿"), form
        assert form.count("!") == form.count("¡"), form


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_language_has_all_its_plurals(language: str) -> None:
    catalog = read_catalogue(language)
    plural = [message for message in catalog if message.pluralizable]
    assert plural
    for message in plural:
        assert len(forms(message.string)) == catalog.num_plurals, message.id


@pytest.mark.parametrize("language", TRANSLATED)
def test_what_the_program_reads_is_what_the_translator_wrote(language: str) -> None:
    path = TRANSLATIONS / language / "LC_MESSAGES" / "messages.mo"
    read = {
        (m.context, forms(m.id)): forms(m.string)
        for m in read_mo(BytesIO(path.read_bytes()))
        if m.id
    }
    written = {key: forms(m.string) for key, m in translations(language).items()}
    assert read == written, "run: make translations"
    with path.open("rb") as file:  # as gettext itself reads it
        assert gettext.GNUTranslations(file).gettext("Search")


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_catalogue_stays_as_it_is_while_the_sentences_do(
    language: str, template: Path, tmp_path: Path
) -> None:
    shutil.copytree(TRANSLATIONS, tmp_path / "translations")
    places = {
        "build/messages.pot": str(template),
        "web/translations": str(tmp_path / "translations"),
    }
    run_pybabel("update", places)
    ours = Path(language, "LC_MESSAGES", "messages.po")
    updated = (tmp_path / "translations" / ours).read_text("utf-8")
    assert updated == (TRANSLATIONS / ours).read_text("utf-8"), "run: make translations"
