"""What is imported is declared, what is declared is used, what is installed pinned."""

from __future__ import annotations

import ast
import configparser
import re
import sys
from collections.abc import Iterator
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from support.sources import ROOT, tree_of

PROGRAM = ("search", "index", "web")
ROOMS_OF_EXTRAS = {"search/ranking/meaning": "meaning", "web/accounts/oidc": "oidc"}
WORKSHOP = ("tests", "benchmarks", "training", "tools")
PYTHONS = ("3.11", "3.12", "3.13")
PINNED = ("meaning", "dev", "bench", "cluster", "eval")
"""The extras that are pinned; what trains the tagger is installed by hand, rarely."""

OWN = {*PROGRAM, *WORKSHOP, "wsgi", "_typeshed"}
"""Our own modules, and what is there for type checkers only."""

OWN |= {path.stem for path in (ROOT / "tests").iterdir()}

NEEDED_BY_OTHERS = {"lxml-html-clean": "trafilatura fails at import without it"}


def declared() -> dict[str, list[Requirement]]:
    """Return what setup.cfg requires: for the program under ``""``, for each extra."""
    config = configparser.ConfigParser()
    config.read(ROOT / "setup.cfg", encoding="utf-8")
    lists = {"": config["options"]["install_requires"]}
    lists |= dict(config["options.extras_require"])
    return {
        extra: [Requirement(line) for line in lines.splitlines() if line.strip()]
        for extra, lines in lists.items()
    }


def names_of(*extras: str) -> set[str]:
    every = declared()
    return {canonicalize_name(each.name) for extra in extras for each in every[extra]}


def imported(path: Path) -> Iterator[str]:
    """Yield the top-level name of everything that a module imports absolutely."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]


who_brings = cache(packages_distributions)
"""Which packages bring each module: it takes long to look through all there are."""


def distributions(paths: list[Path]) -> dict[str, set[str]]:
    """Return the modules imported from elsewhere, each with who may bring it."""
    known = who_brings()
    found = {name for path in paths for name in imported(path)}
    return {
        name: {canonicalize_name(owner) for owner in known.get(name, [name])}
        for name in found - OWN - sys.stdlib_module_names
    }


def undeclared(paths: list[Path], allowed: set[str]) -> list[str]:
    return sorted(
        name for name, owners in distributions(paths).items() if not owners & allowed
    )


def modules(*folders: str) -> list[Path]:
    return [path for name in folders for path in sorted((ROOT / name).rglob("*.py"))]


@pytest.mark.parametrize("folder", PROGRAM)
def test_every_import_of_the_program_is_declared(folder: str) -> None:
    extra = [ROOT / room for room in ROOMS_OF_EXTRAS]
    paths = [path for path in modules(folder) if path.parent not in extra]
    assert undeclared(paths, names_of("")) == []


@pytest.mark.parametrize(("room", "extra"), ROOMS_OF_EXTRAS.items())
def test_every_import_of_a_room_of_its_own_is_declared_in_its_extra(
    room: str, extra: str
) -> None:
    assert undeclared(modules(room), names_of("", extra)) == []


@pytest.mark.parametrize("folder", WORKSHOP)
def test_every_import_around_the_program_is_declared_in_an_extra(folder: str) -> None:
    assert undeclared(modules(folder), names_of(*declared())) == []


def test_an_undeclared_import_would_be_found(tmp_path: Path) -> None:
    module = tmp_path / "x.py"
    module.write_text("import json\ndef f():\n    from markupsafe import Markup\n")
    assert undeclared([module], names_of("") - {"markupsafe"}) == ["markupsafe"]
    assert undeclared([module], names_of("")) == []


def test_the_program_asks_for_nothing_that_it_does_not_use() -> None:
    used = set().union(*distributions(modules(*PROGRAM)).values())
    assert names_of("") - used == set(NEEDED_BY_OTHERS)


def test_the_architecture_says_what_each_lowest_version_guards_against() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    for needed in declared()[""]:
        lowest = str(needed.specifier).lstrip(">=")
        row = re.compile(
            rf"\| `{re.escape(needed.name)}` \| {re.escape(lowest)} \| .+\|"
        )
        assert row.search(text), f"no row for {needed} in ARCHITECTURE.md"


def pins() -> dict[str, list[tuple[str, Marker | None]]]:
    """The versions of constraints.txt with their conditions, by package."""
    found: dict[str, list[tuple[str, Marker | None]]] = {}
    text = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            pin = Requirement(line)
            assert pin.url is None, line
            (only,) = pin.specifier
            assert only.operator == "==", line
            name = canonicalize_name(pin.name)
            found.setdefault(name, []).append((only.version, pin.marker))
    return found


@pytest.mark.parametrize("python", PYTHONS)
def test_everything_make_installs_is_pinned_on_each_python(python: str) -> None:
    """A dependency that is new or whose lowest version rose needs: make constraints."""
    here = {"python_version": python, "python_full_version": f"{python}.0"}
    pinned = {
        name: [version for version, when in found if not when or when.evaluate(here)]
        for name, found in pins().items()
    }
    every = declared()
    for needed in (each for extra in ("", *PINNED) for each in every[extra]):
        versions = pinned.get(canonicalize_name(needed.name), [])
        assert len(versions) == 1, f"{needed}: run make constraints"
        assert needed.specifier.contains(versions[0]), f"{needed}: run make constraints"


def test_what_builds_the_program_is_pinned_too() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    (builder,) = re.findall(r'requires = \["(.+)"\]', text)
    ((version, _),) = pins()["setuptools"]
    assert Requirement(builder).specifier.contains(version)
    assert str(Requirement(builder)) in map(str, declared()["dev"])


def test_a_pin_is_neither_a_path_nor_an_index() -> None:
    text = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    assert "/" not in text
    assert "--" not in text
