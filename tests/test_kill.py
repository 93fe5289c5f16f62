"""kill -9 at random moments: nothing acknowledged is lost, nothing is there twice."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from contextlib import closing, suppress
from pathlib import Path

from support.runs import (
    counted,
    in_archive,
    in_index,
    options,
    run,
    story,
    write,
    write_lines,
)

from index.archive.archive import ARCHIVE_NAME, open_archive
from search.engines.engine import open_engine
from search.errors import IndexMissing

KILLS = 20
BATCHES = 60
"""How many the indexer may finish before it is killed; a whole run has some 100."""

INDEX = """
import os
import sys
from pathlib import Path
import index.pipeline.run as build
import index.pipeline.prepare as prepare
from index.extract.language.detect import detect_language
from index.pipeline.run import IndexOptions, index_paths
from search.engines.engine import default_engine_url
from search.model.article import Facts


def no_facts(articles):
    # ready at once: what is found in articles has no part in this
    return [Facts() for _ in articles]


build._COMMIT_ARTICLES = 40
build.BATCH_RECORDS = 8
prepare.extract_all = no_facts
if __name__ == "__main__":
    data, corpus = map(Path, sys.argv[1:])
    detect_language("", "What takes long to load is loaded once.")
    for jobs in sys.stdin:
        indexer = os.fork()
        if not indexer:
            os.write(1, b"%d\\n" % os.getpid())
            options = IndexOptions(
                data=data, engine=default_engine_url(data), jobs=int(jobs)
            )
            index_paths([corpus], options, lambda told: os.write(1, b"."))
            sys.exit()
        os.waitpid(indexer, 0)
        os.write(1, b"\\n")
"""
"""Indexes for each line it is given, in a process of its own. That tells its id and a
dot for each batch; a new line tells that it is gone."""


def acknowledged(tmp_path: Path) -> set[str]:
    """The articles both the archive and the index say they have on the disk."""
    archive_path = tmp_path / "data" / ARCHIVE_NAME
    if not archive_path.exists():
        return set()
    try:
        engine = open_engine(options(tmp_path).engine)
    except IndexMissing:
        return set()
    with closing(open_archive(archive_path)) as archive, closing(engine):
        revision = engine.revision()
        rows = archive.db.execute(
            "SELECT id FROM article WHERE revision <= ?", (revision,)
        )
        return {article_id for (article_id,) in rows}


def killed_somewhere(
    indexers: subprocess.Popen[bytes], chance: random.Random, jobs: int
) -> bool:
    """Run an indexer; kill it some batches on. Return whether it had finished."""
    assert indexers.stdin is not None
    assert indexers.stdout is not None
    indexers.stdin.write(b"%d\n" % jobs)
    indexer = int(indexers.stdout.readline())
    for _ in range(chance.randrange(BATCHES)):
        if indexers.stdout.read(1) == b"\n":
            return True
    time.sleep(chance.uniform(0.0, 0.1))
    with suppress(ProcessLookupError):  # it has finished just now
        os.kill(indexer, signal.SIGKILL)
    indexers.stdout.readline()
    return False


def started_indexers(tmp_path: Path, corpus: Path) -> subprocess.Popen[bytes]:
    (tmp_path / "run.py").write_text(INDEX)
    return subprocess.Popen(
        [sys.executable, tmp_path / "run.py", tmp_path / "data", corpus],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        bufsize=0,
    )


def killed_often(
    tmp_path: Path,
    corpus: Path,
    indexers: subprocess.Popen[bytes],
    chance: random.Random,
) -> set[str]:
    """Kill many indexers, and return the articles acknowledged in the end."""
    known: set[str] = set()
    unfinished = 0
    for kill in range(KILLS):
        finished = killed_somewhere(indexers, chance, jobs=int(kill % 3 == 2))
        unfinished += not finished
        # What was acknowledged before is there still, and in the index at once.
        now = acknowledged(tmp_path)
        assert known <= now
        if now:
            assert now <= in_index(tmp_path).keys()
        known = now
        if finished:  # begin anew, with every file changed
            for path in corpus.glob("*.jsonl"):
                path.write_text(path.read_text() + "\n")
    assert unfinished > KILLS // 2
    return known


def test_an_indexer_killed_at_20_moments_loses_and_doubles_nothing(
    tmp_path: Path,
) -> None:
    seed = int(os.environ.get("DATELINE_TEST_SEED", "7"))
    sys.stdout.write(f"DATELINE_TEST_SEED={seed}\n")  # shown when it fails
    chance = random.Random(seed)
    corpus = tmp_path / "in"
    for number in range(12):
        rows = [story(100 * number + n) for n in range(60)]
        write_lines(corpus / f"{number:02d}.jsonl", rows)
    for number in range(60):
        write(corpus / f"t{number}.txt", f"Text {number}\n\nA paragraph, {number}.\n")
    with started_indexers(tmp_path, corpus) as indexers:
        known = killed_often(tmp_path, corpus, indexers, chance)
    assert known
    report = run(tmp_path)  # finds the facts, too
    assert not report.failed
    assert len(in_archive(tmp_path)) == len(in_index(tmp_path)) == 12 * 60 + 60
    assert counted(run(tmp_path)) == {"unchanged": 12 * 60 + 60}
