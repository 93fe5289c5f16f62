"""What can go wrong on purpose, as one tree.

::

    DatelineError
    ├── QueryError              the request cannot be answered as asked
    │   └── UnsupportedQuery    this engine has no such query
    ├── EngineError             the place articles are indexed
    │   ├── EngineUnavailable   not installed, locked or damaged
    │   │   └── EngineUnreachable   its servers do not all answer; nothing is lost
    │   ├── StorageError        the disk is full, read-only, forbidden or failing
    │   ├── IndexMissing        nothing has been indexed there yet
    │   └── IndexOutdated       made by another schema or analysis version
    ├── ArticleMissing          no article has this id
    ├── AccountError            an account that there is not, or cannot be
    │   ├── AccountsUnreadable  nobody's account can be looked up
    │   └── (web.accounts)
    │       ├── BadPassword     nobody may have this one
    │       ├── Busy            too many passwords are being checked
    │       ├── OidcRefused     a provider's word that is not believed
    │       └── PersonError     a person that there cannot be
    │           └── NoSuchPerson    nobody has this name
    ├── ConfigError             a setting is wrong
    │   └── MeaningMissing      the packages of the order by meaning are not installed
    └── (index.errors) IngestError
        ├── UnreadableSource    a source, or one record of it
        ├── ReadElsewhere       a source that is read with another one
        ├── ArchiveError        the archive cannot be used
        │   └── ArchiveMissing  nothing was ever put into it
        └── BackupError         a backup cannot be written or brought back
            └── NotABackup      it is none, or is cut short or damaged

Messages are for people: lower case, no full stop, and they say what to do.
Data a program may need is kept in attributes.
"""

from __future__ import annotations

__all__ = [
    "AccountError",
    "AccountsUnreadable",
    "ArticleMissing",
    "ConfigError",
    "DatelineError",
    "EngineError",
    "EngineUnavailable",
    "EngineUnreachable",
    "IndexMissing",
    "IndexOutdated",
    "QueryError",
    "StorageError",
    "UnsupportedQuery",
]


class DatelineError(Exception):
    """Base of every error this program raises on purpose."""


class QueryError(DatelineError):
    """A request that cannot be answered as asked."""


class UnsupportedQuery(QueryError):
    """A query this engine cannot run.

    Attributes:
        engine: the engine's name.
        what: the construct it lacks, in words.
    """

    def __init__(self, engine: str, what: str) -> None:
        super().__init__(f"the {engine} engine cannot run {what}")
        self.engine = engine
        self.what = what


class EngineError(DatelineError):
    """The place articles are indexed cannot be used.

    Attributes:
        url: the engine URL that was asked for.
    """

    def __init__(self, url: str, message: str) -> None:
        super().__init__(message)
        self.url = url


class EngineUnavailable(EngineError):
    """The engine is not installed, locked or damaged."""

    @classmethod
    def locked(cls, url: str) -> EngineUnavailable:
        """Return the error of an index that somebody else is writing."""
        return cls(
            url, f"the index at {url} is being written by another process; try later"
        )

    @classmethod
    def damaged(cls, url: str, error: BaseException) -> EngineUnavailable:
        """Return the error of an index in which the engine met another."""
        return cls(
            url,
            f"the index at {url} cannot be used: {error}; "
            "rebuild it with: dateline reindex",
        )


class EngineUnreachable(EngineUnavailable):
    """The servers of an index do not all answer just now.

    A part of the articles is never taken for all of them: this is raised instead.
    """

    def __init__(self, url: str, why: str) -> None:
        super().__init__(
            url,
            f"not all articles at {url} can be reached just now ({why}); "
            "nothing is lost: try again in a moment",
        )


class StorageError(EngineError):
    """The disk is full, read-only, forbidden or failing; the index is not at fault."""


class IndexMissing(EngineError):
    """Nothing has been indexed at this URL yet."""

    def __init__(self, url: str) -> None:
        super().__init__(
            url, f"there is no index at {url} yet; make one with: dateline index PATH"
        )


class IndexOutdated(EngineError):
    """The index was made by another version of the schema or the analysis."""

    def __init__(self, url: str, why: str) -> None:
        super().__init__(
            url,
            f"the index at {url} is out of date ({why}); "
            "rebuild it with: dateline reindex",
        )


class ArticleMissing(DatelineError):
    """No article has this id.

    Attributes:
        article_id: the id that was asked for.
    """

    def __init__(self, article_id: str) -> None:
        super().__init__(f"there is no article with the id {article_id!r}")
        self.article_id = article_id


class AccountError(DatelineError):
    """An account that there is not, or that there cannot be."""


class AccountsUnreadable(AccountError):
    """The accounts cannot be read or written, so nobody may be let in."""


class ConfigError(DatelineError):
    """A setting is wrong; the program refuses to start."""
