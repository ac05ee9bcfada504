"""A desk with files and an archive, for tests of intake and identity."""
from __future__ import annotations

import json
from pathlib import Path

from indexer.answer import Question, answer
from indexer.build import index_paths
from indexer.engines import open_engine
from indexer.ledger import Ledger
from indexer.report import Report


class Desk:
    """A folder of files beside an archive of them."""

    def __init__(self, folder: Path) -> None:
        self.files = folder / "files"
        self.files.mkdir()
        self.archive = folder / "archive"

    def put(self, name: str, text: str | bytes) -> Path:
        path = self.files / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def lines(self, name: str, *records: object) -> Path:
        """A JSON Lines file; a string is a line as it is."""
        texts = [record if isinstance(record, str) else json.dumps(record, ensure_ascii=False) for record in records]
        return self.put(name, "".join(text + "\n" for text in texts))

    def index(self, *paths: Path) -> Report:
        return index_paths(paths or [self.files], self.archive)

    def held(self) -> dict[str, str]:
        """Id -> body, of everything in the archive; checks on the way that the archive is sound and searchable, and
        that its ledger has every article and no other."""
        engine = open_engine(f"embedded:{self.archive}")
        try:
            assert engine.verify().faults == ()
            assert engine.behind() == 0
            held = {one.id: one.article.body for one in engine.documents()}
        finally:
            engine.close()
        ledger = self.ledger()
        try:
            assert list(ledger.article_ids()) == sorted(held)
        finally:
            ledger.close()
        return held

    def found(self, text: str) -> list[str]:
        """The ids in which the string stands, in order."""
        engine = open_engine(f"embedded:{self.archive}")
        try:
            return sorted(hit.document.id for hit in answer(engine, Question(text, "exact", size=1000)).hits)
        finally:
            engine.close()

    def ledger(self) -> Ledger:
        return Ledger(self.archive / "ledger.sqlite")


def story(title: str, body: str) -> str:
    return f"{title}\n\n{body}。\n"


def stories(*parts: tuple[str, str]) -> str:
    return "=====\n".join(story(*part) for part in parts)


def record(body: str, id: str | int | None = None) -> dict[str, object]:
    return {"title": "题", "body": body} | ({} if id is None else {"id": id})


def counts(report: Report) -> tuple[int, int, int, int]:
    return report.added, report.replaced, report.unchanged, report.removed
