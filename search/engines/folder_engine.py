"""What engines whose index is in a folder have in common: its generations."""

from __future__ import annotations

from abc import ABC, abstractmethod
from contextlib import AbstractContextManager
from typing import Self

from ..lexicon.sqlite_reader import SqliteLexicon
from .generations import Generation, Generations, read_revision
from .url import EngineUrl

__all__ = ["FolderEngine"]


class FolderEngine(ABC):
    """An index in a folder: opened, put in use and replaced by generations."""

    def __init__(self, generations: Generations, generation: Generation) -> None:
        self.url = generations.url
        self._generations = generations
        self._generation = generation
        self._path = generation.path
        self._lexicon = SqliteLexicon(self._path)

    @staticmethod
    @abstractmethod
    def native_errors(url: str) -> AbstractContextManager[None]:
        """Turn what the engine's library raises within into our errors."""

    @classmethod
    def open(cls, url: EngineUrl) -> Self:
        """Open the current generation of an index folder."""
        generations = Generations(url)
        generation = generations.current()
        with cls.native_errors(generations.url):
            return cls(generations, generation)

    def revision(self) -> int:
        """See :meth:`search.engines.engine.Engine.revision`."""
        return read_revision(self._path)

    def activate(self) -> None:
        """See :meth:`search.engines.engine.Engine.activate`."""
        self._generations.activate(self._generation)

    def replaced(self) -> bool:
        """See :meth:`search.engines.engine.Engine.replaced`."""
        return not self._generations.is_current(self._generation)
