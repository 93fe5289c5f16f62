"""The page in the reader's language: languages, numbers, dates, labels."""
