"""What the fields of records are called, by collectors and in languages."""
