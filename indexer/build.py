"""An archive from files, and an archive made anew from its own documents."""
from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

from corpus.reader import find_files
from indexer import corrections
from indexer.corrections import Corrections
from indexer.document import Document
from indexer.engines import open_engine
from indexer.engines.base import Engine, WriteReport
from indexer.intake import BATCH, Intake, added, document_of
from indexer.ledger import Ledger
from indexer.lock import alone
from indexer.report import CorrectionReport, Progress, Report, Silence
from indexer.settings import WORKERS

_DOCUMENTS = "documents.sqlite"


def index_paths(
    paths: Sequence[Path],
    archive: Path,
    progress: Progress | None = None,
    encoding: str | None = None,
    forget_missing: bool = False,
) -> Report:
    """Reads files and folders into an archive, made where there is none, and makes them searchable.

    Files already in the archive as they are now are not read again. ``encoding`` is what the archivist says of those
    that do not say it themselves (``corpus.encoding.TOLD``; '' takes back what was said before); it is kept for each
    file, and None leaves it at that. ``forget_missing`` takes out what was read earlier from below these folders from
    files that are no longer there.

    Raises, before anything is read, FileNotFoundError for a path that does not exist and for folders without a file
    where there is no archive, SettingInvalid for a number of workers that cannot be and ArchiveBusy while another
    process indexes or rebuilds the archive; ArchiveError where it cannot be written.
    """
    for path in paths:
        if not path.exists():
            raise FileNotFoundError(f"there is no file or folder {path}")
    if not (archive / _DOCUMENTS).exists() and next(find_files(paths), None) is None:
        shown = ", ".join(map(str, paths))
        raise FileNotFoundError(f"no files found in {shown} (hidden files are left out); no archive was made")
    _check_settings()
    with alone(archive):
        return _index(paths, archive, progress or Silence(), encoding, forget_missing)


def _index(
    paths: Sequence[Path], archive: Path, told: Progress, encoding: str | None, forget_missing: bool
) -> Report:
    engine = open_engine(f"embedded:{archive}", create=True)
    try:
        ledger = Ledger(archive / "ledger.sqlite")
        try:
            known = corrections.load(archive)
            ledger.enter_corrected(known.lines)
            report = Intake(engine, ledger, told, known, encoding, forget_missing).take(paths)
            report = replace(report, corrections=_put_right(engine, ledger, known))
        finally:
            ledger.close()
        make_searchable(engine, told)
    finally:
        engine.close()
    return report


def _check_settings() -> None:
    """The index is made last: what is wrong with a setting is said before hours of work."""
    from indexer.engines.embedded.engine import MOST_WORKERS  # as with open_engine, only who needs it loads the engine

    WORKERS.number(1, MOST_WORKERS)


def check_corrections(archive: Path) -> CorrectionReport:
    """What became of the lines of an archive's corrections. Raises ArchiveMissing where there is no archive."""
    known = corrections.load(archive)
    engine = open_engine(f"embedded:{archive}")
    try:
        return known.report(_corrected_articles(engine, known))
    finally:
        engine.close()


def _put_right(engine: Engine, ledger: Ledger, known: Corrections) -> CorrectionReport:
    """Also articles whose files were not read now get what the archivist wrote since, and lose what was withdrawn."""
    articles = _corrected_articles(engine, known)
    changed = engine.write([known.corrected(document) for document in articles]).replaced
    left = sorted(ledger.corrected() - known.lines.keys())
    withdrawn = engine.write([corrections.as_read(document) for document in engine.fetch(left) if document]).replaced
    ledger.forget_corrected(left)
    return replace(known.report(articles), changed=changed, withdrawn=withdrawn)


def _corrected_articles(engine: Engine, known: Corrections) -> list[Document]:
    return [document for document in engine.fetch(list(known.lines)) if document is not None]


def make_searchable(engine: Engine, progress: Progress) -> None:
    """Commits, telling the progress."""
    waiting = engine.behind()
    done = 0

    def tell(step: int) -> None:
        nonlocal done
        done += step
        progress.indexing(min(done, waiting), waiting)

    engine.commit(tell)


def reread(documents: Iterable[Document], known: Corrections = corrections.NONE) -> Iterator[Document]:
    """The documents with regions and leaders read anew from their articles, which a changed gazetteer asks for, and
    with the corrections that there are now."""
    for document in documents:
        yield known.corrected(document_of(corrections.as_read(document).article, document.id))


def rebuild(archive: Path, progress: Progress | None = None) -> WriteReport:
    """Reads regions and leaders of all articles anew and builds the index aside, then swaps it in. Raises
    ArchiveMissing where there is no archive, ArchiveBusy while another process indexes or rebuilds it, SettingInvalid
    as ``index_paths`` does."""
    _check_settings()
    # Where there is no archive no lock is made: opening it says what is missing.
    with alone(archive) if (archive / _DOCUMENTS).exists() else nullcontext():
        return _rebuild(archive, progress or Silence())


def _rebuild(archive: Path, told: Progress) -> WriteReport:
    known = corrections.load(archive)
    engine = open_engine(f"embedded:{archive}")
    try:
        if (archive / "ledger.sqlite").exists():
            ledger = Ledger(archive / "ledger.sqlite")
            try:
                ledger.enter_corrected(known.lines)
            finally:
                ledger.close()
        total = WriteReport(0, 0, 0)
        batch: list[Document] = []
        for document in reread(engine.documents(), known):
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
