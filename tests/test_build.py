"""Laws of identity and intake: what is read, under which id, and what indexing again changes (nothing)."""
from __future__ import annotations

import gzip
import json
import os
import random
import shutil
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import indexer.build
import indexer.intake
from indexer.answer import Question, answer
from indexer.build import index_paths, make_searchable, rebuild
from indexer.document import LeaderMention
from indexer.engines import open_engine
from indexer.errors import ArchiveDamaged, ArchiveMissing, SettingInvalid
from indexer.ledger import Ledger
from indexer.report import Report, Silence
from tests.articles import document
from tests.conftest import SAMPLE
from tests.desk import Desk, counts, record, stories, story


def test_indexing_again_changes_nothing(desk: Desk) -> None:
    shutil.copytree(SAMPLE, desk.files, dirs_exist_ok=True)
    first = desk.index()
    before = desk.held()
    assert counts(first) == (40, 0, 0, 0) and first.rejects == () and len(before) == first.articles == 40
    engine = open_engine(f"embedded:{desk.archive}")
    try:
        reached = engine.describe().facts["sequence"]
        again = desk.index()
        assert engine.behind() == 0 and engine.describe().facts["sequence"] == reached
    finally:
        engine.close()
    assert counts(again) == (0, 0, 40, 0)
    assert {file.status for file in again.files} == {"unchanged"}
    assert [(file.name, file.articles) for file in again.files] == [(file.name, file.articles) for file in first.files]
    assert again.missing == () and list(desk.held().items()) == list(before.items())


def _sample_ids(archive: Path) -> set[str]:
    engine = open_engine(f"embedded:{archive}")
    try:
        return {one.id for one in engine.documents()}
    finally:
        engine.close()


def _move_the_folder(desk: Desk) -> Path:
    return desk.files.rename(desk.files.parent / "elsewhere")


def _rename_files(desk: Desk) -> Path:
    for name in ("three-stories.txt", "articles.jsonl", "bundle.zip", "linxia-peony.big5.html"):
        (desk.files / name).rename(desk.files / f"0-{name}")
    return desk.files


def _sink_into_a_folder(desk: Desk) -> Path:
    (desk.files / "deep").mkdir()
    for path in list(desk.files.glob("*.txt")):
        path.rename(desk.files / "deep" / path.name)
    return desk.files


def _index_the_parent(desk: Desk) -> Path:
    return desk.files.parent / "files" / ".."


def _index_one_file(desk: Desk) -> Path:
    return desk.files / "three-stories.txt"


def _copy_everything(desk: Desk) -> Path:
    shutil.copytree(desk.files, desk.files.parent / "copy")
    return desk.files.parent / "copy"


@pytest.mark.parametrize(
    "change",
    [_move_the_folder, _rename_files, _sink_into_a_folder, _index_the_parent, _index_one_file, _copy_everything],
)
def test_where_a_file_lies_and_how_it_is_named_changes_no_id(desk: Desk, change: Callable[[Desk], Path]) -> None:
    shutil.copytree(SAMPLE, desk.files, dirs_exist_ok=True)
    desk.index()
    before = desk.held()
    # What a file is called may date an article and is kept with it, but never decides its id.
    report = desk.index(change(desk))
    assert report.added == report.removed == 0 and report.missing == ()
    assert desk.held() == before


def test_further_files_change_no_id(desk: Desk) -> None:
    shutil.copytree(SAMPLE, desk.files, dirs_exist_ok=True)
    desk.index()
    before = desk.held()
    desk.put("000-first.txt", story("先来", "排在最前面"))
    desk.put("a/b/c.txt", story("深处", "在三层文件夹里"))
    desk.lines("zz.jsonl", record("排在最后"), record("已有的编号", "yl-2024-0523-01"))
    assert counts(desk.index()) == (4, 0, 40, 0)
    after = desk.held()
    assert {id: after[id] for id in before} == before


def test_a_fresh_archive_gives_the_same_ids(desk: Desk, sample_archive: Path, tmp_path: Path) -> None:
    shutil.copytree(SAMPLE, desk.files / "other" / "place", dirs_exist_ok=True)
    desk.index()
    assert set(desk.held()) == _sample_ids(sample_archive)


def test_the_order_in_which_paths_are_given_does_not_matter(desk: Desk, tmp_path: Path) -> None:
    shutil.copytree(SAMPLE, desk.files, dirs_exist_ok=True)
    # The hard case: who of three is the bearer of an id that all claim?
    for name in ("one", "two", "three"):
        desk.lines(f"{name}.jsonl", record(f"第{name}篇", "7"), record(f"又{name}篇", f"own-{name}"))
    desk.index()
    expected = desk.held()
    for seed in range(2):
        paths = sorted(desk.files.glob("[!.]*"))
        random.Random(seed).shuffle(paths)
        desk.archive = tmp_path / f"archive-{seed}"
        desk.index(*paths)
        assert desk.held() == expected


@pytest.mark.parametrize("inside", ["archive", ".", os.fsdecode("档案".encode("gb18030"))], ids=["in", "as", "gb18030"])
def test_an_archive_in_the_folder_that_it_takes_in_does_not_read_itself(desk: Desk, inside: str) -> None:
    desk.put("news/甲.txt", story("一", "甲甲"))
    desk.put("archive/corrections/乙.txt", story("二", "乙乙"))
    desk.archive = desk.files / inside
    for added, unchanged in ((2, 0), (0, 2)):
        report = desk.index()
        assert counts(report) == (added, 0, unchanged, 0) and report.rejects == () and report.missing == ()
        (desk.archive / "corrections.tsv").write_text("# none yet\n", encoding="utf-8")
    assert len(desk.held()) == len(report.files) == 2
    assert report.own > 5 and desk.index(desk.archive / "corrections.tsv").own == 1


def test_what_is_given_twice_is_read_once(desk: Desk) -> None:
    one = desk.put("a/one.txt", story("一", "甲"))
    report = desk.index(desk.files, one, desk.files / "a", desk.files)
    assert counts(report) == (1, 0, 0, 0)
    assert report.articles == len(report.files) == 1
    one.unlink()
    desk.put("a/two.txt", story("二", "乙"))
    assert len(desk.index(desk.files, desk.files / "a").missing) == 1


def test_a_changed_story_keeps_its_id(desk: Desk) -> None:
    desk.put("one.txt", story("一", "甲乙丙"))
    desk.put("two.txt", story("二", "子丑寅"))
    desk.index()
    ids = {body: id for id, body in desk.held().items()}
    desk.put("one.txt", story("一", "甲乙丁"))
    report = desk.index()
    assert counts(report) == (0, 1, 1, 0)
    assert [file.status for file in report.files] == ["changed", "unchanged"]
    assert {body: id for id, body in desk.held().items()} == {"甲乙丁。": ids["甲乙丙。"], "子丑寅。": ids["子丑寅。"]}
    assert desk.found("甲乙丙") == [] and desk.found("甲乙丁") == [ids["甲乙丙。"]]
    # Again and again, and back to what it was.
    for body in ("戊己", "甲乙丙"):
        desk.put("one.txt", story("一", body))
        desk.index()
        assert desk.found(body) == [ids["甲乙丙。"]]


def test_a_changed_file_of_several_stories_keeps_their_ids(desk: Desk) -> None:
    desk.put("s.txt", stories(("一", "甲甲"), ("二", "乙乙"), ("三", "丙丙")))
    assert desk.index().articles == 3
    ids = list(desk.held())
    assert ids[1:] == [f"{ids[0]}-2", f"{ids[0]}-3"]
    desk.put("s.txt", stories(("一", "甲甲"), ("二", "乙丁"), ("三", "丙丙")))
    assert counts(desk.index())[0] == 0
    assert desk.held() == dict(zip(ids, ("甲甲。", "乙丁。", "丙丙。")))
    desk.put("s.txt", stories(("一", "甲甲"), ("二", "乙丁")))
    assert desk.index().removed == 1
    assert desk.held() == dict(zip(ids, ("甲甲。", "乙丁。")))
    assert desk.found("丙丙") == []


def test_records_without_ids_keep_theirs_wherever_their_line_goes(desk: Desk) -> None:
    desk.lines("a.jsonl", record("甲甲"), record("乙乙"), record("丙丙"))
    desk.index()
    ids = {body: id for id, body in desk.held().items()}

    desk.lines("a.jsonl", record("新来"), record("甲甲"), record("乙乙"), record("丙丙"))
    assert counts(desk.index()) == (1, 0, 0, 0) or counts(desk.index())[0] == 0
    held = {body: id for id, body in desk.held().items()}
    assert ids.items() < held.items()

    desk.lines("a.jsonl", record("新来"), record("甲甲"), record("乙改"), record("丙丙"))
    assert (report := desk.index()).removed == report.added == 0
    edited = {body: id for id, body in desk.held().items()}
    assert edited == {**{b: held[b] for b in ("新来", "甲甲", "丙丙")}, "乙改": held["乙乙"]}
    assert desk.found("乙乙") == []

    # The edited record is moved: it must still be known, though its id was made from its former text.
    desk.lines("a.jsonl", record("又来"), record("丙丙"), record("新来"), record("甲甲"), record("乙改"))
    assert desk.index().removed == 0
    moved = {body: id for id, body in desk.held().items()}
    assert {body: moved[body] for body in edited} == edited

    desk.lines("a.jsonl", record("又来"), record("丙丙"), record("甲甲"), record("乙改"))
    assert desk.index().removed == 1
    assert {body: id for id, body in desk.held().items()} == {b: i for b, i in moved.items() if b != "新来"}
    assert desk.found("新来") == []


ODD_IDS = ["a/b/c", "../../etc", 'quo"te\'d', "two  spaces ", "中文·編號", "long" * 100, "-x", "?#%2F&=", "~", "😀", "a\tb"]


def test_ids_given_in_the_source_are_kept_as_they_are(desk: Desk) -> None:
    desk.lines("a.jsonl", *(record(f"第{n}篇", id) for n, id in enumerate([*ODD_IDS, 20210126])))
    report = desk.index()
    assert report.rejects == () and report.shared_ids == report.copies == 0
    assert list(desk.held()) == [*ODD_IDS, "20210126"]
    for n, id in enumerate(ODD_IDS):
        assert desk.found(f"第{n}篇") == [id]
    desk.lines("a.jsonl", *(record(f"改{n}篇", id) for n, id in enumerate(ODD_IDS)))
    assert counts(desk.index()) == (0, len(ODD_IDS), 0, 1)
    assert set(desk.held()) == set(ODD_IDS)


def test_two_records_with_one_id_are_two_articles(desk: Desk) -> None:
    desk.lines("a.jsonl", record("甲甲", "7"), record("乙乙", "7"))
    desk.lines("b.jsonl", record("丙丙", "7"))
    report = desk.index()
    assert (report.added, report.shared_ids, report.copies) == (3, 2, 0)
    held = desk.held()
    first, second, third = held
    assert first == "7" and held["7"] == "甲甲"
    with desk_ledger(desk) as ledger:
        for id, body in ((second, "乙乙"), (third, "丙丙")):
            known = ledger.article(id)
            assert known and id == f"7~{known.fingerprint[:8]}" and held[id] == body

    assert counts(desk.index()) == (0, 0, 3, 0) and desk.held() == held
    desk.lines("a.jsonl", record("新来", "7"), record("甲甲", "7"), record("乙乙", "7"))
    assert desk.index().added == 1  # coming first makes it no bearer of an id that is given away
    assert {id: body for id, body in desk.held().items() if body != "新来"} == held
    desk.lines("a.jsonl", record("乙乙", "7"))  # the bearer of the bare id goes; the other's links still hold
    assert desk.index().removed == 2
    assert desk.held() == {second: "乙乙", third: "丙丙"}
    desk.lines("a.jsonl", record("乙改", "7"))
    desk.index()
    assert desk.held() == {second: "乙改", third: "丙丙"}
    desk.lines("b.jsonl", record("丙改", "7"))
    desk.index()
    assert desk.held() == {second: "乙改", third: "丙改"}


class desk_ledger:
    """The ledger of a desk, closed at the end."""

    def __init__(self, desk: Desk) -> None:
        self._ledger = desk.ledger()

    def __enter__(self) -> Ledger:
        return self._ledger

    def __exit__(self, *_: object) -> None:
        self._ledger.close()


def test_stories_of_one_file_under_one_id_are_articles_each(desk: Desk) -> None:
    desk.put("a.json", json.dumps([record("甲甲", "7"), record("乙乙", "7"), record("丙丙", "7")]))
    report = desk.index()
    assert report.articles == 3 and report.copies == 0
    assert sorted(desk.held().values()) == ["丙丙", "乙乙", "甲甲"]
    assert counts(desk.index()) == (0, 0, 3, 0)


def test_the_same_bytes_twice_are_one_article(desk: Desk) -> None:
    desk.put("one.txt", story("一", "甲甲"))
    desk.put("two/same.txt", story("一", "甲甲"))
    desk.lines("a.jsonl", record("乙乙"), record("丙丙", 5), record("乙乙"))
    desk.lines("b.jsonl", record("丙丙", 5), record("丁丁"))
    report = desk.index()
    assert (report.added, report.copies, report.shared_ids, report.articles) == (4, 3, 0, 4)
    assert sorted(desk.held().values()) == ["丁丁", "丙丙", "乙乙", "甲甲。"]
    assert counts(desk.index()) == (0, 0, 4, 0)


def test_a_copy_comes_into_its_own_when_the_first_goes(desk: Desk) -> None:
    desk.lines("a.jsonl", record("甲甲"), record("乙乙"), record("丙丙", "7"))
    desk.lines("b.jsonl", record("乙乙"), record("丙丙", "7"), record("丁丁"))
    desk.put("one.txt", story("一", "戊戊"))
    desk.put("two.txt", story("一", "戊戊"))
    desk.index()
    before = {body: id for id, body in desk.held().items()}
    desk.lines("a.jsonl", record("甲甲"))
    desk.put("one.txt", story("一", "己己"))
    report = desk.index()
    assert report.removed == 0
    after = {body: id for id, body in desk.held().items()}
    assert {body: after[body] for body in ("甲甲", "乙乙", "丙丙", "丁丁")} == {
        body: before[body] for body in ("甲甲", "乙乙", "丙丙", "丁丁")
    }
    assert set(after) == {"甲甲", "乙乙", "丙丙", "丁丁", "己己。", "戊戊。"}
    assert counts(desk.index()) == (0, 0, 6, 0)


def test_a_copy_stays_when_the_first_is_corrected(desk: Desk) -> None:
    for name in ("a.jsonl", "b.jsonl", "c.jsonl"):
        desk.lines(name, record("甲甲", "7"), record(name))
    assert desk.index().copies == 2
    for name in ("b.jsonl", "a.jsonl"):  # one that is a copy itself, then the one it is a copy of
        desk.lines(name, record("改" + name, "7"), record(name))
        assert desk.index().removed == 0
    held = desk.held()
    assert sorted(held.values()) == ["a.jsonl", "b.jsonl", "c.jsonl", "改a.jsonl", "改b.jsonl", "甲甲"]
    assert held["7"] == "改a.jsonl"
    assert counts(desk.index()) == (0, 0, 6, 0) and desk.held() == held


@pytest.mark.parametrize("target", ["0.jsonl", "z.jsonl"])
def test_a_record_that_moves_to_a_new_file_takes_its_id_along(desk: Desk, target: str) -> None:
    desk.lines("a.jsonl", record("甲甲"), record("乙乙"))
    desk.index()
    before = desk.held()
    desk.lines("a.jsonl", record("甲甲"), record("丙丙"))  # another stands in its place
    desk.lines(target, record("乙乙"))
    assert desk.index().removed == 0
    after = desk.held()
    assert {id: after.pop(id) for id in before} == before and list(after.values()) == ["丙丙"]


@pytest.mark.parametrize(("source", "target"), [("a.jsonl", "b.jsonl"), ("b.jsonl", "a.jsonl")])
def test_a_record_that_moves_to_another_file_keeps_its_id(desk: Desk, source: str, target: str) -> None:
    desk.lines(source, record("甲甲"), record("乙乙"), record("丙丙", "7"))
    desk.lines(target, record("丁丁"))
    desk.index()
    before = desk.held()
    desk.lines(source, record("甲甲"))
    desk.lines(target, record("丁丁"), record("乙乙"), record("丙丙", "7"))
    report = desk.index()
    assert (report.added, report.removed) == (0, 0)
    assert desk.held() == before
    assert counts(desk.index()) == (0, 0, 4, 0)
    desk.lines(target, record("丁丁"))
    assert desk.index().removed == 2
    assert sorted(desk.held().values()) == ["丁丁", "甲甲"]


def test_files_that_exchange_their_names_keep_their_ids(desk: Desk) -> None:
    for name, body in (("1.txt", "甲甲"), ("2.txt", "乙乙"), ("3.txt", "丙丙")):
        desk.put(name, story("题", body))
    desk.index()
    before = desk.held()
    (desk.files / "1.txt").rename(desk.files / "aside")
    (desk.files / "2.txt").rename(desk.files / "1.txt")
    (desk.files / "aside").rename(desk.files / "2.txt")
    desk.index()
    assert desk.held() == before
    # A new page one pushes every other page on by a number.
    for number in (3, 2, 1):
        (desk.files / f"{number}.txt").rename(desk.files / f"{number + 1}.txt")
    desk.put("1.txt", story("题", "新来"))
    desk.index()
    after = desk.held()
    assert {id: after[id] for id in before} == before and sorted(set(after.values()) - set(before.values())) == ["新来。"]


@pytest.mark.parametrize("damaged", [b"", b"\x00\x01\x02" * 500, b"PK\x03\x04 and then nothing", b" \n "])
def test_a_file_that_becomes_unreadable_keeps_its_articles(desk: Desk, damaged: bytes) -> None:
    desk.put("s.txt", stories(("一", "甲甲"), ("二", "乙乙")))
    desk.index()
    desk.put("s.txt", stories(("一", "甲改"), ("二", "乙乙")))
    desk.index()
    before = desk.held()
    desk.put("s.txt", damaged)
    report = desk.index()
    assert report.removed == 0 and len(report.rejects) == 1 and report.rejects[0].file == "s.txt"
    assert desk.held() == before
    again = desk.index()
    assert report.staying == again.staying == 2 and counts(again) == (0, 0, 0, 0)
    (desk.files / "s.txt").rename(desk.files / "t.txt")
    desk.index()
    assert desk.held() == before
    desk.put("t.txt", stories(("一", "甲三"), ("二", "乙乙")))
    desk.index()
    assert desk.held() == dict(zip(before, ("甲三。", "乙乙。")))
    with desk_ledger(desk) as ledger:
        assert ledger.rejects() == []


@pytest.mark.skipif(os.name != "posix", reason="makes a link that leads nowhere")
def test_a_file_that_cannot_be_opened_keeps_its_articles(desk: Desk) -> None:
    path = desk.put("one.txt", story("一", "甲甲"))
    desk.index()
    before = desk.held()
    path.unlink()
    path.symlink_to(desk.files / "nowhere")
    report = desk.index()
    assert report.removed == 0 and [reject.file for reject in report.rejects] == ["one.txt"]
    assert desk.held() == before


def test_a_deleted_file_leaves_its_articles_and_is_named(desk: Desk) -> None:
    desk.put("one.txt", story("一", "甲甲"))
    gone = desk.put("deep/two.txt", story("二", "乙乙"))
    desk.index()
    before = desk.held()
    gone.unlink()
    for _ in range(2):
        report = desk.index()
        assert report.missing == (str(desk.files / "deep" / "two.txt"),) and report.removed == 0
        assert desk.held() == before
    other = desk.files.parent / "files-and-more"  # begins with the folder's name, lies beside it
    other.mkdir()
    (other / "three.txt").write_text(story("三", "丙丙"), encoding="utf-8")
    assert desk.index(other).missing == ()
    (other / "three.txt").unlink()
    assert desk.index(other).missing == (str(other / "three.txt"),)
    desk.put("deep/two.txt", story("二", "乙乙"))
    assert desk.index().missing == ()
    assert before.items() < desk.held().items()


def test_what_is_set_aside_is_named_by_file_and_line_until_it_is_mended(desk: Desk) -> None:
    good, bad = record("甲甲"), '{"title": "断'
    desk.lines("in/a.jsonl", good, bad, record("乙乙"), "[1, 2]", {"title": "", "body": " "})
    desk.put("empty.txt", "")
    report = desk.index()
    expected = [("empty.txt", None), ("in/a.jsonl", 2), ("in/a.jsonl", 4), ("in/a.jsonl", 5)]
    assert [(one.file, one.line) for one in report.rejects] == expected
    assert all(one.reason for one in report.rejects) and report.added == 2
    with desk_ledger(desk) as ledger:
        assert ledger.rejects() == list(report.rejects)
        assert ledger.counts() == {"files": 2, "articles": 2, "rejects": 4}
    # An unchanged file is not read again, but what was set aside in it is still missing from the archive.
    assert desk.index().rejects == report.rejects
    with desk_ledger(desk) as ledger:
        assert ledger.rejects() == list(report.rejects)
    desk.lines("in/a.jsonl", good, record("丙丙"), record("乙乙"), record("丁丁"))
    assert [one.file for one in desk.index().rejects] == ["empty.txt"]
    with desk_ledger(desk) as ledger:
        assert [one.file for one in ledger.rejects()] == ["empty.txt"]
    assert len(desk.held()) == 4


def test_more_articles_than_fit_in_one_batch(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything that is decided while documents wait to be written is decided the same when they are written."""
    monkeypatch.setattr(indexer.intake, "BATCH", 3)
    desk.lines("a.jsonl", *(record(f"甲{n}", n % 7) for n in range(10)), record("甲0", 0))
    desk.lines("b.jsonl", *(record(f"乙{n}") for n in range(5)))
    desk.lines("c.jsonl", *(record(f"乙{n}") for n in range(5)), record("丙", 3))
    report = desk.index()
    assert (report.added, report.shared_ids, report.copies, report.articles) == (16, 4, 6, 16)
    held = desk.held()
    monkeypatch.undo()
    desk.archive = desk.archive.parent / "whole"
    desk.index()
    assert desk.held() == held


def test_reading_anew_by_a_newer_version_keeps_ids(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.put("s.txt", stories(("一", "甲甲"), ("二", "乙乙")))
    desk.lines("a.jsonl", record("丙丙"), record("丁丁", "7"), record("戊戊", "7"))
    desk.index()
    before = desk.held()
    monkeypatch.setattr(indexer.intake, "READING_VERSION", indexer.intake.READING_VERSION + 1)
    assert counts(desk.index()) == (0, 0, 5, 0)
    assert desk.held() == before
    assert {file.status for file in desk.index().files} == {"unchanged"}


def test_a_packed_file_keeps_its_ids_when_it_is_unpacked(desk: Desk) -> None:
    plain = "".join(json.dumps(record(body)) + "\n" for body in ("甲甲", "乙乙")).encode()
    desk.put("a.jsonl.gz", gzip.compress(plain))
    desk.index()
    before = desk.held()
    (desk.files / "a.jsonl.gz").unlink()
    desk.put("a.jsonl", plain)
    desk.index()
    assert desk.held() == before


def test_a_path_that_does_not_exist_is_named_before_anything_is_done(desk: Desk) -> None:
    desk.put("one.txt", story("一", "甲甲"))
    with pytest.raises(FileNotFoundError, match="nowhere"):
        desk.index(desk.files, desk.files / "nowhere")
    assert not desk.archive.exists()


def test_an_empty_folder_makes_no_archive_and_is_named_where_there_is_one(desk: Desk) -> None:
    with pytest.raises(FileNotFoundError, match="no files found"):
        desk.index()
    assert not desk.archive.exists()
    other = desk.files.parent / "other"
    other.mkdir()
    desk.put("one.txt", story("一", "甲甲"))
    desk.index()
    assert desk.index(other) == Report(empty=(str(other),))


class _Watch(Silence):
    def __init__(self) -> None:
        self.read: list[tuple[int, int, int]] = []
        self.indexed: list[tuple[int, int]] = []

    def reading(self, name: str, done_bytes: int, all_bytes: int, articles: int) -> None:
        self.read.append((done_bytes, all_bytes, articles))

    def indexing(self, done: int, all: int) -> None:
        self.indexed.append((done, all))


def test_progress_goes_forward_to_the_end(desk: Desk) -> None:
    shutil.copytree(SAMPLE, desk.files, dirs_exist_ok=True)
    watch = _Watch()
    index_paths([desk.files], desk.archive, watch)
    size = sum(path.stat().st_size for path in desk.files.glob("[!.]*"))
    assert watch.read == sorted(watch.read) and watch.read[-1] == (size, size, 40)
    assert watch.indexed[-1] == (40, 40)


def test_what_is_found_in_a_text_is_read_anew_by_a_rebuild(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(SAMPLE, desk.files, dirs_exist_ok=True)
    desk.index()
    before = desk.held()
    report = rebuild(desk.archive)
    assert (report.added, report.replaced, report.unchanged) == (0, 0, 40)

    def everyone(title: str, body: str) -> tuple[LeaderMention, ...]:
        return (LeaderMention("某某某", ("省长",), (), "某某某"),) if "东西部协作" in body else ()

    monkeypatch.setattr(indexer.intake, "find_leaders", everyone)
    report = rebuild(desk.archive)
    assert (report.added, report.unchanged + report.replaced) == (0, 40) and report.replaced >= 6
    assert desk.held() == before
    engine = open_engine(f"embedded:{desk.archive}")
    try:
        found = answer(engine, Question("", filters={"leader": ("某某某",)}, size=100))
        assert found.total == 6 and all(hit.document.leaders[0].name == "某某某" for hit in found.hits)
        assert [(value.value, value.count) for value in found.facets["leader"]] == [("某某某", 6)]
    finally:
        engine.close()
    # Indexing on top does not bring the old reading back; reading the files anew does.
    assert counts(desk.index()) == (0, 0, 40, 0)


def test_a_rebuild_mends_an_index_that_is_gone(desk: Desk) -> None:
    """The cure is the one that the error names."""
    desk.lines("a.jsonl", *(record(f"篇{number}") for number in range(5)))
    desk.index()
    before = desk.held()
    (desk.archive / "index" / "current.json").write_text("{")
    with pytest.raises(ArchiveDamaged, match="delete the folder"):
        desk.held()
    shutil.rmtree(desk.archive / "index")
    rebuild(desk.archive)
    assert desk.held() == before


@pytest.mark.parametrize("step", ["hand_over", "enter", "bereft"])
def test_a_death_while_records_move_loses_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    """Whichever write of the ledger is the last before the process dies."""

    def arrange(*lines: Sequence[str]) -> None:
        for name, bodies in zip("abc", lines):
            desk.lines(f"{name}.jsonl", *map(record, bodies))

    arrange(["甲甲", "乙乙", "丙丙"], ["丁丁"], ["戊戊", "丙丙"])
    desk.index()
    before = {body: id for id, body in desk.held().items()}
    arrange(["甲甲"], ["丁丁", "乙乙"], ["丙丙"])
    original = getattr(Ledger, step)
    for deaths in range(8):
        left = deaths

        def dies(*arguments: Any, **more: Any) -> Any:
            nonlocal left
            left -= 1
            if left < 0:
                raise KeyboardInterrupt
            return original(*arguments, **more)

        monkeypatch.setattr(Ledger, step, dies)
        try:
            desk.index()
        except KeyboardInterrupt:
            continue
        break
    monkeypatch.undo()
    desk.index()
    after = {body: id for id, body in desk.held().items()}
    assert after == {body: id for body, id in before.items() if body != "戊戊"}
    assert counts(desk.index()) == (0, 0, 4, 0)


def test_a_lost_ledger_costs_no_article(desk: Desk) -> None:
    desk.put("s.txt", stories(("一", "甲甲"), ("二", "乙乙")))
    desk.lines("a.jsonl", record("丙丙"), record("丁丁", "7"), record("戊戊", "7"))
    desk.index()
    before = desk.held()
    (desk.archive / "ledger.sqlite").write_bytes(b"no ledger at all" * 100)
    with pytest.raises(ArchiveDamaged, match="ledger"):
        desk.index()
    for path in desk.archive.glob("ledger.sqlite*"):
        path.unlink()
    assert counts(desk.index()) == (0, 0, 5, 0)
    assert desk.held() == before


def test_there_is_nothing_to_rebuild_where_there_is_no_archive(tmp_path: Path) -> None:
    with pytest.raises(ArchiveMissing):
        rebuild(tmp_path / "none")
    assert not (tmp_path / "none").exists()


def test_making_searchable_tells_of_every_change(desk: Desk) -> None:
    engine = open_engine(f"embedded:{desk.archive}", create=True)
    try:
        engine.write([document(f"n{number}", "甲") for number in range(5)])
        engine.write([replace(document("n1", "乙"), regions=())])
        engine.delete(["n2"])
        watch = _Watch()
        make_searchable(engine, watch)
        assert watch.indexed and watch.indexed[-1][1] >= 5 and engine.behind() == 0
        assert engine.describe().indexed == 4
    finally:
        engine.close()


def _permuted(paths: Sequence[Path], seed: int) -> list[Path]:
    shuffled = list(paths)
    random.Random(seed).shuffle(shuffled)
    return shuffled


@pytest.mark.parametrize("seed", range(5))
def test_any_history_leads_to_what_the_files_hold(desk: Desk, seed: int) -> None:
    """Random edits, renames, moves and copies, indexed now and then: the archive holds each text that stands in some
    file, once, and an article whose record nobody touched has the id it always had."""
    chance = random.Random(seed)
    names = [f"{name}.jsonl" for name in "abcd"]
    files: dict[str, list[str]] = {name: [] for name in names}
    known: dict[str, str] = {}
    fresh = iter(range(10_000))
    for _ in range(8):
        for _ in range(chance.randrange(1, 5)):
            lines = files[chance.choice(names)]
            other = files[chance.choice(names)]
            deed = chance.choice(["add", "add", "add", "remove", "move", "copy", "swap"])
            if deed == "add":
                lines.insert(chance.randint(0, len(lines)), f"篇{next(fresh):04}号")
            elif lines and deed == "remove":
                lines.pop(chance.randrange(len(lines)))
            elif lines and deed == "move":
                other.insert(0, lines.pop(chance.randrange(len(lines))))
            elif lines and deed == "copy":
                other.append(chance.choice(lines))
            else:
                lines[:], other[:] = other[:], lines[:]
        for name, lines in files.items():
            desk.lines(name, *map(record, lines or [f"空{next(fresh):04}号"]))
        desk.index(*_permuted([desk.files / name for name in names], seed))
        held = {body: id for id, body in desk.held().items()}
        texts = {text for lines in files.values() for text in lines}
        assert {body for body in held if body.startswith("篇")} == texts
        assert len(held) == len(desk.held())
        assert {body: id for body, id in known.items() if body in held} == {
            body: id for body, id in held.items() if body in known
        }
        known = held


@pytest.mark.parametrize("number", ["0", "65", "many"])
def test_an_impossible_number_of_workers_is_told_before_the_work(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, number: str
) -> None:
    desk.put("a.txt", story("一", "甲甲"))
    monkeypatch.setenv("LONGWEN_WORKERS", number)
    with pytest.raises(SettingInvalid, match="LONGWEN_WORKERS"):
        desk.index()
    assert not desk.archive.exists()
    monkeypatch.delenv("LONGWEN_WORKERS")
    desk.index()
    monkeypatch.setenv("LONGWEN_WORKERS", number)
    monkeypatch.setattr(indexer.build, "document_of", lambda *_: pytest.fail("an article is read"))
    with pytest.raises(SettingInvalid, match="LONGWEN_WORKERS"):
        rebuild(desk.archive)
