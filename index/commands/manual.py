"""The manual of the command line, made from the commands' own help.

``python -m index.commands.manual > docs/cli.md``
"""

from __future__ import annotations

import click

from search.errors import DatelineError

from ..cli import EXIT_CODES, main

__all__ = ["manual"]

_HEAD = """\
# The command line

Made from the program's own help; `make docs` writes it anew.

"""

_AFTER = """\
## Exit codes

| code | meaning |
|---|---|
| 0 | done |
| 1 | `index --strict`: a source could not be read; `extract`: a line was no article; \
`batch`: a line was no query |
| 2 | wrong usage |
{rows}
| 130 | interrupted; what was acknowledged is kept |

## Standard output and standard error

What a command was asked for goes to standard output, as JSON on one line with
`--json`. Progress, notices and errors go to standard error: a bar on a terminal,
a plain line every ten seconds elsewhere.

## Offsets

Offsets in JSON count characters (Unicode code points) from 0 and are half-open:
`text[start:end]`. Those of `show` are into its `title` and `body`, those of a
snippet's `marks` into the snippet's `text`, those of `extract` into the title and
body as they were given.
"""


def manual() -> str:
    """Return the manual as Markdown."""
    context = _context(main, "dateline", None)
    parts = [_HEAD, _section(context, "dateline")]
    for name in main.list_commands(context):
        command = main.get_command(context, name)
        assert command is not None
        inner = _context(command, name, context)
        parts.append(_section(inner, f"dateline {name}"))
        if isinstance(command, click.Group):
            for part in command.list_commands(inner):
                below = command.get_command(inner, part)
                assert below is not None
                title = f"dateline {name} {part}"
                parts.append(_section(_context(below, part, inner), title))
    return "".join([*parts, _AFTER.format(rows=_exit_codes())])


def _context(
    command: click.Command, name: str, parent: click.Context | None
) -> click.Context:
    settings = {"help_option_names": ["-h", "--help"], "terminal_width": 80}
    return click.Context(command, parent, name, **settings)  # type: ignore[arg-type]


def _section(context: click.Context, title: str) -> str:
    return f"## {title}\n\n```text\n{context.get_help()}\n```\n\n"


def _exit_codes() -> str:
    kinds: dict[int, list[type[DatelineError]]] = {}
    for kind, code in EXIT_CODES.items():
        if code > 2:
            kinds.setdefault(code, []).append(kind)
    return "\n".join(
        f"| {code} | {'; '.join(_meaning(kind) for kind in kinds[code])} |"
        for code in sorted(kinds)
    )


def _meaning(kind: type[DatelineError]) -> str:
    first = (kind.__doc__ or "").strip().splitlines()[0].rstrip(".")
    return first[0].lower() + first[1:]


if __name__ == "__main__":
    click.echo(manual(), nl=False)
