"""What was seen is never taken for new, and little that is new for seen."""

from __future__ import annotations

from search.engines.tantivy.bloom import BloomFilter


def test_what_was_seen_is_never_taken_for_new() -> None:
    seen = BloomFilter()
    for n in range(10_000):
        seen.add(f"article {n}")
    assert all(seen.add(f"article {n}") for n in range(10_000))


def test_nearly_all_that_is_new_is_known_to_be() -> None:
    seen = BloomFilter()
    assert sum(seen.add(f"article {n}") for n in range(10_000)) < 20
