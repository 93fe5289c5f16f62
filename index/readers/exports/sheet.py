"""The fields of an article of a database, put together as a draft."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from ...errors import UnreadableSource
from ...records import Draft
from ..bylines import split_authors
from .languages import language_in

__all__ = ["LONGEST_SECTION", "PAGE", "Sheet", "labelled"]

_LABELLED: Final = re.compile(
    r"([^\W\d_][^:\n]{1,38}?)\s?[:：](?:[ \xa0\u202f\t]+|\n|\Z)(.*)", re.DOTALL
)
_NOT_A_NAME: Final = re.compile(r"^(?:none|n/a|anonymous|null|-+)$", re.IGNORECASE)
PAGE: Final = re.compile(
    r"\s{0,9}[;,|]?\s{0,9}\b(?:pg|p|pp|s|pág|pag|seite|page)\.? ?\w{0,6}\d.{0,80}\Z",
    re.IGNORECASE,
)
_ADDRESS: Final = re.compile(r";\s{0,9}(https?://[^\s;]{4,500})\Z")
"""Where an article is on the web, as some papers write it below their teaser."""
_BY: Final = re.compile(
    r"\s{0,9}(?:von|par|por|door|text|texte)[:\s]\s{0,9}", re.IGNORECASE
)
LONGEST_SECTION: Final = 300
"""Characters of a section; :data:`PAGE` is given no more."""
_SURNAME_FIRST: Final = re.compile(r"([^,;]{2,40}), ([^,;]{1,40})")


@dataclass(slots=True)
class Sheet:
    """What has been told of an article.

    Attributes:
        fields: texts by our names and those of :func:`.field_of`.
        body: paragraphs.
    """

    fields: dict[str, str] = field(default_factory=dict)
    body: list[str] = field(default_factory=list)

    def tell(self, name: str, value: str) -> None:
        """Note a field, unless it is known."""
        value = value.strip()
        if name and value:
            self.fields.setdefault(name, value)

    def draft(self) -> Draft:
        """Return the article.

        Raises:
            UnreadableSource: if there is neither a title nor a text.
        """
        get = self.fields.get
        if address := _ADDRESS.search(get("lead", "")):
            self.fields["lead"] = self.fields["lead"][: address.start()]
            self.tell("url", address[1])
        lead = [get("lead", "")] if get("lead", "") not in self.body else []
        body = "\n\n".join(filter(None, [*lead, *self.body]))
        if not body:
            body = get("abstract", "")
        title = " ".join(get("title", "").split())
        if not title and not body:
            raise UnreadableSource("there is neither a title nor a text in it")
        return Draft(
            title=title,
            body=body,
            url=get("url", ""),
            source=" ".join(get("source", "").split()),
            section=_section(get("section", "")),
            language=language_in(get("language", "")),
            source_id=get("id", ""),
            authors=_authors(get("authors", "")),
            published=get("published", ""),
        )


def _section(text: str) -> str:
    """A section without the page it is on."""
    line = " ".join(text.partition(";")[0].split())[:LONGEST_SECTION]
    return PAGE.sub("", line).strip(" ;,")


def labelled(text: str) -> tuple[str, str]:
    """Return a label before a colon, and what is after it; "" and the text without."""
    found = _LABELLED.match(text)
    return (found[1].strip(), found[2].strip()) if found else ("", text)


def _authors(text: str) -> tuple[str, ...]:
    """Names; those of lists with the surname first are turned."""
    if _NOT_A_NAME.match(text.strip()):
        return ()
    parts: Sequence[str] = [part.strip() for part in text.split(";") if part.strip()]
    turned = [_SURNAME_FIRST.fullmatch(part) for part in parts]
    if parts and all(turned):
        return tuple(f"{each[2]} {each[1]}" for each in turned if each)
    return split_authors(_BY.sub("", text, count=1))
