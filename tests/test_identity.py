"""Which article is which, where the bytes of a file say nothing: stories that move, exports that reuse ids, names that
are no text, files that cannot be opened."""
from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tests.desk import Desk, counts, record, stories

BODIES = {
    "甲村修路": "村口的土路今年铺上了水泥，下雨天孩子上学不再踩泥",
    "乙村种树": "荒坡上栽下的侧柏成活了九成，护林员每周上山浇两回水",
    "丙村办学": "合并后的教学点留下了低年级，老师从镇上骑车来上课",
    "丁村建库": "果窖改成冷库，入冬存下的苹果可以卖到来年五月",
}


def titles(desk: Desk) -> dict[str, str]:
    """Id -> the first characters of the body, which tell the story."""
    return {id: body[:4] for id, body in desk.held().items()}


def test_a_story_put_in_front_takes_no_other_storys_id(desk: Desk) -> None:
    three = [(title, BODIES[title]) for title in ("甲村修路", "乙村种树", "丙村办学")]
    desk.put("page.txt", stories(*three))
    desk.index()
    before = titles(desk)
    desk.put("page.txt", stories(("丁村建库", BODIES["丁村建库"]), *three))
    report = desk.index()
    after = titles(desk)
    assert before.items() < after.items() and counts(report)[0] == 1 and report.removed == 0


def test_a_corrected_headline_or_a_corrected_text_keeps_the_id(desk: Desk) -> None:
    desk.put("page.txt", stories(*BODIES.items()))
    desk.index()
    before = set(desk.held())
    corrected = [(title.replace("修路", "修好了路"), body.replace("浇两回", "浇三回")) for title, body in BODIES.items()]
    desk.put("page.txt", stories(*corrected))
    desk.index()
    assert set(desk.held()) == before


def test_another_story_in_the_same_place_is_another_article(desk: Desk) -> None:
    desk.put("latest.txt", stories(("甲村修路", BODIES["甲村修路"])))
    desk.index()
    before = set(desk.held())
    desk.put("latest.txt", stories(("丁村建库", BODIES["丁村建库"])))
    desk.index()
    assert not before & set(desk.held())


def test_an_export_that_reuses_an_id_replaces_no_other_article(desk: Desk) -> None:
    """Week after week a newsroom exports its pages numbered from 1 and throws the last export away."""
    first = {"id": "1", "title": "甲村修路", "body": BODIES["甲村修路"]}
    second = {"id": "1", "title": "丁村建库", "body": BODIES["丁村建库"]}
    desk.lines("week1.jsonl", first).rename(desk.files / "gone.jsonl")
    desk.index()
    (desk.files / "gone.jsonl").unlink()
    desk.lines("week2.jsonl", second)
    report = desk.index()
    assert report.shared_ids == 1 and len(desk.held()) == 2 and desk.held()["1"] == BODIES["甲村修路"]


def test_a_later_export_of_the_same_article_replaces_it(desk: Desk) -> None:
    desk.lines("a.jsonl", {"id": "1", "title": "甲村修路", "body": BODIES["甲村修路"]})
    desk.index()
    (desk.files / "a.jsonl").unlink()
    desk.lines("b.jsonl", {"id": "1", "title": "甲村修路", "body": BODIES["甲村修路"] + "。本报更正"})
    desk.index()
    assert list(desk.held()) == ["1"] and desk.held()["1"].endswith("更正")


def test_a_file_of_which_less_can_be_read_loses_no_article(desk: Desk) -> None:
    desk.lines("a.jsonl", record("甲甲", 1), record("乙乙", 2))
    desk.index()
    desk.lines("a.jsonl", record("甲甲", 1), '{"id": 2, "title": "题", "bo')
    report = desk.index()
    assert len(report.rejects) == 1 and set(desk.held()) == {"1", "2"}
    desk.lines("a.jsonl", record("甲甲", 1))
    desk.index()
    assert set(desk.held()) == {"1"}


@pytest.mark.skipif(sys.platform != "linux", reason="file names are bytes only on Linux")
def test_a_file_name_in_gb18030_is_as_good_as_any(desk: Desk) -> None:
    path = os.fsencode(desk.files) + "/甘肃.txt".encode("gb18030")
    with open(path, "w", encoding="utf-8") as file:
        file.write(stories(("甲村修路", BODIES["甲村修路"])))
    desk.put("other.txt", stories(("丁村建库", BODIES["丁村建库"])))
    first = desk.index()
    assert {file.name for file in first.files} == {"other.txt", "甘肃.txt"}
    assert counts(first) == (2, 0, 0, 0) and counts(desk.index()) == (0, 0, 2, 0)
    os.remove(path)
    assert desk.index().missing == (str(desk.files / "甘肃.txt"),) and len(desk.held()) == 2


def test_a_link_to_itself_and_a_broken_link_are_set_aside(desk: Desk) -> None:
    desk.put("good.txt", stories(("甲村修路", BODIES["甲村修路"])))
    (desk.files / "loop").symlink_to(desk.files / "loop")
    (desk.files / "broken.txt").symlink_to(desk.files / "nowhere.txt")
    report = desk.index()
    assert report.added == 1 and {reject.file for reject in report.rejects} == {"loop", "broken.txt"}
    ledger = desk.ledger()
    assert {reject.file for reject in ledger.rejects()} == {"loop", "broken.txt"}
    ledger.close()


def test_a_file_without_permission_is_remembered_and_read_later(desk: Desk) -> None:
    path = desk.put("a.txt", stories(("甲村修路", BODIES["甲村修路"])))
    desk.index()
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("this user may read everything")
    desk.put("b.txt", "")
    assert any("权限" in reject.reason for reject in desk.index().rejects) and len(desk.held()) == 1
    path.chmod(0o644)
    assert counts(desk.index())[2] == 1


def test_a_read_only_archive_can_be_searched(desk: Desk, tmp_path: Path) -> None:
    desk.put("a.txt", stories(("甲村修路", BODIES["甲村修路"])))
    desk.index()
    for folder, _, files in os.walk(desk.archive):
        for name in files:
            os.chmod(os.path.join(folder, name), 0o444)
        os.chmod(folder, 0o555)
    try:
        assert len(desk.found("水泥")) == 1
    finally:
        for folder, _, _ in os.walk(desk.archive):
            os.chmod(folder, 0o755)
