"""The page that tells of the API: its OpenAPI document for people to read."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from flask import Blueprint, render_template, request, url_for

from search.answer import page_of
from search.errors import EngineError
from search.plan import plan_search
from search.request import Counting, Criteria, Window

from ..http.errors import EXPLANATIONS, STATUSES
from ..http.problems import BadParameters, CursorExpired, NoSuchFacet
from ..state.searching import the_index
from ..state.state import SearchState
from .examples import EXAMPLES
from .openapi import document

__all__ = ["blueprint"]

blueprint = Blueprint("api_help", __name__)


_LINE: Final = 76
"""Characters that fit on a line of an example."""


@dataclass(frozen=True, slots=True)
class ParameterRow:
    """A parameter: its name, what kind of value it takes, and what it means."""

    name: str
    kind: str
    default: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """All about one address.

    Attributes:
        own: the parameters that it does not share with every other search.
        filters: whether it takes those as well.
        statuses: those besides 200, and what each means.
    """

    anchor: str
    title: str
    path: str
    text: str
    own: tuple[ParameterRow, ...]
    filters: bool
    command: str
    answer: str
    statuses: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ManualView:
    """All the page shows."""

    about: str
    document_href: str
    sections: tuple[Section, ...]
    filters: tuple[ParameterRow, ...]
    problems: tuple[tuple[str, int, str], ...]


@blueprint.get("/help/api")
def page() -> str:
    """The addresses of the API, with parameters, examples and problems."""
    return render_template("help_api.html", view=_view(), state=SearchState())


def _view() -> ManualView:
    found = document(request.root_path)
    known = _known()
    shared = _shared(found)
    return ManualView(
        about=found["info"]["description"],
        document_href=url_for("api.openapi"),
        sections=tuple(_section(path, found, shared, known) for path in found["paths"]),
        filters=tuple(
            _row(p)
            for p in found["paths"]["/search"]["get"]["parameters"]
            if p["name"] in shared and p["name"][0] != "-"
        ),
        problems=tuple(_problems()),
    )


def _known() -> tuple[str, str]:
    """The id of an article and the name of a person to ask for; else words for them."""
    try:
        plan = plan_search(Criteria(), the_index())
        counting = Counting(facets=("person",), size=1)
        page = page_of(plan, Window(limit=1), counting)
    except EngineError:  # the page tells of the API all the same
        return "ID", "NAME"
    people = [value.value for facet in page.facets for value in facet.values]
    ids = [hit.article.id for hit in page.hits]
    return (ids or ["ID"])[0], (people or ["NAME"])[0]


def _shared(found: Mapping[str, Any]) -> frozenset[str]:
    """The parameters of a search that other addresses take too; told of once."""
    paths = found["paths"].values()
    names = [{p["name"] for p in path["get"]["parameters"]} for path in paths]
    return frozenset(set.intersection(*(n for n in names if "q" in n)) - {"size"})


def _section(
    path: str,
    found: Mapping[str, Any],
    shared: frozenset[str],
    known: tuple[str, str],
) -> Section:
    operation = found["paths"][path]["get"]
    parameters = operation["parameters"]
    name = operation["operationId"]
    example = EXAMPLES.get(name)
    base = f"{request.host_url.rstrip('/')}{request.root_path}/api"
    asked = example.asked(*known) if example else path
    components = found["components"]["responses"]
    return Section(
        anchor=name,
        title=operation["summary"],
        path=f"{request.root_path}/api{path}",
        text=operation["description"],
        own=tuple(_row(p) for p in parameters if p["name"] not in shared),
        filters=any(p["name"] in shared for p in parameters),
        command=f"curl '{base}{asked}'",
        answer=_written(example.answer) if example else "",
        statuses=tuple(
            (status, _described(answer, components))
            for status, answer in operation["responses"].items()
            if status not in ("200", "405")
        ),
    )


def _described(answer: Mapping[str, Any], components: Mapping[str, Any]) -> str:
    if "$ref" in answer:
        answer = components[answer["$ref"].rpartition("/")[2]]
    return str(answer["description"])


def _written(value: Any, indent: int = 0) -> str:
    """JSON over several lines, but for what fits on one."""
    line = json.dumps(value, ensure_ascii=False)
    if len(line) + indent <= _LINE or not value or not isinstance(value, dict | list):
        return line
    inner = indent + 2
    if isinstance(value, list):
        brackets = "[]"
        lines = [_written(one, inner) for one in value]
    else:
        brackets = "{}"
        lines = [f"{json.dumps(k)}: {_written(v, inner)}" for k, v in value.items()]
    space = " " * inner
    inside = ",\n".join(space + one for one in lines)
    return f"{brackets[0]}\n{inside}\n{' ' * indent}{brackets[1]}"


def _row(parameter: Mapping[str, Any]) -> ParameterRow:
    schema = parameter["schema"]
    default = schema.get("default", "")
    return ParameterRow(
        name=parameter["name"],
        kind=_kind(schema),
        default=json.dumps(default) if isinstance(default, bool) else str(default),
        text=parameter["description"],
    )


def _kind(schema: Mapping[str, Any]) -> str:
    """What a schema takes, in a few words."""
    match schema:
        case {"type": "array", "items": items}:
            return f"{_kind(items)}, repeatable"
        case {"anyOf": kinds}:
            return " or ".join(dict.fromkeys(map(_kind, kinds)))
        case {"enum": values}:
            return ", ".join(map(str, values))
        case {"$ref": str(name)}:
            what = name.rpartition("/")[2].removesuffix("Code").lower()
            return f"{what} code" if name.endswith("Code") else name
        case {"minimum": low, "maximum": high}:
            return f"{low}–{high:,}"
        case {"format": "date"}:
            return "YYYY-MM-DD"
        case {"pattern": str(pattern)} if "[0-9]{4}" in pattern:
            return "YYYY-MM" if "-" in pattern.partition("{4}")[2] else "YYYY"
        case {"type": "boolean"}:
            return "true, false"
        case _:
            return "text"


def _problems() -> Iterator[tuple[str, int, str]]:
    """Every kind of problem: the end of its type, its status and its title."""
    found = {
        p.kind: (p.code, p.title) for p in (BadParameters, NoSuchFacet, CursorExpired)
    }
    for explained in (*EXPLANATIONS.values(), *STATUSES.values()):
        found.setdefault(explained.name, (explained.status, explained.title))
    ordered = sorted(found.items(), key=lambda kind: kind[1])
    for name, (status, title) in ordered:
        yield name, status, title
