"""Completing what is being typed: words, names and titles of the index.

The end of the query is completed: its last word, or for names and titles as many words
before it as they share. The beginning of any word of a name is enough: "trum" gives
Donald Trump, and so does "donald tr".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from ..analysis.tokens import key, terms, tokens
from ..codes.countries import countries, former_countries
from ..lexicon.lexicon import NAME_KINDS, WORD, Lexicon, LexiconEntry, label_of
from ..model.fields import COUNTRY_FIELDS, FIELDS, FieldKind
from ..query.limits import MAX_LENGTH
from ..query.syntax import Lexeme, LexemeKind, lex
from ..query.tree import And, Prefix, Query, Term
from ..request import SearchRequest, Sort, encodable
from ..snapshot import Snapshot, search_one

__all__ = ["TITLE", "Completion", "Suggestions", "complete"]

TITLE: Final = "title"
"""The group of whole articles, by their titles."""

_MOST_WORDS: Final = 4
"""The most words at the end of a query that may begin one name."""

_Label = Callable[[str, str], str]

_TITLE_LETTERS: Final = 3
"""Titles are looked for if the last word has this many letters: with fewer, the engine
would have to look at a large part of all articles."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Completion:
    """A possible completion of the end of a query.

    Attributes:
        kind: ``word``, a field such as ``person``, or ``title``.
        value: the word; a value of the field; the id of the article.
        label: what people read.
        count: articles that had it when the lexicon was written; 1 for a title.
        start: the offset of the part of the query that it replaces.
        text: the whole query with it in that place; for a title the query unchanged.
    """

    kind: str
    value: str
    label: str
    count: int
    start: int
    text: str


@dataclass(frozen=True, slots=True)
class Suggestions:
    """The completions of each kind that has any, most frequent first."""

    groups: tuple[tuple[str, tuple[Completion, ...]], ...]

    def __iter__(self) -> Iterator[Completion]:
        """Yield all of them."""
        for _, group in self.groups:
            yield from group


@dataclass(frozen=True, slots=True)
class _End:
    """The end of a query that is completed.

    Attributes:
        words: its last words, folded.
        starts: where each begins.
        first: where all of it begins, including a field and a quotation mark.
        field: the field that is asked, if any.
        whole: whether a name has to replace all of it.
        ended: whether a sign after the last word shows that it is complete.
    """

    words: tuple[str, ...]
    starts: tuple[int, ...]
    first: int
    field: str | None
    whole: bool
    ended: bool


def complete(
    index: Snapshot, text: str, *, most: int = 5, label: _Label | None = None
) -> Suggestions:
    """Return completions of the end of a query, ``most`` of each kind.

    After a space the last word is complete, and only names that continue after it are
    suggested.

    Args:
        most: 1 to 20.
        label: returns what people read for a value of a field, if that is not English;
            a country is found by that name too.

    Raises:
        EngineError: if there is no index, or it cannot be read.
    """
    text = encodable(text[:MAX_LENGTH])
    end = _end_of(text)
    if end is None:
        return Suggestions(())
    lexicon = index.lexicon
    kinds = _kinds(end.field)
    named = tuple(kind for kind in kinds if kind in NAME_KINDS)
    groups = {WORD: _words(lexicon, text, end, most) if WORD in kinds else []}
    groups.update(_names(lexicon, named, text, end, most, label or label_of))
    groups[TITLE] = _titles(index, text, end, most) if TITLE in kinds else []
    return Suggestions(
        tuple((kind, tuple(group)) for kind, group in groups.items() if group)
    )


def _end_of(text: str) -> _End | None:
    """The words after the last operator or bracket; ``None`` if there are none."""
    lexemes, _ = lex(text)
    run: list[Lexeme] = []
    while lexemes and lexemes[-1].kind is LexemeKind.WORD:
        run.insert(0, lexemes.pop())
    if not run and lexemes and lexemes[-1].kind is LexemeKind.PHRASE:
        run = [lexemes.pop()]
    field = None
    if run and lexemes and lexemes[-1].kind is LexemeKind.FIELD:
        if len(run) == 1:
            field = lexemes[-1].text
        else:  # the field belongs to the first word, not to those after it
            del run[0]
    whole = field is not None or any(part.kind is LexemeKind.PHRASE for part in run)
    found = [
        (token.term, part.start + token.start)
        for part in run
        for token in tokens(text[part.start : part.end])
    ]
    if not found or run[-1].text.endswith("*"):
        return None
    if not whole:
        found = found[-_MOST_WORDS:]
    return _End(
        words=tuple(term for term, _ in found),
        starts=tuple(start for _, start in found),
        first=lexemes[-1].start if field else run[0].start,
        field=field,
        whole=whole,
        ended=not terms(text[-1]),
    )


def _kinds(field: str | None) -> tuple[str, ...]:
    """The kinds of completion that fit a field, or no field."""
    if field is None:
        return (WORD, *NAME_KINDS, TITLE)
    if field in COUNTRY_FIELDS:
        return ("country",)
    if FIELDS[field].kind is FieldKind.TEXT:
        return (WORD, TITLE) if field == TITLE else (WORD,)
    return (field,) if field in NAME_KINDS else ()


def _words(lexicon: Lexicon, text: str, end: _End, most: int) -> list[Completion]:
    if end.ended:
        return []
    start = end.starts[-1]
    return [
        Completion(
            kind=WORD,
            value=entry.value,
            label=entry.value,
            count=entry.count,
            start=start,
            text=text[:start] + entry.value,
        )
        for entry in lexicon.beginning(WORD, end.words[-1], most)
    ]


def _names(
    lexicon: Lexicon,
    kinds: tuple[str, ...],
    text: str,
    end: _End,
    most: int,
    label: _Label,
) -> Iterator[tuple[str, list[Completion]]]:
    """Names that begin with the longest end of the query that begins any."""
    for at in range(1 if end.whole else len(end.words)):
        beginning = " ".join(end.words[at:]) + " " * end.ended
        start = end.first if end.whole else end.starts[at]
        found = False
        for kind in kinds:
            entries = lexicon.beginning(kind, beginning, most)
            if kind == "country" and label is not label_of:
                entries = _countries(lexicon, entries, beginning, label)[:most]
            named = [_name(kind, one, text, end, start, label) for one in entries]
            found = found or bool(named)
            yield kind, named
        if found:
            return


def _countries(
    lexicon: Lexicon, english: list[LexiconEntry], beginning: str, label: _Label
) -> list[LexiconEntry]:
    """Countries whose English name, or whose name in the other language, begins so."""
    every = (*countries(), *(former.entry for former in former_countries()))
    codes = {
        key(entry.name): entry.code
        for entry in every
        if f" {beginning}" in f" {key(label('country', entry.code))}"
    }
    found = {entry.value: entry for entry in english}
    for name, count in lexicon.names("country", codes).items():
        found.setdefault(codes[name], LexiconEntry(codes[name], count))
    return sorted(found.values(), key=lambda entry: (-entry.count, entry.value))


def _name(
    kind: str, entry: LexiconEntry, text: str, end: _End, start: int, label: _Label
) -> Completion:
    quoted = '"{}"'.format(label_of(kind, entry.value).replace('"', " "))
    return Completion(
        kind=kind,
        value=entry.value,
        label=label(kind, entry.value),
        count=entry.count,
        start=start,
        # the field about: stays, though its countries are those of country:
        text=f"{text[:start]}{end.field or kind}:{quoted}",
    )


def _titles(index: Snapshot, text: str, end: _End, most: int) -> list[Completion]:
    """The newest articles with all the words in their titles; the last may go on."""
    *before, last = end.words
    if len(last) < _TITLE_LETTERS:
        return []
    parts: list[Query] = [Term(word, TITLE) for word in before]
    parts.append(Term(last, TITLE) if end.ended else Prefix(last, TITLE))
    request = SearchRequest(query=And(tuple(parts)), sort=Sort.NEWEST, limit=most)
    return [
        Completion(
            kind=TITLE,
            value=article.id,
            label=article.title,
            count=1,
            start=end.first,
            text=text,
        )
        for article, _ in search_one(index, request).hits
    ]
