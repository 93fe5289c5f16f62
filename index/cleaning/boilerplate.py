"""What pages leave in the middle of lines: buttons of galleries, hidden profiles.

The Hill hides a profile after a name, and headlines after that: ``Hillary Clinton
Hillary Diane Rodham ClintonBiden leads in poll Trump trails MORE said`` is what a
reader sees as ``Hillary Clinton said``.
"""

from __future__ import annotations

import re
from typing import Final

__all__ = ["without_leftovers"]

_CAPTION: Final = re.compile(
    r" ?\bHide Caption(?: \d{1,3} of \d{1,3})?(?: (?:Photos|Slides):?)?"
)
_PROFILE: Final = re.compile(
    r"(?P<last>\b[A-Z][\w'’-]{0,40}[a-z]) (?:[\w'’.()“”\"-]{1,40} ){1,6}?(?P=last)"
    r"(?=[A-Z0-9’\"]|MORE)[^\n]{0,600}?\bMORE\b"
)
"""A last name, a whole name run into a headline, headlines, and "MORE"."""
_ROUNDS: Final = 8
"""How deep profiles may hide in one another."""


def without_leftovers(text: str) -> str:
    """Return a text without them; cleaning what is clean changes nothing."""
    if "Caption" in text:
        text = _CAPTION.sub("", text)
    if "MORE" in text:
        for _ in range(_ROUNDS):
            text, found = _PROFILE.subn(r"\g<last>", text)
            if not found:
                break
    return text
