"""The embedded engine: one folder, no server."""
from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from whoosh.searching import Searcher

from indexer.analysis.fold import fold
from indexer.document import Document
from indexer.engines.base import Description, FacetCount, Hit, Results, VerifyReport, WriteReport
from indexer.engines.embedded.columns import SegmentColumns, read_columns
from indexer.engines.embedded.compile import compile_query
from indexer.engines.embedded.documents import Change, DocumentStore
from indexer.engines.embedded.evaluate import Matched, evaluate
from indexer.engines.embedded.index import IndexFolder, IndexState, analysis_name
from indexer.errors import ArchiveMissing
from indexer.query.request import Request
from indexer.query.resolve import Resolved
from indexer.schema import FacetName

# As many articles as make a segment: enough to be worth one, few enough that their postings fit in memory.
BATCH = 5000


@dataclass(frozen=True, slots=True)
class _Segment:
    searcher: Searcher
    columns: SegmentColumns


@dataclass(frozen=True, slots=True)
class _View:
    """The index as it was at one commit."""

    stamp: tuple[int, int]
    state: IndexState
    # Held because its leaves know it only weakly and ask it for the archive-wide statistics that scores need.
    searcher: Searcher
    segments: tuple[_Segment, ...]

    def lexicon(self, facet: FacetName) -> list[str]:
        return sorted({value for segment in self.segments for value in segment.columns.facets[facet].values})


class EmbeddedEngine:
    """An archive folder: ``documents.sqlite`` and ``index/``. See ``engines.base.Engine`` for what it promises."""

    def __init__(self, folder: Path, create: bool = False) -> None:
        """Opens the archive. Raises ArchiveMissing where there is none and ``create`` is False."""
        path = folder / "documents.sqlite"
        if not path.exists():
            if not create:
                raise ArchiveMissing(
                    f"there is no archive in {folder}; make one with: longwen index FILES --archive {folder}"
                )
            folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._documents = DocumentStore(path)
        self._index = IndexFolder(folder / "index")
        self._view: _View | None = None
        self._refreshing = threading.Lock()

    def write(self, documents: Iterable[Document]) -> WriteReport:
        return self._documents.write(documents)

    def delete(self, ids: Sequence[str]) -> int:
        return self._documents.delete(ids)

    def commit(self, progress: Callable[[int], None] = lambda _: None) -> None:
        """Brings the index up to the documents; ``progress`` is told the number of changes taken in at each step."""
        state = self._index.state()
        if state.analysis != analysis_name():
            self.rebuild(progress)
            return
        while changes := self._documents.changes(state.seq, BATCH):
            state = self._index.apply(changes, state)
            progress(len(changes))

    def rebuild(self, progress: Callable[[int], None] = lambda _: None) -> None:
        """Builds the index anew from the documents, aside, and swaps it in."""
        self._index.rebuild(self._batches(), progress)

    def _batches(self) -> Iterator[Sequence[Change]]:
        reached = 0
        while changes := self._documents.changes(reached, BATCH):
            reached = changes[-1].seq
            yield changes

    def documents(self) -> Iterator[Document]:
        return self._documents.all()

    def behind(self) -> int:
        return self._documents.last_sequence() - self._index.state().seq

    def search(self, request: Request) -> Results:
        view = self._current()
        masks: dict[FacetName | None, list[npt.NDArray[np.bool_]]] = {}
        matched = [self._evaluated(view, segment, request) for segment in view.segments]
        filters = {facet: self._filter_masks(view, wanted) for facet, wanted in request.filters.items()}
        for left_out in (None, *request.facets):
            masks[left_out] = [
                self._among(segment, found, [filters[facet][at] for facet in filters if facet != left_out])
                for at, (segment, found) in enumerate(zip(view.segments, matched))
            ]
        chosen = [
            Matched(found.documents[mask[found.documents]], found.scores[mask[found.documents]])
            for found, mask in zip(matched, masks[None])
        ]
        return Results(
            total=sum(len(found.documents) for found in chosen),
            hits=self._page(view, chosen, request),
            facets={facet: _facet_counts(view, facet, masks[facet]) for facet in request.facets},
            notes=self._notes(view),
        )

    def fetch(self, ids: Sequence[str]) -> list[Document | None]:
        return self._documents.fetch(ids)

    def terms(self, facet: FacetName, prefix: str = "", limit: int = 20) -> list[FacetCount]:
        view = self._current()
        everything = [np.ones(len(segment.columns.day), np.bool_) for segment in view.segments]
        start = fold(prefix)
        found = [count for count in _facet_counts(view, facet, everything) if fold(count.value).startswith(start)]
        return found[:limit]

    def describe(self) -> Description:
        view = self._current()
        indexed = sum(segment.searcher.doc_count() for segment in view.segments)
        facts = {
            "folder": str(self._folder),
            "analysis": view.state.analysis,
            "segments": str(len(view.segments)),
            "index bytes": str(self._index.size()),
            "sequence": str(view.state.seq),
        }
        return Description(documents=self._documents.count(), indexed=indexed, facts=facts)

    def verify(self) -> VerifyReport:
        faults = [f"documents.sqlite: {fault}" for fault in self._documents.faults()]
        view = self._current()
        indexed = Counter(
            fields["id"] for segment in view.segments for fields in segment.searcher.reader().all_stored_fields()
        )
        stored = self._documents.ids()
        faults += [f"article {id} is indexed {times} times" for id, times in indexed.items() if times > 1]
        faults += [f"article {id} is indexed but not among the documents" for id in sorted(indexed.keys() - stored)]
        if not self.behind():
            faults += [f"article {id} is missing from the index" for id in sorted(stored - indexed.keys())]
        faults += list(self._notes(view))
        return VerifyReport(checked=len(stored), faults=tuple(faults))

    def close(self) -> None:
        with self._refreshing:
            if self._view:
                for segment in self._view.segments:
                    segment.searcher.close()
            self._view = None
            self._documents.close()

    def _current(self) -> _View:
        """The index as it is now; opened again when another process has moved it on."""
        stamp = self._index.stamp()
        view = self._view
        if view and view.stamp == stamp:
            return view
        with self._refreshing:
            if self._view is None or self._view.stamp != stamp:
                # Threads may still be reading the old view: its files close when the last of them lets go of it.
                self._view = self._open(stamp)
            return self._view

    def _open(self, stamp: tuple[int, int]) -> _View:
        state = self._index.state()
        searcher = self._index.open(state).searcher()
        leaves = [leaf for leaf, _ in searcher.leaf_searchers() if leaf.reader().doc_count_all()]
        return _View(stamp, state, searcher, tuple(_Segment(leaf, read_columns(leaf.reader())) for leaf in leaves))

    def _notes(self, view: _View) -> tuple[str, ...]:
        notes = []
        behind = self._documents.last_sequence() - view.state.seq
        if behind > 0:
            notes.append(f"索引尚缺最近写入的改动（至多 {behind} 项）；运行 longwen index 或 longwen rebuild 补齐")
        if view.state.analysis != analysis_name():
            notes.append("索引是用另一版词典建的；运行 longwen rebuild 更新")
        return tuple(notes)

    def _evaluated(self, view: _View, segment: _Segment, request: Request) -> Matched:
        compiled = compile_query(request.query, view.lexicon)
        return evaluate(segment.searcher, compiled, scored=request.sort == "relevance")

    def _filter_masks(self, view: _View, wanted: Resolved) -> list[npt.NDArray[np.bool_]]:
        compiled = compile_query(wanted, view.lexicon)
        masks = []
        for segment in view.segments:
            mask = np.zeros(len(segment.columns.day), np.bool_)
            mask[evaluate(segment.searcher, compiled, scored=False).documents] = True
            masks.append(mask)
        return masks

    def _among(
        self, segment: _Segment, found: Matched, filters: Sequence[npt.NDArray[np.bool_]]
    ) -> npt.NDArray[np.bool_]:
        mask = np.zeros(len(segment.columns.day), np.bool_)
        mask[found.documents] = True
        for other in filters:
            mask &= other
        return mask

    def _page(self, view: _View, chosen: Sequence[Matched], request: Request) -> tuple[Hit, ...]:
        if not chosen:
            return ()
        at = np.concatenate([np.full(len(found.documents), number) for number, found in enumerate(chosen)])
        documents = np.concatenate([found.documents for found in chosen])
        scores = np.concatenate([found.scores for found in chosen])
        day, seq = (
            np.concatenate([getattr(s.columns, name)[f.documents] for s, f in zip(view.segments, chosen)])
            for name in ("day", "seq")
        )
        # The last key of lexsort is the first to decide. Undated articles come last either way.
        undated = day == 0
        keys = {
            "relevance": (seq, -day, -scores),
            "newest": (seq, -day, undated),
            "oldest": (seq, day, undated),
        }[request.sort]
        order = np.lexsort(keys)[(request.page - 1) * request.size : request.page * request.size]
        return tuple(
            Hit(view.segments[at[i]].searcher.stored_fields(int(documents[i]))["id"], float(scores[i])) for i in order
        )


def _facet_counts(view: _View, facet: FacetName, among: Sequence[npt.NDArray[np.bool_]]) -> tuple[FacetCount, ...]:
    totals: Counter[str] = Counter()
    for segment, mask in zip(view.segments, among):
        column = segment.columns.facets[facet]
        counts = column.counts(mask)
        for code in np.flatnonzero(counts):
            totals[column.values[code]] += int(counts[code])
    ordered = sorted(totals.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple(FacetCount(value, count) for value, count in ordered)
