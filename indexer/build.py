"""Files into an archive: articles, read, given their ids, and written to the engine in batches, with a report.

Ids. An article keeps its id for good, as links and citations live on it. Where the source gives an id, that is it;
where two records come under one id, the later one's is made its own by its fingerprint. Elsewhere an id is made from
the bytes of the record itself, so that it is the same wherever the file lies and whatever lies beside it. An article
whose record has not changed keeps its id wherever the record goes; where one was corrected, the article keeps the id it
had, place by place in its file.
"""
from __future__ import annotations

import hashlib
import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal, Protocol

from corpus.article import Article, Reject
from corpus.reader import READING_VERSION, find_files, read_file
from indexer.document import Document
from indexer.engines import open_engine
from indexer.engines.base import Engine, WriteReport
from indexer.entities.leaders import find_leaders
from indexer.entities.regions import find_regions
from indexer.ledger import KnownArticle, KnownFile, Ledger

# Documents are written in transactions of this many: large enough that the disk's flushes do not count, small enough
# that the documents in memory do not.
_BATCH = 1000

Status = Literal["new", "changed", "unchanged", "moved"]


@dataclass(frozen=True, slots=True)
class FileReport:
    """What became of one file: how it stood to the ledger, how many articles it holds, how many records were copies of
    articles already there (the same bytes under another name), how many came under an id that another article has
    already (they are taken in under the id, a tilde and eight digits of their fingerprint), and what was set aside."""

    name: str
    status: Status
    articles: int
    copies: int
    shared_ids: int
    rejects: tuple[Reject, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """What became of everything that was given. ``missing`` names files read earlier from below the same places that
    are no longer there; their articles stay in the archive."""

    files: tuple[FileReport, ...] = ()
    added: int = 0
    replaced: int = 0
    unchanged: int = 0
    removed: int = 0
    missing: tuple[str, ...] = ()

    @property
    def articles(self) -> int:
        """Articles in all files given."""
        return sum(file.articles for file in self.files)

    @property
    def copies(self) -> int:
        """Records that are copies of an article already there."""
        return sum(file.copies for file in self.files)

    @property
    def shared_ids(self) -> int:
        """Articles whose source gave them an id that another article has already."""
        return sum(file.shared_ids for file in self.files)

    @property
    def rejects(self) -> tuple[Reject, ...]:
        """Everything set aside, file by file."""
        return tuple(reject for file in self.files for reject in file.rejects)


class Progress(Protocol):
    """Is told how far the work has come."""

    def reading(self, name: str, done_bytes: int, all_bytes: int, articles: int) -> None:
        """So many bytes of the files are read, so many articles taken in; ``name`` is being read."""

    def indexing(self, done: int, all: int) -> None:
        """So many of the changes are searchable."""


class Silence:
    """Progress for nobody."""

    def reading(self, name: str, done_bytes: int, all_bytes: int, articles: int) -> None:
        """Says nothing."""

    def indexing(self, done: int, all: int) -> None:
        """Says nothing."""


def index_paths(paths: Sequence[Path], archive: Path, progress: Progress | None = None) -> Report:
    """Reads files and folders into an archive, made where there is none, and makes them searchable.

    Files already in the archive as they are now are not read again. Raises FileNotFoundError for a path that does
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
            report = _Intake(engine, ledger, told).take(paths)
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


def document_of(article: Article, id: str) -> Document:
    """The article under its id, with the regions and leaders read from it."""
    return Document(
        id=id,
        article=article,
        regions=find_regions(article.title, article.body),
        leaders=find_leaders(article.title, article.body),
    )


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
            if len(batch) >= _BATCH:
                total = _sum(total, engine.write(batch))
                batch.clear()
        total = _sum(total, engine.write(batch))
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


def _sum(one: WriteReport, other: WriteReport) -> WriteReport:
    return WriteReport(one.added + other.added, one.replaced + other.replaced, one.unchanged + other.unchanged)


_Record = tuple[str, int]


@dataclass
class _Given:
    """A file as it lies there: the absolute path it really has, the SHA-256 of its bytes, and what is known of it."""

    path: Path
    name: str
    place: str
    digest: str
    size: int
    known: KnownFile | None

    @property
    def status(self) -> Status:
        if self.known is None:
            return "new"
        same = self.known.digest == self.digest and self.known.reading == READING_VERSION
        return "unchanged" if same else "changed"


@dataclass
class _File:
    """A file being read: what was known of it, and what is found.

    ``former`` is what it held before, by record; ``kept_ids`` the ids, by place, of those whose record is nowhere any
    more; ``reserved`` the ids of those whose record is still in it. ``again`` is set for a file read a second time,
    for the sake of its copies.
    """

    entry: KnownFile
    status: Status
    moved_from: str | None
    former: dict[_Record, KnownArticle]
    kept_ids: dict[str, str]
    reserved: frozenset[str]
    again: bool
    articles: dict[str, KnownArticle] = field(default_factory=dict)
    records: dict[_Record, KnownArticle] = field(default_factory=dict)
    rejects: list[Reject] = field(default_factory=list)
    copies: list[KnownArticle] = field(default_factory=list)
    shared_ids: int = 0

    @property
    def gone(self) -> list[KnownArticle]:
        """What it held before and does not hold now."""
        return [one for one in self.former.values() if one.id not in self.articles]

    def owns(self, article: KnownArticle) -> bool:
        """Whether an article is one of this file's, from before or from now."""
        return article.path in (self.entry.path, self.moved_from)

    def report(self) -> FileReport:
        return FileReport(
            self.entry.name, self.status, len(self.articles), len(self.copies), self.shared_ids, tuple(self.rejects)
        )


class _Intake:
    """One run of reading files into an engine."""

    def __init__(self, engine: Engine, ledger: Ledger, progress: Progress) -> None:
        self._engine = engine
        self._ledger = ledger
        self._progress = progress
        self._documents: list[Document] = []
        self._finished: list[_File] = []
        self._leaving: list[_File] = []
        self._changed: dict[str, frozenset[_Record]] = {}
        self._handed_over: set[str] = set()
        self._ids: dict[str, KnownArticle] = {}
        self._records: dict[_Record, KnownArticle] = {}
        self._written = WriteReport(0, 0, 0)
        self._untouched = 0
        self._removed = 0
        self._taken = 0

    def take(self, paths: Sequence[Path]) -> Report:
        # Sorted, as the first to come has the bare id where several records claim one.
        paths = sorted(set(paths), key=lambda path: path.resolve().parts)
        reports: dict[str, FileReport] = {}
        given: list[_Given] = []
        for path, name in find_files(paths):
            place = os.path.realpath(path)
            if place in reports:
                continue
            try:
                one = _Given(path, name, place, _digest(path), path.stat().st_size, self._ledger.file(place))
            except OSError as error:
                reason = f"无法打开：{error.strerror}"
                reports[place] = FileReport(name, "new", 0, 0, 0, (Reject(name, None, reason),))
                continue
            given.append(one)
            reports[place] = FileReport(name, one.status, 0, 0, 0, ())
        self._changed = {one.place: _records_in(one) for one in given if one.status == "changed"}
        everything = sum(one.size for one in given)
        done = 0
        # Changed files last: where a record of theirs has gone into a new file, that is known by then.
        for one in sorted(given, key=lambda one: one.status == "changed"):
            self._progress.reading(one.name, done, everything, self._taken)
            reports[one.place] = self._unchanged(one) if one.status == "unchanged" else self._file(one)
            done += one.size
        self._flush()
        self._settle(reports)
        self._progress.reading("", everything, everything, self._taken)
        missing = [
            known.name
            for path in paths
            if path.is_dir()
            for known in self._ledger.files_below(str(path.resolve()))
            if known.path not in reports and not Path(known.path).exists()
        ]
        return Report(
            files=tuple(reports.values()),
            added=self._written.added,
            replaced=self._written.replaced,
            unchanged=self._written.unchanged + self._untouched,
            removed=self._removed,
            missing=tuple(dict.fromkeys(missing)),
        )

    def _unchanged(self, given: _Given) -> FileReport:
        articles = len(self._ledger.articles_of(given.place))
        self._untouched += articles
        return FileReport(given.name, "unchanged", articles, 0, 0, ())

    def _file(self, given: _Given, again: bool = False) -> FileReport:
        entry = KnownFile(given.place, given.name, given.digest, READING_VERSION)
        moved = None if given.known else self._moved(given.digest)
        former = {one.record: one for one in self._ledger.articles_of((moved or entry).path)}
        kept_ids, reserved = self._kept_ids(given, former)
        status: Status = "moved" if moved else given.status
        file = _File(entry, status, moved.path if moved else None, former, kept_ids, reserved, again)
        for item in read_file(given.path, given.name):
            if isinstance(item, Reject):
                file.rejects.append(item)
            else:
                self._article(file, item)
        self._finished.append(file)
        if len(self._documents) >= _BATCH:
            self._flush()
        return file.report()

    def _moved(self, digest: str) -> KnownFile | None:
        gone = (known for known in self._ledger.files_with(digest) if not Path(known.path).exists())
        return next(gone, None)

    def _kept_ids(
        self, given: _Given, former: dict[_Record, KnownArticle]
    ) -> tuple[dict[str, str], frozenset[str]]:
        """Place -> id, for the articles of a file read before whose record is nowhere any more and whose id no record
        claims; and the ids of those whose record is still in the file."""
        if not former:
            return {}, frozenset()
        claimed: set[str] = set()
        now: set[_Record] = set()
        for item in read_file(given.path, given.name):
            if isinstance(item, Article):
                claimed.add(minted_id(item))
                now.add(_record(item))
        kept = {
            one.slot: one.id
            for record, one in former.items()
            if record not in now and one.id not in claimed and not self._stands_elsewhere(one)
        }
        return kept, frozenset(one.id for record, one in former.items() if record in now)

    def _stands_elsewhere(self, article: KnownArticle) -> bool:
        """Whether another file holds an article's record now."""
        return any(article.record in records for records in self._changed.values()) or any(
            place not in self._changed and Path(place).exists() for place in self._ledger.holders(article)
        )

    def _article(self, file: _File, article: Article) -> None:
        twin = self._twin(file, article)
        if twin and (_record(article) in file.records or (not file.owns(twin) and Path(twin.path).exists())):
            file.copies.append(twin)
            return
        id = twin.id if twin else self._id(file, article)
        known = KnownArticle(id, file.entry.path, _slot(article), article.fingerprint, article.origin.line)
        file.shared_ids += id.endswith("~" + article.fingerprint[:8])
        file.articles[id] = file.records[known.record] = self._ids[id] = self._records[known.record] = known
        if file.again and id in file.reserved - self._handed_over:
            return
        self._documents.append(document_of(article, id))
        self._taken += 1
        if len(self._documents) >= _BATCH:
            self._write()

    def _twin(self, file: _File, article: Article) -> KnownArticle | None:
        """The article read from the same record: in this file, now or before, or in another."""
        record = _record(article)
        known = file.records.get(record) or file.former.get(record) or self._records.get(record)
        return known or self._ledger.twin(record)

    def _id(self, file: _File, article: Article) -> str:
        """The id of an article whose record was never read before: the one of what stood in its place, or its own."""
        id = minted_id(article)
        kept = file.kept_ids.get(_slot(article))
        if kept and (not article.source_id or kept.startswith(f"{article.source_id}~")):
            id = kept
        if self._is_taken(id, file, bool(article.source_id)):
            # Crawlers and exports give one id to several records; each is an article, and none may be lost.
            id = f"{id}~{article.fingerprint[:8]}"
            if self._is_taken(id, file, False):
                id = f"{id}-{article.origin.story}"
        return id

    def _is_taken(self, id: str, file: _File, may_follow: bool) -> bool:
        """Whether another article has this id. One whose file is gone may be followed by a newer export's."""
        if id in file.reserved or id in file.articles:
            return True
        other = self._ids.get(id) or self._ledger.article(id)
        if other is None or file.owns(other):
            return False
        return not may_follow or Path(other.path).exists()

    def _write(self) -> None:
        self._written = _sum(self._written, self._engine.write(self._documents))
        self._documents.clear()

    def _flush(self) -> None:
        """Writes the documents at hand; only then are the files they came from entered as read."""
        self._write()
        for file in self._finished:
            entry, articles = file.entry, list(file.articles.values())
            # Records may have gone to a file not yet read: until the end of the run nothing is removed, and the entry
            # has no digest, so that after a crash the file is read again.
            articles += [replace(one, path=entry.path) for one in file.gone]
            # A file that has become unreadable says nothing about the articles it used to hold: they stay.
            if file.gone and (file.articles or file.copies):
                entry = replace(entry, digest="")
                self._leaving.append(file)
            self._ledger.enter(entry, articles, file.rejects, file.moved_from, file.copies)
        self._finished.clear()
        self._ids.clear()
        self._records.clear()

    def _settle(self, reports: dict[str, FileReport]) -> None:
        """Removes what no file holds any more; what another file holds too becomes that file's."""
        self._changed.clear()
        settled: set[str] = set()
        while True:
            waiting = self._remove().union(one.path for one in self._ledger.bereft()) - settled
            if not waiting:
                return
            for place in sorted(waiting):
                known = self._ledger.file(place)
                if known and Path(place).exists():
                    given = _Given(Path(place), known.name, place, known.digest, 0, known)
                    report = self._file(given, again=True)
                    reports[place] = replace(report, status=reports[place].status if place in reports else "unchanged")
            self._flush()
            settled |= waiting

    def _remove(self) -> set[str]:
        """Lets go of what files hold no more; the files that have some of it from now on."""
        lost: list[str] = []
        inherited: defaultdict[str, list[KnownArticle]] = defaultdict(list)
        for file in self._leaving:
            for one in file.gone:
                places = self._ledger.holders(replace(one, path=file.entry.path))
                heir = next((place for place in places if Path(place).exists()), None)
                if heir:
                    self._ledger.hand_over(one.id, heir)
                    inherited[heir].append(replace(one, path=heir))
                else:
                    lost.append(one.id)
        self._removed += self._engine.delete(sorted(lost))
        for file in self._leaving:
            articles = (*file.articles.values(), *inherited[file.entry.path])
            self._ledger.enter(file.entry, articles, file.rejects, copies=file.copies)
        self._leaving.clear()
        self._handed_over.update(one.id for articles in inherited.values() for one in articles)
        return {place for place, articles in inherited.items() if articles}


def minted_id(article: Article) -> str:
    """The id an article gets when nothing is known of it: the source's own, or the first 16 digits of its record's
    fingerprint, with the number of the story where a file holds several."""
    if article.source_id:
        return article.source_id
    story = article.origin.story
    return article.fingerprint[:16] + (f"-{story}" if story > 1 else "")


def _records_in(given: _Given) -> frozenset[_Record]:
    return frozenset(_record(item) for item in read_file(given.path, given.name) if isinstance(item, Article))


def _record(article: Article) -> _Record:
    return article.fingerprint, article.origin.story


def _slot(article: Article) -> str:
    _, _, member = article.origin.file.partition("!")
    return f"{member}:{article.origin.line or ''}:{article.origin.story}"


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        while chunk := file.read(1 << 20):
            digest.update(chunk)
    return digest.hexdigest()
