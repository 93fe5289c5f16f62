"""Articles made for tests: a few by hand, many by chance from a small world."""

from __future__ import annotations

import random
from datetime import date, timedelta

from search.model.article import (
    Article,
    Country,
    Facts,
    MentionedDate,
    Organisation,
    Person,
    Place,
    PlaceKind,
    Precision,
    Published,
)

WORDS = (
    "attack attacked attacks attacking oil oils price prices São Paulo Sao flood "
    "floods flooded minister ministers said say talks talk treaty treaties run "
    "running state-of-the-art U.S. don't don’t Straße strasse ﬁnance finance 東京 "
    "京都 naïve naive coöperate Ελλάδα ελλαδα Москва москва ½ 10:30 co2 covid19 "
    "internal international evening added emergency generally general news new "
    "ging gehen Häuser Haus losses los chevaux cheval miasta mieście Москве Москвы "
    "السعودية سعودية ประเทศไทย ไทย 中國 中国 שלום"
).split()
PEOPLE = (
    "Ana Silva", "Ana da Silva", "José Silva", "Donald Trump", "Trump Silva",
    "Li Na", "Abu Bakr al-Baghdadi", "Sinéad O'Connor", "Jean-Luc Picard",
)  # fmt: skip
PLACES = (
    ("Paris", "FR"),
    ("New York", "US"),
    ("York", None),
    ("São Paulo", "BR"),
    ("Brazil", "BR"),
    ("Baghdad", "IQ"),
)
COUNTRIES = (
    ("FR", "France"),
    ("US", "United States"),
    ("IQ", "Iraq"),
    ("BR", "Brazil"),
)
ORGANISATIONS = ("United Nations", "Bank of France", "Ana Silva", "AC/DC", "São Bank")
SECTIONS = ("Sports", "World News", "")
LANGUAGES = ("en", "de", "fr", "es", "it", "pl", "ru", "ar", "ja", "th", "")
URLS = ("https://example.org/world/2019/oil-prices", "http://news.example.net/a", "")
SOURCES = ("Daily Planet", "The Planet", "Gazette", "")


def article(number: int, chance: random.Random) -> Article:
    body = " ".join(chance.choices(WORDS, k=chance.choice((0, 5, 40, 120))))
    if chance.random() < 0.05:
        body += " " + "x" * chance.choice((199, 200, 201, 500)) + " oil"
    published, unreliable = publication(chance)
    return Article(
        id=f"{number:04d}",
        title=" ".join(chance.choices(WORDS, k=chance.randint(0, 6))),
        body=body,
        source=chance.choice(SOURCES),
        section=chance.choice(SECTIONS),
        language=chance.choice(LANGUAGES),
        url=chance.choice(URLS),
        authors=tuple(chance.sample(PEOPLE, chance.randint(0, 2))),
        published=published,
        unreliable_date=unreliable,
        facts=Facts(
            people=tuple(
                Person(n, ()) for n in chance.sample(PEOPLE, chance.randint(0, 4))
            ),
            places=tuple(
                Place(name, PlaceKind.PLACE, code, ())
                for name, code in chance.sample(PLACES, chance.randint(0, 2))
            ),
            organisations=tuple(
                Organisation(n, ())
                for n in chance.sample(ORGANISATIONS, chance.randint(0, 2))
            ),
            countries=tuple(
                Country(code, name, chance.random() < 0.5, 0.5)
                for code, name in chance.sample(COUNTRIES, chance.randint(0, 3))
            ),
            dates=tuple(mentioned(chance) for _ in range(chance.randint(0, 4))),
        ),
    )


def mentioned(chance: random.Random) -> MentionedDate:
    """A day, week, month, quarter, year, decade, or any days; some far away."""
    first = date(2018, 1, 1) + timedelta(days=chance.randrange(1200))
    if chance.random() < 0.1:
        first = first.replace(day=1, year=chance.choice((1000, 1944, 1999, 2999)))
    year, month = first.year, first.month
    decade, quarter = year - year % 10, (month - 1) // 3 * 3 + 1
    start, end = chance.choice(
        (
            (first, first + timedelta(days=1)),
            (first, first + timedelta(days=1)),
            (first, first + timedelta(days=chance.randint(1, 400))),
            (first - timedelta(days=first.weekday()), None),
            (date(year, month, 1), date(year + month // 12, month % 12 + 1, 1)),
            (date(year, quarter, 1), date(year + quarter // 10, (quarter + 3) % 12, 1)),
            (date(year, 1, 1), date(year + 1, 1, 1)),
            (date(decade, 1, 1), date(decade + 10, 1, 1)),
        )
    )
    end = end or start + timedelta(days=7)
    return MentionedDate(f"{start}/{end}", start, end, ())


def publication(chance: random.Random) -> tuple[Published | None, str]:
    if chance.random() < 0.2:
        return None, chance.choice(("", "9654-01-01"))
    day = date(2018, 1, 1) + timedelta(days=chance.randrange(1200))
    precision = chance.choice(
        (Precision.DAY, Precision.DAY, Precision.MONTH, Precision.YEAR)
    )
    if precision is Precision.MONTH:
        day = day.replace(day=1)
    if precision is Precision.YEAR:
        day = day.replace(month=1, day=1)
    return Published(day, precision, "metadata", 0.9), ""


def articles(count: int, seed: int = 1) -> list[Article]:
    chance = random.Random(seed)
    return [article(number, chance) for number in range(count)]
