"""Languages with a pack: places by the names they have there, dates by their words."""
