"""The embedded engine: one folder, no server."""
from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from whoosh.searching import Searcher

from indexer.analysis.fold import fold
from indexer.document import Document
from indexer.engines.base import Description, FacetCount, Hit, Results, VerifyReport, WriteReport
from indexer.engines.embedded.codec import SegmentTerms, open_segment
from indexer.engines.embedded.columns import FacetColumn, SegmentColumns, read_columns
from indexer.engines.embedded.compile import MOST_TERMS, compile_query, term_count
from indexer.engines.embedded.documents import Change, DocumentStore
from indexer.engines.embedded.evaluate import Mask, Matched, Segment, evaluate
from indexer.engines.embedded.index import FORMAT, IndexFolder, IndexState, analysis_name
from indexer.engines.embedded.segment_file import Array, SegmentFile
from indexer.engines.embedded.top import first_by
from indexer.errors import ArchiveMissing, QueryRefused
from indexer.query.request import Request
from indexer.query.resolve import Resolved
from indexer.schema import FACET_NAMES, FacetName

# As many articles as make a segment at most. Sorting their postings takes about 80 KB of memory an article; more
# segments cost each query a fraction of a millisecond each.
BATCH = 10_000


@dataclass(frozen=True, slots=True)
class _Segment:
    search: Segment
    file: SegmentFile
    columns: SegmentColumns

    def id(self, document: int) -> str:
        """The id of a document of the segment."""
        return str(self.search.leaf.stored_fields(document)["id"])


@dataclass(frozen=True, slots=True)
class _FacetValues:
    """A facet's values over all segments, in order. ``places[s][c]`` is where the value with code c in segment s
    stands among them; ``uncounted`` are the places of values one can filter by and that are not counted (days)."""

    names: tuple[str, ...]
    places: tuple[Array, ...]
    uncounted: Array

    @classmethod
    def of(cls, columns: Sequence[FacetColumn], facet: FacetName) -> _FacetValues:
        """The values of a facet from its columns in all segments."""
        names = sorted({value for column in columns for value in column.values})
        place = {name: at for at, name in enumerate(names)}
        places = tuple(np.array([place[value] for value in column.values], np.int64) for column in columns)
        days = [at for at, name in enumerate(names) if facet == "date" and name.count("-") > 1]
        return cls(tuple(names), places, np.array(days, np.int64))


@dataclass(frozen=True, slots=True)
class _View:
    """The index as it was at one commit."""

    stamp: tuple[int, int]
    state: IndexState
    # Held because its leaves know it only weakly and ask it for the archive-wide statistics that scores need.
    searcher: Searcher
    segments: tuple[_Segment, ...]
    facets: Mapping[FacetName, _FacetValues]

    def lexicon(self, facet: FacetName) -> tuple[str, ...]:
        """All values of a facet, in order."""
        return self.facets[facet].names


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
        self._view: _View | None = None
        self._refreshing = threading.Lock()

    def write(self, documents: Iterable[Document]) -> WriteReport:
        return self._documents.write(documents)

    def delete(self, ids: Sequence[str]) -> int:
        return self._documents.delete(ids)

    def commit(self, progress: Callable[[int], None] = lambda _: None) -> None:
        """Brings the index up to the documents; ``progress`` is told the number of changes taken in at each step."""
        state = self._index.state()
        if (state.analysis, state.format) != (analysis_name(), FORMAT):
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
        terms = sum(map(term_count, (request.query, *request.filters.values())))
        if terms > MOST_TERMS:
            raise QueryRefused(f"the query asks for {terms} terms, at most {MOST_TERMS} are taken; make it shorter")
        view = self._current()
        compiled = compile_query(request.query, view.lexicon)
        scored = request.sort == "relevance"
        matched = [evaluate(segment.search, compiled, scored) for segment in view.segments]
        filters = {facet: self._masks(view, wanted) for facet, wanted in request.filters.items()}
        chosen = _narrowed(matched, list(filters.values()))
        facets = {}
        for facet in request.facets:
            others = [masks for other, masks in filters.items() if other != facet]
            among = chosen if facet not in filters else _narrowed(matched, others)
            facets[facet] = _facet_counts(view, facet, among)
        return Results(
            total=sum(int(np.count_nonzero(mask)) for mask in chosen),
            hits=_page(view, matched, chosen, request),
            facets=facets,
            notes=self._notes(view),
        )

    def fetch(self, ids: Sequence[str]) -> list[Document | None]:
        return self._documents.fetch(ids)

    def terms(self, facet: FacetName, prefix: str = "", limit: int = 20) -> list[FacetCount]:
        view = self._current()
        everything = [segment.search.live for segment in view.segments]
        start = fold(prefix)
        found = [count for count in _facet_counts(view, facet, everything) if fold(count.value).startswith(start)]
        return found[:limit]

    def describe(self) -> Description:
        view = self._current()
        indexed = sum(int(np.count_nonzero(segment.search.live)) for segment in view.segments)
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
            segment.id(int(at)) for segment in view.segments for at in np.flatnonzero(segment.search.live)
        )
        stored = self._documents.ids()
        faults += [f"article {id} is indexed {times} times" for id, times in indexed.items() if times > 1]
        faults += [f"article {id} is indexed but not among the documents" for id in sorted(indexed.keys() - stored)]
        if not self.behind():
            faults += [f"article {id} is missing from the index" for id in sorted(stored - indexed.keys())]
        faults += [fault for segment in view.segments for fault in segment.file.faults()]
        faults += list(self._notes(view))
        return VerifyReport(checked=len(stored), faults=tuple(faults))

    def close(self) -> None:
        with self._refreshing:
            if self._view:
                self._view.searcher.close()
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
        segments = tuple(_opened(leaf, searcher) for leaf in leaves)
        facets = {
            facet: _FacetValues.of([segment.columns.facets[facet] for segment in segments], facet)
            for facet in FACET_NAMES
        }
        return _View(stamp, state, searcher, segments, facets)

    def _notes(self, view: _View) -> tuple[str, ...]:
        notes = []
        behind = self._documents.last_sequence() - view.state.seq
        if behind > 0:
            notes.append(f"索引尚缺最近写入的改动（至多 {behind} 项）；运行 longwen index 或 longwen rebuild 补齐")
        if view.state.analysis != analysis_name():
            notes.append("索引是用另一版词典建的；运行 longwen rebuild 更新")
        return tuple(notes)

    def _masks(self, view: _View, wanted: Resolved) -> list[Mask]:
        compiled = compile_query(wanted, view.lexicon)
        return [evaluate(segment.search, compiled, scored=False).mask for segment in view.segments]


def _opened(leaf: Searcher, whole: Searcher) -> _Segment:
    reader = leaf.reader()
    segment = reader.segment()
    file = open_segment(reader.storage(), segment)
    return _Segment(Segment(leaf, whole, SegmentTerms(file, segment), segment.live()), file, read_columns(file))


def _narrowed(matched: Sequence[Matched], filters: Sequence[Sequence[Mask]]) -> list[Mask]:
    """For each segment, the documents that match and pass all filters."""
    masks = [found.mask for found in matched]
    for passing in filters:
        masks = [mask & other for mask, other in zip(masks, passing)]
    return masks


def _page(view: _View, matched: Sequence[Matched], chosen: Sequence[Mask], request: Request) -> tuple[Hit, ...]:
    found = [np.flatnonzero(mask) for mask in chosen]
    if not found:
        return ()
    segments = np.repeat(np.arange(len(found)), [len(documents) for documents in found])
    documents = np.concatenate(found)
    scores = np.concatenate([one.scores[at] for one, at in zip(matched, found)])
    day = np.concatenate([segment.columns.day[at] for segment, at in zip(view.segments, found)]).astype(np.int64)
    seq = np.concatenate([segment.columns.seq[at] for segment, at in zip(view.segments, found)])
    # Undated articles come last in either order of time.
    undated = day == 0
    keys = {
        "relevance": (-scores, -day, seq),
        "newest": (undated, -day, seq),
        "oldest": (undated, day, seq),
    }[request.sort]
    first = (request.page - 1) * request.size
    order = first_by(keys, first + request.size)[first:]
    return tuple(Hit(view.segments[segments[at]].id(int(documents[at])), float(scores[at])) for at in order)


def _facet_counts(view: _View, facet: FacetName, among: Sequence[Mask]) -> tuple[FacetCount, ...]:
    values = view.facets[facet]
    totals = np.zeros(len(values.names), np.int64)
    for segment, mask, places in zip(view.segments, among, values.places):
        totals[places] += segment.columns.facets[facet].counts(mask)
    totals[values.uncounted] = 0
    found = np.flatnonzero(totals)
    order = found[np.argsort(-totals[found], kind="stable")]  # names are in order, so ties are too
    return tuple(FacetCount(values.names[at], int(totals[at])) for at in order)
