from __future__ import annotations

import multiprocessing
import os
import signal
import time
from collections.abc import Callable, Iterator, Sequence

import pytest

from index.errors import IngestError
from index.pipeline import workers as workers_module
from index.pipeline.workers import GivenUp, Workers


def make() -> Callable[[Sequence[object]], list[object]]:
    return work


def work(tasks: Sequence[object]) -> list[object]:
    return [_work(task) for task in tasks]


def _work(task: object) -> object:
    match task:
        case "die":
            os.kill(os.getpid(), signal.SIGKILL)
        case "hang":
            time.sleep(3600)
        case "grow":
            return len(bytes(10**9))
        case "raise":
            raise KeyError("odd")
        case "pid":
            return os.getpid()
        case float() as seconds:
            time.sleep(seconds)
        case _:
            pass
    return f"did {task}"


def broken() -> Callable[[Sequence[object]], list[object]]:
    raise SystemExit(1)


def test_results_come_in_the_order_of_the_batches() -> None:
    batches = [[0.3, 0.0], [0.0], [], [0.1, 0.2]]
    with Workers(2, make) as workers:
        results = list(workers.map(batches))
    assert results == [[f"did {task}" for task in batch] for batch in batches]


def test_no_worker_means_this_process() -> None:
    with Workers(0, make) as workers:
        assert list(workers.map([["pid"]])) == [[os.getpid()]]
    with Workers(1, make) as workers:
        assert list(workers.map([["pid"]])) != [[os.getpid()]]


def test_a_task_that_kills_its_worker_is_given_up_and_no_other() -> None:
    batches = [["a", "die", "b"], ["c"], ["die"], ["d", "e"]]
    gone = GivenUp("the process reading it died")
    with Workers(2, make) as workers:
        results = list(workers.map(batches))
    assert results == [
        ["did a", gone, "did b"],
        ["did c"],
        [gone],
        ["did d", "did e"],
    ]


@pytest.mark.parametrize("count", [0, 1])
def test_a_task_that_raises_an_error_is_given_up_and_no_other(count: int) -> None:
    batches = [["a", "raise", "b"], ["raise"], ["c"]]
    gone = GivenUp("reading it failed (KeyError: 'odd')")
    with Workers(count, make) as workers:
        results = list(workers.map(batches))
    assert results == [["did a", gone, "did b"], [gone], ["did c"]]


def test_a_task_may_not_take_more_memory_than_is_given() -> None:
    gone = GivenUp("there was not enough memory to read it")
    with Workers(1, make, memory=200 * 2**20) as workers:
        assert list(workers.map([["grow", "a"]])) == [[gone, "did a"]]


def test_a_worker_that_was_started_early_is_the_first_to_work() -> None:
    with Workers(1, make) as workers:
        workers.start()
        (started,) = multiprocessing.active_children()
        assert list(workers.map([["pid"]])) == [[started.pid]]


def test_a_task_that_hangs_is_given_up_and_no_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(workers_module, "BATCH_SECONDS", 1.5)
    monkeypatch.setattr(workers_module, "TASK_SECONDS", 1.5)
    with Workers(1, make) as workers:
        results = list(workers.map([["a", "hang", "b"], ["c"]]))
    slow = GivenUp("reading it took too long")
    assert results == [["did a", slow, "did b"], ["did c"]]


def test_batches_are_taken_only_as_workers_come_free() -> None:
    taken = 0

    def batches() -> Iterator[list[object]]:
        nonlocal taken
        for number in range(100):
            taken += 1
            yield [number]

    with Workers(2, make) as workers:
        results = workers.map(batches())
        next(results)
        assert taken <= 8
        assert len(list(results)) == 99


def test_workers_that_cannot_start_end_the_run_instead_of_repeating_it() -> None:
    with (
        Workers(2, broken) as workers,
        pytest.raises(IngestError, match="cannot start"),
    ):
        list(workers.map([["a"], ["b"]]))
