"""Articles that an archivist takes out of the archive. They stay out until that is undone, whatever is read again."""
from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from indexer.build import make_searchable
from indexer.document import Document
from indexer.engines import open_engine
from indexer.identity import slot_of
from indexer.known import KnownArticle, Removal
from indexer.ledger import Ledger
from indexer.lock import alone
from indexer.report import Silence


@dataclass(frozen=True, slots=True)
class RemovalReport:
    """What was taken out or taken back now, and the ids for which there was nothing to do."""

    done: tuple[Removal, ...]
    unknown: tuple[str, ...]


def remove(archive: Path, ids: Sequence[str], note: str = "") -> RemovalReport:
    """Takes articles out of an archive. The ledger keeps which, when and why, and wherever their records stand or are
    read again they are set aside with that reason. Raises ArchiveMissing where there is no
    archive, ArchiveBusy while another process indexes, rebuilds or removes."""
    open_engine(f"embedded:{archive}").close()  # says what is missing, before a lock is made
    with alone(archive):
        removals = _remove(archive, list(dict.fromkeys(ids)), note)
    return RemovalReport(tuple(removals.values()), tuple(id for id in dict.fromkeys(ids) if id not in removals))


def take_back(archive: Path, ids: Sequence[str]) -> RemovalReport:
    """Undoes removals: the articles come back when ``longwen index`` next runs over their files. Raises what
    ``remove`` raises."""
    open_engine(f"embedded:{archive}").close()
    with alone(archive), closing(Ledger(archive / "ledger.sqlite")) as ledger:
        before = {one.id: one for one in ledger.removals()}
        removals = [before[id] for id in dict.fromkeys(ids) if id in before]
        ledger.take_back(removals)
    return RemovalReport(tuple(removals), tuple(id for id in dict.fromkeys(ids) if id not in before))


def _remove(archive: Path, ids: Sequence[str], note: str) -> dict[str, Removal]:
    engine = open_engine(f"embedded:{archive}")
    try:
        ledger = Ledger(archive / "ledger.sqlite")
        try:
            before = {one.id: one for one in ledger.removals()}
            removals: dict[str, Removal] = {}
            for id, document in zip(ids, engine.fetch(ids)):
                known = ledger.article(id)
                if document is not None and id in before:
                    removals[id] = before[id]  # cut short the last time
                elif document is not None or known is not None:
                    removals[id] = _removal(id, document, known, note)
            # Entered first: what is cut short between the two is brought to its end by the next run of either command.
            ledger.remove(removals.values())
        finally:
            ledger.close()
        engine.delete(list(removals))
        make_searchable(engine, Silence())
    finally:
        engine.close()
    return removals


def _removal(id: str, document: Document | None, known: KnownArticle | None, note: str) -> Removal:
    day = date.today().isoformat()
    if document is None:
        assert known is not None
        return Removal(known, known.path.rpartition("/")[2], "", day, note)
    article = document.article
    if known is None:  # of no file in the ledger
        known = KnownArticle(id, "", slot_of(article), article.fingerprint, article.origin.line)
    return Removal(known, article.origin.file, article.title, day, note)
