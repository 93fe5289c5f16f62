"""OpenSearch: an index on one server or a cluster of them, asked over HTTP."""
