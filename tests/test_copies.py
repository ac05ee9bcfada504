"""Which articles are one report: decided on the texts, found among many, kept through changes, shown once."""
from __future__ import annotations

import json
import random
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from opencc import OpenCC

from indexer.answer import MOST_COPIES, Question, answer, answer_json, copies_of
from indexer.build import rebuild
from indexer.cli import longwen
from indexer.copies import Report, same_report, signature
from indexer.document import Document
from indexer.engines import open_engine
from indexer.engines.base import Engine
from indexer.query.parse import parse
from indexer.query.request import Request, Sort
from indexer.query.resolve import AnyOf, FacetValues, resolve
from tests.articles import document

TITLE = "川区菜农忙移栽"
SENTENCES = (
    "清晨六点，川区的大棚里已经亮起了灯。",
    "菜农把育好的辣椒苗装进筐里，沿着垄沟一棵一棵栽下去。",
    "合作社今年一共育苗48万株，比去年多了一成半，苗床全部换成了可以移动的架子。",
    "农技员说，移动苗床省地方，浇水也匀，成活率能到九成以上。",
    "镇上的冷库也已经检修完毕，收下来的菜当天就能入库预冷。",
    "往年这时候要到外地买苗，路上一颠，总有一些栽不活。",
    "如今苗就育在村口，栽多少取多少，剩下的还能卖给邻村。",
    "到六月底，头茬辣椒就可以上市了，订单已经签到了秋天。",
    "合作社打算再建两座棚，把西红柿苗也育起来。",
    "傍晚收工的时候，垄上已经铺好了滴灌的管子，水顺着管子慢慢渗进土里。",
    "栽苗的人坐在田埂上歇脚，说起今年的雨水，都觉得是个好年景。",
)
BODY = "".join(SENTENCES)
MENU = "首页要闻本地视频专题图集便民服务办事大厅政务公开领导信箱网上投票天气预报公交查询水电缴费" * 8


def reported(body: str, title: str = TITLE) -> Report:
    return Report.of(document("n", body, title))


def changed(old: str, new: str) -> str:
    assert old in BODY
    return BODY.replace(old, new)


COPIES = {
    "in traditional characters": reported(OpenCC("s2t").convert(BODY), OpenCC("s2t").convert(TITLE)),
    "with other line breaks and punctuation": reported(BODY.replace("。", "．\n　　").replace("，", ",")),
    "with a paragraph cut": reported(changed("".join(SENTENCES[4:6]), "")),
    "under another title": reported(BODY, "合作社的苗不愁卖"),
    "under another title, with a sentence cut": reported(changed(SENTENCES[5], ""), "合作社的苗不愁卖"),
    "with a site's lines above and below": reported(f"样例在线 2024-04-02 08:15 来源：样例晚报\n{BODY}\n责任编辑：某某"),
    "with the byline at the other end": reported(f"{BODY}（记者 某某 通讯员 某某）"),
    "of another paper, under another title": reported(f"本报兰州4月2日讯（记者 某某）{BODY}", "合作社的苗不愁卖"),
    "with a word put differently": reported(changed("检修完毕", "检修好了")),
}

OTHERS = {
    "another number": reported(changed("48万", "52万")),
    "another number in characters": reported(changed("两座", "三座")),
    "a number within a number": reported(changed("48万", "148万")),
    "another day at the beginning": reported(f"4月3日，{BODY}"),
    "half of it": reported("".join(SENTENCES[:4])),
    "another place under another title": reported(changed("川区", "山区"), "山区菜农忙移栽"),
    "cut, with other numbers in the title": reported(changed(SENTENCES[5], ""), "菜农移栽第3天"),
    "other sentences in the middle": reported(changed(SENTENCES[4], "县里的农机站派来两台旋耕机，帮着把空地翻了一遍。")),
    "nothing of it": reported("夜里下了一场透雨。" * 30),
}


@pytest.mark.parametrize("copy", COPIES.values(), ids=COPIES.keys())
def test_a_copy_is_the_same_report(copy: Report) -> None:
    original = reported(BODY)
    assert same_report(original, copy) and same_report(copy, original)
    assert set(signature(original).bands) & set(signature(copy).bands)


@pytest.mark.parametrize("other", OTHERS.values(), ids=OTHERS.keys())
def test_what_says_something_else_is_not(other: Report) -> None:
    # The day stands where nothing else tells the two apart.
    opening = "12月21日，" if other.text.startswith("4月3日") else ""
    original = reported(opening + BODY, "菜农移栽第2天" if other.title.endswith("天") else TITLE)
    assert not same_report(original, other) and not same_report(other, original)


def test_pages_that_share_their_menu_are_not_the_same() -> None:
    one, other = (reported(f"{title}{MENU}{title}。详见附件。{MENU}", title) for title in ("棚改公告", "招生简章"))
    assert not same_report(one, other)


def test_a_short_notice_must_be_equal() -> None:
    one = reported("水库本周开闸放水，沿河不要停留。", "开闸公告")
    assert same_report(one, reported("水库本周开闸放水,沿河不要停留", "开闸公告"))
    assert not same_report(one, reported("水库下周开闸放水，沿河不要停留。", "开闸公告"))
    assert not same_report(one, reported("水库本周开闸放水，沿河不要停留。", "另一个水库的公告"))


def test_next_to_nothing_is_no_copy() -> None:
    assert not same_report(reported("详见附件。", "公告"), reported("详见附件。", "公告"))
    assert not same_report(reported("", ""), reported("", ""))


@given(st.text("甘肃东西部协作1，\n", max_size=400), st.text("甘肃东西部协作1，\n", max_size=400))
def test_any_two_texts_are_compared_alike_both_ways(one: str, other: str) -> None:
    assert same_report(reported(one), reported(other)) == same_report(reported(other), reported(one))


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    opened = open_engine(f"embedded:{tmp_path / 'archive'}", create=True)
    yield opened
    opened.close()


def grouped(engine: Engine, text: str = "", **more: object) -> list[tuple[str, ...]]:
    """The groups of the hits, each with the one shown first."""
    engine.commit()
    results = engine.search(Request(resolve(parse(text).tree).query, {}, size=1000, grouped=True, **more))
    assert results.groups == len(results.hits)
    assert results.total == sum(1 + len(hit.copies) for hit in results.hits)
    return [(hit.id, *hit.copies) for hit in results.hits]


def test_copies_are_found_whenever_they_come(engine: Engine) -> None:
    engine.write([document("a", BODY, TITLE, "2024-04-01"), document("x", "夜里下了一场透雨。" * 30, "透雨")])
    assert grouped(engine) == [("a",), ("x",)]
    engine.write([document("b", OpenCC("s2t").convert(BODY), TITLE, "2024-04-02"), document("c", BODY, "另题", "2024")])
    assert grouped(engine, sort="oldest") == [("c", "a", "b"), ("x",)]
    assert grouped(engine, sort="newest") == [("b", "a", "c"), ("x",)]
    assert engine.copies("a") == ["c", "b"] and engine.copies("x") == [] and engine.copies("nobody") == []
    assert [copy.id for copy in copies_of(engine, "b")] == ["c", "a"]
    engine.delete(["a"])
    engine.write([document("d", BODY, TITLE, "2024-04-03")])
    assert grouped(engine, sort="oldest") == [("c", "b", "d"), ("x",)]


def test_a_copy_that_is_corrected_leaves_its_group(engine: Engine) -> None:
    engine.write([document("a", BODY, TITLE), document("b", BODY, TITLE)])
    assert grouped(engine) == [("a", "b")]
    engine.write([document("a", changed("48万", "52万"), TITLE)])
    assert grouped(engine, sort="oldest") == [("b",), ("a",)]
    engine.write([document("a", BODY, TITLE)])
    assert grouped(engine, sort="oldest") == [("b", "a")]


def test_what_is_written_in_one_go_is_compared_with_itself(engine: Engine) -> None:
    engine.write([document(f"n{at}", BODY, TITLE) for at in range(60)])
    assert [len(group) for group in grouped(engine)] == [60]
    found = answer(engine, Question())
    assert (found.total, found.groups, found.pages) == (60, 1, 1)
    [hit] = found.hits
    assert hit.copy_count == 59 and len(hit.copies) == MOST_COPIES
    [shown] = answer_json(found)["hits"]
    assert shown["copy_count"] == 59 and shown["copies"][0]["id"] == "n1"


def test_an_archive_from_before_there_were_groups_is_grouped_by_the_next_write(tmp_path: Path) -> None:
    folder = tmp_path / "archive"
    engine = open_engine(f"embedded:{folder}", create=True)
    engine.write([document("a", BODY, TITLE), document("b", BODY, TITLE)])
    engine.close()
    with sqlite3.connect(folder / "documents.sqlite") as connection:
        for table in ("groups", "groups_method", "group_bands"):
            connection.execute(f"DROP TABLE {table}")
    connection.close()
    state = folder / "index" / "current.json"
    state.write_text(state.read_text().replace("copies", "before"))
    engine = open_engine(f"embedded:{folder}")
    engine.write([document("c", BODY, TITLE)])
    assert grouped(engine) == [("a", "b", "c")]
    engine.close()
    rebuild(folder)
    engine = open_engine(f"embedded:{folder}")
    assert grouped(engine) == [("a", "b", "c")]
    engine.close()


def test_an_index_with_other_groups_than_the_documents_is_named(tmp_path: Path) -> None:
    engine = open_engine(f"embedded:{tmp_path}", create=True)
    engine.write([document("a", BODY, TITLE), document("b", BODY, TITLE)])
    engine.commit()
    assert engine.verify().faults == ()
    with sqlite3.connect(tmp_path / "documents.sqlite") as connection:
        connection.execute("UPDATE groups SET key=1 WHERE seq=2")
    connection.close()
    [fault] = engine.verify().faults
    assert "article b is among other copies" in fault
    engine.close()


def test_a_write_that_fails_leaves_nothing_to_be_a_copy_of(engine: Engine) -> None:
    def documents() -> Iterator[Document]:
        yield document("a", BODY, TITLE)
        raise OSError("the file ended")

    with pytest.raises(OSError):
        engine.write(documents())
    engine.write([document("b", BODY, TITLE)])
    assert grouped(engine) == [("b",)] and engine.copies("b") == []


def test_the_terminal_shows_a_report_once_or_every_article(tmp_path: Path) -> None:
    engine = open_engine(f"embedded:{tmp_path}", create=True)
    engine.write([document("a", BODY, TITLE, "2024-04-01"), document("b", BODY, TITLE, "2024-04-02")])
    engine.commit()
    engine.close()

    def printed(*words: str) -> str:
        ran = CliRunner().invoke(longwen, [*words, "--archive", str(tmp_path)])
        assert ran.exit_code == 0, ran.output
        return ran.output

    once = printed("search", "冷库", "--sort", "oldest")
    assert once.startswith("2 篇") and "合并后 1 篇" in once and "另有 1 篇相同报道：b" in once and "\n2. " not in once
    every = printed("search", "冷库", "--every")
    assert "合并后" not in every and "相同报道" not in every and "\n2. " in every
    assert "copies   b\n" in printed("show", "a")
    shown = json.loads(printed("show", "a", "--json"))["copies"]
    assert shown == [{"id": "b", "title": TITLE, "date": "2024-04-02", "source": "", "page": ""}]


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Engine, dict[str, int]]]:
    """400 articles of 90 reports in four commits, some replaced and some deleted; and which report each is."""
    chance = random.Random(11)
    alphabet = "甘肃东西部协作省长天水乡村苗圃"
    reports = ["".join(chance.choices(alphabet, k=chance.choice([70, 300]))) for _ in range(90)]

    def some(number: int) -> tuple[Document, int]:
        which = chance.randrange(90) if number % 3 else number % 90
        date = chance.choice(["", "2021", "2021-05", "2021-05-06", "2022-12-31"])
        source = chance.choice(["", "甘肃日报", "天津日报"])
        return document(f"n{number}", reports[which], f"题{which}", date, source=source), which

    opened = open_engine(f"embedded:{tmp_path_factory.mktemp('many') / 'archive'}", create=True)
    held: dict[str, int] = {}
    for start in range(0, 400, 100):
        for one, which in map(some, range(start, start + 100)):
            opened.write([one])
            held[one.id] = which
        opened.commit()
    for id in chance.sample(sorted(held), 40):
        one, held[id] = some(int(id[1:]))
        opened.write([one])
    for id in chance.sample(sorted(held), 30):
        opened.delete([id])
        del held[id]
    opened.commit()
    yield opened, held
    opened.close()


@given(
    st.sampled_from(["", "甘肃", "东西部", '"甘肃" OR "天水"', '-"甘肃"']),
    st.sampled_from(["relevance", "newest", "oldest"]),
    st.sampled_from([(), ("甘肃日报",), ("甘肃日报", "天津日报")]),
    st.integers(1, 40),
)
def test_pages_of_reports_are_those_of_a_plain_list(
    many: tuple[Engine, dict[str, int]], text: str, sort: Sort, sources: tuple[str, ...], size: int
) -> None:
    engine, report_of = many
    filters = {"source": AnyOf((FacetValues("source", sources),))} if sources else {}
    request = Request(resolve(parse(text).tree).query, filters, sort=sort, size=1000)  # type: ignore[arg-type]
    each = engine.search(request)
    expected: dict[int, list[str]] = {}
    for hit in each.hits:
        expected.setdefault(report_of[hit.id], []).append(hit.id)
    pages = []
    for page in range(1, len(expected) // size + 3):
        found = engine.search(replace(request, grouped=True, page=page, size=size))
        assert (found.total, found.groups, found.facets) == (each.total, len(expected), each.facets)
        assert len(found.hits) <= size
        pages += [[hit.id, *hit.copies] for hit in found.hits]
    assert pages == list(expected.values())


def test_the_archive_is_sound_and_every_article_says_the_same_of_its_copies(
    many: tuple[Engine, dict[str, int]]
) -> None:
    engine, report_of = many
    assert engine.verify().faults == ()
    for id, which in report_of.items():
        assert set(engine.copies(id)) == {other for other, report in report_of.items() if report == which} - {id}
