"""Codes in the index and what people write for them: countries, languages, dates."""
