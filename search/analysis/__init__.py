"""Text into words; the only place that knows the rules of a language."""
