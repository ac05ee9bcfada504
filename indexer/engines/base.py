"""The whole interface between Longwen and an engine.

For one request over one set of documents every engine gives the same ids, total, facet counts and date order.
"""
from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol, overload

import numpy as np
import numpy.typing as npt

from indexer.document import Document
from indexer.query.request import Request
from indexer.schema import FacetName


@dataclass(frozen=True, slots=True)
class Hit:
    """One article that answers, by id. ``score`` is 0.0 where the order does not need it. ``copies`` are the other
    answering articles that are the same report, in the order asked for, where a request is grouped."""

    id: str
    score: float
    copies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FacetCount:
    """How many of the answering articles have this value, all filters applied except this facet's own. Dates are
    counted by year and month (and undated); days are values to filter by only."""

    value: str
    count: int


class FacetCounts(Sequence[FacetCount]):
    """A facet's values with a count above zero, largest count first and then by value. They are made as they are
    asked for: the first few cost little, however many there are."""

    def __init__(self, values: Sequence[str], counts: npt.NDArray[np.int64]) -> None:
        """``values`` in order, and a count for each, which may be 0."""
        self._values = values
        self._counts = counts
        self._found = np.flatnonzero(counts)
        self._order: npt.NDArray[np.int64] | None = None

    def __len__(self) -> int:
        return len(self._found)

    @overload
    def __getitem__(self, place: int) -> FacetCount: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[FacetCount, ...]: ...

    def __getitem__(self, place: int | slice) -> FacetCount | tuple[FacetCount, ...]:
        if isinstance(place, slice):
            wanted = range(*place.indices(len(self)))
            places = self._first(max(wanted, default=-1) + 1)[np.array(wanted, np.int64)]
            return tuple(map(FacetCount, [self._values[at] for at in places.tolist()], self._counts[places].tolist()))
        at = int(self._first(len(self))[place])
        return FacetCount(self._values[at], int(self._counts[at]))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"FacetCounts({list(self)})"

    def __iter__(self) -> Iterator[FacetCount]:
        return iter(self[:])

    def _first(self, number: int) -> npt.NDArray[np.int64]:
        """The places of the first values, at least so many, in order."""
        if self._order is None or len(self._order) < min(number, len(self)):
            among = self._found
            counts = self._counts[among]
            if number < len(among):
                among = among[counts >= np.partition(counts, -number)[-number]] if number else among[:0]
            # Values are in order, so a stable sort leaves ties so.
            self._order = among[np.argsort(-self._counts[among], kind="stable")]
        return self._order


@dataclass(frozen=True, slots=True)
class Results:
    """The answer to one request.

    ``total`` counts every answering article and ``groups`` every answering report, which are as many where a request is
    not grouped; ``hits`` is the page asked for (empty beyond the last one), articles or the first of each report;
    ``facets`` has an entry for each facet asked for. ``notes`` says, in words, anything that makes the answer less
    than exact.
    """

    total: int
    groups: int
    hits: tuple[Hit, ...]
    facets: Mapping[FacetName, Sequence[FacetCount]]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WriteReport:
    """What a write changed: articles new to the archive, articles replaced, and articles already there as given."""

    added: int
    replaced: int
    unchanged: int


@dataclass(frozen=True, slots=True)
class Description:
    """What the engine holds: ``documents`` acknowledged, ``indexed`` of them searchable, and named facts about the
    index (its analysis, its size, its folder) for people to read."""

    documents: int
    indexed: int
    facts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """What a check of the engine's files found: how much was looked at and every fault, in words."""

    checked: int
    faults: tuple[str, ...] = field(default=())


class Engine(Protocol):
    """What the rest of Longwen may ask of an engine."""

    def write(self, documents: Iterable[Document]) -> WriteReport:
        """Takes the documents in; when it returns they are safe, and searchable after ``commit``."""

    def delete(self, ids: Sequence[str]) -> int:
        """Removes the articles with these ids; the number removed."""

    def commit(self, progress: Callable[[int], None] = ...) -> None:
        """Makes everything written or deleted so far searchable; ``progress`` is told the size of each step done."""

    def rebuild(self, progress: Callable[[int], None] = ...) -> None:
        """Makes what answers anew from the documents, aside, and then puts it in place of the present one."""

    def documents(self) -> Iterator[Document]:
        """Every document, in the order of writing."""

    def behind(self) -> int:
        """How many changes are written but not yet searchable (an upper bound)."""

    def search(self, request: Request) -> Results:
        """Answers a request. Raises QueryRefused, before any work, for a query over a stated limit."""

    def copies(self, id: str) -> list[str]:
        """The other searchable articles that are the same report as this one, oldest first, undated ones last."""

    def fetch(self, ids: Sequence[str]) -> list[Document | None]:
        """The documents with these ids, in their order; None where there is none."""

    def terms(self, facet: FacetName, prefix: str = "", limit: int = 20) -> list[FacetCount]:
        """A facet's values that begin with the prefix, most frequent first."""

    def describe(self) -> Description:
        """What the engine holds."""

    def verify(self) -> VerifyReport:
        """Checks what the engine holds against itself."""

    def close(self) -> None:
        """Lets go of files and connections; the engine cannot be used afterwards."""
