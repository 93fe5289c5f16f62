"""The rules of Ukrainian, which Snowball lacks: the endings of its inflection.

They serve for words that its table of forms does not have. Words come folded, which
leaves "й" and "ї" as they are and makes "ґ" no other letter.
"""

from __future__ import annotations

import re

__all__ = ["ukrainian_rules"]

_REFLEXIVE = re.compile(r"(?<=\w{4})(?:ся|сь)$")

_ENDINGS = re.compile(
    # of three letters and more that stay; the longest first
    r"(?<=\w\w\w)(?:"
    r"уватимуть|уватиме|ьського|ського|ському|атиме|итиме|ового|овому|"
    r"увала|ували|увати|ювати|ються|ється|ості|ував|ують|уємо|ього|"
    r"ьому|юють|ість|істю|ала|али|ало|ами|ати|ать|еві|ила|или|ило|ими|"
    r"ити|ить|ові|ого|ому|уть|ють|ями|яти|ять|іми|іти|ією|ав|ам|ах|ая|"
    r"ає|ем|ею|ив|ий|им|их|ом|ою|ої|ую|ує|юю|ям|ях|яє|єм|єю|ів|ій|ім|"
    r"іх|ію|ія|ії|їв|а|е|и|й|о|у|ь|ю|я|є|і|ї"
    r")$"
)


def ukrainian_rules(word: str) -> str:
    """Return a folded word of Ukrainian without its ending."""
    return _ENDINGS.sub("", _REFLEXIVE.sub("", word))
