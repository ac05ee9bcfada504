"""How files are read when they are taken in: in which encoding, how often, and with which word of progress."""
from __future__ import annotations

import gzip
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from io import BufferedReader

import pytest

import indexer.given
from corpus.article import Article, Reject
from indexer.build import index_paths
from indexer.report import Report, Silence
from tests.desk import Desk, counts, record, story

# what the archivist says of an encoding


BIG5 = "圖書館新館開放\n\n讀者在門前排起長隊，館方延長了開放時間。\n"  # too short to be told without a word


def index_as(desk: Desk, encoding: str | None) -> Report:
    return index_paths([desk.files], desk.archive, encoding=encoding)


def test_what_is_said_of_an_encoding_is_kept_for_each_file(desk: Desk) -> None:
    desk.put("old/1.txt", BIG5.encode("big5"))
    desk.put("2.txt", story("图书馆", "新馆开放"))
    assert [reject.file for reject in index_as(desk, None).rejects] == ["old/1.txt"]
    report = index_as(desk, "big5")
    assert report.rejects == () and report.added == 1
    before = desk.held()
    assert sorted(body[:2] for body in before.values()) == ["新馆", "讀者"]
    # Later runs need not be told: not for the file as it is, not when it changes, not when it moves.
    assert counts(index_as(desk, None)) == (0, 0, 2, 0)
    desk.put("old/1.txt", BIG5.replace("長隊", "長龍").encode("big5"))
    assert index_as(desk, None).rejects == () and any("長龍" in body for body in desk.held().values())
    (desk.files / "old").rename(desk.files / "older")
    assert index_as(desk, None).rejects == ()
    desk.put("older/1.txt", BIG5.replace("長隊", "人龍").encode("big5"))
    assert index_as(desk, None).rejects == ()
    assert desk.held().keys() == before.keys() and any("人龍" in body for body in desk.held().values())


def test_what_was_said_of_an_encoding_can_be_taken_back(desk: Desk) -> None:
    desk.put("1.txt", BIG5.encode("big5"))
    index_as(desk, "big5")
    before = desk.held()
    report = index_as(desk, "")
    assert len(report.rejects) == 1 and "--encoding big5" in report.rejects[0].reason
    assert desk.held() == before  # a file of which less can be read than before says nothing about its articles
    assert index_as(desk, None).rejects == report.rejects


@pytest.mark.parametrize("version", [1, 2])
def test_a_ledger_of_an_older_version_is_brought_up(desk: Desk, version: int) -> None:
    desk.put("1.txt", story("一", "甲甲"))
    desk.index()
    with closing(sqlite3.connect(desk.archive / "ledger.sqlite")) as old, old:
        for table in ("corrected", "removed"):
            old.execute(f"DROP TABLE {table}")
        old.execute("ALTER TABLE files DROP COLUMN staying")
        if version < 2:
            old.execute("ALTER TABLE files DROP COLUMN encoding")
        old.execute(f"PRAGMA user_version={version}")
    assert counts(desk.index()) == (0, 0, 1, 0)
    with closing(desk.ledger()) as ledger:
        assert [file.encoding for file in ledger.files_below(str(desk.files))] == [""]


# how often and how far a file is read


def test_a_changed_file_is_read_once(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    path = desk.lines("1.jsonl", record("甲甲"), record("乙乙"))
    desk.lines("2.jsonl", record("丙丙"))
    desk.index()
    read: list[str] = []
    real = indexer.given.read_stream

    def counting(stream: BufferedReader, name: str, encoding: str = "") -> Iterator[Article | Reject]:
        read.append(name)
        return real(stream, name, encoding)

    monkeypatch.setattr("indexer.given.read_stream", counting)
    path.write_text(path.read_text(encoding="utf-8").replace("甲甲", "甲改"), encoding="utf-8")
    assert counts(desk.index()) == (0, 1, 2, 0) and read == ["1.jsonl"]
    # A file too large to be held is read for the ids its articles had, and for the articles.
    monkeypatch.setattr("indexer.given.MOST_HELD", 10)
    path.write_text(path.read_text(encoding="utf-8").replace("甲改", "甲三"), encoding="utf-8")
    assert counts(desk.index()) == (0, 1, 2, 0) and read[1:] == ["1.jsonl"] * 2


class _Watch(Silence):
    def __init__(self) -> None:
        self.read: list[tuple[int, int, int]] = []

    def reading(self, name: str, done_bytes: int, all_bytes: int, articles: int) -> None:
        self.read.append((done_bytes, all_bytes, articles))


def test_progress_is_told_within_a_large_file(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("indexer.given.STEP", 1 << 18)
    records = [record(f"{number}" + "甲" * 300, number) for number in range(3000)]
    desk.lines("1.jsonl", *records)
    desk.put("2.jsonl.gz", gzip.compress((desk.files / "1.jsonl").read_bytes().replace(b'"id": ', b'"id": 1'), 0))
    watch = _Watch()
    index_paths([desk.files], desk.archive, watch)
    size = sum(path.stat().st_size for path in desk.files.iterdir())
    assert watch.read == sorted(watch.read) and watch.read[-1] == (size, size, 6000)
    assert len({done for done, _, _ in watch.read}) > 15
