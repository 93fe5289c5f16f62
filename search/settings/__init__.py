"""What can be set, what is in force, and the log."""
