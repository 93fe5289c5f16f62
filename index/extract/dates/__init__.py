"""Dates in languages with a table of their words, and the intervals dates name."""
