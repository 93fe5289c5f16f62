"""The parameters of the API: what each may be, for readers and for reading it.

One table serves both, so the document says of a parameter what is taken, and nothing
else is: what is unknown or malformed is refused, all of it at once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from search.codes.countries import country_code
from search.codes.dates import parse_period
from search.codes.languages import language_code
from search.model.fields import COUNTRY_FIELDS, FACETS, FIELDS, FieldKind
from search.query.limits import MAX_LENGTH
from search.request import Match, Sort

from ..http.problems import BadParameters, Fault

__all__ = [
    "DAY",
    "FILTERS",
    "LONGEST_VALUE",
    "MOST_VALUES",
    "SEARCH",
    "Parameter",
    "one_of",
    "read",
    "size",
    "text_of_length",
]

MOST_VALUES: Final = 30
"""How often one parameter may be repeated."""

LONGEST_VALUE: Final = 300
"""As long as a name can be."""

_REPLACED: Final = {"strict": "there is no such parameter any more; use match=all"}
"""What is said of parameters that there were once."""

Schema = Mapping[str, Any]


class _Refused(Exception):
    """A value that is none of the parameter's.

    Attributes:
        allowed: the values there are, if they can be listed.
    """

    def __init__(self, detail: str, allowed: Iterable[str] = ()) -> None:
        super().__init__(detail)
        self.allowed = tuple(allowed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A parameter of the query string.

    Attributes:
        schema: JSON schema of one value.
        read: the value as Python has it, of the text given; refuses what is none.
        many: whether it may be repeated; its value is then a tuple.
        least: how often it is repeated at least, and ``most`` at most.
        default: its value when it is not given.
    """

    name: str
    help: str
    schema: Schema
    read: Callable[[str], Any]
    many: bool = False
    least: int = 0
    most: int = MOST_VALUES
    default: Any = None


def read(
    parameters: Sequence[Parameter], given: Iterable[tuple[str, str]]
) -> dict[str, Any]:
    """Return the value of every parameter there is, from those given.

    Raises:
        BadParameters: if any is unknown, repeated or malformed; it names them all.
    """
    known = {parameter.name: parameter for parameter in parameters}
    taken: dict[str, list[str]] = {}
    for name, text in given:
        taken.setdefault(name, []).append(text)
    values = {p.name: () if p.many else p.default for p in parameters}
    faults = []
    for name, texts in taken.items():
        try:
            if name not in known:
                refusal = _REPLACED.get(name, "there is no such parameter here")
                raise _Refused(refusal, known)
            values[name] = _value(known[name], texts)
        except _Refused as refused:
            faults.append(Fault(name, str(refused), refused.allowed))
    if faults:
        raise BadParameters(faults)
    return values


def _value(parameter: Parameter, texts: list[str]) -> Any:
    if not parameter.many:
        if len(texts) > 1:
            raise _Refused("it may be given only once")
        return parameter.read(texts[0])
    if len(texts) > MOST_VALUES:
        raise _Refused(f"it may be given {MOST_VALUES} times at most")
    return tuple(dict.fromkeys(parameter.read(text) for text in texts))


# ── kinds of values ──────────────────────────────────────────────────────────


def one_of(names: Iterable[str]) -> tuple[Schema, Callable[[str], str]]:
    """Return schema and reader of one of these words."""
    known = tuple(names)

    def taken(text: str) -> str:
        if text not in known:
            raise _Refused(f"“{text[:40]}” is none of its values", known)
        return text

    return {"type": "string", "enum": list(known)}, taken


def size(name: str, help: str, *, most: int, default: int | None) -> Parameter:
    """Return a parameter that says how many, from 1."""

    def taken(text: str) -> int:
        if not re.fullmatch("[0-9]{1,9}", text) or not 1 <= int(text) <= most:
            raise _Refused(f"it is a whole number from 1 to {most:,}")
        return int(text)

    schema: dict[str, Any] = {"type": "integer", "minimum": 1, "maximum": most}
    if default is not None:
        schema["default"] = default
    return Parameter(name=name, help=help, schema=schema, read=taken, default=default)


def text_of_length(longest: int, *, empty: bool) -> tuple[Schema, Callable[[str], str]]:
    """Return schema and reader of a text, blank or not."""

    def taken(text: str) -> str:
        if len(text) > longest:
            raise _Refused(f"it has {longest:,} characters at most")
        if not empty and not text.strip():
            raise _Refused("it is empty")
        return text

    schema = {"type": "string", "maxLength": longest}
    return schema if empty else schema | {"minLength": 1, "pattern": r"\S"}, taken


DAY: Final[dict[str, Any]] = {"type": "string", "format": "date"}
_YEAR_PATTERN: Final = "(?!0000)[0-9]{4}"
_YEAR: Final = {"type": "string", "pattern": f"^{_YEAR_PATTERN}$"}
_MONTH: Final = {"type": "string", "pattern": f"^{_YEAR_PATTERN}-(0[1-9]|1[0-2])$"}
_PERIOD: Final = re.compile(f"{_YEAR_PATTERN}(-[0-9]{{2}}(-[0-9]{{2}})?)?", re.ASCII)
_FORMS: Final = {"year": 4, "month": 7, "day": 10}


def _period(text: str) -> str:
    if not _PERIOD.fullmatch(text) or parse_period(text) is None:
        raise _Refused("it is a date such as 2019, 2019-06 or 2019-06-05")
    return text


def _period_of(form: str, others: Iterable[str] = ()) -> Callable[[str], str]:
    also = tuple(others)

    def taken(text: str) -> str:
        if text in also:
            return text
        if len(text) != _FORMS[form]:
            example = "2019-06-05"[: _FORMS[form]]
            raise _Refused(" or ".join([f"it is a {form} such as {example}", *also]))
        return _period(text)

    return taken


def _flag(name: str, help: str) -> Parameter:
    _, taken = one_of(("true", "false"))
    return Parameter(
        name=name,
        help=help,
        schema={"type": "boolean", "default": False},
        read=lambda text: taken(text) == "true",
        default=False,
    )


def _switch(name: str, help: str) -> Parameter:
    schema, taken = one_of(("yes", "no"))
    return Parameter(
        name=name,
        help=help,
        schema={**schema, "default": "yes"},
        read=lambda text: taken(text) == "yes",
        default=True,
    )


def _coded(
    code_of: Callable[[str], str | None], what: str, example: str
) -> Callable[[str], str]:
    """Reads what stands for one of some codes."""

    def read(text: str) -> str:
        code = code_of(text)
        if code is None:
            raise _Refused(f"“{text[:40]}” is no {what}; give a code such as {example}")
        return code

    return read


_country: Final = _coded(country_code, "country", "FR")
_language: Final = _coded(language_code, "language", "fr")


# ── the parameters of a search ───────────────────────────────────────────────


_HELP: Final = {"on": "dates mentioned in it: a year, month or day that holds one"}


def _facet_values(field: str) -> tuple[Schema, Callable[[str], str]]:
    match field:
        case _ if field in COUNTRY_FIELDS:
            return {"$ref": "#/components/schemas/CountryCode"}, _country
        case "language":
            return {"$ref": "#/components/schemas/LanguageCode"}, _language
        case "on":
            return {"anyOf": [_YEAR, _MONTH, DAY]}, _period
        case "year":
            others = ("none", "unreliable")
            schema = {"anyOf": [_YEAR, {"type": "string", "enum": list(others)}]}
            return schema, _period_of("year", others)
        case "month":
            return _MONTH, _period_of("month")
        case "day":
            return DAY, _period_of("day")
        case _:
            return text_of_length(LONGEST_VALUE, empty=False)


def _choosing(field: str) -> tuple[Parameter, Parameter]:
    schema, taken = _facet_values(field)
    what = _HELP.get(field, FIELDS[field].help)
    if FIELDS[field].kind is FieldKind.NAME:
        what += "; whole names, in any capitals and accents"
    wanted = f"{what[0].upper()}{what[1:]}. One of several is enough."
    unwanted = f"Only articles with none of these values of `{field}`."
    return (
        Parameter(name=field, help=wanted, schema=schema, read=taken, many=True),
        Parameter(
            name=f"-{field}", help=unwanted, schema=schema, read=taken, many=True
        ),
    )


def _bound(name: str, help: str) -> Parameter:
    schema = {"anyOf": [_YEAR, _MONTH, DAY]}
    return Parameter(name=name, help=help, schema=schema, read=_period)


_MATCH_SCHEMA, _read_match = one_of(Match)
_QUERY_SCHEMA, _read_query = text_of_length(MAX_LENGTH, empty=True)
_SORT_SCHEMA, _read_sort = one_of(Sort)

FILTERS: Final = (
    Parameter(
        name="q",
        help="The query, in the query language; none means all articles.",
        schema=_QUERY_SCHEMA,
        read=_read_query,
        default="",
    ),
    *(parameter for field in FACETS for parameter in _choosing(field)),
    _bound("from", "The first day, month or year of publication wanted."),
    _bound(
        "to",
        "The last day, month or year of publication wanted. If it lies before `from`, "
        "the two are swapped.",
    ),
    Parameter(
        name="match",
        help="How many of the words an article must have, where the query is of words "
        "alone; `auto` is all of them, or most where hardly any article has all.",
        schema={**_MATCH_SCHEMA, "default": Match.AUTO.value},
        read=lambda text: Match(_read_match(text)),
        default=Match.AUTO,
    ),
)
"""What makes up a result."""

SEARCH: Final = (
    *FILTERS,
    Parameter(
        name="sort",
        help="The order of the hits; by relevance if there are words, else newest "
        "first. Undated articles come last in both orders by date.",
        schema=_SORT_SCHEMA,
        read=lambda text: Sort(_read_sort(text)),
    ),
    _flag("fresh", "Newer articles count more, where hits are sorted by relevance."),
    _switch(
        "fold",
        "Whether of each group of near-duplicates only the first hit is given; "
        "`total` and facets count all articles either way.",
    ),
    _switch(
        "meaning",
        "Whether the first 50 hits by relevance to a question of four words or "
        "more are ordered by meaning as well, where the articles have vectors.",
    ),
)
"""What makes up a result, and its order."""
