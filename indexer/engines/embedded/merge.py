"""Several segments made into one, array by array, without reading a posting in Python.

The terms of all parts are put in one order; then, a stretch of terms at a time so that memory stays bounded, each
part's postings are unpacked to their places and packed again.
"""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from indexer.engines.embedded import packed
from indexer.engines.embedded.columns import by_document
from indexer.engines.embedded.compiled import compiled
from indexer.engines.embedded.segment_file import Array, Arrays, SegmentFile
from indexer.schema import FACET_NAMES, TEXT_FIELDS

# Postings unpacked at a time; each takes eight bytes.
_STRETCH = 1 << 24


@dataclass(frozen=True, slots=True)
class Part:
    """A segment to be merged: its file, and its documents' numbers in the new one, -1 for those left out."""

    file: SegmentFile
    numbers: Array


@dataclass(frozen=True, slots=True)
class _Union:
    """The terms of one field over all parts: ``numbers[p][t]`` is the new number of part p's term t (of a term left
    out: of the next one kept)."""

    terms: Array
    term_ends: Array
    numbers: Sequence[Array]


def merged_arrays(files: Sequence[tuple[SegmentFile, Array]]) -> tuple[Arrays, dict[str, int]]:
    """The arrays and facts of one segment holding the live documents of several, in their order. Each is given with
    one bool a document: does it live?"""
    parts: list[Part] = []
    count = 0
    for file, live in files:
        parts.append(Part(file, np.where(live, np.cumsum(live) - 1 + count, -1).astype(np.int64)))
        count += int(live.sum())
    arrays: Arrays = {}
    facts = {"documents": count}
    for column in ("seq.column", "day.column"):
        arrays[column] = _column(parts, column)
    arrays |= _stored(parts)
    for field in (f"{text.name}_{kind}" for text in TEXT_FIELDS for kind in ("words", "pairs")):
        arrays |= _counted(field, parts)
        if field.endswith("_words"):
            lengths = _column(parts, f"{field}.lengths")
            arrays[f"{field}.lengths"] = lengths
            facts[f"{field}.length"] = int(lengths.sum(dtype=np.int64))
    for field in (*FACET_NAMES, "id"):
        sets = _sets(field, parts)
        arrays |= sets
        if field in FACET_NAMES:
            arrays |= by_document(field, sets[f"{field}.docs"], sets[f"{field}.ends"], count)
    return arrays, facts


def _column(parts: Sequence[Part], name: str) -> Array:
    return np.concatenate([part.file.array(name)[part.numbers >= 0] for part in parts])


def _stored(parts: Sequence[Part]) -> Arrays:
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
    counts = [
        np.bincount(terms, minlength=len(part.file.array(f"{field}.ends"))) for terms, part in zip(old, parts)
    ]
    union = _union_of(field, parts, counts)
    numbers = np.concatenate([new[terms] for new, terms in zip(union.numbers, old)])
    docs = np.concatenate([docs[docs >= 0] for docs in kept])
    return {
        f"{field}.terms": union.terms,
        f"{field}.term_ends": union.term_ends,
        f"{field}.ends": np.cumsum(np.bincount(numbers, minlength=len(union.term_ends)), dtype=np.uint32),
        f"{field}.docs": docs[np.argsort(numbers, kind="stable")].astype(np.uint32),
    }


def _counted(field: str, parts: Sequence[Part]) -> Arrays:
    placed = f"{field}.positions" in parts[0].file
    tallies = [_tally(field, part) for part in parts]
    union = _union_of(field, parts, [postings for postings, _ in tallies])
    size = len(union.term_ends)
    postings, occurrences = np.zeros(size, np.int64), np.zeros(size, np.int64)
    for new, (some, many) in zip(union.numbers, tallies):
        kept = np.flatnonzero(some)
        postings[new[kept]] += some[kept]
        occurrences[new[kept]] += many[kept]
    ends = np.cumsum(postings)
    pieces, byte_ends, positions = [], [np.empty(0, np.uint64)], []
    written = np.uint64(0)
    for first, last in _stretches(ends):
        piece, piece_ends, places = _stretch(field, parts, union, postings, occurrences, first, last, placed)
        pieces.append(piece)
        byte_ends.append(piece_ends + written)
        positions.append(places)
        written += np.uint64(len(piece))
    arrays: Arrays = {
        f"{field}.terms": union.terms,
        f"{field}.term_ends": union.term_ends,
        f"{field}.ends": ends.astype(np.uint32),
        f"{field}.packed": [*pieces, packed.PADDING],
        f"{field}.packed_ends": smallest_ends(np.concatenate(byte_ends)),
    }
    if placed:
        arrays[f"{field}.positions"] = positions or np.empty(0, np.uint16)
        arrays[f"{field}.position_ends"] = smallest_ends(np.cumsum(occurrences, dtype=np.uint64))
    return arrays


def _stretch(
    field: str,
    parts: Sequence[Part],
    union: _Union,
    postings: Array,
    occurrences: Array,
    first: int,
    last: int,
    placed: bool,
) -> tuple[Array, Array, Array]:
    """The packed postings of the terms from number ``first`` to before ``last``, where each term's end, and the
    positions of all."""
    ends = np.cumsum(postings[first:last])
    total = int(ends[-1])
    docs, freqs = np.empty(total, np.uint32), np.empty(total, np.uint32)
    cursor = ends - postings[first:last]
    place_cursor = np.cumsum(occurrences[first:last]) - occurrences[first:last]
    wide = placed and max(part.file.array(f"{field}.positions").dtype.itemsize for part in parts) > 2
    places = np.empty(int(occurrences[first:last].sum()) if placed else 0, np.uint32 if wide else np.uint16)
    for part, new in zip(parts, union.numbers):
        begin, end = np.searchsorted(new, (first, last)).tolist()
        _gather(
            part.file.array(f"{field}.packed"),
            part.file.array(f"{field}.packed_ends"),
            part.file.array(f"{field}.ends"),
            part.file.array(f"{field}.positions") if placed else np.empty(0, np.uint16),
            part.file.array(f"{field}.position_ends") if placed else np.empty(0, np.uint32),
            part.numbers,
            new,
            begin,
            end,
            first,
            cursor,
            docs,
            freqs,
            place_cursor,
            places,
        )
    piece, byte_ends = packed.pack(ends, docs, freqs)
    return piece, byte_ends, places


def _stretches(ends: Array) -> Iterator[tuple[int, int]]:
    """Runs of terms, each of about as many postings as are unpacked at a time."""
    first = 0
    while first < len(ends):
        done = int(ends[first - 1]) if first else 0
        last = max(first + 1, int(np.searchsorted(ends, done + _STRETCH, side="right")))
        yield first, last
        first = last


def _tally(field: str, part: Part) -> tuple[Array, Array]:
    """How many postings and occurrences of each term are left when the documents to leave out are."""
    ends = part.file.array(f"{field}.ends")
    postings, occurrences = np.zeros(len(ends), np.int64), np.zeros(len(ends), np.int64)
    data, byte_ends = part.file.array(f"{field}.packed"), part.file.array(f"{field}.packed_ends")
    _count_left(data, byte_ends, ends, part.numbers, postings, occurrences)
    return postings, occurrences


def _union_of(field: str, parts: Sequence[Part], counts: Sequence[Array]) -> _Union:
    texts = [part.file.array(f"{field}.terms") for part in parts]
    starts = np.cumsum([0, *map(len, texts)])
    ends = [part.file.array(f"{field}.term_ends").astype(np.int64) + start for part, start in zip(parts, starts)]
    bounds = np.cumsum([0, *map(len, ends)])
    text, all_ends = np.concatenate(texts), np.concatenate(ends)
    alive = np.concatenate([one > 0 for one in counts])
    numbers, chosen = np.empty(len(all_ends), np.int64), np.empty(len(all_ends), np.int64)
    chosen = chosen[: _unite(text, all_ends, bounds, alive, numbers, chosen)]
    first = np.where(chosen > 0, all_ends[chosen - 1], 0) if len(chosen) else chosen
    sizes = all_ends[chosen] - first
    return _Union(
        terms=text[packed.ragged(first, sizes)],
        term_ends=np.cumsum(sizes, dtype=np.uint32),
        numbers=[numbers[start:end] for start, end in zip(bounds[:-1], bounds[1:])],
    )


def _sizes(ends: Array) -> Array:
    return np.diff(ends, prepend=ends.dtype.type(0)).astype(np.int64)


def smallest_ends(ends: Array) -> Array:
    """Ascending offsets as u4 where that holds them."""
    return ends.astype(np.uint32) if not len(ends) or int(ends[-1]) < 1 << 32 else ends.astype(np.uint64)


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
        chosen[found] = heads[least]
        for part in range(least + 1, parts):
            if heads[part] < bounds[part + 1] and _compare(text, ends, heads[part], chosen[found]) == 0:
                numbers[heads[part]] = found
                heads[part] += 1
        numbers[heads[least]] = found
        heads[least] += 1
        found += 1


@compiled
def _compare(text, ends, one, other):  # type: ignore[no-untyped-def]
    a = ends[one - 1] if one else np.int64(0)
    b = ends[other - 1] if other else np.int64(0)
    one_size, other_size = ends[one] - a, ends[other] - b
    for at in range(min(one_size, other_size)):
        difference = np.int64(text[a + at]) - np.int64(text[b + at])
        if difference:
            return difference
    return one_size - other_size


@compiled
def _count_left(data, byte_ends, ends, numbers, postings, occurrences):  # type: ignore[no-untyped-def]
    docs, freqs = np.empty(len(numbers), np.uint32), np.empty(len(numbers), np.uint32)
    start = first = np.int64(0)
    for term in range(len(ends)):
        count = np.int64(ends[term]) - start
        packed.unpack(data, first, count, docs, freqs)
        for at in range(count):
            if numbers[docs[at]] >= 0:
                postings[term] += 1
                occurrences[term] += np.int64(freqs[at])
        start, first = np.int64(ends[term]), np.int64(byte_ends[term])


@compiled
def _gather(  # type: ignore[no-untyped-def]
    data,
    byte_ends,
    ends,
    positions,
    position_ends,
    numbers,
    new_terms,
    begin,
    end,
    first_term,
    cursor,
    docs,
    freqs,
    place_cursor,
    places,
):
    """Unpacks a part's terms from ``begin`` to before ``end`` to where ``cursor`` says for each new term, moving it
    on; the positions likewise."""
    placed = len(places) > 0
    old_docs, old_freqs = np.empty(len(numbers), np.uint32), np.empty(len(numbers), np.uint32)
    for term in range(begin, end):
        new = new_terms[term] - first_term
        count = np.int64(ends[term]) - (np.int64(ends[term - 1]) if term else np.int64(0))
        packed.unpack(data, np.int64(byte_ends[term - 1]) if term else np.int64(0), count, old_docs, old_freqs)
        place = np.int64(position_ends[term - 1]) if placed and term else np.int64(0)
        for at in range(count):
            doc, freq = numbers[old_docs[at]], np.int64(old_freqs[at])
            if doc >= 0:
                docs[cursor[new]], freqs[cursor[new]] = doc, freq
                cursor[new] += 1
                if placed:
                    for passed in range(freq):
                        places[place_cursor[new] + passed] = positions[place + passed]
                    place_cursor[new] += freq
            place += freq
