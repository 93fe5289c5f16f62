"""What can be set, how it is set, and what is in force."""
