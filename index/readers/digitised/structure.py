"""What a METS document says of the articles of an issue."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import unquote

from ..agency.blocks import line_of
from ..bytes.elements import local_name
from ..bytes.trees import all_named, first_named

__all__ = ["Area", "MetsArticle", "articles_of", "pages_named"]

_HEADINGS: Final = frozenset(
    ("heading", "title", "headline", "heading_text", "subheadline", "overline")
)
_PICTURES: Final = frozenset(
    ("illustration", "picture", "image", "photograph", "caption", "advertisement")
)
_OF_ISSUES: Final = frozenset(("newspaper", "issue", "volume", "periodical", "serial"))
_MOST: Final = 100_000
"""Articles of one issue; and levels are limited by the parser."""


@dataclass(frozen=True, slots=True)
class Area:
    """A block of a page; a whole page if ``block`` is ""."""

    file: str
    block: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MetsArticle:
    """One article.

    Attributes:
        heading: the blocks of its headline.
        areas: the blocks of its text.
        guid: an id that is its own in every copy of the document.
        url: its own address, or that of the image of its first page.
    """

    title: str
    heading: tuple[Area, ...]
    areas: tuple[Area, ...]
    id: str
    guid: str
    url: str
    source: str
    section: str
    language: str
    published: str
    authors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Description:
    """What MODS or Dublin Core say of the issue or an article."""

    title: str = ""
    published: str = ""
    language: str = ""
    url: str = ""
    host: str = ""
    authors: tuple[str, ...] = ()


def articles_of(root: Any) -> list[MetsArticle]:
    """Return the articles that a METS document tells, in its order."""
    files = _files(root)
    images = _images(root, files)
    described = _descriptions(root)
    issue = _issue(root, described)
    found: list[MetsArticle] = []
    for div in _article_divs(root):
        heading, areas = _areas(div, files)
        if not areas and not heading:
            continue
        told = _told(div, described)
        first = (heading or areas)[0].file
        own_id = div.get("DMDID") or div.get("ID") or str(len(found) + 1)
        issue_id = root.get("OBJID") or root.get("LABEL") or ""
        found.append(
            MetsArticle(
                title=(div.get("LABEL") or "").strip() or told.title,
                heading=heading,
                areas=areas,
                id=own_id,
                guid=f"mets:{issue_id}:{own_id}" if issue_id else "",
                url=told.url or images.get(first, ""),
                source=told.host or issue.host or issue.title,
                section=_section(div),
                language=told.language or issue.language,
                published=told.published or issue.published,
                authors=told.authors,
            )
        )
        if len(found) == _MOST:
            break
    return found


def pages_named(root: Any) -> frozenset[str]:
    """Return the names of the files, without folders, that articles are made of."""
    return frozenset(
        area.file.rpartition("/")[2]
        for article in articles_of(root)
        for area in (*article.heading, *article.areas)
    )


def _type(div: Any) -> str:
    return str(div.get("TYPE") or "").strip().lower()


def _article_divs(root: Any) -> Iterator[Any]:
    """The parts of a logical structure that are articles, and in no other article."""
    for structure in all_named(root, "structMap"):
        if str(structure.get("TYPE") or "").lower() != "physical":
            yield from _outermost(structure)


def _outermost(element: Any) -> Iterator[Any]:
    for child in element:
        if local_name(child) == "div" and "article" in _type(child):
            yield child
        else:
            yield from _outermost(child)


def _link(element: Any) -> str:
    """The target of an element, as a path with slashes."""
    for name, value in element.attrib.items():
        if name.rpartition("}")[2] == "href":
            target = unquote(str(value)).strip().replace("\\", "/")
            if target.startswith(("http://", "https://")):
                return target
            return target.removeprefix("file://").lstrip("/").removeprefix("./")
    return ""


def _files(root: Any) -> dict[str, str]:
    """Where each file is, by its id."""
    found = {}
    for file in all_named(root, "file"):
        locator = first_named(file, "FLocat")
        if locator is not None:
            found[file.get("ID") or ""] = _link(locator)
    return found


def _images(root: Any, files: Mapping[str, str]) -> dict[str, str]:
    """The address of the image that shows the page a file is of."""
    found: dict[str, str] = {}
    for structure in all_named(root, "structMap"):
        if str(structure.get("TYPE") or "").lower() == "physical":
            for page in all_named(structure, "div"):
                held = [files.get(one, "") for one in _file_ids(page)]
                shown = [one for one in held if one.startswith("http")]
                for one in held:
                    if shown and one not in shown:
                        found.setdefault(one, shown[0])
    return found


def _file_ids(div: Any) -> Iterator[str]:
    """The ids of the files that a part has itself."""
    for child in div:
        if local_name(child) == "fptr":
            for one in child.iter():
                if file_id := one.get("FILEID") if local_name(one) else "":
                    yield file_id


def _areas(
    div: Any, files: Mapping[str, str]
) -> tuple[tuple[Area, ...], tuple[Area, ...]]:
    """The blocks of an article's headline and of its text."""
    heading: dict[Area, None] = {}
    areas: dict[Area, None] = {}

    def walk(part: Any, into: dict[Area, None]) -> None:
        for child in part:
            name = local_name(child)
            if name == "div" and _type(child) not in _PICTURES:
                is_heading = _type(child) in _HEADINGS and not areas
                walk(child, heading if is_heading else into)
            elif name == "area" and (file := files.get(child.get("FILEID") or "")):
                into[Area(file, child.get("BEGIN") or "")] = None
            elif name == "fptr" and (file := files.get(child.get("FILEID") or "")):
                into[Area(file, "")] = None
            elif name in ("fptr", "seq", "par"):
                walk(child, into)

    walk(div, areas)
    return tuple(heading), tuple(area for area in areas if area not in heading)


def _section(div: Any) -> str:
    """The label of the section that an article is in."""
    for parent in div.iterancestors():
        if local_name(parent) == "div" and "section" in _type(parent):
            return str(parent.get("LABEL") or "").strip()
    return ""


def _descriptions(root: Any) -> dict[str, _Description]:
    """What is said of the parts, by the ids that they name."""
    found = {}
    for section in all_named(root, "dmdSec"):
        found[section.get("ID") or ""] = _description(section)
    return found


def _description(section: Any) -> _Description:
    host = next(
        (r for r in all_named(section, "relatedItem") if r.get("type") == "host"), None
    )
    of_host = line_of(first_named(first_named(host, "titleInfo"), "title"))
    own = [t for t in all_named(section, "titleInfo") if host not in t.iterancestors()]
    title = _whole_title(own[0]) if own else ""
    urls = (line_of(u) for u in all_named(section, "url", "identifier"))
    return _Description(
        title=title or line_of(first_named(section, "title")),
        published=_first_line(section, "dateIssued", "date", "dateCreated"),
        language=_first_line(section, "languageTerm", "language"),
        url=next((u for u in urls if u.startswith(("http://", "https://"))), ""),
        host=of_host,
        authors=tuple(dict.fromkeys(_authors(section))),
    )


def _whole_title(info: Any) -> str:
    """A title with the article that is left out when titles are sorted."""
    title = line_of(first_named(info, "title"))
    before = line_of(first_named(info, "nonSort"))
    if not before or not title:
        return title
    return f"{before}{title}" if before.endswith(("'", "’")) else f"{before} {title}"


def _first_line(section: Any, *names: str) -> str:
    for name in names:
        if found := line_of(first_named(section, name)):
            return found
    return ""


def _authors(section: Any) -> Iterator[str]:
    for name in all_named(section, "name"):
        parts = [line_of(part) for part in all_named(name, "namePart")]
        if told := " ".join(filter(None, parts)):
            yield told
    yield from filter(None, (line_of(one) for one in all_named(section, "creator")))


def _told(div: Any, described: Mapping[str, _Description]) -> _Description:
    ids = str(div.get("DMDID") or "").split()
    return next((described[one] for one in ids if one in described), _Description())


def _issue(root: Any, described: Mapping[str, _Description]) -> _Description:
    """What is said of the issue: by its own part, else by the first that has a date."""
    for div in all_named(root, "div"):
        told = _told(div, described) if _type(div) in _OF_ISSUES else None
        if told is not None and (told.published or told.title):
            return told
    dated = (one for one in described.values() if one.published)
    return next(dated, next(iter(described.values()), _Description()))
