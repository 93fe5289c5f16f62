"""The words and names of an index, with their counts and aliases."""
