"""Groups of near-duplicates: articles that are versions of one text."""
