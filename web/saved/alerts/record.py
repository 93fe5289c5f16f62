"""An alert: a search that is watched for somebody, and how they are told."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import parse_qsl

from ...state.state import SearchState, read_state

__all__ = ["Alert", "Digest", "Period"]


class Period(StrEnum):
    """How often somebody is told."""

    HOUR = "hour"
    DAY = "day"
    WEEK = "week"

    @property
    def seconds(self) -> int:
        """How long it is."""
        return {Period.HOUR: 3600, Period.DAY: 86_400, Period.WEEK: 604_800}[self]


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """A watched search.

    Attributes:
        id: the id of the saved search.
        owner: the id of the person it is for; 0 where there are no accounts.
        name: what the saved search is called.
        search: it, as the query of its address.
        period: how often it is looked at, and told of.
        email: where mail is sent; "" for nowhere. With accounts, that of the person
            is used, and this only says whether they want any.
        webhook: the address that is sent to; "" for none.
        secret: what its feed is found by.
        key: what is sent to a webhook is signed with.
        language: the code of the language people are told in.
        due: when it is looked at next, in seconds since 1970.
        trouble: what went wrong the last time, in English; "" if nothing did.
    """

    id: str
    owner: int
    name: str
    search: str
    period: Period
    email: str
    webhook: str
    secret: str
    key: str
    language: str
    due: float
    trouble: str = ""

    @property
    def state(self) -> SearchState:
        """The search, as far as it is still understood."""
        parameters = parse_qsl(self.search.removeprefix("?"), keep_blank_values=True)
        return read_state(parameters)[0]


@dataclass(frozen=True, slots=True)
class Digest:
    """New articles that are told of together, once by each way.

    Attributes:
        id: names it to whoever gets it, should it come twice.
        way: "email" or "webhook".
        articles: their ids, the newest first.
        found: when they were found, in seconds since 1970.
    """

    id: str
    way: str
    articles: tuple[str, ...]
    found: float
