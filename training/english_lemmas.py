"""Make the table of English forms: ``python -m training.english_lemmas``.

Reads the lexicon inside the package ``lemminflect`` (MIT; made from the SPECIALIST
Lexicon of the U.S. National Library of Medicine) and writes
``search/analysis/english_forms.tsv``: each lemma and the forms that are its own.

A form has one lemma. Where the lexicon offers several, the decisions below settle it,
so that a word meets its own forms and no unrelated word.
"""

from __future__ import annotations

import gzip
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Final

_ROOT: Final = Path(__file__).parent.parent
_TABLE: Final = _ROOT / "search" / "analysis" / "english_forms.tsv"
_GIVEN_NAMES: Final = _ROOT / "index" / "lists" / "first_names.txt"

_HEAD: Final = """\
# Lemma, its forms, and forms of it that are words of their own first. A word that
# stands for itself alone is its own form.
# Made by "python -m training.english_lemmas" from the lexicon of lemminflect (MIT).
"""

_ALONE: Final = frozenset(
    "according ageing aging being binding bound bedding bearings ceiling christening "
    "clothes clothing darling dumpling evening excluding feed fitting footing further "
    "headquarters later less lining lodging more most morning news number opera "
    "outskirts owing politics premises regarding riches sibling spring staffing "
    "sterling stocking summons surroundings thanks timing united wedding willing "
    "gel rent rebound crew laden ground wound bore lay bit born spat dove rung "
    "stove smelt staid resent chile cola elder eldest unbound economics athletics "
    "ethics mathematics physics trousers zoning customs".split()
)
"""Words that stand for themselves, whatever they might be a form of."""

_MAINLY: Final = frozenset(
    "arms best better data glasses goods lower media savings spectacles worse "
    "worst".split()
)
"""Words that stand for themselves first; they are found as forms of others too."""

_DECIDED: Final[Mapping[str, str]] = {
    # the past of a verb, which news use far more often than the noun
    "left": "leave", "found": "find", "thought": "think", "thoughts": "think",
    "saw": "see", "shot": "shoot", "shots": "shoot", "spoke": "speak",
    "felt": "feel", "fell": "fall", "rose": "rise", "bent": "bend", "drove": "drive",
    "ran": "run", "read": "read", "stuck": "stick", "drunk": "drink",
    # one noun or verb of several
    "lives": "life", "leaves": "leave", "shelves": "shelf", "thieves": "thief",
    "calves": "calf", "wolves": "wolf", "analyses": "analysis", "diagnoses":
    "diagnosis", "bases": "base", "axes": "axe", "taxes": "tax", "does": "do",
    "doses": "dose", "dives": "dive", "dive": "dive", "means": "mean", "comes": "come",
    "gone": "go", "done": "do", "given": "give", "known": "know", "dice": "dice",
    "lenses": "lens", "cookies": "cookie", "junkies": "junkie", "movies": "movie",
    "hippies": "hippie", "nannies": "nanny", "taxis": "taxi", "bacteria": "bacterium",
    "firms": "firm", "flowers": "flower", "mimicked": "mimic", "mimicking": "mimic",
    # newer than the lexicon
    "redacts": "redact", "redacted": "redact", "redacting": "redact",
    "fracked": "frack", "fracking": "frack", "vaped": "vape", "vapes": "vape",
    "vaping": "vape", "marginalized": "marginalize", "marginalised": "marginalise",
    "marginalizing": "marginalize", "womens": "woman", "mens": "man",
    "childrens": "child", "peoples": "people",
}  # fmt: skip

_NAMES: Final = frozenset(
    "americas evers fars somes rhodes nichols gibbs meyers lyons sims wilders janes "
    "hans alas trans ours hers yours theirs jacobs stephens andrews walters samuels "
    "owens rogers richards roberts edwards adams williams daniels matthews michaels "
    "johns stevens phillips evans collins james jones thomas charles texas kansas "
    "arkansas dallas vegas angeles hamas abbas brussels athens paris moses jesus "
    "carlos marcos nicolas nicholas lucas jonas tobias frances agnes thomas andreas "
    "hopkins perkins jenkins watkins cummings hastings jennings rawlings giddings "
    "olympics christmas emirates netherlands philippines honduras bahamas naples "
    "thames wales laos davos ames hills waters woods".split()
)
"""Names and other words in -s that are the plural of nothing."""


def _readings() -> dict[str, dict[str, list[str]]]:
    """Each form of the lexicon: by part of speech, the lemmas it may be of."""
    import lemminflect

    path = Path(lemminflect.__file__).parent / "resources" / "lemma_lu.csv.gz"
    found: dict[str, dict[str, list[str]]] = defaultdict(dict)
    for row in gzip.decompress(path.read_bytes()).decode().splitlines():
        form, part, lemmas = row.split(",")
        plain = [one for one in lemmas.split("/") if _is_plain(one)]
        if _is_plain(form) and plain:
            found[form].setdefault(part, []).extend(plain)
    return found


def _is_plain(word: str) -> bool:
    return word.isascii() and word.isalpha() and word.islower() and len(word) > 1


def lemma_of(form: str, readings: Mapping[str, list[str]]) -> str:
    """Return the first lemma of a form, of those that the lexicon offers."""
    if form in _DECIDED:
        return _DECIDED[form]
    if form in _ALONE or form in _MAINLY:
        return form
    # "was" is "be" before it is anything else
    lemmas = [one for part in _order(form, readings) for one in readings[part]]
    own = [part for part, found in readings.items() if form in found]
    if not own:
        return lemmas[0]
    others = [one for one in readings.get("verb", ()) if one != form]
    if form.endswith("ed") and others and "verb" not in own:
        return others[0]
    if form.endswith("ing"):  # "bombings" are no forms of "bomb"
        return form if "noun" in own or not others else others[0]
    if form.endswith("s") and not form.endswith("ss"):
        plural = [one for one in lemmas if one != form]
        return plural[0] if plural else form
    if set(own) <= {"adj", "adv"} and others:  # a participle
        return others[0]
    return form


_ONLY: Final = frozenset("chile chili dive dives does real rial taxes weed".split())
"""Forms that are never found as the rarer of the words they may be of."""


def others_of(form: str, readings: Mapping[str, list[str]]) -> set[str]:
    """Return the further lemmas of a form: "building" is a form of "build" too."""
    if form in _ALONE or form in _ONLY:
        return set()
    parts = ("noun", "verb") if form not in _MAINLY else ("noun", "verb", "adj")
    found = {one for part in parts for one in readings.get(part, ())}
    return found - {form, lemma_of(form, readings), "well", "wrong", "ill"}


def _order(form: str, readings: Mapping[str, list[str]]) -> list[str]:
    rank = {"aux": 0, "noun": 1, "verb": 2, "adj": 3, "adv": 4}
    if not form.endswith("s"):
        rank["verb"] = 0
    return sorted(readings, key=lambda part: rank[part])


def _given_names() -> set[str]:
    lines = _GIVEN_NAMES.read_text("utf-8").splitlines()
    words = (word for line in lines if line[:1] != "#" for word in line.split())
    return {word for word in words if not word.endswith("?")}


def forms() -> dict[str, str]:
    """Return the lemma of each form that no rule finds by itself."""
    found = {form: lemma_of(form, given) for form, given in _readings().items()}
    for form, lemma in _DECIDED.items():
        found[form] = lemma
    kept = {f: lemma for f, lemma in found.items() if f != lemma or _is_like_plural(f)}
    names = {f"{name}s" for name in _given_names()} - found.keys()
    names |= {name for name in _given_names() if _is_like_plural(name)}
    for name in sorted((names | _NAMES | _ALONE) - kept.keys()):
        kept[name] = name
    return kept


def _is_like_plural(word: str) -> bool:
    return word.endswith("s") and not word.endswith(("ss", "us", "is"))


def main() -> None:
    by_lemma: dict[str, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    found = forms()
    for form, lemma in found.items():
        by_lemma[lemma][0].append(form)
    for form, given in _readings().items():
        for lemma in others_of(form, given):
            by_lemma[lemma][1].append(form)
    rows = (
        "\t".join((one, " ".join(sorted(first)), " ".join(sorted(too)))) + "\n"
        for one, (first, too) in sorted(by_lemma.items())
    )
    _TABLE.write_text(_HEAD + "".join(rows), "utf-8")
    print(f"{_TABLE}: {len(found):,} forms of {len(by_lemma):,} lemmas")


if __name__ == "__main__":
    main()
