"""Sets of documents as ascending arrays: what all, any or none of them hold."""
from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from indexer.engines.embedded.compiled import compiled

Documents = npt.NDArray[np.uint32]
"""Document numbers of a segment, ascending, none twice."""

Mask = npt.NDArray[np.bool_]
"""One bool a document: of a segment, or of some documents."""

# Above one document in so many, marking all of a segment's documents is faster than merging lists.
_MANY = 64


def nothing() -> Documents:
    """No document."""
    return np.empty(0, np.uint32)


def everything(count: int) -> Documents:
    """All documents of a segment of so many."""
    return np.arange(count, dtype=np.uint32)


def union(sets: Sequence[Documents], count: int) -> Documents:
    """What is in any of the sets, in a segment of so many documents."""
    sets = [one for one in sets if len(one)]
    if not sets:
        return nothing()
    if len(sets) > 2 and sum(map(len, sets)) * _MANY > count * len(sets):
        marks = np.zeros(count, np.bool_)
        for one in sets:
            marks[one] = True
        return np.flatnonzero(marks).astype(np.uint32)
    while len(sets) > 1:
        sets = [*sets[2:], _merged(sets[0], sets[1])]
    return sets[0]


def difference(some: Documents, others: Documents) -> Documents:
    """What is in the first set and not in the other."""
    if not len(some) or not len(others):
        return some
    room = np.empty(len(some), np.uint32)
    return room[: _difference(some, others, room)]


def is_in(some: Documents, others: Documents) -> Mask:
    """Which of some documents are among others."""
    if not len(others):
        return np.zeros(len(some), np.bool_)
    at = np.searchsorted(others, some)
    at[at == len(others)] = 0
    found: Mask = others[at] == some
    return found


def _merged(some: Documents, others: Documents) -> Documents:
    room = np.empty(len(some) + len(others), np.uint32)
    return room[: _union(some, others, room)]


@compiled
def _union(some, others, room):  # type: ignore[no-untyped-def]
    a = b = found = 0
    while a < len(some) and b < len(others):
        x, y = some[a], others[b]
        room[found] = min(x, y)
        a += x <= y
        b += y <= x
        found += 1
    while a < len(some):
        room[found] = some[a]
        a += 1
        found += 1
    while b < len(others):
        room[found] = others[b]
        b += 1
        found += 1
    return found


@compiled
def _difference(some, others, room):  # type: ignore[no-untyped-def]
    b = found = 0
    for a in range(len(some)):
        x = some[a]
        while b < len(others) and others[b] < x:
            b += 1
        if b == len(others) or others[b] != x:
            room[found] = x
            found += 1
    return found
