"""How well people, places and organisations are told: precision, recall, F1.

A name counts as found where its span, in characters, and its kind are both exactly
those of the annotation. The annotated tokens are set as text, and the tagger sees
only that text. ``python -m benchmarks.quality_names [--errors]``.

None of the three sets was trained on: CoNLL 2003 testa, every fifth of the Worldwide
Newswire articles, and WikiGold.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Final

from benchmarks.first_recipes import first_facts
from benchmarks.scores import Score
from index.extract.english.tagger.default import default_tagger
from index.extract.spans import NameKind
from index.extract.tagger.tagger import NameTagger
from search.model.article import Article, TextField
from training.corpora import Document, Entity, conll, wikigold, worldwide_split

__all__ = ["KINDS", "names_scores", "sets"]

KINDS: Final = {"PER": "people", "LOC": "places", "ORG": "organisations"}
_LABELS: Final = {
    NameKind.PERSON: "PER",
    NameKind.PLACE: "LOC",
    NameKind.ORGANISATION: "ORG",
}
Predict = Callable[[Sequence[Document]], "list[list[Entity]] | None"]


def sets() -> dict[str, list[Document]]:
    """Return the annotated sets that were left out of training."""
    return {
        "CoNLL testa": conll("eng.testa"),
        "Worldwide, a fifth": worldwide_split()[1],
        "WikiGold": wikigold(),
    }


def by_tagger(tagger: NameTagger) -> Predict:
    """Return what a tagger finds, as a function of documents."""

    def predict(documents: Sequence[Document]) -> list[list[Entity]]:
        return [
            [
                (name.start, name.end, _LABELS[name.kind])
                for name in tagger.tag([(TextField.BODY, document.text)])
                if name.kind in _LABELS
            ]
            for document in documents
        ]

    return predict


def by_first_recipes(documents: Sequence[Document]) -> list[list[Entity]] | None:
    """What the first recipes find: people and places, no organisations."""
    found = first_facts(Article(id=d.name, title="", body=d.text) for d in documents)
    if found is None:
        return None
    entities: list[list[Entity]] = []
    for facts in found:
        people = [span for _, spans in facts["people"] for span in spans]
        places = [
            span
            for _, kind, _, spans in facts["places"]
            if kind == "place"
            for span in spans
        ]
        entities.append(
            [(start, end, "PER") for _, start, end in people]
            + [(start, end, "LOC") for _, start, end in places]
        )
    return entities


def by_nltk(documents: Sequence[Document]) -> list[list[Entity]] | None:
    """What nltk's own recogniser finds; ``None`` where its data is not installed."""
    import nltk

    kinds = {"PERSON": "PER", "GPE": "LOC", "LOCATION": "LOC", "FACILITY": "LOC"}
    kinds["ORGANIZATION"] = "ORG"
    try:
        tokens = [nltk.word_tokenize(document.text) for document in documents]
        trees = [nltk.ne_chunk(nltk.pos_tag(words)) for words in tokens]
    except LookupError:
        return None
    entities: list[list[Entity]] = []
    for document, tree in zip(documents, trees, strict=True):
        found: list[Entity] = []
        at = 0
        for node in tree:
            leaves = node.leaves() if hasattr(node, "leaves") else [node]
            spots = []
            for word, _ in leaves:
                start = document.text.find(word, at)
                if start >= 0:  # nltk writes quotation marks its own way
                    spots.append((start, start + len(word)))
                    at = start + len(word)
            if hasattr(node, "label") and spots and node.label() in kinds:
                found.append((spots[0][0], spots[-1][1], kinds[node.label()]))
        entities.append(found)
    return entities


def names_scores(
    documents: Sequence[Document], predict: Predict
) -> dict[str, Score] | None:
    """Return the score of each kind, or ``None`` where the way can't be tried here."""
    found = predict(documents)
    if found is None:
        return None
    scores = {kind: Score() for kind in KINDS}
    for document, entities in zip(documents, found, strict=True):
        for kind, score in scores.items():
            score.add(
                (e for e in entities if e[2] == kind),
                (e for e in document.entities if e[2] == kind),
            )
    return scores


def _errors(documents: Iterable[Document], predict: Predict) -> Counter[str]:
    """What went wrong: the kind of fault → how often."""
    faults: Counter[str] = Counter()
    documents = list(documents)
    for document, entities in zip(documents, predict(documents) or [], strict=True):
        gold = [e for e in document.entities if e[2] in KINDS]
        for start, end, kind in entities:
            if (start, end, kind) in gold:
                continue
            over = [e for e in document.entities if e[0] < end and start < e[1]]
            exact = [e for e in over if e[:2] == (start, end)]
            if exact:
                fault = f"{KINDS[kind]}: is {exact[0][2]}"
            elif any(e[2] == kind for e in over):
                fault = f"{KINDS[kind]}: begins or ends elsewhere"
            else:
                fault = (
                    f"{KINDS[kind]}: {'part of another name' if over else 'no name'}"
                )
            faults[fault] += 1
        for start, end, kind in gold:
            if not any(e[0] < end and start < e[1] for e in entities):
                faults[f"{KINDS[kind]}: missed"] += 1
    return faults


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", action="store_true", help="count faults by kind")
    arguments = parser.parse_args()
    ways: dict[str, Predict] = {
        "tagger": by_tagger(default_tagger()),
        "first recipes": by_first_recipes,
        "nltk.ne_chunk": by_nltk,
    }
    for name, documents in sets().items():
        print(f"{name}: {len(documents)} articles")
        for way, predict in ways.items():
            scores = names_scores(documents, predict)
            if scores is None:
                print(f"  {way:14} can't be tried here")
                continue
            for kind, score in scores.items():
                print(
                    f"  {way:14} {KINDS[kind]:14} P {score.precision:.3f}"
                    f"  R {score.recall:.3f}  F1 {score.f1:.3f}"
                )
        if arguments.errors:
            for fault, count in _errors(documents, ways["tagger"]).most_common(15):
                print(f"    {count:5}  {fault}")


if __name__ == "__main__":
    main()
