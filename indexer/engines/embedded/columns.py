"""The columns of one segment: dates and sequence numbers by document, and facet values both ways."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from indexer.engines.embedded.postings import Postings, ragged
from indexer.engines.embedded.segment_file import Array, SegmentFile
from indexer.schema import FACET_NAMES, FacetName

Numbers = npt.NDArray[np.int64]

# Above one document in so many, adding up all documents of each value is faster than collecting values by document.
_FEW = 3


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

    def counts(self, among: npt.NDArray[np.bool_]) -> Numbers:
        """How many of the documents marked in ``among`` (one bool a document) have each value, by code."""
        chosen = np.flatnonzero(among)
        if len(chosen) * _FEW < len(among):
            ends = self.code_ends[chosen]
            starts = np.where(chosen > 0, self.code_ends[chosen - 1], 0)
            codes = self.codes[ragged(starts, ends - starts)]
            return np.bincount(codes, minlength=len(self.values)).astype(np.int64)
        # How many are marked up to each place; the difference between a value's ends is its count.
        marked = np.concatenate([[0], np.cumsum(among[self.documents])])
        return np.diff(marked[self.ends], prepend=0).astype(np.int64)


@dataclass(frozen=True, slots=True)
class SegmentColumns:
    """All columns of a segment. ``day`` is yyyymmdd (0 for an unknown year), ``seq`` the sequence number."""

    day: Array
    seq: Array
    facets: Mapping[FacetName, FacetColumn]


def read_columns(file: SegmentFile) -> SegmentColumns:
    """The columns of a segment's file. Only the names of the facets' values are read; the rest stays mapped."""
    return SegmentColumns(
        day=file.array("day.column"),
        seq=file.array("seq.column"),
        facets={facet: _facet(file, facet) for facet in FACET_NAMES},
    )


def _facet(file: SegmentFile, facet: FacetName) -> FacetColumn:
    return FacetColumn(
        values=tuple(term.decode() for term in Postings(file, facet).terms()),
        ends=file.array(f"{facet}.ends"),
        documents=file.array(f"{facet}.docs"),
        code_ends=file.array(f"{facet}.code_ends"),
        codes=file.array(f"{facet}.codes"),
    )
