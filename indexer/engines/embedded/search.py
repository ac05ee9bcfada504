"""One request answered from the segments: what matches, what passes the filters, the page, the facets."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_

import numpy as np
from whoosh import query

from indexer.engines.base import FacetCounts, Results
from indexer.engines.embedded.compile import compile_query
from indexer.engines.embedded.evaluate import Evaluation
from indexer.engines.embedded.page import Chosen, page
from indexer.engines.embedded.sets import Documents, Mask, nothing
from indexer.engines.embedded.view import OpenSegment, View
from indexer.query.request import Request
from indexer.query.resolve import AllArticles
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
    scored = request.sort == "relevance" and sum(map(len, chosen)) > 1  # one alone has no order
    scores = [
        one.evaluation.score(compiled, documents) if scored else np.zeros(len(documents))
        for one, documents in zip(found, chosen)
    ]
    sorted_by = [Chosen.of(*one, request.sort) for one in zip(view.segments, chosen, scores)]
    groups, hits = page(sorted_by, request)
    return Results(sum(map(len, chosen)), groups, hits, facets)


def copies(view: View, id: str) -> list[str]:
    """The other articles of an article's group, oldest first, undated ones last."""
    number = next((number for segment in view.segments for number in segment.repeats[_at(segment, id)].tolist()), -1)
    if number < 0:
        return []
    found = [np.flatnonzero(segment.repeats == number).astype(np.uint32) for segment in view.segments]
    chosen = [Chosen.of(segment, some, np.zeros(len(some)), "oldest") for segment, some in zip(view.segments, found)]
    _, hits = page(chosen, Request(AllArticles(), {}, sort="oldest", size=sum(map(len, found))))
    return [hit.id for hit in hits if hit.id != id]


def _at(segment: OpenSegment, id: str) -> Documents:
    """The live document of a segment that has an id, or none."""
    postings = segment.search.terms.postings("id")
    number = postings.number(id.encode("utf-8", "surrogatepass"))
    some = nothing() if number is None else postings.docs(number)
    return some[segment.search.live[some]]


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
