"""Searches kept under a name, without accounts, in the archive's folder."""
