"""Who may not write an archive reads all that is safe in it, however its writer ended, and is told what cannot be."""
from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from indexer.answer import Question, answer
from indexer.build import index_paths
from indexer.engines import open_engine
from tests.conftest import ROOT
from tests.faults.conftest import Corpus, Longwen, remount

KILLED = """
import os, signal, sys
from pathlib import Path
from indexer import build
build.make_searchable = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
build.index_paths([Path(sys.argv[1])], Path(sys.argv[2]))
"""


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    folder = tmp_path / "archive"
    folder.mkdir()
    return folder


@pytest.fixture
def view(archive: Path, mounted: Callable[..., Path]) -> Path:
    """The archive as one sees it who may not write it."""
    place = mounted("--bind", archive)
    remount(place, "ro,bind")
    return place


def said(process: subprocess.Popen[str]) -> tuple[str, str]:
    """What a command prints, and its error."""
    with process:
        output, errors = process.communicate(timeout=60)
    assert process.returncode == bool(errors), errors
    return output.removeprefix("ready\n"), errors


def test_what_a_killed_run_made_safe_is_read(tmp_path: Path, archive: Path, view: Path, longwen: Longwen) -> None:
    first, second = (Corpus(tmp_path / name, files=1, articles=20) for name in ("a", "b"))
    index_paths([first.folder], archive)
    (second.folder / "00.jsonl").write_text('{"title": "新篇", "body": "新修的水渠通水。"}\n', encoding="utf-8")
    subprocess.run([sys.executable, "-c", KILLED, second.folder, archive], cwd=ROOT)
    assert (archive / "documents.sqlite-wal").stat().st_size
    stats = json.loads(said(longwen("stats", "--json", "--archive", view))[0])
    assert (stats["articles"], stats["searchable"], stats["in_ledger"]) == (21, 20, 21)


def test_an_archive_whose_making_has_just_begun(archive: Path, view: Path, longwen: Longwen) -> None:
    with closing(sqlite3.connect(archive / "documents.sqlite")) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        _, errors = said(longwen("stats", "--archive", view))
    assert "holds nothing yet" in errors and "try again when it is done" in errors and "backup" not in errors


@pytest.mark.parametrize("command", ["rebuild", "index"])
def test_what_writes_says_that_it_may_not(
    tmp_path: Path, archive: Path, view: Path, longwen: Longwen, command: str
) -> None:
    corpus = Corpus(tmp_path / "files", files=1, articles=5)
    index_paths([corpus.folder], archive)
    _, errors = said(longwen(command, *([corpus.folder] if command == "index" else ()), "--archive", view))
    assert len(errors.splitlines()) == 1 and f"{view} may not be written by this user" in errors
    assert "verify" not in errors


@pytest.mark.parametrize("only_read", [True, False])
def test_statistics_make_no_ledger(
    tmp_path: Path, archive: Path, view: Path, longwen: Longwen, only_read: bool
) -> None:
    corpus = Corpus(tmp_path / "files", files=1, articles=5)
    index_paths([corpus.folder], archive)
    (archive / "ledger.sqlite").unlink()
    with longwen("stats", "--archive", view if only_read else archive) as process:
        output, errors = process.communicate(timeout=60)
    assert process.returncode == 0 and "articles   5 (5 searchable)" in output
    assert "ledger.sqlite is not there" in errors and "restore it from a backup" in errors
    assert not (archive / "ledger.sqlite").exists()


def test_what_the_index_names_and_the_documents_lack_is_said(tmp_path: Path, archive: Path) -> None:
    corpus = Corpus(tmp_path / "files", files=1, articles=5)
    index_paths([corpus.folder], archive)
    with closing(sqlite3.connect(archive / "documents.sqlite")) as connection, connection:
        connection.execute("DELETE FROM documents WHERE seq<=2")
    engine = open_engine(f"embedded:{archive}")
    try:
        found = answer(engine, Question("东西部协作"))
    finally:
        engine.close()
    assert len(found.hits) == 3 and any("2 篇" in str(note) and "longwen verify" in str(note) for note in found.notes)


@pytest.fixture
def room(tmp_path: Path, archive: Path, view: Path) -> Iterator[Any]:
    """An engine that stays open over the archive, as a reading room's does."""
    index_paths([Corpus(tmp_path / "files", files=1, articles=5).folder], archive)
    engine = open_engine(f"embedded:{view}")
    yield engine
    engine.close()


def test_a_reading_room_sees_what_is_taken_in_while_it_is_open(tmp_path: Path, archive: Path, room: Any) -> None:
    for number in range(3):
        assert answer(room, Question("东西部协作")).total == 5
        files = tmp_path / f"more{number}"
        files.mkdir()
        (files / "a.jsonl").write_text(f'{{"title": "新{number}", "body": "水渠{number}通水。"}}\n', encoding="utf-8")
        index_paths([files], archive)
        found = answer(room, Question("水渠", sort="newest"))
        assert len(found.hits) == found.total == number + 1 and found.notes == ()
