"""A request for each address of the API, and what the answer looks like."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote

__all__ = ["EXAMPLES", "Example"]


@dataclass(frozen=True, slots=True)
class Example:
    """A path below ``/api`` with its parameters, and a made-up answer, shortened.

    The path may have places for the ``{id}`` of an article and a person's ``{name}``.
    """

    path: str
    answer: dict[str, Any]

    def asked(self, article_id: str, name: str) -> str:
        """Return the path for an article and a person that there are."""
        return self.path.format(
            id=quote(article_id, safe=""), name=quote(name, safe="")
        )


_MENTION: Final = {"field": "body", "start": 41, "end": 56, "text": "Qasem Soleimani"}

EXAMPLES: Final = {
    "search": Example(
        "/search?q=budget+deficit&country=FR&-source=Reuters&from=2015&size=1&facets=person",
        {
            "total": 2,
            "groups": 2,
            "hits": [
                {
                    "id": "0123456789abcdef",
                    "source_id": "",
                    "title": "France to cut its budget deficit",
                    "title_marks": [[18, 24], [25, 32]],
                    "url": "https://news.example/france",
                    "published": "2020-01-07",
                    "source": "AFP",
                    "section": "World",
                    "language": "en",
                    "authors": ["Ann Writer"],
                    "group": "",
                    "versions": 0,
                    "score": 3.1,
                    "snippet": {"text": "The budget deficit …", "marks": [[4, 18]]},
                    "further_snippets": [],
                }
            ],
            "facets": {
                "person": [
                    {
                        "value": "Emmanuel Macron",
                        "label": "Emmanuel Macron",
                        "count": 2,
                    }
                ]
            },
            "notices": [],
            "meaning": False,
            "milliseconds": 5.2,
            "next": "WzEsImM5YjM4ZjRmNTBhNyIsMSwiNzU4YzMwNmQyMzU5Il0",
        },
    ),
    "article": Example(
        "/article/{id}",
        {
            "id": "0123456789abcdef",
            "source_id": "",
            "title": "Funeral in Baghdad",
            "body": "Thousands came on 3 January to mourn General Qasem Soleimani …",
            "url": "https://news.example/baghdad",
            "source": "AFP",
            "section": "World",
            "language": "en",
            "language_confidence": 0.99,
            "declared_language": "",
            "authors": [],
            "group": "",
            "unreliable_date": "",
            "published": {
                "date": "2020-01-07",
                "precision": "day",
                "origin": "metadata",
                "confidence": 0.95,
            },
            "found_in": {
                "file": "wire.zip",
                "position": "2020/january.xml, article 3",
                "format": "nitf",
            },
            "people": [
                {
                    "name": "Qasem Soleimani",
                    "titles": ["General"],
                    "mentions": [_MENTION],
                }
            ],
            "organisations": [{"name": "United Nations", "mentions": []}],
            "places": [
                {
                    "name": "Baghdad",
                    "kind": "place",
                    "country": "IQ",
                    "geonames": 98182,
                    "latitude": 33.34,
                    "longitude": 44.4,
                    "mentions": [],
                }
            ],
            "countries": [{"code": "IQ", "name": "Iraq", "about": True, "score": 0.41}],
            "dates": [
                {
                    "value": "2020-01-03",
                    "start": "2020-01-03",
                    "end": "2020-01-04",
                    "mentions": [],
                }
            ],
        },
    ),
    "facet": Example(
        "/facet/person?q=budget&order=name&find=mac&size=1",
        {
            "field": "person",
            "total": 2,
            "more": False,
            "values": [
                {"value": "Emmanuel Macron", "label": "Emmanuel Macron", "count": 4}
            ],
            "next": "WzEsImM5YjM4ZjRmNTBhNyIsMSwiNzU4YzMwNmQyMzU5Il0",
        },
    ),
    "suggest": Example(
        "/suggest?q=donald+trumo",
        {
            "query": "donald trumo",
            "did_you_mean": {
                "query": "donald trump",
                "total": 5715,
                "changes": [{"start": 7, "end": 12, "text": "trump"}],
            },
            "completions": {
                "person": [
                    {
                        "value": "Donald Trump",
                        "label": "Donald Trump",
                        "count": 5715,
                        "start": 0,
                        "query": 'person:"Donald Trump"',
                    }
                ]
            },
        },
    ),
    "similar": Example(
        "/similar/{id}?size=1",
        {
            "similar": [
                {
                    "id": "fedcba9876543210",
                    "title": "Iraq mourns",
                    "url": "",
                    "published": "2020-01-08",
                    "source": "AFP",
                    "score": 0.47,
                }
            ]
        },
    ),
    "unusual": Example(
        "/unusual?q=brexit&size=1",
        {
            "people": [
                {
                    "value": "Theresa May",
                    "hits": 44,
                    "articles": 92,
                    "times": 53.5,
                    "score": 308.1,
                }
            ],
            "words": [
                {
                    "value": "eu",
                    "hits": 64,
                    "articles": 207,
                    "times": 34.6,
                    "score": 402.7,
                }
            ],
        },
    ),
    "concordance": Example(
        "/concordance?q=deficit&order=left&words=3&size=1",
        {
            "places": 2,
            "articles": 1,
            "read": 1,
            "cut": False,
            "lines": [
                {
                    "id": "0123456789abcdef",
                    "title": "France to cut its budget deficit",
                    "url": "https://news.example/france",
                    "published": "2020-01-07",
                    "source": "AFP",
                    "part": "title",
                    "start": 25,
                    "end": 32,
                    "before": "cut its budget ",
                    "found": "deficit",
                    "after": "",
                }
            ],
            "notices": [],
        },
    ),
    "compare": Example(
        "/compare?q=flood&q=drought&country=AU",
        {
            "searches": [
                {
                    "query": "flood",
                    "total": 2,
                    "years": [{"value": "2019", "count": 2}],
                    "months": [{"value": "2019-02", "count": 2}],
                    "unusual": [],
                    "notices": [],
                },
                {
                    "query": "drought",
                    "total": 31,
                    "years": [{"value": "2019", "count": 31}],
                    "months": [{"value": "2019-11", "count": 31}],
                    "unusual": [
                        {
                            "field": "word",
                            "value": "farmers",
                            "label": "farmers",
                            "hits": 27,
                            "of": 31,
                            "others": 0,
                            "of_others": 2,
                            "score": 12.4,
                        }
                    ],
                    "notices": [],
                },
            ],
            "among": {
                "years": [{"value": "2019", "count": 5120}],
                "months": [{"value": "2019-11", "count": 480}],
            },
            "facets": {
                "about": [{"value": "AU", "label": "Australia", "counts": [0, 24]}]
            },
        },
    ),
    "together": Example(
        "/together/{name}?size=1",
        {
            "people": [
                {
                    "name": "Francois Hollande",
                    "together": 17,
                    "articles": 58,
                    "score": 0.53,
                }
            ],
            "articles": 83,
            "did_you_mean": None,
        },
    ),
    "stats": Example(
        "/stats",
        {
            "articles": 27354,
            "dates": {
                "first": "1987-02-26",
                "last": "2020-01-07",
                "dated": 27350,
                "none": 3,
                "unreliable": 1,
            },
            "sources": [{"value": "Reuters", "label": "Reuters", "count": 21578}],
            "languages": [{"value": "en", "label": "English", "count": 20000}],
            "distinct": {"person": {"values": 20000, "more": True}},
            "engine": "tantivy",
            "schema": 4,
            "version": "0.2.0",
        },
    ),
}
"""By the names of the operations."""
