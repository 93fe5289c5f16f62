"""The citations of an article, as the template ``_cite.html`` prints them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from flask import Flask, url_for

from search.model.article import Article

from ..state.permalinks import article_permalink
from .citations import Citation, citations
from .formats import CITING, FORMATS

__all__ = ["CitingView", "citing", "register"]


@dataclass(frozen=True, slots=True)
class CitingView:
    """How to cite an article: ``files`` are labels and links."""

    citations: tuple[Citation, ...]
    files: tuple[tuple[str, str], ...]


def register(app: Flask) -> None:
    """Let templates ask how an article is cited: ``citing(article)``."""
    app.add_template_global(citing)


def citing(article: Article) -> CitingView:
    """Return an article cited, as looked at today."""
    permalink = article_permalink(article)
    today = datetime.now(UTC).date()
    return CitingView(
        citations=citations(article, permalink, today),
        files=tuple(
            (
                FORMATS[kind].label,
                url_for("exports.article", article_id=article.id, kind=kind),
            )
            for kind in CITING
        ),
    )
