"""ColumnarCodec: our segments under Whoosh's own reader, so that a stock Searcher answers from the same index.

Whoosh pickles segments into its table of contents by the path of their class: the name of this module and of
``ColumnarSegment`` are part of the format on disk.
"""
from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from whoosh.codec import base
from whoosh.columns import Column, ColumnReader
from whoosh.filedb.filestore import FileStorage
from whoosh.formats import Format
from whoosh.reading import TermInfo, TermNotFound
from whoosh.scoring import BaseScorer

from indexer.engines.embedded.matcher import SegmentMatcher
from indexer.engines.embedded.postings import Postings, open_postings
from indexer.engines.embedded.segment_file import Array, SegmentFile

EXTENSION = ".lws"


class TermMissing(TermNotFound, KeyError):  # type: ignore[misc]
    """A segment lacks a field or term. Whoosh's reader expects the one error here and the other there."""


class ColumnarSegment(base.Segment):  # type: ignore[misc]  # Whoosh has no types
    """What Whoosh's table of contents knows of a segment: its name, its size and its deleted documents."""

    def __init__(self, indexname: str) -> None:
        super().__init__(indexname)
        self._count = 0
        self._deleted: set[int] = set()

    def __getstate__(self) -> dict[str, Any]:
        packed = np.array(sorted(self._deleted), np.uint32).tobytes()
        return {"indexname": self.indexname, "segid": self.segid, "count": self._count, "deleted": packed}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.indexname, self.segid, self._count = state["indexname"], state["segid"], state["count"]
        self.compound = False
        self._deleted = set(np.frombuffer(state["deleted"], np.uint32).tolist())

    def codec(self) -> ColumnarCodec:
        return ColumnarCodec()

    def should_assemble(self) -> bool:
        return False

    def path(self, storage: FileStorage) -> Path:
        """The segment's file."""
        return Path(storage.folder) / str(self.make_filename(EXTENSION))

    def set_doc_count(self, count: int) -> None:
        self._count = count

    def doc_count_all(self) -> int:
        return self._count

    def deleted_count(self) -> int:
        return len(self._deleted)

    def deleted_docs(self) -> set[int]:
        return self._deleted

    def delete_document(self, docnum: int, delete: bool = True) -> None:
        (self._deleted.add if delete else self._deleted.discard)(int(docnum))

    def is_deleted(self, docnum: int) -> bool:
        return docnum in self._deleted

    def live(self) -> Array:
        """One bool a document: is it still there?"""
        mask = np.ones(self._count, np.bool_)
        mask[list(self._deleted)] = False
        return mask


class ColumnarCodec(base.Codec):  # type: ignore[misc]
    """Reads segments of ours. Writing goes through ``writer.ColumnarWriter``, which bypasses Whoosh's posting pool."""

    length_stats = False

    def per_document_writer(self, storage: FileStorage, segment: ColumnarSegment) -> _Nothing:
        return _Nothing()

    def field_writer(self, storage: FileStorage, segment: ColumnarSegment) -> _Nothing:
        return _Nothing()

    def terms_reader(self, storage: FileStorage, segment: ColumnarSegment) -> SegmentTerms:
        return SegmentTerms(open_segment(storage, segment), segment)

    def per_document_reader(self, storage: FileStorage, segment: ColumnarSegment) -> SegmentDocuments:
        return SegmentDocuments(open_segment(storage, segment), segment)

    def new_segment(self, storage: FileStorage, indexname: str) -> ColumnarSegment:
        return ColumnarSegment(indexname)


class _Nothing:
    """Stands where Whoosh expects writers that ColumnarWriter does not need."""

    is_closed = True

    def close(self) -> None:
        """There is nothing to close."""


_opened: dict[Path, tuple[int, SegmentFile]] = {}


def open_segment(storage: FileStorage, segment: ColumnarSegment) -> SegmentFile:
    """The segment's file, mapped once a process: Whoosh opens a new reader for every searcher and every deletion. A
    segment's name is random and its file never changes, so that path and inode identify it."""
    path = segment.path(storage)
    inode = path.stat().st_ino
    known = _opened.get(path)
    if known is None or known[0] != inode:
        for other in [other for other in _opened if not other.exists()]:
            del _opened[other]
        known = _opened[path] = (inode, SegmentFile(path))
    return known[1]


class SegmentTerms(base.TermsReader):  # type: ignore[misc]
    """Whoosh's view of a segment's terms."""

    def __init__(self, file: SegmentFile, segment: ColumnarSegment) -> None:
        self._file = file
        self._segment = segment
        self._fields: dict[str, Postings] = {}

    @property
    def whole(self) -> bool:
        """Whether no document of the segment was deleted."""
        return not self._segment.has_deletions()

    def postings(self, field: str) -> Postings:
        """The postings of a field. Raises TermNotFound for a field the segment does not have."""
        if field not in self._fields:
            if f"{field}.ends" not in self._file:
                raise TermMissing(f"No field {field!r}")
            self._fields[field] = open_postings(self._file, field)
        return self._fields[field]

    def _number(self, field: str, term: bytes) -> int:
        number = self.postings(field).number(term)
        if number is None:
            raise TermMissing(f"{field}:{term!r}")
        return number

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        try:
            return self.postings(term[0]).number(term[1]) is not None
        except TermNotFound:
            return False

    def indexed_field_names(self) -> list[str]:
        return sorted(name[: -len(".ends")] for name in self._file.names() if name.endswith(".ends"))

    def terms(self) -> Iterator[tuple[str, bytes]]:
        for field in self.indexed_field_names():
            yield from self.terms_from(field, b"")

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        try:
            postings = self.postings(fieldname)
        except TermNotFound:
            return
        for number in range(postings.place(prefix), len(postings)):
            yield fieldname, postings.term(number)

    def items(self) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        for field, term in self.terms():
            yield (field, term), self.term_info(field, term)

    def items_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        for field, term in self.terms_from(fieldname, prefix):
            yield (field, term), self.term_info(field, term)

    def term_info(self, fieldname: str, text: bytes) -> TermInfo:
        postings = self.postings(fieldname)
        number = self._number(fieldname, text)
        docs, freqs = postings.docs(number), postings.freqs(number)
        lengths = self.lengths(fieldname)[docs]
        # A fresh object each time: Whoosh adds up the infos of several segments in place.
        return TermInfo(
            weight=float(freqs.sum()),
            df=len(docs),
            minlength=int(lengths.min()),
            maxlength=int(lengths.max()),
            maxweight=float(freqs.max()),
            minid=int(docs[0]),
            maxid=int(docs[-1]),
        )

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        return self.postings(fieldname).count(self._number(fieldname, text))

    def frequency(self, fieldname: str, text: bytes) -> float:
        return float(self.postings(fieldname).freqs(self._number(fieldname, text)).sum())

    def matcher(
        self, fieldname: str, text: bytes, format_: Format, scorer: BaseScorer | None = None
    ) -> SegmentMatcher:
        postings = self.postings(fieldname)
        number = self._number(fieldname, text)
        return SegmentMatcher(postings, number, self._segment.live(), format_, scorer, (fieldname, text))

    def cursor(self, fieldname: str, fieldobj: object) -> SegmentCursor:
        return SegmentCursor(self, fieldname)

    def lengths(self, field: str) -> Array:
        """The length of each document in a field, in words; ones for a field without lengths."""
        name = f"{field}.lengths"
        return self._file.array(name) if name in self._file else np.ones(self._segment.doc_count_all(), np.int64)

    def close(self) -> None:
        """The file stays mapped for the next reader."""


class SegmentCursor(base.FieldCursor):  # type: ignore[misc]
    """Walks a field's terms in order."""

    def __init__(self, terms: SegmentTerms, field: str) -> None:
        self._terms = terms
        self._field = field
        self._postings = terms.postings(field)
        self._at = 0

    def is_valid(self) -> bool:
        return self._at < len(self._postings)

    def first(self) -> bytes | None:
        self._at = 0
        return self.text()

    def find(self, string: bytes) -> bytes | None:
        self._at = self._postings.place(string)
        return self.text()

    def next(self) -> bytes | None:
        self._at += 1
        return self.text()

    def text(self) -> bytes | None:
        return self._postings.term(self._at) if self.is_valid() else None

    def term(self) -> tuple[str, bytes] | None:
        text = self.text()
        return None if text is None else (self._field, text)

    def term_info(self) -> TermInfo:
        text = self.text()
        assert text is not None
        return self._terms.term_info(self._field, text)


class SegmentDocuments(base.PerDocumentReader):  # type: ignore[misc]
    """Whoosh's view of a segment's documents. Deletions are left out by our own matchers, so that Whoosh need not."""

    def __init__(self, file: SegmentFile, segment: ColumnarSegment) -> None:
        self._file = file
        self._segment = segment

    def doc_count(self) -> int:
        return int(self._segment.doc_count())

    def doc_count_all(self) -> int:
        return self._segment.doc_count_all()

    def has_deletions(self) -> bool:
        return bool(self._segment.has_deletions())

    def is_deleted(self, docnum: int) -> bool:
        return self._segment.is_deleted(docnum)

    def deleted_docs(self) -> tuple[int, ...]:
        return ()

    def supports_columns(self) -> bool:
        return True

    def has_column(self, fieldname: str) -> bool:
        return f"{fieldname}.column" in self._file

    def column_reader(self, fieldname: str, column: Column) -> ColumnReader:
        return _ArrayColumn(self._file.array(f"{fieldname}.column"))

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        name = f"{fieldname}.lengths"
        if name not in self._file or docnum >= self.doc_count_all():
            return default
        return int(self._file.array(name)[docnum])

    def field_length(self, fieldname: str) -> int:
        return self._file.facts.get(f"{fieldname}.length", 0)

    def min_field_length(self, fieldname: str) -> int:
        name = f"{fieldname}.lengths"
        return int(self._file.array(name).min(initial=0)) if name in self._file else 0

    def max_field_length(self, fieldname: str) -> int:
        name = f"{fieldname}.lengths"
        return int(self._file.array(name).max(initial=0)) if name in self._file else 0

    def stored_fields(self, docnum: int) -> dict[str, str]:
        ends = self._file.array("id.stored_ends")
        start = int(ends[docnum - 1]) if docnum else 0
        return {"id": self._file.array("id.stored")[start : int(ends[docnum])].tobytes().decode()}

    def close(self) -> None:
        """The file stays mapped for the next reader."""


class _ArrayColumn(ColumnReader):  # type: ignore[misc]
    def __init__(self, values: Array) -> None:
        self._values = values

    def __len__(self) -> int:
        return len(self._values)

    def __getitem__(self, docnum: int) -> int:
        return int(self._values[docnum])

    def __iter__(self) -> Iterator[int]:
        return iter(self._values.tolist())

    def load(self) -> list[int]:
        values: list[int] = self._values.tolist()
        return values
