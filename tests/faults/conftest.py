"""What the tests of faults share: longwen as a process of its own, and an archive's soundness."""
from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from indexer.answer import Question, answer
from indexer.engines import open_engine
from tests.conftest import ROOT

Longwen = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def longwen() -> Longwen:
    """Starts the command, which says ready when its modules are loaded; keyword arguments go to Popen."""

    def start(*arguments: object, **more: Any) -> subprocess.Popen[str]:
        program = "import indexer.build; from indexer.cli import main; print('ready', flush=True); main()"
        command = [sys.executable, "-c", program, *map(str, arguments)]
        return subprocess.Popen(
            command, cwd=ROOT, text=True, encoding="utf-8", stdout=subprocess.PIPE, stderr=subprocess.PIPE, **more
        )

    return start


class Corpus:
    """Files of generated articles, and the ids and a text of each that an archive of them must hold."""

    def __init__(self, folder: Path, files: int, articles: int, filling: int = 0) -> None:
        """``filling`` is how many characters each article has beside its text."""
        self.folder = folder
        self.expected: dict[str, str] = {}
        folder.mkdir()
        for file in range(files):
            lines = []
            for number in range(file * articles, (file + 1) * articles):
                mark = f"编号{number:05}完"
                filled = "".join(chr(0x4E00 + number * 7919 * at % 20000) for at in range(1, filling + 1))
                body = f"兰州、天水推进东西部协作，{mark}。{filled}"
                record = {"title": f"第{number}篇", "body": body, "date": "2021-05-06"}
                if number % 2:
                    record["id"] = f"n{number}"
                lines.append(json.dumps(record, ensure_ascii=False))
                self.expected[str(record.get("id") or sha256(lines[-1].encode()).hexdigest()[:16])] = mark
            (folder / f"{file:02}.jsonl").write_text("".join(line + "\n" for line in lines), encoding="utf-8")

    def check(self, archive: Path) -> None:
        """Nothing lost, nothing doubled, everything found."""
        engine = open_engine(f"embedded:{archive}")
        try:
            assert engine.behind() == 0
            assert engine.verify().faults == ()
            bodies = {document.id: document.article.body for document in engine.documents()}
            assert bodies.keys() == self.expected.keys()
            assert engine.describe().indexed == len(bodies)
            for id, mark in self.expected.items():
                assert mark in bodies[id]
            for id in sorted(self.expected)[:: max(1, len(bodies) // 50)]:
                found = answer(engine, Question(self.expected[id], "exact"))
                assert [hit.document.id for hit in found.hits] == [id]
        finally:
            engine.close()


@pytest.fixture
def mounted(tmp_path: Path) -> Iterator[Callable[..., Path]]:
    """Mounts a disk, as ``mount`` takes its words, on a folder of its own; only root may."""
    places: list[Path] = []

    def mount(*words: object) -> Path:
        place = tmp_path / f"disk{len(places)}"
        place.mkdir()
        if os.geteuid() or subprocess.run(["mount", *map(str, words), place], capture_output=True).returncode:
            pytest.skip("a disk cannot be mounted here")
        places.append(place)
        return place

    yield mount
    for place in reversed(places):
        subprocess.run(["umount", "-l", str(place)], check=True)


def remount(place: Path, options: str) -> None:
    """Changes what holds for a disk that is mounted."""
    subprocess.run(["mount", "-o", f"remount,{options}", str(place)], check=True)
