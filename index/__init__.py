"""Reading, extracting and writing; stands on search and never meets web."""
