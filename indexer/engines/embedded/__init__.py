"""The engine in one folder: documents in SQLite are the truth, a Whoosh index derived from them answers."""
