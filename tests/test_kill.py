"""kill -9 at random moments: nothing acknowledged is lost, nothing is there twice."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

from runs import counted, in_archive, in_index, options, run, story, write, write_lines

from index.archive import ARCHIVE_NAME, open_archive
from search.engine import open_engine
from search.errors import IndexMissing

KILLS = 20

INDEX = """
import sys
from pathlib import Path
import index.build as build
from index.build import IndexOptions, index_paths

build._COMMIT_ARTICLES = 40
build._BATCH_RECORDS = 8
if __name__ == "__main__":
    data = Path(sys.argv[1])
    options = IndexOptions(
        data=data, engine=f"tantivy:{data / 'index'}", jobs=int(sys.argv[3])
    )
    index_paths([Path(sys.argv[2])], options, lambda progress: None)
"""


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
    script = write(tmp_path / "run.py", INDEX)
    known: set[str] = set()
    seconds = 1.2
    kills = 0
    while kills < KILLS or (not known and kills < 3 * KILLS):
        kill = kills
        kills += 1
        jobs = kill % 3 == 2
        process = subprocess.Popen(
            [sys.executable, script, tmp_path / "data", corpus, str(int(jobs))],
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)},
        )
        time.sleep(chance.uniform(0.3, seconds + jobs))
        finished = process.poll() is not None
        process.send_signal(signal.SIGKILL)
        process.wait()
        # What was acknowledged before is there still, and in the index at once.
        now = acknowledged(tmp_path)
        assert known <= now
        if now:
            assert now <= in_index(tmp_path).keys()
        if now == known and not finished:
            seconds *= 1.3  # a slow machine: let it get further
        known = now
        if finished:  # begin anew, with every file changed
            for path in corpus.glob("*.jsonl"):
                path.write_text(path.read_text() + "\n")
            seconds = max(0.6, seconds * 0.8)
    assert known
    report = run(tmp_path)
    assert not report.failed
    assert len(in_archive(tmp_path)) == len(in_index(tmp_path)) == 12 * 60 + 60
    assert counted(run(tmp_path)) == {"unchanged": 12 * 60 + 60}
