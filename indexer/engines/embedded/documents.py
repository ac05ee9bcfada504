"""Documents in SQLite: the truth. A write is acknowledged when SQLite has committed it to the disk.

Every document carries a sequence number, given when it was written and never used again; a removal has one too. The
index is brought up to date by reading on from the number it has reached.
"""
from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from indexer.copies import lone_key
from indexer.database import open_database, writing
from indexer.document import Document, from_json, to_json
from indexer.engines.base import WriteReport
from indexer.engines.embedded.groups import Groups

SCHEMA_VERSION = 1
# SQLite takes 32,766 parameters in one statement; a page of ids is far smaller, a bulk removal may not be.
_IDS_AT_ONCE = 10_000

_SCHEMA = """
CREATE TABLE sequence (next INTEGER NOT NULL);
INSERT INTO sequence VALUES (1);
CREATE TABLE documents (seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, json TEXT NOT NULL);
CREATE TABLE removals (seq INTEGER PRIMARY KEY, id TEXT NOT NULL);
"""


@dataclass(frozen=True, slots=True)
class Batch:
    """What changed in a stretch of sequence numbers, above ``after`` and up to ``last``: how many documents were
    written there and are still present, and the ids of those removed there."""

    after: int
    last: int
    written: int
    removed: tuple[str, ...]

    @property
    def changes(self) -> int:
        """How many changes these are."""
        return self.written + len(self.removed)


@dataclass(frozen=True, slots=True)
class Numbered:
    """A document with its sequence number and the key of its group of copies."""

    document: Document
    seq: int
    group: int


class DocumentStore:
    """The documents of one archive. Safe to read from several processes while one writes."""

    def __init__(self, path: Path) -> None:
        """Opens the file, making it where there is none. Raises what ``open_database`` raises."""
        self._path = path
        self._connection = open_database(path, SCHEMA_VERSION, _SCHEMA, "restore it from a backup")
        self._groups = Groups(self._connection)

    def close(self) -> None:
        """Closes the file."""
        self._connection.close()

    def write(self, documents: Iterable[Document]) -> WriteReport:
        """Takes the documents in, in one transaction; a document already there word for word stays as it is."""
        added = replaced = unchanged = 0
        with writing(self._connection, self._path):
            for document in documents:
                text = to_json(document)
                known = self._connection.execute(
                    "SELECT seq, json FROM documents WHERE id=?", (document.id,)
                ).fetchone()
                if known and known[1] == text:
                    unchanged += 1
                    continue
                if known:
                    self._remove(known[0], document.id)
                    replaced += 1
                else:
                    added += 1
                seq = self._next()
                self._connection.execute("INSERT INTO documents VALUES (?,?,?)", (seq, document.id, text))
                self._groups.enter(seq, document)
        return WriteReport(added, replaced, unchanged)

    def delete(self, ids: Sequence[str]) -> int:
        """Removes the documents with these ids; the number that were there."""
        removed = 0
        with writing(self._connection, self._path):
            for id in ids:
                known = self._connection.execute("SELECT seq FROM documents WHERE id=?", (id,)).fetchone()
                if known:
                    self._remove(known[0], id)
                    removed += 1
        return removed

    def fetch(self, ids: Sequence[str]) -> list[Document | None]:
        """The documents with these ids, in their order; None where there is none."""
        found: dict[str, Document] = {}
        for start in range(0, len(ids), _IDS_AT_ONCE):
            some = list(ids[start : start + _IDS_AT_ONCE])
            marks = ",".join("?" * len(some))
            rows = self._connection.execute(f"SELECT id, json FROM documents WHERE id IN ({marks})", some)
            found.update((id, from_json(text)) for id, text in rows)
        return [found.get(id) for id in ids]

    def count(self) -> int:
        """How many documents there are."""
        return int(self._connection.execute("SELECT count(*) FROM documents").fetchone()[0])

    def last_sequence(self) -> int:
        """The highest sequence number given so far; 0 for a new store."""
        return int(self._connection.execute("SELECT next FROM sequence").fetchone()[0]) - 1

    def batches(self, after: int, size: int) -> list[Batch]:
        """All changes above a sequence number, in order, ``size`` of them a batch. A document written and removed
        again since is among the removed only."""
        rows = self._connection.execute(
            "SELECT seq, NULL FROM documents WHERE seq>?1 UNION ALL SELECT seq, id FROM removals WHERE seq>?1"
            " ORDER BY seq",
            (after,),
        )
        batches = []
        while some := rows.fetchmany(size):
            removed = tuple(id for _, id in some if id is not None)
            batches.append(Batch(after, some[-1][0], len(some) - len(removed), removed))
            after = some[-1][0]
        return batches

    def within(self, batch: Batch) -> list[Numbered]:
        """The documents written in a batch, in order; without those removed since."""
        rows = self._connection.execute(
            "SELECT id, json, seq, key FROM documents LEFT JOIN groups USING (seq) WHERE seq>? AND seq<=? ORDER BY seq",
            (batch.after, batch.last),
        )
        return [Numbered(from_json(text), seq, lone_key(id) if key is None else key) for id, text, seq, key in rows]

    def regroup(self) -> None:
        """Finds anew which documents are copies of which, in one transaction."""
        with writing(self._connection, self._path):
            self._groups.remake(self._numbered())

    def all(self) -> Iterator[Document]:
        """Every document there is now, in the order of writing; what is written while this goes on is left out."""
        return (document for _, document in self._numbered())

    def _numbered(self) -> Iterator[tuple[int, Document]]:
        after, last = 0, self.last_sequence()
        while rows := self._connection.execute(
            "SELECT seq, json FROM documents WHERE seq>? AND seq<=? ORDER BY seq LIMIT 1000", (after, last)
        ).fetchall():
            yield from ((seq, from_json(text)) for seq, text in rows)
            after = rows[-1][0]

    def ids(self) -> set[str]:
        """The ids of all documents."""
        return {id for (id,) in self._connection.execute("SELECT id FROM documents")}

    def groups(self) -> dict[str, int]:
        """Id -> key of the group of copies, of all documents that have one yet."""
        if not self._groups.exist():
            return {}
        return dict(self._connection.execute("SELECT id, key FROM documents JOIN groups USING (seq)"))

    def faults(self) -> list[str]:
        """What SQLite's own check of the file complains about; empty for a sound file."""
        return [row[0] for row in self._connection.execute("PRAGMA integrity_check") if row[0] != "ok"]

    def _remove(self, seq: int, id: str) -> None:
        self._connection.execute("DELETE FROM documents WHERE seq=?", (seq,))
        self._groups.forget(seq)
        self._connection.execute("INSERT INTO removals VALUES (?,?)", (self._next(), id))

    def _next(self) -> int:
        self._connection.execute("UPDATE sequence SET next=next+1")
        return self.last_sequence()
