"""All tables of the archive: sources, articles, and the names articles give."""

from __future__ import annotations

from typing import Final

__all__ = ["ADDED", "SCHEMA", "VERSION"]

VERSION: Final = 3
"""Raised whenever the tables change; kept in SQLite's ``user_version``."""

SCHEMA: Final = """
CREATE TABLE source (
    id INTEGER PRIMARY KEY,
    path TEXT NOT NULL UNIQUE,      -- absolute, or stdin:DIGEST
    size INTEGER NOT NULL,
    mtime_ns INTEGER NOT NULL,
    ctime_ns INTEGER NOT NULL,
    digest BLOB,                    -- of the file's bytes; NULL: read it again
    options TEXT NOT NULL,          -- format and mapping it was read with
    status TEXT NOT NULL,           -- reading, indexed or failed
    reason TEXT NOT NULL,           -- why it failed, for people
    pass INTEGER NOT NULL           -- how often it was read
) STRICT;
CREATE INDEX source_status ON source (status);
CREATE TABLE article (
    id TEXT PRIMARY KEY,
    source INTEGER NOT NULL REFERENCES source (id),
    position TEXT NOT NULL,         -- where in its source, for people
    pass INTEGER NOT NULL,          -- the pass of its source that saw it last
    digest BLOB NOT NULL,           -- of title, body, date, source: exact duplicates
    fingerprint BLOB NOT NULL,      -- of everything but the facts
    article BLOB NOT NULL,          -- without facts
    facts BLOB NOT NULL,
    extractor TEXT NOT NULL,        -- the stamp of the facts
    revision INTEGER NOT NULL,
    seal BLOB NOT NULL              -- of article and facts as they are kept here
) STRICT;
CREATE INDEX article_source ON article (source);
CREATE INDEX article_digest ON article (digest);
CREATE INDEX article_fingerprint ON article (fingerprint);
CREATE UNIQUE INDEX article_revision ON article (revision);
CREATE TABLE duplicate (            -- sources that hold an article again
    source INTEGER NOT NULL REFERENCES source (id),
    position TEXT NOT NULL,
    article TEXT NOT NULL,
    PRIMARY KEY (source, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX duplicate_article ON duplicate (article);
CREATE TABLE removed (
    article TEXT PRIMARY KEY,
    revision INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX removed_revision ON removed (revision);
CREATE TABLE name (                 -- one spelling for each name
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (kind, key)
) STRICT, WITHOUT ROWID;
CREATE TABLE known (                -- every spelling of a name articles give
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,             -- person, surname, organisation or place
    name TEXT NOT NULL,
    key TEXT NOT NULL,              -- folded
    family TEXT NOT NULL,           -- how a person's last word sounds, else a key
    given TEXT NOT NULL,            -- how a person's first word sounds
    shown TEXT NOT NULL,            -- the spelling it is shown under, "" at first
    UNIQUE (kind, name)
) STRICT;
CREATE INDEX known_key ON known (kind, key);
CREATE INDEX known_block ON known (kind, family, given);
CREATE INDEX known_given ON known (kind, given, family);
CREATE INDEX known_shown ON known (kind, shown);
CREATE TABLE named (                -- where it occurs
    name INTEGER NOT NULL,
    revision INTEGER NOT NULL,      -- of the article
    PRIMARY KEY (name, revision)
) STRICT, WITHOUT ROWID;
CREATE INDEX named_revision ON named (revision);
CREATE TABLE met (                  -- two of one block in one article
    one INTEGER NOT NULL,
    other INTEGER NOT NULL,         -- the greater id
    revision INTEGER NOT NULL,
    how INTEGER NOT NULL,           -- 0: as two people, 1: side by side, 2: as one
    PRIMARY KEY (one, other, revision)
) STRICT, WITHOUT ROWID;
CREATE INDEX met_revision ON met (revision);
CREATE TABLE fresh (                -- named since names were last compared
    name INTEGER PRIMARY KEY
) STRICT;
CREATE TABLE curated (              -- the curation as it was last applied
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    action TEXT NOT NULL,
    name TEXT NOT NULL,
    target TEXT NOT NULL,
    PRIMARY KEY (kind, key)
) STRICT, WITHOUT ROWID;
"""

ADDED: Final = """
CREATE TABLE IF NOT EXISTS member ( -- files of archives that were read without fault
    source INTEGER NOT NULL REFERENCES source (id),
    place TEXT NOT NULL,            -- in the archive
    stamp BLOB NOT NULL,            -- changes when its content does
    PRIMARY KEY (source, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS article_position ON article (source, position);
CREATE TABLE IF NOT EXISTS shingled ( -- what of an article is compared with others
    article TEXT PRIMARY KEY,
    digest BLOB NOT NULL,           -- of the article then
    source INTEGER NOT NULL,        -- a number of its publication
    day INTEGER NOT NULL,           -- it was published on, 0 if that is not known
    level INTEGER NOT NULL,
    title INTEGER NOT NULL,
    text INTEGER NOT NULL,
    shingles BLOB NOT NULL          -- 64 bits each
) STRICT;
CREATE TABLE IF NOT EXISTS grouped ( -- articles that are versions of each other
    article TEXT PRIMARY KEY,
    named TEXT NOT NULL             -- the group: its article that was printed first
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS grouping ( -- one row: what the groups were last made of
    revision INTEGER NOT NULL,      -- all changes up to it
    version INTEGER NOT NULL        -- of the way shingles are made
) STRICT;
CREATE TABLE IF NOT EXISTS edition ( -- the version of an article that has versions
    article TEXT PRIMARY KEY,
    number TEXT NOT NULL,           -- as its source numbers it
    revised TEXT NOT NULL,          -- when it was made
    digest BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS withdrawal ( -- items that take an article back
    source INTEGER NOT NULL REFERENCES source (id),
    position TEXT NOT NULL,
    pass INTEGER NOT NULL,          -- the pass of its source that saw it last
    article TEXT NOT NULL,
    number TEXT NOT NULL,
    revised TEXT NOT NULL,
    PRIMARY KEY (source, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS withdrawal_article ON withdrawal (article);
"""
"""Added to archives made without; an older program does not miss it."""
