"""The ledger: which files were read into an archive, what became of them, and which article has which id.

It is what makes indexing the same files again change nothing, what keeps an article's id when its file is corrected,
what remembers where else an article's record stands, and what the report of set-aside records is read from. A file's
entry is written only after its articles are safe, so after a crash a file is at worst read once more.
"""
from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from corpus.article import Reject
from indexer.errors import ArchiveBusy, ArchiveDamaged

SCHEMA_VERSION = 1

_SCHEMA = """
CREATE TABLE files (path TEXT PRIMARY KEY, name TEXT NOT NULL, digest TEXT NOT NULL, reading INTEGER NOT NULL);
CREATE INDEX files_by_digest ON files (digest);
CREATE TABLE articles (
    id TEXT PRIMARY KEY, path TEXT NOT NULL, slot TEXT NOT NULL, fingerprint TEXT NOT NULL, line INTEGER
);
CREATE INDEX articles_by_path ON articles (path);
CREATE TABLE rejects (path TEXT NOT NULL, file TEXT NOT NULL, line INTEGER, reason TEXT NOT NULL);
CREATE INDEX rejects_by_path ON rejects (path);
"""
# Added where it is missing: an archive made before it lacks nothing but the memory of its copies.
_COPIES = """
CREATE TABLE IF NOT EXISTS copies (path TEXT NOT NULL, id TEXT NOT NULL, fingerprint TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS copies_by_path ON copies (path);
CREATE INDEX IF NOT EXISTS copies_by_id ON copies (id);
CREATE INDEX IF NOT EXISTS articles_by_fingerprint ON articles (fingerprint);
"""


@dataclass(frozen=True, slots=True)
class KnownFile:
    """A file read before: where it lay (absolute), the name it was given, the SHA-256 of its bytes, and the version
    of the reading code that read it."""

    path: str
    name: str
    digest: str
    reading: int


@dataclass(frozen=True, slots=True)
class KnownArticle:
    """An article taken in before. ``slot`` tells its place within its file (member, line, story)."""

    id: str
    path: str
    slot: str
    fingerprint: str
    line: int | None

    @property
    def record(self) -> tuple[str, int]:
        """What the article is read from, wherever that lies: its bytes and the number of the story in them."""
        return self.fingerprint, int(self.slot.rpartition(":")[2])


class Ledger:
    """The ledger of one archive, in ``ledger.sqlite``."""

    def __init__(self, path: Path) -> None:
        """Opens the ledger, making it where there is none. Raises ArchiveDamaged for a file that is none."""
        self._path = path
        self._connection = sqlite3.connect(path, timeout=30, isolation_level=None)
        try:
            self._connection.execute("PRAGMA journal_mode=WAL")
            self._connection.execute("PRAGMA synchronous=FULL")
            version = self._connection.execute("PRAGMA user_version").fetchone()[0]
            if version == 0:
                with self._writing():
                    for statement in _SCHEMA.split(";"):
                        self._connection.execute(statement)
                    self._connection.execute(f"PRAGMA user_version={SCHEMA_VERSION}")
            elif version != SCHEMA_VERSION:
                raise ArchiveDamaged(f"{path} is of version {version}; this Longwen reads version {SCHEMA_VERSION}")
            if not self._connection.execute("SELECT 1 FROM sqlite_master WHERE name='copies_by_id'").fetchone():
                with self._writing():
                    for statement in _COPIES.split(";"):
                        self._connection.execute(statement)
        except (sqlite3.OperationalError, ArchiveBusy, ArchiveDamaged):
            self._connection.close()  # a full disk, a lock: nothing is wrong with the file
            raise
        except sqlite3.DatabaseError as error:
            self._connection.close()
            raise ArchiveDamaged(
                f"{path} cannot be read as a ledger ({error}); remove it and index the files again, no article is lost"
            ) from error

    def close(self) -> None:
        """Closes the file."""
        self._connection.close()

    def file(self, path: str) -> KnownFile | None:
        """The file at an absolute path, if it was read before."""
        row = self._connection.execute(
            "SELECT path, name, digest, reading FROM files WHERE path=?", (path,)
        ).fetchone()
        return KnownFile(*row) if row else None

    def files_with(self, digest: str) -> list[KnownFile]:
        """The files read before that had these bytes."""
        rows = self._connection.execute("SELECT path, name, digest, reading FROM files WHERE digest=?", (digest,))
        return [KnownFile(*row) for row in rows]

    def files_below(self, folder: str) -> list[KnownFile]:
        """The files read before at or below an absolute path."""
        rows = self._connection.execute("SELECT path, name, digest, reading FROM files ORDER BY path")
        return [KnownFile(*row) for row in rows if row[0] == folder or row[0].startswith(folder.rstrip("/\\") + "/")]

    def articles_of(self, path: str) -> list[KnownArticle]:
        """The articles that came from a file."""
        rows = self._connection.execute(
            "SELECT id, path, slot, fingerprint, line FROM articles WHERE path=?", (path,)
        )
        return [KnownArticle(*row) for row in rows]

    def article(self, id: str) -> KnownArticle | None:
        """The article with an id."""
        row = self._connection.execute(
            "SELECT id, path, slot, fingerprint, line FROM articles WHERE id=?", (id,)
        ).fetchone()
        return KnownArticle(*row) if row else None

    def twin(self, record: tuple[str, int]) -> KnownArticle | None:
        """The article that was read from the same record, byte for byte, in whichever file."""
        rows = self._connection.execute(
            "SELECT id, path, slot, fingerprint, line FROM articles WHERE fingerprint=?", (record[0],)
        )
        return next((one for one in (KnownArticle(*row) for row in rows) if one.record == record), None)

    def holders(self, article: KnownArticle) -> list[str]:
        """The other files in which the article's record stands, as it is now."""
        rows = self._connection.execute(
            "SELECT path FROM copies WHERE id=? AND fingerprint=? AND path!=? ORDER BY path",
            (article.id, article.fingerprint, article.path),
        )
        return [path for (path,) in rows]

    def hand_over(self, id: str, path: str) -> None:
        """Enters an article as that of a file which holds its record too."""
        with self._writing():
            self._connection.execute("UPDATE articles SET path=? WHERE id=?", (path, id))
            self._connection.execute("DELETE FROM copies WHERE path=? AND id=?", (path, id))

    def bereft(self) -> list[KnownFile]:
        """The files holding a copy of an article that is no longer there as it was: its record is theirs alone."""
        rows = self._connection.execute(
            "SELECT path, name, digest, reading FROM files WHERE path IN (SELECT copies.path FROM copies"
            " LEFT JOIN articles USING (id, fingerprint) WHERE articles.id IS NULL) ORDER BY path"
        )
        return [KnownFile(*row) for row in rows]

    def enter(
        self,
        file: KnownFile,
        articles: Iterable[KnownArticle],
        rejects: Iterable[Reject],
        moved_from: str | None = None,
        copies: Iterable[KnownArticle] = (),
    ) -> None:
        """Enters what a file holds now in place of what it held before; ``moved_from`` is the path it had then,
        ``copies`` are articles whose records stand in it too."""
        with self._writing():
            for path in {file.path, moved_from} - {None}:
                for table in ("files", "articles", "rejects", "copies"):
                    self._connection.execute(f"DELETE FROM {table} WHERE path=?", (path,))
            self._connection.execute(
                "INSERT INTO files VALUES (?,?,?,?)", (file.path, file.name, file.digest, file.reading)
            )
            self._connection.executemany(
                "INSERT OR REPLACE INTO articles VALUES (?,?,?,?,?)",
                ((a.id, a.path, a.slot, a.fingerprint, a.line) for a in articles),
            )
            self._connection.executemany(
                "INSERT INTO rejects VALUES (?,?,?,?)", ((file.path, r.file, r.line, r.reason) for r in rejects)
            )
            self._connection.executemany(
                "INSERT INTO copies VALUES (?,?,?)", ((file.path, c.id, c.fingerprint) for c in copies)
            )

    def rejects(self) -> list[Reject]:
        """Everything set aside, by file and line."""
        rows = self._connection.execute("SELECT file, line, reason FROM rejects ORDER BY file, line, rowid")
        return [Reject(*row) for row in rows]

    def counts(self) -> dict[str, int]:
        """How many files, articles and rejects are entered."""
        return {
            table: int(self._connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
            for table in ("files", "articles", "rejects")
        }

    @contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            self._connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            raise ArchiveBusy(f"{self._path} is being written by another process; try again later") from error
        try:
            yield
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")
