"""What a worker makes of a batch of records."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from index.outcome import Prepared
from index.pipeline.prepare import Failed, Preparer
from index.records import Packed, ReadOptions, Record, Task


def task(line: bytes) -> Task:
    packed = Packed.of("jsonl", Record("line 1", line))
    return Task(packed, ReadOptions(), known=False)


def story(name: str) -> bytes:
    body = f"LAGOS (AP) - {name} met Muhammadu Buhari of Nigeria."
    return json.dumps({"title": f"{name} speaks", "body": body}).encode()


def test_records_of_a_batch_are_answered_in_their_order(tmp_path: Path) -> None:
    prepare = Preparer(tmp_path / "none.db", date(2020, 1, 1))
    people = ("Angela Merkel", "Ban Ki-moon", "Theresa May")
    lines = [b"no json", *map(story, people[:2]), b'{"title": " "}', story(people[2])]
    results = prepare([task(line) for line in lines])
    kinds = [type(result) for result in results]
    assert kinds == [Failed, Prepared, Prepared, Failed, Prepared]
    prepared = [result for result in results if isinstance(result, Prepared)]
    for name, result in zip(people, prepared, strict=True):
        assert result.article.facts.people[0].name == name
    alone = [prepare([task(line)])[0] for line in lines]
    assert results == alone


def test_an_empty_batch_has_no_answers(tmp_path: Path) -> None:
    assert Preparer(tmp_path / "none.db", date(2020, 1, 1))([]) == []
