"""Queries made to hurt: all must be answered, quickly and in little memory.

``python -m benchmarks.hostile DATA`` asks them of the index in a data folder and
prints the slowest and the greediest. The tests ask them of a small one.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

from search.engines.engine import default_engine_url
from search.request import Criteria
from search.searcher import Searcher

__all__ = ["HOSTILE_QUERIES", "Answered", "asked"]

_COMMON: Final = (
    "the of to and in a said for on that is was with by he it at from".split()
)
_SIGNS: Final = "\"()[]{}*?~^=+-:;,.!/\\|&<>#@%$_`'"
_FIELDS: Final = (
    *("title", "lead", "body", "person", "place", "country", "about", "organisation"),
    *("source", "author", "section", "language", "url", "published", "on", "has"),
)


def _deep() -> list[str]:
    return [
        "(" * 5_000 + "war" + ")" * 5_000,
        "(" * 5_000,
        ")" * 5_000,
        "NOT " * 10_000 + "war",
        "-" * 5_000 + "war",
        "(war OR " * 3_000,
        "title:(" * 2_000 + "war",
        "title:person:about:" * 500,
        "((war) NEAR/5 " * 800,
        "-(a -(b " * 1_000,
    ]


def _long() -> list[str]:
    return [
        "x" * 40_000,
        "é" * 40_000,
        "東" * 40_000,
        "\U0001f600" * 20_000,
        "war " * 20_000,
        "war OR " * 20_000,
        "war AND " * 20_000,
        '"' + "the " * 20_000 + '"',
        '"' + "the " * 50 + '"~50',
        '="' + "the of " * 25 + '"',
        "a" * 199 + "*",
        "a?" * 2_000,
        "a.b-c'd" * 3_000,
        "\u0301" * 20_000,
        "e" + "\u0301" * 20_000,
        "\n" * 40_000,
        " OR ".join(f"w{n}" for n in range(20_000)),
        " ".join(f"-w{n}" for n in range(20_000)),
        " ".join(f"field{n}:x" for n in range(2_000)),
    ]


def _wild() -> list[str]:
    patterns = "*a* *a*b* a* *a ** *?* ?* a?* ?a a??? th* t*e s*s*s*s e?*e co*n*t*i*n"
    found = patterns.split()
    found += [
        " ".join([pattern] * 50) for pattern in ("*a*", "th*", "s*s", "co*", "a~")
    ]
    found += [f"{letter}{other}*" for letter in "aeiost" for other in "aeinrst"]
    found += [f"{word}~2" for word in ("there", "state", "would", "after", "police")]
    found += [f"{word}~" for word in ("the", "said", "war", "was", "year")]
    found += [" ".join(f"{w}~2" for w in ("there", "state", "would", "after", "first"))]
    found += [" OR ".join(f"{w}*" for w in ("co", "pr", "re", "in", "de", "un"))]
    found += ["re*~", "=re*", "=~", "~", "~2", "word~~~~", "word~999999999", "a~b~c~2"]
    return found


def _near() -> list[str]:
    common = " OR ".join(_COMMON[:8])
    return [
        "the NEAR/50 of",
        "the BEFORE/50 the",
        "the NEAR/9999 of NEAR/9999 to NEAR/9999 and",
        f"({common}) NEAR/50 ({common})",
        '"of the" NEAR/10 "in the"',
        '"of the" NEAR/999999999999 "in the"',
        '"the of to and in a said for on that"~50',
        " NEAR/50 ".join(_COMMON * 4),
        " BEFORE/10 ".join('"of the"' for _ in range(30)),
        "NEAR/5 " * 500,
        "a NEAR/0 b NEAR/-1 c",
        "NEAR/",
        "BEFORE/9999999999999999999999999 x",
    ]


def _many() -> list[str]:
    """As much as the limits allow of what takes longest, in all the ways to join it."""
    pairs = [f"{one} {two}" for one in _COMMON for two in _COMMON if one != two][:64]
    runs = [f'"{word} the"' for word in _COMMON if word != "the"]
    asked = [
        [f'"{pair}"' for pair in pairs],
        [f'title:"{pair}"' for pair in pairs],
        [f'="{pair}"' for pair in pairs],
        [f'"{pair}"~50' for pair in pairs],
        [f'"{pair}s"' for pair in pairs],
        [pair.replace(" ", " NEAR/9 ") for pair in pairs],
        [f"{word} BEFORE/{n} {word}" for n, word in enumerate(_COMMON, 20)],
        [f"{run} NEAR/5 {other}" for run, other in zip(runs, runs[3:], strict=False)],
        [f'({a} "{b} {c}")' for a, b, c in zip(*_shifted(), strict=True)],
        [f"({a} NEAR/5 ({b} OR {c}))" for a, b, c in zip(*_shifted(), strict=True)],
        [f"({a} -{b})" for a, b, _ in zip(*_shifted(), strict=True)],
        [f"={word}" for word in _COMMON],
        [f"on:19{n}-01-02..20{n}-03-04" for n in range(10, 70)],
        [f"published:19{n}-02..20{n}-03" for n in range(10, 70)],
        [f"{field}:{start}*" for start in ("jo", "ma", "co") for field in _FIELDS[:6]],
        ["there~2", "st*", '"of the"', "on:1999-05-06..2015", "the NEAR/9 of", "=in"],
    ]
    found = []
    for parts in asked:
        found += [" ".join(parts), " OR ".join(parts), "-" + " -".join(parts)]
        found.append(" OR ".join(f"-({part})" for part in parts))
    deep = "war"
    for part in asked[-1] * 3:
        deep = f"-({deep} {part})"
    common = "year new people government president first two time state last".split()
    rare = "harvest drought locusts cathedral unicorn zebra".split()
    return [
        *found,
        deep,
        " NEAR/5 ".join(runs),
        " BEFORE/9 ".join(_COMMON),
        " ".join([*_COMMON, *common, *rare]),
        '"the * of" "th* of"',
        '"a*b*c"~5',
        "the NEAR/" + "9" * 1_500 + " of",
        '"the of"~' + "9" * 1_500,
        "the NEAR/\uff15 of",
        "(* the) BEFORE/3 of",
        'organisation:(the NEAR/5 of) person:"of the"~5',
    ]


def _shifted() -> tuple[Sequence[str], ...]:
    return _COMMON, _COMMON[2:] + _COMMON[:2], _COMMON[4:] + _COMMON[:4]


def _everything() -> list[str]:
    found = ["*", "-*", "NOT *", "* OR *", "* -war", "-the", "-the -of", "has:body"]
    found += ["-has:body", "published:..", "published:1..9999", "on:..", "-on:1900.."]
    found += [" ".join(_COMMON), " OR ".join(_COMMON), '"of the"', '"in the"', "the of"]
    found += [f"on:>{year}-02-03" for year in (1, 1000, 1899, 1987, 2015, 9998)]
    return found


def _foreign() -> list[str]:
    """What other engines, databases and browsers would do something with."""
    return [
        "/(a+)+$/",
        "/.*.*.*.*x/",
        "(a|a)*b",
        "^(([a-z])+.)+[A-Z]([a-z])+$",
        "title:[a TO z]",
        "published:[2019-01-01 TO *}",
        "{!complexphrase inOrder=true}x",
        '_query_:"x" AND _val_:1',
        "war^1000000 peace^-1",
        "' OR 1=1 --",
        "'; DROP TABLE article; --",
        '" OR ""="',
        "<script>alert(1)</script>",
        "${jndi:ldap://localhost/x}",
        "{{7*7}} {% for x in y %}",
        "%s%n%x %00 %0a",
        "../../../../etc/passwd",
        "\\\\" * 500,
        "body:/.{1,32000}/",
        "a..b..c published:2019..2018..2017",
        "published:99999999999999999999",
        "published:-1",
        "published:0000-00-00",
        'published:"last 9999 years"',
        "on:9999-12-31..",
        'on:"last 9999 months"',
        "country:" + "z" * 1_000,
        'person:"' + "Ann " * 400 + '"',
        "has:" + "person" * 300,
    ]


def _characters() -> list[str]:
    odd = ["\x00", "\x00war\x00", "war\ud800", "\udfff\ud800", "\ufeffwar", "\uffff"]
    odd += [
        "\u202ewar\u202c",
        "\u2066war",
        "\u200fשלום",
        "مرحبا بالعالم",
        "war\u200bpeace",
    ]
    odd += ["“war", "”war“", "„war“", "«war»", "‘war’", "＂war＂", "（war", "－war"]
    odd += ["war – peace", "war — peace", "war - peace", "-", "--", "–", "+", "+war"]
    odd += [
        "ＡＮＤ",
        "war ＯＲ peace",
        "title：war",
        "ｗａｒ＊",
        "ﬁnance",
        "½",
        "𝔴𝔞𝔯",
        "\u0130",
    ]
    odd += [
        "AND",
        "OR",
        "NOT",
        "AND OR NOT",
        "OR OR",
        "NOT NOT war",
        "war AND",
        "(",
        ")(",
    ]
    odd += list(_SIGNS)
    odd += [sign * 1_000 for sign in _SIGNS]
    odd += [f"war{sign}peace" for sign in _SIGNS]
    return odd


def _fields() -> list[str]:
    values = (
        "",
        '""',
        "*",
        "()",
        "(",
        "-",
        '"',
        ":",
        "a*",
        "none",
        "\x00",
        "x" * 3_000,
    )
    return [f"{field}:{value}" for field in _FIELDS for value in values]


HOSTILE_QUERIES: Final = tuple(
    dict.fromkeys(
        (
            "",
            " ",
            *_deep(),
            *_long(),
            *_wild(),
            *_near(),
            *_many(),
            *_everything(),
            *_foreign(),
            *_characters(),
            *_fields(),
        )
    )
)


class Answered(NamedTuple):
    """What one query took: seconds, and by how many bytes the peak of memory rose."""

    query: str
    total: int
    seconds: float
    more_bytes: int


def asked(searcher: Searcher, query: str) -> Answered:
    """Ask a query with all its facets and passages."""
    before = _peak()
    started = time.perf_counter()
    page = searcher.search(Criteria(text=query))
    return Answered(query, page.total, time.perf_counter() - started, _peak() - before)


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="a data folder with an index")
    parser.add_argument("--show", type=int, default=15, help="lines to print")
    arguments = parser.parse_args()
    searcher = Searcher(default_engine_url(arguments.data))
    asked(searcher, "war")  # opens the index
    answers = [asked(searcher, query) for query in HOSTILE_QUERIES]
    print(f"{len(answers)} queries on {searcher.snapshot().articles:,} articles")
    slow = sum(answer.seconds > 0.25 for answer in answers)
    large = sum(answer.more_bytes > 50e6 for answer in answers)
    print(f"{slow} took over 250 ms, {large} over 50 MB")
    for answer in sorted(answers, key=lambda a: -a.seconds)[: arguments.show]:
        print(
            f"{answer.seconds * 1000:8.0f} ms {answer.more_bytes / 1e6:7.1f} MB "
            f"{answer.total:9,} hits  {answer.query[:60]!r}"
        )


if __name__ == "__main__":
    main()
