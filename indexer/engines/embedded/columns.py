"""The columns of one segment: dates and sequence numbers by document, and facet values both ways."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from indexer.engines.embedded.postings import Postings
from indexer.engines.embedded.segment_file import Array, SegmentFile
from indexer.schema import FACET_NAMES, FacetName

Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class FacetColumn:
    """A facet's values in a segment.

    ``values[c]`` is the value with code c. ``documents`` and ``codes`` are parallel: document documents[i] has the
    value codes[i]; no pair occurs twice.
    """

    values: tuple[str, ...]
    documents: Array
    codes: Array

    def counts(self, among: npt.NDArray[np.bool_]) -> Numbers:
        """How many of the documents marked in ``among`` (one bool a document) have each value, by code."""
        return np.bincount(self.codes[among[self.documents]], minlength=len(self.values)).astype(np.int64)


@dataclass(frozen=True, slots=True)
class SegmentColumns:
    """All columns of a segment. ``day`` is yyyymmdd (0 for an unknown year), ``seq`` the sequence number."""

    day: Array
    seq: Array
    facets: Mapping[FacetName, FacetColumn]


def read_columns(file: SegmentFile) -> SegmentColumns:
    """The columns of a segment's file. Only the facets' values are read; the rest is mapped or made on the spot."""
    return SegmentColumns(
        day=file.array("day.column"),
        seq=file.array("seq.column"),
        facets={facet: _facet(Postings(file, facet)) for facet in FACET_NAMES},
    )


def _facet(postings: Postings) -> FacetColumn:
    codes = np.repeat(np.arange(len(postings), dtype=np.uint32), postings.document_counts())
    return FacetColumn(tuple(term.decode() for term in postings.terms()), postings.all_docs(), codes)
