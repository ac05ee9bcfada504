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
    already (they are taken in under the id, a tilde and eight digits of their fingerprint), and what was set aside;
    ``place`` is where it lies. ``staying`` articles are of an earlier state of it, as less can be read in it now; they
    are still found."""

    name: str
    status: Status
    articles: int
    copies: int
    shared_ids: int
    rejects: tuple[Reject, ...]
    place: str = ""
    staying: int = 0


@dataclass(frozen=True, slots=True)
class CorrectionReport:
    """How many lines ``corrections.tsv`` has, and those that fit nothing, each with the reason; how many articles this
    run changed because of what was written there since, and how many hold again what was read, as their lines are
    withdrawn."""

    lines: int = 0
    unfit: tuple[Reject, ...] = ()
    changed: int = 0
    withdrawn: int = 0


@dataclass(frozen=True, slots=True)
class Report:
    """What became of everything that was given. ``missing`` are the places of files read earlier from below the same
    folders that are no longer there, whose articles stay in the archive; ``forgotten`` those that were forgotten, as
    was asked, with their articles; ``empty`` are folders in which no file was found. ``alike`` are new articles with
    the title and the file of one that was taken out, each with the id of that one. ``own`` is how many files of the
    archive itself lie among what was given; they are left alone."""

    files: tuple[FileReport, ...] = ()
    added: int = 0
    replaced: int = 0
    unchanged: int = 0
    removed: int = 0
    missing: tuple[str, ...] = ()
    forgotten: tuple[str, ...] = ()
    empty: tuple[str, ...] = ()
    alike: tuple[tuple[str, str], ...] = ()
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
    def staying(self) -> int:
        """Articles that can no longer be read in their files and stay in the archive."""
        return sum(file.staying for file in self.files)

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
