"""Annotated news as texts with spans, read from the folder the sets lie in.

The sets are named in the model card. None is part of this repository: set
``DATELINE_EVAL_DATA`` to the folder that holds them. Offsets are half-open ranges
of characters into the text a document is read as.
"""

from __future__ import annotations

import gzip
import os
import re
import tarfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

__all__ = [
    "Document",
    "Entity",
    "conll",
    "data_folder",
    "ieer",
    "wikigold",
    "worldwide",
    "worldwide_split",
]

Entity = tuple[int, int, str]
"""``(start, end, label)``; the label is PER, LOC, ORG or MISC."""


@dataclass(slots=True)
class Document:
    """One annotated text: its entities are in reading order and do not overlap."""

    name: str
    text: str
    entities: list[Entity] = field(default_factory=list)


def data_folder() -> Path:
    """Return the folder of the sets, from ``DATELINE_EVAL_DATA``."""
    return Path(os.environ.get("DATELINE_EVAL_DATA", "../shared/data"))


def conll(part: str) -> list[Document]:
    """Return the articles of a CoNLL 2003 file, such as ``eng.train``."""
    path = data_folder() / "ner" / "conll2003" / f"{part}.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return _from_columns(part, (line.split() for line in lines))


def wikigold() -> list[Document]:
    """Return the WikiGold articles."""
    folder = data_folder() / "ner" / "wikigold" / "CONLL-format" / "data"
    text = (folder / "wikigold.conll.txt").read_text("utf-8", "replace")
    rows = (line.replace("\\", "").split() for line in text.split("\n"))
    return _from_columns("wikigold", rows)


def _from_columns(name: str, rows: Iterable[list[str]]) -> list[Document]:
    """Read token rows, label last, blank rows between sentences.

    Tokens are set as print has them: no space before a comma or inside brackets.
    A sentence is a line.
    """
    documents: list[Document] = []
    sentence: list[tuple[str, str]] = []

    def end_sentence() -> None:
        if sentence:
            if not documents:
                documents.append(Document(f"{name}-0", ""))
            _add_sentence(documents[-1], sentence)
            sentence.clear()

    for row in rows:
        if row and row[0] == "-DOCSTART-":
            end_sentence()
            documents.append(Document(f"{name}-{len(documents)}", ""))
        elif len(row) >= 2:
            sentence.append((row[0], row[-1]))
        else:
            end_sentence()
    end_sentence()
    return [document for document in documents if document.text]


_NO_SPACE_BEFORE: Final = frozenset(
    ". , ; : ? ! ) ] % 's 'S n't 're 've 'll 'd 'm".split()
)
_NO_SPACE_BEHIND: Final = frozenset("( [ $".split())


def _add_sentence(document: Document, sentence: list[tuple[str, str]]) -> None:
    pieces = [document.text + "\n"] if document.text else []
    at = len(pieces[0]) if pieces else 0
    open_quote = False
    glue = True
    last = "O"
    for token, label in sentence:
        quote = token == '"'
        if not (glue or token in _NO_SPACE_BEFORE or (quote and open_quote)):
            pieces.append(" ")
            at += 1
        kind = label[2:]
        if label != "O":
            goes_on = last[2:] == kind and not label.startswith("B-")
            start = document.entities.pop()[0] if goes_on else at
            document.entities.append((start, at + len(token), kind))
        pieces.append(token)
        at += len(token)
        last = label
        glue = token in _NO_SPACE_BEHIND or (quote and not open_quote)
        open_quote ^= quote
    document.text = "".join(pieces)


_WORLDWIDE: Final = {
    "Person": "PER",
    "Location": "LOC",
    "Facility": "LOC",
    "Organization": "ORG",
    "NORP": "MISC",
    "Misc": "MISC",
    "Product": "MISC",
}


def worldwide() -> list[Document]:
    """Return the Worldwide English Newswire articles in the order of their names.

    Facilities count as places, as they do in CoNLL. Articles whose tokens can't
    be found in the text (over 3 % of them) are left out.
    """
    folder = data_folder() / "ner"
    texts: dict[str, str] = {}
    with tarfile.open(folder / "worldwide_texts.tar.gz") as tar:
        for member in tar:
            stream = tar.extractfile(member)
            if stream is not None:
                name = Path(member.name).name
                texts[name] = stream.read().decode("utf-8", "replace")
    found = (
        _aligned(name.removesuffix(".tsv"), texts[name.removesuffix(".tsv")], tokens)
        for name, tokens in _worldwide_tokens(folder / "worldwide.tsv.gz")
    )
    return sorted((d for d in found if d is not None), key=lambda d: d.name)


def _worldwide_tokens(path: Path) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    name = ""
    tokens: list[tuple[str, str]] = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            # a third column, where there is one, has a name inside the name
            first, label, *_ = [*line.rstrip("\n").split("\t"), ""]
            if first == "-DOCSTART-":
                if tokens:
                    yield name, tokens
                name, tokens = label.strip(), []
            elif first.strip():
                label = label.strip()
                if not label:
                    first, _, label = line.strip().partition(" ")
                tokens.append((first.strip(), label.strip() or "O"))
            else:
                tokens.append(("", "O"))
    if tokens:
        yield name, tokens


def _aligned(name: str, text: str, tokens: list[tuple[str, str]]) -> Document | None:
    # the first line is the address the article was found at
    first_line = text.partition("\n")[0].strip()
    at = len(first_line) if first_line.startswith("http") else 0
    document = Document(name, text)
    missing = 0
    last = ""
    for token, label in tokens:
        start = text.find(token, at) if token else -1
        if start < 0 or start - at > 60:
            missing += bool(token)
            last = ""
            continue
        at = start + len(token)
        kind = _WORLDWIDE.get(label[2:], "")
        if kind and last == label[2:] and label[0] not in "BS":
            begun = document.entities.pop()[0]
            document.entities.append((begun, at, kind))
        elif kind:
            document.entities.append((start, at, kind))
        last = label[2:] if kind else ""
    if missing > 0.03 * len(tokens):
        return None
    if first_line.startswith("http"):
        shift = len(text.partition("\n")[0]) + 1
        document.text = text[shift:]
        document.entities = [
            (start - shift, end - shift, kind)
            for start, end, kind in document.entities
            if start >= shift
        ]
    return document


_IEER: Final = {"PERSON": "PER", "LOCATION": "LOC", "ORGANIZATION": "ORG"}
_IEER_TEXT = re.compile(r"<HEADLINE>(.*?)</HEADLINE>|<TEXT>(.*?)</TEXT>", re.DOTALL)
_IEER_TAG = re.compile(r"<(/?)(?:b_|e_)?(\w+)([^>]*)>")


def ieer() -> list[Document]:
    """Return the newswire articles of the IE-ER evaluation."""
    documents = []
    for path in sorted((data_folder() / "ner" / "ieer").glob("*_*")):
        raw = path.read_text("latin-1")
        for number, block in enumerate(raw.split("<DOC>")[1:]):
            parts = [a or b for a, b in _IEER_TEXT.findall(block)]
            documents.append(_without_tags(f"{path.name}-{number}", "\n".join(parts)))
    return documents


def _without_tags(name: str, marked: str) -> Document:
    document = Document(name, "")
    pieces: list[str] = []
    at, size = 0, 0
    opened: tuple[int, str] | None = None
    for tag in _IEER_TAG.finditer(marked):
        pieces.append(marked[at : tag.start()])
        size += tag.start() - at
        at = tag.end()
        kind = re.search(r'(?i)type="(\w+)"', tag[3])
        if kind is not None and kind[1] in _IEER:
            opened = (size, _IEER[kind[1]])
        elif tag[0].startswith("<e_enamex") and opened is not None:
            if size > opened[0]:
                document.entities.append((opened[0], size, opened[1]))
            opened = None
    pieces.append(marked[at:])
    document.text = "".join(pieces)
    return document


def worldwide_split() -> tuple[list[Document], list[Document]]:
    """Return the worldwide articles to learn from, and the fifth left out of it.

    Every fifth by name, beginning with the first, so that each newspaper is in both.
    """
    documents = worldwide()
    return [d for at, d in enumerate(documents) if at % 5], documents[::5]
