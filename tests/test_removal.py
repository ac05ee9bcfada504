"""What an archivist takes out is gone from answers, stays out until that is undone, and is kept in the ledger; files
that are gone are named and can be forgotten."""
from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import indexer.intake
from indexer.build import index_paths, rebuild
from indexer.cli import longwen
from indexer.engines import open_engine
from indexer.engines.base import Engine
from indexer.errors import ArchiveBusy
from indexer.lock import alone
from indexer.proof import prove
from indexer.removal import remove, take_back
from indexer.report import Report
from tests.desk import Desk, record, story
from tests.test_copies import BODY, TITLE


def run(desk: Desk, *arguments: object) -> Result:
    return CliRunner().invoke(longwen, [*map(str, arguments), "--archive", str(desk.archive)])


def forget(desk: Desk, *folders: Path) -> Report:
    return index_paths(folders or [desk.files], desk.archive, forget_missing=True)


def test_it_is_gone_from_documents_index_and_ledger_and_known_as_removed(desk: Desk) -> None:
    desk.lines("a.jsonl", record("甲甲", "a"), record("乙乙", "b"))
    desk.index()
    report = remove(desk.archive, ["a", "nothing", "a"], "家属要求")
    assert [one.id for one in report.done] == ["a"] and report.unknown == ("nothing",)
    assert desk.held() == {"b": "乙乙"} and desk.found("甲甲") == []
    with closing(desk.ledger()) as ledger:
        (removal,) = ledger.removals()
        assert (removal.id, removal.title, removal.file, removal.note) == ("a", "题", "a.jsonl", "家属要求")
        assert removal.line == 1
        (reject,) = ledger.rejects()
        assert (reject.file, reject.line) == ("a.jsonl", 1) and "longwen remove --undo a" in reject.reason


def corrected(desk: Desk) -> None:
    desk.lines("a.jsonl", record("甲甲", "a"), record("乙乙改", "b"))


def read_anew(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(indexer.intake, "READING_VERSION", 99)
    monkeypatch.setattr("indexer.given.READING_VERSION", 99)


def test_it_stays_out_whatever_is_indexed_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.lines("a.jsonl", record("甲甲", "a"), record("乙乙", "b"))
    desk.index()
    remove(desk.archive, ["a"])
    said = desk.index()
    assert [reject.line for reject in said.rejects] == [1]  # every run accounts for it
    corrected(desk)
    said = desk.index()
    assert desk.held() == {"b": "乙乙改"} and [reject.line for reject in said.rejects] == [1]
    read_anew(desk, monkeypatch)
    assert [reject.line for reject in desk.index().rejects] == [1] and desk.held() == {"b": "乙乙改"}
    (desk.files / "a.jsonl").rename(desk.files / "moved.jsonl")
    assert len(desk.index().rejects) == 1 and desk.held() == {"b": "乙乙改"}
    desk.lines("copy.jsonl", record("甲甲", "a"))
    assert len(desk.index().rejects) == 2 and desk.held() == {"b": "乙乙改"}
    rebuild(desk.archive)
    assert desk.held() == {"b": "乙乙改"}


def test_another_record_under_its_id_stays_out_too_and_is_told(desk: Desk) -> None:
    desk.lines("a.jsonl", record("甲甲", "a"), record("乙乙", "b"))
    desk.index()
    remove(desk.archive, ["a"])
    desk.lines("a.jsonl", record("甲甲改", "a"), record("乙乙", "b"))
    assert ["移出档案" in reject.reason for reject in desk.index().rejects] == [True]
    assert desk.held() == {"b": "乙乙"}


def test_of_records_that_share_an_id_only_the_one_that_is_named_goes(desk: Desk) -> None:
    desk.lines("a.jsonl", record("甲甲", "a"), record("乙乙", "a"))
    desk.index()
    first, second = sorted(desk.held())
    remove(desk.archive, [first])
    desk.lines("a.jsonl", record("甲甲", "a"), record("乙乙", "a"), record("丙丙", "c"))
    desk.index()
    assert desk.held() == {second: "乙乙", "c": "丙丙"}


def test_a_corrected_record_without_an_id_of_its_own_comes_in_and_is_named(desk: Desk) -> None:
    desk.put("1.txt", story("平凉的果园", "甲甲"))
    desk.index()
    (id,) = desk.held()
    remove(desk.archive, [id])
    desk.put("1.txt", story("平凉的果园", "甲甲改"))
    said = desk.index()
    (new,) = desk.held()
    assert said.alike == ((new, id),) and new != id
    assert desk.index().alike == ()


def test_a_removal_is_undone_under_the_same_id(desk: Desk) -> None:
    desk.put("1.txt", story("一", "甲甲"))
    desk.index()
    before = desk.held()
    desk.put("1.txt", story("一", "甲甲改"))
    desk.index()
    (id,) = desk.held()
    assert id in before
    remove(desk.archive, [id])
    assert desk.held() == {}
    assert [one.id for one in take_back(desk.archive, [id, "x"]).done] == [id]
    said = desk.index()
    assert desk.held() == {id: "甲甲改。"} and said.rejects == ()
    assert take_back(desk.archive, [id]).unknown == (id,)


def test_a_removal_is_undone_though_the_record_now_lies_elsewhere(desk: Desk) -> None:
    path = desk.lines("a.jsonl", record("甲甲", "a"))
    desk.lines("b.jsonl", record("甲甲", "a"))
    desk.index()
    remove(desk.archive, ["a"])
    path.unlink()
    take_back(desk.archive, ["a"])
    desk.index()
    assert desk.held() == {"a": "甲甲"}


def test_copies_byte_for_byte_go_with_it_in_every_file(desk: Desk) -> None:
    for name in ("a.jsonl", "b.jsonl"):
        desk.lines(name, record("甲甲", "a"))
    desk.index()
    remove(desk.archive, ["a"])
    with closing(desk.ledger()) as ledger:
        assert [reject.file for reject in ledger.rejects()] == ["a.jsonl", "b.jsonl"] and ledger.bereft() == []
    assert len(desk.index().rejects) == 2 and desk.held() == {}
    (desk.files / "a.jsonl").unlink()
    assert desk.index().removed == 0 and desk.held() == {}


def test_the_other_copies_of_a_report_stay_together(desk: Desk) -> None:
    desk.lines("a.jsonl", *({"id": id, "title": TITLE, "body": BODY} for id in "abc"))
    desk.index()
    engine = open_engine(f"embedded:{desk.archive}")
    assert engine.copies("b") == ["a", "c"]
    engine.close()
    remove(desk.archive, ["a"])
    engine = open_engine(f"embedded:{desk.archive}")
    assert engine.copies("b") == ["c"] and engine.verify().faults == ()
    engine.close()
    rebuild(desk.archive)
    assert sorted(desk.held()) == ["b", "c"]


def test_it_waits_for_no_other_run(desk: Desk) -> None:
    desk.lines("a.jsonl", record("甲甲", "a"))
    desk.index()
    with alone(desk.archive):
        for work in (remove, take_back):
            with pytest.raises(ArchiveBusy):
                work(desk.archive, ["a"])
    assert desk.held() == {"a": "甲甲"}


class Killed(BaseException):
    """A process that ends between two steps."""


def test_what_was_cut_short_is_finished_by_the_next_run(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.lines("a.jsonl", record("甲甲", "a"), record("乙乙", "b"))
    desk.index()

    def killed(engine: Engine, ids: list[str]) -> int:
        raise Killed

    with monkeypatch.context() as short:
        short.setattr("indexer.engines.embedded.engine.EmbeddedEngine.delete", killed)
        with pytest.raises(Killed):
            remove(desk.archive, ["a"])
    assert proved(desk) != ()
    desk.index()
    assert sorted(desk.held()) == ["b"] and proved(desk) == ()


def proved(desk: Desk) -> tuple[str, ...]:
    with closing(open_engine(f"embedded:{desk.archive}")) as engine, closing(desk.ledger()) as ledger:
        return prove(engine, 0, ledger=ledger).faults


def test_an_article_of_no_file_in_the_ledger_can_be_removed(desk: Desk) -> None:
    desk.lines("a.jsonl", record("甲甲", "a"))
    desk.index()
    (desk.archive / "ledger.sqlite").unlink()
    remove(desk.archive, ["a"])
    assert desk.held() == {}
    desk.index()
    assert desk.held() == {}


def test_the_command_says_what_it_did(desk: Desk) -> None:
    desk.lines("a.jsonl", record("甲甲", "a"), record("乙乙", "b"))
    desk.index()
    ran = run(desk, "remove", "a", "x", "--note", "重复")
    assert ran.exit_code == 1 and "removed  a  题\n" in ran.output and "there is no article 'x'" in ran.output
    stats = run(desk, "stats")
    assert "removed    1 article\n" in stats.output and "a  题  (重复)" in stats.output
    (shown,) = json.loads(run(desk, "stats", "--json").output)["removed"]
    assert shown["id"] == "a" and shown["note"] == "重复" and shown["path"] == str(desk.files / "a.jsonl")
    assert run(desk, "search", "甲甲").output.startswith("0 篇")
    ran = run(desk, "remove", "--undo", "a", "--json")
    assert ran.exit_code == 0 and [one["id"] for one in json.loads(ran.output)["taken_back"]] == ["a"]
    assert run(desk, "remove", "--undo", "a").exit_code == 1
    assert run(desk, "index", desk.files).exit_code == 0 and sorted(desk.held()) == ["a", "b"]


# files that are gone


def test_files_that_are_gone_are_named_by_their_place(desk: Desk) -> None:
    desk.lines("a.jsonl", record("甲甲", "a"))
    path = desk.lines("sub/b.jsonl", record("乙乙", "b"))
    desk.index()
    path.unlink()
    assert desk.index().missing == (str(path),)
    ran = run(desk, "index", desk.files)
    assert f"  {path}\n" in ran.output and "--forget-missing" in ran.output
    stats = run(desk, "stats").output
    assert "missing    1 file that" in stats and f"  {path}\n" in stats
    assert json.loads(run(desk, "stats", "--json").output)["missing"] == [str(path)]


def test_files_that_are_gone_are_forgotten_when_asked_and_come_back_when_they_do(desk: Desk) -> None:
    desk.lines("a.jsonl", record("甲甲", "a"))
    path = desk.lines("b.jsonl", record("乙乙", "b"), record("甲甲", "a"))
    desk.index()
    path.unlink()
    ran = run(desk, "index", "--forget-missing", desk.files)
    assert "1 removed" in ran.output and f"  {path}\n" in ran.output
    assert desk.held() == {"a": "甲甲"}
    said = forget(desk)
    assert said.forgotten == said.missing == ()
    desk.lines("b.jsonl", record("乙乙", "b"))
    desk.index()
    assert desk.held() == {"a": "甲甲", "b": "乙乙"}


def test_what_another_file_holds_too_is_not_forgotten(desk: Desk) -> None:
    path = desk.lines("a.jsonl", record("甲甲", "a"), record("丙丙"))
    desk.lines("b.jsonl", record("乙乙", "b"), record("甲甲", "a"))
    desk.index()
    path.unlink()
    said = forget(desk)
    assert (said.removed, said.forgotten) == (1, (str(path),))
    assert desk.held() == {"a": "甲甲", "b": "乙乙"}
    with closing(desk.ledger()) as ledger:
        assert ledger.article("a") is not None and ledger.file(str(path)) is None
    assert desk.index().removed == 0 and desk.held() == {"a": "甲甲", "b": "乙乙"}


def test_in_a_folder_without_any_file_nothing_is_forgotten(desk: Desk) -> None:
    path = desk.lines("a.jsonl", record("甲甲", "a"))
    desk.index()
    path.unlink()
    said = forget(desk)
    assert (said.forgotten, said.missing, said.empty) == ((), (str(path),), (str(desk.files),))
    assert desk.held() == {"a": "甲甲"}
    assert f"no files found in {desk.files}" in run(desk, "index", desk.files).output
