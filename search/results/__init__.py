"""What a reader sees of a hit: marks, snippets, labels, JSON."""
