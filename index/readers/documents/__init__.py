"""Documents: of offices, of printers, of mail programs; an article each, or several."""
