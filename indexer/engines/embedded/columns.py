"""The columns of one segment as arrays: dates and sequence numbers by document, facet values both ways.

Read once when a segment is opened and kept for as long as it is part of the index.
"""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from whoosh.reading import IndexReader

from indexer.schema import FACET_NAMES, FacetName

Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class FacetColumn:
    """A facet's values in a segment.

    ``values[c]`` is the value with code c. ``documents`` and ``codes`` are parallel: document documents[i] has the
    value codes[i]; no pair occurs twice.
    """

    values: tuple[str, ...]
    documents: Numbers
    codes: Numbers

    def counts(self, among: npt.NDArray[np.bool_]) -> Numbers:
        """How many of the documents marked in ``among`` (one bool a document) have each value, by code."""
        chosen = self.codes[among[self.documents]]
        return np.bincount(chosen, minlength=len(self.values)).astype(np.int64)


@dataclass(frozen=True, slots=True)
class SegmentColumns:
    """All columns of a segment. ``day`` is yyyymmdd (0 for an unknown year), ``seq`` the sequence number."""

    day: Numbers
    seq: Numbers
    facets: Mapping[FacetName, FacetColumn]


def read_columns(reader: IndexReader) -> SegmentColumns:
    """The columns of a segment's reader."""
    return SegmentColumns(
        day=np.array(list(reader.column_reader("day")), np.int64),
        seq=np.array(list(reader.column_reader("seq")), np.int64),
        facets={facet: _facet(reader, facet) for facet in FACET_NAMES},
    )


def _facet(reader: IndexReader, facet: FacetName) -> FacetColumn:
    values: list[str] = []
    documents: list[npt.NDArray[np.int64]] = []
    for code, term in enumerate(reader.lexicon(facet)):
        values.append(term.decode())
        documents.append(np.fromiter(reader.postings(facet, term).all_ids(), np.int64))
    codes = np.repeat(np.arange(len(values)), [len(found) for found in documents])
    return FacetColumn(tuple(values), np.concatenate([np.empty(0, np.int64), *documents]), codes.astype(np.int64))
