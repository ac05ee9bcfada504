"""Files into an archive: articles, read, given their ids, and written to the engine in batches, with a report.

Ids. An article keeps its id for good, as links and citations live on it. Where the source gives an id, that is it;
where two records come under one id, the later one's is made its own by its fingerprint. Elsewhere an id is made from
the bytes of the record itself, so that it is the same wherever the file lies and whatever lies beside it. When a file
is corrected, its articles keep the ids they had, place by place.
"""
from __future__ import annotations

import hashlib
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
        everything = engine.describe().documents
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


@dataclass
class _File:
    """A file being read: what was known of it, and what is found."""

    path: Path
    entry: KnownFile
    status: Status
    moved_from: str | None
    kept_ids: dict[str, str]
    former_ids: frozenset[str]
    articles: dict[str, KnownArticle] = field(default_factory=dict)
    rejects: list[Reject] = field(default_factory=list)
    copies: int = 0
    shared_ids: int = 0


class _Intake:
    """One run of reading files into an engine."""

    def __init__(self, engine: Engine, ledger: Ledger, progress: Progress) -> None:
        self._engine = engine
        self._ledger = ledger
        self._progress = progress
        self._documents: list[Document] = []
        self._finished: list[_File] = []
        self._pending: dict[str, KnownArticle] = {}
        self._written = WriteReport(0, 0, 0)
        self._removed = 0
        self._taken = 0

    def take(self, paths: Sequence[Path]) -> Report:
        files = list(find_files(paths))
        sizes = [_size(path) for path, _ in files]
        everything = sum(sizes)
        done = 0
        reports: list[FileReport] = []
        for (path, name), size in zip(files, sizes):
            self._progress.reading(name, done, everything, self._taken)
            reports.append(self._file(path, name))
            done += size
        self._flush()
        self._progress.reading("", everything, everything, self._taken)
        return Report(
            files=tuple(reports),
            added=self._written.added,
            replaced=self._written.replaced,
            unchanged=self._written.unchanged + sum(f.articles for f in reports if f.status == "unchanged"),
            removed=self._removed,
            missing=tuple(
                known.name
                for path in paths
                for known in self._ledger.files_below(str(path.resolve()))
                if not Path(known.path).exists()
            ),
        )

    def _file(self, path: Path, name: str) -> FileReport:
        try:
            digest = _digest(path)
        except OSError as error:
            return FileReport(name, "new", 0, 0, 0, (Reject(name, None, f"无法打开：{error.strerror}"),))
        place = str(path.resolve())
        known = self._ledger.file(place)
        entry = KnownFile(place, name, digest, READING_VERSION)
        if known and known.digest == digest and known.reading == READING_VERSION:
            articles = len(self._ledger.articles_of(place))
            return FileReport(name, "unchanged", articles, 0, 0, ())
        moved = None if known else self._moved(digest)
        former = self._ledger.articles_of((known or moved or entry).path)
        file = _File(
            path,
            entry,
            "changed" if known else "moved" if moved else "new",
            moved.path if moved else None,
            self._kept_ids(path, name, former),
            frozenset(one.id for one in former),
        )
        for item in read_file(path, name):
            if isinstance(item, Reject):
                file.rejects.append(item)
            else:
                self._article(file, item)
        self._finished.append(file)
        if len(self._documents) >= _BATCH:
            self._flush()
        return FileReport(
            name, file.status, len(file.articles), file.copies, file.shared_ids, tuple(file.rejects)
        )

    def _moved(self, digest: str) -> KnownFile | None:
        gone = (known for known in self._ledger.files_with(digest) if not Path(known.path).exists())
        return next(gone, None)

    def _kept_ids(self, path: Path, name: str, former: Sequence[KnownArticle]) -> dict[str, str]:
        """Place -> id, for the articles of a file read before whose record is no longer there as it was."""
        if not former:
            return {}
        now = {minted_id(item) for item in read_file(path, name) if isinstance(item, Article)}
        return {one.slot: one.id for one in former if one.id not in now}

    def _article(self, file: _File, article: Article) -> None:
        id = minted_id(article)
        if not article.source_id and id not in file.former_ids:
            id = file.kept_ids.get(_slot(article), id)
        own = f"{id}~{article.fingerprint[:8]}"
        other = file.articles.get(id) or self._elsewhere(id, file)
        if own in file.former_ids or (other and other.fingerprint != article.fingerprint):
            # Crawlers and exports give one id to several records; each is an article, and none may be lost.
            id = own
            file.shared_ids += 1
            other = file.articles.get(id) or self._elsewhere(id, file)
        if other:
            file.copies += 1
            return
        known = KnownArticle(id, file.entry.path, _slot(article), article.fingerprint, article.origin.line)
        file.articles[id] = known
        self._pending[id] = known
        self._documents.append(document_of(article, id))
        self._taken += 1
        if len(self._documents) >= _BATCH:
            self._write()

    def _elsewhere(self, id: str, file: _File) -> KnownArticle | None:
        """The article of another file, still there, that has this id."""
        other = self._pending.get(id) or self._ledger.article(id)
        if other is None or other.path in (file.entry.path, file.moved_from) or not Path(other.path).exists():
            return None
        return other

    def _write(self) -> None:
        self._written = _sum(self._written, self._engine.write(self._documents))
        self._documents.clear()

    def _flush(self) -> None:
        """Writes the documents at hand; only then are the files they came from entered as read."""
        self._write()
        for file in self._finished:
            gone = sorted(file.former_ids - file.articles.keys())
            entered = list(file.articles.values())
            if gone and not file.articles:
                # A file that has become unreadable says nothing about the articles it used to hold: they stay.
                entered = [replace(one, path=file.entry.path) for one in self._ledger.articles_of(file.entry.path)]
            elif gone:
                self._removed += self._engine.delete(gone)
            self._ledger.enter(file.entry, entered, file.rejects, file.moved_from)
        self._finished.clear()
        self._pending.clear()


def minted_id(article: Article) -> str:
    """The id an article gets when nothing is known of it: the source's own, or the first 16 digits of its record's
    fingerprint, with the number of the story where a file holds several."""
    if article.source_id:
        return article.source_id
    story = article.origin.story
    return article.fingerprint[:16] + (f"-{story}" if story > 1 else "")


def _slot(article: Article) -> str:
    _, _, member = article.origin.file.partition("!")
    return f"{member}:{article.origin.line or ''}:{article.origin.story}"


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        while chunk := file.read(1 << 20):
            digest.update(chunk)
    return digest.hexdigest()


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
