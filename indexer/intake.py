"""Files into documents: which of them are new or changed, and what is read in them. ``identification`` says which
article a record is, ``settling`` what becomes of what files hold no more."""
from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from corpus.article import Article, Interrupted, Reject
from corpus.reader import READING_VERSION, find_files, read_file, unopened
from indexer.corrections import NONE as NO_CORRECTIONS
from indexer.corrections import Corrections
from indexer.document import Document
from indexer.engines.base import Engine, WriteReport
from indexer.entities.leaders import find_leaders
from indexer.entities.regions import find_regions
from indexer.file_contents import FileContents
from indexer.file_places import is_there, path_of, place_of, shown_place
from indexer.given import Given, digest_of
from indexer.identification import Identification
from indexer.identity import minted_id, record_of, slot_of
from indexer.known import KnownArticle, KnownFile
from indexer.ledger import Ledger
from indexer.report import FileReport, Progress, Report, Status
from indexer.settling import Settlement, forgettable

# Documents are written in transactions of this many: large enough that the disk's flushes do not count, small enough
# that the documents in memory do not.
BATCH = 1000
BATCH_CHARACTERS = 4_000_000


class Intake:
    """One run of reading files into an engine."""

    def __init__(
        self,
        engine: Engine,
        ledger: Ledger,
        progress: Progress,
        corrections: Corrections = NO_CORRECTIONS,
        encoding: str | None = None,
        forget_missing: bool = False,
    ) -> None:
        """``encoding`` is what the archivist says of all files of this run; None: what was said of each before.
        ``forget_missing`` takes out files that are no longer there, and the articles that no other file holds."""
        self._engine = engine
        self._ledger = ledger
        self._progress = progress
        self._corrections = corrections
        self._encoding = encoding
        self._forget_missing = forget_missing
        self._identification = Identification(engine, ledger)
        self._settlement = Settlement(engine, ledger)
        self._alike: dict[str, str] = {}
        self._documents: list[Document] = []
        self._characters = 0
        self._finished: list[FileContents] = []
        self._written = WriteReport(0, 0, 0)
        self._untouched = 0
        self._taken = 0
        self._unentered = 0
        self._done = 0
        self._everything = 0

    def take(self, paths: Sequence[Path]) -> Report:
        if removed := self._identification.removed_ids:  # a removal may have been cut short
            self._engine.delete(removed)
        self._forget_unwritten()
        # Sorted, as the first to come has the bare id where several records claim one.
        paths = sorted(set(paths), key=lambda path: path.resolve().parts)
        reports: dict[str, FileReport] = {}
        given: list[Given] = []
        own: set[str] = set()
        for path, name in find_files(paths):
            place = place_of(path)
            if self._ledger.is_of_archive(place):
                own.add(place)
            if place in reports or place in own:
                continue
            known = self._ledger.file(place)
            try:
                one = Given(path, name, place, digest_of(path), path.stat().st_size, known, self._said_of(known))
            except OSError as error:
                reports[place] = self._unopened(place, name, error)
                continue
            given.append(one)
            reports[place] = FileReport(name, one.status, 0, 0, 0, ())
        self._identification.expect(one for one in given if one.status == "changed")
        self._everything = sum(one.size for one in given)
        # Changed files last: where a record of theirs has gone into a new file, that is entered by then.
        for changed in (False, True):
            for one in given:
                if (one.status == "changed") == changed:
                    self._progress.reading(one.name, self._done, self._everything, self._taken)
                    reports[one.place] = self._unchanged(one) if one.status == "unchanged" else self._file(one)
                    self._done += one.size
            self._flush()
        self._settle(reports)
        self._progress.reading("", self._everything, self._everything, self._taken)
        missing = {
            known.path: known
            for path in paths
            if path.is_dir()
            for known in self._ledger.files_below(place_of(path))
            if known.path not in reports and not is_there(known.path)
        }
        empty = [path for path in paths if path.is_dir() and next(find_files([path]), None) is None]
        forgotten = forgettable(missing.values(), empty) if self._forget_missing else {}
        self._forget(forgotten.values(), reports)
        return Report(
            files=tuple(reports.values()),
            added=self._written.added,
            replaced=self._written.replaced,
            unchanged=self._written.unchanged + self._untouched,
            removed=self._settlement.removed,
            missing=tuple(shown_place(place) for place in missing if place not in forgotten),
            forgotten=tuple(map(shown_place, forgotten)),
            empty=tuple(shown_place(place_of(path)) for path in empty),
            alike=tuple(self._alike.items()),
            own=len(own),
        )

    def _forget_unwritten(self) -> None:
        """Lets go of what a run that was killed was about to write: the same in another file is no copy of it."""
        ids = self._ledger.foreseen()
        self._ledger.forget_foreseen([id for id, document in zip(ids, self._engine.fetch(ids)) if document is None])

    def _unopened(self, place: str, name: str, error: OSError) -> FileReport:
        """Enters a file that cannot be opened as set aside; what it held before stays."""
        reject = Reject(name, None, unopened(error))
        known = self._ledger.file(place)
        fresh = KnownFile(place, name, "", READING_VERSION, self._said_of(None))
        articles = self._ledger.articles_of(place)
        entry = replace(known or fresh, digest="", staying=len(articles))
        self._ledger.enter(entry, articles, (reject,))
        status: Status = "changed" if known else "new"
        return FileReport(name, status, 0, 0, 0, (reject,), shown_place(place), len(articles))

    def _unchanged(self, given: Given) -> FileReport:
        staying = given.known.staying if given.known else 0
        articles = len(self._ledger.articles_of(given.place)) - staying
        self._untouched += articles
        # What was set aside then is still set aside: the report accounts for every record each time.
        rejects = tuple(self._ledger.rejects(given.place))
        return FileReport(given.name, "unchanged", articles, 0, 0, rejects, shown_place(given.place), staying)

    def _file(self, given: Given, again: bool = False) -> FileReport:
        moved = None if given.known else self._moved(given.digest)
        if moved:
            given = replace(given, encoding=self._said_of(moved))
        before = moved or given.known
        staying = before.staying if before else 0
        entry = KnownFile(given.place, given.name, given.digest, READING_VERSION, given.encoding, staying)
        former = {one.record: one for one in self._ledger.articles_of((moved or entry).path)}
        held = given.held() if former else None
        kept_ids, reserved = self._identification.kept_ids(given, former, held)
        status: Status = "moved" if moved else given.status
        rejected = self._ledger.reject_count((moved or entry).path)
        file = FileContents(entry, status, moved.path if moved else None, former, kept_ids, reserved, again, rejected)
        for item in held if held is not None else given.items(None if again else self._tell):
            if isinstance(item, Interrupted):
                file.entry = replace(entry, digest="")  # so that another run reads it again
            if isinstance(item, Reject):
                file.rejects.append(item)
            else:
                self._article(file, item)
        file.staying = len(file.gone) if file.is_worse_than(before) else 0
        file.entry = replace(file.entry, staying=file.staying)
        self._finished.append(file)
        if self._unentered >= BATCH or len(self._finished) >= BATCH:
            self._flush()
        return file.report()

    def _said_of(self, known: KnownFile | None) -> str:
        """What the archivist says, now or before, of a file's encoding."""
        return self._encoding if self._encoding is not None else known.encoding if known else ""

    def _tell(self, name: str, position: int) -> None:
        self._progress.reading(name, self._done + position, self._everything, self._taken)

    def _moved(self, digest: str) -> KnownFile | None:
        gone = (known for known in self._ledger.files_with(digest) if not is_there(known.path))
        return next(gone, None)

    def _article(self, file: FileContents, article: Article) -> None:
        twin = self._identification.twin(file, article)
        if removal := self._identification.removal(article, twin):
            file.rejects.append(Reject(article.origin.file, article.origin.line, removal.reason))
            file.withheld += 1
            return
        if twin and (record_of(article) in file.records or (not file.owns(twin) and is_there(twin.path))):
            file.copies.append(twin)
            return
        id = twin.id if twin else self._identification.new_id(file, article)
        if not twin and (namesake := self._identification.removed_namesake(file, article)):
            self._alike[id] = namesake.id
        known = KnownArticle(id, file.entry.path, slot_of(article), article.fingerprint, article.origin.line)
        file.shared_ids += id.endswith("~" + article.fingerprint[:8])
        file.articles[id] = file.records[known.record] = known
        self._identification.note(known)
        if file.again and id in file.reserved and not self._settlement.is_handed_over(id):
            return
        self._documents.append(self._corrections.corrected(document_of(article, id)))
        file.unwritten.append(known)
        self._taken += 1
        self._unentered += 1
        self._characters += len(article.title) + len(article.body) + len(article.raw)
        if len(self._documents) >= BATCH or self._characters >= BATCH_CHARACTERS:
            self._write(file)

    def _write(self, *reading: FileContents) -> None:
        """Writes the documents at hand, of the files read through and of the one that is being read. Before that the
        ledger knows whose they are, so that none is ever there without a file."""
        if not self._documents:
            return
        files = [file for file in (*self._finished, *reading) if file.unwritten]
        self._ledger.foresee([(file.entry, file.moved_from, file.unwritten) for file in files])
        for file in files:
            file.unwritten = []
        self._written = added(self._written, self._engine.write(self._documents))
        self._documents.clear()
        self._characters = 0

    def _flush(self) -> None:
        """Writes the documents at hand; only then are the files they came from entered as read."""
        self._write()
        with self._ledger.together():
            for file in self._finished:
                self._enter(file)
        self._finished.clear()
        self._unentered = 0
        self._identification.forget_noted()

    def _enter(self, file: FileContents) -> None:
        entry, articles = file.entry, list(file.articles.values())
        # Records may have gone to a file not yet read: until the end of the run nothing is removed, and the entry has
        # no digest, so that after a crash the file is read again.
        articles += [replace(one, path=entry.path) for one in file.gone]
        if file.gone and not file.staying:
            entry = replace(entry, digest="")
            self._settlement.leave(file)
        self._ledger.enter(entry, articles, file.rejects, file.moved_from, file.copies)

    def _settle(self, reports: dict[str, FileReport]) -> None:
        """Removes what no file holds any more; what another file holds too becomes that file's."""
        self._identification.expect(())
        settled: set[str] = set()
        while True:
            waiting = self._settlement.settle() - settled
            if not waiting:
                return
            for place in sorted(waiting):
                known = self._ledger.file(place)
                if known and is_there(place):
                    given = Given(path_of(place), known.name, place, known.digest, 0, known, known.encoding)
                    report = self._file(given, again=True)
                    reports[place] = replace(report, status=reports[place].status if place in reports else "unchanged")
            self._flush()
            settled |= waiting

    def _forget(self, missing: Collection[KnownFile], reports: dict[str, FileReport]) -> None:
        """Takes out files that are gone: what another file holds too becomes that file's."""
        for known in missing:
            self._settlement.leave_missing(known)
        self._settle(reports)
        self._ledger.forget_files(known.path for known in missing)


def document_of(article: Article, id: str) -> Document:
    """The article under its id, with the regions and leaders read from it."""
    return Document(
        id=id,
        article=article,
        regions=find_regions(article.title, article.body),
        leaders=find_leaders(article.title, article.body),
    )


def documents_in(path: Path, encoding: str = "") -> Iterator[Document | Reject]:
    """The documents that a file by itself would give, under the ids that they get where nothing is known of them, and
    what would be set aside. ``encoding`` as ``read_file`` takes it."""
    for item in read_file(path, path.name, encoding):
        yield item if isinstance(item, Reject) else document_of(item, minted_id(item))


def added(one: WriteReport, other: WriteReport) -> WriteReport:
    return WriteReport(one.added + other.added, one.replaced + other.replaced, one.unchanged + other.unchanged)
