"""Versions: the latest stands, in whatever order they come, and what is taken back."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.runs import counted, in_archive, run, titles, write

from index.archive.editions import Order, is_later


def item(version: int, text: str = "", status: str = "usable", guid: str = "1") -> str:
    words = text or f"The harbour council voted, says version {version}."
    return (
        f'<newsItem guid="urn:hw:{guid}" version="{version}"><itemMeta>'
        '<itemClass qcode="ninat:text"/>'
        f"<versionCreated>2024-03-02T0{version % 10}:00:00Z</versionCreated>"
        f'<pubStatus qcode="stat:{status}"/></itemMeta><contentMeta>'
        f"<headline>Version {version}</headline></contentMeta><contentSet>"
        f"<inlineData>{words}</inlineData></contentSet></newsItem>"
    )


def message(*items: str) -> str:
    return f"<newsMessage><itemSet>{''.join(items)}</itemSet></newsMessage>"


def put(tmp_path: Path, name: str, *items: str) -> Path:
    return write(tmp_path / "in" / name, message(*items))


@pytest.mark.parametrize("order", [(1, 2, 3), (3, 2, 1), (2, 3, 1)])
def test_the_latest_version_stands_in_whatever_order_they_come(
    order: tuple[int, ...], tmp_path: Path
) -> None:
    for version in order:
        put(tmp_path, f"{version}.xml", item(version))
        run(tmp_path)
        latest = max(order[: order.index(version) + 1])
        assert titles(tmp_path) == [f"Version {latest}"]


def test_versions_in_one_file_are_one_article_and_reading_again_changes_nothing(
    tmp_path: Path,
) -> None:
    path = put(tmp_path, "a.xml", item(2), item(1), item(3))
    assert counted(run(tmp_path)) == {"added": 1, "superseded": 1, "replaced": 1}
    path.write_text(path.read_text(encoding="utf-8") + " ", encoding="utf-8")
    assert counted(run(tmp_path)) == {"superseded": 2, "unchanged": 1}
    assert titles(tmp_path) == ["Version 3"]


def test_an_earlier_version_is_back_when_the_later_one_is_gone(tmp_path: Path) -> None:
    put(tmp_path, "1.xml", item(1))
    later = put(tmp_path, "2.xml", item(2))
    run(tmp_path)
    later.unlink()
    run(tmp_path)
    assert titles(tmp_path) == ["Version 1"]


def test_a_file_that_goes_back_to_an_earlier_version_is_believed(
    tmp_path: Path,
) -> None:
    put(tmp_path, "a.xml", item(2))
    run(tmp_path)
    put(tmp_path, "a.xml", item(1))
    run(tmp_path)
    assert titles(tmp_path) == ["Version 1"]
    assert counted(run(tmp_path)) == {"unchanged": 1}


@pytest.mark.parametrize(
    ("status", "order"), [("canceled", (3, 1, 2)), ("withheld", (1, 3, 2))]
)
def test_what_is_taken_back_is_gone_with_all_earlier_versions(
    status: str, order: tuple[int, ...], tmp_path: Path
) -> None:
    items = {1: item(1), 2: item(2), 3: item(3, status=status)}
    for version in order:
        put(tmp_path, f"{version}.xml", items[version])
        run(tmp_path)
    assert titles(tmp_path) == []
    put(tmp_path, "4.xml", item(4))
    run(tmp_path)
    assert titles(tmp_path) == ["Version 4"]  # published again


def test_an_article_is_back_when_what_took_it_back_is_gone(tmp_path: Path) -> None:
    put(tmp_path, "1.xml", item(1))
    kill = put(tmp_path, "2.xml", item(2, status="canceled"), item(5, guid="2"))
    report = run(tmp_path)
    assert counted(report) == {"added": 2, "withdrawn": 1}
    assert titles(tmp_path) == ["Version 5"]
    assert counted(run(tmp_path)) == {"unchanged": 1, "duplicate": 1}
    kill.write_text(message(item(5, guid="2")), encoding="utf-8")
    run(tmp_path)
    assert titles(tmp_path) == ["Version 1", "Version 5"]
    put(tmp_path, "2.xml", item(2, status="canceled"))
    run(tmp_path)
    assert titles(tmp_path) == []
    kill.unlink()
    run(tmp_path)
    assert titles(tmp_path) == ["Version 1"]


def test_a_later_version_with_the_same_words_keeps_earlier_ones_out(
    tmp_path: Path,
) -> None:
    put(tmp_path, "1.xml", item(1).replace("Version 1", "Version 3"))
    same = item(3, text="The harbour council voted, says version 1.")
    put(tmp_path, "3.xml", same)
    run(tmp_path)
    put(tmp_path, "2.xml", item(2))
    run(tmp_path)
    assert titles(tmp_path) == ["Version 3"]


def test_articles_whose_source_tells_no_version_stay_apart(tmp_path: Path) -> None:
    for name in ("one", "two"):
        text = (
            "<nitf><head><docdata><doc-id id-string='F1' regsrc='HW'/></docdata></head>"
            f"<body.content><p>The text of {name}.</p></body.content></nitf>"
        )
        write(tmp_path / "in" / f"{name}.xml", text)
    assert counted(run(tmp_path)) == {"added": 2}


def test_a_cancelled_item_without_an_id_is_no_article(tmp_path: Path) -> None:
    text = item(1, status="canceled").replace(' guid="urn:hw:1"', "")
    write(tmp_path / "in" / "a.xml", text)
    (failure,) = run(tmp_path).failed
    assert failure.reason == "it is canceled, and nothing says which article it was"
    assert not in_archive(tmp_path)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Order("10"), Order("9")),
        (Order("1.10"), Order("1.9")),
        (Order("2", "2024-01-01"), Order("1", "2025-01-01")),
        (Order("1", "2024-01-01T00:30:00+01:00"), Order("1", "2023-12-31T23:00:00Z")),
        (Order("", "20240102T000000Z"), Order("3", "2024-01-01T00:00:00Z")),
        (Order("1"), Order()),
        (Order("1", "", b"b"), Order("1", "", b"a")),
    ],
)
def test_which_version_is_later_is_told_by_number_time_and_content(
    one: Order, other: Order
) -> None:
    assert is_later(one, other)
    assert not is_later(other, one)
