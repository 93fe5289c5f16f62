"""Telling names by a trained network: what is the same in every language."""
