"""A reader who follows links at random, and holds the page to what it promised.

A link that says how many articles it leads to has to lead to so many; turning pages,
ordering and resizing keep them; an article knows its place among as many; and the
pictures, the JSON and the exports of a result have as many as its heading says.
"""

from __future__ import annotations

import csv
import io
import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qsl, urljoin, urlsplit

from flask.testing import FlaskClient
from lxml import html
from lxml.html import HtmlElement

__all__ = ["Crawler", "Link"]

_NUMBER = re.compile(r"\d[\d,]*")
_ENDS = {"advanced", "saved", "help", "api", "search.atom", "front"}
"""Kinds of links that lead away from results; seldom followed, and no further."""

_LISTED = (
    "//*[contains(@class, 'choices')]/li[not(contains(@class, 'selected'))]"
    "[not(contains(@class, 'excluded'))]/a[1]"
)
_PICTURED = (
    "//details[@class='twin']//li/a[not(@aria-current)] | //svg//a[@class='gap']"
    " | //ul[@class='drops']//a | //p[@class='meant']/a"
)
_TOTALS = (
    "//h1[@id='summary'] | //span[@class='rank'] | //body[@class='front']//main/h1"
)
_KEEPING = (
    "//nav[contains(@class, 'pager')]//a | //nav[@class='options']//a"
    " | //ol[@class='hits']//h2/a"
)
_TURNING = "//p[@class='turns']/a | //nav[@class='way']/a[@class='back']"


@dataclass(frozen=True, slots=True)
class Link:
    """An address, and how many articles it promises, if it says."""

    kind: str
    address: str
    promised: int | None = None


class Crawler:
    """Walks over the pages of one application; the same seed takes the same way.

    Attributes:
        faults: what was not as promised, in words.
        kept: how many promises were looked after.
        kinds: how often a link of each kind was followed.
    """

    def __init__(self, client: FlaskClient, seed: int, starts: tuple[str, ...]) -> None:
        self.faults: list[str] = []
        self.kept = 0
        self.kinds: dict[str, int] = {}
        self._client = client
        self._random = random.Random(seed)
        self._starts = starts

    def wander(self, steps: int, *, thorough: float = 0.1) -> None:
        """Follow so many links.

        Args:
            thorough: the share of results that are also fetched in each other way.
        """
        here = Link("start", "/")
        for _ in range(steps):
            page = self._visited(here)
            if page is None or here.kind in _ENDS:
                here = self._started()
                continue
            result = page.xpath("//h1[@id='summary']")
            if result and self._random.random() < thorough:
                self._compared(here.address, page)
            links = list(_links(here.address, page))
            kinds = sorted({link.kind for link in links})
            if not kinds or self._random.random() < 0.08:
                here = self._started()
                continue
            often = [1 if kind in _ENDS else 5 for kind in kinds]
            (kind,) = self._random.choices(kinds, often)
            here = self._random.choice([link for link in links if link.kind == kind])

    def _started(self) -> Link:
        return Link("start", self._random.choice(self._starts))

    def _visited(self, link: Link) -> HtmlElement | None:
        self.kinds[link.kind] = self.kinds.get(link.kind, 0) + 1
        answer = self._client.get(link.address, follow_redirects=True)
        text = answer.get_data(as_text=True)
        if answer.status_code != 200:
            self.faults.append(f"{answer.status_code}: {link}")
            return None
        if answer.mimetype != "text/html":
            return None
        page = html.document_fromstring(text)
        if len(page.xpath("/html/body/footer")) != 1:
            self.faults.append(f"not whole: {link}")
        if link.promised is not None:
            self.kept += 1
            shown = _shown_total(page)
            if shown != link.promised:
                self.faults.append(f"{shown} articles: {link}")
        return page

    def _compared(self, address: str, page: HtmlElement) -> None:
        """Every other way to have a result has as many articles."""
        total = _shown_total(page)
        query = urlsplit(address).query
        rows = self._table(f"/search.csv?{query}")
        lines = self._client.get(f"/search.jsonl?{query}").get_data(as_text=True)
        found = {
            "rows": len(rows) - 1,
            "end": json.loads(lines.splitlines()[-1])["end"]["articles"],
        }
        (there,) = page.xpath(
            "//link[@rel='alternate'][@type='application/json']/@href"
        )
        answer = self._client.get(there)
        if answer.status_code != 200:
            self.faults.append(f"{answer.status_code}: {there} of {address}")
            return
        found["json"] = answer.get_json()["total"]
        if (dated := _pictured_total(address, page)) is not None:
            found["timeline"] = dated
        self.kept += len(found)
        wrong = {name: number for name, number in found.items() if number != total}
        if wrong:
            self.faults.append(f"{total} articles, but {wrong}: {address}")

    def _table(self, address: str) -> list[list[str]]:
        text = self._client.get(address).get_data(as_text=True)
        return list(csv.reader(io.StringIO(text[1:], newline=""), strict=True))


def _shown_total(page: HtmlElement) -> int | None:
    """How many articles a page says there are, if it is about a result."""
    for said in page.xpath(_TOTALS):
        return _numbers(said.text_content())[-1 if said.get("class") else 0]
    return None


def _numbers(text: str) -> list[int]:
    return [int(found.replace(",", "")) for found in _NUMBER.findall(text)]


def _pictured_total(address: str, page: HtmlElement) -> int | None:
    """The articles in the timeline and beside it; ``None`` if those are not told."""
    asked = {name.lstrip("-") for name, _ in parse_qsl(urlsplit(address).query)}
    line = page.xpath("//section[@class='timeline']")
    shares = page.xpath("//svg[@class='chart'][not(@data-one)]")
    if not line or shares or {"year", "month", "day"} & asked:
        return None
    told = [bar.tail for bar in line[0].xpath(".//details[@class='twin']//li/a")]
    gaps = line[0].xpath(".//*[@class='gap']/title/text()")
    told += [text.rpartition(":")[2] for text in gaps]
    notes = line[0].xpath(".//p[@class='notes']/span/text()")
    told += [text for text in notes if "known by" in text]
    if not {"from", "to"} & asked:
        told += page.xpath("//ul[contains(@class, 'undated')]//i/text()")
    return sum(sum(_numbers(text)[:1]) for text in told)


def _links(address: str, page: HtmlElement) -> Iterator[Link]:
    """All links of a page to others of the site, each with what it promises."""
    told = set()
    for link in _telling(address, page):
        told.add(link.address)
        yield link
    for a in page.xpath("//a[@href][not(@download)]"):
        there = urljoin(address, a.get("href"))
        parts = urlsplit(there)
        if parts.netloc or there in told or a.get("href")[:1] == "#":
            continue
        if parts.path.startswith("/language/"):  # the words read here are English
            continue
        yield Link(parts.path.split("/")[1] or "front", there)


def _telling(address: str, page: HtmlElement) -> Iterator[Link]:
    """The links of a page that promise a number of articles."""
    for a in page.xpath(_LISTED):
        there = urljoin(address, a.get("href"))
        if "without" in a.getparent().get("class", "") or _is_lone(address, there):
            count = a.xpath("string(i)")
            yield Link("choice", there, _numbers(count)[0])
    for a in page.xpath(_PICTURED):
        there = urljoin(address, a.get("href"))
        if (numbers := _numbers(_words_of(a))) and _is_lone(address, there):
            yield Link("picture", there, numbers[0])
    total = _shown_total(page)
    for a in page.xpath(_KEEPING) if total else ():
        yield Link("same", urljoin(address, a.get("href")), total)
    for a in page.xpath(_TURNING) if total else ():
        yield Link("turn", urljoin(address, a.get("href")), total)


def _words_of(a: HtmlElement) -> str:
    """What is said of a link beside it, or in its title behind the name."""
    words = a.xpath("string(title)").rpartition(":")[2]
    words = words or a.xpath("string(following-sibling::*[@class='count'])") or a.tail
    share = "%" in (words or "")
    return words.partition("(")[2] if share else words or ""


def _is_lone(address: str, there: str) -> bool:
    """Whether a link chooses the only value of its facet.

    Values chosen already are counted by themselves: choosing one more adds up.
    """
    before, after = (parse_qsl(urlsplit(one).query) for one in (address, there))
    changed = {name.lstrip("-") for name, _ in set(after) - set(before)}
    return all(
        sum(name.lstrip("-") == field for name, _ in after) == 1
        for field in changed - {"from", "to", "q"}
    )
