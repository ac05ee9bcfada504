"""A Whoosh query over one segment: which documents match, and then their scores, in whole-array operations.

Finding and scoring are two steps: AND starts with what is rarest and looks for the rest only among what is left, and
scores are worked out for the documents that remain after all filters. Queries of kinds that are not known here are
drained from Whoosh's own matcher, so that every Whoosh query has an answer.
"""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
from whoosh import query
from whoosh.reading import TermNotFound
from whoosh.searching import Searcher

from indexer.engines.embedded import sets, strings
from indexer.engines.embedded.codec import SegmentTerms
from indexer.engines.embedded.compiled import compiled
from indexer.engines.embedded.postings import Postings
from indexer.engines.embedded.segment_file import Array
from indexer.engines.embedded.sets import Documents, Mask

Scores = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Segment:
    """A segment open for searching: Whoosh's leaf searcher (for statistics and queries unknown here), the searcher of
    the whole index, the postings, and which documents live."""

    leaf: Searcher
    whole: Searcher
    terms: SegmentTerms
    live: Mask
    _averages: dict[str, float] = field(default_factory=dict)

    def average(self, field: str) -> float:
        """The average length of a field in the whole index, in words; 0.0 for a field whose terms are not scored."""
        if field not in self._averages:
            scorable = self.leaf.schema[field].scorable
            self._averages[field] = float(self.whole.avg_field_length(field) or 1) if scorable else 0.0
        return self._averages[field]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """One query on one segment."""

    segment: Segment
    # For each place in the query where a term stands, what was found of it there last, and the frequencies: whatever is
    # scored was found, so scoring need not read the postings again.
    _met: dict[int, tuple[Documents, Array]] = field(default_factory=dict)
    _numbers: dict[tuple[str, bytes], tuple[Postings | None, int | None]] = field(default_factory=dict)

    def find(self, wanted: query.Query) -> Documents:
        """The documents that match, deleted ones left out."""
        found = self._find(wanted, None)
        live = self.segment.live
        return found if self.segment.terms.whole else found[live[found]]

    def among(self, wanted: query.Query, docs: Documents) -> Mask:
        """Which of some documents match."""
        return sets.is_in(docs, self._find(wanted, docs))

    def score(self, wanted: query.Query, docs: Documents) -> Scores:
        """A score for each of some documents, all of which match. Scores are Whoosh's: BM25F of each term, added up
        over the parts that match; what is excluded adds nothing."""
        return self._score(wanted, docs, matching=True)

    def _score(self, wanted: query.Query, docs: Documents, matching: bool) -> Scores:
        """The same for any documents, 0.0 where the query does not match; ``matching`` says that it does in all."""
        scores = np.zeros(len(docs))
        if not len(docs) or isinstance(wanted, (query.Not, query.Every)) or wanted == query.NullQuery:
            return scores
        if isinstance(wanted, query.Term):
            return self._term_score(wanted, docs)[1]
        if isinstance(wanted, query.ConstantScoreQuery):
            scores[slice(None) if matching else sets.is_in(docs, self._find(wanted.child, docs))] = wanted.score
            return scores
        if isinstance(wanted, query.Or):
            for part in wanted.subqueries:
                scores += self._score(part, docs, matching=False)
            return scores
        if isinstance(wanted, query.AndMaybe) and isinstance(wanted.a, query.Term):
            # Found and scored at one go, as every word of a query is such a one.
            places, scores[:] = self._term_score(wanted.a, docs)
            scores[places] += self._score(wanted.b, docs[places], matching=False)
            return scores
        if isinstance(wanted, (query.And, query.AndMaybe)):
            if not matching:
                matched = self.among(wanted, docs)
                scores[matched] = self._score(wanted, docs[matched], matching=True)
                return scores
            if isinstance(wanted, query.AndMaybe):
                return self._score(wanted.a, docs, matching=True) + self._score(wanted.b, docs, matching=False)
            for part in wanted.subqueries:
                scores += self._score(part, docs, matching=True)
            return scores
        return self._drained_scores(wanted)[docs]

    def _find(self, wanted: query.Query, among: Documents | None) -> Documents:
        """The documents that match, only those in ``among`` where that is given."""
        count = len(self.segment.live)
        if isinstance(wanted, query.Term):
            return self._term(wanted, among)
        if isinstance(wanted, query.And):
            return self._every(wanted.subqueries, among)
        if isinstance(wanted, query.Or):
            return sets.union([self._find(part, among) for part in wanted.subqueries], count)
        if isinstance(wanted, query.Not):
            within = sets.everything(count) if among is None else among
            return sets.difference(within, self._find(wanted.query, among))
        if isinstance(wanted, query.AndMaybe):
            return self._find(wanted.a, among)
        if isinstance(wanted, query.ConstantScoreQuery):
            return self._find(wanted.child, among)
        if isinstance(wanted, query.Phrase) and wanted.slop == 1 and wanted.words:
            postings = self._postings(wanted.fieldname)
            if postings and postings.has_positions:
                return strings.documents_with(postings, wanted.words, among)
        if isinstance(wanted, query.Prefix):
            return self._prefix(wanted, among)
        if isinstance(wanted, query.Every) and wanted.fieldname in (None, "*"):
            return sets.everything(count) if among is None else among
        if wanted == query.NullQuery:
            return sets.nothing()
        return self._drained(wanted, among)

    def _every(self, parts: Sequence[query.Query], among: Documents | None) -> Documents:
        # Negation is cheap only among what is left.
        for part in sorted(parts, key=lambda one: (isinstance(one, query.Not), self.cost(one))):
            among = self._find(part, among)
            if not len(among):
                break
        return sets.everything(len(self.segment.live)) if among is None else among

    def cost(self, wanted: query.Query) -> int:
        """About how many documents have to be looked at to find what matches."""
        if isinstance(wanted, query.Term):
            postings, number = self._number(wanted)
            return 0 if postings is None or number is None else postings.count(number)
        if isinstance(wanted, query.Or):
            return sum(map(self.cost, wanted.subqueries))
        if isinstance(wanted, query.And):
            return min(map(self.cost, wanted.subqueries), default=0)
        if isinstance(wanted, query.AndMaybe):
            return self.cost(wanted.a)
        if isinstance(wanted, query.ConstantScoreQuery):
            return self.cost(wanted.child)
        if isinstance(wanted, query.Phrase):
            return min((self.cost(query.Term(wanted.fieldname, word)) for word in wanted.words), default=0)
        return len(self.segment.live)

    def _number(self, term: query.Term) -> tuple[Postings | None, int | None]:
        key = term.fieldname, _bytes(term)
        if key not in self._numbers:
            postings = self._postings(term.fieldname)
            self._numbers[key] = postings, postings.number(key[1]) if postings else None
        return self._numbers[key]

    def _term(self, wanted: query.Term, among: Documents | None) -> Documents:
        postings, number = self._number(wanted)
        if postings is None or number is None:
            return sets.nothing()
        if among is None:
            met = postings.counted(number)
        else:
            here = postings.among(number, among)
            met = among[here.places], here.freqs
        self._met[id(wanted)] = met
        return met[0]

    def _term_score(self, wanted: query.Term, docs: Documents) -> tuple[Array, Scores]:
        """Which places among the documents have a term, and a score for every document."""
        scores = np.zeros(len(docs))
        postings, number = self._number(wanted)
        if postings is None or number is None:
            return np.empty(0, np.int64), scores
        places, freqs = self._frequencies(wanted, postings, number, docs)
        segment = self.segment
        average = segment.average(wanted.fieldname)
        if not average:
            scores[places] = freqs * wanted.boost
        elif len(places):
            weighting = segment.whole.weighting
            idf = segment.whole.idf(wanted.fieldname, _bytes(wanted)) * wanted.boost
            lengths = segment.terms.lengths(wanted.fieldname)
            _bm25(scores, places, docs, freqs, lengths, average, float(idf), weighting.B, weighting.K1)
        return places, scores

    def _frequencies(
        self, wanted: query.Term, postings: Postings, number: int, docs: Documents
    ) -> tuple[Array, Array]:
        """Which places among the documents have a term, and its frequency there."""
        met = self._met.get(id(wanted))
        if met is None:
            here = postings.among(number, docs)
            return here.places, here.freqs
        if met[0] is docs:
            return np.arange(len(docs)), met[1].astype(np.int64, copy=False)
        room = np.empty((2, min(len(docs), len(met[0]))), np.int64)
        found = _shared(docs, *met, room[0], room[1])
        return room[0, :found], room[1, :found]

    def _prefix(self, wanted: query.Prefix, among: Documents | None) -> Documents:
        postings = self._postings(wanted.fieldname)
        marks = np.zeros(len(self.segment.live), np.bool_)
        if postings:
            postings.mark_prefix(wanted.text.encode(), marks)
        return np.flatnonzero(marks).astype(np.uint32) if among is None else among[marks[among]]

    def _drained(self, wanted: query.Query, among: Documents | None) -> Documents:
        matcher = wanted.matcher(self.segment.leaf, self.segment.leaf.boolean_context())
        found = np.array(sorted(set(matcher.all_ids())), np.uint32)
        return found if among is None else found[sets.is_in(found, among)]

    def _drained_scores(self, wanted: query.Query) -> Scores:
        scores = np.zeros(len(self.segment.live))
        matcher = wanted.matcher(self.segment.leaf, self.segment.leaf.context())
        while matcher.is_active():
            scores[matcher.id()] = matcher.score()
            matcher.next()
        return scores

    def _postings(self, field: str) -> Postings | None:
        try:
            return self.segment.terms.postings(field)
        except TermNotFound:
            return None


def _bytes(term: query.Term) -> bytes:
    return term.text.encode() if isinstance(term.text, str) else bytes(term.text)


@compiled
def _bm25(scores, places, docs, freqs, lengths, average, idf, b, k1):  # type: ignore[no-untyped-def]
    """Whoosh's whoosh.scoring.bm25 for the documents at these places, written to ``scores``."""
    for at in range(len(places)):
        place = places[at]
        freq = np.float64(freqs[at])
        length = np.float64(lengths[docs[place]])
        scores[place] = idf * ((freq * (k1 + 1)) / (freq + k1 * ((1 - b) + b * length / average)))


@compiled
def _shared(docs, others, other_freqs, places, freqs):  # type: ignore[no-untyped-def]
    """The places of the documents that are among the others, and the frequencies there; how many there are."""
    other = found = 0
    for place in range(len(docs)):
        while other < len(others) and others[other] < docs[place]:
            other += 1
        if other == len(others):
            break
        if others[other] == docs[place]:
            places[found], freqs[found] = place, other_freqs[other]
            found += 1
    return found
