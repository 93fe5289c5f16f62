"""What is indexed, searched and shown: articles, their fields, kinds and facets."""
