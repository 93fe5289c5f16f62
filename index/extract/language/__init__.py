"""Which language an article is written in."""
