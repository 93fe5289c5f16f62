"""The extractor for English: people, places, organisations and dates."""
