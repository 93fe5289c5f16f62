"""Sources made to stop a run: each costs itself at most."""

from __future__ import annotations

from pathlib import Path

from support.runs import TEXT, counted, run, titles, write


def test_a_page_below_forty_comments_is_told_from_a_feed_at_once(
    tmp_path: Path,
) -> None:
    page = "<!-- x -->\n" * 40 + f"<html><title>A page</title><p>{TEXT * 4}</html>"
    write(tmp_path / "in/page.unknown", page)
    assert counted(run(tmp_path)) == {"added": 1}
    assert titles(tmp_path) == ["A page"]
