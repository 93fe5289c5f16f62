"""Text → words: folding, tokens, and what is particular to each language."""
