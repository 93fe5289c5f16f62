"""What several rooms need is written down once: names of months, kinds of entity."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import fields
from datetime import date

from support.sources import MODULES, ids, tree_of

from search.codes.months import (
    MONTH_ABBREVIATIONS,
    MONTH_BEGINNINGS,
    MONTH_NUMBERS,
    MONTHS,
)
from search.model.article import (
    Article,
    Country,
    Facts,
    Mention,
    MentionedDate,
    Organisation,
    Person,
    Place,
    PlaceKind,
    TextField,
)
from search.model.fields import FIELDS, FieldKind
from search.model.kinds import ENTITY_KINDS, NAMED_KINDS
from search.model.values import field_values
from search.results.json import facts_as_json

ONE_MONTH = re.compile(
    r"(?<![a-z])(january|february|march|april|may|june|july|august|september|october"
    r"|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)(?![a-z])",
    re.IGNORECASE,
)
MANY = 7
"""Different months in the code of one module from which on they are a table."""


def an_article() -> Article:
    text = "Angela Merkel NATO Paris June 2019"

    def said(words: str) -> tuple[Mention, ...]:
        start = text.index(words)
        return (Mention(TextField.BODY, start, start + len(words), words),)

    june = MentionedDate("2019-06", date(2019, 6, 1), date(2019, 7, 1), said("June"))
    facts = Facts(
        people=(Person("Angela Merkel", said("Angela Merkel")),),
        organisations=(Organisation("NATO", said("NATO")),),
        places=(Place("Paris", PlaceKind.PLACE, "FR", said("Paris")),),
        countries=(Country("FR", "France", True, 1.0),),
        dates=(june,),
    )
    return Article(id="1", title="", body=text, facts=facts)


def strings(tree: ast.Module) -> Iterator[str]:
    """Yield the strings of a module, docstrings left out."""
    prose = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        match node:
            case ast.Constant(value=str(text)) if id(node) not in prose:
                yield text


def months_in(tree: ast.Module) -> set[str]:
    found = ONE_MONTH.findall(" ".join(strings(tree)))
    return {name[:3].lower() for name in found}


def test_only_one_module_lists_the_months() -> None:
    lists = [ids(path) for path in MODULES if len(months_in(tree_of(path))) >= MANY]
    assert lists == ["search/codes/months.py"]


def test_a_second_table_of_months_would_be_found() -> None:
    for code in (
        'X = "jan feb mar apr may jun jul"',
        'X = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul)[a-z]*"',
        'X = ["June", "July", "Aug", "Sept", "Oct", "Nov", "Dec"]',
    ):
        assert len(months_in(ast.parse(code))) == MANY
    assert not months_in(ast.parse('"""January February March April May June July"""'))


def test_every_form_of_a_month_has_its_number() -> None:
    assert len(MONTHS) == 12
    assert [MONTH_NUMBERS[name.lower()] for name in MONTHS] == list(range(1, 13))
    for form in MONTH_ABBREVIATIONS:
        full = MONTHS[MONTH_NUMBERS[form.lower()] - 1]
        assert full.startswith(form) or form == "Sept"


def test_every_form_begins_with_the_letters_of_its_month() -> None:
    for form in MONTH_NUMBERS:
        assert re.match(MONTH_BEGINNINGS, form, re.IGNORECASE)


def listed_together(tree: ast.Module) -> Iterator[set[str]]:
    """Yield the words of every list, tuple and set of a module."""
    for node in ast.walk(tree):
        if isinstance(node, ast.List | ast.Tuple | ast.Set):
            inner = [
                one.value if isinstance(one, ast.Starred) else one for one in node.elts
            ]
            yield {str(one.value) for one in inner if isinstance(one, ast.Constant)}


def lists_the_kinds(tree: ast.Module) -> bool:
    return any(set(NAMED_KINDS) <= words for words in listed_together(tree))


def test_no_module_lists_the_kinds_of_entity_again() -> None:
    assert [ids(path) for path in MODULES if lists_the_kinds(tree_of(path))] == []


def test_a_second_table_of_kinds_would_be_found() -> None:
    for code in (
        'X = ("place", "person", "source", "organisation")',
        'X = {"person", "organisation", "place"}',
    ):
        assert lists_the_kinds(ast.parse(code))
    assert not lists_the_kinds(ast.parse('X = ("person", "source")'))


def test_every_kind_is_a_list_of_facts_a_field_and_a_list_of_json() -> None:
    plurals = [kind.plural for kind in ENTITY_KINDS]
    assert plurals == [one.name for one in fields(Facts) if one.name != "sentences"]
    assert plurals == list(facts_as_json(Facts()))
    for kind in ENTITY_KINDS:
        assert FIELDS[kind.field].facet
        assert kind.entities(Facts()) == ()


def test_kinds_with_aliases_are_fields_of_names() -> None:
    assert all(FIELDS[name].kind is FieldKind.NAME for name in NAMED_KINDS)


def test_values_and_mentions_of_every_kind_are_those_of_the_article() -> None:
    article = an_article()
    found = {kind.name: list(kind.named(article.facts)) for kind in ENTITY_KINDS}
    assert [value for value, _ in found["person"]] == ["Angela Merkel"]
    assert [value for value, _ in found["organisation"]] == ["NATO"]
    assert [value for value, _ in found["place"]] == ["Paris"]
    assert [value for value, _ in found["country"]] == ["FR"]
    assert [value.value for value, _ in found["date"]] == ["2019-06"]
    assert field_values(article, "on") == ("2019-06", "2019")
    assert field_values(article, "country") == ("FR",)
    for named in found.values():
        for _, mentions in named:
            assert mentions
