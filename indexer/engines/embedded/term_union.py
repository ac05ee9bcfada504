"""The terms of several segments in one order, without a Python object a term: there are tens of millions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from indexer.engines.embedded.compiled import compiled
from indexer.engines.embedded.segment_file import Array, SegmentFile


@dataclass(frozen=True, slots=True)
class TermUnion:
    """The terms of one field over all parts: ``numbers[p][t]`` is the new number of part p's term t (of a term left
    out: of the next one kept)."""

    terms: Array
    term_ends: Array
    numbers: Sequence[Array]


def united(field: str, files: Sequence[SegmentFile], alive: Sequence[Array | None]) -> TermUnion:
    """The terms of a field over several segments; of each segment those that live (None: all)."""
    sizes = [len(file.array(f"{field}.terms")) for file in files]
    bounds = np.cumsum([0, *(len(file.array(f"{field}.term_ends")) for file in files)])
    text, all_ends = np.empty(sum(sizes), np.uint8), np.empty(int(bounds[-1]), smallest_type(sum(sizes)))
    all_alive = np.ones(int(bounds[-1]), np.bool_)
    start = 0
    for file, size, living, first, last in zip(files, sizes, alive, bounds[:-1], bounds[1:]):
        text[start : start + size] = file.array(f"{field}.terms")
        all_ends[first:last] = file.array(f"{field}.term_ends") + all_ends.dtype.type(start)
        if living is not None:
            all_alive[first:last] = living
        start += size
        file.release()
    # u4, as a hundred segments have tens of millions of terms.
    numbers, chosen = np.empty(len(all_ends), np.uint32), np.empty(len(all_ends), np.uint32)
    chosen = chosen[: _unite(text, all_ends, bounds, all_alive, numbers, chosen)]
    lengths = all_ends[chosen] - np.where(chosen > 0, all_ends[chosen.astype(np.int64) - 1], 0)
    term_ends = np.cumsum(lengths, dtype=np.uint32)
    terms = np.empty(int(term_ends[-1]) if len(term_ends) else 0, np.uint8)
    _copy(text, all_ends, chosen, terms)
    return TermUnion(terms, term_ends, [numbers[start:end] for start, end in zip(bounds[:-1], bounds[1:])])


def smallest_type(number: int) -> type[np.uint32] | type[np.uint64]:
    """u4 where it holds a number, else u8."""
    return np.uint32 if number < 1 << 32 else np.uint64


@compiled
def _unite(text, ends, bounds, alive, numbers, chosen):  # type: ignore[no-untyped-def]
    """Merges the parts' ascending lists of terms; how many terms there are."""
    parts = len(bounds) - 1
    heads = bounds[:parts].copy()
    found = 0
    while True:
        least = np.int64(-1)
        for part in range(parts):
            while heads[part] < bounds[part + 1] and not alive[heads[part]]:
                numbers[heads[part]] = found
                heads[part] += 1
            if heads[part] == bounds[part + 1]:
                continue
            if least < 0 or _compare(text, ends, heads[part], heads[least]) < 0:
                least = np.int64(part)
        if least < 0:
            return found
        for part in range(least + 1, parts):
            if heads[part] < bounds[part + 1] and _compare(text, ends, heads[part], heads[least]) == 0:
                numbers[heads[part]] = found
                heads[part] += 1
        numbers[heads[least]] = found
        chosen[found] = heads[least]
        heads[least] += 1
        found += 1


@compiled
def _compare(text, ends, one, other):  # type: ignore[no-untyped-def]
    a = np.int64(ends[one - 1]) if one else np.int64(0)
    b = np.int64(ends[other - 1]) if other else np.int64(0)
    one_size, other_size = np.int64(ends[one]) - a, np.int64(ends[other]) - b
    for at in range(min(one_size, other_size)):
        difference = np.int64(text[a + at]) - np.int64(text[b + at])
        if difference:
            return difference
    return one_size - other_size


@compiled
def _copy(text, ends, chosen, terms):  # type: ignore[no-untyped-def]
    """Writes the chosen terms end to end."""
    place = 0
    for at in range(len(chosen)):
        start = np.int64(ends[chosen[at] - 1]) if chosen[at] else np.int64(0)
        for byte in range(start, np.int64(ends[chosen[at]])):
            terms[place] = text[byte]
            place += 1
