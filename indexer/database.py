"""SQLite files of an archive: how they are opened and closed, what is wrong with them in words, how they are written.

Every one keeps its version in ``user_version``, is in WAL mode and forces each commit to the disk. One connection
serves all threads: SQLite takes turns by itself, as Python's is built to be safe for threads.
"""
from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from indexer.errors import ArchiveBusy, ArchiveDamaged

_BUSY_SECONDS = 30
_NOT_WRITABLE = "{} may not be written by this user, or its disk is there to read only"


class _Connection(sqlite3.Connection):
    """A connection that, when it is closed, moves into the file what was committed and still lies in the journal beside
    it. SQLite does so only when the last one closes: while a reading room keeps the file open, a copy of the file alone
    would lack what was taken in since."""

    def close(self) -> None:
        with suppress(sqlite3.Error):  # the journal keeps it, and to read it later is no fault
            self.execute("PRAGMA busy_timeout=0")  # who reads just now is not waited for: the next to close does it
            self.execute("PRAGMA wal_checkpoint(TRUNCATE)")
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
    statement that does; a file opened for reading stays as it is.

    Raises ArchiveBusy while another process holds it, ArchiveDamaged for a file of another version or that is no
    database; ``cure`` says what to do about it.
    """
    may_write = not path.exists() or os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
    writable = may_write and not only_read
    address = path.resolve().as_uri() + ("" if writable else _reading(path, may_write))
    try:
        connection = sqlite3.connect(
            address,
            uri=True,
            timeout=_BUSY_SECONDS,
            isolation_level=None,
            check_same_thread=False,
            factory=_Connection,
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
        if found != version and (writable or found not in (upgrades or {})):
            raise ArchiveDamaged(f"{path} is of version {found}, this Longwen reads version {version}; {cure}")
    except sqlite3.OperationalError as error:
        connection.close()
        if "locked" in str(error) or "busy" in str(error):
            raise ArchiveBusy(f"{path} is held by another process; try again when it is done") from error
        raise ArchiveDamaged(f"{path} cannot be used ({error}); {cure}") from error
    except (sqlite3.DatabaseError, ArchiveDamaged) as error:
        connection.close()
        if isinstance(error, ArchiveDamaged):
            raise
        raise ArchiveDamaged(f"{path} is not what it was ({error}); {cure}") from error
    return connection


def _reading(path: Path, may_write: bool) -> str:
    """How a file is opened for reading: with its journal if there may be one, else as it stands, as SQLite cannot read
    one without a file that it makes beside it."""
    journal = Path(f"{path}-wal")
    return "?mode=ro" if may_write or journal.exists() and journal.stat().st_size else "?immutable=1"


@contextmanager
def writing(connection: sqlite3.Connection, path: Path) -> Iterator[None]:
    """A transaction: committed at the end, undone by an exception. Raises ArchiveBusy while another process writes,
    PermissionError for a file opened for reading."""
    try:
        connection.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as error:
        if "readonly" in str(error):
            raise PermissionError(_NOT_WRITABLE.format(path)) from error
        raise ArchiveBusy(f"{path} is being written by another process; try again when it is done") from error
    try:
        yield
    except BaseException as error:
        connection.execute("ROLLBACK")
        if isinstance(error, sqlite3.OperationalError) and "readonly" in str(error):
            raise PermissionError(_NOT_WRITABLE.format(path)) from error
        raise
    connection.execute("COMMIT")


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
            connection.execute(upgrades[found])
            connection.execute(f"PRAGMA user_version={version}")
