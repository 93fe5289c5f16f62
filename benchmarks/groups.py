"""Groups of near-duplicates: how well they are found, and what they cost.

``python -m benchmarks.groups`` reads real news from ``DATELINE_EVAL_DATA`` and prints:

- of edited copies of real articles, printed by another source among all the others: how
  many are in the group of their original, by kind of edit; and how many articles are in
  a group with another one's copy;
- how many of the real articles are in a group, with ``--show N`` as many pairs to read;
- what it takes to make shingles of an article, and groups of 100,000 and 1,000,000. The
  corpus grows by editions of the real one, each with words of its own (``--sizes``);
- with ``--folding N`` what folding costs of a search, by class of query: an index of so
  many articles of which one in twenty is in a group, each question asked both ways in
  turn.
"""

from __future__ import annotations

import argparse
import gc
import gzip
import json
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final

import numpy as np

from benchmarks.scale_corpus import Corpus as MadeUp
from benchmarks.scale_queries import FOUR, Question, questions
from index.groups.grouping import Corpus, groups_of, pairs_of
from index.groups.shingles import MOST_LEVELS, Shingles, shingles_of
from search.engines.engine import new_engine
from search.model.facets import Selection
from search.request import Counting, Criteria, Window
from search.searcher import Searcher
from training.corpora import data_folder

EDITED: Final = 400
"""Articles of which copies are made."""

_SHORTEST: Final = 60
"""Words of them, at least."""

_SENTENCE: Final = re.compile(r"(?<=[.!?])\s+")

SIZES: Final = (100_000, 1_000_000)


@dataclass(frozen=True, slots=True)
class Story:
    """A real article, or an edited copy of one."""

    title: str
    body: str
    source: str
    day: int


def news() -> list[Story]:
    """The modern articles."""
    path = data_folder() / "news" / "articles.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [
        Story(row["title"], row["content_original"], row["source"], _day(row["date"]))
        for row in rows
    ]


def reuters() -> list[Story]:
    """The newswire of 1987: many briefs, and many updates of one story."""
    found = []
    for path in sorted((data_folder() / "reuters21578").glob("*.sgm.gz")):
        text = gzip.decompress(path.read_bytes()).decode("latin-1")
        for article in re.findall(r"<REUTERS.*?</REUTERS>", text, re.S):
            body = re.search(r"<BODY>(.*?)(?:&#3;)?</BODY>", article, re.S)
            title = re.search(r"<TITLE>(.*?)</TITLE>", article, re.S)
            day = re.search(r"<DATE>\s*(\d+)-(\w{3})-(\d{4})", article)
            if body and day:
                month = "JANFEBMARAPRMAYJUNJULAUGSEPOCTNOVDEC".index(day[2]) // 3 + 1
                when = date(int(day[3]), month, int(day[1])).toordinal()
                body_text = re.sub(r"\s+Reuter\s*$", "", body[1], flags=re.I)
                headline = title[1] if title else ""
                found.append(Story(headline, body_text, "Reuters", when))
    return found


def _day(text: str) -> int:
    try:
        return date.fromisoformat(text[:10]).toordinal()
    except ValueError:
        return 0


# ── quality ──────────────────────────────────────────────────────────────────


def furniture(seed: int, words: int) -> str:
    """What a source prints around its articles: the same for all of them."""
    chance = random.Random(seed)
    some = (
        "subscribe newsletter follow us cookies settings read more share print story "
        "free today your inbox terms privacy policy support journalism account sign "
        "breaking alerts app download morning briefing editors advertisement continue"
    ).split()
    made: list[str] = []
    while len(made) < words:
        run = chance.choices(some, k=chance.randint(5, 12))
        made += [run[0].capitalize(), *run[1:-1], run[-1] + "."]
    return " ".join(made[:words])


def _around(body: str, seed: int, share: float) -> str:
    """A body with furniture of so many words for each of its own."""
    words = max(8, round(len(body.split()) * share))
    made = furniture(seed, 400)
    before = " ".join(made.split()[: words // 2])
    after = " ".join(made.split()[-(words - words // 2) :])
    return f"{before}\n\n{body}\n\n{after}"


def _cut(body: str, share: float) -> str:
    words = body.split(" ")
    return " ".join(words[: max(1, round(len(words) * share))])


def _dropped(body: str, chance: random.Random) -> str:
    sentences = _SENTENCE.split(body)
    gone = set(chance.sample(range(len(sentences)), len(sentences) // 4))
    return " ".join(s for at, s in enumerate(sentences) if at not in gone)


def _changed(body: str, share: float, chance: random.Random) -> str:
    words = body.split(" ")
    for at in chance.sample(range(len(words)), round(len(words) * share)):
        words[at] = f"other{chance.randrange(10**6)}"
    return " ".join(words)


Edit = Callable[[str, random.Random, int], tuple[str, str]]
"""A body → its original as it is printed, and the copy; with the number of a source."""

EDITS: Final[dict[str, Edit]] = {
    "reprinted as it was": lambda body, _, __: (body, body),
    "furniture added, a fifth": lambda body, _, n: (body, _around(body, n, 0.2)),
    "furniture replaced, a fifth": lambda body, _, n: (
        _around(body, 1_000 + n, 0.2),
        _around(body, n, 0.2),
    ),
    "cut to 70 %": lambda body, _, __: (body, _cut(body, 0.7)),
    "cut to 40 %": lambda body, _, __: (body, _cut(body, 0.4)),
    "a quarter of the sentences dropped": lambda body, c, _: (body, _dropped(body, c)),
    "furniture replaced, cut to 70 %": lambda body, _, n: (
        _around(body, 1_000 + n, 0.2),
        _around(_cut(body, 0.7), n, 0.2),
    ),
    "furniture replaced, a quarter dropped": lambda body, c, n: (
        _around(body, 1_000 + n, 0.2),
        _around(_dropped(body, c), n, 0.2),
    ),
    "every fiftieth word changed": lambda body, c, _: (body, _changed(body, 0.02, c)),
    "every twentieth word changed": lambda body, c, _: (body, _changed(body, 0.05, c)),
}


def recall(stories: Sequence[Story], edit: Edit) -> tuple[float, int]:
    """Return the share of copies found, and how many are with a wrong article."""
    chance = random.Random(3)
    long = [n for n, s in enumerate(stories) if len(s.body.split()) >= _SHORTEST]
    chosen = chance.sample(long, EDITED)
    printed = list(stories)
    copies = []
    for place, number in enumerate(chosen):
        story = stories[number]
        original, copy = edit(story.body, chance, place % 20)
        printed[number] = replace(story, body=original)
        copies.append(replace(story, body=copy, source=f"Reprints {place % 20}"))
    corpus = corpus_of([*printed, *copies])
    group, before = _numbered(corpus), _numbered(corpus_of(printed))
    found = wrong = 0
    for place, number in enumerate(chosen):
        row = len(printed) + place
        found += row in group and group[row] == group.get(number)
        others = [r for r, n in group.items() if n == group.get(row) and r != row]
        alike = {number, *(r for r in before if before[r] == before.get(number))}
        wrong += any(other not in alike for other in others)
    return found / EDITED, wrong


def _numbered(corpus: Corpus) -> dict[int, int]:
    """The number of the group of each article that is in one."""
    return {row: n for n, rows in enumerate(groups_of(corpus)) for row in rows}


def corpus_of(stories: Sequence[Story]) -> Corpus:
    """Return articles as they are compared."""
    made = [shingles_of(story.title, story.body) for story in stories]
    return _corpus(stories, made)


def _corpus(stories: Sequence[Story], made: Sequence[Shingles]) -> Corpus:
    sources = [zlib.crc32(story.source.casefold().encode()) for story in stories]
    return Corpus(
        level=np.array([one.level for one in made], np.int64),
        source=np.unique(sources, return_inverse=True)[1].astype(np.int64),
        day=np.array([story.day for story in stories], np.int64),
        title=np.array([one.title for one in made], np.uint64),
        text=np.array([one.text for one in made], np.uint64),
        shingles=np.concatenate([one.kept for one in made]),
        sizes=np.array([len(one.kept) for one in made], np.int64),
    )


def show_pairs(stories: Sequence[Story], most: int) -> None:
    """Print pairs that are versions of one text, drawn by chance, to be read."""
    first, second = pairs_of(corpus_of(stories))
    pairs = list(zip(first.tolist(), second.tolist(), strict=True))
    for one, other in random.Random(7).sample(pairs, min(most, len(pairs))):
        print("─" * 60)
        for story in (stories[one], stories[other]):
            day = date.fromordinal(story.day) if story.day else "no date"
            words = story.body.split()
            print(f"{story.source}, {day}, {len(words)} words: {story.title}")
            print(f"    {' '.join(words[:40])}")


# ── time ─────────────────────────────────────────────────────────────────────


def grown(stories: Sequence[Story], made: Sequence[Shingles], size: int) -> Corpus:
    """Return a corpus of editions of the real one, each with shingles of its own.

    A shingle's last bits, which say whether a text keeps it, stay as they are.
    """
    real = _corpus(stories, made)
    low = np.uint64((1 << MOST_LEVELS) - 1)
    parts = []
    left, edition = size, 0
    while left > 0:
        rows = min(left, len(stories))
        kept = int(real.sizes[:rows].sum())
        mark = np.uint64((0x9E3779B97F4A7C15 * edition) % 2**64) & ~low
        parts.append(
            Corpus(
                level=real.level[:rows],
                source=real.source[:rows] + 1_000 * edition,
                day=real.day[:rows],
                title=real.title[:rows] ^ mark,
                text=real.text[:rows] ^ mark,
                shingles=real.shingles[:kept] ^ mark,
                sizes=real.sizes[:rows],
            )
        )
        left, edition = left - rows, edition + 1
    names = Corpus.__dataclass_fields__
    return Corpus(**{n: np.concatenate([getattr(p, n) for p in parts]) for n in names})


def one_pass(size: int) -> dict[str, float]:
    """Make groups of so many articles, in a process of its own."""
    stories = [*news(), *reuters()]
    started = time.process_time()
    made = [shingles_of(story.title, story.body) for story in stories]
    each = (time.process_time() - started) / len(stories)
    corpus = grown(stories, made, size)
    del stories, made
    gc.collect()
    before = _memory("VmRSS")
    started = time.process_time()
    found = groups_of(corpus)
    return {
        "each": each,
        "seconds": time.process_time() - started,
        "megabytes": _memory("VmHWM") - before,
        "corpus": corpus.shingles.nbytes / 2**20,
        "grouped": sum(map(len, found)),
    }


def _memory(name: str) -> float:
    for line in Path("/proc/self/status").read_text("ascii").splitlines():
        if line.startswith(name):
            return int(line.split()[1]) / 1024
    return 0.0


def _apart(size: int) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.groups", "--pass", str(size)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


# ── what folding costs ───────────────────────────────────────────────────────


def folding(size: int, each: int = 12) -> dict[str, tuple[float, float]]:
    """Return the median processor time of a search, in ms, unfolded and folded."""
    corpus = MadeUp()
    with tempfile.TemporaryDirectory() as folder:
        url = f"tantivy:{folder}/index"
        engine = new_engine(url)
        with engine.writer() as writer:
            for number in range(size):
                article = corpus.article(number)
                if number % 60 < 3:
                    article = replace(article, group=f"{number // 60:016x}")
                writer.add(article)
            writer.commit(size)
        engine.activate()
        # one for each way: what one has counted is new to the other
        searchers = {fold: Searcher(url) for fold in (False, True)}
        times: dict[str, dict[bool, list[float]]] = {}
        for number, question in enumerate(questions(corpus, each)):
            for fold in (False, True) if number % 2 else (True, False):
                took = _took(searchers[fold], question, fold)
                times.setdefault(question.kind, {}).setdefault(fold, []).append(took)
        for searcher in searchers.values():
            searcher.close()
    return {
        kind: (statistics.median(both[False][2:]), statistics.median(both[True][2:]))
        for kind, both in times.items()
    }


def _took(searcher: Searcher, question: Question, fold: bool) -> float:
    ask = _criteria(question)
    window, counting = Window(fold=fold), Counting(facets=FOUR, groups=fold)
    started = time.process_time()
    searcher.search(ask, window, counting)
    return 1000 * (time.process_time() - started)


def _criteria(question: Question) -> Criteria:
    chosen = [
        Selection(field, (value,))
        for field in ("person", "country")
        if (value := getattr(question, field))
    ]
    return Criteria(
        text=question.text,
        selections=tuple(chosen),
        start=question.start,
        end=question.end,
    )


# ── all of it ────────────────────────────────────────────────────────────────


def lines(sizes: Sequence[int]) -> Iterator[str]:
    """Yield tables of quality and time."""
    sets = {"news": news(), "Reuters": reuters()}
    yield "| edit of 400 articles | " + " | ".join(sets) + " |"
    yield "|---|" + "---|" * len(sets)
    for name, edit in EDITS.items():
        cells = [recall(stories, edit) for stories in sets.values()]
        told = [f"{f:.3f}" + (f", {w} wrong" if w else "") for f, w in cells]
        yield f"| {name} | " + " | ".join(told) + " |"
    yield ""
    for name, stories in sets.items():
        found = groups_of(corpus_of(stories))
        articles = sum(map(len, found))
        yield (
            f"{name}: {articles:,} of {len(stories):,} articles "
            f"({articles / len(stories):.2%}) in {len(found):,} groups, "
            f"the largest of {max(map(len, found), default=0)}."
        )
    yield ""
    yield "| articles | shingles, ms each | groups, s | memory, MB | shingles, MB |"
    yield "|---|---|---|---|---|"
    for size in sizes:
        done = _apart(size)
        yield (
            f"| {size:,} | {1000 * done['each']:.2f} | {done['seconds']:.1f} "
            f"| {done['megabytes']:.0f} | {done['corpus']:.0f} |"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--sizes", nargs="*", type=int, default=list(SIZES))
    parser.add_argument("--show", type=int, default=0, help="pairs to read")
    parser.add_argument("--folding", type=int, default=0, help="articles")
    parser.add_argument("--pass", type=int, dest="one_pass", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.one_pass:
        print(json.dumps(one_pass(arguments.one_pass)))
        return
    if arguments.show:
        for stories in (news(), reuters()):
            show_pairs(stories, arguments.show)
        return
    if arguments.folding:
        print("| | all, ms | folded, ms | |\n|---|---|---|---|")
        for kind, (unfolded, folded) in folding(arguments.folding).items():
            print(
                f"| {kind} | {unfolded:.1f} | {folded:.1f} | {folded / unfolded:.2f} |"
            )
        return
    for line in lines(arguments.sizes):
        print(line, flush=True)


if __name__ == "__main__":
    main()
