"""What helps in asking and in looking further."""
