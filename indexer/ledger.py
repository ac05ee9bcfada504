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
from dataclasses import astuple, replace
from pathlib import Path

from corpus.article import Reject
from indexer.database import open_database, writing
from indexer.file_places import is_there, path_of, prefixes_below
from indexer.known import KnownArticle, KnownFile, Removal
from indexer.ledger_schema import (
    ARTICLE_COLUMNS,
    FILE_COLUMNS,
    FILE_TABLES,
    FORESEEN,
    REMOVAL_COLUMNS,
    SCHEMA,
    SCHEMA_VERSION,
    UPGRADES,
)

_ARCHIVES_OWN = re.compile(r"index/|(?:documents|ledger|lock)\.sqlite|corrections\.tsv\Z")
_CURE = "restore it from a backup; without it files can be indexed again, but corrected articles may get new ids"


class Ledger:
    """The ledger of one archive, in ``ledger.sqlite``."""

    def __init__(self, path: Path, *, only_read: bool = False) -> None:
        """Opens the ledger, making it where there is none; to read alone, as what it is. Raises ArchiveDamaged for a
        file that is none."""
        self._path = path
        self._archive = os.path.join(os.path.realpath(path.parent), "")
        self._connection = open_database(path, SCHEMA_VERSION, SCHEMA, _CURE, UPGRADES, only_read=only_read)

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
        row = self._connection.execute(f"SELECT {FILE_COLUMNS} FROM files WHERE path=?", (path,)).fetchone()
        return KnownFile(*row) if row else None

    def files_with(self, digest: str) -> list[KnownFile]:
        """The files read before that had these bytes."""
        rows = self._connection.execute(f"SELECT {FILE_COLUMNS} FROM files WHERE digest=?", (digest,))
        return [KnownFile(*row) for row in rows]

    def files_below(self, folder: str) -> list[KnownFile]:
        """The files read before below the folder at a place. Takes time for what lies there, not for all there is."""
        rows: list[tuple[str, str, str, int, str]] = []
        for prefix in prefixes_below(folder):
            beyond = prefix[:-1] + chr(ord(prefix[-1]) + 1)
            rows += self._connection.execute(
                f"SELECT {FILE_COLUMNS} FROM files WHERE path>=? AND path<? ORDER BY path", (prefix, beyond)
            )
        return [KnownFile(*row) for row in rows]

    def articles_of(self, path: str) -> list[KnownArticle]:
        """The articles that came from a file."""
        rows = self._connection.execute(
            f"SELECT {ARTICLE_COLUMNS} FROM articles WHERE path=?", (path,)
        )
        return [KnownArticle(*row) for row in rows]

    def article(self, id: str) -> KnownArticle | None:
        """The article with an id."""
        row = self._connection.execute(
            f"SELECT {ARTICLE_COLUMNS} FROM articles WHERE id=?", (id,)
        ).fetchone()
        return KnownArticle(*row) if row else None

    def article_ids(self) -> Iterator[str]:
        """The ids of all articles, in order."""
        return (id for (id,) in self._connection.execute("SELECT id FROM articles ORDER BY id"))

    def faults(self) -> list[str]:
        """What SQLite's own check of the file complains about; empty for a sound file."""
        return [row[0] for row in self._connection.execute("PRAGMA integrity_check") if row[0] != "ok"]

    def twin(self, record: tuple[str, int]) -> KnownArticle | None:
        """The article that was read from the same record, byte for byte, in whichever file."""
        rows = self._connection.execute(
            f"SELECT {ARTICLE_COLUMNS} FROM articles WHERE fingerprint=?", (record[0],)
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
            f"SELECT {FILE_COLUMNS} FROM files WHERE path IN (SELECT copies.path FROM copies"
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
            self._connection.execute("UPDATE removed SET path=? WHERE path=?", (file.path, moved_from))
            for path in {file.path, moved_from} - {None}:
                for table in FILE_TABLES:
                    self._connection.execute(f"DELETE FROM {table} WHERE path=?", (path,))
            self._enter(file, articles)
            self._connection.executemany(
                "INSERT INTO rejects VALUES (?,?,?,?)", ((file.path, r.file, r.line, r.reason) for r in rejects)
            )
            self._connection.executemany(
                "INSERT INTO copies VALUES (?,?,?)", ((file.path, c.id, c.fingerprint) for c in copies)
            )

    def removals(self) -> list[Removal]:
        """The articles that were taken out, by day."""
        if not self._connection.execute("SELECT 1 FROM sqlite_master WHERE name='removed'").fetchone():
            return []  # an older ledger that may not be written
        rows = self._connection.execute(f"SELECT {REMOVAL_COLUMNS} FROM removed ORDER BY day, id")
        return [Removal(KnownArticle(*row[:4]), *row[4:]) for row in rows]

    def remove(self, removals: Iterable[Removal]) -> None:
        """Enters articles as taken out. In every file where their records stand these are set aside from now on."""
        with writing(self._connection, self._path):
            for one in removals:
                known = one.article
                self._connection.execute(
                    f"INSERT OR REPLACE INTO removed ({REMOVAL_COLUMNS}) VALUES (?,?,?,?,?,?,?,?)",
                    (known.id, known.path, known.slot, known.fingerprint, one.file, one.title, one.day, one.note),
                )
                self._connection.execute(
                    "INSERT INTO rejects SELECT path, ?2, ?3, ?4 FROM articles WHERE id=?1",
                    (one.id, one.file, one.line, one.reason),
                )
                self._connection.execute(
                    "INSERT INTO rejects SELECT path, name, NULL, ?2 FROM copies JOIN files USING (path) WHERE id=?1",
                    (one.id, one.reason),
                )
                for table in ("articles", "copies"):
                    self._connection.execute(f"DELETE FROM {table} WHERE id=?", (one.id,))

    def take_back(self, removals: Iterable[Removal]) -> None:
        """Undoes removals: the files in which their records were set aside are read again by the next run over them."""
        with writing(self._connection, self._path):
            for one in removals:
                self._connection.execute("DELETE FROM removed WHERE id=?", (one.id,))
                known = one.article
                if is_there(known.path):  # it will come back under the id that it had
                    self._connection.execute(FORESEEN)
                    self._connection.execute("DELETE FROM foreseen WHERE id=?", (known.id,))
                    self._connection.execute(
                        "INSERT OR IGNORE INTO articles (id, path, slot, fingerprint) VALUES (?,?,?,?)",
                        (known.id, known.path, known.slot, known.fingerprint),
                    )
                self._connection.execute(
                    "UPDATE files SET digest='' WHERE path IN (SELECT path FROM rejects WHERE reason=?)", (one.reason,)
                )

    def gone(self) -> list[KnownFile]:
        """The files read before that are no longer there, by place."""
        rows = self._connection.execute("SELECT path, name, digest, reading FROM files ORDER BY path")
        return [file for file in (KnownFile(*row) for row in rows) if not is_there(file.path)]

    def forget_files(self, paths: Iterable[str]) -> None:
        """Takes files out, with all that was entered of them."""
        with writing(self._connection, self._path):
            for path in paths:
                for table in FILE_TABLES:
                    self._connection.execute(f"DELETE FROM {table} WHERE path=?", (path,))

    def corrected(self) -> set[str]:
        """The ids of articles in which a correction may be in effect."""
        return {id for (id,) in self._connection.execute("SELECT id FROM corrected")}

    def enter_corrected(self, ids: Iterable[str]) -> None:
        """Adds such ids, before anything is corrected."""
        with writing(self._connection, self._path):
            self._connection.executemany("INSERT OR IGNORE INTO corrected VALUES (?)", ((id,) for id in ids))

    def forget_corrected(self, ids: Iterable[str]) -> None:
        """Takes such ids out, once what was read is back in their articles."""
        with writing(self._connection, self._path):
            self._connection.executemany("DELETE FROM corrected WHERE id=?", ((id,) for id in ids))

    def foresee(self, coming: Iterable[tuple[KnownFile, str | None, Sequence[KnownArticle]]]) -> None:
        """Enters articles that are about to be written, beside what their files held before: each file, the path it
        had then, and its articles. Until ``enter`` a file has no digest, so that it is read again whatever happens."""
        with self.together():
            self._connection.execute(FORESEEN)
            self._connection.execute("DELETE FROM foreseen")
            for file, moved_from, articles in coming:
                for table in FILE_TABLES if moved_from else ():
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
            f"INSERT OR REPLACE INTO files ({FILE_COLUMNS}) VALUES (?,?,?,?,?,?)", astuple(file)
        )
        self._connection.executemany(
            f"INSERT OR REPLACE INTO articles ({ARTICLE_COLUMNS}) VALUES (?,?,?,?,?)",
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

    def set_aside(self) -> list[tuple[KnownFile, Reject]]:
        """Everything set aside, by file and line, and the file that it was in."""
        rows = self._connection.execute(
            "SELECT path, name, digest, reading, file, line, reason FROM rejects JOIN files USING (path)"
            " ORDER BY file, line, rejects.rowid"
        )
        return [(KnownFile(*row[:4]), Reject(*row[4:])) for row in rows]

    def shared_names(self) -> set[str]:
        """The names that several files have, which lie in different folders."""
        rows = self._connection.execute("SELECT name FROM files GROUP BY name HAVING count(*) > 1")
        return {name for (name,) in rows}

    def reject_count(self, path: str) -> int:
        """How much of a file was set aside when it was last read."""
        return int(self._connection.execute("SELECT count(*) FROM rejects WHERE path=?", (path,)).fetchone()[0])

    def counts(self) -> dict[str, int]:
        """How many files, articles and rejects are entered."""
        return {
            table: int(self._connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
            for table in ("files", "articles", "rejects")
        }
