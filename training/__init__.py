"""Training the tagger that ships in ``index/extract/tagger``; never installed."""
