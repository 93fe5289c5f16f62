"""What fields, their values and orders are called, in the page's language."""

from __future__ import annotations

from typing import Final

from search.codes.countries import country_name
from search.codes.languages import language_name
from search.messages import english
from search.model.fields import (
    COUNTRY_FIELDS,
    FIELDS,
    NO_DATE,
    PERIOD_FACETS,
    UNRELIABLE_DATE,
)
from search.request import Sort

from .formats import period_code_words
from .languages import shown_language, shown_locale
from .translation import gettext

__all__ = [
    "country_words",
    "facet_words",
    "help_words",
    "kind_words",
    "language_words",
    "shown_value",
    "sort_words",
]

_COUNTRIES: Final = {
    # those that are no more, which no locale knows
    "AN": english("Netherlands Antilles"),
    "CS": english("Czechoslovakia"),
    "DD": english("East Germany"),
    "SU": english("Soviet Union"),
    "VD": english("North Vietnam"),
    "XV": english("South Vietnam"),
    "XW": english("West Germany"),
    "YD": english("South Yemen"),
    "YU": english("Yugoslavia"),
    "ZR": english("Zaire"),
    # those that locales call what no newspaper does
    "CD": english("Democratic Republic of the Congo"),
    "CG": english("Republic of the Congo"),
    "CI": english("Ivory Coast"),
    "HK": english("Hong Kong"),
    "MM": english("Myanmar"),
    "MO": english("Macau"),
    "PS": english("Palestinian territories"),
    "TL": english("East Timor"),
    "US": english("United States"),
    "VA": english("Vatican City"),
    "VN": english("Vietnam"),
}
"""Countries with names of ours; of the others babel knows what they are called."""

_NO_DATES: Final = {
    NO_DATE: english("No date"),
    UNRELIABLE_DATE: english("No reliable date"),
}

_SORTS: Final = {
    Sort.RELEVANCE: english("Relevance"),
    Sort.NEWEST: english("Newest"),
    Sort.OLDEST: english("Oldest"),
}


def facet_words(field: str) -> str:
    """Return the heading of a field: ``People``."""
    return gettext(FIELDS[field].label)


def kind_words(field: str) -> str:
    """Return what one value of a field is called, in front of it: ``Person``."""
    return gettext(FIELDS[field].one or FIELDS[field].label)


def help_words(field: str) -> str:
    """Return what a field holds, in one phrase."""
    return gettext(FIELDS[field].help)


def sort_words(sort: Sort) -> str:
    """Return what an order of hits is called: ``Newest``."""
    return gettext(_SORTS[sort])


def shown_value(field: str, value: str) -> str:
    """Return what people read for a value of a field, chosen or listed.

    Countries, languages and days are told in the page's language; names stay as the
    articles have them, and what is no value of the field as it is. A language begins
    with a capital, as it stands by itself.
    """
    if field in COUNTRY_FIELDS:
        return country_words(value)
    if field == "language":
        name = language_words(value)
        return name if name == value else name[:1].upper() + name[1:]
    if field == "year" and value in _NO_DATES:
        return gettext(_NO_DATES[value])
    if field == "on" or field in PERIOD_FACETS:
        return period_code_words(value)
    return value


def country_words(code: str) -> str:
    """Return the name of a country, of today or former; an unknown code as it is."""
    try:
        name = country_name(code)
    except KeyError:  # a filter that names no country
        return code
    if shown_language() == "en":
        return name
    if code in _COUNTRIES:
        return gettext(_COUNTRIES[code])
    return str(shown_locale().territories.get(code, name))


def language_words(code: str) -> str:
    """Return the name of a language inside a sentence; an unknown code as it is."""
    name = language_name(code)
    if shown_language() == "en":
        return name
    return str(shown_locale().languages.get(code, name))
