"""Requests and responses: headers, errors, static files."""
