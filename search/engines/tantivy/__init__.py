"""The default engine, on tantivy."""
