"""A full disk: one clear line, status 1, and the work goes on where it stopped once there is space."""
from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults.conftest import Corpus, Longwen, remount

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="limits a process as Linux does")


def fails_in_one_line(process: subprocess.Popen[str]) -> str:
    with process:
        output, errors = process.communicate(timeout=60)
    assert process.returncode == 1, errors
    assert output == "ready\n" and len(errors.splitlines()) == 1 and errors.startswith("longwen: "), errors
    return errors


def succeeds(process: subprocess.Popen[str]) -> None:
    with process:
        _, errors = process.communicate(timeout=60)
    assert (process.returncode, errors) == (0, "")


def limited(kilobytes: int) -> Callable[[], None]:
    def limit() -> None:
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (kilobytes << 10, kilobytes << 10))

    return limit


def test_a_file_that_may_not_grow(tmp_path: Path, longwen: Longwen) -> None:
    corpus = Corpus(tmp_path / "files", files=2, articles=300)
    archive = tmp_path / "archive"
    line = fails_in_one_line(longwen("index", corpus.folder, "--archive", archive, preexec_fn=limited(160)))
    assert "disk" in line
    succeeds(longwen("index", corpus.folder, "--archive", archive))
    corpus.check(archive)


# Articles of 60 KB do not fit into SQLite's memory: the disk is found full in the middle of a transaction.
@pytest.mark.parametrize(("files", "articles", "filling"), [(2, 300, 0), (2, 60, 20_000)])
def test_a_disk_that_is_full(
    tmp_path: Path, longwen: Longwen, mounted: Callable[..., Path], files: int, articles: int, filling: int
) -> None:
    corpus = Corpus(tmp_path / "files", files, articles, filling)
    disk = mounted("-t", "tmpfs", "-o", "size=900k" if not filling else "size=4m", "tmpfs")
    archive = disk / "archive"
    line = fails_in_one_line(longwen("index", corpus.folder, "--archive", archive))
    assert "the disk is full" in line and "free some space" in line
    remount(disk, "size=64m")
    succeeds(longwen("index", corpus.folder, "--archive", archive))
    corpus.check(archive)
