"""Versions of one text in three papers, among other articles."""

from __future__ import annotations

from search.model.article import Article
from support.webapp import articles, day

BEGINS = (
    "The ferry to Oakham Isle ran aground in thick fog on Tuesday night. "
    "All forty passengers were taken off in boats, and nobody was hurt. "
)
MIDDLE = "".join(f"Witness number {n} said the harbour was quiet. " for n in range(40))
ENDS = "The budget of the line has no room for a second ship."
EVIL = "<script>document.title='owned'</script> & more. "


def versions() -> list[Article]:
    """The first one, one that was changed, and a longer one that is hostile."""
    first = Article(
        id="ferry1",
        title="Ferry runs aground",
        body=BEGINS + MIDDLE + ENDS,
        source="Harbour Post",
        published=day("2020-02-04"),
        group="ferry1",
    )
    return [
        first,
        Article(
            id="ferry2",
            title="Ferry runs aground in fog",
            body=BEGINS.replace("forty", "forty-two") + MIDDLE + ENDS,
            source="The Examiner",
            published=day("2020-02-05"),
            group="ferry1",
        ),
        Article(
            id="ferry3",
            title=f"{EVIL}Ferry",
            body=BEGINS + EVIL + MIDDLE + ENDS + " The captain was silent.",
            source="Weekly <b>Bold</b>",
            published=day("2020-02-06"),
            group="ferry1",
        ),
    ]


def with_versions() -> list[Article]:
    return [*articles(), *versions()]
