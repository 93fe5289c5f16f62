"""People called by their last name alone in an article that names a relative in full.

An article on the president and "first lady Michelle Obama" need not say "Barack". Its
"President Obama" is not she, and neither is "Obama" before she is first named.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from search.model.article import TextField

from .candidates import ArticlePerson, Keys, PersonCandidate

__all__ = ["find_unnamed"]

_BY_MARRIAGE = ("Lady",)
"""Last words of titles that someone has by marriage."""

_FIRST = ("President",)
"""Last words of titles that one of a family has, and is known by without more."""


def find_unnamed(
    candidates: Iterable[PersonCandidate],
    owners: Mapping[Keys, Sequence[ArticlePerson]],
) -> dict[Keys, ArticlePerson]:
    """Return the people of whom an article gives but the last name, by that name.

    Args:
        candidates: those of an article, in reading order.
        owners: the people named in full, by the forms that stand for them.
    """
    found: dict[Keys, ArticlePerson] = {}
    for candidate in candidates:
        keys = candidate.keys
        named = owners.get(keys, ()) if len(keys) == 1 and not candidate.given else ()
        if not named:
            continue
        leads = _leads(candidate, named)
        if leads or _contradicts(candidate, named):
            who = found.setdefault(keys, ArticlePerson(keys, "", False, shorts=[keys]))
            who.leads = who.leads or leads
            if candidate.title:
                who.titles[candidate.title] += 1
            if candidate.gender:
                who.genders[candidate.gender] += 1
    return found


def _contradicts(candidate: PersonCandidate, named: Iterable[ArticlePerson]) -> bool:
    """Whether a "Mr." can be none of them."""
    return bool(candidate.gender) and all(
        who.gender and who.gender != candidate.gender for who in named
    )


def _leads(candidate: PersonCandidate, named: Iterable[ArticlePerson]) -> bool:
    """Whether this is the one whose relatives they are: named before, or by title."""
    if candidate.mention.field is TextField.TITLE:
        return False
    at = candidate.mention.reading_order
    for who in named:
        if who.first is None or who.first < at or candidate.gender == who.gender != "":
            return False
        if not who.relative and not (
            candidate.title.endswith(_FIRST) and _is_lesser(who)
        ):
            return False
    return True


def _is_lesser(who: ArticlePerson) -> bool:
    """Whether somebody has no title of their own, where others of the name do."""
    own = any(not title.endswith(_BY_MARRIAGE) for title in who.titles)
    return not own and (who.gender == "female" or who.suffix == "jr")
