"""The sample: every shape of file the project reads, and what must be read out of each (corpus/SAMPLE.md)."""
from __future__ import annotations

import gzip
import io
import zipfile
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest

import corpus
from corpus.article import Article, Reject
from corpus.reader import find_files, read_file
from indexer.analysis.fold import fold

SAMPLE = Path(corpus.__file__).parent / "sample"

ARTICLES_IN = {
    "articles.jsonl": 8,
    "bundle.zip": 3,
    "clippings.csv": 5,
    "comment-cooperation.txt": 1,
    "dingxi-potato.gb18030.txt": 1,
    "dunhuang-visit.txt": 1,
    "economic-meeting.txt": 1,
    "epaper-content_208114.html": 1,
    "jinan-linxia.txt": 1,
    "jinchang-nickel.utf-16.txt": 1,
    "jingning-apples.txt": 1,
    "jingning-class.damaged.txt": 1,
    "lanzhou-metro.txt": 1,
    "lianhuashan.txt": 1,
    "linxia-peony.big5.html": 1,
    "museum-hours.bom-crlf.txt": 1,
    "railways-and-flowers.jsonl.gz": 4,
    "sangke-pasture.txt": 1,
    "three-stories.txt": 3,
    "webpage.html": 1,
    "zhangye-wetland.txt": 1,
    "zhuanglang-teacher.txt": 1,
}


@pytest.fixture(scope="module")
def records() -> list[Article | Reject]:
    return [record for path, name in find_files([SAMPLE]) for record in read_file(path, name)]


@pytest.fixture(scope="module")
def articles(records: list[Article | Reject]) -> list[Article]:
    return [record for record in records if isinstance(record, Article)]


def top(file: str) -> str:
    """The file in the folder, without a member of an archive."""
    return file.split("!")[0].rsplit("/", 1)[-1]


def in_file(articles: Iterable[Article], file: str) -> list[Article]:
    return [article for article in articles if top(article.origin.file) == file]


def the_one(articles: Iterable[Article], file: str) -> Article:
    (article,) = in_file(articles, file)
    return article


def date_of(article: Article) -> str:
    return article.date.date.value if article.date else ""


def test_nothing_is_set_aside(records: list[Article | Reject]) -> None:
    assert [record for record in records if isinstance(record, Reject)] == []


def test_every_file_gives_the_articles_it_holds(articles: list[Article]) -> None:
    assert {path.name for path, _ in find_files([SAMPLE])} == set(ARTICLES_IN)
    assert {path.name for path in SAMPLE.iterdir() if not path.name.startswith(".")} == set(ARTICLES_IN)
    assert Counter(top(article.origin.file) for article in articles) == ARTICLES_IN
    assert len(articles) >= 36


def test_every_article_is_short_and_whole(articles: list[Article]) -> None:
    for article in articles:
        assert article.title and "\n" not in article.title, article.origin
        assert 100 <= len(article.body) <= 520, (article.origin, len(article.body))
        assert "\r" not in article.body and "\ufffd" not in article.body, article.origin


def test_no_two_articles_are_the_same(articles: list[Article]) -> None:
    assert len({(article.fingerprint, article.origin.story) for article in articles}) == len(articles)
    assert len({article.title for article in articles}) == len(articles)


def test_cooperation_stands_in_eleven_articles_in_both_scripts(articles: list[Article]) -> None:
    found = [article for article in articles if "东西部协作" in fold(article.title + "\n" + article.body)]
    assert len(found) == 11
    assert Counter(script for article in found for script in ("东西部协作", "東西部協作") if script in article.body) == {
        "东西部协作": 6,
        "東西部協作": 5,
    }


def test_encodings_are_recorded(articles: list[Article]) -> None:
    recorded = {file: {article.origin.encoding for article in in_file(articles, file)} for file in ARTICLES_IN}
    assert recorded.pop("dingxi-potato.gb18030.txt") == {"gb18030"}
    assert recorded.pop("linxia-peony.big5.html") == {"big5"}
    assert recorded.pop("jinchang-nickel.utf-16.txt") == {"utf-16"}
    assert recorded.pop("museum-hours.bom-crlf.txt") == {"utf-8-sig"}
    assert all(encodings == {"utf-8"} for encodings in recorded.values()), recorded


def test_one_article_is_undated_and_one_has_no_year(articles: list[Article]) -> None:
    assert [top(article.origin.file) for article in articles if article.date is None] == ["lianhuashan.txt"]
    precision = {(top(article.origin.file), article.date.date.precision) for article in articles if article.date}
    assert {(file, known) for file, known in precision if known != "day"} == {
        ("economic-meeting.txt", "monthday"),
        ("articles.jsonl", "month"),
    }
    assert date_of(the_one(articles, "economic-meeting.txt")) == "10-27"


def test_dates_spread_over_the_years(articles: list[Article]) -> None:
    years = {article.date.date.year for article in articles if article.date} - {None}
    assert years == set(range(2017, 2026))


@pytest.mark.parametrize(("file", "title", "date", "source", "page"), [
    ("jingning-apples.txt", "塬上挂满红灯笼 静宁果农采收忙", "2021-10-19", "平凉日报", "02"),
    ("lanzhou-metro.txt", "地铁头一天 市民尝新鲜", "2019-06-24", "兰州晚报", "03"),
    ("comment-cooperation.txt", "协作的账 要往长远算", "2023-11-08", "甘肃日报", "02"),
    ("jinan-linxia.txt", "黃河兩頭一線牽 濟南客人到臨夏", "2024-03-25", "樣例通訊社", "01"),
    ("dingxi-potato.gb18030.txt", "一颗洋芋的“身份证”", "2020-09-22", "定西日报", "03"),
    ("museum-hours.bom-crlf.txt", "国际博物馆日 去兰州看展览请留意", "2023-05-17", "甘肃日报", "08"),
    ("jinchang-nickel.utf-16.txt", "一块矿石引出一座城", "2018-11-06", "金昌日报", "06"),
])
def test_header_lines_are_read(
    articles: list[Article], file: str, title: str, date: str, source: str, page: str
) -> None:
    article = the_one(articles, file)
    assert (article.title, date_of(article), article.source) == (title, date, source)
    assert article.page == page
    assert not any(label in article.body for label in ("版:", "日期：", "來源："))


def test_the_dateline_gives_the_date_where_there_is_no_header(articles: list[Article]) -> None:
    article = the_one(articles, "zhangye-wetland.txt")
    assert article.date is not None
    assert (article.title, article.date.date.value) == ("湿地起晨雾 候鸟正歇脚", "2022-09-14")
    assert "2022年9月14日" in article.date.evidence


def test_three_stories_stand_in_one_file(articles: list[Article]) -> None:
    stories = in_file(articles, "three-stories.txt")
    assert [(story.origin.story, story.title, date_of(story)) for story in stories] == [
        (1, "武都橄榄进榨坊", "2022-11-14"),
        (2, "天水图书馆夜里不打烊", "2022-11-15"),
        (3, "嘉峪关迎来入冬初雪", "2022-11-16"),
    ]
    assert not any("===" in story.body for story in stories)


def test_the_e_paper_page_keeps_what_its_comment_says(articles: list[Article]) -> None:
    article = the_one(articles, "epaper-content_208114.html")
    assert (article.title, date_of(article), article.source) == ("一针一线绣端阳", "2021-06-11", "甘肃日报")
    assert "208114" in article.source_id
    assert article.url == "https://epaper.example.com/gsrb/202106/11/c208114.html"
    assert article.body.splitlines()[0] == "——庆阳香包走笔"
    assert article.body.splitlines()[1].startswith("离端午还有三天")
    assert article.body.rstrip().endswith("如今绣给天南海北的人。")


def test_the_web_page_is_read_without_its_furniture(articles: list[Article]) -> None:
    article = the_one(articles, "webpage.html")
    assert (article.title, date_of(article), article.source) == ("山里娃的早读课", "2025-03-20", "样例通讯社")
    assert article.url == "https://news.example.com/2025/0320/zaodu.html"
    assert "早读不求多，每天一页，贵在不断。" in article.body
    assert not any(furniture in article.body for furniture in ("相关阅读", "营养午餐", "首页", "版权所有", "网站地图"))


def test_the_big5_page_is_read(articles: list[Article]) -> None:
    article = the_one(articles, "linxia-peony.big5.html")
    assert (article.title, date_of(article)) == ("河州牡丹開 客從濟南來", "2023-04-28")
    assert "濟南與臨夏因東西部協作結對" in article.body
    assert "版權所有" not in article.body


def test_inserted_readings_are_taken_out_and_recorded(articles: list[Article]) -> None:
    article = the_one(articles, "jingning-class.damaged.txt")
    assert (article.title, date_of(article), article.source) == ("靜寧果園裏的天津課堂", "2024-06-12", "樣例通訊社")
    assert len([repair for repair in article.repairs if repair.before != repair.after]) >= 8
    assert "東西部協(xié)作" in article.raw
    assert "东西部协作项目" in fold(article.body)
    assert all(bracket in article.body for bracket in ("(本報記者)", "(幼樹除外)", "(含休眠期)"))
    assert not any(label in article.body for label in ("(xié)", "點擊", "來源"))
    assert [top(other.origin.file) for other in articles if other.repairs] == ["jingning-class.damaged.txt"]


def test_json_lines_keep_their_ids_and_lines(articles: list[Article]) -> None:
    plain, packed = in_file(articles, "articles.jsonl"), in_file(articles, "railways-and-flowers.jsonl.gz")
    assert [article.source_id for article in plain] == [
        "yl-2024-0523-01", "yl-2024-0324-02", "yl-2023-0506-03", "yl-2017-0710-04",
        "yl-2021-03-05", "yl-2023-0630-06", "yl-2025-0114-07", "yl-2024-1102-08",
    ]
    assert [article.source_id for article in packed] == [
        "yl-2017-0930-09", "yl-2019-1219-10", "yl-2023-0816-11", "yl-2025-0603-12",
    ]
    assert [article.origin.line for article in plain] == list(range(1, 9))
    assert [article.origin.line for article in packed] == list(range(1, 5))
    assert [date_of(article) for article in plain][3:5] == ["2017-07-10", "2021-03"]


def test_a_table_keeps_line_breaks_inside_quotes(articles: list[Article]) -> None:
    rows = in_file(articles, "clippings.csv")
    assert [date_of(row) for row in rows] == ["2018-08-15", "2020-12-27", "2021-09-28", "2023-08-22", "2024-04-02"]
    assert [row.source for row in rows] == ["平凉日报", "甘肃日报", "样例通讯社", "甘肃日报", "甘肃日报"]
    assert "云雾缭绕。\n图为游人" in rows[0].body


def test_members_of_a_zip_are_named_and_dated(articles: list[Article]) -> None:
    members = {article.origin.file.split("!", 1)[1]: article for article in in_file(articles, "bundle.zip")}
    assert {name: date_of(article) for name, article in members.items()} == {
        "tianzhu-yak.txt": "2019-08-20",
        "旧报/兰州供暖.txt": "2021-12-07",
        "2022-01/25/tongwei-spring-couplets.txt": "2022-01-25",
    }
    by_path = members["2022-01/25/tongwei-spring-couplets.txt"].date
    assert by_path is not None and by_path.source == "path"


def test_packed_files_carry_no_clock() -> None:
    packed = (SAMPLE / "railways-and-flowers.jsonl.gz").read_bytes()
    assert packed[4:8] == bytes(4)
    assert len(gzip.decompress(packed).splitlines()) == 4
    with zipfile.ZipFile(io.BytesIO((SAMPLE / "bundle.zip").read_bytes())) as bundle:
        assert {member.date_time for member in bundle.infolist()} == {(1980, 1, 1, 0, 0, 0)}
