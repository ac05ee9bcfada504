"""A full disk: one clear line, status 1, and the work goes on where it stopped once there is space."""
from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.faults.conftest import Corpus, Longwen

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


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own; only root may have one."""
    disk = tmp_path / "disk"
    disk.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=900k", "tmpfs", str(disk)]
    if os.geteuid() or subprocess.run(command, capture_output=True).returncode:
        pytest.skip("a disk cannot be mounted here")
    yield disk
    subprocess.run(["umount", "-l", str(disk)], check=True)


def test_a_disk_that_is_full(tmp_path: Path, longwen: Longwen, small_disk: Path) -> None:
    corpus = Corpus(tmp_path / "files", files=2, articles=300)
    archive = small_disk / "archive"
    line = fails_in_one_line(longwen("index", corpus.folder, "--archive", archive))
    assert "the disk is full" in line and "free some space" in line
    subprocess.run(["mount", "-o", "remount,size=64m", str(small_disk)], check=True)
    succeeds(longwen("index", corpus.folder, "--archive", archive))
    corpus.check(archive)
