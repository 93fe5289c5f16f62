"""The tables of the archive that hold names; see ``book``."""

from __future__ import annotations

from typing import Final

__all__ = ["SCHEMA"]

SCHEMA: Final = """
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
CREATE TABLE named (                -- where it stands
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
