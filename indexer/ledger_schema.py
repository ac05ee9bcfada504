"""The tables of a ledger, their columns, and how those of older versions are brought up to these."""
from __future__ import annotations

SCHEMA_VERSION = 3

SCHEMA = """
CREATE TABLE files (
    path TEXT PRIMARY KEY, name TEXT NOT NULL, digest TEXT NOT NULL, reading INTEGER NOT NULL,
    encoding TEXT NOT NULL DEFAULT ''
);
CREATE INDEX files_by_digest ON files (digest);
CREATE TABLE articles (
    id TEXT PRIMARY KEY, path TEXT NOT NULL, slot TEXT NOT NULL, fingerprint TEXT NOT NULL, line INTEGER
);
CREATE INDEX articles_by_path ON articles (path);
CREATE TABLE rejects (path TEXT NOT NULL, file TEXT NOT NULL, line INTEGER, reason TEXT NOT NULL);
CREATE INDEX rejects_by_path ON rejects (path);
CREATE TABLE copies (path TEXT NOT NULL, id TEXT NOT NULL, fingerprint TEXT NOT NULL);
CREATE INDEX copies_by_path ON copies (path);
CREATE INDEX copies_by_id ON copies (id);
CREATE INDEX articles_by_fingerprint ON articles (fingerprint);
"""
_SINCE_3 = """
ALTER TABLE files ADD COLUMN staying INTEGER NOT NULL DEFAULT 0;
CREATE TABLE corrected (id TEXT PRIMARY KEY);
CREATE TABLE removed (
    id TEXT PRIMARY KEY, path TEXT NOT NULL, slot TEXT NOT NULL, fingerprint TEXT NOT NULL, file TEXT NOT NULL,
    title TEXT NOT NULL, day TEXT NOT NULL, note TEXT NOT NULL
)
"""
SCHEMA += _SINCE_3
UPGRADES = {1: f"ALTER TABLE files ADD COLUMN encoding TEXT NOT NULL DEFAULT ''; {_SINCE_3}", 2: _SINCE_3}
# Made where it is missing, so that no ledger has to be upgraded for it.
FORESEEN = "CREATE TABLE IF NOT EXISTS foreseen (id TEXT NOT NULL)"
# All that has to do with one file, by its path.
FILE_TABLES = ("files", "articles", "rejects", "copies")
# The columns of files, articles and removals, in the order in which ``known`` has them.
FILE_COLUMNS = "path, name, digest, reading, encoding, staying"
ARTICLE_COLUMNS = "id, path, slot, fingerprint, line"
REMOVAL_COLUMNS = "id, path, slot, fingerprint, file, title, day, note"
