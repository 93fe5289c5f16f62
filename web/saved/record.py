"""A saved search, and how a file holds it."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final
from urllib.parse import parse_qsl

from ..exports.plain import one_line
from ..state.links import whole
from ..state.state import SearchState, query_string, read_state

__all__ = [
    "LONGEST_NAME",
    "SavedSearch",
    "canonical_search",
    "fit_name",
    "new_id",
    "read_fields",
    "read_moment",
    "write_fields",
]

LONGEST_NAME: Final = 200

_ID: Final = re.compile("[0-9a-f]{12}")


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedSearch:
    """A search under a name, and what its result was when last looked at.

    Attributes:
        id: names it in addresses; 12 hexadecimal digits.
        name: what a person calls it; need not be the only one so called.
        search: the search as the query of its address, such as ``?q=budget``.
        saved: when it was saved, in UTC.
        looked: when its result was last looked at.
        total: how many articles it had then.
        index: names what it was answered from then: index, names and day.
        deleted: when it was deleted, if it was; it is kept a while to be put back.
        owner: the id of whose it is; 0 if it was saved where there are no accounts.
        shared: whether everybody sees it, and not its owner alone.
    """

    id: str
    name: str
    search: str
    saved: datetime
    looked: datetime
    total: int
    index: str
    deleted: datetime | None = None
    owner: int = 0
    shared: bool = True

    @property
    def state(self) -> SearchState:
        """The search, as far as it is still understood."""
        parameters = parse_qsl(self.search.removeprefix("?"), keep_blank_values=True)
        return read_state(parameters)[0]


def new_id() -> str:
    """Return an id no other saved search has."""
    return secrets.token_hex(6)


def fit_name(name: str, state: SearchState) -> str:
    """Return a name on one line and not too long; the query's text if there is none."""
    return one_line(name)[:LONGEST_NAME] or one_line(state.text)[:LONGEST_NAME]


def write_fields(saved: SavedSearch) -> dict[str, Any]:
    """Return a saved search as a file has it."""
    found = {
        "id": saved.id,
        "name": saved.name,
        "search": saved.search,
        "saved": _written(saved.saved),
        "looked": _written(saved.looked),
        "total": saved.total,
        "index": saved.index,
        "owner": saved.owner,
        "shared": saved.shared,
    }
    found |= {"deleted": _written(saved.deleted)} if saved.deleted else {}
    return {name: _storable(value) for name, value in found.items()}


def read_fields(fields: object) -> SavedSearch:
    """Return a saved search from what the file has.

    Raises:
        ValueError: if that is none; the message says what is wrong with it. Fields
            nobody knows are wrong too: writing the file again would drop them.
    """
    if not isinstance(fields, Mapping):
        raise ValueError("it is no object")
    rest = {"owner": 0, "shared": True} | dict(fields)  # as before there were owners
    deleted = rest.pop("deleted", None)
    shared = rest.pop("shared")
    if not isinstance(shared, bool):
        raise ValueError("its 'shared' is neither true nor false")
    found = SavedSearch(
        id=_text(rest, "id"),
        name=_text(rest, "name"),
        search=_text(rest, "search"),
        saved=read_moment(_text(rest, "saved"), "saved"),
        looked=read_moment(_text(rest, "looked"), "looked"),
        total=_number(rest, "total"),
        index=_text(rest, "index"),
        deleted=None if deleted is None else read_moment(deleted, "deleted"),
        owner=_number(rest, "owner"),
        shared=shared,
    )
    if rest:
        raise ValueError(f"it has {next(iter(rest))!r}, which is not known")
    if not _ID.fullmatch(found.id):
        raise ValueError("its id is not 12 hexadecimal digits")
    return found


def canonical_search(state: SearchState) -> str:
    """Return how a search is kept: whichever page of it was shown."""
    return query_string(whole(state))


def _text(fields: dict[str, Any], name: str) -> str:
    value = fields.pop(name, None)
    if not isinstance(value, str):
        raise ValueError(f"its {name!r} is missing or no text")
    return value


def _number(fields: dict[str, Any], name: str) -> int:
    value = fields.pop(name, None)
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ValueError(f"its {name!r} is missing or no number")
    return value


def read_moment(value: object, name: str) -> datetime:
    """Return the moment that a field says, in UTC unless it says another zone.

    Raises:
        ValueError: if it says none.
    """
    try:
        found = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        found = None
    if found is None:
        raise ValueError(f"its {name!r} is no moment such as 2025-03-05T12:00:00+00:00")
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _storable(value: Any) -> Any:
    """The value without halves of characters, which no file can hold."""
    text = isinstance(value, str)
    return value.encode("utf-8", "replace").decode() if text else value


def _written(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
