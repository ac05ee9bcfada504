"""The page asked for, of the documents chosen: in order, each article by itself or each report once."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from indexer.engines.base import Hit
from indexer.engines.embedded.columns import SegmentColumns
from indexer.engines.embedded.evaluate import Scores
from indexer.engines.embedded.repeats import firsts
from indexer.engines.embedded.segment_file import Array
from indexer.engines.embedded.sets import Documents, Mask
from indexer.engines.embedded.top import Key, Places, first_by
from indexer.engines.embedded.view import OpenSegment
from indexer.query.request import Request, Sort


@dataclass(frozen=True, slots=True)
class Chosen:
    """The documents chosen of one segment, what they are sorted by, and what their score is."""

    segment: OpenSegment
    documents: Documents
    scores: Scores
    keys: tuple[Key, Key, Key]

    @classmethod
    def of(cls, segment: OpenSegment, documents: Documents, scores: Scores, sort: Sort) -> Chosen:
        """With the keys that a sort order means; the scores count for relevance only."""
        return cls(segment, documents, scores, _keys(sort, segment.columns, documents, scores))

    @property
    def repeats(self) -> Array:
        """The numbers of the documents' groups, as ``OpenSegment`` has them."""
        return self.segment.repeats[self.documents]

    def first(self, count: int, kept: Mask | None) -> Array:
        """The places of the first few, of those kept or of all."""
        if kept is None:
            return first_by(len(self.documents), self.keys, count)
        among = np.flatnonzero(kept)
        return among[first_by(len(among), [_of(key, among) for key in self.keys], count)]

    def hit(self, at: int, copies: tuple[str, ...] = ()) -> Hit:
        """The document at a place."""
        return Hit(self.id(at), float(self.scores[at]), copies)

    def id(self, at: int) -> str:
        """The id of the document at a place."""
        return self.segment.id(int(self.documents[at]))


def page(chosen: Sequence[Chosen], request: Request) -> tuple[int, tuple[Hit, ...]]:
    """How many articles or, for a grouped request, reports were chosen, and the page asked for."""
    total = sum(len(one.documents) for one in chosen)
    if not request.grouped:
        return total, tuple(chosen[number].hit(at) for number, at in _standing(chosen, None, request))
    copies = _Copies.of(chosen)
    shown = _standing(chosen, copies.kept, request)
    behind = copies.behind(shown)
    hits = (chosen[number].hit(at, behind.get((number, at), ())) for number, at in shown)
    return total - copies.surplus, tuple(hits)


def _standing(chosen: Sequence[Chosen], kept: Sequence[Mask] | None, request: Request) -> list[tuple[int, int]]:
    """The page asked for, by segment and place: the first of each segment, and of these the first of all."""
    most = request.page * request.size
    places = [one.first(most, kept[number] if kept else None) for number, one in enumerate(chosen)]
    if sum(map(len, places)) <= most - request.size:
        return []
    keys = [_joined([one.keys[key](at) for one, at in zip(chosen, places)], np.float64) for key in range(3)]
    order = np.lexsort(keys[::-1])[most - request.size : most]
    segments = np.repeat(np.arange(len(chosen)), list(map(len, places)))[order]
    return list(zip(segments.tolist(), _joined(places, np.int64)[order].tolist()))


@dataclass(frozen=True, slots=True)
class _Copies:
    """The chosen documents that share their group with others of the index, segment after segment: for each the number
    of its group, what it is sorted by, the number of its segment, its place among the chosen ones there, and whether
    it is the first of its group."""

    chosen: Sequence[Chosen]
    groups: Array
    keys: Sequence[Array]
    segments: Array
    places: Array
    first: Mask

    @classmethod
    def of(cls, chosen: Sequence[Chosen]) -> _Copies:
        places = [np.flatnonzero(one.repeats >= 0) for one in chosen]
        groups = _joined([one.repeats[at] for one, at in zip(chosen, places)], np.int64)
        keys = [_joined([one.keys[key](at) for one, at in zip(chosen, places)], np.float64) for key in range(3)]
        segments = np.repeat(np.arange(len(chosen)), list(map(len, places)))
        return cls(chosen, groups, keys, segments, _joined(places, np.int64), firsts(groups, *keys))

    @property
    def surplus(self) -> int:
        """How many are not the first of their group."""
        return int(np.count_nonzero(~self.first))

    @property
    def kept(self) -> list[Mask]:
        """One bool a chosen document of each segment: all but those that are not the first of their group."""
        kept = [np.ones(len(one.documents), np.bool_) for one in self.chosen]
        for number, mask in enumerate(kept):
            mask[self.places[(self.segments == number) & ~self.first]] = False
        return kept

    def behind(self, shown: Sequence[tuple[int, int]]) -> dict[tuple[int, int], tuple[str, ...]]:
        """For each of these documents, by segment and place, the ids of the others of its group, in order."""
        group_of = {(number, at): int(self.chosen[number].repeats[at]) for number, at in shown}
        wanted = np.array([group for group in group_of.values() if group >= 0], np.int64)
        others = np.flatnonzero(~self.first & np.isin(self.groups, wanted))
        order = np.lexsort([key[others] for key in reversed(self.keys)])
        ids: defaultdict[int, list[str]] = defaultdict(list)
        for one in others[order].tolist():
            ids[int(self.groups[one])].append(self.chosen[self.segments[one]].id(int(self.places[one])))
        return {place: tuple(ids[group]) for place, group in group_of.items() if group in ids}


def _joined(arrays: Sequence[Array], dtype: Any) -> Array:
    return np.concatenate([np.empty(0, dtype), *arrays]).astype(dtype, copy=False)


def _of(key: Key, among: Array) -> Key:
    return lambda at: key(among[at])


def _keys(sort: Sort, columns: SegmentColumns, documents: Documents, scores: Scores) -> tuple[Key, Key, Key]:
    """What some documents are sorted by, smallest first; undated ones come last in either order of time."""

    def newest(at: Places) -> Any:
        return -columns.day[documents[at]].astype(np.int64)

    def oldest(at: Places) -> Any:
        day = columns.day[documents[at]]
        return np.where(day == 0, np.iinfo(np.int32).max, day)

    def seq(at: Places) -> Any:
        return columns.seq[documents[at]]

    if sort == "relevance":
        return (lambda at: -scores[at], newest, seq)
    return (newest if sort == "newest" else oldest, seq, seq)
