"""Which article is each record of a run: one taken in before, one that was taken out, one corrected, or a new one.

``identity`` says how ids are made and articles known again; here it is decided by what the ledger knows, what the files
of this run hold and what was met in it so far.
"""
from __future__ import annotations

from collections.abc import Iterable

from corpus.article import Article, Reject
from indexer.engines.base import Engine
from indexer.file_contents import FileContents
from indexer.file_places import is_there
from indexer.given import Given
from indexer.identity import Record, alike, heirs_of, minted_id, record_of
from indexer.known import KnownArticle, Removal
from indexer.ledger import Ledger


class Identification:
    """The articles of one run, by record and by id."""

    def __init__(self, engine: Engine, ledger: Ledger) -> None:
        self._engine = engine
        self._ledger = ledger
        removals = ledger.removals()
        self._removals = {one.article.record: one for one in removals}
        self._removed_ids = {one.id: one for one in removals}
        self._removed_titles = {(one.article.path, one.title): one for one in removals if one.title}
        self._changed: dict[str, Given] = {}
        self._changed_records: dict[str, frozenset[Record]] = {}
        self._ids: dict[str, KnownArticle] = {}
        self._records: dict[Record, KnownArticle] = {}

    @property
    def removed_ids(self) -> list[str]:
        """The ids of the articles that an archivist took out, in order."""
        return sorted(self._removed_ids)

    def expect(self, changed: Iterable[Given]) -> None:
        """Says which changed files are to be read: what those hold now they are asked themselves, as the ledger knows
        their former state. None are, once all are entered."""
        self._changed = {one.place: one for one in changed}
        self._changed_records.clear()

    def note(self, article: KnownArticle) -> None:
        """Keeps an article in mind that was met and is not in the ledger yet."""
        self._ids[article.id] = self._records[article.record] = article

    def forget_noted(self) -> None:
        """Lets go of the articles noted, once they are in the ledger."""
        self._ids.clear()
        self._records.clear()

    def kept_ids(
        self, given: Given, former: dict[Record, KnownArticle], held: list[Article | Reject] | None
    ) -> tuple[dict[Record, str], frozenset[str]]:
        """Record -> id for the articles of a file read before that were corrected; and the ids of those whose record
        is still in the file. ``former`` is what the file held then, ``held`` what it holds, where that is at hand."""
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

    def twin(self, file: FileContents, article: Article) -> KnownArticle | None:
        """The article read from the same record: in this file, now or before, or in another."""
        record = record_of(article)
        known = file.records.get(record) or file.former.get(record) or self._records.get(record)
        return known or self._ledger.twin(record)

    def removal(self, article: Article, twin: KnownArticle | None) -> Removal | None:
        """By what an article is taken out, if it is. What an archivist took out stays out: the same bytes wherever they
        lie, and another record under its id, unless that is a known article's (its ``twin``)."""
        known = self._removals.get(record_of(article))
        return known or (None if twin else self._removed_ids.get(minted_id(article)))

    def removed_namesake(self, file: FileContents, article: Article) -> Removal | None:
        """What was taken out of the same file under the title that an article has."""
        return self._removed_titles.get((file.moved_from or file.entry.path, article.title))

    def new_id(self, file: FileContents, article: Article) -> str:
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

    def _is_taken(self, id: str, file: FileContents, newer: Article | None = None) -> bool:
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
