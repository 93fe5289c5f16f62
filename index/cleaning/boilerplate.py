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
    r"(?:story|article|text|content) continue[sd]?(?: (?:below|after)"
    r"(?: (?:the |this )?(?:ad|advert|advertisement|video|photo|gallery|image"
    r"|promotion|newsletter(?: promotion)?))?)?",
    r"continue reading(?: (?:the main story|below))?",
    r"(?:scroll|swipe) (?:down )?(?:to|for) (?:continue|more)(?: reading)?",
    r"(?:read|see|view) more|read the full (?:story|article)(?: here)?",
    r"(?=[adgilmprstuvw])(?!.*[.!]\W*\Z)"
    r"(?:(?:read|see|watch|listen|up) (?:more|also|next|this|now)"
    r"|more on this story|trending(?: now)?|in other news|read|gallery"
    r"|in case you missed it|icymi"
    r"|also (?:read|see|watch|listen|on [\w ]{1,30})|related|recommended|more"
    r"|don['’]?t miss|must[- ]read|photos?|videos?|watch|listen|in pictures)"
    r"(?: (?:coverage|stor(?:y|ies)|articles?|reading|videos?|content|on this))? ?"
    r"[:|»>–—].{0,150}",
    r"(?:read|see) more (?:about|from|on) .{1,60}:",
    r"(?:filed under|tagged(?: with)?|tags|topics): ?.{1,120}",
    r"(?:source|sources): [\w ,&/-]{1,50}|more:",
    r"(?:related|recommended)(?: (?:articles|stories|content|links|coverage))?",
    r"most (?:read|popular|viewed)|trending(?: now)?|you may (?:also )?like",
    r"(?:please )?(?:sign up|subscribe)(?: (?:for|to))?"
    r"(?: (?:our|the|your))?(?: (?:free|daily|weekly))*(?: e-?mail)? ?newsletters?",
    r"(?=[cprst])(?!.*\b(?:said|says|he|she)\b)(?:(?:click|tap) (?:here )?to |please )?"
    r"(?:sign up|subscribe|register)(?: here| now| today)?"
    r"(?: (?:to|for)\b.{1,80})?\b(?:newsletters?|e-?mails?|podcasts?|alerts?|briefings?"
    r"|tip-?sheet|inbox|emails)\b.{0,110}",
    r"(?:\*\* ?)?(?:want|need|enjoy(?:ed|ing)?) .{1,110}"
    r"\bsign up (?:here|now|for).{0,60}",
    r"(?:get|have|receive|let|start) .{1,110}\b(?:to|in|meet) your (?:inbox|e-?mail)\b"
    r".{0,60}",
    r"(?:[\w’']{1,20} ){0,3}newsletter(?: sign-?up)?",
    r"listen to (?:this )?article(?: \d+:\d\d)?(?: share this article.{0,40})?",
    r"advertisement(?: (?:advertisement|continue reading(?: the main story)?"
    r"|story continues below|thanks for watching.{0,20}))+",
    r"sign up for daily newsletters(?: manage newsletters)?|manage newsletters"
    r"|get the monitor stories you care about.{0,140}",
    r"catch \w+(?: \w+)? live (?:online )?(?:daily|at).{0,60}",
    r"sign up here|subscribe(?: now| today)?|log in|sign in|register(?: now)?",
    r"(?:follow|like|find|join) (?:us|me|him|her|them) on (?:facebook|twitter|x"
    r"|instagram|linkedin|telegram|youtube)(?:(?:,| and| or)+ \w+){0,4}",
    r"(?:follow @\w{1,30} ?){1,4}",
    r"(?:follow|find) @?\w+(?: \w+){0,3} on (?:facebook|twitter|instagram)"
    r"(?:(?:,| and| or)+ \w+){0,3}(?: @\w+)?",
    r"(?:show|hide|view|load|read) (?:all )?(?:\d+ )?comments|leave a comment",
    r"(?:click|tap) here(?: (?:for|to) .{1,60})?",
    r"(?:play|watch|pause)(?: (?:the )?video)?|video player|loading\W*",
    r"(?:view|open) (?:image|photo|gallery)(?: in (?:full screen|gallery))?",
    r"(?:enlarge|toggle) (?:this image|caption)|hide caption",
    r"we use cookies.{0,160}|accept (?:all )?cookies",
    r"(?:click to )?(?:get|download) (?:our|the|your) (?:free )?.{0,40}\bapp",
    r"click (?:for more from|to enlarge|to subscribe).{0,60}",
    r"(?:recommended for you|you (?:might|may) (?:also )?(?:like|be interested in)"
    r"|what to (?:read|watch) next|editors?['’]?s?['’]? picks?|top stories"
    r"|most read stories"
    r"|explore more on these topics|more (?:on|from) (?:this story|these topics))",
    r"(?:à )?lire (?:aussi|également)\b.{0,150}|sur le même sujet.{0,100}"
    r"|(?:lesen|sehen) sie (?:auch|mehr)\b.{0,150}|mehr zum thema.{0,100}"
    r"|(?:lea|lee|mira) también\b.{0,150}|te puede interesar.{0,150}"
    r"|leggi anche\b.{0,150}|leia (?:também|mais)\b.{0,150}|lees ook\b.{0,150}"
    r"|читайте также\b.{0,150}|(?:läs|les|læs) (?:också|også)\b.{0,150}"
    r"|(?:czytaj|przeczytaj|zobacz) (?:też|także)\b.{0,150}",
    r"(?:skip past|after) newsletter promotion|privacy notice: newsletters may.{0,150}",
    r"sign up (?:to|for) (?!.*[.!]\W*\Z)(?!.*\b(?:said|says|he|she|they)\b).{1,50}",
    r"(?:please )?enter your e-?mail(?: address)?.{0,40}|(?:your )?e-?mail address",
    r"support (?:our|local|independent|quality) journalism\b.{0,80}",
    r"subscribe to [\w ’'&]{1,40} for (?:free|[$£€]\d).{0,30}",
    r"report (?:a typo|an error|a mistake)|(?:spot|see|notice) an error\?.{0,60}",
    r"this (?:story|article|post) has been shared [\d,.]+ times.{0,20}",
    r"comments (?:are closed|have been disabled).{0,30}|have something to add\?.{0,60}",
    r"listen to this (?:story|article|podcast)|\d?\d:\d\d ?/ ?\d?\d:\d\d",
    r"(?:article|story) continues after .{1,40}",
    r"image (?:caption|copyright|source).{0,60}",
    r"(?:(?:via|photo:?) )?(?:getty images|shutterstock|istock|ap photo)(?:/\w+)?",
    r"our standards: the thomson reuters trust principles",
    r"(?:copyright )?(?:(?:©|\(c\)) ?)?\d{4}.{1,60}all rights reserved.{0,120}",
    r"all rights reserved",
    r"(?:a|this) version of this (?:article|story|column|op-ed)"
    r" (?:appears|appeared|was).{0,160}",
    r"this (?:material|article|story|content) (?:may|must|cannot|can) ?not be"
    r" (?:published|reproduced|copied|republished)\b.{0,150}",
    r"(?:you (?:may|might) also (?:like|enjoy)|more (?:from|in|by) [\w ’'&.]{1,40}"
    r"|from our (?:partners|archives?)) ?[:|»>–—] ?(?!.*[.!]\W*\Z).{0,150}",
    r"like us on (?:facebook|twitter|instagram)\b.{0,80}",
    r"(?:get|download|try|install) (?:the |our |your )?(?:[\w’']{1,20} ){0,3}apps?"
    r"(?: (?:today|now|here|for free))?"
    r"(?: (?:on|for|from) (?:ios|android|iphone|ipad|the |google|apple|your ).{0,50})?",
    r"media playback is (?:not supported|unsupported)\b.{0,60}",
    r"skip (?:advertisements?|ads?)",
    r"page \d{1,3} (?:of|/) \d{1,3}|(?:next|previous) (?:page|article|story|post)",
    r"thank(?:s| you) for (?:subscribing|signing up)|join our (?:\w+ )?channel"
    r"|by (?:signing up|subscribing|registering),? you (?:agree|consent|accept)"
    r".{0,150}",
    r"(?:a )?\d{1,3} ?-? ?min(?:ute)?s?[ -]read",
    r"(?:estimated )?read(?:ing)?[ -]time:? \d{1,3} ?min(?:ute)?s?(?: read)?",
    r"(?:we want to hear from you|(?:have|got) a (?:news )?tip|tell us what you think"
    r"|what do you think)[?.!:] ?(?:(?:please )?"
    r"(?:e-?mail|contact|write|send|tell|let|join|share|leave)\b.{0,110})?",
    r"(?:copyright )?(?:©|\(c\)) ?(?:copyright )?\d{4}.{0,80}",
)

BOILERPLATE: Final = re.compile(
    rf"[ \t]*+[(\[*>»•|-]*+[ \t]*+(?:{'|'.join(_LINES)})[ \t]*[)\]*:.…!»›>|-]*[ \t]*",
    re.IGNORECASE,
)
"""Matches such a line from its start; use ``fullmatch``."""

LONGEST: Final = 200


_FORM: Final = re.compile(
    r"\b(?:choose|select) your (?:country|state)\b"
    r"|\bAfghanistan\W{1,3}Albania\W{1,3}Algeria\b",
    re.IGNORECASE,
)
"""A form to sign up with, whose list of countries would be places of the article."""
_FORM_BEGINS: Final = 400
"""Characters in which a line shows that it is such a form."""


def is_boilerplate(line: str) -> bool:
    """Return whether a whole line is boilerplate."""
    if len(line) > LONGEST:
        head = line[:_FORM_BEGINS]
        # most lines are long and no form, and this is asked of each
        may_be = "your" in head or "Albania" in head
        return may_be and _FORM.search(head) is not None
    return BOILERPLATE.fullmatch(line) is not None


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
