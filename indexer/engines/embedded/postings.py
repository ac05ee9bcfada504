"""A field's terms and postings in a segment, read in place. FORMAT.md says how they lie there."""
from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from indexer.engines.embedded import packed
from indexer.engines.embedded.compiled import compiled
from indexer.engines.embedded.segment_file import Array, SegmentFile
from indexer.engines.embedded.sets import Documents, Mask, is_in


@dataclass(frozen=True, slots=True)
class Occurrences:
    """Where a term occurs among some documents: for each of them that has it, its place among those asked for, the
    term's frequency, and where its positions begin in ``Postings.positions`` of the term. Parallel arrays."""

    places: Array
    freqs: Array
    starts: Array


class Postings(ABC):
    """The terms of one field in byte order, numbered from 0, each with the documents that have it."""

    def __init__(self, file: SegmentFile, field: str) -> None:
        self.field = field
        self._text = file.array(f"{field}.terms")
        self._bytes = memoryview(self._text.data) if len(self._text) else memoryview(b"")
        self._term_ends = file.array(f"{field}.term_ends")
        self._ends = file.array(f"{field}.ends")

    def __len__(self) -> int:
        return len(self._ends)

    def term(self, number: int) -> bytes:
        """The term of a number."""
        return bytes(self._bytes[_start(self._term_ends, number) : int(self._term_ends[number])])

    def terms(self) -> list[bytes]:
        """All terms in order."""
        text, ends = bytes(self._bytes), self._term_ends.tolist()
        return [text[start:end] for start, end in zip([0, *ends[:-1]], ends)]

    def place(self, term: bytes) -> int:
        """The number of the first term that does not sort before this one; len(self) if there is none."""
        return int(_place(self._text, self._term_ends, np.frombuffer(term, np.uint8)))

    def number(self, term: bytes) -> int | None:
        """The number of a term, None if it does not occur."""
        number = int(_number(self._text, self._term_ends, np.frombuffer(term, np.uint8)))
        return number if number >= 0 else None

    def numbers(self, terms: Sequence[bytes]) -> Array:
        """The numbers of some terms, -1 for those that do not occur (i8)."""
        found = np.empty(len(terms), np.int64)
        sizes = np.array([len(term) for term in terms], np.int64)
        _numbers(self._text, self._term_ends, np.frombuffer(b"".join(terms), np.uint8), sizes, found)
        return found

    def counts(self, numbers: Array) -> Array:
        """How many documents have each of some terms (i8)."""
        ends = self._ends[numbers].astype(np.int64)
        return ends - np.where(numbers > 0, self._ends[numbers - 1], 0)

    def count(self, number: int) -> int:
        """How many documents have a term."""
        return int(self._ends[number]) - _start(self._ends, number)

    @abstractmethod
    def docs(self, number: int) -> Documents:
        """The documents of a term."""

    def counted(self, number: int) -> tuple[Documents, Array]:
        """The documents of a term and its frequency in each (u4); ones where the field does not count."""
        return self.docs(number), np.ones(self.count(number), np.uint32)

    def freqs(self, number: int) -> Array:
        """The term's frequencies beside ``docs``."""
        return self.counted(number)[1]

    @abstractmethod
    def among(self, number: int, wanted: Documents) -> Occurrences:
        """Where a term occurs among some documents."""

    def mark_prefix(self, prefix: bytes, marks: Mask) -> None:
        """Sets ``marks`` for each document with a term that begins with the prefix, which is whole characters."""
        # No UTF-8 byte is 0xFF: everything that begins with the prefix sorts below this.
        self._mark(self.place(prefix), self.place(prefix + b"\xff"), marks)

    @abstractmethod
    def _mark(self, first: int, last: int, marks: Mask) -> None:
        """Sets ``marks`` for each document that has any of the terms from number ``first`` to before ``last``."""

    @property
    def has_positions(self) -> bool:
        """Whether the field has positions."""
        return False

    def positions(self, number: int) -> Array:
        """The positions of a term, posting after posting; none in a field without positions."""
        return np.empty(0, np.uint16)


class SetPostings(Postings):
    """Postings that say only that a term occurs, as plain arrays."""

    def __init__(self, file: SegmentFile, field: str) -> None:
        super().__init__(file, field)
        self._docs = file.array(f"{field}.docs")

    def docs(self, number: int) -> Documents:
        found: Documents = self._docs[_start(self._ends, number) : int(self._ends[number])]
        return found

    def among(self, number: int, wanted: Documents) -> Occurrences:
        places = np.flatnonzero(is_in(wanted, self.docs(number)))
        return Occurrences(places, np.ones(len(places), np.int64), np.zeros(len(places), np.int64))

    def _mark(self, first: int, last: int, marks: Mask) -> None:
        marks[self._docs[_start(self._ends, first) : _start(self._ends, last)]] = True


class CountedPostings(Postings):
    """Postings with frequencies and perhaps positions, packed as ``packed`` says."""

    def __init__(self, file: SegmentFile, field: str) -> None:
        super().__init__(file, field)
        self._packed = file.array(f"{field}.packed")
        self._byte_ends = file.array(f"{field}.packed_ends")
        self._positions = file.array(f"{field}.positions") if f"{field}.positions" in file else None
        self._position_ends = file.array(f"{field}.position_ends") if self._positions is not None else None

    def docs(self, number: int) -> Documents:
        count = self.count(number)
        docs = np.empty(count, np.uint32)
        packed.unpack_docs(self._packed, _start(self._byte_ends, number), count, docs)
        return docs

    def counted(self, number: int) -> tuple[Documents, Array]:
        count = self.count(number)
        docs, freqs = np.empty(count, np.uint32), np.empty(count, np.uint32)
        packed.unpack(self._packed, _start(self._byte_ends, number), count, docs, freqs)
        return docs, freqs

    def among(self, number: int, wanted: Documents) -> Occurrences:
        room = np.empty((3, len(wanted)), np.int64)
        first = _start(self._byte_ends, number)
        found = packed.among(self._packed, first, self.count(number), wanted, room[0], room[1], room[2])
        return Occurrences(room[0, :found], room[1, :found], room[2, :found])

    def _mark(self, first: int, last: int, marks: Mask) -> None:
        packed.mark_terms(self._packed, self._ends, self._byte_ends, first, last, marks)

    @property
    def has_positions(self) -> bool:
        return self._positions is not None

    def positions(self, number: int) -> Array:
        if self._positions is None or self._position_ends is None:
            return super().positions(number)
        return self._positions[_start(self._position_ends, number) : int(self._position_ends[number])]


def open_postings(file: SegmentFile, field: str) -> Postings:
    """The postings of a field. Raises KeyError for a field the segment does not have."""
    return CountedPostings(file, field) if f"{field}.packed" in file else SetPostings(file, field)


def _start(ends: Array, number: int) -> int:
    return int(ends[number - 1]) if number else 0


@compiled
def _number(text, ends, term):  # type: ignore[no-untyped-def]
    place = _place(text, ends, term)
    if place == len(ends):
        return np.int64(-1)
    start = np.int64(ends[place - 1]) if place else np.int64(0)
    if np.int64(ends[place]) - start != len(term):
        return np.int64(-1)
    for at in range(len(term)):
        if text[start + at] != term[at]:
            return np.int64(-1)
    return place


@compiled
def _numbers(text, ends, terms, sizes, found):  # type: ignore[no-untyped-def]
    start = np.int64(0)
    for at in range(len(sizes)):
        found[at] = _number(text, ends, terms[start : start + sizes[at]])
        start += sizes[at]


@compiled
def _place(text, ends, term):  # type: ignore[no-untyped-def]
    low, high = np.int64(0), np.int64(len(ends))
    while low < high:
        middle = (low + high) >> 1
        start = np.int64(ends[middle - 1]) if middle else np.int64(0)
        size = np.int64(ends[middle]) - start
        common = min(size, np.int64(len(term)))
        at = 0
        while at < common and text[start + at] == term[at]:
            at += 1
        if (at < common and text[start + at] < term[at]) or (at == common and size < len(term)):
            low = middle + 1
        else:
            high = middle
    return low
