"""What each language says of dates and places: tables that a speaker can mend."""
