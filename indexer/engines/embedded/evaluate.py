"""A Whoosh query over one segment: which documents match, and their scores, in whole-array operations.

The result is dense: one bool and one score for every document of the segment, so that AND, OR and NOT are single
operations on arrays. Queries of kinds that are not known here are drained from Whoosh's own matcher, so that every
Whoosh query has an answer.
"""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from whoosh import query
from whoosh.reading import TermNotFound
from whoosh.scoring import bm25
from whoosh.searching import Searcher

from indexer.engines.embedded.codec import SegmentTerms
from indexer.engines.embedded.postings import Postings, ragged
from indexer.engines.embedded.segment_file import Array

Mask = npt.NDArray[np.bool_]
Scores = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Segment:
    """A segment open for searching: Whoosh's leaf searcher (for statistics, lengths and queries unknown here), the
    searcher of the whole index, the postings, and which documents live."""

    leaf: Searcher
    whole: Searcher
    terms: SegmentTerms
    live: Mask


@dataclass(frozen=True, slots=True)
class Matched:
    """One bool and one score for each document. Scores are 0.0 where nothing matches, and everywhere where the query
    was evaluated without them. Deleted documents are only left out by ``evaluate``."""

    mask: Mask
    scores: Scores


def evaluate(segment: Segment, wanted: query.Query, scored: bool = True) -> Matched:
    """What a query matches in a segment, deleted documents left out. Scores are Whoosh's: BM25F of each term, added
    up over the parts that match; what is excluded adds nothing."""
    found = _evaluate(segment, wanted, scored)
    mask = found.mask & segment.live
    return Matched(mask, found.scores * mask if scored else found.scores)


def _evaluate(segment: Segment, wanted: query.Query, scored: bool) -> Matched:
    if isinstance(wanted, query.Term):
        return _term(segment, wanted, scored)
    if isinstance(wanted, query.And):
        return _every(segment, wanted.subqueries, scored)
    if isinstance(wanted, query.Or):
        return _any(segment, wanted.subqueries, scored)
    if isinstance(wanted, query.Not):
        return _unscored(segment, ~_evaluate(segment, wanted.query, False).mask)
    if isinstance(wanted, query.AndMaybe):
        found = _evaluate(segment, wanted.a, scored)
        if not scored or not found.mask.any():
            return found
        return Matched(found.mask, found.scores + _wished(segment, wanted.b, found.mask))
    if isinstance(wanted, query.ConstantScoreQuery):
        mask = _evaluate(segment, wanted.child, False).mask
        return Matched(mask, mask.astype(np.float64) * wanted.score if scored else _zeros(segment))
    if isinstance(wanted, query.Phrase) and wanted.slop == 1:
        return _unscored(segment, _phrase(segment, wanted)) if not scored else _drained(segment, wanted, scored)
    if isinstance(wanted, query.Prefix) and not scored:
        return _unscored(segment, _prefix(segment, wanted))
    if isinstance(wanted, query.Every) and wanted.fieldname in (None, "*"):
        return _unscored(segment, np.ones(len(segment.live), np.bool_))
    if wanted == query.NullQuery:
        return _unscored(segment, np.zeros(len(segment.live), np.bool_))
    return _drained(segment, wanted, scored)


def _wished(segment: Segment, wish: query.Query, among: Mask) -> Scores:
    """The scores of an optional query, for the documents in ``among`` only; 0.0 elsewhere."""
    if isinstance(wish, query.Or):
        scores = _zeros(segment)
        for part in wish.subqueries:
            scores += _wished(segment, part, among)
        return scores
    if isinstance(wish, query.Term):
        return _term(segment, wish, True, among).scores
    return _evaluate(segment, wish, True).scores * among


def _term(segment: Segment, wanted: query.Term, scored: bool, among: Mask | None = None) -> Matched:
    """Where a term occurs, and its scores; both only for the documents in ``among``, where that is given."""
    mask, scores = np.zeros(len(segment.live), np.bool_), _zeros(segment)
    postings = _postings(segment, wanted.fieldname)
    term = wanted.text.encode() if isinstance(wanted.text, str) else wanted.text
    number = postings.number(term) if postings else None
    if postings is None or number is None:
        return Matched(mask, scores)
    docs = postings.docs(number)
    kept = slice(None) if among is None else among[docs]
    docs = docs[kept]
    mask[docs] = True
    if scored:
        freqs = postings.freqs(number)[kept]
        scorable = segment.leaf.schema[wanted.fieldname].scorable
        found = _bm25f(segment, wanted.fieldname, term, docs, freqs) if scorable else freqs
        scores[docs] = found * wanted.boost
    return Matched(mask, scores)


def _bm25f(segment: Segment, field: str, term: bytes, docs: Array, freqs: Array) -> Scores:
    weighting = segment.whole.weighting
    idf = segment.whole.idf(field, term)
    average = segment.whole.avg_field_length(field) or 1
    lengths = segment.terms.lengths(field)[docs]
    found: Scores = bm25(idf, freqs, lengths, average, weighting.B, weighting.K1)
    return found


def _every(segment: Segment, parts: Sequence[query.Query], scored: bool) -> Matched:
    mask, scores = np.ones(len(segment.live), np.bool_), _zeros(segment)
    # What excludes comes last, and not at all where nothing is left.
    for part in sorted(parts, key=lambda one: isinstance(one, query.Not)):
        found = _evaluate(segment, part, scored)
        mask &= found.mask
        if not mask.any():
            return Matched(mask, _zeros(segment))
        if scored:
            scores += found.scores
    return Matched(mask, scores * mask if scored else scores)


def _any(segment: Segment, parts: Sequence[query.Query], scored: bool) -> Matched:
    mask, scores = np.zeros(len(segment.live), np.bool_), _zeros(segment)
    for part in parts:
        found = _evaluate(segment, part, scored)
        mask |= found.mask
        if scored:
            scores += found.scores
    return Matched(mask, scores)


def _prefix(segment: Segment, wanted: query.Prefix) -> Mask:
    mask = np.zeros(len(segment.live), np.bool_)
    postings = _postings(segment, wanted.fieldname)
    if postings:
        mask[postings.prefix_docs(wanted.text.encode())] = True
    return mask


def _phrase(segment: Segment, wanted: query.Phrase) -> Mask:
    """Where the terms stand at consecutive positions. Rarest term first; its places are thinned out by the others."""
    mask = np.zeros(len(segment.live), np.bool_)
    postings = _postings(segment, wanted.fieldname)
    if postings is None:
        return mask
    numbers = {term: postings.number(term.encode()) for term in dict.fromkeys(wanted.words)}
    known = {term: number for term, number in numbers.items() if number is not None}
    if len(known) < len(numbers):
        return mask
    rarity = {term: len(postings.docs(number)) for term, number in known.items()}
    order = sorted(known, key=rarity.__getitem__)
    candidates = _in_all(postings, [known[term] for term in order], len(segment.live))
    places: Array | None = None
    for term in order:
        if not len(candidates):
            return mask
        here = _places(postings, known[term], candidates)
        for at in (at for at, word in enumerate(wanted.words) if word == term):
            starts = here - at
            places = starts if places is None else places[_contained(places, starts)]
        assert places is not None
        candidates = np.unique(places >> 32)
    mask[candidates] = True
    return mask


def _in_all(postings: Postings, numbers: Sequence[int], count: int) -> Array:
    """The documents that have all these terms."""
    candidates = postings.docs(numbers[0])
    marks = np.zeros(count, np.bool_)
    for number in numbers[1:]:
        docs = postings.docs(number)
        marks[docs] = True
        candidates = candidates[marks[candidates]]
        marks[docs] = False
        if not len(candidates):
            break
    return candidates.astype(np.int64)


def _places(postings: Postings, number: int, candidates: Array) -> Array:
    """document << 32 | position of a term in those of the candidates that have it, ascending."""
    docs, freqs = postings.docs(number), postings.freqs(number)
    where = np.minimum(np.searchsorted(docs, candidates.astype(docs.dtype)), len(docs) - 1)
    where = where[docs[where] == candidates]
    starts = (np.cumsum(freqs) - freqs)[where]
    positions = postings.positions(number)[ragged(starts, freqs[where])]
    places: Array = np.repeat(docs[where].astype(np.int64) << 32, freqs[where]) + positions
    return places


def _contained(some: Array, others: Array) -> Mask:
    """Which of some are among others; both ascending."""
    at = np.searchsorted(others, some)
    at[at == len(others)] = 0
    found: Mask = others[at] == some if len(others) else np.zeros(len(some), np.bool_)
    return found


def _drained(segment: Segment, wanted: query.Query, scored: bool) -> Matched:
    mask, scores = np.zeros(len(segment.live), np.bool_), _zeros(segment)
    context = segment.leaf.context() if scored else segment.leaf.boolean_context()
    matcher = wanted.matcher(segment.leaf, context)
    while matcher.is_active():
        mask[matcher.id()] = True
        if scored:
            scores[matcher.id()] = matcher.score()
        matcher.next()
    return Matched(mask, scores)


def _postings(segment: Segment, field: str) -> Postings | None:
    try:
        return segment.terms.postings(field)
    except TermNotFound:
        return None


def _unscored(segment: Segment, mask: Mask) -> Matched:
    return Matched(mask, _zeros(segment))


def _zeros(segment: Segment) -> Scores:
    return np.zeros(len(segment.live))
