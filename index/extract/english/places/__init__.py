"""The places of an article and which place of that name is meant."""
