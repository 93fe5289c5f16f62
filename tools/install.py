"""Sets up .venv and says what it is doing; says what to do when something is missing.

    python3 tools/install.py            what Dateline needs to run
    python3 tools/install.py dev        and an extra of setup.cfg, or several

Run by the Makefile. Every package is installed in the version that constraints.txt
names. ``WITHOUT=name`` in the environment leaves a package out; Dateline runs without
tantivy on the whoosh engine.
"""

from __future__ import annotations

import configparser
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOG = Path(".venv") / "install.log"
EVERY_SECONDS = 5
"""How often a line says where it is, where there is no terminal to write over."""

ADVICE = (
    (
        r"No module named '?(venv|ensurepip)|ensurepip is not available",
        "Python has no venv module. Debian, Ubuntu: sudo apt install python3-venv",
    ),
    (
        r"NewConnectionError|NameResolutionError|ConnectTimeout|Connection refused",
        "The package index cannot be reached. Is this machine online, or does it need\n"
        "a proxy (HTTPS_PROXY) or an index of its own (PIP_INDEX_URL)?",
    ),
    (
        r"No space left on device",
        "The disk is full: 400 MB are needed here, and some in the temporary folder.",
    ),
    (
        r"(?i)tantivy[\s\S]*(maturin|cargo|rust)",
        "There is no ready-made wheel of tantivy for this machine, and building it\n"
        "needs Rust (https://rustup.rs). Or do without it, on the slower engine:\n"
        "  make demo WITHOUT=tantivy DATELINE_ENGINE=whoosh:demo-data/whoosh",
    ),
    (
        r"command '?\S*(gcc|cc|clang|cl\.exe)'? failed|Unable to find a compatible "
        r"Visual Studio|Microsoft Visual C\+\+|No such file or directory: '?\S*cc\b",
        "A package has no ready-made wheel for this machine and is built from source,\n"
        "which needs a C compiler and Python's headers.\n"
        "Debian, Ubuntu: sudo apt install build-essential python3-dev",
    ),
    (
        r"The user requested \(constraint\)",
        "setup.cfg asks for other versions than constraints.txt has: make constraints",
    ),
    (
        r"No matching distribution found",
        "constraints.txt names a version that is not to be had for this Python.\n"
        "Dateline is tested on Python 3.11, 3.12 and 3.13: make PYTHON=python3.13 demo",
    ),
)


def advice_on(output: str) -> str:
    """Return what to do about what ``venv`` or ``pip`` complained of; or nothing."""
    for pattern, told in ADVICE:
        if re.search(pattern, output):
            return told
    return ""


def package_at_fault(output: str) -> str:
    """Return the package that could not be installed; or nothing if none is named."""
    for pattern in (
        r"No matching distribution found for ([\w.=-]+)",
        r"Cannot install ([\w.-]+)",
        r"Failed building wheel for ([\w.-]+)",
        r"Failed to build '?([\w.-]+)",
        r"Building wheel for ([\w.-]+)[^\n]*error",
        r"Collecting ([\w.-]+)[^\n]*\n(?:(?!Collecting )[\s\S])*metadata-generation-f",
    ):
        found = re.search(pattern, output)
        if found:
            return found[1]
    return ""


def requirements(extras: list[str], without: list[str]) -> list[str]:
    """Return what setup.cfg asks for, and what builds Dateline itself."""
    config = configparser.ConfigParser()
    config.read(ROOT / "setup.cfg", encoding="utf-8")
    lists = [config["options"]["install_requires"]]
    lists += [config["options.extras_require"][extra] for extra in extras]
    wanted = [line.strip() for lines in lists for line in lines.splitlines()]
    return [
        line
        for line in ["setuptools", *filter(None, wanted)]
        if re.split(r"[ <>=!~\[]", line)[0].lower() not in without
    ]


def run(command: list[str]) -> Iterator[str]:
    """Run a command and yield its lines; stop with advice if it fails."""
    lines: list[str] = []
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=ROOT
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            lines.append(line)
            yield line
    if process.returncode:
        give_up("".join(lines))


def give_up(output: str) -> None:
    """Say what failed and what to do about it, and end with an error."""
    if (ROOT / ".venv").is_dir():
        (ROOT / LOG).write_text(output, encoding="utf-8")
        more = f"All that was said: {LOG}"
    else:
        more = output
    fault = package_at_fault(output)
    told = advice_on(output) or "\n".join(output.strip().splitlines()[-6:])
    sys.exit(f"\nCould not install {fault or 'all that is needed'}.\n{told}\n{more}")


def make_environment() -> None:
    """Make .venv, unless there is one of this Python that works."""
    python = ROOT / ".venv" / "bin" / "python"
    version = "import pip, sys; print(sys.version_info[:2])"
    if python.exists():
        asked = subprocess.run([python, "-c", version], capture_output=True, text=True)
        if asked.stdout.strip() == str(sys.version_info[:2]):
            return
    shutil.rmtree(ROOT / ".venv", ignore_errors=True)
    command = [sys.executable, "-m", "venv", ".venv"]
    made = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    if made.returncode:
        shutil.rmtree(ROOT / ".venv", ignore_errors=True)
        give_up(made.stdout + made.stderr)


def show(lines: Iterator[str]) -> None:
    """Tell what pip is at, in one line on a terminal, else every few seconds."""
    terminal, fetched, last = sys.stdout.isatty(), 0, time.monotonic()
    for line in lines:
        words = line.split()
        if words[:1] == ["Collecting"]:
            fetched += 1
            told = f"  fetching {words[1]} ({fetched})"
        elif words[:2] == ["Building", "wheel"]:
            told = f"  building {words[3]} from source, which takes its time"
        elif words[:2] == ["Installing", "collected"] and len(words) > 4:
            told = f"  unpacking {len(words) - 3} packages"
        else:
            continue
        if terminal:
            print(f"\r\033[K{told[:78]}", end="", flush=True)
        elif time.monotonic() - last > EVERY_SECONDS or "Collecting" not in line:
            print(told, flush=True)
            last = time.monotonic()
    if terminal:
        print("\r\033[K", end="")


def main() -> None:
    """Install Dateline and the extras named on the command line."""
    extras = sys.argv[1:]
    without = os.environ.get("WITHOUT", "").lower().replace(",", " ").split()
    purpose = f"what {' and '.join(extras)} needs" if extras else "Dateline"
    version = ".".join(map(str, sys.version_info[:3]))
    print(f"Installing {purpose} into .venv (Python {version}; a minute or so, once)")
    begun = time.monotonic()
    make_environment()
    pip = [str(ROOT / ".venv" / "bin" / "python"), "-m", "pip", "install"]
    pip += ["--disable-pip-version-check", "--constraint", "constraints.txt"]
    show(run([*pip, *requirements(extras, without)]))
    show(run([*pip, "--no-deps", "--no-build-isolation", "--editable", "."]))
    print(f"Installed in {time.monotonic() - begun:.0f} s.")


if __name__ == "__main__":
    main()
