"""A process for each peer, to build in and to serve from, so that its memory is its own."""
from __future__ import annotations

import gc
import multiprocessing
import resource
import statistics
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from bench import peers
from bench.documents import Documents
from bench.peers import Answer, Built
from bench.queries import Ask

_SPAWN = multiprocessing.get_context("spawn")
_LOOK_SECONDS = 0.2
_LONG = 20.0


@dataclass(frozen=True, slots=True)
class Building:
    """What building took, the peak of the resident memory of the process and its children together, in MB (0 where
    the system does not say), and the commit that built."""

    built: Built
    peak: float
    commit: str = ""


def build_apart(name: str, documents: Documents, folder: Path) -> Building:
    """Builds a peer's index in a process of its own. Raises RuntimeError if that fails."""
    ours, theirs = _SPAWN.Pipe()
    process = _SPAWN.Process(target=_build, args=(theirs, name, documents, folder))
    process.start()
    theirs.close()
    assert process.pid is not None
    peak, done = 0.0, threading.Event()
    while not done.is_set():
        peak = max(peak, _resident(process.pid))
        if ours.poll(_LOOK_SECONDS):
            done.set()
    built = _received(ours, name)
    process.join()
    return Building(built, peak)


@dataclass(frozen=True, slots=True)
class Timed:
    """An answer and its milliseconds: ``first`` for the process just woken, with the caches as the others left them,
    which costs any process some tenths of a millisecond; ``steady`` for the median of three runs right after it, or
    the first where that took so long that the difference does not matter."""

    first: float
    steady: float
    answer: Answer


class Server:
    """A peer answering in a process of its own. ``opening`` is the seconds its opening took there."""

    def __init__(self, name: str, folder: Path, asks: Sequence[Ask]) -> None:
        """Opens the peer and makes the queries ready. Raises RuntimeError if that fails."""
        self._name = name
        self._pipe, theirs = _SPAWN.Pipe()
        self._process = _SPAWN.Process(target=_serve, args=(theirs, name, folder, asks), daemon=True)
        self._process.start()
        theirs.close()
        self.opening: float = _received(self._pipe, name)

    def ask(self, number: int) -> Timed | None:
        """Runs the query with this number; None if the peer cannot answer it."""
        self._pipe.send(number)
        timed: Timed | None = _received(self._pipe, self._name)
        return timed

    def private(self) -> float:
        """The MB of memory that the process shares with nobody and that are no part of a mapped file; 0 where the
        system does not say."""
        self._pipe.send("memory")
        memory: float = _received(self._pipe, self._name)
        return memory

    def close(self) -> None:
        """Ends the process."""
        self._pipe.send("end")
        self._process.join()


def _build(pipe: Connection, name: str, documents: Documents, folder: Path) -> None:
    with _reporting(pipe):
        pipe.send((True, peers.build(name, documents.read(), folder)))


def _serve(pipe: Connection, name: str, folder: Path, asks: Sequence[Ask]) -> None:
    with _reporting(pipe):
        module = peers.MODULES[name][0]
        __import__(module)
        started = time.perf_counter()
        peer = peers.open_peer(name, folder)
        opening = time.perf_counter() - started
        queries = [peer.ready(ask) for ask in asks]
        gc.collect()
        pipe.send((True, opening))
        while (wanted := pipe.recv()) != "end":
            pipe.send((True, _anonymous() if wanted == "memory" else _timed(peer.answer, queries[wanted])))
        peer.close()


def _timed(answer: Callable[[object], Answer], query: object) -> Timed | None:
    if query is None:
        return None
    times: list[float] = []
    while not times or (times[0] < _LONG and len(times) < 4):
        before = time.perf_counter()
        found = answer(query)
        times.append((time.perf_counter() - before) * 1000)
    return Timed(times[0], statistics.median(times[1:] or times), found)


@contextmanager
def _reporting(pipe: Connection) -> Iterator[None]:
    try:
        yield
    except BaseException as error:
        pipe.send((False, f"{type(error).__name__}: {error}"))
        raise


def _received(pipe: Connection, name: str) -> Any:
    try:
        good, value = pipe.recv()
    except EOFError:
        good, value = False, "its process ended without a word"
    if not good:
        raise RuntimeError(f"{name} failed: {value}")
    return value


def _resident(pid: int) -> float:
    """MB resident in a process and its children and theirs. Pages that several of them share count in each."""
    if not sys.platform.startswith("linux"):
        return 0.0
    total, waiting = 0.0, [pid]
    while waiting:
        process = Path(f"/proc/{waiting.pop()}")
        try:
            total += int((process / "statm").read_text().split()[1]) * resource.getpagesize() / 1e6
            for task in (process / "task").iterdir():
                waiting += [int(child) for child in (task / "children").read_text().split()]
        except OSError:  # it has just ended
            continue
    return total


def _anonymous() -> float:
    if not sys.platform.startswith("linux"):
        return 0.0
    lines = Path("/proc/self/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Anonymous:")) * 1024 / 1e6
