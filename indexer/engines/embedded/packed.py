"""How a term's postings are packed into bytes, and the loops that read them there.

A term with n postings is, byte after byte:

    if n > BLOCK: for each block of BLOCK postings but the first, an entry of three little-endian u4:
        the last document before the block; where its first posting begins, counted from the end of the entries;
        how many occurrences of the term come before it
    for each posting: the number (gap << 1) + many, and if many is 1 the number frequency - 2

gap is the count of documents skipped since the posting before (document - previous - 1; the first counts from
document 0). Numbers are written seven bits a byte, lowest first, the top bit set on all bytes but the last.

The entries let a search for few documents step over most of a common term's postings.
"""
from __future__ import annotations

import numpy as np

from indexer.engines.embedded.compiled import compiled
from indexer.engines.embedded.segment_file import Array

BLOCK = 128
ENTRY = 12


def pack(ends: Array, docs: Array, freqs: Array) -> tuple[Array, Array]:
    """The bytes of all terms of a field and where each term's end (u8). ``ends[t]`` is where term t's postings end
    in ``docs`` (ascending within a term) and ``freqs`` (at least 1)."""
    ends = ends.astype(np.int64)
    docs, freqs = docs.astype(np.uint32, copy=False), freqs.astype(np.uint32, copy=False)
    sizes = _packed_sizes(ends, docs, freqs)
    byte_ends = np.cumsum(sizes, dtype=np.uint64)
    data = np.empty(int(byte_ends[-1]) if len(byte_ends) else 0, np.uint8)
    _pack(ends, docs, freqs, byte_ends, data)
    return data, byte_ends


@compiled
def _width(number):  # type: ignore[no-untyped-def]
    width = 1
    while number >= 128:
        number >>= 7
        width += 1
    return width


@compiled
def _put(data, at, number):  # type: ignore[no-untyped-def]
    while number >= 128:
        data[at] = (number & 127) | 128
        number >>= 7
        at += 1
    data[at] = number
    return at + 1


@compiled
def _put_fixed(data, at, number):  # type: ignore[no-untyped-def]
    for byte in range(4):
        data[at + byte] = (number >> (8 * byte)) & 255


@compiled
def get(data, at):  # type: ignore[no-untyped-def]
    """The number at a place, and the place after it."""
    byte = np.int64(data[at])
    at += 1
    if byte < 128:
        return byte, at
    number = byte & 127
    shift = 7
    while True:
        byte = np.int64(data[at])
        at += 1
        number |= (byte & 127) << shift
        if byte < 128:
            return number, at
        shift += 7


@compiled
def _get_fixed(data, at):  # type: ignore[no-untyped-def]
    return (
        np.int64(data[at])
        | np.int64(data[at + 1]) << 8
        | np.int64(data[at + 2]) << 16
        | np.int64(data[at + 3]) << 24
    )


@compiled
def _entries(count):  # type: ignore[no-untyped-def]
    """How many blocks but the first a term with so many postings has."""
    return (count - 1) // BLOCK


@compiled
def _packed_sizes(ends, docs, freqs):  # type: ignore[no-untyped-def]
    sizes = np.zeros(len(ends), np.int64)
    start = 0
    for term in range(len(ends)):
        size = ENTRY * _entries(ends[term] - start)
        previous = np.int64(-1)
        for at in range(start, ends[term]):
            doc, freq = np.int64(docs[at]), np.int64(freqs[at])
            size += _width((doc - previous - 1) << 1)
            if freq > 1:
                size += _width(freq - 2)
            previous = doc
        sizes[term] = size
        start = ends[term]
    return sizes


@compiled
def _pack(ends, docs, freqs, byte_ends, data):  # type: ignore[no-untyped-def]
    start = 0
    first = np.int64(0)
    for term in range(len(ends)):
        base = first + ENTRY * _entries(ends[term] - start)
        at = base
        previous = np.int64(-1)
        occurrences = np.int64(0)
        for place in range(start, ends[term]):
            passed = place - start
            if passed and passed % BLOCK == 0:
                entry = first + ENTRY * (passed // BLOCK - 1)
                _put_fixed(data, entry, previous)
                _put_fixed(data, entry + 4, at - base)
                _put_fixed(data, entry + 8, occurrences)
            doc, freq = np.int64(docs[place]), np.int64(freqs[place])
            gap = doc - previous - 1
            if freq > 1:
                at = _put(data, at, (gap << 1) | 1)
                at = _put(data, at, freq - 2)
            else:
                at = _put(data, at, gap << 1)
            previous = doc
            occurrences += freq
        start = ends[term]
        first = np.int64(byte_ends[term])


@compiled
def postings_at(first, count):  # type: ignore[no-untyped-def]
    """Where the first posting lies of a term of ``count`` postings whose bytes begin at ``first``."""
    return first + ENTRY * _entries(count)


@compiled
def following(data, at, doc):  # type: ignore[no-untyped-def]
    """The document and frequency of the posting at a place, after that of ``doc`` (-1 at first); and the next place."""
    code, at = get(data, at)
    doc += (code >> 1) + 1
    freq = np.int64(1)
    if code & 1:
        freq, at = get(data, at)
        freq += 2
    return doc, freq, at


@compiled
def unpack(data, first, docs, freqs):  # type: ignore[no-untyped-def]
    """Fills ``docs`` and ``freqs`` with the postings, as many as they are long, of the term whose bytes begin at
    ``first``."""
    at = postings_at(first, len(docs))
    doc = np.int64(-1)
    for place in range(len(docs)):
        doc, freqs[place], at = following(data, at, doc)
        docs[place] = doc


@compiled
def unpack_docs(data, first, docs):  # type: ignore[no-untyped-def]
    """The same without frequencies."""
    at = postings_at(first, len(docs))
    doc = np.int64(-1)
    for place in range(len(docs)):
        doc, _, at = following(data, at, doc)
        docs[place] = doc


@compiled
def mark_terms(data, ends, byte_ends, first, last, marks):  # type: ignore[no-untyped-def]
    """Sets ``marks`` for each document that has any of the terms from number ``first`` to before ``last``."""
    for term in range(first, last):
        count = np.int64(ends[term]) - (np.int64(ends[term - 1]) if term else 0)
        at = postings_at(np.int64(byte_ends[term - 1]) if term else 0, count)
        doc = np.int64(-1)
        for _ in range(count):
            doc, _, at = following(data, at, doc)
            marks[doc] = True


@compiled
def among(data, first, count, wanted, places, freqs, starts):  # type: ignore[no-untyped-def]
    """Which of the documents ``wanted`` (ascending) a term of ``count`` postings has. For each of them: its place in
    ``wanted``, the term's frequency there, and how many occurrences of the term come before; the number of them is
    returned. The three arrays are as long as ``wanted``."""
    blocks = _entries(count)
    base = first + ENTRY * blocks
    at = base
    place = np.int64(0)
    block = np.int64(0)
    doc = np.int64(-1)
    freq = np.int64(0)
    occurrences = np.int64(0)  # before the posting read last
    found = 0
    for wish in range(len(wanted)):
        target = np.int64(wanted[wish])
        if doc >= target:
            if doc == target:
                places[found], freqs[found], starts[found] = wish, freq, occurrences
                found += 1
            continue
        # The last block whose entry says that all before it lies below the target, if it is ahead of here.
        block = place // BLOCK
        if block < blocks and _get_fixed(data, first + ENTRY * block) < target:
            low = block + 1
            step = 1
            while low + step <= blocks and _get_fixed(data, first + ENTRY * (low + step - 1)) < target:
                low += step
                step *= 2
            while step:
                if low + step <= blocks and _get_fixed(data, first + ENTRY * (low + step - 1)) < target:
                    low += step
                step >>= 1
            entry = first + ENTRY * (low - 1)
            doc = _get_fixed(data, entry)
            at = base + _get_fixed(data, entry + 4)
            occurrences = _get_fixed(data, entry + 8)
            freq = np.int64(0)
            place = low * BLOCK
        while doc < target and place < count:
            occurrences += freq
            doc, freq, at = following(data, at, doc)
            place += 1
        if doc == target:
            places[found], freqs[found], starts[found] = wish, freq, occurrences
            found += 1
        elif doc < target:
            break
    return found


def ragged(starts: Array, lengths: Array) -> Array:
    """The indices start, start + 1, … of each stretch, one stretch after the other."""
    lengths = lengths.astype(np.int64)
    ends = np.cumsum(lengths)
    total = int(ends[-1]) if len(ends) else 0
    return np.repeat(starts.astype(np.int64) - (ends - lengths), lengths) + np.arange(total)
