"""The commands that help in asking, on an index that the command line made."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from support.runs import called, write_lines

BREXIT = (
    "Boris Johnson and Michel Barnier spoke of Brexit in London, for the time no {}."
)
OTHER = "President Donald Trump spoke to reporters in Washington on day number {}."


def row(id: str, title: str, text: str) -> dict[str, object]:
    return {"id": id, "title": title, "text": text}


ROWS = [
    *(row(f"b{n}", f"Brexit talks {n}", BREXIT.format(n)) for n in range(12)),
    *(row(f"o{n}", f"Reporters listen {n}", OTHER.format(n)) for n in range(40)),
]


class Cli:
    def __init__(self, data: Path) -> None:
        self.data = data

    def __call__(self, *arguments: str) -> Result:
        return called(self.data, *arguments)

    def json(self, *arguments: str) -> Any:
        result = self(*arguments, "--json")
        assert result.exit_code == 0, result.output
        return json.loads(result.stdout)


@pytest.fixture(scope="module")
def cli(tmp_path_factory: pytest.TempPathFactory) -> Cli:
    folder = tmp_path_factory.mktemp("asking")
    write_lines(folder / "in/news.jsonl", ROWS)
    cli = Cli(folder / "data")
    assert cli("index", str(folder / "in"), "-j", "0").exit_code == 0
    return cli


def test_suggest_says_what_is_meant_and_what_it_may_become(cli: Cli) -> None:
    assert "Did you mean: brexit (12)" in cli("suggest", "brxit").stdout
    shown = cli("suggest", "brexit", "bori").stdout
    assert "People\n  Boris Johnson  (12)" in shown
    found = cli.json("suggest", "brexit", "bori")
    assert found["did_you_mean"]["query"] == "brexit boris"
    assert cli.json("suggest", "brexit", "boris")["did_you_mean"] is None
    assert found["completions"]["person"] == [
        {
            "value": "Boris Johnson",
            "label": "Boris Johnson",
            "count": 12,
            "start": 7,
            "query": 'brexit person:"Boris Johnson"',
        }
    ]
    assert "Nothing to suggest" in cli("suggest", "qqqqq").stdout


def test_search_says_what_may_have_been_meant(cli: Cli) -> None:
    result = cli("search", "brxit")
    assert "Did you mean: brexit  (12 articles)" in result.stderr
    assert "Did you mean" not in cli("search", "brexit").stderr


def test_similar_lists_articles_with_their_origin(cli: Cli) -> None:
    (first, *_) = cli.json("search", "brexit")["hits"]
    found = cli.json("similar", first["id"], "--limit", "3")["similar"]
    # all say the same but for a number
    assert all(one["id"] != first["id"] for one in found)
    assert cli("similar", first["id"]).exit_code == 0
    assert cli("similar", "nowhere").exit_code == 66


def test_unusual_lists_people_and_words(cli: Cli) -> None:
    found = cli.json("unusual", "brexit")
    assert {one["value"] for one in found["people"]} == {
        "Boris Johnson",
        "Michel Barnier",
    }
    assert found["people"][0]["hits"] == 12
    assert "london" in {one["value"] for one in found["words"]}
    assert (
        "Boris Johnson  (12 of 12, 4.3 times as often)"
        in cli("unusual", "brexit").stdout
    )
    assert "Nothing is unusual" in cli("unusual", "*").stdout


def test_together_lists_people_by_their_ties(cli: Cli) -> None:
    assert cli.json("together", "boris", "johnson")["people"] == [
        {
            "name": "Michel Barnier",
            "together": 12,
            "articles": 12,
            "score": pytest.approx(0.852, abs=0.01),
        }
    ]
    assert "Michel Barnier  (12 of 12)" in cli("together", "Boris Johnson").stdout
    assert "Nobody is named together" in cli("together", "Donald", "Trump").stdout


def test_together_says_of_a_name_that_nobody_has_it(cli: Cli) -> None:
    unknown = cli("together", "Nobody").stdout
    assert unknown == "No article names a person “Nobody”.\n"
    assert "Did you mean: Boris Johnson" in cli("together", "Johnson").stdout
    found = cli.json("together", "Boris Jonson")
    assert found == {"people": [], "articles": 0, "did_you_mean": "Boris Johnson"}


def test_without_an_index_each_says_what_to_run(tmp_path: Path) -> None:
    nowhere = Cli(tmp_path)
    for command in ("suggest", "similar", "unusual", "together"):
        result = nowhere(command, "x")
        assert result.exit_code == 66
        assert "dateline index" in result.stderr


def test_names_that_are_hidden_are_no_longer_completed(tmp_path: Path) -> None:
    write_lines(tmp_path / "in/news.jsonl", ROWS)
    cli = Cli(tmp_path / "data")
    assert cli("index", str(tmp_path / "in"), "-j", "0").exit_code == 0
    assert "person" in cli.json("suggest", "donald")["completions"]
    assert cli("names", "hide", "Donald Trump").exit_code == 0
    assert "person" not in cli.json("suggest", "donald")["completions"]
