"""One name for each person and body, across all articles, and a person's say in it."""
