"""Which articles are versions of one text: by their words, whatever is around them."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from support.runs import called, in_archive, in_index, run, write_lines

import index.pipeline.prepare as prepare
from index.archive.archive import ARCHIVE_NAME, open_archive
from index.archive.groups import GroupRegistry
from index.groups.shingles import MOST_LEVELS, levels_of, shingles_of
from index.pipeline import grouping
from search.model.article import Article, Facts

SYLLABLES = "ba ce di fo gu ha je ki lo mu na pe ri so tu va".split()
ENDS = "bel dor fin gar hos jal kem lun mir nop".split()
VOCABULARY = [first + last for first in SYLLABLES for last in ENDS]
COOKIES = (
    "We and our partners use cookies to keep this site free for all who read it. "
    "Choose what you allow in the settings at the foot of each page, or read on. "
)
LINE = 12
"""Words of a sentence."""


@pytest.fixture(autouse=True)
def _no_facts(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is found in articles has no part in this, and takes long."""
    monkeypatch.setattr(prepare, "extract_all", lambda some: [Facts() for _ in some])


def sentences(seed: int, words: int = 150) -> list[str]:
    """A text of its own, in sentences."""
    chance = random.Random(seed)
    return [
        " ".join(chance.choices(VOCABULARY, k=LINE)).capitalize() + "."
        for _ in range(words // LINE)
    ]


def story(seed: int, words: int = 150) -> str:
    return " ".join(sentences(seed, words))


Row = dict[str, object]


def row(name: str, body: str, **fields: str) -> Row:
    """An article whose title has words of its own."""
    title = " ".join(random.Random(name).choices(VOCABULARY, k=6))
    given = {"title": title, "date": "2019-05-03", "source": "Gazette", **fields}
    return {"id": name, "text": body, **given}


def indexed(tmp_path: Path, rows: Iterable[Row]) -> dict[str, Article]:
    """Index these articles and no others; return them by the ids they were given."""
    write_lines(tmp_path / "in/a.jsonl", rows)
    run(tmp_path)
    found = in_index(tmp_path)
    kept = in_archive(tmp_path)
    assert {a.id: a.group for a in found.values()} == {
        a.id: a.group for a in kept.values()
    }
    return {article.source_id: article for article in found.values()}


def groups(articles: dict[str, Article]) -> set[frozenset[str]]:
    """Who is in a group with whom."""
    found: dict[str, set[str]] = {}
    for name, article in articles.items():
        if article.group:
            found.setdefault(article.group, set()).add(name)
    return {frozenset(names) for names in found.values()}


def together(*names: str) -> set[frozenset[str]]:
    return {frozenset(group.split()) for group in names}


def edited(kind: str, body: list[str], chance: random.Random) -> str:
    match kind:
        case "furniture":
            return f"{COOKIES}{' '.join(body)} Read more of this on our page. {COOKIES}"
        case "cut":
            return " ".join(body[: round(len(body) * 0.7)])
        case "a quarter dropped":
            gone = set(chance.sample(range(len(body)), len(body) // 4))
            return " ".join(s for at, s in enumerate(body) if at not in gone)
        case _:
            return " ".join(body)


def test_versions_are_one_group_and_others_are_in_none(tmp_path: Path) -> None:
    body = sentences(1, 400)
    chance = random.Random(1)
    kinds = ("as it was", "furniture", "cut", "a quarter dropped")
    versions = [row(f"v{n}", edited(k, body, chance)) for n, k in enumerate(kinds)]
    others = [row(f"o{n}", story(50 + n, 400)) for n in range(5)]
    found = indexed(tmp_path, [*versions, *others])
    assert groups(found) == together("v0 v1 v2 v3")


def test_furniture_of_a_source_makes_no_group(tmp_path: Path) -> None:
    appeal = " ".join(sentences(99, 200))
    rows = [row(f"a{n}", f"{appeal} {story(n, 60)}") for n in range(9)]
    assert groups(indexed(tmp_path, rows)) == set()


def test_versions_of_a_source_are_no_furniture_however_many(tmp_path: Path) -> None:
    body = story(3, 400)
    rows = [row(f"v{n}", f"{body} {story(100 + n, 48)}") for n in range(12)]
    for one in rows:
        one["title"] = "Ferry sinks off Lume Bay"
    assert len(groups(indexed(tmp_path, rows))) == 1


def test_replaced_furniture_hides_no_reprint(tmp_path: Path) -> None:
    ours, theirs = story(98, 150), story(97, 150)
    rows = [row(f"g{n}", f"{ours} {story(n, 200)}") for n in range(5)]
    rows += [
        row(f"h{n}", f"{story(20 + n, 200)} {theirs}", source="Herald")
        for n in range(5)
    ]
    rows.append(row("reprint", f"{story(0, 200)} {theirs}", source="Herald"))
    assert groups(indexed(tmp_path, rows)) == together("g0 reprint")


def test_formulas_are_versions_only_where_they_are_printed_at_one_time(
    tmp_path: Path,
) -> None:
    formula = "The bank left its rates as they were after the meeting of its council"
    rows = [
        row("march", formula, title="Rates unchanged", date="2019-03-05"),
        row("april", formula, title="Rates unchanged", date="2019-04-02"),
        row("again", formula, title="Rates unchanged", date="2019-04-03"),
    ]
    assert groups(indexed(tmp_path, rows)) == together("april again")


def test_a_digest_of_many_stories_joins_none_of_them(tmp_path: Path) -> None:
    rows = [row(f"s{n}", story(n, 200)) for n in range(6)]
    rows.append(row("digest", " ".join(story(n, 200) for n in range(6))))
    assert groups(indexed(tmp_path, rows)) == set()


def test_a_text_without_spaces_between_its_words_has_versions_too(
    tmp_path: Path,
) -> None:
    chance = random.Random(5)
    signs = [chr(chance.randrange(0x4E00, 0x5E00)) for _ in range(200)]
    rows = [row("a", "".join(signs)), row("b", "".join(signs[:150]))]
    assert groups(indexed(tmp_path, rows)) == together("a b")


def test_articles_join_groups_join_them_together_and_leave_them(
    tmp_path: Path,
) -> None:
    body = sentences(4, 480)
    early = row("early", " ".join(body[:24]), date="2019-05-01")
    late = row("late", " ".join(body[16:]), date="2019-05-09")
    whole = row("whole", " ".join(body), date="2019-05-05", source="Herald")
    again = row("again", " ".join(body[17:]), date="2019-05-10")
    found = indexed(tmp_path, [early, late])
    assert groups(found) == set()
    found = indexed(tmp_path, [early, late, again])
    assert groups(found) == together("late again")
    assert found["again"].group == found["late"].id
    found = indexed(tmp_path, [early, late, again, whole])
    assert groups(found) == together("early late again whole")
    assert {article.group for article in found.values()} == {found["early"].id}
    found = indexed(tmp_path, [early, late, again])
    assert groups(found) == together("late again")
    found = indexed(tmp_path, [early, late])
    assert groups(found) == set()


def test_groups_do_not_depend_on_the_order_or_the_runs(tmp_path: Path) -> None:
    chance = random.Random(8)
    rows = []
    for n in range(12):
        body = sentences(n, 200)
        rows += [
            row(f"{n}.{m}", edited(kind, body, chance), date=f"2019-05-{1 + m:02}")
            for m, kind in enumerate(("", "furniture", "cut", "a quarter dropped"))
            if m <= n % 4
        ]
    at_once = indexed(tmp_path / "one", rows)
    chance.shuffle(rows)
    for end in (9, 20):
        indexed(tmp_path / "two", rows[:end])
    in_parts = indexed(tmp_path / "two", rows)
    assert len(groups(at_once)) == 9
    assert groups(in_parts) == groups(at_once)
    named = {n: at_once[n].group and in_parts[n].group for n in at_once}
    assert {n: a.group for n, a in at_once.items()} == named


def test_an_index_made_anew_has_the_same_groups(tmp_path: Path) -> None:
    body = story(6, 200)
    found = indexed(tmp_path, [row("a", body), row("b", body, source="Herald")])
    done = called(tmp_path / "data", "reindex", "--jobs", 0)
    assert done.exit_code == 0, done.output
    again = {article.id: article.group for article in in_index(tmp_path).values()}
    assert again == {article.id: article.group for article in found.values()}
    assert len(set(again.values())) == 1


def test_nothing_is_compared_where_nothing_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [row("a", story(6)), row("b", story(7))]
    indexed(tmp_path, rows)
    for module in ("grouping", "shingles"):  # neither may be so much as loaded
        monkeypatch.setitem(sys.modules, f"index.groups.{module}", None)
    indexed(tmp_path, rows)


def test_an_archive_from_before_there_were_groups_gets_them(tmp_path: Path) -> None:
    body = story(6, 200)
    rows = [row("a", body), row("b", body, source="Herald")]
    indexed(tmp_path, rows)
    with closing(open_archive(tmp_path / "data" / ARCHIVE_NAME)) as archive:
        for table in ("shingled", "grouped", "grouping"):
            archive.db.execute(f"DROP TABLE {table}")
    assert groups(indexed(tmp_path, rows)) == together("a b")


def test_shingles_made_another_way_are_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = story(6, 200)
    indexed(tmp_path, [row("a", body), row("b", body, source="Herald")])
    with closing(open_archive(tmp_path / "data" / ARCHIVE_NAME)) as archive:
        archive.db.execute("UPDATE grouping SET version = 0")
        archive.db.execute("UPDATE shingled SET shingles = x''")
        archive.commit()
        assert not GroupRegistry(archive).is_current
        assert grouping.compare_articles(archive) == 0
        archive.commit()
        assert GroupRegistry(archive).is_current
        assert len(list(archive.db.execute("SELECT * FROM grouped"))) == 2


def test_a_group_has_the_id_of_the_article_printed_first(tmp_path: Path) -> None:
    body = story(6, 200)
    days = {"b": "2019-05-04", "a": "2019-05-03", "c": "", "d": "2019-05-05"}
    rows = [row(name, body, date=day, source=name) for name, day in days.items()]
    found = indexed(tmp_path, rows)
    assert {article.group for article in found.values()} == {found["a"].id}


@pytest.mark.parametrize("words", [0, 1, 4, 5, 60, 69, 400, 20_000])
def test_texts_of_any_length_keep_about_as_many_shingles(words: int) -> None:
    chance = random.Random(words)
    body = " ".join(f"w{chance.random()}" for _ in range(words // 2))
    found = shingles_of("", body)
    assert len(found.kept) <= 100
    if words > 400:
        assert len(found.kept) >= 20
    assert (levels_of(found.kept) >= found.level).all()
    assert (found.kept[:-1] < found.kept[1:]).all()


def test_levels_are_the_zeros_at_the_end() -> None:
    numbers = np.array([1, 2, 12, 2**63, 0, 5 << 9], np.uint64)
    assert levels_of(numbers).tolist() == [0, 1, 2, MOST_LEVELS - 1, MOST_LEVELS - 1, 9]
