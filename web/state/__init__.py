"""What an address asks for, and the addresses next to it."""
