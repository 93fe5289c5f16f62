"""Boilerplate: what belongs to a web page and not to the article on it.

Most of it is whole lines: menus, share buttons, advertisements. Some is in the middle
of a line: buttons of galleries, and profiles that the page hides. The Hill hides a
profile after a name, and headlines after that: what is in the page as ``Hillary Clinton
Hillary Diane Rodham ClintonBiden leads in poll Trump trails MORE said`` is seen as
``Hillary Clinton said``.
"""

from __future__ import annotations

import re
from typing import Final

__all__ = ["BOILERPLATE", "LONGEST", "is_boilerplate", "remove_hidden"]

# Whole lines only, and only such as no journalist would write: a sentence
# that merely begins like one of these stays.
_LINES: Final = (
    r"back to (?:the )?top",
    r"skip to (?:main )?content",
    r"share(?: this)?(?: (?:article|story|page|post))?"
    r"(?: (?:on|via|with) (?:facebook|twitter|x|email|linkedin|whatsapp))?",
    r"(?:share|tweet|print|e-?mail|save|comment|comments)",
    r"(?:print|e-?mail) this(?: (?:article|story|page))?",
    r"(?:click|tap) (?:here )?to share.{0,60}",
    r"advertisement|advertising|sponsored(?: content)?",
    r"(?:story|article|text|content) continue[sd] below(?: (?:the )?advertisement)?",
    r"continue reading(?: (?:the main story|below))?",
    r"(?:scroll|swipe) (?:down )?(?:to|for) (?:continue|more)(?: reading)?",
    r"(?:read|see|view) more|read the full (?:story|article)(?: here)?",
    r"(?!.*[.!]\W*\Z)(?:read|see) (?:more|also|next): ?.{0,120}",
    r"(?:related|recommended)(?: (?:articles|stories|content|links|coverage))?",
    r"most (?:read|popular|viewed)|trending(?: now)?|you may (?:also )?like",
    r"(?:please )?(?:sign up|subscribe)(?: (?:for|to))?"
    r"(?: (?:our|the|your))?(?: (?:free|daily|weekly))*(?: e-?mail)? ?newsletters?",
    r"sign up for daily newsletters(?: manage newsletters)?|manage newsletters"
    r"|get the monitor stories you care about.{0,140}",
    r"catch \w+(?: \w+)? live (?:online )?(?:daily|at).{0,60}",
    r"sign up here|subscribe(?: now| today)?|log in|sign in|register(?: now)?",
    r"(?:follow|like|find|join) (?:us|me|him|her|them) on (?:facebook|twitter|x"
    r"|instagram|linkedin|telegram|youtube)(?:(?:,| and| or)+ \w+){0,4}",
    r"(?:follow|find) @?\w+(?: \w+){0,3} on (?:facebook|twitter|instagram)"
    r"(?:(?:,| and| or)+ \w+){0,3}(?: @\w+)?",
    r"(?:show|hide|view|load|read) (?:all )?(?:\d+ )?comments|leave a comment",
    r"(?:click|tap) here(?: (?:for|to) .{1,60})?",
    r"(?:play|watch|pause)(?: (?:the )?video)?|video player|loading\W*",
    r"(?:view|open) (?:image|photo|gallery)(?: in (?:full screen|gallery))?",
    r"(?:enlarge|toggle) (?:this image|caption)|hide caption",
    r"we use cookies.{0,160}|accept (?:all )?cookies",
    r"download (?:our|the) (?:free )?.{0,30}\bapp",
    r"all rights reserved",
    r"(?:copyright )?(?:©|\(c\)) ?(?:copyright )?\d{4}.{0,80}",
)

BOILERPLATE: Final = re.compile(
    rf"[ \t]*+[(\[*>»•|-]*+[ \t]*+(?:{'|'.join(_LINES)})[ \t]*[)\]*:.…!»›>|-]*[ \t]*",
    re.IGNORECASE,
)
"""Matches such a line from its start; use ``fullmatch``."""

LONGEST: Final = 200


def is_boilerplate(line: str) -> bool:
    """Return whether a whole line is boilerplate."""
    return len(line) <= LONGEST and BOILERPLATE.fullmatch(line) is not None


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


def remove_hidden(text: str) -> str:
    """Return a text without what hides in its lines; a clean text stays the same."""
    if "Caption" in text:
        text = _CAPTION.sub("", text)
    if "MORE" in text:
        for _ in range(_ROUNDS):
            text, found = _PROFILE.subn(r"\g<last>", text)
            if not found:
                break
    return text
