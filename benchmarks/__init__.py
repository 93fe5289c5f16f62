"""Measurements on real news, which stays outside the repository."""
