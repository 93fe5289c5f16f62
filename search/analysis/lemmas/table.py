"""The tables of the forms that rules get wrong: "ging" is of "gehen".

Each form has one key, which is the stem that rules give to the other forms of its word,
or the word itself with a sign after it where that stem is another word's. Forms that
are not in a table have the stem of the rules. ``python -m training.lemmas`` makes the
tables; ``README.md`` says from what.
"""

from __future__ import annotations

import lzma
from collections.abc import Mapping
from importlib import resources
from typing import Final

__all__ = ["TABLED", "read_table"]

TABLED: Final = frozenset(("de", "es", "fr", "it", "nl", "pl", "pt", "ru", "uk"))
"""The languages that have a table."""


def read_table(language: str) -> Mapping[str, str]:
    """Return the key of each form that is not as the rules have it; {} without a table.

    Forms and keys are folded. It takes 30 to 60 milliseconds and some 6 MB.
    """
    if language not in TABLED:
        return {}
    packed = (resources.files(__package__) / f"{language}.tsv.xz").read_bytes()
    rows = lzma.decompress(packed).decode("utf-8").splitlines()
    cut = (row.split("\t") for row in rows)
    return {form: key for key, forms in cut for form in forms.split()}
