"""Small readers of RIS and BibTeX, written from the formats, not from our writers."""

from __future__ import annotations

import re

MACROS = {
    name: str(number)
    for number, name in enumerate(
        "jan feb mar apr may jun jul aug sep oct nov dec".split(), 1
    )
}

SIGNS = {
    r"{\textbraceleft}": "{",
    r"{\textbraceright}": "}",
    r"{\textbackslash}": "\\",
    r"{\textasciitilde}": "~",
    r"{\textasciicircum}": "^",
    **{f"\\{sign}": sign for sign in "%&$#_"},
}


def read_ris(text: str) -> list[dict[str, list[str]]]:
    """Return the records of a file: the values of each tag."""
    records: list[dict[str, list[str]]] = []
    assert text == "" or text.endswith("\r\n")
    for line in text.split("\r\n")[:-1]:
        found = re.fullmatch(r"([A-Z][A-Z0-9])  - ([^\r\n\x00-\x1f\x85\u2028]*)", line)
        assert found, line
        tag, value = found.groups()
        if tag == "TY":
            records.append({})
        elif tag == "ER":
            records[-1]["ended"] = []
        else:
            assert "ended" not in records[-1]
        records[-1].setdefault(tag, []).append(value)
    assert all("ended" in record for record in records)
    return records


def read_bibtex(text: str) -> list[dict[str, str]]:
    """Return the entries as BibTeX finds them: by at signs and counted braces."""
    entries = []
    at = text.find("@")
    while at >= 0:
        found = re.compile(r"@(\w+)\{([^,\s{}]+),").match(text, at)
        assert found, text[at : at + 40]
        entry = {"type": found[1], "key": found[2]}
        at = found.end()
        while field := re.compile(r"\s*(\w+)\s*=\s*").match(text, at):
            value, at = _value(text, field.end())
            assert field[1] not in entry
            entry[field[1]] = value
        end = re.compile(r"\s*\}").match(text, at)
        assert end, text[at : at + 40]
        entries.append(entry)
        at = text.find("@", end.end())
    return entries


def _value(text: str, at: int) -> tuple[str, int]:
    """A value in braces, which are counted whatever is before them; or a macro."""
    if text[at] != "{":
        found = re.compile(r"(\w+),").match(text, at)
        assert found, text[at : at + 40]
        return MACROS[found[1]], found.end()
    depth, end = 0, at
    while True:
        depth += {"{": 1, "}": -1}.get(text[end], 0)
        end += 1
        if not depth:
            break
    assert text[end] == ","
    return text[at + 1 : end - 1], end + 1


def plain_of_tex(value: str) -> str:
    """Return what a value of running text prints; anything TeX would obey fails."""
    pattern = "|".join(map(re.escape, sorted(SIGNS, key=len, reverse=True)))
    pieces = re.split(f"({pattern})", value)
    for piece in pieces[::2]:
        assert not set(piece.replace("{", "").replace("}", "")) & set("\\%&$#_~^"), (
            piece
        )
    outer = pieces[0].startswith("{"), pieces[-1].endswith("}")
    text = "".join(SIGNS.get(piece, piece) for piece in pieces)
    if outer == (True, True):
        text = text[1:-1]
    return text
