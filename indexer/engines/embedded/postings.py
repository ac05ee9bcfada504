"""Postings as arrays: how a run of them is put in order, and how they are read back.

A *run* is the canonical form in which batches, segments and merges meet: parallel arrays of term number, document and
frequency (and the positions of all postings, end to end). ``assemble`` sorts runs into the arrays of one field:

    F.terms        u1   the terms' UTF-8, end to end, in byte order
    F.term_ends    u4   where each ends in F.terms
    F.ends         u4   where each term's postings end in F.docs
    F.docs         u2/4 document numbers, ascending within a term
    F.freqs        u1   frequencies; 255 stands for "255 or more", see F.high
    F.high_at      u4   places in F.docs whose frequency is 255 or more, ascending
    F.high         u4   their frequencies
    F.position_ends u8  where each term's positions end in F.positions
    F.positions    u2/4 positions, ascending within a posting

Fields that only say whether a term occurs have no freqs, fields without positions have none of the last two.
"""
from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from indexer.engines.embedded.segment_file import Array, SegmentFile

Numbers = npt.NDArray[np.int64]

_MANY = 255
# Every so many-th term is kept as an object, so that most of a look-up is done by bisect and not by Python.
_SAMPLED = 64


@dataclass(frozen=True, slots=True)
class Run:
    """Postings in any order of terms, documents ascending within a term. ``terms[i]`` is the UTF-8 of term number i.
    ``freqs`` is None where only occurrence counts; ``positions`` has sum(freqs) entries, posting after posting."""

    terms: Sequence[bytes]
    numbers: Array
    docs: Array
    freqs: Array | None = None
    positions: Array | None = None


def assemble(field: str, runs: Sequence[Run], documents: int) -> dict[str, Array]:
    """The arrays of a field from runs whose documents ascend from run to run, in a segment of so many documents."""
    # A term whose last document was left out is a term no more.
    names = sorted({run.terms[number] for run in runs for number in np.unique(run.numbers)})
    new_number = {term: number for number, term in enumerate(names)}
    renumbered = [
        np.fromiter((new_number.get(term, -1) for term in run.terms), np.int64, len(run.terms))[run.numbers]
        for run in runs
    ]
    numbers = np.concatenate([np.empty(0, np.int64), *renumbered])
    order = np.argsort(numbers, kind="stable")
    counts = np.bincount(numbers, minlength=len(names))
    docs = _joined([run.docs for run in runs])[order]
    arrays: dict[str, Array] = {
        f"{field}.terms": np.frombuffer(b"".join(names), np.uint8),
        f"{field}.term_ends": np.cumsum([len(name) for name in names], dtype=np.uint32),
        f"{field}.ends": np.cumsum(counts, dtype=np.uint32),
        f"{field}.docs": docs.astype(smallest(documents)),
    }
    if runs and runs[0].freqs is not None:
        joined = _joined([run.freqs for run in runs if run.freqs is not None])
        freqs = joined[order]
        arrays |= frequency_arrays(field, freqs)
        if runs[0].positions is not None:
            positions = _joined([run.positions for run in runs if run.positions is not None])
            ends = np.cumsum(joined)
            placed = positions[ragged(ends[order] - freqs, freqs)]
            arrays[f"{field}.positions"] = placed.astype(smallest(int(placed.max(initial=0)) + 1))
            per_term = np.bincount(numbers[order], weights=freqs, minlength=len(names))
            arrays[f"{field}.position_ends"] = np.cumsum(per_term).astype(np.uint64)
    return arrays


def by_document(field: str, arrays: Mapping[str, Array], documents: int) -> dict[str, Array]:
    """The other way round for the assembled arrays of a field: F.codes, the term numbers of document after document,
    and F.code_ends, where each document's end."""
    docs = arrays[f"{field}.docs"]
    counts = np.diff(arrays[f"{field}.ends"], prepend=np.uint32(0))
    numbers = np.repeat(np.arange(len(counts), dtype=np.uint32), counts)
    return {
        f"{field}.codes": numbers[np.argsort(docs, kind="stable")],
        f"{field}.code_ends": np.cumsum(np.bincount(docs, minlength=documents), dtype=np.uint32),
    }


def ragged(starts: Array, lengths: Array) -> Numbers:
    """The indices start, start+1, … of each stretch, one stretch after the other."""
    lengths = lengths.astype(np.int64)
    ends = np.cumsum(lengths)
    total = int(ends[-1]) if len(ends) else 0
    found: Numbers = np.repeat(starts.astype(np.int64) - (ends - lengths), lengths) + np.arange(total)
    return found


class Postings:
    """The postings of one field of a segment, read in place."""

    def __init__(self, file: SegmentFile, field: str) -> None:
        self.field = field
        self._text = file.array(f"{field}.terms")
        self._bytes = self._text.tobytes() if len(self._text) < 1 << 16 else memoryview(self._text.data)
        self._samples: list[bytes] | None = None
        self._term_ends = file.array(f"{field}.term_ends")
        self._ends = file.array(f"{field}.ends")
        self._docs = file.array(f"{field}.docs")
        self._freqs = file.array(f"{field}.freqs") if f"{field}.freqs" in file else None
        self._high_at = file.array(f"{field}.high_at") if self._freqs is not None else None
        self._high = file.array(f"{field}.high") if self._freqs is not None else None
        self._positions = file.array(f"{field}.positions") if f"{field}.positions" in file else None
        self._position_ends = file.array(f"{field}.position_ends") if self._positions is not None else None

    def __len__(self) -> int:
        return len(self._ends)

    def term(self, number: int) -> bytes:
        """The term of a number."""
        start = int(self._term_ends[number - 1]) if number else 0
        return bytes(self._bytes[start : int(self._term_ends[number])])

    def place(self, term: bytes) -> int:
        """The number of the first term that does not sort before this one; len(self) if there is none."""
        if self._samples is None:
            self._samples = [self.term(number) for number in range(0, len(self), _SAMPLED)]
        sample = bisect_left(self._samples, term)
        low = (sample - 1) * _SAMPLED + 1 if sample else 0
        high = min(sample * _SAMPLED, len(self))
        while low < high:
            middle = (low + high) // 2
            if self.term(middle) < term:
                low = middle + 1
            else:
                high = middle
        return low

    def number(self, term: bytes) -> int | None:
        """The number of a term, None if it does not occur."""
        place = self.place(term)
        return place if place < len(self._ends) and self.term(place) == term else None

    def slice(self, number: int) -> slice:
        """Where a term's postings stand."""
        return slice(int(self._ends[number - 1]) if number else 0, int(self._ends[number]))

    def prefix_docs(self, prefix: bytes) -> Array:
        """The documents of all terms that begin with a prefix, term after term, so with repeats. The prefix is whole
        characters."""
        first = self.place(prefix)
        # No UTF-8 byte is 0xFF: everything that begins with the prefix sorts below this.
        last = self.place(prefix + b"\xff")
        start = int(self._ends[first - 1]) if first else 0
        return self._docs[start : int(self._ends[last - 1]) if last else 0]

    def docs(self, number: int) -> Array:
        """The documents of a term, ascending."""
        return self._docs[self.slice(number)]

    def document_counts(self) -> Numbers:
        """How many documents each term has."""
        counts: Numbers = np.diff(self._ends, prepend=np.uint32(0)).astype(np.int64)
        return counts

    def freqs(self, number: int) -> Numbers:
        """The frequencies beside ``docs``; ones where the field does not count."""
        where = self.slice(number)
        if self._freqs is None or self._high_at is None or self._high is None:
            return np.ones(where.stop - where.start, np.int64)
        freqs = self._freqs[where].astype(np.int64)
        first, last = np.searchsorted(self._high_at, (where.start, where.stop))
        freqs[self._high_at[first:last].astype(np.int64) - where.start] = self._high[first:last]
        return freqs

    def positions(self, number: int) -> Array:
        """The positions of a term, posting after posting. Only for a field that has them."""
        assert self._positions is not None and self._position_ends is not None
        start = int(self._position_ends[number - 1]) if number else 0
        return self._positions[start : int(self._position_ends[number])]

    @property
    def has_positions(self) -> bool:
        """Whether the field has positions."""
        return self._positions is not None

    def terms(self) -> list[bytes]:
        """All terms in order."""
        return [self.term(number) for number in range(len(self))]

    def run(self, new_document: Array) -> Run:
        """Everything as a run, documents renumbered; a document whose new number is negative is left out."""
        numbers = np.repeat(np.arange(len(self)), self.document_counts())
        docs = new_document[self._docs]
        kept = docs >= 0
        freqs = positions = None
        if self._freqs is not None and self._high_at is not None and self._high is not None:
            all_freqs = self._freqs.astype(np.int64)
            all_freqs[self._high_at] = self._high
            freqs = all_freqs[kept]
            if self._positions is not None:
                positions = self._positions[ragged((np.cumsum(all_freqs) - all_freqs)[kept], freqs)]
        return Run(self.terms(), numbers[kept], docs[kept], freqs, positions)


def frequency_arrays(field: str, freqs: Array) -> dict[str, Array]:
    """The arrays that hold the frequencies of a field's postings."""
    high_at = np.flatnonzero(freqs >= _MANY)
    return {
        f"{field}.freqs": np.minimum(freqs, _MANY).astype(np.uint8),
        f"{field}.high_at": high_at.astype(np.uint32),
        f"{field}.high": freqs[high_at].astype(np.uint32),
    }


def _joined(arrays: Sequence[Array]) -> Array:
    return np.concatenate(arrays) if arrays else np.empty(0, np.int64)


def smallest(size: int) -> type[np.uint16] | type[np.uint32]:
    """The unsigned type that holds numbers below a size."""
    return np.uint16 if size <= 1 << 16 else np.uint32
