"""Pictures of a whole result: when its articles appeared, and where they are about."""
