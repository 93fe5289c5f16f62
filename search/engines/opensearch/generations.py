"""The indexes behind one name, of which one is in use.

::

    NAME                        an alias: leads to the index in use
    NAME.before                 likewise to the one that was in use before
    NAME-0007-2f0c…             an index: a generation
    NAME.dateline               what belongs to all of them: lock, lexicon, searches

An index is built aside and put in use by moving the alias, which the cluster does in
one step. Some nodes hear of it a moment later than others, and searches may be under
way in the index before: so that is kept until the next one is put in use.

What an index says of itself stands in its mapping, under ``_meta``, next to which
shards it has: one request tells all there is to know of its state.
"""

from __future__ import annotations

import re
import secrets
import threading
import time
from dataclasses import dataclass, field
from typing import Any, Final

from ...errors import ConfigError, EngineUnavailable, IndexMissing, IndexOutdated
from ..url import EngineUrl
from .client import Client, Json
from .errors import NodeRefusal, Unanswered
from .schema import index_body, manifest

__all__ = ["Condition", "Generations"]

_NAME: Final = re.compile("[a-z0-9][a-z0-9_.-]{0,199}")

FRESH: Final = 1.0
"""Seconds for which the state of an index that was asked for is taken as the newest."""

_PATIENCE: Final = 120.0
"""Seconds for making an index or moving an alias: each is a step of all the nodes."""


@dataclass(frozen=True, slots=True)
class Condition:
    """What an index says of itself, at one moment.

    Attributes:
        index: its name.
        uuid: which the cluster gives to no other index.
        shards: parts it is made of.
        meta: what its writer noted: versions, revision, commit, lexicon, languages.
    """

    index: str
    uuid: str
    shards: int
    meta: Json = field(default_factory=dict)

    @property
    def languages(self) -> frozenset[str]:
        """The codes of the languages that its articles are in, or were."""
        return frozenset(self.meta.get("languages", ()))

    @property
    def state(self) -> str:
        """The name of its last commit; no other index has the same."""
        return f"{self.index}.{self.uuid[:8]}.{self.meta.get('commit', '')}"


class Generations:
    """The indexes of one name; shared by all in this process that open it."""

    def __init__(self, url: EngineUrl, client: Client) -> None:
        if not _NAME.fullmatch(url.place):
            raise ConfigError(
                f"{url.place!r} cannot be the name of an index: use lower-case "
                "letters, digits and hyphens"
            )
        self.url = str(url)
        self.name = url.place
        self.shared = f"{url.place}.dateline"
        self._before = f"{url.place}.before"
        self._options = url.options
        self._client = client
        self._pattern = re.compile(
            rf"{re.escape(url.place)}-([0-9]{{4,18}})-[0-9a-f]{{12}}"
        )
        self._lock = threading.Lock()
        self._seen: tuple[float, Condition | None] = (0.0, None)

    def current(self) -> Condition | None:
        """Return the index in use, as of a second ago at most; ``None`` if none is.

        Raises:
            NodeRefusal, Unanswered: if the cluster cannot tell.
        """
        with self._lock:
            asked, seen = self._seen
            if asked + FRESH > time.monotonic():
                return seen
            now = time.monotonic()
            found = self._asked(self.name)
            self._seen = now, found
            return found

    def forget(self) -> None:
        """Ask anew next time: something was changed just now."""
        with self._lock:
            self._seen = (0.0, None)

    def condition(self, index: str) -> Condition:
        """Return what an index says of itself now.

        Raises:
            NodeRefusal: if there is no such index, among others.
        """
        found = self._asked(index)
        if found is None:
            raise NodeRefusal(404, "index_not_found_exception", index)
        return found

    def checked(self) -> Condition:
        """Return the index in use, its versions checked.

        Raises:
            IndexMissing: if there is none.
            IndexOutdated: if another schema or analysis version made it.
            EngineUnavailable: if it is another program's.
        """
        found = self.current()
        if found is None:
            raise IndexMissing(self.url)
        made = {name: found.meta.get(name) for name in manifest()}
        if made["engine"] is None or not self._pattern.fullmatch(found.index):
            raise EngineUnavailable(
                self.url,
                f"{found.index}, which {self.url} leads to, was not made by Dateline; "
                "give another name",
            )
        if made != manifest():
            raise IndexOutdated(self.url, "the schema or the analysis has changed")
        return found

    def create(self) -> Condition:
        """Make the index of a new generation, which nobody sees yet."""
        taken = map(self._pattern.fullmatch, self.all())
        number = max((int(name[1]) for name in taken if name), default=0) + 1
        index = f"{self.name}-{number:04d}-{secrets.token_hex(6)}"
        body = index_body(self._options.shards)
        self._change("PUT", f"/{index}", body)
        return self.condition(index)

    def activate(self, index: str) -> None:
        """Put an index in use, and remove the one before the one that was.

        The replicas it is to have are made after it; searches need not wait for them.
        """
        self._replicate(index)
        current, before = self._led_to(self.name), self._led_to(self._before)
        actions: list[Json] = [{"add": {"index": index, "alias": self.name}}]
        for old in current - {index}:
            actions.append({"remove": {"index": old, "alias": self.name}})
            actions.append({"add": {"index": old, "alias": self._before}})
        if current != {index}:
            actions += [
                {"remove_index": {"index": i}} for i in before - {index} - current
            ]
        self._change("POST", "/_aliases", {"actions": actions})
        self.forget()

    def prune(self, kept: str) -> None:
        """Remove what was left of indexes that were never put in use.

        For whoever holds the lock, or one that another is just building would go too.

        Args:
            kept: an index to be kept besides those in use now and before.
        """
        used = self._led_to(self.name) | self._led_to(self._before) | {kept}
        for index in self.all():
            if index not in used and self._pattern.fullmatch(index):
                path = f"/{index}"
                self._client.ask("DELETE", path, missing_ok=True, patience=_PATIENCE)

    def note(self, index: str, **what: object) -> None:
        """Change what an index says of itself; seen from now on."""
        meta = {**self.condition(index).meta, **what}
        self._change("PUT", f"/{index}/_mapping", {"_meta": meta})
        self.forget()

    def make_shared(self) -> None:
        """Make the index of what belongs to all generations, if there is none."""
        if self._asked(self.shared) is not None:
            return  # to try would fail where none may be made
        body = {
            "settings": {
                "number_of_shards": 1,
                "auto_expand_replicas": f"0-{self._options.replicas}",
            },
            "mappings": {
                "dynamic": False,
                "properties": {"kind": {"type": "keyword"}},
            },
        }
        try:
            self._change("PUT", f"/{self.shared}", body)
        except NodeRefusal as error:
            if error.kind != "resource_already_exists_exception":
                raise

    def _replicate(self, index: str) -> None:
        wanted = f"0-{self._options.replicas}" if self._options.replicas else "false"
        settings = {"index": {"auto_expand_replicas": wanted}}
        self._change("PUT", f"/{index}/_settings", settings)

    def _asked(self, name: str) -> Condition | None:
        # the node's own knowledge: without a manager, nobody else's can be had
        wanted = (
            "*.mappings._meta,*.settings.index.uuid,*.settings.index.number_of_shards"
        )
        found = self._client.ask(
            "GET", f"/{name}?local=true&filter_path={wanted}", missing_ok=True
        )
        if not found or "error" in found or "status" in found:
            return None
        if len(found) > 1:
            raise EngineUnavailable(
                self.url, f"{name} leads to several indexes: {', '.join(sorted(found))}"
            )
        ((index, told),) = found.items()
        settings = told["settings"]["index"]
        meta = told.get("mappings", {}).get("_meta", {})
        return Condition(
            index, settings["uuid"], int(settings["number_of_shards"]), meta
        )

    def _led_to(self, alias: str) -> set[str]:
        found = self._client.ask("GET", f"/_alias/{alias}", missing_ok=True)
        return set() if "error" in found else set(found)

    def all(self) -> list[str]:
        """Return all indexes whose names begin as those of generations do."""
        path = f"/{self.name}-*?expand_wildcards=all&filter_path=*.settings.index.uuid"
        return list(self._client.ask("GET", path))

    def _change(self, method: str, path: str, body: Any) -> None:
        """Change something all nodes have to know, and wait until they do."""
        told = self._client.ask(method, path, body, patience=_PATIENCE)
        if told.get("acknowledged") is False:
            raise Unanswered("not all nodes have confirmed a change")
