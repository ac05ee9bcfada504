"""How an index is made of segments: in batches, in worker processes, merged by tiers, as few as need be."""
from __future__ import annotations

import os
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.engines.base import Results
from indexer.engines.embedded import batches, engine, index
from indexer.engines.embedded.documents import Batch
from indexer.engines.embedded.engine import EmbeddedEngine
from indexer.errors import WorkerLost
from indexer.query.parse import parse
from indexer.query.request import Request
from indexer.query.resolve import resolve
from indexer.schema import FACET_NAMES
from tests.articles import document


@dataclass(eq=False)
class Sized:
    """A segment as the merge policy sees it; ``writes`` counts how often its documents were written."""

    segid: str
    documents: int
    writes: int = 1

    def doc_count(self) -> int:
        return self.documents


@dataclass
class Taking:
    """A writer that notes what it is handed."""

    taken: list[Sized] = field(default_factory=list)

    def add_segment(self, segment: Sized) -> None:
        self.taken.append(segment)


def _commit(segments: Sequence[Sized], incoming: int, number: int) -> list[Sized]:
    writer = Taking()
    kept = index._merge(writer, segments, incoming)  # type: ignore[arg-type]
    total = incoming + sum(segment.documents for segment in writer.taken)
    writes = 1 + max((segment.writes for segment in writer.taken), default=0)
    return [*kept, *([Sized(f"s{number}", total, writes)] if total else [])]  # type: ignore[list-item]


@given(st.lists(st.integers(0, 12_000), max_size=120))
def test_commits_leave_few_segments_and_write_each_article_a_few_times(commits: list[int]) -> None:
    segments: list[Sized] = []
    for number, incoming in enumerate(commits):
        segments = _commit(segments, incoming, number)
    assert sum(segment.documents for segment in segments) == sum(commits)
    tiers = [index._tier(segment.documents) for segment in segments]
    assert all(tiers.count(tier) < 8 for tier in tiers)
    # In each tier an article may be written again with each commit only while its segment is of the lowest tier.
    assert all(segment.writes <= len(commits) / 7 + 8 for segment in segments)


def test_a_hundred_articles_more_leave_the_million_alone() -> None:
    segments = [Sized("million", 1_000_000)]
    for number in range(200):
        segments = _commit(segments, 100, number)
        assert Sized.doc_count(segments[0]) == 1_000_000 and segments[0].segid == "million"
    assert len(segments) < 20


def _answers(archive: EmbeddedEngine) -> list[Results]:
    texts = ["甘肃", "东西部协作", "甘肃 东部", "甘肃 NOT 协作", '"西部协"', "省"]
    return [
        archive.search(Request(resolve(parse(text).tree).query, {}, facets=FACET_NAMES, size=300)) for text in texts
    ]


def _documents(number: int) -> list[Any]:
    chance = random.Random(3)
    parts = ["甘肃", "东西部协作", "东部", "省长", "a1", "西部", "\n"]
    return [
        document(f"n{at}", "".join(chance.choices(parts, k=chance.randrange(1, 30))), regions=("62",))
        for at in range(number)
    ]


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Batches of 50 documents."""
    monkeypatch.setattr(engine, "BATCH", 50)


def _archive(folder: Path, monkeypatch: pytest.MonkeyPatch, workers: int) -> EmbeddedEngine:
    monkeypatch.setenv("LONGWEN_WORKERS", str(workers))
    made = EmbeddedEngine(folder, create=True)
    made.write(_documents(260))
    made.delete(["n3", "n77"])
    made.commit()
    return made


def test_worker_processes_make_the_same_index(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, small_batches: None
) -> None:
    """Many batches end in one segment, whoever made them, and answer as one batch does."""
    alone, helped = _archive(tmp_path / "1", monkeypatch, 1), _archive(tmp_path / "2", monkeypatch, 2)
    monkeypatch.setattr(engine, "BATCH", 1000)
    whole = _archive(tmp_path / "3", monkeypatch, 1)
    assert _answers(alone) == _answers(helped) == _answers(whole)
    assert _answers(alone)[0].total > 100
    assert alone.describe().facts["segments"] == helped.describe().facts["segments"] == "1"
    assert helped.verify().faults == ()
    for made in (alone, helped, whole):
        made.close()


def _die(store: Path, batch: Batch, folder: Path) -> Path | None:
    os._exit(9)


def test_a_lost_worker_is_named_with_the_cure_and_nothing_is_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, small_batches: None
) -> None:
    monkeypatch.setenv("LONGWEN_WORKERS", "2")
    made = EmbeddedEngine(tmp_path / "a", create=True)
    made.write(_documents(260))
    with monkeypatch.context() as during:
        during.setattr(batches, "segment_file", _die)
        with pytest.raises(WorkerLost, match="LONGWEN_WORKERS=1"):
            made.commit()
    assert made.behind() > 0
    monkeypatch.setenv("LONGWEN_WORKERS", "1")
    made.commit()
    assert made.behind() == 0 and made.verify().faults == () and made.describe().indexed == 260
    made.close()


def test_what_a_death_left_aside_is_cleared(tmp_path: Path) -> None:
    made = EmbeddedEngine(tmp_path / "a", create=True)
    left = tmp_path / "a" / "index" / "0001" / f"77{batches.ASIDE}"
    left.write_bytes(b"half a segment")
    made.write(_documents(3))
    made.commit()
    assert not left.exists() and made.verify().faults == ()
    made.close()


def test_segments_without_documents_go(tmp_path: Path) -> None:
    made = EmbeddedEngine(tmp_path / "a", create=True)
    made.write(_documents(5))
    made.commit()
    made.delete([f"n{at}" for at in range(5)])
    made.commit()
    made.write([document("last", "甘肃")])
    made.commit()
    assert made.describe().facts["segments"] == "1" and made.describe().indexed == 1
    made.close()


def test_a_small_commit_moves_the_index_on_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever serves the index opens it again each time."""
    made = EmbeddedEngine(tmp_path / "a", create=True)
    saved: list[index.IndexState] = []
    save = index.IndexFolder._save
    monkeypatch.setattr(index.IndexFolder, "_save", lambda self, state: saved.append(state) or save(self, state))
    made.write(_documents(3))
    made.commit()
    assert [state.seq for state in saved] == [3]
    made.close()
