"""Feeds, exports of blogs, and lists of news for search engines."""
