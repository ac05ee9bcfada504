"""One lock over an archive, for whoever takes files in or makes it anew.

SQLite's own transactions keep each write whole, but a run is many of them and decides by what it read in between: two
at once give one id to two articles, or write old texts over new ones.
"""
from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from indexer.errors import ArchiveBusy, ArchiveMissing

FILE = "lock.sqlite"


@contextmanager
def alone(archive: Path) -> Iterator[None]:
    """Makes the archive's folder where there is none, and holds its lock. The system lets go of it when the process
    ends, however it ends; the file stays, empty.

    Raises ArchiveBusy at once while another holds it, ArchiveMissing where there can be no such folder, PermissionError
    where the lock may not be written.
    """
    path = archive / FILE
    try:
        archive.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ArchiveMissing(
            f"no archive can be made in {archive} ({error.strerror}); name another folder with --archive"
        ) from error
    # A file that may only be read would be locked against nobody.
    if not os.access(path if path.exists() else archive, os.W_OK):
        raise PermissionError(
            f"{archive} may not be written by this user, or its disk is there to read only; "
            "run this as the user it belongs to, or name another folder with --archive"
        )
    connection = sqlite3.connect(path, timeout=0, isolation_level=None, check_same_thread=False)
    try:
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error):
                raise
            raise ArchiveBusy(
                f"{archive} is being indexed or rebuilt by another process; run this again when it is done"
            ) from error
        yield
    finally:
        connection.close()
