"""The SQLite file that is the truth: articles, sources, names."""
