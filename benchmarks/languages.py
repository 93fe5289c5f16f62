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
from search.codes.languages import (
    NAMED_LANGUAGES,
    NAMES_MODELS,
    PACKED_LANGUAGES,
    language_codes,
    language_name,
)

from .packs import read_pack_figures
from .quality_languages import read_name_figures
from .reach import read_figures

__all__ = ["PAGE", "renew", "table"]

PAGE: Final = Path(__file__).parent.parent / "docs" / "languages.md"


def table() -> Iterator[str]:
    """Yield the lines of the table, by the names of the languages."""
    yield "| language | code | forms | function words | found in articles |"
    yield "|---|---|---|---|---|"
    measured = read_figures()
    for code in sorted(language_codes(), key=language_name):
        analyzer = ANALYZERS.get(code)
        found = _found(code)
        if analyzer is None and not found:
            continue
        forms = "rules" if analyzer else ""
        if code in measured:
            _, (reach, precision) = measured[code]
            forms = f"table, {reach:.2f} ({precision:.2f})"
        if code == "en":
            forms = "table"
        words = "yes" if analyzer and analyzer.function_words else ""
        yield f"| {language_name(code)} | `{code}` | {forms} | {words} | {found} |"


def _found(code: str) -> str:
    if code in NAMED_LANGUAGES or code in NAMES_MODELS["open"]:
        return "people, places, organisations, countries, dates"
    if code in PACKED_LANGUAGES:
        return "places, countries, dates"
    return "countries" if knows_countries(code) else ""


def reach() -> Iterator[str]:
    """Yield the lines of what the rules reach alone, by the codes of the languages."""
    yield "| language | by rules alone | with the table |"
    yield "|---|---|---|"
    for code, figures in sorted(read_figures().items()):
        rules, now = (f"{one.reach:.3f} ({one.precision:.3f})" for one in figures)
        yield f"| {language_name(code)} | {rules} | {now} |"


def facts() -> Iterator[str]:
    """Yield the lines of what is found in languages with a pack, and how rightly."""
    yield "| set | found | places | on organisations | on people |"
    yield "|---|---|---|---|---|"
    for name, figures in read_pack_figures().items():
        yield f"| {name} | {' | '.join(figures)} |"


def names() -> Iterator[str]:
    """Yield the lines of how well names are told, by set and model."""
    yield "| set | model | people | places | organisations | as facts | spaCy |"
    yield "|---|---|---|---|---|---|---|"
    for name, model, people, places, bodies, *others in read_name_figures():
        facts, theirs = others[:3], others[3:]
        yield (
            f"| {name} | {model} | {people} | {places} | {bodies} | "
            f"{' / '.join(facts)} | {' / '.join(filter(None, theirs))} |"
        )


_PARTS: Final = {"table": table, "reach": reach, "facts": facts, "names": names}


def renew(text: str) -> str:
    """Return the page with its tables made anew."""
    for name, rows in _PARTS.items():
        head, _, rest = text.partition(f"<!-- {name} -->")
        _, _, tail = rest.partition(f"<!-- /{name} -->")
        lines = "\n".join(rows())
        text = f"{head}<!-- {name} -->\n\n{lines}\n\n<!-- /{name} -->{tail}"
    return text


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="put it into the page")
    if parser.parse_args().write:
        PAGE.write_text(renew(PAGE.read_text("utf-8")), "utf-8")
    else:
        print("\n".join(table()))


if __name__ == "__main__":
    main()
