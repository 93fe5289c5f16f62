"""No regular expression takes long, whatever a source or a query is made of."""

from __future__ import annotations

import ast
import importlib
import os
import pkgutil
import re
import signal
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, Final

import pytest
from attacks import attacks

import index
import search
from index.cleaning import boilerplate
from index.extract.english.dates import day_lists, finder
from index.extract.english.people import joint
from index.published import decide as published
from index.published import foreign
from index.published import formats as written
from index.readers import html, text
from index.readers.exports import sheet
from search.results import spreadsheet

CPU_SECONDS: Final = 0.25
"""Of the process, not of the clock: a linear search takes a tenth of it at most."""

METHODS: Final = frozenset(
    ["match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer"]
)
ANCHORED: Final = frozenset(["match", "fullmatch"])
"""What looks at one place only."""

NOT_OF_SOURCES: Final = (
    *("index.commands", "index.names.curation", "index.cli"),
    "search.ranking.meaning.minilm",
)
"""What reads a person's own words only, who may stop it; and what needs an extra."""

LONGEST: Final[dict[re.Pattern[Any], int]] = {
    boilerplate.BOILERPLATE: boilerplate.LONGEST,
    text.BYLINE: text.LONGEST_BYLINE,
    html.CHARSET: html.HEAD,
    **{pattern: written.LONGEST for pattern, _ in written.FORMS},
    **dict.fromkeys(foreign.FOREIGN_FORMS, foreign.LONGEST_FOREIGN),
    published.BY: published.LINE_LENGTH,
    day_lists.ALL_BEFORE: day_lists.LONGEST_LIST,
    day_lists.EACH_BEFORE: day_lists.LONGEST_LIST,
    joint.JOINED: joint.REACH,
    sheet.PAGE: sheet.LONGEST_SECTION,
    spreadsheet.CONVERTED: spreadsheet.LONGEST_CONVERTED,
}
"""Expressions that are given no more characters than this."""


def modules() -> list[str]:
    """The names of all modules that see what is in sources or in a query."""
    found = [
        info.name
        for package in (index, search)
        for info in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
    ]
    return [
        name
        for name in found
        if not name.startswith(NOT_OF_SOURCES) and not name.endswith("__main__")
    ]


def patterns(value: object) -> Iterator[re.Pattern[Any]]:
    """The expressions in a value."""
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, tuple | list):
        for inner in value:
            yield from patterns(inner)
    elif isinstance(value, dict):
        yield from patterns(list(value.values()))


def source_of(module: str) -> str:
    path = importlib.import_module(module).__file__
    assert path is not None
    return Path(path).read_text(encoding="utf-8")


def used(module: str, name: str) -> frozenset[str]:
    """How a module uses an expression it names; in every way, if that is not plain."""
    source = source_of(module)
    found = re.findall(rf"\b{name}(?:\[\w+\])?\.(\w+)\(", source)
    return frozenset(found) & METHODS or METHODS & {*re.findall(r"\.(\w+)\(", source)}


def collected() -> dict[re.Pattern[Any], tuple[str, frozenset[str]]]:
    """Every expression, what it is called, and how it is used."""
    found: dict[re.Pattern[Any], tuple[str, frozenset[str]]] = {
        finder.anchors()[0]: ("index.extract.english.dates.finder.anchors", METHODS)
    }
    for module in modules():
        for name, value in vars(importlib.import_module(module)).items():
            for pattern in patterns(value):
                told, ways = found.get(pattern, (f"{module}.{name}", frozenset()))
                found[pattern] = (told, ways | used(module, name))
    return found


EXPRESSIONS: Final = collected()


def ends(call: Callable[[], object]) -> bool:
    """Whether a call ends within its time; it is made in a process of its own."""
    child = os.fork()
    if child == 0:
        signal.setitimer(signal.ITIMER_VIRTUAL, CPU_SECONDS)
        call()
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return status == 0


def tried(pattern: re.Pattern[Any], texts: list[Any], ways: frozenset[str]) -> None:
    for attack in texts:
        signal.setitimer(signal.ITIMER_VIRTUAL, CPU_SECONDS)
        if "fullmatch" in ways:
            pattern.fullmatch(attack)
        if ways <= ANCHORED:
            pattern.match(attack)
        else:  # which looks at the beginning first, as a match does
            for _ in pattern.finditer(attack):
                pass


@pytest.mark.parametrize(
    "pattern", EXPRESSIONS, ids=[name for name, _ in EXPRESSIONS.values()]
)
def test_an_expression_takes_no_long_time_for_any_run(pattern: re.Pattern[Any]) -> None:
    _, ways = EXPRESSIONS[pattern]
    texts = [
        attack[: LONGEST.get(pattern)] for attack in dict.fromkeys(attacks(pattern))
    ]
    if ends(partial(tried, pattern, texts, ways)):
        return
    slow = [text for text in texts if not ends(partial(tried, pattern, [text], ways))]
    told = [(attack[:60], len(attack), attack[-5:]) for attack in slow]
    pytest.fail(f"{pattern.pattern} takes too long for {told}")


@pytest.mark.parametrize(
    "slow", [r"(?:a|b|<!--.*?-->|\s)*<rss", r"\s+$", r"(a+)+b", r"<!--.*?-->"]
)
def test_an_expression_that_takes_long_would_be_found(slow: str) -> None:
    pattern = re.compile(slow, re.DOTALL)
    assert not ends(partial(tried, pattern, [*attacks(pattern)], METHODS))


def test_expressions_are_compiled_where_they_are_found_and_tried() -> None:
    for module in modules():
        inline = [
            node.lineno
            for node in ast.walk(ast.parse(source_of(module)))
            if isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and isinstance(node.func.value, ast.Name)
            and node.func.value.id == "re"
            and node.func.attr in METHODS
        ]
        assert not inline, f"{module}: give the expressions of lines {inline} a name"
