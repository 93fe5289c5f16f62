"""From bytes to text: encodings, compression, streams."""
