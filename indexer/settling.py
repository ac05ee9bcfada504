"""What becomes of articles that their files hold no more: another file's that holds them too, or gone."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from indexer.engines.base import Engine
from indexer.file_contents import FileContents
from indexer.file_places import is_gone, is_there, path_of, place_of
from indexer.known import KnownArticle, KnownFile
from indexer.ledger import Ledger


class Settlement:
    """What the files of one run let go of. Records may have gone to a file not yet read: only when all are entered is
    it settled."""

    def __init__(self, engine: Engine, ledger: Ledger) -> None:
        self._engine = engine
        self._ledger = ledger
        self._leaving: list[FileContents] = []
        self._handed_over: set[str] = set()
        self.removed = 0
        """How many articles were deleted."""

    def leave(self, file: FileContents) -> None:
        """Takes note of a file that does not hold all it held before."""
        self._leaving.append(file)

    def leave_missing(self, known: KnownFile) -> None:
        """Takes note of a file that is gone, as if it were there and held nothing."""
        former = {one.record: one for one in self._ledger.articles_of(known.path)}
        self.leave(FileContents(known, "changed", None, former, {}, frozenset(), again=False, rejected=0))

    def is_handed_over(self, id: str) -> bool:
        """Whether an article became another file's in this run."""
        return id in self._handed_over

    def settle(self) -> set[str]:
        """Removes what no file holds any more, and enters the files as what they are; what another file holds too
        becomes that file's. The places of files to be read again: those that were given an article, and those whose
        copy of one is theirs alone now."""
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
        self.removed += self._engine.delete(sorted(lost))
        with self._ledger.together():
            for file in self._leaving:
                articles = (*file.articles.values(), *inherited[file.entry.path])
                self._ledger.enter(file.entry, articles, file.rejects, copies=file.copies)
        self._leaving.clear()
        self._handed_over.update(one.id for articles in inherited.values() for one in articles)
        heirs = {place for place, articles in inherited.items() if articles}
        return heirs.union(one.path for one in self._ledger.bereft())


def forgettable(missing: Iterable[KnownFile], empty: Sequence[Path]) -> dict[str, KnownFile]:
    """The missing files that may be forgotten, by place. In an ``empty`` folder, one without any file, a disk may just
    not be there."""
    above = [path_of(place_of(path)) for path in empty]
    return {
        known.path: known
        for known in missing
        if is_gone(known.path) and not any(path_of(known.path).is_relative_to(folder) for folder in above)
    }
