"""What the Makefile runs to set up a checkout."""
