"""Which mentions are of one person, in any language."""
