"""How a term's postings are packed into bytes, and the loops that read them there.

A term's postings are cut into blocks of BLOCK. They are, byte after byte:

    for each block but the first, an entry of three little-endian u4:
        the last document before the block; where the block begins, counted from the end of the entries;
        how many occurrences of the term come before it
    for each full block: the width in bits of its gaps and of its counts, a byte each; the gaps, and then the counts,
        each in so many bits, the lowest first
    for the last block, if it is not full, for each posting: the number (gap << 1) + many, and if many is 1 the
        number count - 1; numbers are written seven bits a byte, lowest first, the top bit set on all bytes but the last

gap is how many documents were passed over since the posting before (document - previous - 1; the first counts from
document 0); count is frequency - 1, and many says that it is not 0. After the last term come PADDING bytes, as bits are
read eight bytes at a time.

The entries let a search for few documents step over most of a common term's postings.
"""
from __future__ import annotations

import numpy as np

from indexer.engines.embedded.compiled import compiled
from indexer.engines.embedded.segment_file import Array

BLOCK = 128
ENTRY = 12
PADDING = np.zeros(8, np.uint8)


def pack(ends: Array, docs: Array, freqs: Array) -> tuple[Array, Array]:
    """The bytes of all terms of a field, without the padding, and where each term's end (u8). ``ends[t]`` is where
    term t's postings end in ``docs`` (ascending within a term) and ``freqs`` (at least 1)."""
    ends = ends.astype(np.int64)
    docs, freqs = docs.astype(np.uint32, copy=False), freqs.astype(np.uint32, copy=False)
    byte_ends = np.cumsum(_sizes(ends, docs, freqs))
    # Rounded up, as bits are written eight bytes at a time, too.
    data = np.zeros((int(byte_ends[-1]) if len(byte_ends) else 0) + len(PADDING), np.uint8)
    _pack(ends, docs, freqs, byte_ends, data)
    return data[: -len(PADDING)], byte_ends.astype(np.uint64)


@compiled
def _number_size(number):  # type: ignore[no-untyped-def]
    size = 1
    while number >= 128:
        number >>= 7
        size += 1
    return size


@compiled
def _bits(number):  # type: ignore[no-untyped-def]
    bits = 0
    while number:
        number >>= 1
        bits += 1
    return bits


@compiled
def _put_number(data, at, number):  # type: ignore[no-untyped-def]
    while number >= 128:
        data[at] = (number & 127) | 128
        number >>= 7
        at += 1
    data[at] = number
    return at + 1


@compiled
def _get_number(data, at):  # type: ignore[no-untyped-def]
    byte = np.int64(data[at])
    at += 1
    number = byte & 127
    shift = 7
    while byte >= 128:
        byte = np.int64(data[at])
        at += 1
        number |= (byte & 127) << shift
        shift += 7
    return number, at


@compiled
def _put_entry(data, at, number):  # type: ignore[no-untyped-def]
    for byte in range(4):
        data[at + byte] = (number >> (8 * byte)) & 255


@compiled
def _get_entry(data, at):  # type: ignore[no-untyped-def]
    return (
        np.int64(data[at])
        | np.int64(data[at + 1]) << 8
        | np.int64(data[at + 2]) << 16
        | np.int64(data[at + 3]) << 24
    )


@compiled
def _eight_bytes(data, at):  # type: ignore[no-untyped-def]
    """Unsigned throughout, which spares numba the look whether an index is negative and makes this one load."""
    one = np.uint64(1)
    eight = np.uint64(data[at])
    for byte in range(1, 8):
        at += one
        eight |= np.uint64(data[at]) << np.uint64(8 * byte)
    return eight


@compiled
def _put_bits(data, first, bit, width, number):  # type: ignore[no-untyped-def]
    at = first + (bit >> 3)
    left = np.uint64(number) << np.uint64(bit & 7)
    while left:
        data[at] |= np.uint8(left & np.uint64(255))
        left >>= np.uint64(8)
        at += 1


@compiled
def _entries(count):  # type: ignore[no-untyped-def]
    """How many blocks but the first a term with so many postings has."""
    return max(count - 1, 0) // BLOCK


@compiled
def _widths(docs, freqs, start, previous):  # type: ignore[no-untyped-def]
    """The widths of a full block that begins at ``start``."""
    gaps = counts = np.int64(0)
    for at in range(start, start + BLOCK):
        gaps |= np.int64(docs[at]) - previous - 1
        counts |= np.int64(freqs[at]) - 1
        previous = np.int64(docs[at])
    return _bits(gaps), _bits(counts)


@compiled
def _sizes(ends, docs, freqs):  # type: ignore[no-untyped-def]
    sizes = np.zeros(len(ends), np.int64)
    start = np.int64(0)
    for term in range(len(ends)):
        size = ENTRY * _entries(ends[term] - start)
        previous = np.int64(-1)
        at = start
        while at + BLOCK <= ends[term]:
            gap_width, count_width = _widths(docs, freqs, at, previous)
            size += 2 + BLOCK // 8 * (gap_width + count_width)
            at += BLOCK
            previous = np.int64(docs[at - 1])
        while at < ends[term]:
            doc, freq = np.int64(docs[at]), np.int64(freqs[at])
            size += _number_size((doc - previous - 1) << 1)
            if freq > 1:
                size += _number_size(freq - 2)
            previous = doc
            at += 1
        sizes[term] = size
        start = ends[term]
    return sizes


@compiled
def _pack(ends, docs, freqs, byte_ends, data):  # type: ignore[no-untyped-def]
    place = np.int64(0)
    entry = np.int64(0)
    for term in range(len(ends)):
        start, end = place, ends[term]
        base = entry + ENTRY * _entries(end - start)
        at = base
        previous = np.int64(-1)
        occurrences = np.int64(0)
        while place < end:
            if place > start:
                _put_entry(data, entry, previous)
                _put_entry(data, entry + 4, at - base)
                _put_entry(data, entry + 8, occurrences)
                entry += ENTRY
            if place + BLOCK <= end:
                gap_width, count_width = _widths(docs, freqs, place, previous)
                data[at], data[at + 1] = gap_width, count_width
                counts = at + 2 + BLOCK // 8 * gap_width
                for passed in range(BLOCK):
                    doc, freq = np.int64(docs[place + passed]), np.int64(freqs[place + passed])
                    _put_bits(data, at + 2, passed * gap_width, gap_width, doc - previous - 1)
                    _put_bits(data, counts, passed * count_width, count_width, freq - 1)
                    previous = doc
                    occurrences += freq
                at = counts + BLOCK // 8 * count_width
                place += BLOCK
            else:
                while place < end:
                    doc, freq = np.int64(docs[place]), np.int64(freqs[place])
                    at = _put_number(data, at, ((doc - previous - 1) << 1) | (freq > 1))
                    if freq > 1:
                        at = _put_number(data, at, freq - 2)
                    previous = doc
                    place += 1
        entry = np.int64(byte_ends[term])


@compiled
def _full_docs(data, at, previous, docs, place):  # type: ignore[no-untyped-def]
    """Fills ``docs`` from ``place`` with the documents of the full block at ``at``; the last of them."""
    width = np.uint64(data[at])
    mask = (np.uint64(1) << width) - np.uint64(1)
    first = np.uint64(at + 2)
    bit = np.uint64(0)
    doc = previous
    for passed in range(BLOCK):
        eight = _eight_bytes(data, first + (bit >> np.uint64(3)))
        doc += np.int64((eight >> (bit & np.uint64(7))) & mask) + 1
        docs[place + passed] = doc
        bit += width
    return doc


@compiled
def _full_freqs(data, at, freqs, place):  # type: ignore[no-untyped-def]
    """The same for the frequencies; where the next block begins."""
    width = np.uint64(data[at + 1])
    mask = (np.uint64(1) << width) - np.uint64(1)
    counts = at + 2 + BLOCK // 8 * np.int64(data[at])
    first = np.uint64(counts)
    bit = np.uint64(0)
    for passed in range(BLOCK):
        eight = _eight_bytes(data, first + (bit >> np.uint64(3)))
        freqs[place + passed] = np.int64((eight >> (bit & np.uint64(7))) & mask) + 1
        bit += width
    return counts + BLOCK // 8 * np.int64(width)


@compiled
def _rest(data, at, previous, docs, freqs, place, count):  # type: ignore[no-untyped-def]
    """The same for both of the ``count`` postings of a last block."""
    doc = previous
    for passed in range(count):
        code, at = _get_number(data, at)
        doc += (code >> 1) + 1
        docs[place + passed] = doc
        freqs[place + passed] = 1
        if code & 1:
            more, at = _get_number(data, at)
            freqs[place + passed] = more + 2


@compiled
def unpack(data, first, count, docs, freqs):  # type: ignore[no-untyped-def]
    """Fills ``docs`` and ``freqs`` with the ``count`` postings of the term whose bytes begin at ``first``."""
    at = first + ENTRY * _entries(count)
    previous = np.int64(-1)
    place = 0
    while place + BLOCK <= count:
        previous = _full_docs(data, at, previous, docs, place)
        at = _full_freqs(data, at, freqs, place)
        place += BLOCK
    _rest(data, at, previous, docs, freqs, place, count - place)


@compiled
def unpack_docs(data, first, count, docs):  # type: ignore[no-untyped-def]
    """The same without frequencies."""
    at = first + ENTRY * _entries(count)
    previous = np.int64(-1)
    place = 0
    while place + BLOCK <= count:
        previous = _full_docs(data, at, previous, docs, place)
        at += 2 + BLOCK // 8 * (np.int64(data[at]) + np.int64(data[at + 1]))
        place += BLOCK
    left = np.empty(count - place, np.uint32)
    _rest(data, at, previous, docs[place:], left, 0, count - place)


@compiled
def mark_terms(data, ends, byte_ends, first, last, marks):  # type: ignore[no-untyped-def]
    """Sets ``marks`` for each document that has any of the terms from number ``first`` to before ``last``."""
    docs = np.empty(len(marks), np.uint32)
    for term in range(first, last):
        count = np.int64(ends[term]) - (np.int64(ends[term - 1]) if term else np.int64(0))
        unpack_docs(data, np.int64(byte_ends[term - 1]) if term else np.int64(0), count, docs)
        for at in range(count):
            marks[docs[at]] = True


@compiled
def among(data, first, count, wanted, places, freqs, starts):  # type: ignore[no-untyped-def]
    """Which of the documents ``wanted`` (ascending) a term of ``count`` postings has. For each of them: its place in
    ``wanted``, the term's frequency there, and how many occurrences of the term come before; the number of them is
    returned. The three arrays are as long as ``wanted``."""
    blocks = _entries(count)
    base = first + ENTRY * blocks
    docs, counts = np.empty(BLOCK, np.uint32), np.empty(BLOCK, np.uint32)
    block = np.int64(-1)  # the one whose documents are in ``docs``
    size = at = place = np.int64(0)
    counted = np.int64(-1)  # the one whose frequencies are in ``counts``
    occurrences, summed = np.int64(0), np.int64(0)  # before the posting ``summed`` of this block
    found = 0
    for wish in range(len(wanted)):
        target = np.int64(wanted[wish])
        # The block of the target: the last one with only smaller documents before it.
        next_block = max(block, np.int64(0))
        if next_block < blocks and _get_entry(data, first + ENTRY * next_block) < target:
            step = np.int64(1)
            next_block += 1
            while next_block + step <= blocks and _get_entry(data, first + ENTRY * (next_block + step - 1)) < target:
                next_block += step
                step *= 2
            while step:
                if next_block + step <= blocks and _get_entry(data, first + ENTRY * (next_block + step - 1)) < target:
                    next_block += step
                step >>= 1
        if next_block != block:
            block = next_block
            previous = np.int64(-1)
            at, occurrences = base, np.int64(0)
            if block:
                entry = first + ENTRY * (block - 1)
                previous = _get_entry(data, entry)
                at, occurrences = base + _get_entry(data, entry + 4), _get_entry(data, entry + 8)
            size = min(count - block * BLOCK, np.int64(BLOCK))
            if size == BLOCK:
                _full_docs(data, at, previous, docs, 0)
            else:
                _rest(data, at, previous, docs, counts, 0, size)
                counted = block
            place = summed = np.int64(0)
        while place < size and np.int64(docs[place]) < target:
            place += 1
        if place == size:
            if block == blocks:
                break
            continue
        if np.int64(docs[place]) == target:
            if counted != block:
                _full_freqs(data, at, counts, 0)
                counted = block
            while summed < place:
                occurrences += np.int64(counts[summed])
                summed += 1
            places[found], freqs[found], starts[found] = wish, np.int64(counts[place]), occurrences
            found += 1
    return found
