"""JSON of digitised newspapers: impresso's articles, Chronicling America's pages."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import BinaryIO, Final

from ...errors import UnreadableSource
from ...records import Draft, Problem, ReadOptions, Record
from ..bytes.encoding import decode, opening
from ..json import JsonReader
from ..values import text_of
from .lines import BLANK_LINES, day_in_name, joined_lines

__all__ = ["OcrJsonReader"]

_IMPRESSO: Final = (
    re.compile(r'"ft"\s*:'),
    re.compile(r'"(?:tp|lg|ppreb|pp)"\s*:'),
    re.compile(r'"id"\s*:\s*"[\w-]+-\d{4}-\d\d-\d\d-\w-\w\d+"'),
)
_CHRONAM: Final = (
    re.compile(r'"ocr_[a-z]{3}"\s*:'),
    re.compile(r'"(?:lccn|title_normal|sequence|edition)"\s*:'),
)
_OCR: Final = re.compile(r"ocr_[a-z]{3}")
_NO_ARTICLES: Final = {"img": "a picture", "page": "a page", "ad": "an advertisement"}
"""impresso's types of content that are no articles."""
_SITE: Final = "https://chroniclingamerica.loc.gov"


class OcrJsonReader:
    """Articles and pages with recognised text, in JSON."""

    name = "ocr-json"
    about = "impresso and Chronicling America JSON, digitised newspapers"
    suffixes: tuple[str, ...] = ()
    extra = ""

    def recognises(self, head: bytes) -> bool:
        """Return whether it has the names of one of them."""
        text = opening(head)
        return text.startswith(("{", "[")) and any(
            all(sign.search(text) for sign in signs) for signs in (_IMPRESSO, _CHRONAM)
        )

    def records(
        self, stream: BinaryIO, options: ReadOptions
    ) -> Iterator[Record | Problem]:
        """Cut the articles and the pages.

        Raises:
            UnreadableSource: if it is no valid JSON, or has no article.
        """
        others: dict[str, None] = {}
        number = 0
        for cut in JsonReader().records(stream, options):
            if isinstance(cut, Record):
                value = _value(cut.content)
                if value is None:
                    cut = Problem(cut.position, "not a JSON object")
                elif what := _NO_ARTICLES.get(str(value.get("tp"))):
                    others[what] = None
                    continue
                else:
                    cut = Record(cut.position, value)
            number += 1
            yield cut
        if not number:
            what = " and ".join(others) or "nothing"
            raise UnreadableSource(f"there is {what} in it, no article")

    def draft(self, record: Record, options: ReadOptions) -> Draft:
        """Take an article or a page apart."""
        item = record.content
        if not isinstance(item, Mapping):
            raise UnreadableSource("not an article of a digitised newspaper")
        return _impresso(item) if "ft" in item else _chronam(item)


def _value(content: object) -> Mapping[str, object] | None:
    """The object of a record, or ``None``."""
    if isinstance(content, bytes | str):
        data = content if isinstance(content, bytes) else content.encode()
        try:
            content = json.loads(decode(data))
        except (ValueError, RecursionError):
            return None
    return content if isinstance(content, Mapping) else None


def _text(item: Mapping[str, object], *names: str) -> str:
    return next(filter(None, (text_of(item.get(n), ", ").strip() for n in names)), "")


def _impresso(item: Mapping[str, object]) -> Draft:
    own_id = _text(item, "id")
    paper = own_id.partition("-")[0] if own_id[:1].isalpha() else ""
    return Draft(
        title=_text(item, "t", "title"),
        body=_text(item, "ft"),
        url=_text(item, "iiif_link", "url"),
        source=_text(item, "journal", "newspaper") or paper,
        language=_text(item, "lg"),
        source_id=own_id,
        published=_text(item, "d", "date") or day_in_name(own_id),
    )


def _chronam(item: Mapping[str, object]) -> Draft:
    """A page: its title is the paper's, and says nothing of what is in it."""
    paper = _text(item, "title").rstrip(" .")
    place = _text(item, "id")
    written = _text(item, "date", "date_issued")
    number = _text(item, "sequence", "page")
    bodies = [str(item[name]) for name in item if _OCR.fullmatch(str(name))]
    body = max(bodies, key=len, default="")
    paragraphs = (joined_lines(p.split("\n")) for p in BLANK_LINES.split(body))
    url = f"{_SITE}{place}" if place.startswith("/lccn/") else _text(item, "url")
    return Draft(
        title=f"{paper}, page {number}" if number else paper,
        body="\n\n".join(filter(None, paragraphs)),
        url=url,
        source=paper,
        section=_text(item, "section_label"),
        language=_text({"language": _first(item.get("language"))}, "language"),
        source_id=place,
        published=day_in_name(written) or written,
    )


def _first(value: object) -> object:
    return value[0] if isinstance(value, list) and value else value
