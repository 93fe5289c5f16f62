"""The text of a page of a wiki, without its marks, and the date it gives itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from search.codes.languages import language_codes
from search.model.article import Precision

from ...published.formats import parse_written
from ..extras import library

__all__ = ["WikiText", "read_wikitext"]

_HIDDEN: Final = frozenset(
    "file image media category datei bild kategorie fichier catégorie archivo imagen"
    " categoría immagine categoria ficheiro imagem bestand afbeelding categorie plik"
    " grafika kategoria файл изображение категория dosya resim fil kategori".split()
)
"""Namespaces whose links show no words, where a dump does not tell its own."""
_UNSEEN: Final = frozenset(
    "ref references gallery math timeline table imagemap score hiero templatestyles"
    " style script graph mapframe indicator categorytree syntaxhighlight source".split()
)
"""Elements that are no running text."""
_LINKS: Final = frozenset("w wp wikipedia link l lw ill interlanguage".split())
"""Templates that stand for a link: ``{{w|Article|words}}``."""
_INLINE: Final = frozenset("nowrap nobr lang small big abbr tooltip sic".split())
_QUOTES: Final = frozenset(
    "quote blockquote cquote quoteleft quoteright quotebox zitat citation cita"
    " citazione cita2 citat".split()
)
_SISTERS: Final = re.compile(
    r":?(?:w|wikipedia|wikt|s|b|q|n|c|commons|wikinews):", re.I
)
_HEADING: Final = re.compile(r"^={1,6}[^=\n].*?={1,6}[ \t]*$", re.MULTILINE)
_LIST: Final = re.compile(r"\s*(?:[*#;:{|}<]|\[\[|\Z)")
_SECTION_MARK: Final = re.compile(r"(?<![ \t])[ \t]++\n")
_MANY_LINES: Final = re.compile(r"\n{3,}")
_OF_SOURCE: Final = ("url", "title", "titel", "titre", "título", "titolo")
"""Parameters of a template that describes somebody else's article."""
_DATE_PARAMETERS: Final = ("date", "datum", "fecha", "data", "дата")
_MOST_DEPTH: Final = 12


@dataclass(frozen=True, slots=True)
class WikiText:
    """What a page says.

    Attributes:
        text: paragraphs with an empty line between them.
        published: the date as the page gives it, or "".
    """

    text: str
    published: str


def read_wikitext(text: str, hidden: frozenset[str] = frozenset()) -> WikiText:
    """Return the text of a page, without lists of sources and links at its end.

    Args:
        hidden: the wiki's own names for files and categories, in lower case.

    Raises:
        UnreadableSource: if the library that reads wikis is not installed.
    """
    parser = library("mwparserfromhell", "wiki")
    code = parser.parse(_without_lists_at_end(text))
    walk = _Walk(parser.nodes, hidden | _HIDDEN)
    plain = "".join(walk.over(code))
    plain = _MANY_LINES.sub("\n\n", _SECTION_MARK.sub("\n", plain)).strip()
    published = walk.published or _date_of_category(parser.parse(text), hidden)
    return WikiText(plain, published)


def _without_lists_at_end(text: str) -> str:
    """The text up to the last sections that hold nothing but lists and templates."""
    headings = [*_HEADING.finditer(text)]
    while headings:
        section = text[headings[-1].end() :]
        if not all(_LIST.match(line) for line in section.split("\n")):
            break
        text = text[: headings.pop().start()]
    return text


def _date_of_category(code: Any, hidden: frozenset[str]) -> str:
    """The date that a category of the page is called by."""
    for link in code.filter_wikilinks():
        space, _, name = str(link.title).strip().partition(":")
        if space.strip().casefold() in hidden | _HIDDEN and _is_day(name.strip()):
            return name.strip()
    return ""


def _is_day(written: str) -> bool:
    found = parse_written(written)
    return found is not None and found.precision is Precision.DAY


class _Walk:
    """Collects the words of a page.

    Attributes:
        published: the first date that is all a template says.
    """

    def __init__(self, nodes: Any, hidden: frozenset[str]) -> None:
        self.published = ""
        self._nodes = nodes
        self._hidden = hidden

    def over(self, code: Any, depth: int = 0) -> Iterator[str]:
        """Yield the words of parsed wikitext."""
        nodes = self._nodes
        for node in code.nodes if depth < _MOST_DEPTH else ():
            if isinstance(node, nodes.Text):
                yield str(node)
            elif isinstance(node, nodes.Wikilink):
                yield from self._link(node, depth)
            elif isinstance(node, nodes.ExternalLink):
                if node.title is not None:
                    yield from self.over(node.title, depth + 1)
                elif not node.brackets:
                    yield str(node.url)
            elif isinstance(node, nodes.Tag):
                yield from self._tag(node, depth)
            elif isinstance(node, nodes.Heading):
                yield "\n\n"
                yield from self.over(node.title, depth + 1)
                yield "\n\n"
            elif isinstance(node, nodes.Template):
                yield from self._template(node, depth)
            elif isinstance(node, nodes.HTMLEntity):
                yield node.normalize() or ""

    def _link(self, link: Any, depth: int) -> Iterator[str]:
        title = str(link.title).strip()
        space = title.partition(":")[0].strip().casefold() if ":" in title else ""
        if space in self._hidden:
            return
        if link.text is not None:
            yield from self.over(link.text, depth + 1)
        elif space not in language_codes():
            yield _SISTERS.sub("", title).lstrip(":")

    def _tag(self, tag: Any, depth: int) -> Iterator[str]:
        name = str(tag.tag).strip().lower()
        if name in _UNSEEN:
            return
        if name == "br":
            yield "\n"
        elif name == "li" and tag.wiki_markup:
            yield "- "
        elif tag.contents is not None:
            yield from self.over(tag.contents, depth + 1)

    def _template(self, template: Any, depth: int) -> Iterator[str]:
        name = str(template.name).strip().lower()
        plain = [p.value for p in template.params if not p.showkey]
        named = {str(p.name).strip().lower(): p.value for p in template.params}
        if name in _LINKS and plain:
            yield from self.over(plain[1] if len(plain) > 1 else plain[0], depth + 1)
        elif name in _INLINE and plain:
            yield from self.over(plain[-1 if name == "lang" else 0], depth + 1)
        elif name in _QUOTES:
            quoted = plain[0] if plain else named.get("text", named.get("quote"))
            if quoted is not None:
                yield "\n\n"
                yield from self.over(quoted, depth + 1)
                yield "\n\n"
        elif not self.published and not any(key in named for key in _OF_SOURCE):
            self._look_for_date(plain, named)

    def _look_for_date(self, plain: list[Any], named: dict[str, Any]) -> None:
        """Note the date of ``{{date|March 14, 2019}}``, whatever it is called."""
        told = [str(value).strip() for value in plain]
        several = " ".join(told[:3])
        if all(part.isdigit() for part in told[:3]) and len(told) > 2:
            several = "-".join(part.zfill(2) for part in told[:3])
        for name in _DATE_PARAMETERS:
            told += [str(named[name]).strip()] if name in named else []
        self.published = next(filter(_is_day, (several, *told)), "")
