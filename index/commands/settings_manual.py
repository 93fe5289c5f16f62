"""The manual of the settings, made from the table of settings.

``python -m index.commands.settings_manual > docs/configuration.md``
"""

from __future__ import annotations

from typing import Any

import click

from search.settings.table import SETTINGS, Setting

__all__ = ["settings_manual"]

_HEAD = """\
# Settings

Made from the program's own table; `make docs` writes it anew.

A setting has one name. `log-file`, for example, is

- the option `--log-file` of the command line;
- the environment variable `DATELINE_LOG_FILE`;
- the key `log-file` in a file of settings.

An option goes before a variable, and a variable before a file. There may be two files:
`dateline.toml` in the data folder goes before `dateline.toml` in the working folder.
`--config FILE` reads that file and neither of these.

```toml
# dateline.toml
hosts = ["news.example.org"]
trusted-proxies = ["127.0.0.1"]
threads = 16
log-file = "/var/log/dateline.log"
```

A path in a file starts from the folder the file is in. An unknown key, or a value of
the wrong kind, is an error that names the file; for a key it also names the nearest.
`dateline config` shows every setting in force and where it comes from; with `--json`
for scripts. No command shows a password.

"""

_TABLE = """\
| setting | what it does | value | default | read by |
|---|---|---|---|---|
"""

_AFTER = """
What begins with `engine-` is for an engine on servers; see [A cluster](cluster.md).

`wsgi` is the application `wsgi:app` under another server; it has no options and reads
variables and files. See [Operations](operations.md).
"""


def settings_manual() -> str:
    """Return the manual as Markdown."""
    rows = "".join(map(_row, SETTINGS.values()))
    return f"{_HEAD}{_TABLE}{rows}{_AFTER}"


def _row(setting: Setting[Any]) -> str:
    readers = ", ".join(f"`{name}`" for name in setting.commands) or "every command"
    where = "" if setting.in_file else " Not in a file."
    where += "" if setting.is_option else " No option."
    default = setting.default_words or "none"
    return (
        f"| `{setting.name}` | {setting.help}{where} | {setting.kind.words} "
        f"| {default} | {readers} |\n"
    )


if __name__ == "__main__":
    click.echo(settings_manual(), nl=False)
