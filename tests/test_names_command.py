"""What a person says of names: merged, renamed, hidden, and taken back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from support.runs import called, write_lines

from search.lexicon.curation import Curation, read

NEWS: list[dict[str, object]] = [
    {
        "id": f"n{number}",
        "title": "Talks",
        "text": f"President {name} spoke to reporters in {place}. {short} said no.",
    }
    for number, (name, short, place) in enumerate(
        [
            ("Donald Trump", "Trump", "Norway"),
            ("Donald Trump", "Trump", "Peru"),
            ("Angela Merkel", "Merkel", "Norway"),
            ("Emmanuel Macron", "Macron", "Paris"),
        ]
    )
]


class Cli:
    """The command line on one data folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.file = folder / "data/names.txt"

    def __call__(self, *arguments: object) -> Result:
        return called(self.folder / "data", *arguments)

    def json(self, *arguments: object) -> Any:
        result = self(*arguments, "--json")
        assert result.exit_code == 0, result.output
        return json.loads(result.stdout)

    def facet(self, name: str = "person") -> dict[str, int]:
        facets = self.json("search")["facets"]
        return {value["value"]: value["count"] for value in facets[name]}

    def index(self) -> Any:
        return self.json("index", self.folder / "in", "-j", 0)


BEFORE = {"Angela Merkel": 1, "Donald Trump": 2, "Emmanuel Macron": 1}


@pytest.fixture
def cli(tmp_path: Path) -> Cli:
    made = Cli(tmp_path)
    write_lines(tmp_path / "in/news.jsonl", NEWS)
    made.index()
    assert made.facet() == BEFORE
    return made


def test_merging_shows_at_once_and_survives_a_reindex(cli: Cli) -> None:
    done = cli.json("names", "merge", "angela merkel", "Emmanuel Macron")
    assert done["rules"] == ['merge person "angela merkel" -> "Emmanuel Macron"']
    assert done["articles"] == 1
    merged = {"Donald Trump": 2, "Emmanuel Macron": 2}
    assert cli.facet() == merged
    found = cli.json("search", 'person:"Angela Merkel"')
    assert found["total"] == 2
    assert [notice["text"] for notice in found["notices"]] == [
        "“Angela Merkel” is listed as “Emmanuel Macron”."
    ]
    cli("reindex", "-j", 0)
    assert cli.facet() == merged
    assert cli.json("search", 'person:"Angela Merkel"')["total"] == 2


def test_renaming_shows_the_name_as_written(cli: Cli) -> None:
    assert cli.json("names", "rename", "Donald Trump", "D. J. TRUMP")["articles"] == 2
    assert cli.facet() == {"Angela Merkel": 1, "D. J. TRUMP": 2, "Emmanuel Macron": 1}
    cli("names", "rename", "Donald Trump", "donald trump")
    assert "donald trump" in cli.facet()


def test_an_old_name_goes_on_to_find_until_it_is_undone(cli: Cli) -> None:
    cli("names", "rename", "Donald Trump", "The Donald")
    for query in ('person:"Donald Trump"', "person:trump", 'person:"The Donald"'):
        assert cli.json("search", query)["total"] == 2, query
    assert cli.json("search", "--person", "Donald Trump")["total"] == 2
    cli("names", "undo", "Donald Trump")
    assert cli.json("search", 'person:"The Donald"')["total"] == 0
    found = cli.json("search", 'person:"Donald Trump"')
    assert (found["total"], found["notices"]) == (2, [])


def test_a_name_no_article_gives_is_another_spelling_at_once(cli: Cli) -> None:
    with cli.file.open("a") as file:
        file.write('merge person "Mutti" -> "Angela Merkel"\n')
    cli.index()
    assert cli.json("search", 'person:"Mutti"')["total"] == 1
    assert cli.json("search", "--person", "Mutti")["total"] == 1


def test_the_spellings_of_a_hidden_name_find_nothing(cli: Cli) -> None:
    cli("names", "merge", "Angela Merkel", "Emmanuel Macron")
    cli("names", "hide", "Emmanuel Macron")
    for query in ('person:"Angela Merkel"', "person:macron", "person:merkel"):
        found = cli.json("search", query)
        assert found["total"] == 0, query
        assert [notice["kind"] for notice in found["notices"]] == ["hidden-name"]


def test_what_is_hidden_is_shown_again(cli: Cli) -> None:
    cli("names", "hide", "Donald Trump")
    assert cli.facet() == {"Angela Merkel": 1, "Emmanuel Macron": 1}
    assert cli.json("search", "person:trump")["total"] == 0
    assert cli.json("search", "trump")["total"] == 2
    cli("names", "show", "donald trump")
    assert cli.facet() == BEFORE


def test_deleting_the_line_undoes_at_the_next_run(cli: Cli) -> None:
    cli("names", "hide", "Donald Trump")
    text = cli.file.read_text(encoding="utf-8")
    cli.file.write_text(text.replace('hide person "Donald Trump"\n', ""), "utf-8")
    assert cli.index()["unchanged"] == 4
    assert cli.facet() == BEFORE


def test_undo_deletes_the_line(cli: Cli) -> None:
    cli("names", "merge", "Angela Merkel", "Donald Trump")
    done = cli.json("names", "undo", "Angela Merkel")
    assert done["rules"] == ['deleted: merge person "Angela Merkel" -> "Donald Trump"']
    assert cli.facet() == BEFORE


def test_a_line_written_by_hand_applies_at_the_next_run(cli: Cli) -> None:
    line = "\ufeff# mine\r\n  Hide  Person “Angela  Merkel”  # gone\r\n"
    cli.file.write_text(line, encoding="utf-8")
    cli("reindex", "--if-needed", "-j", 0)
    assert "Angela Merkel" not in cli.facet()
    cli("names", "hide", "Donald Trump")
    assert cli.facet() == {"Emmanuel Macron": 1}
    assert "# mine" in cli.file.read_text(encoding="utf-8")


def test_a_broken_line_is_told_and_the_others_apply(cli: Cli) -> None:
    lines = 'hide person "Angela Merkel"', "hide Donald", 'hide dog "Rex"'
    text = "\n".join([*lines, 'merge person "A"', ""])
    cli.file.write_text(text, encoding="utf-8")
    failed = cli.index()["failed"]
    assert [one["source"] for one in failed] == [str(cli.file)] * 3
    assert [one["reason"].partition(":")[0] for one in failed] == [
        "line 2",
        "line 3",
        "line 4",
    ]
    assert "Angela Merkel" not in cli.facet()
    assert "line 3: 'dog' is not" in cli("reindex", "-j", 0).stderr
    assert cli("index", cli.folder / "in", "-j", 0, "--strict").exit_code == 1
    assert "line 2" in cli("names", "hide", "Donald Trump").stderr
    assert "hide Donald\n" in cli.file.read_text(encoding="utf-8")


def test_a_file_that_cannot_be_read_stops_with_a_sentence(cli: Cli) -> None:
    cli.file.write_bytes(b'hide person "\xff"\n')
    result = cli("index", cli.folder / "in", "-j", 0)
    assert result.exit_code == 78
    assert "names.txt cannot be read" in result.stderr
    assert cli.facet() == BEFORE


def test_the_file_explains_itself(cli: Cli) -> None:
    cli("names", "hide", "Donald Trump")
    text = cli.file.read_text(encoding="utf-8")
    assert text.startswith("# ")
    assert text.endswith('\nhide person "Donald Trump"\n')
    assert read(cli.file)[1] == []


def test_a_second_rule_for_a_name_takes_the_place_of_the_first(cli: Cli) -> None:
    cli("names", "hide", "Donald Trump")
    cli("names", "rename", "Donald Trump", "D. Trump")
    rules, _ = read(cli.file)
    assert list(map(str, rules)) == ['rename person "Donald Trump" -> "D. Trump"']


def test_places_are_curated_too(cli: Cli) -> None:
    cli("names", "hide", "Paris")
    assert "Paris" not in cli.facet("place")
    assert cli.json("search", "place:paris")["total"] == 0


def test_list_tells_the_names_and_their_articles(cli: Cli) -> None:
    cli("names", "merge", "Angela Merkel", "Donald Trump")
    cli("names", "hide", "Emmanuel Macron")
    found = cli.json("names", "list", "--kind", "person")["names"]
    assert found == [
        {
            "kind": "person",
            "name": "Donald Trump",
            "hidden": False,
            "articles": 3,
            "spellings": ["Donald Trump", "Angela Merkel"],
        },
        {
            "kind": "person",
            "name": "Emmanuel Macron",
            "hidden": True,
            "articles": 1,
            "spellings": ["Emmanuel Macron"],
        },
    ]
    text = cli("names", "list", "merk").stdout
    assert "Donald Trump" in text
    assert "Macron" not in text
    assert "No name" in cli("names", "list", "xyzzy").stdout


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("merge", "Nobody Here", "Donald Trump"), "no person, organisation or place"),
        (("merge", "Donald Trump", "Nobody Here"), "dateline names rename"),
        (("hide", "Donald Trump", "--kind", "place"), "no place is called"),
        (("show", "Donald Trump"), "is not hidden"),
        (("undo", "Donald Trump"), "no rule for"),
        (("rename", "Donald Trump", 'The "Don"'), "quotation marks"),
        (("rename", "Donald Trump", ""), "empty"),
    ],
)
def test_what_makes_no_sense_changes_nothing(
    cli: Cli, arguments: tuple[str, ...], says: str
) -> None:
    result = cli("names", *arguments)
    assert result.exit_code == 2
    assert says in result.stderr
    assert not cli.file.exists()
    assert cli.facet() == BEFORE


def test_without_an_archive_there_is_nothing_to_name(tmp_path: Path) -> None:
    result = Cli(tmp_path)("names", "hide", "Donald Trump")
    assert result.exit_code == 66
    assert not (tmp_path / "data").exists()


# ── what rules come to ───────────────────────────────────────────────────────


def curation(tmp_path: Path, *lines: str) -> Curation:
    path = tmp_path / "names.txt"
    path.write_text("\n".join(lines), encoding="utf-8")
    rules, faults = read(path)
    assert faults == []
    return Curation(rules)


def value(rules: Curation, name: str, **shown: str) -> str | None:
    return rules.value("person", name, lambda kind, name: shown.get(name, name))


def test_rules_are_followed_one_after_the_other(tmp_path: Path) -> None:
    rules = curation(
        tmp_path,
        'merge person "A" -> "B"',
        'merge person "B" -> "C"',
        'rename person "C" -> "D"',
    )
    assert [value(rules, name) for name in "ABCD"] == ["D", "D", "D", "D"]


def test_of_rules_in_a_circle_the_last_counts(tmp_path: Path) -> None:
    rules = curation(
        tmp_path,
        'merge person "A" -> "B"',
        'merge person "B" -> "C"',
        'merge person "C" -> "A"',
    )
    assert [value(rules, name) for name in "ABC"] == ["B", "B", "B"]
    rules = curation(tmp_path, 'merge person "A" -> "B"', 'merge person "B" -> "A"')
    assert [value(rules, name) for name in "AB"] == ["A", "A"]


def test_what_leads_to_a_hidden_name_is_hidden(tmp_path: Path) -> None:
    rules = curation(tmp_path, 'merge person "A" -> "B"', 'hide person "B"')
    assert [value(rules, name) for name in "AB"] == [None, None]


def test_a_merge_leads_to_what_the_other_is_shown_as(tmp_path: Path) -> None:
    rules = curation(tmp_path, 'merge person "A" -> "B"')
    assert value(rules, "A", B="Bee") == "Bee"


def test_merging_into_a_spelling_of_the_same_value_shows_that(tmp_path: Path) -> None:
    rules = curation(tmp_path, 'merge person "A" -> "B"')
    assert [value(rules, name, A="A", B="A") for name in "AB"] == ["B", "B"]


def test_a_rule_for_one_spelling_takes_it_out_of_its_value(tmp_path: Path) -> None:
    rules = curation(tmp_path, 'rename person "A2" -> "Another"')
    shown = {"A": "A", "A2": "A"}
    assert [value(rules, name, **shown) for name in shown] == ["A", "Another"]


def test_merging_with_oneself_changes_nothing(tmp_path: Path) -> None:
    rules = curation(tmp_path, 'merge person "A" -> "a"')
    assert value(rules, "A") in ("A", "a")
