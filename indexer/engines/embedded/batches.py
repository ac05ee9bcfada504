"""Segment files for batches of documents, made here or, for many batches, in worker processes."""
from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from pathlib import Path
from threading import Thread

from indexer.engines.embedded.documents import Batch, DocumentStore
from indexer.engines.embedded.writer import write_documents
from indexer.errors import WorkerLost

ASIDE = ".aside"
"""Ends the name of a segment file that no index has taken in yet."""

# A process has to load the dictionary first, which takes as long as a few thousand articles.
_FEW = 2


def segment_files(store: Path, batches: Sequence[Batch], folder: Path, workers: int) -> Iterator[Path | None]:
    """For each batch, in order, the file of its documents in the folder; None for a batch of removals only. Raises
    WorkerLost when a worker process dies."""
    if workers < 2 or len(batches) <= _FEW:
        for batch in batches:
            yield segment_file(store, batch, folder)
        return
    # Forking would copy the threads and connections of whoever asks, in whatever state they are.
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=end_with_parent) as pool:
        made = [pool.submit(segment_file, store, batch, folder) for batch in batches]
        try:
            for one in made:
                yield one.result()
        except BrokenProcessPool as error:
            raise WorkerLost(
                "a worker process ended before its work was done, perhaps for want of memory; "
                "set LONGWEN_WORKERS=1 and run the same command again"
            ) from error
        finally:
            pool.shutdown(cancel_futures=True)


def end_with_parent() -> None:
    """Ends this process as soon as the one that started it is gone: killed, it tells its workers nothing, and they
    would go on writing files that the next run writes, too."""
    parent = parent_process()
    assert parent is not None  # the first process has no work given to it

    def watch() -> None:
        wait([parent.sentinel])
        os._exit(1)

    Thread(target=watch, daemon=True).start()


def segment_file(store: Path, batch: Batch, folder: Path) -> Path | None:
    """The file of one batch's documents."""
    with closing(DocumentStore(store)) as documents:
        found = documents.within(batch)
    if not found:
        return None
    path = folder / f"{batch.last}{ASIDE}"
    write_documents(found, path)
    return path
