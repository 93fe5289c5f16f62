"""What scholars and wikis exchange: TEI, JATS, MediaWiki, trafilatura's XML."""
