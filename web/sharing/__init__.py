"""What tells other programs of the page: feeds, search boxes, descriptions."""
