"""Indexing alone: the same two fields (words with frequencies, pairs with positions) from the same cut tokens.

Ours are the arrays of a segment, written to the disk, 10,000 articles a segment as the engine does it, in one process.
tantivy gets its strings joined and its documents made before the clock starts, and is timed until its merges are done.
"""
from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

from bench.peers import size_of
from bench.prepared import Prepared, prepare
from indexer.document import Document
from indexer.engines.embedded import writer
from indexer.engines.embedded.engine import BATCH
from indexer.engines.embedded.segment_file import write_segment

ROUNDS = 3


@dataclass(frozen=True, slots=True)
class FieldsTook:
    """Median seconds of the rounds, and bytes on the disk."""

    seconds: float
    size: int


def two_fields(documents: Iterable[Document], rounds: int = ROUNDS) -> Mapping[str, FieldsTook]:
    """Times ours, and tantivy with one and with two threads, in turn, ``rounds`` times."""
    given = list(prepare(documents))
    ways: dict[str, Callable[[Sequence[Prepared], Path], float]] = {
        "ours": _ours,
        "tantivy, 1 thread": lambda some, folder: _tantivy(some, folder, 1),
        "tantivy, 2 threads": lambda some, folder: _tantivy(some, folder, 2),
    }
    took: dict[str, list[float]] = {name: [] for name in ways}
    sizes: dict[str, int] = {}
    for _ in range(rounds):
        for name, way in ways.items():
            with tempfile.TemporaryDirectory() as folder:
                took[name].append(way(given, Path(folder)))
                sizes[name] = size_of(Path(folder))
    return {name: FieldsTook(statistics.median(took[name]), sizes[name]) for name in ways}


def _ours(given: Sequence[Prepared], folder: Path) -> float:
    started = time.perf_counter()
    for start in range(0, len(given), BATCH):
        some = given[start : start + BATCH]
        texts = [one.text for one in some]
        cut = iter([one.words for one in some])
        # word_arrays cuts the texts in their order: here it finds them cut.
        with mock.patch.object(writer, "words", lambda _: next(cut)):
            arrays = writer.word_arrays("text_words", texts)
        arrays |= writer.pair_arrays("text_pairs", texts)
        write_segment(folder / f"{start}.lws", arrays, {"documents": len(some)})
    return time.perf_counter() - started


def _tantivy(given: Sequence[Prepared], folder: Path, threads: int) -> float:
    # The other peers are measured where it is not installed, too.
    import tantivy

    from bench.peers.tantivy_py import HEAP, joined_pairs, new_index

    builder = tantivy.SchemaBuilder()
    builder.add_text_field("words", tokenizer_name="cut", index_option="freq")
    builder.add_text_field("pairs", tokenizer_name="cut", index_option="position")
    index = new_index(folder, builder.build())
    documents = []
    for one in given:
        document = tantivy.Document()
        document.add_text("words", " ".join(one.words))
        document.add_text("pairs", joined_pairs(one.text))
        documents.append(document)
    started = time.perf_counter()
    index_writer = index.writer(HEAP, threads)
    for document in documents:
        index_writer.add_document(document)
    index_writer.commit()
    index_writer.wait_merging_threads()
    return time.perf_counter() - started
