"""Texts made final: markup, characters and boilerplate removed."""
