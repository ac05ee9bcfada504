"""Where a string stands: documents that have all its pairs, at neighbouring positions."""
from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from indexer.engines.embedded.compiled import compiled
from indexer.engines.embedded.postings import Occurrences, Postings
from indexer.engines.embedded.segment_file import Array
from indexer.engines.embedded.sets import Documents, nothing


def documents_with(postings: Postings, terms: Sequence[str], among: Documents | None) -> Documents:
    """The documents (of those in ``among``, if given) where the terms, at least one, stand at consecutive positions.
    The rarest term's documents are thinned out by the next rarest term's, and so on, and then its places are. Of the
    neighbouring pairs of a string one is passed over where rarer ones have both its characters: abcd is where ab is
    and cd is, two places on."""
    numbers = postings.numbers([term.encode() for term in terms])
    if numbers.min() < 0:
        return nothing()
    known = dict(zip(terms, numbers.tolist()))
    offsets = _covering(terms, postings.counts(numbers).tolist())
    order = list(dict.fromkeys(terms[offset] for offset in offsets))
    if len(order) == len(offsets) == 1 and among is None:
        return postings.docs(known[order[0]])
    found = postings.docs(known[order[0]]) if among is None else among
    met: dict[str, Occurrences] = {}
    for term in order if among is not None else order[1:]:
        here = postings.among(known[term], found)
        found = found[here.places]
        met = {other: _kept(occurrences, here.places) for other, occurrences in met.items()}
        met[term] = here
        if not len(found):
            return found
    if len(offsets) == 1:
        return found
    if order[0] not in met:
        met[order[0]] = postings.among(known[order[0]], found)
    # Places as (number among the documents found, position at which the string would begin).
    offsets.sort(key=lambda offset: int(met[terms[offset]].freqs.sum()))
    documents, places = _all_places(met[terms[offsets[0]]], postings.positions(known[terms[offsets[0]]]), offsets[0])
    for offset in offsets[1:]:
        here, positions = met[terms[offset]], postings.positions(known[terms[offset]])
        left = _kept_places(documents, places, offset, here.starts, here.freqs, positions)
        documents, places = documents[:left], places[:left]
    marks = np.zeros(len(found), np.bool_)
    marks[documents] = True
    return found[marks]


def _covering(terms: Sequence[str], counts: Sequence[int]) -> list[int]:
    """The offsets of the terms to look at, the rarest first: of the pairs of a string those that together have every
    character of it, otherwise all."""
    rarest = sorted(range(len(terms)), key=counts.__getitem__)
    if any(len(one) != 2 or one[1:] != other[:1] for one, other in zip(terms, [*terms[1:], terms[-1][1:]])):
        return rarest
    covered = [False] * (len(terms) + 1)
    chosen = []
    for offset in rarest:
        if not (covered[offset] and covered[offset + 1]):
            covered[offset] = covered[offset + 1] = True
            chosen.append(offset)
    return chosen


def _kept(occurrences: Occurrences, places: Array) -> Occurrences:
    return Occurrences(occurrences.places[places], occurrences.freqs[places], occurrences.starts[places])


def _all_places(here: Occurrences, positions: Array, offset: int) -> tuple[Array, Array]:
    total = int(here.freqs.sum())
    documents, places = np.empty(total, np.int64), np.empty(total, np.int64)
    _list_places(here.starts, here.freqs, positions, offset, documents, places)
    return documents, places


@compiled
def _list_places(starts, freqs, positions, offset, documents, places):  # type: ignore[no-untyped-def]
    at = 0
    for document in range(len(starts)):
        for place in range(starts[document], starts[document] + freqs[document]):
            documents[at] = document
            places[at] = np.int64(positions[place]) - offset
            at += 1


@compiled
def _kept_places(documents, places, offset, starts, freqs, positions):  # type: ignore[no-untyped-def]
    """Moves to the front the places that have the term at an offset from them; how many there are."""
    left = 0
    document = np.int64(-1)
    at = end = np.int64(0)
    for place in range(len(documents)):
        if documents[place] != document:
            document = documents[place]
            at = starts[document]
            end = at + freqs[document]
        target = places[place] + offset
        while at < end and np.int64(positions[at]) < target:
            at += 1
        if at < end and np.int64(positions[at]) == target:
            documents[left] = document
            places[left] = places[place]
            left += 1
    return left
