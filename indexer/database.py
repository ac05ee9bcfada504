"""SQLite files of an archive: how they are opened and closed, what is wrong with them in words, how they are written.

Every one keeps its version in ``user_version``, is in WAL mode and forces each commit to the disk. One connection
serves all threads: SQLite takes turns by itself, as Python's is built to be safe for threads.
"""
from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple

from indexer.errors import ArchiveBusy, ArchiveDamaged, ArchiveError

_BUSY_SECONDS = 30
_NOT_WRITABLE = "{} may not be written by this user, or its disk is there to read only"


class _Stamp(NamedTuple):
    """Is another once a file that had no journal has been written to."""

    journal: bool
    changed: int
    size: int
    number: int


def _stamp(path: Path) -> _Stamp:
    status = os.stat(path)
    return _Stamp(os.path.exists(f"{path}-wal"), status.st_mtime_ns, status.st_size, status.st_ino)


class _Connection(sqlite3.Connection):
    """A connection that, when it is closed, moves into the file what was committed and still lies in the journal beside
    it. SQLite does so only when the last one closes: while a reading room keeps the file open, a copy of the file alone
    would lack what was taken in since."""

    def close(self) -> None:
        with suppress(sqlite3.Error):  # the journal keeps it, and to read it later is no fault
            self.execute("PRAGMA busy_timeout=0")  # who reads just now is not waited for: the next to close does it
            self.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        super().close()


class _Snapshot(_Connection):
    """A connection to a file that this process may not write and that has no journal. SQLite reads it as it stood when
    it was opened: once another process has written to it, it is opened anew."""

    _known: _Stamp
    _renew: Callable[[], sqlite3.Connection] | None = None
    _newer: sqlite3.Connection | None = None

    def watch(self, path: Path, stamp: _Stamp, renew: Callable[[], sqlite3.Connection]) -> None:
        """Begins to look, before each statement, whether the file's stamp is still this one."""
        self._path, self._known, self._renew, self._renewing = path, stamp, renew, threading.Lock()

    def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:
        if self._renew is not None and _stamp(self._path) != self._known:
            with self._renewing:
                stamp = _stamp(self._path)
                if self._renew is not None and stamp != self._known:
                    # The one before is let go of, not closed: another thread may be reading from it.
                    self._newer, self._known = self._renew(), stamp
                    if not isinstance(self._newer, _Snapshot):  # it reads the journal, and so sees what others write
                        self._renew = None
        return sqlite3.Connection.execute(self._newer or self, sql, parameters)

    def close(self) -> None:
        self._renew = None
        if self._newer is not None:
            self._newer.close()
        super().close()


def open_database(
    path: Path,
    version: int,
    schema: str,
    cure: str,
    upgrades: Mapping[int, str] | None = None,
    *,
    only_read: bool = False,
) -> sqlite3.Connection:
    """Opens a file, making it by the schema where there is none; for reading alone if ``only_read``, or where file or
    folder may not be written. ``upgrades`` has, for each older version that can be brought up to this one, the
    statements that do; a file opened for reading stays as it is.

    Raises ArchiveBusy while another process holds it, ArchiveDamaged for a file of another version or that is no
    database; ``cure`` says what to do about it.
    """
    if only_read and not path.exists():
        raise ArchiveDamaged(f"{path} is not there; {cure}")
    may_write = not path.exists() or os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
    writable = may_write and not only_read
    stamp = None if may_write else _stamp(path)
    live = stamp is None or stamp.journal
    # Without a journal there SQLite could read it only if it might make a file beside it: it is read as it stands.
    address = path.resolve().as_uri() + ("" if writable else "?mode=ro" if live else "?immutable=1")
    try:
        connection = sqlite3.connect(
            address,
            uri=True,
            timeout=_BUSY_SECONDS,
            isolation_level=None,
            check_same_thread=False,
            factory=_Connection if live else _Snapshot,
        )
    except sqlite3.Error as error:
        raise ArchiveDamaged(f"{path} cannot be opened ({error}); {cure}") from error
    try:
        if writable:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=FULL")
            _make(connection, path, version, schema)
            _upgrade(connection, path, version, upgrades or {})
        found = connection.execute("PRAGMA user_version").fetchone()[0]
        if not found and not writable and not connection.execute("SELECT 1 FROM sqlite_master").fetchone():
            raise ArchiveBusy(
                f"{path} holds nothing yet: the first longwen index is at its beginning, or was stopped there; "
                "try again when it is done"
            )
        if found != version and (writable or found not in (upgrades or {})):
            raise ArchiveDamaged(f"{path} is of version {found}, this Longwen reads version {version}; {cure}")
    except sqlite3.OperationalError as error:
        connection.close()
        if "locked" in str(error) or "busy" in str(error):
            raise ArchiveBusy(f"{path} is held by another process; try again when it is done") from error
        raise ArchiveDamaged(f"{path} cannot be used ({error}); {cure}") from error
    except (sqlite3.DatabaseError, ArchiveError) as error:
        connection.close()
        if isinstance(error, ArchiveError):
            raise
        raise ArchiveDamaged(f"{path} is not what it was ({error}); {cure}") from error
    if isinstance(connection, _Snapshot) and stamp:
        connection.watch(path, stamp, lambda: open_database(path, version, schema, cure, upgrades, only_read=True))
    return connection


@contextmanager
def writing(connection: sqlite3.Connection, path: Path) -> Iterator[None]:
    """A transaction: committed at the end, undone by an exception. Raises ArchiveBusy while another process writes,
    PermissionError for a file opened for reading."""
    try:
        connection.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as error:
        if "readonly" in str(error):
            raise PermissionError(_NOT_WRITABLE.format(path)) from error
        if "locked" not in str(error):
            raise
        raise ArchiveBusy(f"{path} is being written by another process; try again when it is done") from error
    try:
        yield
        connection.execute("COMMIT")
    except BaseException as error:
        if connection.in_transaction:  # with the disk full SQLite has undone it by itself
            connection.execute("ROLLBACK")
        if isinstance(error, sqlite3.OperationalError) and "readonly" in str(error):
            raise PermissionError(_NOT_WRITABLE.format(path)) from error
        raise


def _make(connection: sqlite3.Connection, path: Path, version: int, schema: str) -> None:
    if connection.execute("PRAGMA user_version").fetchone()[0]:
        return
    with writing(connection, path):
        # Another process may have made it between the question and the lock.
        if not connection.execute("SELECT 1 FROM sqlite_master").fetchone():
            for statement in schema.split(";"):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version={version}")


def _upgrade(connection: sqlite3.Connection, path: Path, version: int, upgrades: Mapping[int, str]) -> None:
    if connection.execute("PRAGMA user_version").fetchone()[0] not in upgrades:
        return
    with writing(connection, path):
        # Another process may have done it between the question and the lock.
        found = connection.execute("PRAGMA user_version").fetchone()[0]
        if found in upgrades:
            for statement in upgrades[found].split(";"):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version={version}")
