"""Files to articles: which files are found, and that nothing in them can stop the reading."""
from __future__ import annotations

import gzip
import json
import os
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.article import Article, Reject, article_text
from corpus.reader import find_files, read_file

SHARED = Path(__file__).resolve().parents[1].parent / "shared"
PLACED = ("title", "body", "source", "page", "section", "byline", "url", "source_id")
STORY = "渠首闸门提前检修\n水务人员本周检修了闸门。\n"
needs_shared = [pytest.mark.shared, pytest.mark.skipif(not SHARED.is_dir(), reason="没有 ../shared：真实报纸文件不在此处")]


def test_files_are_found_in_order_with_their_names(tmp_path: Path) -> None:
    for name in ("b/2.txt", "b/10.txt", "a.txt", "c/d/e.html", ".git/x.txt", "b/.hidden"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(STORY)
    (tmp_path / "c" / "loop").symlink_to(tmp_path)
    assert [name for _, name in find_files([tmp_path, tmp_path / "c/d/e.html"])] == [
        "a.txt", "b/10.txt", "b/2.txt", "c/d/e.html", "e.html"]


def test_a_missing_path_is_an_error_and_a_broken_link_a_reject(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        list(find_files([tmp_path / "nowhere"]))
    (tmp_path / "broken.txt").symlink_to(tmp_path / "nowhere")
    ((path, name),) = find_files([tmp_path])
    (found,) = read_file(path, name)
    assert isinstance(found, Reject) and found.file == "broken.txt"
    assert found.reason == "文件打不开：链接指向的文件不存在。"


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert list(find_files([tmp_path])) == []


def test_names_in_gb18030(tmp_path: Path) -> None:
    try:
        (tmp_path / os.fsdecode("春耕.txt".encode("gb18030"))).write_text(STORY)
    except OSError:
        pytest.skip("这个文件系统不收非 UTF-8 的文件名")
    assert [name for _, name in find_files([tmp_path])] == ["春耕.txt"]


@pytest.mark.parametrize(("data", "part"), [(b"", "空的"), (b" \n\n", "空白"), (b"%PDF-1.4", "PDF"), (bytes(100), "二进制")])
def test_what_holds_no_text_is_set_aside(tmp_path: Path, data: bytes, part: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    (found,) = read_file(path, "a.txt")
    assert isinstance(found, Reject) and found.line is None and part in found.reason


@pytest.mark.parametrize("name", ["a.txt", "a", "a.html", "a.csv.bak"])
def test_content_decides_and_not_the_suffix(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    for data, wanted in (
        (STORY.encode(), "text"),
        (b'{"title": "a", "body": "b"}\n', "jsonl"),
        (gzip.compress(b'{"title": "a", "body": "b"}\n'), "jsonl"),
        ("title,body\n一,二\n".encode(), "csv"),
        (b'[{"title": "a"}]', "json"),
        (b"<html><!--enpcontent--><p>x</p><!--/enpcontent--><!--enpproperty /enpproperty--></html>", "epaper"),
    ):
        path.write_bytes(data)
        (found,) = read_file(path, name)
        assert isinstance(found, Article) and found.origin.format == wanted


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150, deadline=None)
@given(
    start=st.sampled_from([
        b"", b"{", b"[", b"<html>", b"<!--enpproperty ", b"PK\x03\x04", b"\x1f\x8b\x08", b"title,body\n",
        STORY.encode(),
    ]),
    rest=st.binary(max_size=300),
    suffix=st.sampled_from([".txt", ".jsonl", ".json", ".html", ".csv", ".zip", ".gz", ""]),
)
def test_no_content_raises(tmp_path: Path, start: bytes, rest: bytes, suffix: str) -> None:
    path = tmp_path / f"x{suffix}"
    path.write_bytes(start + rest)
    for found in read_file(path, path.name):
        assert isinstance(found, Article) or found.reason.endswith("。")
        if isinstance(found, Article):
            f"{found.title}{found.body}{found.raw}{found.source}{found.source_id}".encode()


def articles(folder: str) -> dict[str, Article | Reject]:
    found = {}
    for path, name in find_files([SHARED / folder]):
        (found[name[:4]],) = read_file(path, name)
    return found


class TestRealFiles:
    pytestmark = needs_shared

    def test_the_seeds(self) -> None:
        found = [item for path, name in find_files([SHARED / "seeds"]) for item in read_file(path, name)]
        stories = [item for item in found if isinstance(item, Article)]
        assert [(story.origin.file[:3], story.origin.story) for story in stories] == [
            ("000", 1), ("000", 2), ("001", 1), ("001", 2), ("001", 3), ("002", 1), ("003", 1), ("004", 1)]
        gold = (SHARED / "gold" / "seeds.jsonl").read_text(encoding="utf-8").splitlines()
        assert [story.title or None for story in stories] == [json.loads(line)["title"] for line in gold]
        assert [story.source for story in stories] == ["", "", "甘肃日报", "甘肃日报", "甘肃日报", "甘肃日报", "", "甘肅日報"]
        assert [story.byline for story in stories] == [
            "张富贵 金鑫", "田丽媛", "张富贵 金鑫", "张富贵", "曹立萍", "", "", "孟捷 張富貴"]
        assert [story.dateline for story in stories] == ["本报讯", "", "本报兰州5月5日讯", "本报兰州5月5日讯", "", "", "", ""]
        assert [story.date and (story.date.date.value, story.date.source) for story in stories] == [
            ("10-27", "body"), None, ("05-05", "dateline"), ("05-05", "dateline"), ("05-05", "body"),
            ("2021-01-26", "page header"), ("03-24", "body"), ("2024-05-23", "page header")]
        for story in stories:
            text = article_text(story.title, story.body)
            assert all(text.startswith(event.evidence, event.position) for event in story.events)
            known = {reading.field for reading in story.readings}
            assert known == {field for field in PLACED if getattr(story, field)}
        assert [len(story.lead_ins) for story in stories] == [1, 1, 2, 1, 2, 0, 3, 0]
        assert all(lead_in in story.body for story in stories for lead_in in story.lead_ins)
        assert stories[5].page == "06" and stories[5].source_id.startswith("234488-")
        for furniture in ("enpproperty", "打开APP", "相关新闻", ".jpg", "海报|", "原标题", "原標題", "點擊"):
            assert not any(furniture in story.body for story in stories), furniture
        rules = [repair.rule for repair in stories[7].repairs]
        assert Counter(rules) == {"inserted reading": 183, "split character": 2, "damage left": 2}
        assert stories[7].body.count("東西部協作") == 6 and stories[7].raw.count("東西部協(xié)作") == 4

    def test_the_web_pages(self) -> None:
        found: list[Article] = []
        rejects: list[Reject] = []
        for path, name in find_files([SHARED / "data/html"]):
            for item in read_file(path, name):
                found.append(item) if isinstance(item, Article) else rejects.append(item)
        assert [reject.file for reject in rejects] == ["20220101.shtml"]
        assert len(found) == 18
        for article in found:
            assert article.title and article.date is not None and article.date.date.precision == "day"
            assert len(article.body) > 200 and "首页" not in article.body
            assert {"title", "body"} <= {reading.field for reading in article.readings}
            assert "责任编辑" not in article.body and "关闭窗口" not in article.body and "微信公众号" not in article.body

    def test_the_epaper_pages(self) -> None:
        first, second, layout = articles("data/epaper").values()
        assert isinstance(first, Article) and first.source_id.startswith("369299-") and "招聘会" not in first.body
        assert isinstance(second, Article) and second.source_id == "world.hebnews.cn-9254045"
        assert second.byline == "" and second.source  # the comment's author is the editor that the page names
        assert isinstance(layout, Reject) and "版面页" in layout.reason

    def test_the_first_news_items(self) -> None:
        path = SHARED / "data/news/xwlb-2012-2022.jsonl.gz"
        for number, item in zip(range(3000), read_file(path, path.name), strict=False):
            assert isinstance(item, Article) and item.origin.line == number + 1 and item.source_id.startswith("xwlb-")
            assert item.repairs == () and item.date is not None and item.date.source == "metadata"
