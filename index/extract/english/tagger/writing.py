"""How English is written: the words the tagger goes by."""

from __future__ import annotations

from typing import Final

from search.codes.months import MONTH_ABBREVIATIONS

from ...tagger.language import Writing

__all__ = ["ENGLISH"]

_PARTICLES: Final = frozenset(
    "al el bin ibn bint abu ould von van der den de du da di do dos del della la le "
    "ter ten st ka".split()
)

ENGLISH: Final = Writing(
    abbreviations=frozenset(
        (
            *MONTH_ABBREVIATIONS,
            *"Mr Mrs Ms Dr Prof Sen Rep Gov Gen Lt Col Sgt Capt Maj Cmdr Adm Rev Hon "
            "Pres St Jr Sr Inc Corp Co Ltd Bros Ala Ariz Ark Calif Colo Conn Del Fla "
            "Ga Ill Ind Kan Ky La Md Mass Mich Minn Miss Mo Mont Neb Nev Okla Ore Pa "
            "Tenn Tex Va Vt Wash Wis Wyo No vs v etc Ph.D".split(),
        )
    ),
    closers=frozenset("Inc Corp Co Ltd Jr Sr etc No".split()),
    openers=frozenset(
        "The A An He She It They We I In On At But And His Her Its This That These "
        "Those There As For If When While After Before Mr. Ms. Mrs. With To What Who "
        "How So Not No".split()
    ),
    word=(
        r"'(?:s|S|re|ve|ll|d|m|RE|VE|LL)(?!\w)|n't(?!\w)"
        r"|(?:(?!n't\b)\w)+(?:['&-](?!(?:s|S|re|ve|ll|d|m|t)\b)\w+)*"
    ),
    said=frozenset(
        "said says told added tweeted wrote argued noted asked insisted explained "
        "announced called testified".split()
    ),
    leads=frozenset("in at from near to across outside around into".split()),
    articles=frozenset(["the"]),
    particles=_PARTICLES,
    links=frozenset("of and the for in on at upon sur & 's ' - .".split()),
    codes=frozenset(["EU", "UN", "NATO"]),
)
