"""What a file held when it was last read, and what is found in it now."""
from __future__ import annotations

from dataclasses import dataclass, field

from corpus.article import Reject
from indexer.file_places import shown_place
from indexer.identity import Record
from indexer.known import KnownArticle, KnownFile
from indexer.report import FileReport, Status


@dataclass
class FileContents:
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

    def is_worse_than(self, known: KnownFile | None) -> bool:
        """Whether less can be read in the file than before. It says nothing then about the articles missing from it,
        nor does it while articles stay from an earlier state and something in it still cannot be read."""
        faults = len(self.rejects) - self.withheld
        unsettled = known is not None and known.staying > 0 and faults > 0
        return unsettled or len(self.rejects) > self.rejected or not (self.articles or self.copies)

    def report(self) -> FileReport:
        """What became of the file, for those who gave it."""
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
