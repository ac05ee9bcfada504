"""What a run of indexing says: how far it has come while it goes on, and what became of every file when it is done."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

from corpus.article import Reject

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
class CorrectionReport:
    """How many lines ``corrections.tsv`` has, and those that fit nothing, each with the reason."""

    lines: int = 0
    unfit: tuple[Reject, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """What became of everything that was given. ``missing`` names files read earlier from below the same places that
    are no longer there; their articles stay in the archive. ``own`` is how many files of the archive itself lie among
    what was given; they are left alone."""

    files: tuple[FileReport, ...] = ()
    added: int = 0
    replaced: int = 0
    unchanged: int = 0
    removed: int = 0
    missing: tuple[str, ...] = ()
    own: int = 0
    corrections: CorrectionReport = CorrectionReport()

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
