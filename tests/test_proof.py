"""The proof proves, and fails where there is something to find."""
from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from indexer.engines import open_engine
from indexer.engines.base import Engine, Results
from indexer.proof import Proof, prove
from indexer.query.request import Request
from tests.articles import document
from tests.desk import Desk


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


def changed(archive: Path, file: str, *statements: str) -> None:
    """Changes a file behind Longwen's back."""
    with closing(sqlite3.connect(archive / file)) as connection, connection:
        for statement in statements:
            connection.execute(statement)


def proved(desk: Desk, strings: int = 5) -> Proof:
    engine, ledger = open_engine(f"embedded:{desk.archive}"), desk.ledger()
    try:
        assert engine.verify().faults == ()
        return prove(engine, strings, ledger=ledger)
    finally:
        engine.close()
        ledger.close()


@pytest.fixture
def shelf(desk: Desk) -> Desk:
    """Three articles with something in every facet."""
    common = {"source": "样例日报", "author": "记者 甄样例"}
    desk.lines(
        "a.jsonl",
        {"id": "a", "title": "平凉的果园", "body": "平凉市市长王大川主持。", "date": "2024-05-06", **common},
        {"id": "b", "title": "兰州的地铁", "body": "兰州市市长许文调研。", "date": "2024-06-07", **common},
        {"id": "c", "title": "临夏的牡丹", "body": "花开了。", "date": "2023-05-06", **common},
    )
    desk.index()
    return desk


def test_every_value_of_every_facet_is_counted(shelf: Desk) -> None:
    proof = proved(shelf)
    # 2 years, 3 months, 3 days; Gansu and three prefectures; 2 leaders; 1 source; 1 reporter.
    assert proof.faults == () and proof.values == 8 + 4 + 2 + 1 + 1 and proof.in_ledger == 3


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [
        ('"year":2024', '"year":1999', "date 1999: 2 articles have it, the index counts 0"),
        ('"day":7', '"day":8', "date 2024-06-08: 1 articles have it, the index counts 0"),
        ("王大川", "王大山", "leader 王大山: 1 articles have it, the index counts 0"),
        ('"6208"', '"6209"', "region 6208: 0 articles have it, the index counts 1"),
        ("样例日报", "样例晚报", "source 样例日报: 0 articles have it, the index counts 3"),
        ("甄样例", "贾样例", "reporter 甄样例: 0 articles have it, the index counts 3"),
    ],
)
def test_documents_changed_behind_the_index_are_found_out(shelf: Desk, was: str, now: str, said: str) -> None:
    changed(shelf.archive, "documents.sqlite", f"UPDATE documents SET json=replace(json, '{was}', '{now}')")
    assert any(fault == said for fault in proved(shelf, strings=0).faults)


def test_a_ledger_that_lost_its_articles_is_found_out(shelf: Desk) -> None:
    changed(shelf.archive, "ledger.sqlite", "DELETE FROM articles WHERE id IN ('a', 'c')")
    (fault,) = proved(shelf).faults
    assert fault == "2 articles (a, c) are of no file in the ledger; index their files again"


def test_articles_that_only_the_ledger_has_are_found_out(shelf: Desk) -> None:
    changed(shelf.archive, "ledger.sqlite", "INSERT INTO articles VALUES ('n', 'p', ':1:1', 'f', 1)")
    (fault,) = proved(shelf).faults
    assert fault.startswith("1 articles (n) of the ledger are not among the documents")


def test_while_changes_wait_to_be_indexed_no_facet_is_compared(shelf: Desk) -> None:
    engine = open_engine(f"embedded:{shelf.archive}")
    engine.write([document("d", "新的一篇")])
    proof = prove(engine, 0)
    assert proof.values == 0 and proof.faults == ()
    engine.close()


def test_only_strings_that_have_another_script_count_as_proved_in_it(tmp_path: Path) -> None:
    engine = open_engine(f"embedded:{tmp_path / 'archive'}", create=True)
    engine.write([document("a", "山"), document("b", "沈"), document("c", "东")])
    engine.commit()
    proof = prove(engine, 10)
    assert (proof.strings, proof.other_script, proof.faults) == (3, 1, ())
    engine.close()


def test_an_engine_that_answers_with_another_article_beyond_the_first_ten_is_found_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = open_engine(f"embedded:{tmp_path / 'archive'}", create=True)
    engine.write([document(f"a{number:02}", "东") for number in range(30)])
    engine.commit()
    right = engine.search

    def wrong(request: Request) -> Results:
        found = right(request)
        return replace(found, hits=tuple(replace(hit, id=hit.id.replace("a29", "a28")) for hit in found.hits))

    assert prove(engine, 10).faults == ()
    monkeypatch.setattr(engine, "search", wrong)
    assert prove(engine, 10).faults
    engine.close()


def test_the_progress_is_told_of_both_readings(shelf: Desk) -> None:
    told: list[tuple[int, int]] = []
    engine = open_engine(f"embedded:{shelf.archive}")
    prove(engine, 1, progress=lambda done, whole: told.append((done, whole)))
    engine.close()
    assert told == [(done, 6) for done in range(1, 7)]
