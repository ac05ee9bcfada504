"""A Whoosh query over one segment: the documents that match, and their scores.

And, Or and Not are set operations on whole arrays. Terms are drained from Whoosh's own matchers, so a term means what
it means to Whoosh. Phrases are worked out here from the terms' positions: Whoosh's span matchers take time in the
square of the repetitions within an article, and missed an article in a trial on real ones.
"""
from __future__ import annotations

from dataclasses import dataclass
from functools import reduce

import numpy as np
import numpy.typing as npt
from whoosh import query
from whoosh.searching import Searcher

Documents = npt.NDArray[np.int64]
Scores = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Matched:
    """Documents of one segment that match: ascending, without repeats, none deleted; one score each (0.0 where the
    query was evaluated without scores)."""

    documents: Documents
    scores: Scores


_NOTHING = Matched(np.empty(0, np.int64), np.empty(0, np.float64))


def evaluate(searcher: Searcher, wanted: query.Query, scored: bool = True) -> Matched:
    """What a query matches in a segment (a leaf searcher). Scores add up over the parts that match; what is excluded
    adds nothing."""
    if isinstance(wanted, query.And):
        return _every(searcher, wanted, scored)
    if isinstance(wanted, query.Or):
        parts = [evaluate(searcher, part, scored) for part in wanted.subqueries]
        return reduce(_union, parts, _NOTHING)
    if isinstance(wanted, query.Not):
        return _without(_all(searcher), evaluate(searcher, wanted.query, scored=False))
    if isinstance(wanted, query.AndMaybe):
        return _preferring(evaluate(searcher, wanted.a, scored), searcher, wanted.b, scored)
    if isinstance(wanted, query.ConstantScoreQuery):
        found = evaluate(searcher, wanted.child, scored=False)
        return Matched(found.documents, np.full(len(found.documents), wanted.score if scored else 0.0))
    if isinstance(wanted, query.Phrase):
        documents = _phrase(searcher, wanted)
        return Matched(documents, np.zeros(len(documents)))
    if isinstance(wanted, query.Every):
        return _all(searcher)
    return _drained(searcher, wanted, scored)


def _every(searcher: Searcher, wanted: query.And, scored: bool) -> Matched:
    positive = [part for part in wanted.subqueries if not isinstance(part, query.Not)]
    negative = [part for part in wanted.subqueries if isinstance(part, query.Not)]
    found = _all(searcher) if not positive else evaluate(searcher, positive[0], scored)
    for part in positive[1:]:
        if not len(found.documents):
            return _NOTHING
        found = _intersection(found, evaluate(searcher, part, scored))
    for part in negative:
        found = _without(found, evaluate(searcher, part.query, scored=False))
    return found


def _preferring(found: Matched, searcher: Searcher, wish: query.Query, scored: bool) -> Matched:
    if not scored or not len(found.documents):
        return found
    wished = evaluate(searcher, wish)
    scores = found.scores.copy()
    _, at_found, at_wished = np.intersect1d(
        found.documents, wished.documents, assume_unique=True, return_indices=True
    )
    scores[at_found] += wished.scores[at_wished]
    return Matched(found.documents, scores)


def _all(searcher: Searcher) -> Matched:
    reader = searcher.reader()
    live = np.ones(reader.doc_count_all(), np.bool_)
    live[[number for number in range(len(live)) if reader.is_deleted(number)]] = False
    documents = np.flatnonzero(live).astype(np.int64)
    return Matched(documents, np.zeros(len(documents)))


def _drained(searcher: Searcher, wanted: query.Query, scored: bool) -> Matched:
    context = searcher.context() if scored else searcher.boolean_context()
    matcher = wanted.matcher(searcher, context)
    if not scored:
        documents = np.fromiter(matcher.all_ids(), np.int64)
        return Matched(documents, np.zeros(len(documents)))
    pairs: list[tuple[int, float]] = []
    while matcher.is_active():
        pairs.append((matcher.id(), matcher.score()))
        matcher.next()
    return Matched(np.array([id for id, _ in pairs], np.int64), np.array([score for _, score in pairs]))


def _phrase(searcher: Searcher, wanted: query.Phrase) -> Documents:
    """The documents in which the phrase's terms stand at consecutive positions. Phrases are not scored here."""
    reader = searcher.reader()
    terms = [(term.encode(), place) for place, term in enumerate(wanted.words)]
    if not all((wanted.fieldname, term) in reader for term, _ in terms):
        return _NOTHING.documents
    # Rarest first, so that the candidates are few before a frequent term's positions are read.
    terms.sort(key=lambda pair: reader.doc_frequency(wanted.fieldname, pair[0]))
    candidates: Documents | None = None
    for term in dict.fromkeys(term for term, _ in terms):
        found = np.fromiter(reader.postings(wanted.fieldname, term).all_ids(), np.int64)
        candidates = found if candidates is None else np.intersect1d(candidates, found, assume_unique=True)
    assert candidates is not None
    starts: dict[int, set[int]] | None = None
    for term, place in terms:
        matcher = reader.postings(wanted.fieldname, term)
        beginning: dict[int, set[int]] = {}
        for document in candidates.tolist() if starts is None else starts:
            matcher.skip_to(document)
            here = {position - place for position in matcher.value_as("positions")}
            common = here if starts is None else here & starts[document]
            if common:
                beginning[document] = common
        starts = beginning
    return np.array(sorted(starts or ()), np.int64)


def _intersection(one: Matched, other: Matched) -> Matched:
    documents, at_one, at_other = np.intersect1d(
        one.documents, other.documents, assume_unique=True, return_indices=True
    )
    return Matched(documents, one.scores[at_one] + other.scores[at_other])


def _union(one: Matched, other: Matched) -> Matched:
    documents = np.union1d(one.documents, other.documents)
    scores = np.zeros(len(documents))
    scores[np.searchsorted(documents, one.documents)] += one.scores
    scores[np.searchsorted(documents, other.documents)] += other.scores
    return Matched(documents, scores)


def _without(found: Matched, excluded: Matched) -> Matched:
    keep = ~np.isin(found.documents, excluded.documents, assume_unique=True)
    return Matched(found.documents[keep], found.scores[keep])
