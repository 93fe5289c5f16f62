"""The tagger: what it reads, how it chooses labels, what it gives."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from threadpoolctl import ThreadpoolController

from index.extract.english.tagger.default import MODEL, default_tagger, tagger_language
from index.extract.english.tagger.writing import ENGLISH
from index.extract.spans import NamedSpan, NameKind
from index.extract.tagger.exact import Floats, exact_weights
from index.extract.tagger.layers import Pool
from index.extract.tagger.lexicon import Lexicon, Tables, shape
from index.extract.tagger.model import load_model, save_model
from index.extract.tagger.network import Network
from index.extract.tagger.surroundings import SURROUNDINGS, surroundings
from index.extract.tagger.tagger import NameTagger
from index.extract.tagger.viterbi import best_labels
from index.extract.tagger.windows import TokenWindows, WindowReader
from search.model.article import TextField

LIMIT = 10_000_000
"""Bytes that the model may have in the installed package."""


@pytest.fixture(scope="module")
def tagger() -> NameTagger:
    return default_tagger()


def model_file() -> Path:
    import index.extract.english.tagger as package

    return Path(package.__path__[0]) / MODEL


def names(tagger: NameTagger, body: str, title: str = "") -> list[tuple[str, str]]:
    """Every name found, title first, with its kind."""
    texts = {TextField.TITLE: title, TextField.BODY: body}
    return [
        (texts[name.field][name.start : name.end], name.kind.value)
        for name in tagger.tag(list(texts.items()))
    ]


def test_a_tagger_takes_one_core_while_it_reads_and_leaves_the_process_as_it_was(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pools = ThreadpoolController().select(user_api="blas")
    assert pools.lib_controllers

    def threads() -> set[int]:
        return {pool["num_threads"] for pool in pools.info()}

    met: list[set[int]] = []
    score = Network.scores

    def watched(self: Network, reading: TokenWindows) -> Floats:
        met.append(threads())
        return score(self, reading)

    monkeypatch.setattr(Network, "scores", watched)
    with pools.limit(limits=2):
        before = threads()
        names(default_tagger(), "Angela Merkel met the World Bank in Frankfurt.")
        assert threads() == before
    assert met
    assert all(seen == {1} for seen in met)


def test_people_places_and_organisations_are_told_apart(tagger: NameTagger) -> None:
    found = names(
        tagger,
        "BERLIN (Reuters) - Chancellor Angela Merkel met officials of the World Bank "
        "in Frankfurt on Monday, her spokesman Steffen Seibert said.",
    )
    assert ("Angela Merkel", "person") in found
    assert ("Steffen Seibert", "person") in found
    assert ("World Bank", "organisation") in found
    assert ("Frankfurt", "place") in found


def test_titles_and_possessives_belong_to_no_name(tagger: NameTagger) -> None:
    found = names(tagger, "President Joe Biden's speech pleased Mr. Schumer’s aides.")
    assert ("Joe Biden", "person") in found
    assert ("Schumer", "person") in found


def test_titles_of_the_east_belong_to_no_name(tagger: NameTagger) -> None:
    found = names(tagger, "His Majesty Sultan Haitham bin Tarik met Pope Francis.")
    assert ("Haitham bin Tarik", "person") in found
    assert ("Francis", "person") in found


def test_the_body_tells_what_a_shouted_title_names(tagger: NameTagger) -> None:
    body = "Qasem Soleimani was killed in Baghdad. Iran mourned General Soleimani."
    found = names(tagger, body, "SOLEIMANI KILLED IN BAGHDAD STRIKE")
    assert found[0] == ("SOLEIMANI", "person")
    assert ("BAGHDAD", "place") in found[:3]


@pytest.mark.parametrize(
    "body",
    ["", "   ", "no capitals here at all.", "\n\n\n", "A", "I.", "中文新闻", "\ud800A"],
)
def test_texts_without_names_have_none(tagger: NameTagger, body: str) -> None:
    assert all(0 <= n.start < n.end for n in tagger.tag([(TextField.BODY, body)]))


def test_names_lie_in_order_inside_the_text_and_apart(tagger: NameTagger) -> None:
    body = (
        "JOHN'S  'Smith' MR. U.S.-led Mr Mr. President's Al-Qaeda-led O'-'s -- A'. " * 9
    )
    behind = 0
    for name in tagger.tag([(TextField.TITLE, ""), (TextField.BODY, body)]):
        assert behind <= name.start < name.end <= len(body)
        assert body[name.start : name.end].strip() == body[name.start : name.end]
        behind = name.end


@pytest.mark.parametrize(
    "piece", ["TRUMP ", "Mr. ", "A", "Ab-", "'s ", "New York, ", "\n", "X. Y. "]
)
def test_long_odd_texts_are_read(tagger: NameTagger, piece: str) -> None:
    tagger.tag([(TextField.BODY, piece * (200_000 // len(piece)))])


def test_what_was_tagged_before_changes_nothing(tagger: NameTagger) -> None:
    body = "Theresa May flew to Lagos to meet Muhammadu Buhari of Nigeria."
    fresh = default_tagger()
    for _ in range(3):
        tagger.tag([(TextField.BODY, "May was warm. Lagos is large. Trump tweeted.")])
    texts: Sequence[tuple[TextField, str]] = [(TextField.BODY, body)]
    assert tagger.tag(texts) == fresh.tag(texts)


def test_a_tagger_that_has_seen_enough_begins_anew_and_says_the_same() -> None:
    weights, tables = load_model(model_file())
    tagger = NameTagger(weights, tables, tagger_language(), most_words=50)
    body = "Theresa May flew to Lagos to meet Muhammadu Buhari of Nigeria."
    first = tagger.tag([(TextField.BODY, body)])
    for number in range(40):
        tagger.tag([(TextField.BODY, f"Agent{number} Smith{number} met Bob{number}.")])
    assert tagger.tag([(TextField.BODY, body)]) == first


def test_labels_are_the_best_sequence_of_all() -> None:
    random = np.random.default_rng(7)

    def drawn(*sizes: int) -> Floats:
        return random.normal(size=sizes).astype(np.float32)

    moves, begins, ends = drawn(5, 5), drawn(5), drawn(5)
    windows = np.array([(0, 3), (5, 6), (8, 10)])
    scores = drawn(6, 5)
    found = best_labels(scores, windows, moves, begins, ends).tolist()
    at = 0
    for start, end in windows:
        size = end - start
        rows = scores[at : at + size]

        def total(path: tuple[int, ...], rows: Floats = rows) -> float:
            value = begins[path[0]] + ends[path[-1]]
            value += sum(rows[i, label] for i, label in enumerate(path))
            steps = itertools.pairwise(path)
            return float(value + sum(moves[a, b] for a, b in steps))

        best = max(itertools.product(range(5), repeat=size), key=total)
        assert tuple(found[at : at + size]) == best
        at += size


@pytest.mark.parametrize("types", [[1, 2, 1, 3, 2, 1, 4, 1], [1, 2, 3], [5, 5], []])
def test_rows_of_a_word_that_stands_twice_are_pooled(types: list[int]) -> None:
    words = np.array(types, np.int64)
    parts = np.random.default_rng(7).integers(0, 256, size=(len(words), 6))
    rows = parts.astype(np.float32)
    pool = Pool(words)
    greatest, mean = pool(rows)
    assert sorted(pool.spots.tolist()) == [
        at for at, word in enumerate(types) if types.count(word) > 1
    ]
    for spot, group in zip(pool.spots, pool.groups, strict=True):
        same = rows[words == words[spot]]
        assert np.array_equal(greatest[group], same.max(axis=0))
        assert np.abs(mean[group] - same.mean(axis=0)).max() <= 0.5
        assert np.array_equal(mean[group], np.rint(mean[group]))


@pytest.mark.parametrize(
    ("word", "form"),
    [("McCain", "XxXxx"), ("U.S.", "X.X."), ("1990s", "ddx"), ("Élodie", "Xxx")],
)
def test_the_form_of_a_word(word: str, form: str) -> None:
    assert shape(word) == form


def test_a_headline_of_capitals_is_read_as_running_text_would_have_it() -> None:
    tables = Tables(case={"says": "0", "nato": "A", "trump": "4"})
    reader = WindowReader(Lexicon(tables, ENGLISH))
    reading = reader.read([["TRUMP SAYS NATO PAYS", "Trump spoke. He pays Bob."]])
    words = [reader.tokenizer.spellings[number] for number in reading.types[:4]]
    assert words == ["Trump", "says", "NATO", "pays"]


def test_windows_hold_every_capital_and_stay_in_their_sentence() -> None:
    reader = WindowReader(Lexicon(Tables(), ENGLISH))
    reading = reader.read(
        [["we saw Bob of the Sea there. but no one else. Then Al came"]]
    )
    spellings = reader.tokenizer.spellings
    texts = [
        " ".join(spellings[reading.types[at]] for at in range(start, end))
        for start, end in reading.windows
    ]
    assert texts == ["Bob of the Sea", "Then Al"]


def test_what_stands_beside_a_name_tells_of_it_everywhere() -> None:
    tables = Tables(words={"mr.": "T"})
    reader = WindowReader(Lexicon(tables, ENGLISH))
    reading = reader.read([["Here Brown smiled. They met Mr. Brown there."]])
    rows = surroundings(reading, reader)
    title = SURROUNDINGS.index("title")
    words = [reader.tokenizer.spellings[reading.types[at]] for at in reading.inside]
    assert [rows[at, title] for at, word in enumerate(words) if word == "Brown"] == [
        1,
        1,
    ]


def test_a_model_saved_and_read_again_says_the_same(tmp_path: Path) -> None:
    weights, tables = load_model(model_file())
    save_model(tmp_path / "again", weights, tables)
    again, same_tables = load_model(tmp_path / "again")
    assert same_tables == tables
    texts = ["Ban Ki-moon of South Korea spoke at the United Nations in New York."]
    scores = []
    for each in (weights, again):
        reader = WindowReader(Lexicon(tables, ENGLISH))
        scores.append(Network(each, reader).scores(reader.read([texts])))
    assert np.abs(scores[0] - scores[1]).max() < 0.05


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x05\x06" + bytes(18)])
def test_what_is_no_model_is_refused_by_name(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "broken.model"
    path.write_bytes(content)
    with pytest.raises(ValueError, match=r"broken\.model"):
        load_model(path)


def test_the_model_is_small_and_has_a_card() -> None:
    assert model_file().stat().st_size < LIMIT
    card = (model_file().parent / "MODEL_CARD.md").read_text("utf-8")
    for word in ("CoNLL", "Worldwide", "IEER", "GeoNames", "licen", "F1"):
        assert word in card


def test_a_name_knows_its_text_and_kind(tagger: NameTagger) -> None:
    (name,) = tagger.tag([(TextField.BODY, "It was Barack Obama.")])
    assert name == NamedSpan(TextField.BODY, 7, 19, NameKind.PERSON)


def test_names_do_not_depend_on_what_is_read_beside_them() -> None:
    lines = (
        "Mr. Brown met May in Jordan. Brown, of the Green Party, left.",
        "MAY FLIES TO LAGOS: TRUMP SAYS NO",
        "Jordan Brown sang in May, and the green Party of Brown County met.",
        "",
        "Trump spoke. He may fly to Brown, Texas. Sultan Haitham bin Tarik came.",
    )
    articles = [
        [(TextField.TITLE, lines[at % 5]), (TextField.BODY, " ".join(lines[at % 5 :]))]
        for at in range(40)
    ]
    together = default_tagger().read(articles)
    assert together == [default_tagger().read([texts])[0] for texts in articles[:5]] * 8


def test_scores_are_the_same_to_the_last_bit_whatever_stands_beside() -> None:
    reader = WindowReader(Lexicon(load_model(model_file())[1], ENGLISH))
    network = Network(load_model(model_file())[0], reader)
    bodies = [
        f"{name} of {place} met officials of the World Bank, {name} said. " * times
        for name, place, times in (
            ("Angela Merkel", "Berlin", 1),
            ("Ban Ki-moon", "New York", 7),
            ("Bob", "the Sea", 2),
        )
    ]
    alone = [network.scores(reader.read([[body]])) for body in bodies]
    together = network.scores(reader.read([[body] for body in bodies]))
    assert np.array_equal(together, np.concatenate(alone))
    # which sums of numbers between those that 32-bit floats hold are not
    assert np.array_equal(together * 4096, np.rint(together * 4096))


def test_weights_too_great_for_exact_sums_are_refused() -> None:
    with pytest.raises(ValueError, match="too great"):
        exact_weights(np.full((300, 2), 1.0, np.float32))
