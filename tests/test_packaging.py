"""Three packages with everyday names: guards against what that may bring."""

from __future__ import annotations

import importlib
import subprocess
import sys
import zipfile
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize("name", ["search", "index", "web", "wsgi"])
def test_the_packages_are_those_of_this_checkout(name: str) -> None:
    module = importlib.import_module(name)
    assert module.__file__ is not None
    assert Path(module.__file__).is_relative_to(ROOT)


@pytest.mark.parametrize("name", ["search", "index", "web", "wsgi"])
def test_no_other_distribution_has_a_package_of_that_name(name: str) -> None:
    owners = set(packages_distributions().get(name, [])) - {"dateline"}
    assert not owners


def test_the_wheel_holds_every_file_the_program_needs_and_no_other(
    tmp_path: Path,
) -> None:
    build = "import setuptools.build_meta as b, sys; b.build_wheel(sys.argv[1])"
    copy = tmp_path / "copy"
    files = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split("\n")
    for name in filter(None, files):
        if (ROOT / name).is_file():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            (copy / name).write_bytes((ROOT / name).read_bytes())
    subprocess.run(
        [sys.executable, "-c", build, str(tmp_path)],
        cwd=copy,
        capture_output=True,
        check=True,
    )
    wheel = next(tmp_path.glob("*.whl"))
    packed = {
        name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name
    }
    needed = {
        path.relative_to(copy).as_posix()
        for folder in ("search", "index", "web")
        for path in (copy / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert packed == needed | {"wsgi.py"}
