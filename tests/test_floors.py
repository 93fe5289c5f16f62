"""Floors of quality rise by themselves and fall only for a reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.floors import MARGIN, below, floors, lowered, raised


def test_a_floor_lies_a_margin_below_what_was_measured(tmp_path: Path) -> None:
    raised({"people": 0.95}, tmp_path)
    assert floors(tmp_path) == {"people": pytest.approx(0.95 - MARGIN)}


def test_a_worse_figure_does_not_lower_a_floor(tmp_path: Path) -> None:
    raised({"people": 0.95}, tmp_path)
    raised({"people": 0.90}, tmp_path)
    assert floors(tmp_path)["people"] > 0.94


def test_a_figure_below_its_floor_is_told(tmp_path: Path) -> None:
    raised({"people": 0.95, "places": 0.9}, tmp_path)
    (told,) = below({"people": 0.93, "places": 0.9, "dates": 0.1}, tmp_path)
    assert told.startswith("people is 0.9300")


def test_a_floor_is_lowered_with_a_reason_that_is_kept(tmp_path: Path) -> None:
    raised({"people": 0.95}, tmp_path)
    lowered("people", 0.9, "the set was mended", tmp_path)
    assert floors(tmp_path)["people"] < 0.9
    assert "people: 0.947 to 0.897: the set was mended" in (
        tmp_path / "floors.log"
    ).read_text("utf-8")


@pytest.mark.parametrize(("name", "because"), [("people", " "), ("nobody", "so")])
def test_no_floor_is_lowered_without_reason_or_name(
    tmp_path: Path, name: str, because: str
) -> None:
    raised({"people": 0.95}, tmp_path)
    with pytest.raises(ValueError, match=r"reason|no floor"):
        lowered(name, 0.5, because, tmp_path)
    assert floors(tmp_path)["people"] > 0.94
