"""Results taken away: a search or an article as a file."""
