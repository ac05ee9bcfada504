"""The proof proves, and fails where there is something to find."""
from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from indexer.engines import open_engine
from indexer.engines.base import Engine, Results
from indexer.proof import prove
from indexer.query.request import Request
from tests.articles import document


def test_the_sample_is_proved(sample_engine: Engine) -> None:
    proof = prove(sample_engine, 100)
    assert proof.faults == () and proof.strings > 30 and proof.occurrences >= proof.strings


@pytest.mark.shared
def test_real_articles_are_proved(real_engine: Engine) -> None:
    assert prove(real_engine, 60, seed=4).faults == ()


def test_a_seed_draws_the_same_strings(sample_engine: Engine) -> None:
    assert prove(sample_engine, 20, seed=1) == prove(sample_engine, 20, seed=1)


def test_an_engine_that_loses_an_article_is_found_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = open_engine(f"embedded:{tmp_path / 'archive'}", create=True)
    engine.write([document("a", "東西部協作"), document("b", "东西部协作")])
    engine.commit()
    assert prove(engine, 10).faults == ()
    right = engine.search

    def wrong(request: Request) -> Results:
        found = right(request)
        return replace(found, hits=found.hits[:1], total=1)

    monkeypatch.setattr(engine, "search", wrong)
    assert any("stands in 2 articles" in fault for fault in prove(engine, 10).faults)
    engine.close()


def test_an_empty_archive_has_nothing_to_prove(tmp_path: Path) -> None:
    engine = open_engine(f"embedded:{tmp_path / 'archive'}", create=True)
    assert prove(engine, 10).strings == 0
    engine.close()
