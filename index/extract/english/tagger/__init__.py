"""The trained tagger: which words of a text are names, and of what."""
