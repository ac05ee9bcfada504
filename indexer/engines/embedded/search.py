"""One request answered from the segments: what matches, what passes the filters, the page, the facets."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_
from typing import Any

import numpy as np
from whoosh import query

from indexer.engines.base import FacetCounts, Hit, Results
from indexer.engines.embedded.columns import SegmentColumns
from indexer.engines.embedded.compile import compile_query
from indexer.engines.embedded.evaluate import Evaluation, Mask, Scores
from indexer.engines.embedded.postings import Documents
from indexer.engines.embedded.top import Key, Places, first_by
from indexer.engines.embedded.view import OpenSegment, View
from indexer.query.request import Request, Sort
from indexer.schema import FACET_NAMES, FacetName


def search(view: View, request: Request) -> Results:
    """The answer to a request."""
    compiled = compile_query(request.query, view.facets)
    filters = {facet: compile_query(wanted, view.facets) for facet, wanted in request.filters.items()}
    found = [_Found.of(segment, compiled, filters) for segment in view.segments]
    chosen = [one.passing() for one in found]
    facets = {
        facet: facet_counts(view, facet, [one.passing(facet) for one in found] if facet in filters else chosen)
        for facet in request.facets
    }
    return Results(sum(map(len, chosen)), _page(view, found, chosen, compiled, request), facets)


def facet_counts(view: View, facet: FacetName, among: Sequence[Documents]) -> FacetCounts:
    """How many of some documents, given for each segment, have each value of a facet."""
    values = view.facets[facet]
    totals = np.zeros(len(values.names), np.int64)
    for segment, documents, places in zip(view.segments, among, values.places):
        totals[places] += segment.columns.facets[facet].counts(documents)
    totals[values.uncounted] = 0
    return FacetCounts(values.names, totals)


@dataclass(frozen=True, slots=True)
class _Found:
    """What matches in one segment, before the filters, and for each filter which of these documents pass."""

    evaluation: Evaluation
    documents: Documents
    passes: Mapping[FacetName, Mask]

    @classmethod
    def of(cls, segment: OpenSegment, wanted: query.Query, filters: Mapping[FacetName, query.Query]) -> _Found:
        """Evaluates the query and tests what it finds against the filters."""
        evaluation = Evaluation(segment.search)
        documents = evaluation.find(wanted)
        passes = {facet: _passing(segment, evaluation, one, documents) for facet, one in filters.items()}
        return cls(evaluation, documents, passes)

    def passing(self, without: FacetName | None = None) -> Documents:
        """The documents that pass all filters but that of one facet."""
        masks = [mask for facet, mask in self.passes.items() if facet != without]
        return self.documents[reduce(and_, masks)] if masks else self.documents


def _passing(segment: OpenSegment, evaluation: Evaluation, wanted: query.Query, documents: Documents) -> Mask:
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
    view: View, found: Sequence[_Found], chosen: Sequence[Documents], wanted: query.Query, request: Request
) -> tuple[Hit, ...]:
    """The hits of the page asked for: the first of each segment, and of these the first of all."""
    most = request.page * request.size
    scored = request.sort == "relevance" and sum(map(len, chosen)) > 1  # one alone has no order
    first: list[tuple[float, float, int, Hit]] = []
    for segment, one, documents in zip(view.segments, found, chosen):
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
