"""An archive from files, and an archive made anew from its own documents."""
from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from indexer.document import Document
from indexer.engines import open_engine
from indexer.engines.base import Engine, WriteReport
from indexer.intake import BATCH, Intake, added, document_of
from indexer.ledger import Ledger
from indexer.report import Progress, Report, Silence


def index_paths(
    paths: Sequence[Path], archive: Path, progress: Progress | None = None, encoding: str | None = None
) -> Report:
    """Reads files and folders into an archive, made where there is none, and makes them searchable.

    Files already in the archive as they are now are not read again. ``encoding`` is what the archivist says of those
    that do not say it themselves (``corpus.encoding.TOLD``; '' takes back what was said before); it is kept for each
    file, and None leaves it at that. Raises FileNotFoundError for a path that does
    not exist, before anything is read, and ArchiveError where the archive cannot be written.
    """
    told = progress or Silence()
    for path in paths:
        if not path.exists():
            raise FileNotFoundError(f"there is no file or folder {path}")
    engine = open_engine(f"embedded:{archive}", create=True)
    try:
        ledger = Ledger(archive / "ledger.sqlite")
        try:
            report = Intake(engine, ledger, told, encoding).take(paths)
        finally:
            ledger.close()
        make_searchable(engine, told)
    finally:
        engine.close()
    return report


def make_searchable(engine: Engine, progress: Progress) -> None:
    """Commits, telling the progress."""
    waiting = engine.behind()
    done = 0

    def tell(step: int) -> None:
        nonlocal done
        done += step
        progress.indexing(min(done, waiting), waiting)

    engine.commit(tell)


def reread(documents: Iterable[Document]) -> Iterator[Document]:
    """The documents with regions and leaders read anew from their articles: what a changed gazetteer asks for."""
    for document in documents:
        yield document_of(document.article, document.id)


def rebuild(archive: Path, progress: Progress | None = None) -> WriteReport:
    """Reads regions and leaders of all articles anew and builds the index aside, then swaps it in."""
    told = progress or Silence()
    engine = open_engine(f"embedded:{archive}")
    try:
        total = WriteReport(0, 0, 0)
        batch: list[Document] = []
        for document in reread(engine.documents()):
            batch.append(document)
            if len(batch) >= BATCH:
                total = added(total, engine.write(batch))
                batch.clear()
        total = added(total, engine.write(batch))
        # Counted here: what the index says may be the very thing that is damaged.
        everything = total.added + total.replaced + total.unchanged
        done = 0

        def tell(step: int) -> None:
            nonlocal done
            done += step
            told.indexing(min(done, everything), everything)

        engine.rebuild(tell)
    finally:
        engine.close()
    return total
