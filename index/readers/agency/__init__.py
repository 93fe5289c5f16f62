"""What news agencies send: NITF, NewsML, ninjs, and the wire formats before XML."""
