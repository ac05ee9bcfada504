"""The groups of copies, beside the documents and in the same transactions: whatever is written has its group.

A document gets the group of an earlier one that is the same report (``indexer.copies``), else one of its own, and keeps
it until it is written again or the archive is rebuilt, so that segments need not change when copies come in.
"""
from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from indexer.copies import METHOD, Report, Signature, lone_key, same_report, signature
from indexer.document import Document, from_json

# Rows looked up for each number of a signature, and texts compared: menus and forms that a thousand pages share must
# not make the thousand-and-first slow.
_LOOKED_UP = 50
_COMPARED = 4

_SCHEMA = """
CREATE TABLE IF NOT EXISTS groups_method (name TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS groups (seq INTEGER PRIMARY KEY, key INTEGER NOT NULL, sketch BLOB);
CREATE TABLE IF NOT EXISTS group_bands (band INTEGER, seq INTEGER, PRIMARY KEY (band, seq)) WITHOUT ROWID
"""


class Groups:
    """The groups of one archive's documents. Everything that writes is called within a transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def enter(self, seq: int, document: Document) -> None:
        """Finds the group of a document that has been written under a sequence number. Does nothing in an archive whose
        groups were made by another method: its index is out of date too, and rebuilding that remakes them."""
        if self._is_current():
            self._enter(seq, document)

    def forget(self, seq: int) -> None:
        """A document is gone. What it was found by stays until the next rebuild, and leads nowhere."""
        if self.exist():
            self._connection.execute("DELETE FROM groups WHERE seq=?", (seq,))

    def remake(self, documents: Iterable[tuple[int, Document]]) -> None:
        """Makes all groups anew from the documents in the order of writing."""
        for statement in _SCHEMA.split(";"):
            self._connection.execute(statement)
        for table in ("groups_method", "groups", "group_bands"):
            self._connection.execute(f"DELETE FROM {table}")
        for seq, document in documents:
            self._enter(seq, document)
        self._connection.execute("INSERT INTO groups_method VALUES (?)", (METHOD,))

    def exist(self) -> bool:
        """Whether groups were ever made in this archive."""
        found = self._connection.execute("SELECT 1 FROM sqlite_master WHERE name='groups'").fetchone()
        return found is not None

    def _is_current(self) -> bool:
        if not self.exist():
            if self._connection.execute("SELECT 1 FROM documents LIMIT 1 OFFSET 1").fetchone():
                return False
            self.remake(())  # The document being entered is the first.
        found = self._connection.execute("SELECT name FROM groups_method").fetchone()
        return found is not None and found[0] == METHOD

    def _enter(self, seq: int, document: Document) -> None:
        report = Report.of(document)
        if not report.comparable:
            self._connection.execute("INSERT INTO groups VALUES (?,?,NULL)", (seq, lone_key(document.id)))
            return
        # Equal texts are found by the key of the text, however many texts are like them.
        found = None if report.only_equal else signature(report)
        bands = (report.key & 0x7FFFFFFF, *(found.bands if found else ()))
        key = self._group_of(report, found, bands)
        sketch = found.sketch if found else None
        self._connection.execute(
            "INSERT INTO groups VALUES (?,?,?)", (seq, report.key if key is None else key, sketch)
        )
        self._connection.executemany("INSERT OR IGNORE INTO group_bands VALUES (?,?)", ((one, seq) for one in bands))

    def _group_of(self, report: Report, sought: Signature | None, bands: Iterable[int]) -> int | None:
        """The group of an earlier document that is the same report."""
        near: dict[int, tuple[float, int]] = {}
        for band in bands:
            rows = self._connection.execute(
                "SELECT seq, key, sketch FROM group_bands JOIN groups USING (seq) WHERE band=? LIMIT ?",
                (band, _LOOKED_UP),
            )
            for seq, key, sketch in rows:
                # Of such texts it is known only that their keys may be equal.
                likely = sought.likely(sketch) if sought and sketch else float(key == report.key)
                if likely:
                    near[seq] = (likely, key)
        for seq in sorted(near, key=lambda one: (-near[one][0], one))[:_COMPARED]:
            row = self._connection.execute("SELECT json FROM documents WHERE seq=?", (seq,)).fetchone()
            if row and same_report(report, Report.of(from_json(row[0]))):
                return near[seq][1]
        return None
