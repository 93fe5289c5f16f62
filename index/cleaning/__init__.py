"""Texts made final: markup, characters and page furniture removed."""
