"""The embedded engine: one folder, no server."""
from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import islice
from operator import and_
from pathlib import Path
from typing import Any

import numpy as np
from whoosh import query
from whoosh.searching import Searcher

from indexer.analysis.fold import fold
from indexer.document import Document
from indexer.engines.base import Description, FacetCount, FacetCounts, Hit, Results, VerifyReport, WriteReport
from indexer.engines.embedded.batches import segment_files
from indexer.engines.embedded.codec import SegmentTerms, open_segment
from indexer.engines.embedded.columns import FacetColumn, SegmentColumns, read_columns
from indexer.engines.embedded.compile import MOST_TERMS, compile_query, term_count
from indexer.engines.embedded.documents import Batch, DocumentStore
from indexer.engines.embedded.evaluate import Evaluation, Mask, Scores, Segment
from indexer.engines.embedded.index import FORMAT, IndexFolder, IndexState, analysis_name
from indexer.engines.embedded.postings import Documents
from indexer.engines.embedded.segment_file import Array, SegmentFile
from indexer.engines.embedded.top import Key, Places, first_by
from indexer.errors import ArchiveMissing, QueryRefused
from indexer.query.request import Request, Sort
from indexer.schema import FACET_NAMES, FacetName
from indexer.settings import WORKERS

DOCUMENTS = "documents.sqlite"
# As many articles as are sorted at a time, which takes about 80 KB of memory an article.
BATCH = 10_000
MOST_WORKERS = 64


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
        self._view: _View | None = None
        self._refreshing = threading.Lock()

    def write(self, documents: Iterable[Document]) -> WriteReport:
        return self._documents.write(documents)

    def delete(self, ids: Sequence[str]) -> int:
        return self._documents.delete(ids)

    def commit(self, progress: Callable[[int], None] = lambda _: None) -> None:
        """Brings the index up to the documents; ``progress`` is told the number of changes taken in at each step."""
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
        view = self._current()
        compiled = compile_query(request.query, view.lexicon)
        filters = {facet: compile_query(wanted, view.lexicon) for facet, wanted in request.filters.items()}
        found = [_Found.of(segment, compiled, filters) for segment in view.segments]
        chosen = [one.passing() for one in found]
        facets = {
            facet: _facet_counts(view, facet, [one.passing(facet) for one in found] if facet in filters else chosen)
            for facet in request.facets
        }
        return Results(
            total=sum(map(len, chosen)),
            hits=_page(view, found, chosen, compiled, request),
            facets=facets,
            notes=self._notes(view),
        )

    def fetch(self, ids: Sequence[str]) -> list[Document | None]:
        return self._documents.fetch(ids)

    def terms(self, facet: FacetName, prefix: str = "", limit: int = 20) -> list[FacetCount]:
        view = self._current()
        everything = [np.flatnonzero(segment.search.live).astype(np.uint32) for segment in view.segments]
        start = fold(prefix)
        found = (count for count in _facet_counts(view, facet, everything) if fold(count.value).startswith(start))
        return list(islice(found, limit))

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


def _opened(leaf: Searcher, whole: Searcher) -> _Segment:
    reader = leaf.reader()
    segment = reader.segment()
    file = open_segment(reader.storage(), segment)
    return _Segment(Segment(leaf, whole, SegmentTerms(file, segment), segment.live()), file, read_columns(file))


@dataclass(frozen=True, slots=True)
class _Found:
    """What matches in one segment, before the filters, and for each filter which of these documents pass."""

    evaluation: Evaluation
    documents: Documents
    passes: Mapping[FacetName, Mask]

    @classmethod
    def of(cls, segment: _Segment, wanted: query.Query, filters: Mapping[FacetName, query.Query]) -> _Found:
        """Evaluates the query and tests what it finds against the filters."""
        evaluation = Evaluation(segment.search)
        documents = evaluation.find(wanted)
        passes = {facet: _passing(segment, evaluation, one, documents) for facet, one in filters.items()}
        return cls(evaluation, documents, passes)

    def passing(self, without: FacetName | None = None) -> Documents:
        """The documents that pass all filters but that of one facet."""
        masks = [mask for facet, mask in self.passes.items() if facet != without]
        return self.documents[reduce(and_, masks)] if masks else self.documents


def _passing(segment: _Segment, evaluation: Evaluation, wanted: query.Query, documents: Documents) -> Mask:
    """Which of the documents pass a filter."""
    values = _values_of(wanted)
    if values is None:
        return evaluation.among(wanted, documents)
    passing = np.zeros(len(documents), np.bool_)
    for facet in {facet for facet, _ in values}:
        column = segment.columns.facets[facet]
        passing |= column.passing(documents, column.marked({value for other, value in values if other == facet}))
    return passing


def _values_of(wanted: query.Query) -> set[tuple[FacetName, str]] | None:
    """The facet values any of which a query asks for; None for a query that asks for anything else."""
    if wanted == query.NullQuery:
        return set()
    if isinstance(wanted, query.Term) and wanted.fieldname in FACET_NAMES:
        return {(wanted.fieldname, wanted.text)}
    if isinstance(wanted, query.Or):
        parts = [_values_of(part) for part in wanted.subqueries]
        return set().union(*(part for part in parts if part is not None)) if None not in parts else None
    return None


def _page(
    view: _View, found: Sequence[_Found], chosen: Sequence[Documents], wanted: query.Query, request: Request
) -> tuple[Hit, ...]:
    """The hits of the page asked for: the first of each segment, and of these the first of all."""
    most = request.page * request.size
    first: list[tuple[float, float, int, Hit]] = []
    for segment, one, documents in zip(view.segments, found, chosen):
        scored = request.sort == "relevance"
        scores = one.evaluation.score(wanted, documents) if scored else np.zeros(len(documents))
        keys = _keys(request.sort, segment.columns, documents, scores)
        for at in first_by(len(documents), keys, most).tolist():
            hit = Hit(segment.id(int(documents[at])), float(scores[at]))
            first.append((*(key(at) for key in keys), hit))
    first.sort(key=lambda row: row[:-1])
    return tuple(row[-1] for row in first[most - request.size : most])


def _keys(sort: Sort, columns: SegmentColumns, documents: Documents, scores: Scores) -> tuple[Key, Key, Key]:
    """What some documents are sorted by, smallest first; undated ones come last in either order of time."""

    def newest(at: Places) -> Any:
        return -columns.day[documents[at]].astype(np.int64)

    def oldest(at: Places) -> Any:
        day = columns.day[documents[at]]
        return np.where(day == 0, np.iinfo(np.int32).max, day)

    def seq(at: Places) -> Any:
        return columns.seq[documents[at]]

    if sort == "relevance":
        return (lambda at: -scores[at], newest, seq)
    return (newest if sort == "newest" else oldest, seq, seq)


def _facet_counts(view: _View, facet: FacetName, among: Sequence[Documents]) -> FacetCounts:
    values = view.facets[facet]
    totals = np.zeros(len(values.names), np.int64)
    for segment, documents, places in zip(view.segments, among, values.places):
        totals[places] += segment.columns.facets[facet].counts(documents)
    totals[values.uncounted] = 0
    return FacetCounts(values.names, totals)
