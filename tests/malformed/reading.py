"""A process that reads each file it is told of in a child of its own and says what came of it, in how many seconds and
with how much memory.

Run as a module: takes lines of JSON, ``[path, name, encoding]`` or ``[folder, archive]``, and answers each with one,
``Outcome`` or ``Indexed``. A child of its own, as the peak of a process's memory never falls; forked from a small
process, as a child's peak begins with what its parent holds.
"""
from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

SECONDS = 60
_ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Outcome:
    """What came of one file. ``raised`` is a traceback, or the word for a child that was killed; '' is as it must be.
    ``articles`` are title, body (its first 200 characters), length of the body and date; ``rejects`` are file, line and
    reason."""

    articles: list[tuple[str, str, int, str | None]]
    rejects: list[tuple[str, int | None, str]]
    encodings: list[str]
    raised: str
    seconds: float
    megabytes: int


@dataclass(frozen=True)
class Indexed:
    """What ``longwen index`` said: its output, its errors, its status and the peak of its memory."""

    output: str
    raised: str
    status: int
    megabytes: int


class Reading:
    """The process, from the outside."""

    def __init__(self, folder: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.malformed.reading", str(folder)],
            cwd=_ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8",
        )

    def read(self, path: Path, name: str, encoding: str = "") -> Outcome:
        """Reads a file in a child."""
        return Outcome(**self._ask([str(path), name, encoding]))

    def index(self, folder: Path, archive: Path) -> Indexed:
        """Takes a folder into an archive in a child."""
        return Indexed(**self._ask([str(folder), str(archive)]))

    def _ask(self, words: list[str]) -> dict[str, Any]:
        assert self._process.stdin and self._process.stdout
        self._process.stdin.write(json.dumps(words) + "\n")
        self._process.stdin.flush()
        answer: dict[str, Any] = json.loads(self._process.stdout.readline())
        return answer

    def close(self) -> None:
        """Ends the process."""
        assert self._process.stdin and self._process.stdout
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait(10)


def _index(folder: str, archive: str) -> Indexed:
    program = "from indexer.cli import main; main()"
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        process = subprocess.Popen(
            [sys.executable, "-c", program, "index", folder, "--archive", archive, "--json"],
            cwd=_ROOT, stdout=output, stderr=errors,
        )
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        for stream in (output, errors):
            stream.seek(0)
        return Indexed(output.read().decode(), errors.read().decode(), process.returncode, usage.ru_maxrss >> 10)


def _child(path: Path, name: str, encoding: str) -> dict[str, Any]:
    from corpus.article import Article
    from corpus.reader import read_file

    articles, rejects, encodings, raised = [], [], {}, ""
    try:
        for item in read_file(path, name, encoding):
            if isinstance(item, Article):
                date = item.date.date.value if item.date else None
                articles.append((item.title[:200], item.body[:200], len(item.body), date))
                encodings[item.origin.encoding] = None
                f"{item}".encode()  # whatever is stored must be text
            else:
                rejects.append((item.file, item.line, item.reason))
    except BaseException:
        raised = traceback.format_exc()
    return {"articles": articles, "rejects": rejects, "encodings": list(encodings), "raised": raised}


def _serve() -> None:
    import corpus.reader  # noqa: F401  (loaded before the children are forked)

    for line in sys.stdin:
        words = json.loads(line)
        print(json.dumps(asdict(_index(*words) if len(words) == 2 else _read(*words))), flush=True)


def _read(path: str, name: str, encoding: str) -> Outcome:
    receiver, sender = os.pipe()
    began = time.monotonic()
    child = os.fork()
    if not child:
        signal.alarm(SECONDS)
        answer = json.dumps(_child(Path(path), name, encoding)).encode()
        with os.fdopen(sender, "wb") as pipe:
            pipe.write(answer)
        os._exit(0)
    os.close(sender)
    with os.fdopen(receiver, "rb") as pipe:
        said = pipe.read()
    _, status, usage = os.wait4(child, 0)
    found = json.loads(said) if said else {
        "articles": [], "rejects": [], "encodings": [], "raised": f"killed by signal {os.WTERMSIG(status)}"
    }
    seconds = time.monotonic() - began
    return Outcome(**found, seconds=seconds, megabytes=usage.ru_maxrss >> 10)


if __name__ == "__main__":
    os.chdir(sys.argv[1])
    sys.path.insert(0, str(_ROOT))
    _serve()
