"""A process killed at any moment of indexing loses nothing that was acknowledged and doubles nothing."""
from __future__ import annotations

import random
import subprocess
from pathlib import Path

import pytest

from indexer.engines import open_engine
from tests.faults.conftest import Corpus, Longwen

# Seconds after the start, each a range: while files are read and documents written, then while they are indexed.
MOMENTS = ((0.05, 0.3), (0.2, 0.6), (0.5, 1.0), (1.0, 2.5))


def acknowledged(archive: Path) -> set[str]:
    """The ids of what is safe, however far the killed process came."""
    if not (archive / "documents.sqlite").exists():
        return set()
    engine = open_engine(f"embedded:{archive}")
    try:
        ids = {document.id for document in engine.documents()}
        assert not [fault for fault in engine.verify().faults if "尚缺" not in fault]
        return ids
    finally:
        engine.close()


def test_killed_again_and_again_it_still_becomes_complete(tmp_path: Path, longwen: Longwen) -> None:
    corpus = Corpus(tmp_path / "files", files=6, articles=500)
    archive = tmp_path / "archive"
    chance = random.Random(26)
    safe: set[str] = set()
    killed = 0
    for moment in MOMENTS:
        with longwen("index", corpus.folder, "--archive", archive) as process:
            assert process.stdout and process.stdout.readline() == "ready\n"
            try:
                process.wait(chance.uniform(*moment))
            except subprocess.TimeoutExpired:
                process.kill()
                killed += 1
        now = acknowledged(archive)
        assert safe <= now <= corpus.expected.keys()
        safe = now
    if not killed:
        pytest.skip("this machine finished before it could be killed")
    with longwen("index", corpus.folder, "--archive", archive) as process:
        output, errors = process.communicate(timeout=60)
    assert (process.returncode, errors) == (0, "")
    assert "3000 articles" in output
    corpus.check(archive)
