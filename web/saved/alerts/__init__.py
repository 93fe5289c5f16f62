"""Saved searches that tell of new articles: by feed, by mail, by a webhook."""
