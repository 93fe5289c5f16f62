"""The places of the world and the countries they are in."""
