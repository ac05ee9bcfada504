"""The archive's SQLite files: a copy of a file alone is whole, and who only reads changes nothing."""
from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from indexer.database import open_database, writing
from indexer.errors import ArchiveBusy, ArchiveDamaged

SCHEMA = "CREATE TABLE words (word TEXT)"


def opened(path: Path, version: int = 1, only_read: bool = False) -> sqlite3.Connection:
    upgrades = {1: "ALTER TABLE words ADD COLUMN note"} if version == 2 else {}
    return open_database(path, version, SCHEMA, "restore it", upgrades, only_read=only_read)


def write(path: Path, word: str) -> None:
    with closing(opened(path)) as connection, writing(connection, path):
        connection.execute("INSERT INTO words VALUES (?)", (word,))


def words(connection: sqlite3.Connection) -> list[str]:
    return [word for (word,) in connection.execute("SELECT word FROM words ORDER BY rowid")]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    write(tmp_path / "words.sqlite", "一")
    return tmp_path / "words.sqlite"


@pytest.mark.parametrize("only_read", [False, True])
def test_a_copy_of_the_file_alone_is_whole_while_another_has_it_open(path: Path, only_read: bool) -> None:
    with closing(opened(path, only_read=only_read)) as room:
        assert words(room) == ["一"]
        write(path, "二")
        copy = path.with_name("backup.sqlite")
        shutil.copy(path, copy)
        with closing(opened(copy)) as restored:
            assert words(restored) == words(room) == ["一", "二"]


def test_who_reads_just_now_does_not_keep_a_writer_waiting(path: Path) -> None:
    with closing(opened(path, only_read=True)) as room:
        room.execute("BEGIN")
        assert words(room) == ["一"]
        write(path, "二")
        assert words(room) == ["一"]
        room.execute("COMMIT")
        assert words(room) == ["一", "二"]


def test_who_only_reads_makes_and_changes_nothing(path: Path) -> None:
    with pytest.raises(ArchiveDamaged):
        opened(path.with_name("none.sqlite"), only_read=True)
    assert not path.with_name("none.sqlite").exists()
    before = path.read_bytes()
    with closing(opened(path, version=2, only_read=True)) as connection:
        assert words(connection) == ["一"]
        with pytest.raises(PermissionError, match="words.sqlite"), writing(connection, path):
            connection.execute("DELETE FROM words")
    assert path.read_bytes() == before


def test_on_a_disk_to_read_only_the_journal_is_read_too(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As where an archive was copied in the middle of a run."""
    copy = path.parent / "copy" / path.name
    copy.parent.mkdir()
    with closing(opened(path)) as connection:
        with writing(connection, path):
            connection.execute("INSERT INTO words VALUES ('二')")
        for end in ("", "-wal", "-shm"):
            shutil.copy(f"{path}{end}", f"{copy}{end}")
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK)
    with closing(opened(copy)) as connection:
        assert words(connection) == ["一", "二"]
        with pytest.raises(PermissionError, match="read only"), writing(connection, copy):
            connection.execute("DELETE FROM words")
    with closing(opened(path)) as connection:  # without a journal it is read as it stands
        assert words(connection) == ["一", "二"] and not Path(f"{path}-wal").exists()
        with pytest.raises(PermissionError, match="read only"), writing(connection, path):
            connection.execute("DELETE FROM words")


@pytest.mark.parametrize(("said", "raised"), [("database is locked", ArchiveBusy), ("disk I/O error", sqlite3.Error)])
def test_only_a_lock_is_called_another_writer(
    path: Path, monkeypatch: pytest.MonkeyPatch, said: str, raised: type[Exception]
) -> None:
    class Failing(sqlite3.Connection):
        def execute(self, *_: object) -> sqlite3.Cursor:
            raise sqlite3.OperationalError(said)

    with closing(sqlite3.connect(path, factory=Failing)) as connection, pytest.raises(raised):
        with writing(connection, path):
            pass
