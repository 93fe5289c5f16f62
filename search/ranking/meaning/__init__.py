"""Order by meaning: one vector an article, and the first hits in another order."""
