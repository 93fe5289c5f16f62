"""What crawlers keep: WARC, ARC and WET, and the pages in them."""
