"""The Whoosh index on disk: a folder of generations, which one is current, and how far it has read.

    index/current.json    {"generation": "0001", "seq": 70898, "commit": 15, "analysis": "…", "format": 7}
    index/0001/           a Whoosh index; a rebuild fills 0002 beside it and then swaps current.json

current.json is replaced atomically after Whoosh has committed. ``commit`` is Whoosh's own commit number at that time:
if Whoosh is one ahead, the process died between the two, and the next batch may hold articles that are already there.
"""
from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from functools import cache, partial
from pathlib import Path

import numpy as np
from whoosh.filedb.filestore import FileStorage
from whoosh.query import Or, Term
from whoosh.util.filelock import try_for

from indexer.analysis.fold import fold
from indexer.analysis.segment import dictionary_name
from indexer.copies import METHOD
from indexer.engines.embedded.batches import ASIDE
from indexer.engines.embedded.codec import ColumnarSegment, open_segment
from indexer.engines.embedded.documents import Batch
from indexer.engines.embedded.fields import index_schema
from indexer.engines.embedded.writer import ColumnarIndex, ColumnarWriter
from indexer.errors import ArchiveBusy, ArchiveDamaged

FORMAT = 7
"""Raised when the files of an index change (FORMAT.md) or what is put into them does (``fields``)."""

_BUSY_SECONDS = 10
LARGEST = 1 << 20
"""Articles in a segment at most. Each segment costs a query about a tenth of a millisecond; merging the largest takes
about 2 GB of memory."""

# Sizes of segments: below 2,000 articles, below 16,000, and so on; see _merge.
_LOWEST_TIER = 2000
_TIER_FULL = 8
# When several batches at once bring more than this part of an archive, all of it is merged anew.
_MUCH = 0.1

Make = Callable[[Sequence[Batch], Path], Iterator[Path | None]]
"""For each batch in turn the file of its documents in a folder, None where it has none."""


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

    def apply(self, batches: Sequence[Batch], make: Make, state: IndexState) -> Iterator[tuple[Batch, IndexState]]:
        """Takes batches into the index, each in a commit of its own; each with the state reached. They must follow on
        state.seq. ``make`` gives the file of each batch's documents, in order. If another process has moved the index
        on in the meantime, nothing is done."""
        with self._lock():
            if self.state() != state:
                return
            for batch, state in self._apply(self.open(state), batches, make, state):
                self._save(state)
                yield batch, state
            gathered = self._gathered(state, batches)
            if gathered != state:  # whoever serves the index opens it again after each save
                self._save(gathered)

    def _apply(
        self, index: ColumnarIndex, batches: Sequence[Batch], make: Make, state: IndexState
    ) -> Iterator[tuple[Batch, IndexState]]:
        folder = self._folder / state.generation
        for left in folder.glob(f"*{ASIDE}"):
            left.unlink()
        # After a death between Whoosh's commit and ours the index holds more than the state says.
        ahead = state.seq if index.latest_generation() != state.commit else None
        policy = _merge if len(batches) == 1 else _keep
        for batch, path in zip(batches, make(batches, folder)):
            writer = index.writer(_lk=False)
            try:
                if ahead is not None:
                    _delete_above(writer, ahead)
                    ahead = None
                if batch.removed and index.doc_count_all():
                    writer.delete_by_query(Or([Term("id", id) for id in batch.removed]))
                if path:
                    writer.add_file(path)
            except BaseException:
                writer.cancel()
                raise
            writer.commit(mergetype=partial(policy, incoming=batch.written))
            state = replace(state, seq=batch.last, commit=index.latest_generation())
            yield batch, state

    def _gathered(self, state: IndexState, batches: Sequence[Batch]) -> IndexState:
        """After many batches: merges all segments into as few as their largest size allows."""
        if len(batches) == 1:
            return state
        index = self.open(state)
        much = sum(batch.written for batch in batches) > index.doc_count() * _MUCH
        while much and (group := _smallest_segments(index._segments())):
            index.writer(_lk=False).commit(mergetype=partial(_merge_these, group=group))
            state = replace(state, commit=index.latest_generation())
        return state

    def rebuild(self, batches: Sequence[Batch], make: Make, progress: Callable[[int], None]) -> IndexState:
        """Builds a new generation aside from all documents, swaps it in and removes the old one. ``progress`` is told
        the size of each batch taken in. If it fails or is killed, the present index stays as it is."""
        with self._lock():
            old = self._current_or_none()
            fresh = f"{int(old.generation) + 1 if old else 1:04d}"
            state = self._create(fresh)
            for batch, state in self._apply(self.open(state), batches, make, state):
                progress(batch.changes)
            self._save(self._gathered(state, batches))
            self._clear_away(fresh)
        return state

    def clear_away(self) -> None:
        """Removes what a rebuild that was killed had made so far."""
        if self._others(self.state().generation):
            with self._lock():  # a rebuild that is going on holds it
                self._clear_away(self.state().generation)

    def _clear_away(self, current: str) -> None:
        for other in self._others(current):
            shutil.rmtree(other, ignore_errors=True)

    def _others(self, current: str) -> list[Path]:
        return [other for other in self._folder.iterdir() if other.is_dir() and other.name != current]

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
    """Names everything that decides which terms a text has and what it is a copy of, so that an index knows whether it
    is out of date."""
    probe = "".join(fold(chr(code)) for code in range(0x3000, 0xA000))
    return f"fold {hashlib.sha256(probe.encode()).hexdigest()[:12]}, {dictionary_name()}, {METHOD}"


def _merge(writer: ColumnarWriter, segments: Sequence[ColumnarSegment], incoming: int) -> list[ColumnarSegment]:
    """Whoosh's merge policy: hands the writer the segments to merge, returns those that stay.

    Each tier of sizes reaches to eight times the one below. When the segment being made would be the eighth of its
    tier, it takes in the others and all smaller ones and moves up, and so on: n commits write each article about
    log(n) times, and leave few segments behind."""
    size, taken = incoming, list[ColumnarSegment]()
    while incoming:
        alike = [one for one in segments if one not in taken and _tier(one.doc_count()) == _tier(size)]
        upto = [one for one in segments if _tier(one.doc_count()) <= _tier(size)]
        merged = incoming + sum(one.doc_count() for one in upto)
        if len(alike) + 1 < _TIER_FULL or merged > LARGEST:
            break
        size, taken = merged, upto
    return _merge_these(writer, segments, {segment.segid for segment in taken})


def _keep(writer: ColumnarWriter, segments: Sequence[ColumnarSegment], incoming: int) -> list[ColumnarSegment]:
    """The merge policy while more batches are to come: none."""
    return _merge_these(writer, segments, ())


def _merge_these(
    writer: ColumnarWriter, segments: Sequence[ColumnarSegment], group: Collection[str]
) -> list[ColumnarSegment]:
    """The merge policy that merges the segments of these names. Those without documents go in any case."""
    for segment in segments:
        if segment.segid in group:
            writer.add_segment(segment)
    return [segment for segment in segments if segment.segid not in group and segment.doc_count()]


def _tier(documents: int) -> int:
    tier = 0
    while documents >= _TIER_FULL**tier * _LOWEST_TIER:
        tier += 1
    return tier


def _smallest_segments(segments: Sequence[ColumnarSegment]) -> set[str]:
    """The names of the smallest segments, as many as together stay below the largest size; none if that is one."""
    group, total = set[str](), 0
    for segment in sorted(segments, key=lambda one: one.doc_count()):
        total += segment.doc_count()
        if total > LARGEST:
            break
        group.add(segment.segid)
    return group if len(group) > 1 else set()


def _delete_above(writer: ColumnarWriter, seq: int) -> None:
    """Deletes all documents above a sequence number."""
    with writer.reader() as reader:
        for leaf, base in reader.leaf_readers():
            column = open_segment(leaf.storage(), leaf.segment()).array("seq.column")
            for document in np.flatnonzero(column > seq).tolist():
                writer.delete_document(base + document)


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
