"""Copies among the documents of an index: which share a group, and which of some of them comes first in its."""
from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from indexer.engines.embedded.compiled import compiled
from indexer.engines.embedded.segment_file import Array


def repeats(groups: Sequence[Array], live: Sequence[Array]) -> list[Array]:
    """For each segment, given the keys of its documents' groups and which of them live: the numbers of those groups,
    from 0, that several live documents of the index share; -1 for a document that stands alone. All but a few do, and
    cost a search nothing more."""
    keys, times = np.unique(
        np.concatenate([np.empty(0, np.int64), *(some[alive] for some, alive in zip(groups, live))]),
        return_counts=True,
    )
    shared = keys[times > 1]
    return [_numbers(shared, some, alive) for some, alive in zip(groups, live)]


def firsts(numbers: Array, first: Array, second: Array, third: Array) -> Array:
    """Of documents with the numbers of their groups and three sort keys, no two alike in all: one bool a document, is
    it the first of its group?"""
    best = np.full(int(numbers.max(initial=-1)) + 1, -1, np.int64)
    _firsts(numbers, first, second, third, best)
    found: Array = best[numbers] == np.arange(len(numbers))
    return found


def _numbers(shared: Array, groups: Array, live: Array) -> Array:
    numbers = np.full(len(groups), -1, np.int32)
    if len(shared):
        at = np.minimum(np.searchsorted(shared, groups), len(shared) - 1)
        found = (shared[at] == groups) & live
        numbers[found] = at[found]
    return numbers


@compiled
def _firsts(numbers, first, second, third, best):  # type: ignore[no-untyped-def]
    for at in range(len(numbers)):
        other = best[numbers[at]]
        if other >= 0:
            if first[at] != first[other]:
                if first[at] > first[other]:
                    continue
            elif second[at] != second[other]:
                if second[at] > second[other]:
                    continue
            elif third[at] >= third[other]:
                continue
        best[numbers[at]] = at
