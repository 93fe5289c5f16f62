"""The modules of the program, as tests of the whole code read them."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

__all__ = ["FOLDERS", "MODULES", "ROOT", "ids", "tree_of"]

ROOT = Path(__file__).parent.parent.parent
FOLDERS = ("search", "index", "web")
MODULES = sorted(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py"))


def ids(path: Path) -> str:
    """Return what a module is called in a message: its path in the repository."""
    return path.relative_to(ROOT).as_posix()


def tree_of(path: Path) -> ast.Module:
    """Return a module's syntax tree; the same text is parsed once a process."""
    return _parsed(path.read_text(encoding="utf-8"))


@cache
def _parsed(code: str) -> ast.Module:
    return ast.parse(code)
