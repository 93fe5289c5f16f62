"""The formats of export there are; another one is a line here."""

from __future__ import annotations

from typing import Final

from .bibtex import bibtex, bibtex_entry
from .format import Format
from .json_lines import json_lines
from .ris import ris, ris_record
from .table import table

__all__ = ["CITING", "FORMATS"]

FORMATS: Final = {
    format.kind: format
    for format in (
        Format("csv", "CSV", "text/csv", table()),
        Format("jsonl", "JSON Lines", "application/x-ndjson", json_lines),
        Format("ris", "RIS", "application/x-research-info-systems", ris, ris_record),
        Format("bib", "BibTeX", "application/x-bibtex", bibtex, bibtex_entry),
    )
}
"""The ways to write down a whole result."""

CITING: Final = {kind: format.cite for kind, format in FORMATS.items() if format.cite}
"""Those in which a single article is cited."""
