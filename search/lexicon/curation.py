"""What a person decides of names: rules in a text file of the data folder.

A rule applies to the value it names, in any spelling, and to every name shown as that
value. Of two rules for one value, and of rules that form a circle, the later counts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from ..analysis.tokens import key
from ..errors import ConfigError
from ..model.kinds import NAMED_KINDS

__all__ = ["FILE_NAME", "Action", "Curation", "RuleFault", "Rule", "read", "write"]

FILE_NAME: Final = "names.txt"
"""The file's name in the data folder."""

_HEAD: Final = """\
# Names as you want them, one rule a line. Change this file as you like, or with
# the command: dateline names. Text after # is a comment. Rules are applied
# by every dateline index, reindex and names; a rule is undone by deleting its line.
#
#   merge person "Kassem Suleimani" -> "Qasem Soleimani"
#       They are one: articles that name the first show the second.
#   rename organisation "Grauniad" -> "The Guardian"
#       Show it under another name, exactly as written here.
#   hide place "Reading"
#       Leave it out of the facets and of searches by name.
#
# Kinds are person, organisation and place. Capitals and accents make no difference
# in the name on the left. Of two rules for one name the later counts.
"""

_RULE: Final = re.compile(
    r"(?P<action>\w+)\s+(?P<kind>\w+)\s+[\"“”](?P<name>[^\"“”]*)[\"“”]"
    r"(?:\s*(?:->|→|=>)\s*[\"“”](?P<target>[^\"“”]*)[\"“”])?\s*(?:\#.*)?"
)
_KINDS: Final = {**{kind: kind for kind in NAMED_KINDS}, "organization": "organisation"}


Shown = Callable[[str, str], str | None]
"""Returns what a name of a kind is shown as without rules; ``None`` if no article has
it."""


class Action(StrEnum):
    """What is done with a name."""

    MERGE = "merge"
    RENAME = "rename"
    HIDE = "hide"


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the file; ``target`` is "" where a name is hidden."""

    action: Action
    kind: str
    name: str
    target: str = ""

    def __str__(self) -> str:
        line = f'{self.action} {self.kind} "{self.name}"'
        return f'{line} -> "{self.target}"' if self.target else line

    @property
    def place(self) -> tuple[str, str]:
        """The kind and key it is looked up by."""
        return self.kind, key(self.name)


@dataclass(frozen=True, slots=True)
class RuleFault:
    """A line that is no rule, counted from 1, and what to do about it."""

    line: int
    reason: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.reason}"


class Curation:
    """Rules by the name they are for."""

    def __init__(self, rules: Iterable[Rule] = ()) -> None:
        self._rules: dict[tuple[str, str], Rule] = {}
        for rule in rules:
            self._add(rule)
        self._renamed = {
            (rule.kind, key(rule.target)): rule.target
            for rule in self
            if rule.action is Action.RENAME
        }

    def _add(self, rule: Rule) -> None:
        self._rules[rule.place] = rule
        at, seen = rule, {rule.place}
        while at.target:
            onward = self._rules.get((at.kind, key(at.target)))
            if onward is None:
                return
            if onward.place in seen:  # a circle, which the later rule opens
                if onward is rule and at is not rule:
                    del self._rules[at.place]
                return
            seen.add(onward.place)
            at = onward

    def __iter__(self) -> Iterator[Rule]:
        return iter(self._rules.values())

    def __len__(self) -> int:
        return len(self._rules)

    def get(self, kind: str, name: str) -> Rule | None:
        """Return the rule for a name, in any spelling."""
        return self._rules.get((kind, key(name)))

    def value(self, kind: str, name: str, shown: Shown) -> str | None:
        """Return what a name is shown as in the end; ``None`` if hidden."""
        current = name if self.get(kind, name) else shown(kind, name) or name
        *_, last = self._steps(kind, current, shown)
        rule = self.get(kind, last)
        if rule is not None and rule.action is Action.HIDE:
            return None
        return self._renamed.get((kind, key(last)), last)

    def _steps(self, kind: str, name: str, shown: Shown) -> Iterator[str]:
        """Yield what the rules make of a value, one after the other."""
        passed = set()
        while key(name) not in passed:
            passed.add(key(name))
            yield name
            rule = self.get(kind, name)
            if rule is None or rule.action is Action.HIDE:
                return
            name = rule.target
            if rule.action is Action.MERGE and self.get(kind, name) is None:
                yield name
                name = shown(kind, name) or name

    def reaching(
        self, changed: set[tuple[str, str]], shown: Shown
    ) -> set[tuple[str, str]]:
        """Return the names, as kind and key, whose value hangs on changed ones."""
        return changed | {
            rule.place
            for rule in self
            for name in self._steps(rule.kind, rule.name, shown)
            if (rule.kind, key(name)) in changed
        }

    def differences(self, other: Curation) -> set[tuple[str, str]]:
        """Return the names for which two curations say different things."""
        said = set()
        for rule in {*self, *other} - ({*self} & {*other}):
            said.add(rule.place)
            if rule.action is Action.RENAME:  # how the target is written, too
                said.add((rule.kind, key(rule.target)))
        return said


def read(path: Path) -> tuple[list[Rule], list[RuleFault]]:
    """Return the file's rules, and the lines that are none.

    Raises:
        ConfigError: if there is a file that cannot be read.
    """
    rules, faults = [], []
    for number, line in enumerate(_text(path).splitlines(), start=1):
        parsed = _parsed(line.strip())
        if isinstance(parsed, Rule):
            rules.append(parsed)
        elif parsed:
            faults.append(RuleFault(number, parsed))
    return rules, faults


def write(path: Path, add: Iterable[Rule], drop: Iterable[Rule]) -> None:
    """Add rules to the file and drop others; what else stands in it stays."""
    gone = set(drop)
    text = _text(path) or _HEAD
    kept = [line for line in text.splitlines() if _parsed(line.strip()) not in gone]
    kept += [str(rule) for rule in add]
    aside = path.with_name(path.name + ".new")
    aside.write_text("\n".join(kept) + "\n", encoding="utf-8")
    aside.replace(path)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(
            f"the file {path} cannot be read ({error}); mend it, or move it away to do "
            "without its rules"
        ) from error


def _parsed(line: str) -> Rule | str:
    """The rule on a line, "" where it is only a remark, or what is wrong with it."""
    if not line or line.startswith("#"):
        return ""
    found = _RULE.fullmatch(line)
    if found is None:
        return f"this is no rule; write for instance: {_EXAMPLE}"
    action, kind = found["action"].lower(), _KINDS.get(found["kind"].lower())
    name, target = found["name"].strip(), (found["target"] or "").strip()
    if action not in Action.__members__.values():
        return f"{action!r} is not merge, rename or hide"
    if kind is None:
        return f"{found['kind']!r} is not person, organisation or place"
    if not name:
        return "the name is empty"
    if action == Action.HIDE:
        return "hide takes one name" if target else Rule(Action.HIDE, kind, name)
    if not target:
        return f"{action} takes two names; write for instance: {_EXAMPLE}"
    return Rule(Action(action), kind, name, target)


_EXAMPLE: Final = 'merge person "Kassem Suleimani" -> "Qasem Soleimani"'
