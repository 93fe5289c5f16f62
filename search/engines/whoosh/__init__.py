"""The engine in pure Python, on whoosh."""
