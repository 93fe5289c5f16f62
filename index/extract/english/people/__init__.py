"""The people of an article and the names it gives them."""
