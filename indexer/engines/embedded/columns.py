"""The columns of one segment: dates, sequence numbers and groups of copies by document, and facet values both ways."""
from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from indexer.engines.embedded.compiled import compiled
from indexer.engines.embedded.postings import SetPostings
from indexer.engines.embedded.segment_file import Array, SegmentFile
from indexer.engines.embedded.sets import Documents, Mask
from indexer.schema import FACET_NAMES, FacetName

Numbers = npt.NDArray[np.int64]

# Reading a document's values costs about so many times as much as marking one document of a value.
_DEAR = 3


@dataclass(frozen=True, slots=True)
class FacetColumn:
    """A facet's values in a segment, both ways.

    ``values[c]`` is the value with code c; its documents end at ``ends[c]`` in ``documents``. The codes of document d
    end at ``code_ends[d]`` in ``codes``. No pair of document and value occurs twice.
    """

    values: tuple[str, ...]
    ends: Array
    documents: Array
    code_ends: Array
    codes: Array

    def counts(self, among: Documents) -> Numbers:
        """How many of the documents have each value, by code."""
        if len(among) == len(self.code_ends):
            return np.diff(self.ends, prepend=np.uint32(0)).astype(np.int64)
        counts = np.zeros(len(self.values), np.int64)
        _count(among, self.code_ends, self.codes, counts)
        return counts

    def marked(self, wanted: Collection[str]) -> Mask:
        """One bool a code: is its value among those wanted?"""
        marks = np.zeros(len(self.values), np.bool_)
        for value in wanted:
            at = bisect_left(self.values, value)
            if at < len(self.values) and self.values[at] == value:
                marks[at] = True
        return marks

    def passing(self, among: Documents, wanted: Mask) -> Mask:
        """Which of the documents have any of the values wanted, one bool a code."""
        chosen = np.flatnonzero(wanted)
        starts = np.where(chosen > 0, self.ends[chosen - 1], 0)
        if int((self.ends[chosen] - starts).sum()) < _DEAR * len(among):
            marks = np.zeros(len(self.code_ends), np.bool_)
            for start, end in zip(starts.tolist(), self.ends[chosen].tolist()):
                marks[self.documents[start:end]] = True
            return marks[among]
        passing = np.zeros(len(among), np.bool_)
        _pass(among, self.code_ends, self.codes, wanted, passing)
        return passing


@dataclass(frozen=True, slots=True)
class SegmentColumns:
    """All columns of a segment. ``day`` is yyyymmdd (0 for an unknown year), ``seq`` the sequence number, ``group``
    the key of the group of copies."""

    day: Array
    seq: Array
    group: Array
    facets: Mapping[FacetName, FacetColumn]


def read_columns(file: SegmentFile) -> SegmentColumns:
    """The columns of a segment's file. Only the names of the facets' values are read; the rest stays mapped."""
    return SegmentColumns(
        day=file.array("day.column"),
        seq=file.array("seq.column"),
        group=file.array("group.column"),
        facets={facet: _facet(file, facet) for facet in FACET_NAMES},
    )


def by_document(field: str, docs: Array, ends: Array, documents: int) -> dict[str, Array]:
    """The codes and code_ends of a facet, from its documents value after value and where each value's end, in a
    segment of so many documents."""
    numbers = np.repeat(np.arange(len(ends), dtype=np.uint32), np.diff(ends, prepend=np.uint32(0)))
    return {
        f"{field}.codes": numbers[np.argsort(docs, kind="stable")],
        f"{field}.code_ends": np.cumsum(np.bincount(docs, minlength=documents), dtype=np.uint32),
    }


def _facet(file: SegmentFile, facet: FacetName) -> FacetColumn:
    return FacetColumn(
        values=tuple(term.decode() for term in SetPostings(file, facet).terms()),
        ends=file.array(f"{facet}.ends"),
        documents=file.array(f"{facet}.docs"),
        code_ends=file.array(f"{facet}.code_ends"),
        codes=file.array(f"{facet}.codes"),
    )


@compiled
def _count(among, code_ends, codes, counts):  # type: ignore[no-untyped-def]
    for place in range(len(among)):
        document = np.int64(among[place])
        start = np.int64(code_ends[document - 1]) if document else np.int64(0)
        for at in range(start, np.int64(code_ends[document])):
            counts[codes[at]] += 1


@compiled
def _pass(among, code_ends, codes, wanted, passing):  # type: ignore[no-untyped-def]
    for place in range(len(among)):
        document = np.int64(among[place])
        start = np.int64(code_ends[document - 1]) if document else np.int64(0)
        for at in range(start, np.int64(code_ends[document])):
            if wanted[codes[at]]:
                passing[place] = True
                break
