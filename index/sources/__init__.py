"""Which sources there are, and which of them changed."""
