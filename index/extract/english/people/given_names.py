"""Which word of a name is a given name, and which names begin with the family's."""

from __future__ import annotations

from ....word_lists import listed_words

__all__ = ["family_first", "given_name"]


def given_name(key: str) -> float:
    """How surely a folded word is a given name: 1, 0.5 ("Rose") or 0."""
    given = listed_words("first_names.txt")
    return 1.0 if key in given else 0.5 if key + "?" in given else 0.0


def family_first(keys: tuple[str, ...]) -> bool:
    """Whether a name begins with the family name: "Xi Jinping", "Kim Jong Un"."""
    family = listed_words("east_asian_surnames.txt")
    if not 1 < len(keys) <= 3 or keys[-1] in family:
        return False
    if keys[0] in family:
        return True
    korean = "-" in keys[-1] or len(keys) == 3
    return keys[0] + "?" in family and korean and given_name(keys[1]) < 1
