"""The ledger: which files were read into an archive, what became of them, and which article has which id.

It is what makes indexing the same files again change nothing, what keeps an article's id when its file is corrected,
what remembers where else an article's record stands, and what the report of set-aside records is read from.

It knows of an article before that is written (``foresee``), and that a file is read only after its articles are safe
(``enter``). So after a crash no article is there without a file that owns it, and a file is at worst read once more.
"""
from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.article import Reject
from indexer.database import open_database, writing

SCHEMA_VERSION = 2

_SCHEMA = """
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
_UPGRADES = {1: "ALTER TABLE files ADD COLUMN encoding TEXT NOT NULL DEFAULT ''"}
# Made where it is missing, so that no ledger has to be upgraded for it.
_FORESEEN = "CREATE TABLE IF NOT EXISTS foreseen (id TEXT NOT NULL)"
_TABLES = ("files", "articles", "rejects", "copies")
_FILE = "path, name, digest, reading, encoding"
_ARTICLE = "id, path, slot, fingerprint, line"
_BYTES = "bytes:"
_ARCHIVES_OWN = re.compile(r"index/|(?:documents|ledger|lock)\.sqlite|corrections\.tsv\Z")
_CURE = "restore it from a backup; without it files can be indexed again, but corrected articles may get new ids"


@dataclass(frozen=True, slots=True)
class KnownFile:
    """A file read before: where it lay (absolute), the name it was given, the SHA-256 of its bytes, the version of the
    reading code that read it, and what the archivist said of its encoding ('' for nothing)."""

    path: str
    name: str
    digest: str
    reading: int
    encoding: str = ""


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

    def __init__(self, path: Path, *, only_read: bool = False) -> None:
        """Opens the ledger, making it where there is none; to read alone, as what it is. Raises ArchiveDamaged for a
        file that is none."""
        self._path = path
        self._archive = os.path.join(os.path.realpath(path.parent), "")
        self._connection = open_database(path, SCHEMA_VERSION, _SCHEMA, _CURE, _UPGRADES, only_read=only_read)

    def is_of_archive(self, place: str) -> bool:
        """Whether at a place (``place_of``) lies a file of the archive itself, which may lie in the very folder whose
        files are taken in: its documents, its index, its corrections, this ledger."""
        real = str(path_of(place))
        return real.startswith(self._archive) and _ARCHIVES_OWN.match(real, len(self._archive)) is not None

    def close(self) -> None:
        """Closes the file."""
        self._connection.close()

    def file(self, path: str) -> KnownFile | None:
        """The file at an absolute path, if it was read before."""
        row = self._connection.execute(f"SELECT {_FILE} FROM files WHERE path=?", (path,)).fetchone()
        return KnownFile(*row) if row else None

    def files_with(self, digest: str) -> list[KnownFile]:
        """The files read before that had these bytes."""
        rows = self._connection.execute(f"SELECT {_FILE} FROM files WHERE digest=?", (digest,))
        return [KnownFile(*row) for row in rows]

    def files_below(self, folder: str) -> list[KnownFile]:
        """The files read before below the folder at a place. Takes time for what lies there, not for all there is."""
        rows: list[tuple[str, str, str, int, str]] = []
        for prefix in _prefixes_below(folder):
            beyond = prefix[:-1] + chr(ord(prefix[-1]) + 1)
            rows += self._connection.execute(
                f"SELECT {_FILE} FROM files WHERE path>=? AND path<? ORDER BY path", (prefix, beyond)
            )
        return [KnownFile(*row) for row in rows]

    def articles_of(self, path: str) -> list[KnownArticle]:
        """The articles that came from a file."""
        rows = self._connection.execute(
            f"SELECT {_ARTICLE} FROM articles WHERE path=?", (path,)
        )
        return [KnownArticle(*row) for row in rows]

    def article(self, id: str) -> KnownArticle | None:
        """The article with an id."""
        row = self._connection.execute(
            f"SELECT {_ARTICLE} FROM articles WHERE id=?", (id,)
        ).fetchone()
        return KnownArticle(*row) if row else None

    def twin(self, record: tuple[str, int]) -> KnownArticle | None:
        """The article that was read from the same record, byte for byte, in whichever file."""
        rows = self._connection.execute(
            f"SELECT {_ARTICLE} FROM articles WHERE fingerprint=?", (record[0],)
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
        with self.together():
            self._connection.execute("UPDATE articles SET path=? WHERE id=?", (path, id))
            self._connection.execute("DELETE FROM copies WHERE path=? AND id=?", (path, id))

    def bereft(self) -> list[KnownFile]:
        """The files holding a copy of an article that is no longer there as it was: its record is theirs alone."""
        rows = self._connection.execute(
            f"SELECT {_FILE} FROM files WHERE path IN (SELECT copies.path FROM copies"
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
        with self.together():
            for path in {file.path, moved_from} - {None}:
                for table in _TABLES:
                    self._connection.execute(f"DELETE FROM {table} WHERE path=?", (path,))
            self._enter(file, articles)
            self._connection.executemany(
                "INSERT INTO rejects VALUES (?,?,?,?)", ((file.path, r.file, r.line, r.reason) for r in rejects)
            )
            self._connection.executemany(
                "INSERT INTO copies VALUES (?,?,?)", ((file.path, c.id, c.fingerprint) for c in copies)
            )

    def foresee(self, coming: Iterable[tuple[KnownFile, str | None, Sequence[KnownArticle]]]) -> None:
        """Enters articles that are about to be written, beside what their files held before: each file, the path it
        had then, and its articles. Until ``enter`` a file has no digest, so that it is read again whatever happens."""
        with self.together():
            self._connection.execute(_FORESEEN)
            self._connection.execute("DELETE FROM foreseen")
            for file, moved_from, articles in coming:
                for table in _TABLES if moved_from else ():
                    self._connection.execute(
                        f"UPDATE OR REPLACE {table} SET path=? WHERE path=?", (file.path, moved_from)
                    )
                self._enter(replace(file, digest=""), articles)
                self._connection.executemany("INSERT INTO foreseen VALUES (?)", ((one.id,) for one in articles))

    def foreseen(self) -> list[str]:
        """The ids of what was foreseen last; after a crash some of it may never have been written."""
        if not self._connection.execute("SELECT 1 FROM sqlite_master WHERE name='foreseen'").fetchone():
            return []
        return [id for (id,) in self._connection.execute("SELECT id FROM foreseen")]

    def forget_foreseen(self, ids: Iterable[str]) -> None:
        """Lets go of articles that were foreseen and never came."""
        with self.together():
            self._connection.executemany("DELETE FROM articles WHERE id=?", ((id,) for id in ids))

    @contextmanager
    def together(self) -> Iterator[None]:
        """All that is entered within is entered in one transaction."""
        if self._connection.in_transaction:
            yield
        else:
            with writing(self._connection, self._path):
                yield

    def _enter(self, file: KnownFile, articles: Iterable[KnownArticle]) -> None:
        self._connection.execute(
            f"INSERT OR REPLACE INTO files ({_FILE}) VALUES (?,?,?,?,?)",
            (file.path, file.name, file.digest, file.reading, file.encoding),
        )
        self._connection.executemany(
            f"INSERT OR REPLACE INTO articles ({_ARTICLE}) VALUES (?,?,?,?,?)",
            ((a.id, a.path, a.slot, a.fingerprint, a.line) for a in articles),
        )

    def rejects(self, path: str | None = None, first: int = 0, most: int = -1) -> list[Reject]:
        """Everything set aside, by file and line, or ``most`` of it from place ``first`` on; of one file only, where a
        path is given."""
        rows = self._connection.execute(
            "SELECT file, line, reason FROM rejects WHERE ?1 IS NULL OR path=?1 ORDER BY file, line, rowid"
            " LIMIT ?2 OFFSET ?3",
            (path, most, first),
        )
        return [Reject(*row) for row in rows]

    def reject_count(self, path: str) -> int:
        """How much of a file was set aside when it was last read."""
        return int(self._connection.execute("SELECT count(*) FROM rejects WHERE path=?", (path,)).fetchone()[0])

    def counts(self) -> dict[str, int]:
        """How many files, articles and rejects are entered."""
        return {
            table: int(self._connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
            for table in ("files", "articles", "rejects")
        }


def place_of(path: Path) -> str:
    """The absolute path a file really has, as text. A name that is no UTF-8 (old Chinese systems wrote GB18030) is
    written out in hexadecimal, as SQLite takes no other."""
    real = os.path.realpath(path)
    try:
        real.encode()
    except UnicodeEncodeError:
        return _BYTES + os.fsencode(real).hex()
    return real


def _prefixes_below(folder: str) -> tuple[str, ...]:
    """What the places of all that lies below a folder's begin with."""
    written_out = _BYTES + os.path.join(os.fsencode(path_of(folder)), b"").hex()
    return (written_out,) if folder.startswith(_BYTES) else (os.path.join(folder, ""), written_out)


def path_of(place: str) -> Path:
    """The path of a place."""
    return Path(os.fsdecode(bytes.fromhex(place[len(_BYTES) :])) if place.startswith(_BYTES) else place)


def is_there(place: str) -> bool:
    """Whether there still is a file at a place."""
    return path_of(place).exists()
