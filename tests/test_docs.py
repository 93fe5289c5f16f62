"""The documentation says what the program does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from index.commands.manual import manual
from index.commands.settings_manual import settings_manual
from search.model.fields import FACETS, FIELDS
from search.model.hits import NoticeKind
from search.query.limits import (
    MAX_DEPTH,
    MAX_DISTANCE,
    MAX_LEAVES,
    MAX_LENGTH,
    MAX_PHRASE,
    MAX_RANGES,
    MAX_RUN_DISTANCE,
    MAX_SIGNS,
    MAX_WILDCARDS,
    MIN_PREFIX,
)
from search.query.parser import parse

ROOT = Path(__file__).parent.parent
LANGUAGE = (ROOT / "docs/query-language.md").read_text(encoding="utf-8")


def test_the_manual_of_the_command_line_is_up_to_date() -> None:
    written = (ROOT / "docs/cli.md").read_text(encoding="utf-8")
    assert written == manual(), "run: make docs"


def test_the_manual_of_the_settings_is_up_to_date() -> None:
    written = (ROOT / "docs/configuration.md").read_text(encoding="utf-8")
    assert written == settings_manual(), "run: make docs"


def test_every_field_of_a_query_is_documented() -> None:
    for name, field in FIELDS.items():
        assert (f"`{name}:`" in LANGUAGE) == field.in_query, name


def test_the_limits_documented_are_the_limits() -> None:
    for limit in (
        *(MAX_LENGTH, MAX_LEAVES, MAX_DEPTH, MAX_WILDCARDS, MAX_PHRASE),
        *(MAX_SIGNS, MAX_RANGES, MAX_DISTANCE, MAX_RUN_DISTANCE),
    ):
        assert f"| {limit:,} " in LANGUAGE
    assert f"at least {MIN_PREFIX} letters" in LANGUAGE


@pytest.mark.parametrize(
    "query", re.findall(r"^\| `([^`]*[^:`])` \|", LANGUAGE, flags=re.MULTILINE)
)
def test_every_example_query_is_understood_without_notices(query: str) -> None:
    assert parse(query.replace(r"\|", "|")).notices == ()


@pytest.mark.parametrize(
    "page", [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")], ids=str
)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", text):
        assert (page.parent / target).exists(), target


def test_every_kind_of_notice_is_documented() -> None:
    page = (ROOT / "docs/json.md").read_text(encoding="utf-8")
    for kind in NoticeKind:
        assert f"`{kind.value}`" in page


def test_every_parameter_of_the_page_is_documented() -> None:
    page = (ROOT / "docs/json.md").read_text(encoding="utf-8")
    for name in (*FACETS, "q", "from", "to", "sort", "page"):
        assert f"`{name}`" in page


@pytest.mark.parametrize(
    "guide", ["CONTRIBUTING.md", "SECURITY.md", "docs/releasing.md"]
)
def test_the_files_that_a_guide_names_exist(guide: str) -> None:
    text = (ROOT / guide).read_text(encoding="utf-8")
    named = re.findall(r"`((?:[\w.-]+/)+[\w.-]*|[\w-]+\.(?:md|txt|cfg))`", text)
    own = {"index/readers/percent.py"}  # the newcomer's, to be written
    assert [
        name for name in named if name not in own and not (ROOT / name).exists()
    ] == []
    assert named


def test_the_version_has_its_section_in_the_changelog() -> None:
    version = re.search(r"^version = (.+)$", (ROOT / "setup.cfg").read_text(), re.M)
    assert version is not None
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    sections = re.findall(r"^## \[(.+?)\](?: - \d{4}-\d\d-\d\d)?$", changes, re.M)
    assert sections[:2] == ["Unreleased", version[1]]
