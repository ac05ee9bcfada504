"""Where a string stands: documents that have all its pairs, at neighbouring positions."""
from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from indexer.engines.embedded.compiled import compiled
from indexer.engines.embedded.postings import Documents, Occurrences, Postings
from indexer.engines.embedded.segment_file import Array
from indexer.engines.embedded.sets import nothing


def documents_with(postings: Postings, terms: Sequence[str], among: Documents | None) -> Documents:
    """The documents (of those in ``among``, if given) where the terms stand at consecutive positions. The rarest
    pair's documents are thinned out by the others', the next rarest first, and then its places are."""
    numbers: dict[str, int] = {}
    for term in terms:
        if term not in numbers:
            number = postings.number(term.encode())
            if number is None:
                return nothing()
            numbers[term] = number
    order = sorted(numbers, key=lambda term: postings.count(numbers[term]))
    found = postings.docs(numbers[order[0]]) if among is None else among
    met: dict[str, Occurrences] = {}
    for term in order if among is not None else order[1:]:
        here = postings.among(numbers[term], found)
        found = found[here.places]
        met = {known: _kept(occurrences, here.places) for known, occurrences in met.items()}
        met[term] = here
        if not len(found):
            return found
    if order[0] not in met:
        met[order[0]] = postings.among(numbers[order[0]], found)
    # Places as (number among the documents found, position at which the string would begin).
    documents = places = np.empty(0, np.int64)
    begun = False
    for term in sorted(order, key=lambda term: int(met[term].freqs.sum())):
        positions, here = postings.positions(numbers[term]), met[term]
        for offset in (at for at, other in enumerate(terms) if other == term):
            if begun:
                left = _kept_places(documents, places, offset, here.starts, here.freqs, positions)
                documents, places = documents[:left], places[:left]
            else:
                documents, places = _all_places(here, positions, offset)
                begun = True
    return found[np.unique(documents)]


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
