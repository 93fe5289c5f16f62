"""Every kind of page, on articles that strain it, for tests that look at them all."""

from __future__ import annotations

from search.model.article import Article
from support.browsing import Page, ViewportSize
from support.helped import made
from support.webapp import articles

WIDE: ViewportSize = {"width": 1280, "height": 900}
NARROW: ViewportSize = {"width": 390, "height": 844}
LONG = "Bundesverfassungsgerichtspräsidentinnenkonferenz" * 2
ARABIC = "ميزانية الميناء والمدينة"
CROWD = [f"Person {number:02}" for number in range(40)]


def crowded() -> list[Article]:
    """Articles with many names, a very long one, and one written from the right."""
    return [
        *articles(),
        made(1, "Everyone meets", "Everyone was there.", people=[*CROWD, LONG]),
        Article(id="long", title=LONG, body=f"{LONG} {LONG}", source=LONG),
        Article(
            id="arabic",
            title=ARABIC,
            body=f"{ARABIC}\n\n{ARABIC} budget {ARABIC}\n\nNATO: {ARABIC}",
            source="الميناء",
            language="ar",
        ),
    ]


PAGES = {
    "front": "/",
    "results": "/search?q=budget",
    "filters": "/search?q=berlin&country=FR&-person=François+Hollande&from=2014",
    "notices": "/search?q=(budgt&sort=oldest&scale=share",
    "one hit": "/search?q=hollande",
    "nothing found": "/search?q=xyzzy&country=DE&person=Nobody",
    "last page": "/search?q=budget&size=10&page=2",
    "list by count": "/facet/person",
    "list by name": "/facet/person?order=name&q=everyone",
    "nothing listed": "/facet/person?find=zzz",
    "article": "/article/merkel?q=budget+nothing&rank=1&underline=1",
    "undated": "/article/odd",
    "hostile": "/article/hostile?q=budget&underline=1",
    "from the right": "/article/arabic?q=budget",
    "long names": "/article/long?q=harbour",
    "comparison": "/compare?q=budget&q=berlin&country=FR&q=(everyone",
    "comparison of one": "/compare?q=budget",
    "comparison of long words": f"/compare?q={LONG}&q={LONG}&source={LONG}",
    "concordance": "/concordance?q=budget+OR+harbour&order=left",
    "concordance of all": "/concordance",
    "long lines": f"/concordance?q=budget+OR+{LONG}&words=20",
    "network": "/network?q=everyone",
    "network of a person": "/network?person=Person+01",
    "empty network": "/network?q=rain",
    "person": "/person/Angela%20Merkel",
    "person of long name": f"/person/{LONG}",
    "no such person": "/person/Nobody",
    "similar": "/article/merkel/similar",
    "advanced": "/advanced?q=berlin&country=FR",
    "mistaken": "/advanced?ask=1&from=nonsense&nation=Nowhereland",
    "help": "/help",
    "manual": "/help/api",
    "nothing saved": "/saved",
    "nothing kept": "/kept",
    "no such page": "/nowhere",
    "no such article": "/article/none",
}


def unfold(page: Page) -> None:
    page.locator("details").evaluate_all("all => all.forEach(one => one.open = true)")


def opened(page: Page, name: str) -> None:
    page.goto(PAGES[name])
    unfold(page)
