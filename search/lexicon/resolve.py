"""Resolves aliases: names typed or selected → the names articles are indexed under.

Articles are indexed under one value for each person: "Donald Trump". A search for
``person:"Donald J. Trump"`` means the same, and the lexicon knows it. Engines are asked
for the value, so that hits, marks, facets and scripts agree.

A whole name that no article has stands for the names it is an alias of. A word of a
person's name stands for everyone whose listed name has it, and also for those whose
aliases begin or end with it, if many articles use that alias: otherwise two misprints
would bring Ronald Reagan to whoever looks for Donald Regan. If nobody's listed name has
the word, any alias will do.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Sequence
from typing import Final

from ..analysis.suffixes import SUFFIXES
from ..analysis.tokens import key
from ..model.facets import Selection
from ..model.hits import Notice
from ..model.kinds import NAMED_KINDS
from ..query.interpretation import Interpretation
from ..query.tree import Exact, Or, Phrase, Query, Term, simplify
from ..query.word_leaves import has_run, is_written
from .lexicon import AliasEntry, Lexicon

__all__ = ["resolve_leaves", "resolve_selections"]

OpenLexicon = Callable[[], Lexicon]
Counting = Callable[[Sequence[Query]], list[int]]

_MOST_MEANT: Final = 100
"""The most names that one alias stands for; the most frequent are kept."""

_MOST_COMPARED: Final = 1_000
"""The most names whose aliases are compared by how often they are used."""

_OFTEN: Final = 20
"""An alias is a usual one if one in this many articles about somebody uses it."""

Resolving = Generator[tuple[Query, ...], list[int], Interpretation]
"""Yields queries, is sent how many articles each finds, returns what a leaf means."""


def resolve_leaves(
    leaves: Sequence[Query], lexicon: OpenLexicon, count: Counting
) -> dict[Query, Interpretation]:
    """Return what each leaf of names stands for; most stand for themselves.

    Args:
        lexicon: opens the lexicon of the index; called only for fields of names.
        count: returns how many articles of that index each of some queries finds.
    """
    tasks = [_resolve(leaf, lexicon) for leaf in leaves]
    return dict(zip(leaves, _run_together(tasks, count), strict=True))


def resolve_selections(
    selections: Sequence[Selection], lexicon: OpenLexicon, count: Counting
) -> tuple[tuple[Selection, ...], list[Notice]]:
    """Return the selections with listed names instead of aliases, and notices.

    So an old link still finds a person who is now listed under another name.
    """
    values = [
        (s.field, value)
        for s in selections
        if s.field in NAMED_KINDS
        for value in (*s.include, *s.exclude)
    ]
    tasks = [_whole(Exact(f, v), f, key(v), lexicon) for f, v in values]
    meant = dict(zip(values, _run_together(tasks, count), strict=True))
    notices: list[Notice] = []

    def listed(field: str, chosen: Iterable[str]) -> tuple[str, ...]:
        found: list[str] = []
        for value in chosen:
            one = meant[field, value]
            found += one.names or (value,)
            if one.kind:
                notices.append(Notice(one.kind, 0, 0, one.describe(value)))
        return tuple(dict.fromkeys(found))

    done = tuple(
        Selection(s.field, listed(s.field, s.include), listed(s.field, s.exclude))
        if s.field in NAMED_KINDS
        else s
        for s in selections
    )
    return done, notices


def _run_together(tasks: Sequence[Resolving], count: Counting) -> list[Interpretation]:
    """Run all tasks in step, so that their queries are counted in one round trip."""
    done: dict[int, Interpretation] = {}
    wanted: dict[int, tuple[Query, ...]] = {}

    def step(at: int, counts: list[int] | None) -> None:
        try:
            # a generator is started by sending it nothing
            wanted[at] = tasks[at].send(counts)  # type: ignore[arg-type]
        except StopIteration as end:
            done[at] = end.value

    for at in range(len(tasks)):
        step(at, None)
    while wanted:
        asked, wanted = wanted, {}
        counts = iter(count([query for each in asked.values() for query in each]))
        for at, queries in asked.items():
            step(at, [next(counts) for _ in queries])
    return [done[at] for at in range(len(tasks))]


def _resolve(leaf: Query, lexicon: OpenLexicon) -> Resolving:
    match leaf:
        case Exact(field=field, value=value) if field in NAMED_KINDS:
            name_key = key(value)
            if " " in name_key:
                return (yield from _asked(leaf, field, name_key, lexicon))
            (total,) = yield (leaf,)
            if total:
                return (yield from _asked(leaf, field, name_key, lexicon))
            whole = yield from _whole(leaf, field, name_key, lexicon)
            if whole.names:
                return whole
            # nobody is called just so; a word in quotation marks is still one
            word = Term(name_key, field)
            return (yield from _words(word, field, (name_key,), lexicon))
        case Term(term=word, field=str(field)) if field in NAMED_KINDS:
            return (yield from _words(leaf, field, (word,), lexicon))
        case Phrase(terms=words, field=str(field)) if field in NAMED_KINDS:
            return (yield from _words(leaf, field, words, lexicon))
        case _:
            return Interpretation(leaf)


def _asked(leaf: Query, field: str, name_key: str, lexicon: OpenLexicon) -> Resolving:
    """What a whole name that was typed stands for.

    One that is listed stands also for those that are the same but for signs: "Tim
    O'Neill" and "Tim ONeill". One that was selected does not, as each is counted.
    """
    whole = yield from _whole(leaf, field, name_key, lexicon)
    if whole.names or whole.is_hidden:
        return whole
    spelt = lexicon().spelt(field, name_key, _MOST_MEANT)
    names = tuple(one.value for one in spelt if is_written(one.value, name_key))
    (others,) = (yield (_any_of(field, names),)) if names else (0,)
    if not others:
        return whole
    return Interpretation(Or((leaf, _any_of(field, names))), names, is_listed=True)


def _whole(leaf: Query, field: str, name_key: str, lexicon: OpenLexicon) -> Resolving:
    names = _shown(lexicon().spelt(field, name_key, _MOST_MEANT))
    if not names:
        hidden = lexicon().hides(field, name_key, whole=True)
        return Interpretation(leaf, is_hidden=hidden)
    named = _any_of(field, names)
    # the lexicon may be an older one, so the names are looked for as well
    total, others = yield leaf, named
    return Interpretation(leaf) if total or not others else Interpretation(named, names)


def _words(
    leaf: Query, field: str, words: tuple[str, ...], lexicon: OpenLexicon
) -> Resolving:
    run = " ".join(words)
    if len(run) < 2 or run in SUFFIXES:
        return Interpretation(leaf)
    if field == "person":
        spelt = lexicon().spelt_with(field, run, _MOST_COMPARED)
    else:  # "Corp" ends the names of too many
        spelt = lexicon().spelt(field, run, _MOST_MEANT)
    # who has the words in the name that is shown is found by them
    spelt = [one for one in spelt if not has_run(one.value, run)]
    if not spelt:
        if not lexicon().hides(field, run, whole=False):
            return Interpretation(leaf)
        (known,) = yield (leaf,)
        return Interpretation(leaf, is_hidden=not known)
    usual = [one for one in spelt if one.so * _OFTEN >= one.count]
    every, often = _shown(spelt), _shown(usual)
    known, others, usual_others = yield (
        leaf,
        _any_of(field, every),
        _any_of(field, often),
    )
    if not known:
        return (
            Interpretation(_any_of(field, every), every)
            if others
            else Interpretation(leaf)
        )
    if not usual_others:
        return Interpretation(leaf)
    return Interpretation(Or((leaf, _any_of(field, often))), often, is_listed=True)


def _shown(spelt: Iterable[AliasEntry]) -> tuple[str, ...]:
    return tuple(one.value for one in spelt)[:_MOST_MEANT]


def _any_of(field: str, names: Iterable[str]) -> Query:
    return simplify(Or(tuple(Exact(field, name) for name in names)))
