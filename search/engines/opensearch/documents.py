"""Documents of an index's users, in the index that belongs to all its generations."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from ..documents import Document, Documents
from .client import Client, Json
from .errors import NodeRefusal, native_errors
from .generations import Generations
from .lock import place_of

__all__ = ["OpenSearchDocuments"]


class OpenSearchDocuments:
    """See :class:`search.engines.documents.Documents`."""

    def __init__(self, url: str, client: Client, generations: Generations) -> None:
        self._url = url
        self._client = client
        self._generations = generations

    def read(self, name: str) -> Document | None:
        """See :meth:`.Documents.read`; what was written is seen at once."""
        with native_errors(self._url):
            found = self._client.ask("GET", self._path(name), missing_ok=True)
        if not found.get("found"):
            return None
        return Document(found["_source"]["value"], place_of(found))

    def write(self, name: str, value: dict[str, Any], mark: str) -> bool:
        """See :meth:`.Documents.write`."""
        body: Json = {"kind": "document", "value": value}
        path = f"{self._path(name)}?{mark or place_of({})}"
        with native_errors(self._url):
            self._generations.make_shared()
            try:
                self._client.ask("PUT", path, body, repeatable=False)
            except NodeRefusal as error:
                if not error.of_conflict:
                    raise
                return False
        return True

    def remove(self, name: str) -> None:
        """See :meth:`.Documents.remove`."""
        with native_errors(self._url):
            self._client.ask("DELETE", self._path(name), missing_ok=True)

    def _path(self, name: str) -> str:
        return f"/{self._generations.shared}/_doc/document.{quote(name, safe='')}"


_: type[Documents] = OpenSearchDocuments
