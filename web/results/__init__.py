"""The front page, a page of hits, and the whole lists of its facets."""
