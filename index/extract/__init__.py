"""Finding who, where and when an article is about."""
