"""The indexing run, from a source to the index."""
