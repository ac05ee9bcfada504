"""Documents into segments, by whole-array operations, under Whoosh's locking, table of contents and commit.

A segment's terms are numbered in byte order before anything is sorted, so that sorting one array of 64-bit keys
(term and place in the upper and lower half) puts all postings of a field where they belong.
"""
from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from whoosh.index import FileIndex
from whoosh.reading import SegmentReader
from whoosh.writing import SegmentWriter

from indexer.analysis.fold import fold
from indexer.analysis.segment import words
from indexer.document import Document
from indexer.engines.embedded.codec import EXTENSION, ColumnarCodec, ColumnarSegment, open_segment
from indexer.engines.embedded.columns import by_document
from indexer.engines.embedded.fields import date_key, facet_values
from indexer.engines.embedded.merge import write_merged
from indexer.engines.embedded.packed import PADDING, pack
from indexer.engines.embedded.segment_file import Array, SegmentFile, write_segment
from indexer.schema import FACET_NAMES, TEXT_FIELDS


class ColumnarIndex(FileIndex):  # type: ignore[misc]  # Whoosh has no types
    """A Whoosh index whose writer writes our segments. An index opened in any other way would write Whoosh's own."""

    def writer(self, **options: object) -> ColumnarWriter:
        """A writer; ``_lk=False`` for a caller that holds the lock."""
        return ColumnarWriter(self, **options)


class ColumnarWriter(SegmentWriter):  # type: ignore[misc]
    """Makes one segment of ready files and of segments there are; everything about committing and deleting is
    Whoosh's."""

    def __init__(self, index: FileIndex, **options: object) -> None:
        super().__init__(index, codec=ColumnarCodec(), **options)
        self.pool.cleanup()
        self._ready: list[Path] = []
        self._parts: list[tuple[SegmentFile, Array]] = []

    def add_file(self, path: Path) -> None:
        """Takes the documents of a segment file made aside (``write_documents``) in; the file is used up."""
        self._check_state()
        file = SegmentFile(path)
        self._ready.append(path)
        self._parts.append((file, np.ones(file.facts["documents"], np.bool_)))
        self._added = True
        self.docnum += file.facts["documents"]

    def add_document(self, **fields: object) -> None:
        """Not the way in: terms are made from documents. Raises TypeError."""
        raise TypeError("write documents to a file (write_documents) and add that")

    def add_reader(self, reader: SegmentReader) -> None:
        """Takes the documents of a reader's segment in. Whoosh calls this to merge."""
        self.add_segment(reader.segment())

    def add_segment(self, segment: ColumnarSegment) -> None:
        """Takes a segment's live documents into the one being made, by arrays."""
        self._check_state()
        self._parts.append((open_segment(self.storage, segment), segment.live()))
        self._added = True
        self.docnum += segment.doc_count()

    def _flush_segment(self) -> None:
        path = Path(self.storage.folder) / self.newsegment.make_filename(EXTENSION)
        if len(self._parts) == len(self._ready) == 1:
            os.replace(self._ready[0], path)
            return
        write_merged(self._parts, path)

    def _close_segment(self) -> None:
        self._parts.clear()
        for path in self._ready:
            path.unlink(missing_ok=True)
        self._ready.clear()

    def _assemble_segment(self) -> None:
        """A segment of ours is one file from the start."""

    def get_segment(self) -> ColumnarSegment:
        segment: ColumnarSegment = self.newsegment
        segment.set_doc_count(self.docnum - self.docbase)
        return segment


def write_documents(documents: Sequence[tuple[Document, int]], path: Path) -> None:
    """Writes a segment file holding these documents, each with its sequence number, in this order."""
    write_segment(path, *segment_arrays(documents))


def segment_arrays(documents: Sequence[tuple[Document, int]]) -> tuple[dict[str, Array], dict[str, int]]:
    """The arrays and facts of a segment holding these documents in this order."""
    count = len(documents)
    arrays: dict[str, Array] = {
        "seq.column": np.array([seq for _, seq in documents], np.int64),
        "day.column": np.array([date_key(document) for document, _ in documents], np.int32),
        **_stored_ids([document.id.encode() for document, _ in documents]),
    }
    facts: dict[str, int] = {"documents": count}
    for field in TEXT_FIELDS:
        texts = [
            fold(document.text if field.name == "text" else document.article.title) for document, _ in documents
        ]
        counted = word_arrays(f"{field.name}_words", texts)
        arrays |= counted
        facts[f"{field.name}_words.length"] = int(counted[f"{field.name}_words.lengths"].sum(dtype=np.int64))
        arrays |= pair_arrays(f"{field.name}_pairs", texts)
    values = [facet_values(document) for document, _ in documents]
    for facet in FACET_NAMES:
        sets = _set_arrays(facet, [[value.encode() for value in one[facet]] for one in values])
        arrays |= sets
        arrays |= by_document(facet, sets[f"{facet}.docs"], sets[f"{facet}.ends"], count)
    arrays |= _set_arrays("id", [[document.id.encode()] for document, _ in documents])
    return arrays, facts


def word_arrays(field: str, texts: Sequence[str]) -> dict[str, Array]:
    """The words of folded texts, with frequencies and the texts' lengths in words."""
    number: dict[str, int] = {}
    seen: list[int] = []
    lengths = np.zeros(len(texts), np.uint32)
    for at, text in enumerate(texts):
        found = words(text)
        lengths[at] = len(found)
        seen.extend([number.setdefault(word, len(number)) for word in found])
    names = [word.encode() for word in number]
    order = sorted(range(len(names)), key=names.__getitem__)
    rank = np.empty(len(names), np.uint64)
    rank[order] = np.arange(len(names), dtype=np.uint64)
    keys = rank[np.array(seen, np.int64)] << np.uint64(32)
    keys |= np.repeat(np.arange(len(texts), dtype=np.uint64), lengths)
    keys.sort()
    first = _changes(keys)
    freqs = np.diff(np.append(first, len(keys)))
    postings = keys[first]
    counts = np.bincount((postings >> np.uint64(32)).astype(np.int64), minlength=len(names))
    data, byte_ends = pack(np.cumsum(counts), postings.astype(np.uint32), freqs)
    return {
        f"{field}.terms": np.frombuffer(b"".join(names[at] for at in order), np.uint8),
        f"{field}.term_ends": np.cumsum([len(names[at]) for at in order], dtype=np.uint32),
        f"{field}.ends": np.cumsum(counts, dtype=np.uint32),
        f"{field}.packed": np.concatenate([data, PADDING]),
        f"{field}.packed_ends": byte_ends.astype(np.uint32),
        f"{field}.lengths": lengths,
    }


def pair_arrays(field: str, texts: Sequence[str]) -> dict[str, Array]:
    """The neighbouring pairs of folded texts with their positions; a text's last character stands alone as a term."""
    sizes = np.array([len(text) for text in texts], np.int64)
    starts = np.cumsum(sizes) - sizes
    codes = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), np.uint32)
    alphabet = np.unique(codes)
    rank_of = np.zeros(0x110000, np.uint64)
    rank_of[alphabet] = np.arange(len(alphabet), dtype=np.uint64)
    ranks = rank_of[codes]
    following = np.zeros(len(codes), np.uint64)
    following[:-1] = ranks[1:] + np.uint64(1)
    following[(starts + sizes - 1)[sizes > 0]] = 0
    width = np.uint64(len(alphabet) + 1)
    keys = (ranks * width + following) << np.uint64(32)
    keys |= np.arange(len(codes), dtype=np.uint64)
    del codes, ranks, following  # each has a place for every character: what is done with is let go of
    keys.sort()
    pair = keys >> np.uint64(32)
    at = (keys & np.uint64(0xFFFFFFFF)).astype(np.int64)
    del keys
    doc = np.repeat(np.arange(len(texts), dtype=np.uint32), sizes)[at]
    positions = at - starts[doc]
    term_first = _changes(pair)
    posting_first = _changes(pair, doc)
    freqs = np.diff(np.append(posting_first, len(pair)))
    names = pair[term_first]
    term_last = np.append(term_first[1:], len(pair))[: len(names)]
    text_of, term_ends = _pair_text(alphabet, names // width, names % width)
    ends = np.searchsorted(posting_first, term_last)
    data, byte_ends = pack(ends, doc[posting_first], freqs)
    return {
        f"{field}.terms": text_of,
        f"{field}.term_ends": term_ends,
        f"{field}.ends": ends.astype(np.uint32),
        f"{field}.packed": np.concatenate([data, PADDING]),
        f"{field}.packed_ends": byte_ends.astype(np.uint32),
        f"{field}.position_ends": term_last.astype(np.uint32),
        f"{field}.positions": positions.astype(np.uint16 if sizes.max(initial=0) <= 1 << 16 else np.uint32),
    }


def _set_arrays(field: str, terms: Sequence[Iterable[bytes]]) -> dict[str, Array]:
    names = sorted({term for found in terms for term in found})
    number = {term: at for at, term in enumerate(names)}
    numbers = np.array([number[term] for found in terms for term in found], np.int64)
    docs = np.array([document for document, found in enumerate(terms) for _ in found], np.uint32)
    return {
        f"{field}.terms": np.frombuffer(b"".join(names), np.uint8),
        f"{field}.term_ends": np.cumsum([len(name) for name in names], dtype=np.uint32),
        f"{field}.ends": np.cumsum(np.bincount(numbers, minlength=len(names)), dtype=np.uint32),
        f"{field}.docs": docs[np.argsort(numbers, kind="stable")],
    }


def _stored_ids(ids: Sequence[bytes]) -> dict[str, Array]:
    return {
        "id.stored": np.frombuffer(b"".join(ids), np.uint8),
        "id.stored_ends": np.cumsum([len(one) for one in ids], dtype=np.uint64),
    }


def _pair_text(alphabet: Array, first: Array, second: Array) -> tuple[Array, Array]:
    """The UTF-8 of pairs end to end, and where each ends. ``second`` counts from 1; 0 is no character."""
    both = np.zeros((len(first), 2), np.uint32)
    both[:, 0] = alphabet[first.astype(np.int64)] if len(first) else 0
    there = second > 0
    both[there, 1] = alphabet[second[there].astype(np.int64) - 1]
    used = np.ones_like(both, np.bool_)
    used[:, 1] = there
    text = both[used].tobytes().decode("utf-32-le", "surrogatepass").encode("utf-8", "surrogatepass")
    bytes_of = 1 + (both >= 0x80).astype(np.uint32) + (both >= 0x800) + (both >= 0x10000)
    return np.frombuffer(text, np.uint8), np.cumsum((bytes_of * used).sum(axis=1), dtype=np.uint32)


def _changes(*keys: Array) -> Array:
    """Where any of several parallel sorted arrays begins a new value."""
    if not len(keys[0]):
        return np.empty(0, np.int64)
    new = np.zeros(len(keys[0]), np.bool_)
    new[0] = True
    for key in keys:
        new[1:] |= key[1:] != key[:-1]
    return np.flatnonzero(new)
