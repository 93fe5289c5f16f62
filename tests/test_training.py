"""Training, where torch is installed: it is not needed to run the program."""

from __future__ import annotations

import itertools
import math
from dataclasses import replace

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from index.extract.english.tagger.writing import ENGLISH  # noqa: E402
from index.extract.tagger.lexicon import Lexicon, Tables  # noqa: E402
from index.extract.tagger.network import LABELS, Network  # noqa: E402
from index.extract.tagger.windows import WindowReader  # noqa: E402
from training.batches import Batches  # noqa: E402
from training.corpora import Document  # noqa: E402
from training.examples import Example, examples, words_of  # noqa: E402
from training.learn import learn  # noqa: E402
from training.net import Net, log_partition, weights_of  # noqa: E402
from training.settings import Settings  # noqa: E402
from training.teachers import Teachers  # noqa: E402

SMALL = Settings(
    vector=8, hidden=8, second=8, epochs=8, dropout=0.0, rarest=1, batch=2, rate=0.03
)
STATIC = ({"b=ann": 0, "b=##a": 1}, np.ones((2, 4), np.float32))


@pytest.fixture
def reader() -> WindowReader:
    return WindowReader(Lexicon(Tables(pieces=frozenset({"ann", "##a"})), ENGLISH))


@pytest.fixture
def found(reader: WindowReader) -> list[Example]:
    texts = (
        ("Anna met Ben of Rome. Anna Lee laughed, and Rome slept.", "Anna Ben"),
        ("He saw Ben in Rome.\n\nBEN LEE SAYS NO", "Ben"),
        ("Rome is old. Ann knew Anna.", "Ann Anna"),
    )
    documents = []
    for text, people in texts:
        spots = [(text.index(n), text.index(n) + len(n)) for n in people.split()]
        documents.append(Document("", text, [(a, b, "PER") for a, b in spots]))
    return examples(documents, reader)


def test_what_torch_learned_numpy_says_too(
    reader: WindowReader, found: list[Example]
) -> None:
    torch.manual_seed(3)
    settings = replace(SMALL, forget_word=0.0, forget_feature=0.0)
    batches = Batches(settings, words_of(reader), STATIC[0])
    batches.learn_features(found)
    net = Net(len(batches.rows), torch.from_numpy(STATIC[1]), settings).eval()
    weights = weights_of(net.state_dict(), batches.rows, STATIC[0])
    with torch.no_grad():
        theirs = net(batches.batch(found)).numpy()
    network = Network(weights, reader)
    ours = np.concatenate([network.scores(example.reading) for example in found])
    assert ours.shape == theirs.shape == (len(ours), len(LABELS))
    # numpy counts in sixteenths
    assert np.abs(ours - theirs).max() < 0.1 < np.abs(theirs).max()


def test_the_partition_is_the_sum_over_all_sequences() -> None:
    random = np.random.default_rng(5)
    scores, moves = random.normal(size=(5, 3)), random.normal(size=(3, 3))
    begins, ends = random.normal(size=3), random.normal(size=3)
    total = 0.0
    for first, size in ((0, 3), (3, 2)):
        every = 0.0
        for path in itertools.product(range(3), repeat=size):
            score = begins[path[0]] + ends[path[-1]]
            score += sum(scores[first + at, label] for at, label in enumerate(path))
            score += sum(moves[pair] for pair in itertools.pairwise(path))
            every += math.exp(score)
        total += math.log(every)
    found = log_partition(
        torch.from_numpy(scores),
        torch.from_numpy(moves),
        torch.from_numpy(begins),
        torch.from_numpy(ends),
        torch.tensor([0, 3]),
        torch.tensor([3, 2]),
    )
    assert found.item() == pytest.approx(total)


def test_who_is_taught_comes_to_believe_what_the_teachers_do(
    reader: WindowReader, found: list[Example]
) -> None:
    losses: list[float] = []
    taught = [
        learn(found, words_of(reader), replace(SMALL, seed=seed), STATIC)
        for seed in (1, 2)
    ]
    teachers = Teachers(taught, reader)
    for example in found:
        beliefs, moves = teachers.beliefs(example)
        assert beliefs.sum(axis=1) == pytest.approx(1, abs=1e-4)
        pairs = len(beliefs) - len(example.reading.windows)
        assert moves.sum() == pytest.approx(pairs, abs=1e-3)
        example.beliefs, example.moves = beliefs, moves
    learn(found, words_of(reader), SMALL, STATIC, lambda _, loss: losses.append(loss))
    assert losses[-1] < losses[0]


def test_the_same_seed_gives_the_same_network(
    reader: WindowReader, found: list[Example]
) -> None:
    one, other = (learn(found, words_of(reader), SMALL, STATIC) for _ in range(2))
    assert np.array_equal(one.vectors, other.vectors)
    assert np.array_equal(one.third, other.third)
