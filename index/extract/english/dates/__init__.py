"""Dates: the days, weeks, months, quarters and years an article names."""

from .finder import find_dates

__all__ = ["find_dates"]
