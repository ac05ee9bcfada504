"""A process killed at any moment of indexing loses nothing that was acknowledged and doubles nothing."""
from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

import pytest

from indexer.answer import Question, answer
from indexer.build import index_paths
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


def written(archive: Path) -> int:
    """How many documents are safe so far."""
    with suppress(sqlite3.OperationalError), closing(sqlite3.connect(archive / "documents.sqlite", timeout=1)) as file:
        return int(file.execute("SELECT count(*) FROM documents").fetchone()[0])
    return 0


@pytest.mark.parametrize(("files", "articles"), [(1, 8000), (800, 10)])
def test_files_corrected_after_a_kill_are_as_many_articles_as_records(
    tmp_path: Path, longwen: Longwen, files: int, articles: int
) -> None:
    corpus, archive = Corpus(tmp_path / "files", files, articles), tmp_path / "archive"
    with longwen("index", corpus.folder, "--archive", archive) as process:
        while process.poll() is None and written(archive) < 2000:
            time.sleep(0.02)
        process.kill()
    assert 2000 <= written(archive) < 8000
    for path in corpus.folder.iterdir():
        path.write_text(path.read_text(encoding="utf-8").replace("推进", "促进"), encoding="utf-8")
    with longwen("index", corpus.folder, "--archive", archive) as process:
        output, errors = process.communicate(timeout=120)
    assert (process.returncode, errors) == (0, "") and "8000 articles" in output
    engine = open_engine(f"embedded:{archive}")
    try:
        bodies = [document.article.body for document in engine.documents()]
        assert len(bodies) == len(set(bodies)) == 8000 and all("促进" in body for body in bodies)
        assert answer(engine, Question("推进", "exact")).total == 0
    finally:
        engine.close()


def test_what_a_killed_rebuild_leaves_is_cleared_away(tmp_path: Path, longwen: Longwen) -> None:
    corpus, archive = Corpus(tmp_path / "files", files=1, articles=4000), tmp_path / "archive"
    index_paths([corpus.folder], archive)
    with longwen("rebuild", "--archive", archive) as process:
        while process.poll() is None and not (archive / "index" / "0002").exists():
            time.sleep(0.005)
        process.kill()

    def generations() -> list[str]:
        return sorted(path.name for path in (archive / "index").iterdir() if path.is_dir())

    assert generations() == ["0001", "0002"]
    corpus.check(archive)
    index_paths([corpus.folder], archive)
    assert generations() == ["0001"]
    corpus.check(archive)


def test_workers_end_with_the_process_that_was_killed(tmp_path: Path) -> None:
    started = tmp_path / "started"
    program = tmp_path / "program.py"
    program.write_text(
        "import os, sys, time\n"
        "from concurrent.futures import ProcessPoolExecutor\n"
        "from multiprocessing import get_context\n"
        "from indexer.engines.embedded.batches import end_with_parent\n"
        "def work(path):\n"
        "    open(path + '.aside', 'w').write(str(os.getpid()))\n"
        "    os.rename(path + '.aside', path)\n"
        "    time.sleep(600)\n"
        "if __name__ == '__main__':\n"
        "    with ProcessPoolExecutor(1, get_context('spawn'), initializer=end_with_parent) as pool:\n"
        "        pool.submit(work, sys.argv[1]).result()\n",
        encoding="utf-8",
    )
    process = subprocess.Popen([sys.executable, str(program), str(started)])
    try:
        assert _before_long(started.exists)
        worker = int(started.read_text())
    finally:
        process.kill()
        process.wait()
    assert _before_long(lambda: not _is_running(worker))


def _before_long(happens: Callable[[], bool]) -> bool:
    end = time.monotonic() + 30
    while not (happened := happens()) and time.monotonic() < end:
        time.sleep(0.05)
    return happened


def _is_running(process: int) -> bool:
    try:
        status = Path(f"/proc/{process}/stat").read_text()
    except OSError:
        return False
    return status.rpartition(")")[2].split()[0] != "Z"
