"""What is told of how far a run is."""

from __future__ import annotations

import pytest

from index.commands.progress import describe
from index.outcome import Progress


@pytest.mark.parametrize(
    ("progress", "said"),
    [
        (
            Progress("indexing", 30_000_000, 120_000_000, 500, 0, in_bytes=True),
            "25% of 120.0 MB of sources, 500 articles, 50 articles/s",
        ),
        (
            Progress("looking for changes", 0, 0, 0, 0, in_bytes=True),
            "0 articles, 0 articles/s",
        ),
        (
            Progress("finding facts", 500, 2_000, 500, 0),
            "25% of 2,000 articles, 50 articles/s",
        ),
    ],
)
def test_a_share_is_told_with_what_it_is_of(progress: Progress, said: str) -> None:
    assert describe(progress, 10.0) == said
