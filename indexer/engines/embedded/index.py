"""The Whoosh index on disk: a folder of generations, which one is current, and how far it has read.

    index/current.json    {"generation": "0001", "seq": 70898, "commit": 15, "analysis": "…", "format": 2}
    index/0001/           a Whoosh index; a rebuild fills 0002 beside it and then swaps current.json

current.json is replaced atomically after Whoosh has committed. ``commit`` is Whoosh's own commit number at that time:
if Whoosh is one ahead, the process died between the two, and the next batch may hold articles that are already there.
"""
from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from functools import cache
from pathlib import Path

from whoosh.filedb.filestore import FileStorage
from whoosh.query import Or, Term
from whoosh.util.filelock import try_for
from whoosh.writing import SegmentWriter

from indexer.analysis.fold import fold
from indexer.analysis.segment import dictionary_name
from indexer.engines.embedded.codec import ColumnarSegment
from indexer.engines.embedded.documents import Change
from indexer.engines.embedded.fields import index_schema
from indexer.engines.embedded.writer import ColumnarIndex
from indexer.errors import ArchiveBusy, ArchiveDamaged

FORMAT = 2
"""Raised when the files of an index change (FORMAT.md) or what is put into them does (``fields``)."""

_BUSY_SECONDS = 10
# Segments of fewer articles are merged when there are this many of them: a small commit costs little, and a hundred
# small commits leave few segments behind.
_SMALL_SEGMENT = 2000
_SMALL_SEGMENTS = 8


@dataclass(frozen=True, slots=True)
class IndexState:
    """What current.json says."""

    generation: str
    seq: int
    commit: int
    analysis: str
    format: int = 0


class IndexFolder:
    """The index folder of an archive. Opening it makes an empty index where there is none."""

    def __init__(self, folder: Path) -> None:
        """Raises ArchiveDamaged when current.json or the generation it names cannot be read."""
        self._folder = folder
        self._state_path = folder / "current.json"
        if not self._state_path.exists():
            folder.mkdir(parents=True, exist_ok=True)
            self._save(self._create("0001"))

    def state(self) -> IndexState:
        """What the index holds now; read anew on each call, as another process may have moved it on."""
        try:
            return IndexState(**json.loads(self._state_path.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError) as error:
            raise ArchiveDamaged(
                f"{self._state_path} cannot be read ({error}); delete the folder {self._folder} and run longwen rebuild"
            ) from error

    def stamp(self) -> tuple[int, int]:
        """Changes whenever the index does; costs one look at one file."""
        status = os.stat(self._state_path)
        return status.st_mtime_ns, status.st_ino

    def open(self, state: IndexState) -> ColumnarIndex:
        """The Whoosh index of a state. Raises ArchiveDamaged when it cannot be opened."""
        if state.format != FORMAT:
            raise ArchiveDamaged(
                f"the index in {self._folder} is of format {state.format}, this Longwen reads {FORMAT}; "
                "run longwen rebuild"
            )
        try:
            return ColumnarIndex(_DurableStorage(str(self._folder / state.generation)))
        except Exception as error:  # Whoosh raises whatever the damaged bytes lead it to
            raise ArchiveDamaged(
                f"the index in {self._folder / state.generation} cannot be opened ({error}); run longwen rebuild"
            ) from error

    def apply(self, changes: Sequence[Change], state: IndexState) -> IndexState:
        """Takes changes into the index and commits; the new state. Changes must follow on state.seq. If another
        process has moved the index on in the meantime, nothing is done and its state is returned."""
        with self._lock():
            if self.state() != state:
                return self.state()
            reached = self._apply(self.open(state), changes, state)
            self._save(reached)
            return reached

    def _apply(self, index: ColumnarIndex, changes: Sequence[Change], state: IndexState) -> IndexState:
        # After a death between Whoosh's commit and ours any of these articles may be in the index already.
        repeated = index.latest_generation() != state.commit
        written = [change for change in changes if change.document is not None]
        gone = [change.id for change in changes if repeated or change.document is None]
        writer = index.writer(_lk=False)
        try:
            if gone and index.doc_count_all():
                writer.delete_by_query(Or([Term("id", id) for id in gone]))
            for change in written:
                assert change.document is not None
                writer.add(change.document, change.seq)
        except BaseException:
            writer.cancel()
            raise
        writer.commit(mergetype=_merge_small)
        return replace(state, seq=changes[-1].seq, commit=index.latest_generation())

    def rebuild(self, batches: Iterable[Sequence[Change]], progress: Callable[[int], None]) -> IndexState:
        """Builds a new generation aside from all documents, swaps it in and removes the old one. ``progress`` is told
        the size of each batch taken in. If it fails or is killed, the present index stays as it is."""
        with self._lock():
            old = self._current_or_none()
            fresh = f"{int(old.generation) + 1 if old else 1:04d}"
            state = self._create(fresh)
            index = self.open(state)
            for batch in batches:
                state = self._apply(index, batch, state)
                progress(len(batch))
            self._save(state)
        for other in self._folder.iterdir():
            if other.is_dir() and other.name != fresh:
                shutil.rmtree(other, ignore_errors=True)
        return state

    def size(self) -> int:
        """Bytes on disk of the current generation."""
        folder = self._folder / self.state().generation
        return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())

    @contextmanager
    def _lock(self) -> Iterator[None]:
        """Holds the write lock of the whole folder, so that neither a damaged generation nor a swap is in its way."""
        lock = FileStorage(str(self._folder)).lock("WRITELOCK")
        if not try_for(lock.acquire, timeout=_BUSY_SECONDS, delay=0.2):
            raise ArchiveBusy(f"the index in {self._folder} is being written by another process; try again later")
        try:
            yield
        finally:
            lock.release()

    def _current_or_none(self) -> IndexState | None:
        try:
            return self.state()
        except ArchiveDamaged:
            return None

    def _create(self, generation: str) -> IndexState:
        folder = self._folder / generation
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        index = ColumnarIndex.create(_DurableStorage(str(folder)), index_schema(), "MAIN")
        return IndexState(generation, 0, index.latest_generation(), analysis_name(), FORMAT)

    def _save(self, state: IndexState) -> None:
        aside = self._state_path.with_suffix(".new")
        with open(aside, "w", encoding="utf-8") as file:
            json.dump(asdict(state), file)
            file.flush()
            os.fsync(file.fileno())
        os.replace(aside, self._state_path)
        _sync_folder(self._folder)


@cache
def analysis_name() -> str:
    """Names everything that decides which terms a text has, so that an index knows whether it is out of date."""
    probe = "".join(fold(chr(code)) for code in range(0x3000, 0xA000))
    return f"fold {hashlib.sha256(probe.encode()).hexdigest()[:12]}, {dictionary_name()}"


def _merge_small(writer: SegmentWriter, segments: Sequence[ColumnarSegment]) -> list[ColumnarSegment]:
    """Whoosh's merge policy: hands the writer the segments to merge, returns those that stay, without empty ones."""
    small = [segment for segment in segments if segment.doc_count_all() < _SMALL_SEGMENT]
    if len(small) < _SMALL_SEGMENTS:
        small = []
    for segment in small:
        writer.add_segment(segment)
    return [segment for segment in segments if segment not in small and segment.doc_count()]


class _DurableStorage(FileStorage):  # type: ignore[misc]  # Whoosh has no types
    """Whoosh's storage with the writes forced to the disk, which Whoosh itself never does."""

    def create_file(self, name, excl=False, mode="wb", **kwargs):  # type: ignore[no-untyped-def]
        def synced(file) -> None:  # type: ignore[no-untyped-def]
            file.flush()
            os.fsync(file.fileno())

        kwargs.setdefault("onclose", synced)
        return super().create_file(name, excl=excl, mode=mode, **kwargs)

    def rename_file(self, oldname, newname, safe=False):  # type: ignore[no-untyped-def]
        super().rename_file(oldname, newname, safe=safe)
        _sync_folder(Path(self.folder))


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":  # a directory cannot be opened there
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
