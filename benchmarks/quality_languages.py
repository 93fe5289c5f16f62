"""How well names are told in languages other than English: precision, recall, F1.

``python -m benchmarks.quality_languages [--write] [--speed]``. A name counts as in
``quality_names``: its span and its kind are both exactly those of the annotation.

- *names*: what the tagger says of a text;
- *facts*: the mentions of the people, places and organisations that an article has in
  the end. A family name that stands alone and once is nobody's there.

The texts were not learned from. Beside them is spaCy, where it and its models are
installed, on the same texts.
"""

from __future__ import annotations

import argparse
import importlib
import time
from collections.abc import Iterator, Sequence
from itertools import accumulate, compress, repeat
from pathlib import Path
from typing import Final

from benchmarks import floors
from benchmarks.quality_names import KINDS, Predict, by_tagger, names_scores
from benchmarks.scores import Score
from index.extract.english.tagger.default import default_tagger
from index.extract.extractor import extractor_for
from index.extract.packed.models import choose_model
from index.extract.packed.tagging import packed_tagger
from index.extract.tagger.tagger import NameTagger
from search.codes.languages import NAMES_MODELS
from search.model.article import Article, TextField
from training.corpora import Document, Entity, conll
from training.language_corpora import annotated, is_held_out

__all__ = [
    "SETS",
    "figure_name",
    "held_out",
    "measured",
    "read_name_figures",
    "speeds",
]

SETS: Final = (
    *("de-germeval-dev", "de-wikineural-val", "es-conll-testa", "es-wikineural-val"),
    *("fr-wikineural-val", "it-kind-dev", "it-wikineural-val"),
    *("nl-conll-testa", "nl-wikineural-val", "pt-bosque-dev"),
)
FIGURES: Final = Path(__file__).parent / "names.tsv"
_MOST: Final = 150_000
"""Characters of each set that are measured on."""
_TIMED: Final = 160
"""Texts whose reading is timed."""
_COLUMNS: Final = (
    *(("names", "PER"), ("names", "LOC"), ("names", "ORG")),
    *(("facts", "PER"), ("facts", "LOC"), ("facts", "ORG")),
    *(("spaCy", "PER"), ("spaCy", "LOC"), ("spaCy", "ORG")),
)
_SPACY: Final = {"fr": "fr_core_news_sm", "es": "es_core_news_sm"}
_SPACY_KINDS: Final = {"PER": "PER", "LOC": "LOC", "ORG": "ORG"}


def held_out(name: str, most: int | None = None) -> list[Document]:
    """Return the texts of a set that were not learned from.

    Args:
        most: characters; the texts after so many are left out.
    """
    kept = [d for at, d in enumerate(annotated(name)) if is_held_out(name, at)]
    ends = accumulate(len(document.text) for document in kept)
    within = (end <= most for end in ends) if most is not None else repeat(True)
    return list(compress(kept, within))


def by_facts(language: str) -> Predict:
    """Return the mentions of an article's facts, as a function of documents."""
    extractor = extractor_for(language)

    def predict(documents: Sequence[Document]) -> list[list[Entity]]:
        return [list(_mentions(document)) for document in documents]

    def _mentions(document: Document) -> Iterator[Entity]:
        article = Article(id="a", title="", body=document.text, language=language)
        facts = extractor.extract(article)
        for label, found in (
            ("PER", facts.people),
            ("LOC", facts.places),
            ("ORG", facts.organisations),
        ):
            for one in found:
                for mention in one.mentions:
                    yield mention.start, mention.end, label

    return predict


def by_spacy(language: str) -> Predict:
    """Return what spaCy finds; nothing where it or its model is not installed."""

    def predict(documents: Sequence[Document]) -> list[list[Entity]] | None:
        try:
            nlp = importlib.import_module(_SPACY[language]).load()
        except (ImportError, KeyError):
            return None
        return [
            [
                (one.start_char, one.end_char, _SPACY_KINDS[one.label_])
                for one in read.ents
                if one.label_ in _SPACY_KINDS
            ]
            for read in nlp.pipe(document.text for document in documents)
        ]

    return predict


def measured(
    name: str, model: str | Path, most: int | None = _MOST
) -> dict[str, dict[str, Score]]:
    """Return the scores of each kind of name in a set, by each way to find them.

    Args:
        model: the name of one that ships, which is put in force, or another's file.
    """
    language, documents = name[:2], held_out(name, most)
    ways = {"names": by_tagger(packed_tagger(language, model))}
    if isinstance(model, str):
        choose_model(model)
        ways |= {"facts": by_facts(language), "spaCy": by_spacy(language)}
    found = {way: names_scores(documents, predict) for way, predict in ways.items()}
    return {way: scores for way, scores in found.items() if scores is not None}


def speeds(model: str) -> dict[str, float]:
    """Return the words a second, on one core, that names are told of in each language.

    English ("en") is timed in the same run, for machines differ.
    """
    found = {"en": _speed(default_tagger(), [d.text for d in conll("eng.testa")])}
    for name in SETS:
        language = name[:2]
        if language not in found and language in NAMES_MODELS[model]:
            texts = [document.text for document in annotated(name)]
            found[language] = _speed(packed_tagger(language, model), texts)
    return found


def _speed(tagger: NameTagger, texts: Sequence[str]) -> float:
    """Words a second, of texts whose words were met before."""
    texts = texts[:_TIMED]
    batches = [texts[at : at + 16] for at in range(0, len(texts), 16)]

    def read() -> float:
        begun = time.process_time()
        for batch in batches:
            tagger.read([[(TextField.BODY, text)] for text in batch])
        return time.process_time() - begun

    read()
    return sum(len(text.split()) for text in texts) / min(read(), read())


def read_name_figures() -> list[list[str]]:
    """Return the rows of figures that were measured last."""
    rows = (line.split("\t") for line in FIGURES.read_text("utf-8").splitlines())
    return [row for row in rows if row[0][0] != "#"]


def _row(name: str, model: str, found: dict[str, dict[str, Score]]) -> list[str]:
    """The set, the model, and F1 of each way and kind, "" where one was not tried."""
    return [
        *(name, model),
        *(
            f"{found[way][kind].f1:.3f}" if way in found else ""
            for way, kind in _COLUMNS
        ),
    ]


def main() -> None:
    """Print the figures of every set; ``--write`` keeps them, and raises floors."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", choices=NAMES_MODELS, action="append")
    parser.add_argument("--file", type=Path, help="a model that does not ship")
    parser.add_argument(
        "--most", type=int, default=_MOST, help="characters of each set"
    )
    parser.add_argument("--set", choices=SETS, action="append", help="these sets")
    parser.add_argument("--speed", action="store_true", help="words a second instead")
    parser.add_argument("--write", action="store_true", help="keep them for the docs")
    arguments = parser.parse_args()
    models = [arguments.file] if arguments.file else arguments.model or [*NAMES_MODELS]
    if arguments.speed:
        for model in models:
            for language, words in speeds(model).items():
                print(f"{model} {language} {words:,.0f} words/s")
        return
    rows = []
    for name in arguments.set or SETS:
        for model in models:
            found = measured(name, model, arguments.most)
            for way, scores in found.items():
                told = (
                    f"{KINDS[kind]} {score.f1:.3f} "
                    f"(P {score.precision:.3f} R {score.recall:.3f})"
                    for kind, score in scores.items()
                )
                print(f"{name:20} {model} {way:6} {', '.join(told)}", flush=True)
            rows.append(_row(name, str(model), found))
    if arguments.write:
        lines = ["# set, model, " + ", ".join(map(" ".join, _COLUMNS))]
        lines += map("\t".join, rows)
        FIGURES.write_text("\n".join(lines) + "\n", "utf-8")
        floors.raised(
            {
                figure_name(row[0], row[1], kind): float(row[2 + at])
                for row in rows
                for at, kind in enumerate(KINDS)
            }
        )


def figure_name(name: str, model: str, kind: str) -> str:
    """Return what the figure of a kind of name in a set is called."""
    return f"{name} {KINDS[kind]}, {model} model"


if __name__ == "__main__":
    main()
