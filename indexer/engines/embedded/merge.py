"""Several segments made into one, array by array, without reading a posting in Python.

The terms of all parts are put in one order; then, a stretch of terms at a time so that memory stays bounded, each
part's postings are unpacked to their places and packed again.
"""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from indexer.engines.embedded import packed
from indexer.engines.embedded.columns import by_document
from indexer.engines.embedded.compiled import compiled
from indexer.engines.embedded.segment_file import Array, SegmentFile, SegmentFileWriter
from indexer.engines.embedded.term_union import TermUnion, smallest_type, united
from indexer.schema import FACET_NAMES, TEXT_FIELDS

# Postings unpacked at a time; each takes eight bytes.
_STRETCH = 1 << 24


@dataclass(frozen=True, slots=True)
class Part:
    """A segment to be merged: its file, and its documents' numbers in the new one, -1 for those left out."""

    file: SegmentFile
    numbers: Array

    @property
    def whole(self) -> bool:
        """Whether no document is left out."""
        return bool((self.numbers >= 0).all())


def write_merged(files: Sequence[tuple[SegmentFile, Array]], path: Path) -> None:
    """Writes a segment holding the live documents of several, in their order. Each is given with one bool a document:
    does it live?"""
    parts: list[Part] = []
    count = 0
    for file, live in files:
        parts.append(Part(file, np.where(live, np.cumsum(live) - 1 + count, -1).astype(np.int64)))
        count += int(live.sum())
    facts = {"documents": count}
    with closing(SegmentFileWriter(path)) as out:
        for column in ("seq.column", "group.column", "day.column"):
            out.put(column, _column(parts, column))
        out.put_all(_stored(parts))
        for field in (f"{text.name}_{kind}" for text in TEXT_FIELDS for kind in ("words", "pairs")):
            _put_counted(field, parts, out)
            if field.endswith("_words"):
                lengths = _column(parts, f"{field}.lengths")
                out.put(f"{field}.lengths", lengths)
                facts[f"{field}.length"] = int(lengths.sum(dtype=np.int64))
            _release(parts)
        for field in (*FACET_NAMES, "id"):
            sets = _sets(field, parts)
            out.put_all(sets)
            if field in FACET_NAMES:
                out.put_all(by_document(field, sets[f"{field}.docs"], sets[f"{field}.ends"], count))
        out.complete(facts)


def _release(parts: Sequence[Part]) -> None:
    """Lets go of what was read of the parts: mapped pages count as memory until something else needs it."""
    for part in parts:
        part.file.release()


def _column(parts: Sequence[Part], name: str) -> Array:
    return np.concatenate([part.file.array(name)[part.numbers >= 0] for part in parts])


def _stored(parts: Sequence[Part]) -> dict[str, Array]:
    texts, sizes = [], []
    for part in parts:
        ends = part.file.array("id.stored_ends").astype(np.int64)
        length = np.diff(ends, prepend=0)
        kept = part.numbers >= 0
        texts.append(part.file.array("id.stored")[np.repeat(kept, length)])
        sizes.append(length[kept])
    return {"id.stored": np.concatenate(texts), "id.stored_ends": np.cumsum(np.concatenate(sizes), dtype=np.uint64)}


def _sets(field: str, parts: Sequence[Part]) -> dict[str, Array]:
    kept = [part.numbers[part.file.array(f"{field}.docs")] for part in parts]
    old = [np.repeat(np.arange(len(ends := part.file.array(f"{field}.ends"))), _sizes(ends)) for part in parts]
    old = [terms[docs >= 0] for terms, docs in zip(old, kept)]
    counts = [np.bincount(terms, minlength=len(part.file.array(f"{field}.ends"))) for terms, part in zip(old, parts)]
    union = united(field, [part.file for part in parts], [count > 0 for count in counts])
    numbers = np.concatenate([new[terms] for new, terms in zip(union.numbers, old)])
    docs = np.concatenate([docs[docs >= 0] for docs in kept])
    return {
        f"{field}.terms": union.terms,
        f"{field}.term_ends": union.term_ends,
        f"{field}.ends": np.cumsum(np.bincount(numbers, minlength=len(union.term_ends)), dtype=np.uint32),
        f"{field}.docs": docs[np.argsort(numbers, kind="stable")].astype(np.uint32),
    }


def _put_counted(field: str, parts: Sequence[Part], out: SegmentFileWriter) -> None:
    """Writes the arrays of a field with frequencies. Postings and positions are made a stretch of terms at a time;
    positions take one pass, packed postings another."""
    alive = [None if part.whole else _tally(field, part)[0] > 0 for part in parts]
    union = united(field, [part.file for part in parts], alive)
    size = len(union.term_ends)
    postings, occurrences = np.zeros(size, np.int64), np.zeros(size, np.int64)
    for part, new in zip(parts, union.numbers):
        some, many = _tally(field, part)
        kept = np.flatnonzero(some)
        postings[new[kept]] += some[kept]
        occurrences[new[kept]] += many[kept]
        part.file.release()
    ends = np.cumsum(postings)
    out.put(f"{field}.terms", union.terms)
    out.put(f"{field}.term_ends", union.term_ends)
    out.put(f"{field}.ends", ends.astype(np.uint32))
    byte_ends = [np.zeros(1, np.uint64)]

    def packed_stretches() -> Iterator[Array]:
        for first, last in _stretches(ends):
            docs, freqs = _postings(field, parts, union, postings, first, last)
            data, some_ends = packed.pack(ends[first:last] - (ends[first - 1] if first else 0), docs, freqs)
            byte_ends.append(some_ends + byte_ends[-1][-1])
            yield data
            _release(parts)
        yield packed.PADDING

    out.put_pieces(f"{field}.packed", packed_stretches())
    out.put(f"{field}.packed_ends", _smallest_ends(np.concatenate(byte_ends)[1:]))
    if f"{field}.positions" in parts[0].file:

        def position_stretches() -> Iterator[Array]:
            yield np.empty(0, _position_type(field, parts))
            for first, last in _stretches(ends):
                yield _positions(field, parts, union, occurrences, first, last)
                _release(parts)

        out.put_pieces(f"{field}.positions", position_stretches())
        out.put(f"{field}.position_ends", _smallest_ends(np.cumsum(occurrences, dtype=np.uint64)))


def _position_type(field: str, parts: Sequence[Part]) -> np.dtype[Any]:
    return max((part.file.array(f"{field}.positions").dtype for part in parts), key=lambda dtype: dtype.itemsize)


def _postings(
    field: str, parts: Sequence[Part], union: TermUnion, counts: Array, first: int, last: int
) -> tuple[Array, Array]:
    """The documents and frequencies of the terms from number ``first`` to before ``last``, of ``counts`` postings."""
    ends = np.cumsum(counts[first:last])
    docs, freqs = np.empty(int(ends[-1]), np.uint32), np.empty(int(ends[-1]), np.uint32)
    cursor = ends - counts[first:last]
    for part, new in zip(parts, union.numbers):
        begin, end = np.searchsorted(new, (first, last)).tolist()
        terms = new[begin:end].astype(np.int64) - first
        _gather(*_packed(field, part), part.numbers, begin, terms, cursor, docs, freqs)
    return docs, freqs


def _positions(field: str, parts: Sequence[Part], union: TermUnion, occurrences: Array, first: int, last: int) -> Array:
    """The positions of the same terms, which occur so often."""
    ends = np.cumsum(occurrences[first:last])
    positions = np.empty(int(ends[-1]), _position_type(field, parts))
    cursor = ends - occurrences[first:last]
    for part, new in zip(parts, union.numbers):
        begin, end = np.searchsorted(new, (first, last)).tolist()
        terms = new[begin:end].astype(np.int64) - first
        old, old_ends = part.file.array(f"{field}.positions"), part.file.array(f"{field}.position_ends")
        _gather_positions(*_packed(field, part), part.numbers, begin, terms, cursor, old, old_ends, positions)
    return positions


def _packed(field: str, part: Part) -> tuple[Array, Array, Array]:
    return (
        part.file.array(f"{field}.packed"),
        part.file.array(f"{field}.packed_ends"),
        part.file.array(f"{field}.ends"),
    )


def _stretches(ends: Array) -> Iterator[tuple[int, int]]:
    """Runs of terms, each of about as many postings as are unpacked at a time."""
    first = 0
    while first < len(ends):
        done = int(ends[first - 1]) if first else 0
        last = max(first + 1, int(np.searchsorted(ends, done + _STRETCH, side="right")))
        yield first, last
        first = last


def _tally(field: str, part: Part) -> tuple[Array, Array]:
    """How many postings and occurrences of each term are left when the documents to leave out are; occurrences only
    for a field with positions, which nothing else asks for."""
    data, byte_ends, ends = _packed(field, part)
    if part.whole:
        placed = f"{field}.position_ends" in part.file
        return _sizes(ends), _sizes(part.file.array(f"{field}.position_ends")) if placed else _sizes(ends)
    postings, occurrences = np.zeros(len(ends), np.uint32), np.zeros(len(ends), np.uint32)
    _count_left(data, byte_ends, ends, part.numbers, postings, occurrences)
    return postings, occurrences


def _smallest_ends(ends: Array) -> Array:
    """Ascending offsets as u4 where that holds them, else u8."""
    return ends.astype(smallest_type(int(ends[-1]) if len(ends) else 0))


def _sizes(ends: Array) -> Array:
    return np.diff(ends, prepend=ends.dtype.type(0)).astype(np.int64)


@compiled
def _count_left(data, byte_ends, ends, numbers, postings, occurrences):  # type: ignore[no-untyped-def]
    docs, freqs = np.empty(len(numbers), np.uint32), np.empty(len(numbers), np.uint32)
    for term in range(len(ends)):
        count = _unpack_term(data, byte_ends, ends, term, docs, freqs)
        for at in range(count):
            if numbers[docs[at]] >= 0:
                postings[term] += 1
                occurrences[term] += freqs[at]


@compiled
def _gather(data, byte_ends, ends, numbers, begin, terms, cursor, docs, freqs):  # type: ignore[no-untyped-def]
    """Unpacks a part's terms from number ``begin`` on to where ``cursor`` says for each of the new ``terms``, moving
    it on. ``numbers`` gives the documents' new numbers, -1 for those left out."""
    old_docs, old_freqs = np.empty(len(numbers), np.uint32), np.empty(len(numbers), np.uint32)
    for passed in range(len(terms)):
        count = _unpack_term(data, byte_ends, ends, begin + passed, old_docs, old_freqs)
        place = cursor[terms[passed]]
        for at in range(count):
            doc = numbers[old_docs[at]]
            if doc >= 0:
                docs[place], freqs[place] = doc, old_freqs[at]
                place += 1
        cursor[terms[passed]] = place


@compiled
def _gather_positions(  # type: ignore[no-untyped-def]
    data, byte_ends, ends, numbers, begin, terms, cursor, positions, position_ends, gathered
):
    """The same for the positions."""
    docs, freqs = np.empty(len(numbers), np.uint32), np.empty(len(numbers), np.uint32)
    for passed in range(len(terms)):
        term = begin + passed
        count = _unpack_term(data, byte_ends, ends, term, docs, freqs)
        start = np.int64(position_ends[term - 1]) if term else np.int64(0)
        place = cursor[terms[passed]]
        for at in range(count):
            freq = np.int64(freqs[at])
            if numbers[docs[at]] >= 0:
                for more in range(freq):
                    gathered[place + more] = positions[start + more]
                place += freq
            start += freq
        cursor[terms[passed]] = place


@compiled
def _unpack_term(data, byte_ends, ends, term, docs, freqs):  # type: ignore[no-untyped-def]
    count = np.int64(ends[term]) - (np.int64(ends[term - 1]) if term else np.int64(0))
    packed.unpack(data, np.int64(byte_ends[term - 1]) if term else np.int64(0), count, docs, freqs)
    return count
