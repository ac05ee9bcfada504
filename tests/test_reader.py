"""Files to articles: which files are found, and that nothing in them can stop the reading."""
from __future__ import annotations

import gzip
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.article import Article, Reject
from corpus.reader import find_files, read_file

SHARED = Path(__file__).resolve().parents[1].parent / "shared"
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
    assert isinstance(found, Reject) and found.file == "broken.txt" and "打不开" in found.reason


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
        found = [article for article in articles("seeds").values() if isinstance(article, Article)]
        dates = [article.date and (article.date.date.value, article.date.source) for article in found]
        assert dates == [("10-27", "body"), ("05-05", "dateline"), ("2021-01-26", "page header"), ("03-24", "body"),
                         ("2024-05-23", "page header")]
        assert [article.source for article in found] == ["", "", "甘肃日报", "", "甘肅日報"]
        assert [len(article.title) for article in found] == [47, 20, 18, 24, 0]
        assert [article.byline for article in found] == ["张富贵 金鑫 田丽媛", "张富贵 金鑫", "", "", "孟捷 張富貴"]
        assert found[2].page == "06" and found[2].source_id.startswith("234488-") and "enpproperty" not in found[2].body
        rules = [repair.rule for repair in found[4].repairs]
        assert (rules.count("inserted reading"), rules.count("damage left")) == (183, 4)

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
