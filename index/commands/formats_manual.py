"""The list of formats in README, made from the registry of readers.

``python -m index.commands.formats_manual`` writes it anew.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from ..readers import FAMILIES, Reader
from ..readers.bytes.containers import CONTAINERS

__all__ = ["formats_list", "with_list"]

BEGIN: Final = "<!-- formats: make docs -->\n"
END: Final = "<!-- end of formats -->\n"


def formats_list() -> str:
    """Return every format by family, in Markdown."""
    parts = [_family(name, readers) for name, readers in FAMILIES.items()]
    packed = ", ".join(f"`{each.suffix}`" for each in CONTAINERS)
    parts.append(f"- **Files in files**, read like folders: {packed}")
    return "\n".join(parts) + "\n"


def _family(name: str, readers: tuple[Reader, ...]) -> str:
    return "\n".join([f"- **{name}**", *(f"  - {_line(one)}" for one in readers)])


def _line(reader: Reader) -> str:
    suffixes = ", ".join(f"`{suffix}`" for suffix in reader.suffixes)
    needs = f"; needs `pip install 'dateline[{reader.extra}]'`" if reader.extra else ""
    return (
        f"`{reader.name}`: {reader.about}{f' ({suffixes})' if suffixes else ''}{needs}"
    )


def with_list(text: str) -> str:
    """Return the text of README with the list of formats as it is now."""
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return before + BEGIN + formats_list() + END + after


if __name__ == "__main__":
    readme = Path("README.md")
    readme.write_text(with_list(readme.read_text(encoding="utf-8")), encoding="utf-8")
