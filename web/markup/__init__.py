"""Markup is made here and nowhere else."""
