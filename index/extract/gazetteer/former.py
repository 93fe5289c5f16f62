"""What names of countries and cities meant when an article was published.

"Soviet" is the Soviet Union, "Zairean" Zaire, "German" and "Munich" of 1987 are
West Germany, "Leipzig" then East Germany. A former country that one of today
carries on counts for that one once it is gone ("West German firms" of 2015 are
German); one that fell into several keeps its own value for good, since no country
of today is meant. Where the date is not known, names mean what they mean today
and the names of former countries those.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from search.codes.countries import FormerCountry, former_countries
from search.model.article import Published

from .gazetteer import GazetteerEntry, Level

__all__ = ["Era", "era_of"]


@dataclass(frozen=True, slots=True)
class Era:
    """The codes to put in place of others.

    Attributes:
        gone: of former countries that ended, those they became.
        named: for countries named, or implied by their people.
        held: for their cities and regions: by country and part, part "" for all.
    """

    gone: Mapping[str, str] = field(default_factory=dict)
    named: Mapping[str, str] = field(default_factory=dict)
    held: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def at_the_time(self, entry: GazetteerEntry) -> GazetteerEntry:
        """An entry in the country of the time."""
        code = entry.country
        if code is None:
            return entry
        if entry.level in (Level.COUNTRY, Level.DEMONYM):
            new = self.gone.get(code) or self.named.get(code)
        else:
            new = (
                self.gone.get(code)
                or self.held.get((code, entry.state))
                or self.held.get((code, ""))
            )
        return entry._replace(country=new) if new else entry


def era_of(published: Published | None) -> Era:
    """The era of an article; the present if its date is not believed."""
    return _era_at(published.date) if published else Era()


@lru_cache(maxsize=1024)
def _era_at(day: datetime.date) -> Era:
    gone: dict[str, str] = {}
    named: dict[str, str] = {}
    held: dict[tuple[str, str], str] = {}
    for former in former_countries():
        if former.start <= day < former.end:
            _add_living(former, day, named, held)
        elif former.after and day >= former.end:
            gone[former.entry.code] = former.after
    return Era(gone, named, held)


def _add_living(
    former: FormerCountry,
    day: datetime.date,
    named: dict[str, str],
    held: dict[tuple[str, str], str],
) -> None:
    code = former.entry.code
    named.update(dict.fromkeys(former.usual, code))
    for country, part, until in former.lands:
        if day < until:
            held[country, part] = code
