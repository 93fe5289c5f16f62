"""The date of publication: found, weighed and never guessed."""
