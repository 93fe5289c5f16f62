"""``index --dry-run``: what would be read as what."""

from __future__ import annotations

import click

from ..cleaning.printable import printable
from ..pipeline.preview import Preview, Sample
from ..readers import READERS
from ..settings import print_json

__all__ = ["print_preview"]

_FAILURES_SHOWN = 20
_BEGINNING = 160


def print_preview(preview: Preview, *, as_json: bool) -> None:
    """Print what would be read: each format with its first article."""
    names = [name for name in READERS if name in preview.articles]
    if as_json:
        failed = [failure.as_json() for failure in preview.failed]
        listed = [_as_json(preview, name) for name in names]
        print_json({"formats": listed, "failed": failed})
        return
    for name in names:
        articles = _counted(preview.articles[name], "article")
        files = _counted(preview.files[name], "file")
        click.echo(f"{name}: {articles} in {files} ({READERS[name].about})")
        _print_sample(preview.first[name])
    if not names:
        click.echo("There is no article in it.")
    if preview.failed:
        noun = "source" if len(preview.failed) == 1 else "sources"
        click.echo(f"{len(preview.failed):,} {noun} not read, or not wholly:", err=True)
    for failure in preview.failed[:_FAILURES_SHOWN]:
        click.echo(f"  {printable(failure.source)}\n    {failure.reason}", err=True)
    more = len(preview.failed) - _FAILURES_SHOWN
    if more > 0:
        click.echo(f"  … and {more:,} more", err=True)


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _print_sample(sample: Sample) -> None:
    where = ", ".join(filter(None, (sample.path, sample.position)))
    click.echo(f"  first, {printable(where)}:")
    if sample.draft is None:
        click.echo(f"    no article: {sample.reason}")
        return
    draft = sample.draft
    told = {
        "title": draft.title,
        "date": draft.published,
        "authors": ", ".join(draft.authors),
        "source": draft.source,
        "text": " ".join(draft.body.split()),
    }
    for name, value in told.items():
        if value:
            click.echo(f"    {name:8}{printable(value, _BEGINNING)}")


def _as_json(preview: Preview, name: str) -> dict[str, object]:
    sample = preview.first[name]
    draft = sample.draft
    return {
        "format": name,
        "files": preview.files[name],
        "articles": preview.articles[name],
        "first": {
            "source": sample.path,
            "position": sample.position,
            "reason": sample.reason or None,
            "title": draft.title if draft else "",
            "published": draft.published if draft else "",
            "authors": list(draft.authors) if draft else [],
            "publication": draft.source if draft else "",
            "body": draft.body[:1000] if draft else "",
        },
    }
