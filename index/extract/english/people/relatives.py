"""Who is called by the last name alone in an article that names a relative in full.

An article on the president and "first lady Michelle Obama" need not say "Barack". Its
"President Obama" is not she, and neither is "Obama" before she is first named.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from search.model.article import TextField

from .candidates import Candidate, Keys, Who

__all__ = ["unnamed"]

_OF_KIN = ("Lady",)
"""Last words of titles that someone has by marriage."""

_FIRST = ("President",)
"""Last words of titles that one of a family has, and is known by without more."""


def unnamed(
    candidates: Iterable[Candidate], owners: Mapping[Keys, Sequence[Who]]
) -> dict[Keys, Who]:
    """Return the people of whom an article gives but the last name, by that name.

    Args:
        candidates: those of an article, in reading order.
        owners: the people named in full, by the forms that stand for them.
    """
    found: dict[Keys, Who] = {}
    for candidate in candidates:
        keys = candidate.keys
        named = owners.get(keys, ()) if len(keys) == 1 and not candidate.given else ()
        if not named:
            continue
        leads = _leads(candidate, named)
        if leads or _contradicts(candidate, named):
            who = found.setdefault(keys, Who(keys, "", False, shorts=[keys]))
            who.leads = who.leads or leads
            if candidate.title:
                who.titles[candidate.title] += 1
            if candidate.gender:
                who.genders[candidate.gender] += 1
    return found


def _contradicts(candidate: Candidate, named: Iterable[Who]) -> bool:
    """Whether a "Mr." can be none of them."""
    return bool(candidate.gender) and all(
        who.gender and who.gender != candidate.gender for who in named
    )


def _leads(candidate: Candidate, named: Iterable[Who]) -> bool:
    """Whether this is the one whose relatives they are: named before, or by title."""
    if candidate.mention.field is TextField.TITLE:
        return False
    at = candidate.mention.reading_order
    for who in named:
        if who.first is None or who.first < at or candidate.gender == who.gender != "":
            return False
        if not who.kin and not (candidate.title.endswith(_FIRST) and _is_lesser(who)):
            return False
    return True


def _is_lesser(who: Who) -> bool:
    """Whether somebody has no title of their own, where others of the name do."""
    own = any(not title.endswith(_OF_KIN) for title in who.titles)
    return not own and (who.gender == "female" or who.suffix == "jr")
