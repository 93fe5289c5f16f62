"""Languages without a pack: countries by their own names, and no guesses."""
