"""The first few of very many, by several keys, without sorting them all."""
from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from indexer.engines.embedded.compiled import compiled
from indexer.engines.embedded.segment_file import Array

Places = int | slice | Array
"""One place, or all, or some: whatever an array takes as an index."""

Key = Callable[[Places], Any]
"""The key at some places, smallest first."""

# A heap of the smallest is faster than a partition of all up to here.
_HEAP = 256


def first_by(total: int, keys: Sequence[Key], count: int) -> npt.NDArray[np.int64]:
    """Of places 0 to total - 1 the ``count`` smallest, smallest first: by the first key, ties by the next, and so on,
    then by place. Fewer come back where there are fewer. A key is asked only about what those before it leave tied."""
    open_places: slice | Array = slice(0, total)
    left = total
    settled: list[Array] = []
    wanted = max(count, 0)
    for key in keys:
        if left <= wanted or not wanted:
            break
        values = key(open_places).astype(np.float64, copy=False)
        threshold = _smallest(values, wanted) if wanted <= _HEAP else np.partition(values, wanted - 1)[wanted - 1]
        below, tied = np.flatnonzero(values < threshold), np.flatnonzero(values == threshold)
        if not isinstance(open_places, slice):
            below, tied = open_places[below], open_places[tied]
        settled.append(below)
        wanted -= len(below)
        open_places, left = tied, len(tied)
    rest = np.arange(total) if isinstance(open_places, slice) else open_places
    candidates = np.concatenate([*settled, rest[:wanted]])
    # lexsort decides by its last key first; the place itself is the last resort.
    order = np.lexsort((candidates, *(key(candidates) for key in reversed(keys))))
    first: npt.NDArray[np.int64] = candidates[order]
    return first


@compiled
def _smallest(values, count):  # type: ignore[no-untyped-def]
    """The count-th smallest value; there are at least so many."""
    heap = values[:count].copy()  # the largest of the smallest on top
    for root in range(count // 2 - 1, -1, -1):
        _sink(heap, root)
    for at in range(count, len(values)):
        if values[at] < heap[0]:
            heap[0] = values[at]
            _sink(heap, 0)
    return heap[0]


@compiled
def _sink(heap, root):  # type: ignore[no-untyped-def]
    while True:
        child = 2 * root + 1
        if child >= len(heap):
            return
        if child + 1 < len(heap) and heap[child + 1] > heap[child]:
            child += 1
        if heap[root] >= heap[child]:
            return
        heap[root], heap[child] = heap[child], heap[root]
        root = child
