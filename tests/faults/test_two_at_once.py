"""Two processes at one archive: one does its work, the other says at once that it has to wait, and nothing is lost."""
from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from indexer.build import index_paths, rebuild
from indexer.errors import ArchiveBusy, ArchiveMissing
from indexer.lock import FILE, alone
from tests.conftest import ROOT
from tests.faults.conftest import Corpus, Longwen

HOLDER = "import sys, time; from pathlib import Path; from indexer.lock import alone\n"
HOLDER += "with alone(Path(sys.argv[1])): print('held', flush=True); time.sleep(60)"


def holder(archive: Path) -> subprocess.Popen[str]:
    """A process that holds the archive's lock, as far as that."""
    process = subprocess.Popen([sys.executable, "-c", HOLDER, archive], cwd=ROOT, text=True, stdout=subprocess.PIPE)
    assert process.stdout and process.stdout.readline() == "held\n"
    return process


def with_shared_ids(folder: Path, prefix: str, count: int) -> None:
    """Records under ids that another export uses for other articles."""
    folder.mkdir()
    records = ({"id": f"n{n}", "title": f"{prefix}{n}", "body": f"{prefix}修渠，编号{prefix}{n:04}完。"} for n in range(count))
    lines = (json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    (folder / "a.jsonl").write_text("".join(lines), encoding="utf-8")


def test_files_that_share_ids_taken_in_at_once_are_all_there(tmp_path: Path, longwen: Longwen) -> None:
    archive, count = tmp_path / "archive", 800
    for name in ("甲", "乙"):
        with_shared_ids(tmp_path / name, name, count)
    processes = {name: longwen("index", tmp_path / name, "--archive", archive) for name in ("甲", "乙")}
    said = {name: process.communicate(timeout=60)[1] for name, process in processes.items()}
    for name, errors in said.items():
        if errors:
            assert processes[name].returncode == 1 and len(errors.splitlines()) == 1, errors
            assert "is being indexed or rebuilt by another process; run this again when it is done" in errors
            index_paths([tmp_path / name], archive)
    with longwen("search", "修渠", "--size", 1, "--json", "--archive", archive) as process:
        output, _ = process.communicate(timeout=60)
    assert json.loads(output.removeprefix("ready\n"))["total"] == 2 * count


@pytest.mark.parametrize("command", [lambda archive, files: index_paths([files], archive), lambda a, _: rebuild(a)])
def test_who_comes_second_is_told_at_once_and_a_kill_sets_the_archive_free(
    tmp_path: Path, command: Callable[[Path, Path], object]
) -> None:
    corpus, archive = Corpus(tmp_path / "files", files=1, articles=20), tmp_path / "archive"
    index_paths([corpus.folder], archive)
    with holder(archive) as process:
        started = time.monotonic()
        with pytest.raises(ArchiveBusy, match=f"{archive} is being indexed or rebuilt"):
            command(archive, corpus.folder)
        assert time.monotonic() - started < 5
        process.kill()
    command(archive, corpus.folder)
    corpus.check(archive)


def test_reading_goes_on_while_another_indexes(tmp_path: Path, longwen: Longwen) -> None:
    corpus, archive = Corpus(tmp_path / "files", files=1, articles=20), tmp_path / "archive"
    index_paths([corpus.folder], archive)
    with holder(archive) as process:
        corpus.check(archive)
        process.kill()


def test_an_error_in_the_work_is_not_taken_for_the_lock(tmp_path: Path) -> None:
    with pytest.raises(sqlite3.OperationalError, match="database is locked"), alone(tmp_path):
        raise sqlite3.OperationalError("database is locked")
    with alone(tmp_path), pytest.raises(ArchiveBusy), alone(tmp_path):
        pass


def test_where_there_is_no_archive_rebuild_leaves_none(tmp_path: Path) -> None:
    with pytest.raises(ArchiveMissing):
        rebuild(tmp_path)
    with pytest.raises(ArchiveMissing):
        rebuild(tmp_path / "none")
    assert list(tmp_path.iterdir()) == []


def test_a_lock_that_may_not_be_written_is_no_lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / FILE).touch()
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK)
    with pytest.raises(PermissionError, match="read only"), alone(tmp_path):
        pass
