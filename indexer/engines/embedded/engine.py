"""The embedded engine: one folder, no server."""
from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

import numpy as np

from indexer.analysis.fold import fold
from indexer.document import Document
from indexer.engines.base import Description, FacetCount, Results, VerifyReport, WriteReport
from indexer.engines.embedded.batches import segment_files
from indexer.engines.embedded.compile import MOST_TERMS, term_count
from indexer.engines.embedded.documents import Batch, DocumentStore
from indexer.engines.embedded.index import FORMAT, IndexFolder, IndexState, analysis_name
from indexer.engines.embedded.search import copies, facet_counts, search
from indexer.engines.embedded.view import View, open_view
from indexer.errors import ArchiveMissing, QueryRefused
from indexer.query.request import Request
from indexer.schema import FacetName
from indexer.settings import WORKERS

DOCUMENTS = "documents.sqlite"
# As many articles as are sorted at a time, which takes about 80 KB of memory an article.
BATCH = 10_000
MOST_WORKERS = 64


@dataclass(frozen=True, slots=True)
class _Current:
    """The view of the newest commit, and how that commit is known."""

    stamp: tuple[int, int]
    state: IndexState
    view: View


class EmbeddedEngine:
    """An archive folder: ``documents.sqlite`` and ``index/``. See ``engines.base.Engine`` for what it promises."""

    def __init__(self, folder: Path, create: bool = False) -> None:
        """Opens the archive. Raises ArchiveMissing where there is none and ``create`` is False."""
        path = folder / DOCUMENTS
        if not path.exists():
            if not create:
                raise ArchiveMissing(
                    f"there is no archive in {folder}; make one with: longwen index FILES --archive {folder}"
                )
            try:
                folder.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise ArchiveMissing(
                    f"no archive can be made in {folder} ({error.strerror}); name another folder with --archive"
                ) from error
        self._folder = folder
        self._documents = DocumentStore(path)
        try:
            self._index = IndexFolder(folder / "index")
        except BaseException:
            self._documents.close()
            raise
        self._opened: _Current | None = None
        self._refreshing = threading.Lock()

    def write(self, documents: Iterable[Document]) -> WriteReport:
        return self._documents.write(documents)

    def delete(self, ids: Sequence[str]) -> int:
        return self._documents.delete(ids)

    def commit(self, progress: Callable[[int], None] = lambda _: None) -> None:
        """Brings the index up to the documents; ``progress`` is told the number of changes taken in at each step."""
        self._index.clear_away()
        while True:
            state = self._index.state()
            if (state.analysis, state.format) != (analysis_name(), FORMAT):
                self.rebuild(progress)
                return
            batches = self._documents.batches(state.seq, BATCH)
            if not batches:
                return
            for batch, _ in self._index.apply(batches, self._make, state):
                progress(batch.changes)

    def rebuild(self, progress: Callable[[int], None] = lambda _: None) -> None:
        """Builds the index anew from the documents, aside, and swaps it in."""
        self._documents.regroup()
        self._index.rebuild(self._documents.batches(0, BATCH), self._make, progress)

    def _make(self, batches: Sequence[Batch], folder: Path) -> Iterator[Path | None]:
        return segment_files(self._folder / DOCUMENTS, batches, folder, WORKERS.number(1, MOST_WORKERS))

    def documents(self) -> Iterator[Document]:
        return self._documents.all()

    def behind(self) -> int:
        return self._documents.last_sequence() - self._index.state().seq

    def search(self, request: Request) -> Results:
        terms = sum(map(term_count, (request.query, *request.filters.values())))
        if terms > MOST_TERMS:
            raise QueryRefused(f"the query asks for {terms} terms, at most {MOST_TERMS} are taken; make it shorter")
        current = self._current()
        return replace(search(current.view, request), notes=self._notes(current))

    def copies(self, id: str) -> list[str]:
        return copies(self._current().view, id)

    def fetch(self, ids: Sequence[str]) -> list[Document | None]:
        return self._documents.fetch(ids)

    def terms(self, facet: FacetName, prefix: str = "", limit: int = 20) -> list[FacetCount]:
        view = self._current().view
        everything = [np.flatnonzero(segment.search.live).astype(np.uint32) for segment in view.segments]
        start = fold(prefix)
        found = (count for count in facet_counts(view, facet, everything) if fold(count.value).startswith(start))
        return list(islice(found, limit))

    def describe(self) -> Description:
        current = self._current()
        facts = {
            "folder": str(self._folder),
            "analysis": current.state.analysis,
            "segments": str(len(current.view.segments)),
            "index bytes": str(self._index.size()),
            "sequence": str(current.state.seq),
        }
        return Description(documents=self._documents.count(), indexed=current.view.live(), facts=facts)

    def verify(self) -> VerifyReport:
        faults = [f"documents.sqlite: {fault}" for fault in self._documents.faults()]
        current = self._current()
        segments = current.view.segments
        indexed = Counter(segment.id(int(at)) for segment in segments for at in np.flatnonzero(segment.search.live))
        stored = self._documents.ids()
        groups = self._documents.groups()
        faults += [f"article {id} is indexed {times} times" for id, times in indexed.items() if times > 1]
        faults += [f"article {id} is indexed but not among the documents" for id in sorted(indexed.keys() - stored)]
        if not self.behind():
            faults += [f"article {id} is missing from the index" for id in sorted(stored - indexed.keys())]
        faults += [
            f"article {id} is among other copies in the index than among the documents; run longwen rebuild"
            for segment in segments
            for at in np.flatnonzero(segment.search.live)
            if groups.get(id := segment.id(int(at)), key := int(segment.columns.group[at])) != key
        ]
        faults += [fault for segment in segments for fault in segment.file.faults()]
        faults += list(self._notes(current))
        return VerifyReport(checked=len(stored), faults=tuple(faults))

    def close(self) -> None:
        with self._refreshing:
            if self._opened:
                self._opened.view.searcher.close()
            self._opened = None
            self._documents.close()

    def _current(self) -> _Current:
        """The index as it is now; opened again when another process has moved it on."""
        stamp = self._index.stamp()
        known = self._opened
        if known and known.stamp == stamp:
            return known
        with self._refreshing:
            if self._opened is None or self._opened.stamp != stamp:
                # Threads may still be reading the old view: its files close when the last of them lets go of it.
                state = self._index.state()
                self._opened = _Current(stamp, state, open_view(self._index.open(state)))
            return self._opened

    def _notes(self, current: _Current) -> tuple[str, ...]:
        notes = []
        behind = self._documents.last_sequence() - current.state.seq
        if behind > 0:
            notes.append(f"索引尚缺最近写入的改动（至多 {behind} 项）；运行 longwen index 或 longwen rebuild 补齐")
        if current.state.analysis != analysis_name():
            notes.append("索引是用另一版词典建的；运行 longwen rebuild 更新")
        return tuple(notes)
