"""Merging, renaming and hiding the name of a person, and taking that back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, cast

from flask import Blueprint, Flask, current_app, redirect, render_template, request
from werkzeug.wrappers import Response

from search.analysis.tokens import key
from search.errors import ConfigError
from search.lexicon.curation import FILE_NAME, Action, Rule, read
from search.snapshot import Snapshot

from ...accounts import the_accounts, the_identity
from ...accounts.auditing import note_change
from ...accounts.people import Role
from ...http.refusals import NotAllowed
from ...i18n.formats import grouped
from ...i18n.translation import gettext, ngettext
from ...state.hrefs import person_href
from ...state.searching import the_index
from ...state.state import SearchState
from .running import NamesCommand, Outcome

__all__ = ["blueprint", "register"]

LONGEST: Final = 200

_MOST_SENT: Final = 8 * 1024
_MOST_LIKE: Final = 20
_ARCHIVE: Final = "archive.sqlite"
_EXTENSION: Final = "dateline-names"

blueprint = Blueprint("names", __name__, url_prefix="/names")


@dataclass(frozen=True, slots=True)
class RuleView:
    """A rule that concerns a name, in words, and the name it is undone by."""

    words: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """What the page of a person offers to an editor.

    Attributes:
        rules: what was decided of this name, and of others that are shown as it.
        alike: other people with a name like it, and how many articles name them.
        has_archive: whether names can be changed on this machine.
        done: what was done just now, in words; "" for nothing.
    """

    rules: tuple[RuleView, ...]
    alike: tuple[tuple[str, int], ...]
    has_archive: bool
    done: str
    longest: int = LONGEST


def register(app: Flask, command: NamesCommand, *, read_only: bool) -> None:
    """Let the page of a person ask what an editor can do: ``naming_of(name)``."""
    app.extensions[_EXTENSION] = (command, read_only)
    app.add_template_global(naming_of)


def naming_of(name: str) -> Naming | None:
    """Return what an editor can do with a name; ``None`` for everybody else."""
    if not _may_edit():
        return None
    command, _ = _attached()
    return Naming(
        rules=_rules(command, name),
        alike=_alike(the_index(), name),
        has_archive=(command.data / _ARCHIVE).exists(),
        done=_done(request.args.get("named", "")),
    )


@blueprint.before_request
def _for_editors() -> None:
    """Let nobody change a name who could not see the form, nor a token.

    Raises:
        NotAllowed: if somebody may not.
    """
    request.max_content_length = _MOST_SENT
    if not _may_edit():
        raise NotAllowed("names are changed by editors who have signed in")


@blueprint.post("/merge")
def merge() -> Response | tuple[str, int]:
    """Show a name as another one that there is."""
    name, into = _sent("name"), _sent("into")
    return _do("merge", (name, into), name, into)


@blueprint.post("/rename")
def rename() -> Response | tuple[str, int]:
    """Show a name as it is written in the form."""
    name, to = _sent("name"), _sent("to")
    return _do("rename", (name, to), name, to)


@blueprint.post("/hide")
def hide() -> Response | tuple[str, int]:
    """Leave a name out of facets and of searches by name."""
    name = _sent("name")
    return _do("hide", (name,), name, name)


@blueprint.post("/undo")
def undo() -> Response | tuple[str, int]:
    """Delete what was decided of a name."""
    name = _sent("name")
    return _do("undo", (name,), _sent("page") or name, name)


def _do(
    action: str, names: Sequence[str], page: str, after: str
) -> Response | tuple[str, int]:
    """Do it; go on to the page of the name that is shown now, or say what is wrong.

    Args:
        page: the name whose page the form was on.
        after: the name whose page tells that it is done.
    """
    command, _ = _attached()
    if not (command.data / _ARCHIVE).exists():
        return _trouble(_without_archive(), page)
    note_change(**dict(zip(("name", "to"), names, strict=False)))
    outcome = command.run(action, names)
    if outcome.why:
        told = gettext("This could not be done: %(why)s", why=outcome.why)
        return _trouble(told, page)
    return redirect(f"{person_href(after)}?named={_told(outcome)}", 303)


def _trouble(text: str, page: str) -> tuple[str, int]:
    shown = render_template(
        "names_error.html", text=text, back=person_href(page), state=SearchState()
    )
    return shown, 409


def _told(outcome: Outcome) -> str:
    return "running" if outcome.articles is None else str(outcome.articles)


def _done(told: str) -> str:
    """What the page says after something was done."""
    if told == "running":
        return gettext("This takes a while and goes on by itself. Reload this page.")
    if not (told.isascii() and told.isdigit() and len(told) < 10):
        return ""
    number = int(told)
    return ngettext(
        "Done: %(num)s article shows another name now.",
        "Done: %(num)s articles show another name now.",
        number,
        num=grouped(number),
    )


def _without_archive() -> str:
    return gettext(
        "There is no archive on this machine. Names are changed on the one that has "
        "it, with: dateline names"
    )


def _rules(command: NamesCommand, name: str) -> tuple[RuleView, ...]:
    """What was decided of a name; of a file that cannot be read nothing is known."""
    try:
        rules, _ = read(command.data / FILE_NAME)
    except ConfigError:
        return ()
    own = key(name)
    about = (one for one in rules if own in (key(one.name), key(one.target)))
    return tuple(
        RuleView(_in_words(one), one.name) for one in about if one.kind == "person"
    )


def _in_words(rule: Rule) -> str:
    if rule.action is Action.HIDE:
        return gettext("“%(name)s” is hidden.", name=rule.name)
    return gettext(
        "“%(name)s” is shown as “%(other)s”.", name=rule.name, other=rule.target
    )


def _alike(index: Snapshot, name: str) -> tuple[tuple[str, int], ...]:
    """Others whose name begins or ends with a word of this one."""
    own = key(name)
    found: dict[str, int] = {}
    for word in {*own.split()[:1], *own.split()[-1:]}:
        for _, entry in index.lexicon.named("person", word):
            if key(entry.value) != own:
                found[entry.value] = entry.count
    ranked = sorted(found.items(), key=lambda one: (-one[1], one[0]))
    return tuple(ranked[:_MOST_LIKE])


def _sent(field: str) -> str:
    return " ".join(request.form.get(field, "").split())[:LONGEST]


def _may_edit() -> bool:
    """Whether whoever asks is an editor; without accounts, whether they may write."""
    identity = the_identity()
    if identity is None or identity.by == "token":
        return False
    if the_accounts() is None:
        return not _attached()[1]
    return identity.may(Role.EDITOR)


def _attached() -> tuple[NamesCommand, bool]:
    return cast(tuple[NamesCommand, bool], current_app.extensions[_EXTENSION])
