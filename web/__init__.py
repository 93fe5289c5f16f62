"""Showing; stands on search and never meets index."""
