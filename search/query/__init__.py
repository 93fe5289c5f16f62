"""The query language: from what a person typed to a tree and notices."""
