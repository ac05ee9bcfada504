"""The index as it was at one commit, open for searching."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from whoosh.index import FileIndex
from whoosh.searching import Searcher

from indexer.analysis.fold import fold
from indexer.engines.embedded.codec import SegmentTerms, open_segment
from indexer.engines.embedded.columns import FacetColumn, SegmentColumns, read_columns
from indexer.engines.embedded.evaluate import Segment
from indexer.engines.embedded.repeats import repeats
from indexer.engines.embedded.segment_file import Array, SegmentFile
from indexer.engines.embedded.weighting import Weighting
from indexer.schema import FACET_NAMES, FacetName


@dataclass(frozen=True, slots=True)
class OpenSegment:
    """A segment: as the evaluator sees it, its file, its columns, and the numbers of the groups that its documents
    share with others of the index (-1 for a document without copies)."""

    search: Segment
    file: SegmentFile
    columns: SegmentColumns
    repeats: Array

    def id(self, document: int) -> str:
        """The id of a document of the segment."""
        return str(self.search.leaf.stored_fields(document)["id"])


@dataclass(frozen=True, slots=True)
class FacetValues:
    """A facet's values over all segments, in order. ``places[s][c]`` is where the value with code c in segment s
    stands among them; ``uncounted`` are the places of values one can filter by and that are not counted (days)."""

    names: tuple[str, ...]
    places: tuple[Array, ...]
    uncounted: Array
    _alike: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, columns: Sequence[FacetColumn], facet: FacetName) -> FacetValues:
        """The values of a facet from its columns in all segments."""
        names = sorted({value for column in columns for value in column.values})
        place = {name: at for at, name in enumerate(names)}
        places = tuple(np.array([place[value] for value in column.values], np.int64) for column in columns)
        days = [at for at, name in enumerate(names) if facet == "date" and name.count("-") > 1]
        return cls(tuple(names), places, np.array(days, np.int64))

    def alike(self, value: str) -> list[str]:
        """The values that fold to the same as this one: a name in either script."""
        if not self._alike:  # made when first asked for, as folding ten thousand names takes a while
            found: dict[str, list[str]] = {}
            for name in self.names:
                found.setdefault(fold(name), []).append(name)
            self._alike.update(found)
        return self._alike.get(fold(value), [])


@dataclass(frozen=True, slots=True)
class View:
    """The segments, facets and groups of copies of one commit."""

    # Held because its leaves know it only weakly and ask it for the archive-wide statistics that scores need.
    searcher: Searcher
    segments: tuple[OpenSegment, ...]
    facets: Mapping[FacetName, FacetValues]

    def live(self) -> int:
        """How many documents there are."""
        return sum(int(np.count_nonzero(segment.search.live)) for segment in self.segments)


def open_view(index: FileIndex) -> View:
    """The newest commit of an index."""
    searcher = index.searcher(weighting=Weighting())
    leaves = [leaf for leaf, _ in searcher.leaf_searchers() if leaf.reader().doc_count_all()]
    files = [open_segment(leaf.reader().storage(), leaf.reader().segment()) for leaf in leaves]
    columns = [read_columns(file) for file in files]
    parts = [_part(leaf, searcher, file) for leaf, file in zip(leaves, files)]
    numbers = repeats([one.group for one in columns], [part.live for part in parts])
    segments = tuple(OpenSegment(*one) for one in zip(parts, files, columns, numbers))
    facets = {
        facet: FacetValues.of([segment.columns.facets[facet] for segment in segments], facet) for facet in FACET_NAMES
    }
    return View(searcher, segments, facets)


def _part(leaf: Searcher, whole: Searcher, file: SegmentFile) -> Segment:
    segment = leaf.reader().segment()
    return Segment(leaf, whole, SegmentTerms(file, segment), segment.live())
