"""Dates said from another day: "last week", "two years ago", "two Fridays ago"."""
