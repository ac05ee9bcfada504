"""A run stopped between any two of its transactions leaves nothing behind that the next one does not put right."""
from __future__ import annotations

import json
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count, product
from typing import Any

import pytest

import indexer.engines.embedded.documents
import indexer.intake
import indexer.ledger
from indexer import database
from tests.desk import Desk

TEXTS = [
    f"{place}修成水渠{number}公里，灌溉{crop}。"
    for number, (place, crop) in enumerate(product(("甲村", "乙村", "丙村", "丁村"), ("玉米", "土豆", "苹果")))
]


class Killed(BaseException):
    """Stands for the process ending where this is raised."""


@pytest.fixture
def kill_before(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Sets the transaction, counted from 1, before which whoever writes is stopped; 0 for none."""
    monkeypatch.setattr(indexer.intake, "BATCH", 2)
    left = 0

    @contextmanager
    def writing(*arguments: Any) -> Iterator[None]:
        nonlocal left
        left -= 1
        if left == 0:
            raise Killed
        with database.writing(*arguments):
            yield

    def opened(*arguments: Any, **more: Any) -> sqlite3.Connection:
        connection = database.open_database(*arguments, **more)
        connection.execute("PRAGMA synchronous=OFF")  # no power fails here, and the disk is most of the time
        return connection

    for module in (indexer.ledger, indexer.engines.embedded.documents):
        monkeypatch.setattr(module, "writing", writing)
        monkeypatch.setattr(module, "open_database", opened)
    monkeypatch.setattr(os, "fsync", lambda _: None)

    def begin(number: int) -> None:
        nonlocal left
        left = number

    return begin


def put(desk: Desk, texts: list[str]) -> None:
    """A file of many records, files of one, and one that says again what the first does."""
    lines = [json.dumps({"title": text[:2] + "修渠", "body": text}, ensure_ascii=False) for text in texts]
    desk.lines("a.jsonl", *lines[:7])
    for number, line in enumerate(lines[7:]):
        desk.lines(f"b{number}.jsonl", line)
    desk.lines("c.jsonl", *lines[1:3])


def owned(desk: Desk) -> set[str]:
    """The ids of all that some file in the ledger owns."""
    ledger = desk.ledger()
    try:
        return {one.id for path in desk.files.iterdir() for one in ledger.articles_of(str(path))}
    finally:
        ledger.close()


def stopped_runs(desk: Desk, kill_before: Callable[[int], None]) -> Iterator[int]:
    """Archives of which the indexing was stopped before its first transaction, its second, and so on."""
    for number in count(1):
        shutil.rmtree(desk.archive, ignore_errors=True)
        put(desk, TEXTS)
        kill_before(number)
        try:
            desk.index()
        except Killed:
            kill_before(0)
            yield number
        else:
            assert number > 15
            return


def test_what_is_corrected_after_it_is_there_once(desk: Desk, kill_before: Callable[[int], None]) -> None:
    for number in stopped_runs(desk, kill_before):
        corrected = [text.replace("灌溉", "浇灌") for text in TEXTS]
        put(desk, corrected)
        desk.index()
        held = desk.held()
        assert sorted(held.values()) == sorted(corrected), number
        assert owned(desk) == held.keys(), number


def test_what_then_stands_in_another_file_alone_is_there(desk: Desk, kill_before: Callable[[int], None]) -> None:
    for number in stopped_runs(desk, kill_before):
        other = desk.archive.parent / "other"
        shutil.rmtree(other, ignore_errors=True)
        shutil.copytree(desk.files, other)
        desk.index(other)
        for path in desk.files.iterdir():
            path.unlink()
        assert sorted(desk.held().values()) == sorted(TEXTS), number


def test_what_is_moved_and_stopped_keeps_its_ids(desk: Desk, kill_before: Callable[[int], None]) -> None:
    put(desk, TEXTS)
    desk.index()
    before, work = desk.held(), desk.files.parent / "work"
    for number in count(1):
        shutil.rmtree(work, ignore_errors=True)
        shutil.copytree(desk.archive, work / "archive")
        one = Desk(work)
        moved = [path.rename(desk.files / f"{number}-{path.name.rpartition('-')[2]}") for path in desk.files.iterdir()]
        kill_before(number)
        try:
            one.index(desk.files)
        except Killed:
            kill_before(0)
            report = one.index(desk.files)
            assert report.missing == () and one.held() == before and len(moved) == 7, number
        else:
            assert number > 5
            return
