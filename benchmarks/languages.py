"""What is known of each language: ``python -m benchmarks.languages`` prints the table.

``--write`` puts it into ``docs/languages.md``.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from index.extract.known.country_names import knows_countries
from search.analysis.registry import ANALYZERS
from search.codes.languages import NAMED_LANGUAGES, language_codes, language_name

__all__ = ["PAGE", "page_with", "table"]

PAGE: Final = Path(__file__).parent.parent / "docs" / "languages.md"
_BEGIN, _END = "<!-- table -->", "<!-- /table -->"


def table() -> Iterator[str]:
    """Yield the lines of the table, by the names of the languages."""
    yield "| language | code | forms | function words | found in articles |"
    yield "|---|---|---|---|---|"
    for code in sorted(language_codes(), key=language_name):
        analyzer = ANALYZERS.get(code)
        found = _found(code)
        if analyzer is None and not found:
            continue
        forms = "yes" if analyzer else ""
        words = "yes" if analyzer and analyzer.function_words else ""
        yield f"| {language_name(code)} | `{code}` | {forms} | {words} | {found} |"


def _found(code: str) -> str:
    if code in NAMED_LANGUAGES:
        return "people, places, organisations, countries, dates"
    return "countries" if knows_countries(code) else ""


def page_with(text: str, rows: Iterator[str]) -> str:
    """Return the page with the table put into its place."""
    head, _, rest = text.partition(_BEGIN)
    _, _, tail = rest.partition(_END)
    lines = "\n".join(rows)
    return f"{head}{_BEGIN}\n\n{lines}\n\n{_END}{tail}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="put it into the page")
    if parser.parse_args().write:
        PAGE.write_text(page_with(PAGE.read_text("utf-8"), table()), "utf-8")
    else:
        print("\n".join(table()))


if __name__ == "__main__":
    main()
