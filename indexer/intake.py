"""Files into documents: which of them are new or changed, what goes and what stays. ``identity`` has the ids."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from corpus.article import Article, Interrupted, Reject
from corpus.reader import READING_VERSION, find_files, read_file, unopened
from indexer.corrections import NONE as NO_CORRECTIONS
from indexer.corrections import Corrections
from indexer.document import Document
from indexer.engines.base import Engine, WriteReport
from indexer.entities.leaders import find_leaders
from indexer.entities.regions import find_regions
from indexer.file_places import is_gone, is_there, path_of, place_of, shown_place
from indexer.given import Given, digest_of
from indexer.identity import Record, alike, heirs_of, minted_id, record_of, slot_of
from indexer.known import KnownArticle, KnownFile
from indexer.ledger import Ledger
from indexer.report import FileReport, Progress, Report, Status

# Documents are written in transactions of this many: large enough that the disk's flushes do not count, small enough
# that the documents in memory do not.
BATCH = 1000
BATCH_CHARACTERS = 4_000_000


@dataclass
class _File:
    """A file being read: what was known of it, and what is found.

    ``former`` is what it held before, by record; ``kept_ids`` the ids, by present record, of articles that were
    corrected; ``reserved`` the ids of those whose record is still in it. ``again`` is set for a file read a second
    time, for the sake of its copies. ``rejected`` is how much of it was set aside before; ``unwritten`` are those of
    its articles whose documents are at hand.
    """

    entry: KnownFile
    status: Status
    moved_from: str | None
    former: dict[Record, KnownArticle]
    kept_ids: dict[Record, str]
    reserved: frozenset[str]
    again: bool
    rejected: int
    unwritten: list[KnownArticle] = field(default_factory=list)
    articles: dict[str, KnownArticle] = field(default_factory=dict)
    records: dict[Record, KnownArticle] = field(default_factory=dict)
    rejects: list[Reject] = field(default_factory=list)
    copies: list[KnownArticle] = field(default_factory=list)
    shared_ids: int = 0
    withheld: int = 0
    staying: int = 0

    @property
    def gone(self) -> list[KnownArticle]:
        """What it held before and does not hold now."""
        return [one for one in self.former.values() if one.id not in self.articles]

    def owns(self, article: KnownArticle) -> bool:
        """Whether an article is one of this file's, from before or from now."""
        return article.path in (self.entry.path, self.moved_from)

    def report(self) -> FileReport:
        return FileReport(
            self.entry.name,
            self.status,
            len(self.articles),
            len(self.copies),
            self.shared_ids,
            tuple(self.rejects),
            shown_place(self.entry.path),
            self.staying,
        )


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
        removals = ledger.removals()
        self._removals = {one.article.record: one for one in removals}
        self._removed_ids = {one.id: one for one in removals}
        self._removed_titles = {(one.article.path, one.title): one for one in removals if one.title}
        self._alike: dict[str, str] = {}
        self._documents: list[Document] = []
        self._characters = 0
        self._finished: list[_File] = []
        self._leaving: list[_File] = []
        self._changed: dict[str, Given] = {}
        self._changed_records: dict[str, frozenset[Record]] = {}
        self._handed_over: set[str] = set()
        self._ids: dict[str, KnownArticle] = {}
        self._records: dict[Record, KnownArticle] = {}
        self._written = WriteReport(0, 0, 0)
        self._untouched = 0
        self._removed = 0
        self._taken = 0
        self._unentered = 0
        self._done = 0
        self._everything = 0

    def take(self, paths: Sequence[Path]) -> Report:
        if self._removed_ids:  # a removal may have been cut short
            self._engine.delete(sorted(self._removed_ids))
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
        self._changed = {one.place: one for one in given if one.status == "changed"}
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
        forgotten = self._forgettable(missing.values(), empty) if self._forget_missing else {}
        self._forget(forgotten.values(), reports)
        return Report(
            files=tuple(reports.values()),
            added=self._written.added,
            replaced=self._written.replaced,
            unchanged=self._written.unchanged + self._untouched,
            removed=self._removed,
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
        kept_ids, reserved = self._kept_ids(given, former, held)
        status: Status = "moved" if moved else given.status
        rejected = self._ledger.reject_count((moved or entry).path)
        file = _File(entry, status, moved.path if moved else None, former, kept_ids, reserved, again, rejected)
        for item in held if held is not None else given.items(None if again else self._tell):
            if isinstance(item, Interrupted):
                file.entry = replace(entry, digest="")  # so that another run reads it again
            if isinstance(item, Reject):
                file.rejects.append(item)
            else:
                self._article(file, item)
        file.staying = len(file.gone) if self._is_worse(file, before) else 0
        file.entry = replace(file.entry, staying=file.staying)
        self._finished.append(file)
        if self._unentered >= BATCH or len(self._finished) >= BATCH:
            self._flush()
        return file.report()

    def _is_worse(self, file: _File, known: KnownFile | None) -> bool:
        """Whether less can be read in a file than before. It says nothing then about the articles missing from it, nor
        does it while articles stay from an earlier state and something in it still cannot be read."""
        faults = len(file.rejects) - file.withheld
        unsettled = known is not None and known.staying > 0 and faults > 0
        return unsettled or len(file.rejects) > file.rejected or not (file.articles or file.copies)

    def _said_of(self, known: KnownFile | None) -> str:
        """What the archivist says, now or before, of a file's encoding."""
        return self._encoding if self._encoding is not None else known.encoding if known else ""

    def _tell(self, name: str, position: int) -> None:
        self._progress.reading(name, self._done + position, self._everything, self._taken)

    def _moved(self, digest: str) -> KnownFile | None:
        gone = (known for known in self._ledger.files_with(digest) if not is_there(known.path))
        return next(gone, None)

    def _kept_ids(
        self, given: Given, former: dict[Record, KnownArticle], held: list[Article | Reject] | None
    ) -> tuple[dict[Record, str], frozenset[str]]:
        """Record -> id for the articles of a file read before that were corrected; and the ids of those whose record
        is still in the file."""
        if not former:
            return {}, frozenset()
        # Articles under ids of their source need no heir, but for those that share an id with others.
        shared = {one.id.rpartition("~")[0] for one in former.values() if "~" in one.id}
        claimed: set[str] = set()
        now: set[Record] = set()
        fresh: list[Article] = []
        for item in held if held is not None else given.items():
            if isinstance(item, Article):
                claimed.add(minted_id(item))
                now.add(record_of(item))
                known = record_of(item) in former or record_of(item) in self._removals
                if not known and (not item.source_id or item.source_id in shared):
                    fresh.append(item)
        gone = [
            one
            for record, one in former.items()
            if record not in now and one.id not in claimed and not self._stands_elsewhere(one, given)
        ]
        stored = self._engine.fetch([one.id for one in gone]) if fresh else []
        kept = heirs_of([(one, document.article) for one, document in zip(gone, stored) if document], fresh)
        return kept, frozenset(one.id for record, one in former.items() if record in now)

    def _stands_elsewhere(self, article: KnownArticle, given: Given) -> bool:
        """Whether another file than the given one holds an article's record now."""
        others = (other for place, other in self._changed.items() if place != given.place)
        return any(article.record in self._records_in(other) for other in others) or any(
            place not in self._changed and is_there(place) for place in self._ledger.holders(article)
        )

    def _records_in(self, given: Given) -> frozenset[Record]:
        """The records a changed file holds now; it is read for them only where another file has lost one."""
        if given.place not in self._changed_records:
            records = (record_of(item) for item in given.items() if isinstance(item, Article))
            self._changed_records[given.place] = frozenset(records)
        return self._changed_records[given.place]

    def _article(self, file: _File, article: Article) -> None:
        twin = self._twin(file, article)
        # What an archivist took out stays out: the same bytes wherever they lie, and another record under its id.
        removal = self._removals.get(record_of(article)) or (not twin and self._removed_ids.get(minted_id(article)))
        if removal:
            file.rejects.append(Reject(article.origin.file, article.origin.line, removal.reason))
            file.withheld += 1
            return
        if twin and (record_of(article) in file.records or (not file.owns(twin) and is_there(twin.path))):
            file.copies.append(twin)
            return
        id = twin.id if twin else self._id(file, article)
        if not twin and (title := self._removed_titles.get((file.moved_from or file.entry.path, article.title))):
            self._alike[id] = title.id
        known = KnownArticle(id, file.entry.path, slot_of(article), article.fingerprint, article.origin.line)
        file.shared_ids += id.endswith("~" + article.fingerprint[:8])
        file.articles[id] = file.records[known.record] = self._ids[id] = self._records[known.record] = known
        if file.again and id in file.reserved - self._handed_over:
            return
        self._documents.append(self._corrections.corrected(document_of(article, id)))
        file.unwritten.append(known)
        self._taken += 1
        self._unentered += 1
        self._characters += len(article.title) + len(article.body) + len(article.raw)
        if len(self._documents) >= BATCH or self._characters >= BATCH_CHARACTERS:
            self._write(file)

    def _twin(self, file: _File, article: Article) -> KnownArticle | None:
        """The article read from the same record: in this file, now or before, or in another."""
        record = record_of(article)
        known = file.records.get(record) or file.former.get(record) or self._records.get(record)
        return known or self._ledger.twin(record)

    def _id(self, file: _File, article: Article) -> str:
        """The id of an article whose record was never read before: the one of what stood in its place, or its own."""
        id = minted_id(article)
        kept = file.kept_ids.get(record_of(article))
        if kept and (not article.source_id or kept.startswith(f"{article.source_id}~")):
            id = kept
        if self._is_taken(id, file, article if article.source_id else None):
            # Crawlers and exports give one id to several records; each is an article, and none may be lost.
            id = f"{id}~{article.fingerprint[:8]}"
            if self._is_taken(id, file):
                id = f"{id}-{article.origin.story}"
        return id

    def _is_taken(self, id: str, file: _File, newer: Article | None = None) -> bool:
        """Whether another article has this id. One whose file is gone may be followed by ``newer``, if that is the same
        article in a later export: of the same title or much the same text."""
        if id in file.reserved or id in file.articles:
            return True
        other = self._ids.get(id) or self._ledger.article(id)
        if other is None or file.owns(other):
            return False
        if newer is None or is_there(other.path):
            return True
        (stored,) = self._engine.fetch([id])
        return stored is not None and stored.article.title != newer.title and not alike(stored.article, newer)

    def _write(self, *reading: _File) -> None:
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
        self._ids.clear()
        self._records.clear()

    def _enter(self, file: _File) -> None:
        entry, articles = file.entry, list(file.articles.values())
        # Records may have gone to a file not yet read: until the end of the run nothing is removed, and the entry has
        # no digest, so that after a crash the file is read again.
        articles += [replace(one, path=entry.path) for one in file.gone]
        if file.gone and not file.staying:
            entry = replace(entry, digest="")
            self._leaving.append(file)
        self._ledger.enter(entry, articles, file.rejects, file.moved_from, file.copies)

    def _settle(self, reports: dict[str, FileReport]) -> None:
        """Removes what no file holds any more; what another file holds too becomes that file's."""
        self._changed.clear()
        self._changed_records.clear()
        settled: set[str] = set()
        while True:
            waiting = self._remove().union(one.path for one in self._ledger.bereft()) - settled
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

    def _forgettable(self, missing: Iterable[KnownFile], empty: Sequence[Path]) -> dict[str, KnownFile]:
        """The missing files that may be forgotten. In a folder without any file a disk may just not be there."""
        above = [path_of(place_of(path)) for path in empty]
        return {
            known.path: known
            for known in missing
            if is_gone(known.path) and not any(path_of(known.path).is_relative_to(folder) for folder in above)
        }

    def _forget(self, missing: Collection[KnownFile], reports: dict[str, FileReport]) -> None:
        """Takes out files that are gone, as if each were there and held nothing: what another file holds too becomes
        that file's."""
        for known in missing:
            former = {one.record: one for one in self._ledger.articles_of(known.path)}
            self._leaving.append(_File(known, "changed", None, former, {}, frozenset(), again=False, rejected=0))
        self._settle(reports)
        self._ledger.forget_files(known.path for known in missing)

    def _remove(self) -> set[str]:
        """Lets go of what files hold no more; the files that have some of it from now on."""
        lost: list[str] = []
        inherited: defaultdict[str, list[KnownArticle]] = defaultdict(list)
        with self._ledger.together():
            for file in self._leaving:
                for one in file.gone:
                    places = self._ledger.holders(replace(one, path=file.entry.path))
                    heir = next((place for place in places if is_there(place)), None)
                    if heir:
                        self._ledger.hand_over(one.id, heir)
                        inherited[heir].append(replace(one, path=heir))
                    else:
                        lost.append(one.id)
        self._removed += self._engine.delete(sorted(lost))
        with self._ledger.together():
            for file in self._leaving:
                articles = (*file.articles.values(), *inherited[file.entry.path])
                self._ledger.enter(file.entry, articles, file.rejects, copies=file.copies)
        self._leaving.clear()
        self._handed_over.update(one.id for articles in inherited.values() for one in articles)
        return {place for place, articles in inherited.items() if articles}


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
