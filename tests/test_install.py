"""Setting up a checkout says what it does, and what to do when something is missing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tools.install import advice_on, package_at_fault, requirements

ROOT = Path(__file__).parent.parent

NO_COMPILER = """\
Building wheels for collected packages: PyStemmer
  Building wheel for PyStemmer (pyproject.toml): started
  error: command 'gcc' failed: No such file or directory
  ERROR: Failed building wheel for PyStemmer
ERROR: Failed to build installable wheels for some pyproject.toml based projects
"""
NO_RUST = """\
Collecting tantivy==0.27.0
  Using cached tantivy-0.27.0.tar.gz (110 kB)
  Preparing metadata (pyproject.toml): finished with status 'error'
  Cargo, the Rust package manager, is not installed or is not on PATH.
error: metadata-generation-failed
"""
NO_SUCH_VERSION = """\
ERROR: Could not find a version that satisfies the requirement numpy==2.4.6
ERROR: No matching distribution found for numpy==2.4.6
"""
NOT_PINNED = """\
ERROR: Cannot install rich>=15 because these package versions conflict.
The conflict is caused by:
    The user requested rich>=15
    The user requested (constraint) rich==14.0.0
"""
NO_NETWORK = """\
WARNING: Retrying (Retry(total=0)) after connection broken by 'NewConnectionError(
ERROR: No matching distribution found for babel>=2.17
"""


@pytest.mark.parametrize(
    ("output", "package", "advice"),
    [
        (NO_COMPILER, "PyStemmer", "build-essential"),
        (NO_RUST, "tantivy", "WITHOUT=tantivy"),
        (NO_SUCH_VERSION, "numpy==2.4.6", "3.11, 3.12 and 3.13"),
        (NO_NETWORK, "babel", "online"),
        (NOT_PINNED, "rich", "make constraints"),
        ("The virtual environment: ensurepip is not available", "", "python3-venv"),
        ("OSError: [Errno 28] No space left on device", "", "disk is full"),
    ],
)
def test_a_failure_names_the_package_and_what_to_do(
    output: str, package: str, advice: str
) -> None:
    assert package_at_fault(output) == package
    assert advice in advice_on(output)


def test_what_nobody_foresaw_gets_no_wrong_advice() -> None:
    assert advice_on("Segmentation fault") == ""
    assert package_at_fault("Segmentation fault") == ""


def test_a_package_can_be_left_out() -> None:
    every = requirements(["dev"], [])
    assert any(line.startswith("pytest ") for line in every)
    left = requirements(["dev"], ["tantivy"])
    assert [line.split()[0] for line in every if line not in left] == ["tantivy"]


def run_without_tantivy(*arguments: str) -> subprocess.CompletedProcess[str]:
    code = (
        "import sys; sys.modules['tantivy'] = None\nfrom index.cli import main; main()"
    )
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )


def test_dateline_runs_without_tantivy_on_the_other_engine(tmp_path: Path) -> None:
    data = ("--data", str(tmp_path))
    whoosh = (*data, "--engine", f"whoosh:{tmp_path}/whoosh")
    source = str(ROOT / "samples/text/ardern-2017-furniture.txt")
    refused = run_without_tantivy(*data, "index", source)
    assert refused.returncode == 69
    assert "tantivy is not installed; install it, or use --engine" in refused.stderr
    assert run_without_tantivy(*whoosh, "index", source).returncode == 0
    found = run_without_tantivy(*whoosh, "search", "--count", "*")
    assert found.stdout.strip() == "1"


def checkout_in(folder: Path, needed: str) -> Path:
    """Make a checkout that needs one package, with our installer in it."""
    (folder / "tools").mkdir()
    shutil.copy(ROOT / "tools/install.py", folder / "tools")
    (folder / "constraints.txt").touch()
    (folder / "setup.cfg").write_text(f"[options]\ninstall_requires =\n    {needed}\n")
    return folder


def installed(checkout: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "tools/install.py"],
        cwd=checkout,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
    )


def test_a_python_without_venv_is_told_how_to_get_it(tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "venv.py").write_text("raise ImportError('No module named venv')")
    done = installed(checkout_in(tmp_path, "babel"), PYTHONPATH=str(broken))
    assert done.returncode == 1
    assert "apt install python3-venv" in done.stderr
    assert not (tmp_path / ".venv").exists()


def test_what_cannot_be_had_is_named_and_the_whole_story_kept(tmp_path: Path) -> None:
    done = installed(checkout_in(tmp_path, "nowhere-to-be-had"), PIP_NO_INDEX="1")
    assert done.returncode == 1
    assert done.stdout.startswith("Installing Dateline into .venv (Python 3.")
    assert "Could not install" in done.stderr
    assert "No matching" in (tmp_path / ".venv/install.log").read_text("utf-8")
