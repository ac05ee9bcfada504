"""Who wrote it: the names in a byline, however its source writes it, and the facet that counts them."""
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.byline import read_byline, reporters
from indexer.answer import Question, answer
from indexer.engines import open_engine
from tests.desk import Desk

NAMES = ("甄样例", "贾样本", "钱例", "欧阳样本", "甄樣例")


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("甄样例 贾样本", "甄样例 贾样本"),
        ("新样报·样例日报记者 甄样例 通讯员 贾样本", "甄样例 贾样本"),
        ("本报首席记者甄样例、钱例", "甄样例 钱例"),
        ("记者甄样例通讯员贾样本", "甄样例 贾样本"),
        ("（本報記者 甄樣例）", "甄樣例"),
        ("甄样例/文 贾样本/图", "甄样例 贾样本"),
        ("文/甄样例 图/贾样本", "甄样例 贾样本"),
        ("甄样例 摄影报道", "甄样例"),
        ("甄样例摄", "甄样例"),
        ("甄样例、贾样本（省样例研究院研究员）", "甄样例 贾样本"),
        ("甄样例（记者） 贾样本（通讯员）", "甄样例 贾样本"),
        ("钱 例 贾样本", "钱例 贾样本"),
        ("钱　例", "钱例"),
        ("记者 甄样例 责任编辑 贾样本", "甄样例"),
        ("编辑：贾样本 记者：甄样例", "甄样例"),
        ("作者：甄样例 来源：样例日报", "甄样例"),
        ("阿样·买例提", "阿样·买例提"),
        ("甄样例 甄样例", "甄样例"),
        ("By Jane Doe, 甄样例", "Jane_Doe 甄样例"),
    ],
)
def test_a_byline_names_its_writers(byline: str, names: str) -> None:
    assert " ".join(name.replace(" ", "_") for name in reporters(byline)) == names


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ("（样例日报记者 王样 通讯员 李 例）样例渠放水。", "王样 李例"),
        ("样例网兰州8月3日电 （记者王样、实习生李样例）样例渠放水。", "王样 李样例"),
        ("【樣例報訊】記者王樣例蘭州報道：樣例渠放水。", "王樣例"),
        ("【樣例報網訊】記者王樣例、李樣報道：樣例渠放水。", "王樣例 李樣"),
        ("　　本报样例讯　记者王样例　通讯员李　样报道　样例渠放水。", "王样例 李样"),
        ("□ 本报记者 王 样 例\n\n样例渠放水。", "王样例"),
        ("本报记者 王样例 本报通讯员 李 样\n\n样例渠放水。", "王样例 李样"),
        ("樣例報訊（記者 王樣例 蘭州報道）樣例渠放水。", "王樣例"),
        ("【記者王樣例／樣例報導】\n樣例渠放水。", "王樣例"),
        ("記者王樣例、李樣／樣例報導\n樣例渠放水。", "王樣例 李樣"),
        ("本报样例8月3日讯　特派记者　王样例　李样　张　样\n\n样例渠放水。", "王样例 李样 张样"),
        ("文/图 样例晨报首席记者 王样 实习生 李样例\n\n样例渠放水。", "王样 李样例"),
        ("样例日报客户端 记者 王样 李样例\n\n样例渠放水。", "王样 李样例"),
        ("样例日报融媒体中心 通讯员 王样例 记者 李样\n\n样例渠放水。", "王样例 李样"),
        ("样例渠放水。\n本报通讯员 王样例 摄", "王样例"),
        ("样例渠放水。\n（通讯员　王　样　公社宣传员李样例）", "王样 李样例"),
        ("◎ 谷样例\n\n样例渠放水。", "谷样例"),
        ("◎ 编者按\n\n样例渠放水。", ""),
        ("样例渠放水。　　　　　　（样 例）", "样例"),
        ("样例渠放水。（样例）", ""),
        ("王样例\n\n样例渠放水。\n\n（作者系样例县文史学者）", "王样例"),
        ("王样例\n\n样例渠放水。", ""),
        ("王　样\n\n样例渠放水。", "王样"), ("样例渠放水。\n(图文:王样例 李样 摄像:张样)", "王样例 李样"),
        ("时评\n\n王样例\n\n样例渠放水。\n（作者单位：样例县委党校）", "王样例"),
        ("□新闻链接\n\n样例渠放水。", ""),
        ("□ 王样例\n\n样例渠放水。", "王样例"),
        ("本报记者 王样例 文\\图\n\n样例渠放水。", "王样例"),
        ("文/本报记者 王样例 图/李样\n\n样例渠放水。", "王样例"),
        ("撰文/王样例 摄影/李样\n\n样例渠放水。", "王样例"),
        ("供稿/样例研究院    撰文/本报首席记者 王样    摄影/李样\n\n样例渠放水。", "王样"),
        ("王样例/文 李样/图\n\n样例渠放水。", "王样例"),
        ("王样例 李样 文/图\n\n样例渠放水。", "王样例 李样"),
        ("记者 王样例 文 李样 图\n\n样例渠放水。", "王样例 李样"),
        ("本报记者 王样例 摄影 李样\n\n样例渠放水。", "王样例"),
        ("新样报·样例日报记者王样例\n\n样例渠放水。", "王样例"),
        ("样例日报记者 敖样格日勒 王样\n\n样例渠放水。", "敖样格日勒 王样"),
        ("样云/样例日报 记者 王样·李样例 报道\n\n样例渠放水。", "王样·李样例"),
        ("本报记者　王样例　发自样例\n\n样例渠放水。", "王样例"),
        ("本报样例8月3日讯（王样例 李样）样例渠放水。", "王样例 李样"),
        ("本报讯（记者 王 样 李 例）样例渠放水。", "王样 李例"),
        ("【本报记者王样样例报道】样例渠放水。", "王样"),
        ("样例渠放水。\n记者：王样例 通讯员：李样 编辑：张样", "王样例 李样"),
        ("样例渠放水。\n文字：王样例 摄影：李样", "王样例"),
        ("样例渠放水。\n（作者：样例县融媒体中心　王样例）", "王样例"),
        ("样例渠放水。\n（样例融媒 王样例 李样）", "王样例 李样"),
        ("样例渠放水。\n（王样例）", "王样例"),
        ("样例渠放水。\n（样例日报记者 王样例根据录音整理）", "王样例"),
        ("样例渠放水。\n（样例日报记者 王样例整理）", "王样例"),
        ("本报记者 王  样\n\n样例渠放水。", "王样"),
        ("本报记者王样例本报通讯员李样\n\n样例渠放水。", "王样例 李样"),
        ("本报讯 记者王样例 李样例报道：样例渠放水。", "王样例 李样例"),
        ("本报记者 综合报道\n\n样例渠放水。", ""),
        ("本报讯（张掖）样例渠放水。\n（石油）\n■ 马铃薯\n（高铁）", ""),
        ("样例渠放水（电视报道）很久。\n●高铁\n●江苏站\n记者了解到\n编辑：王样例", ""),
        ("▲样例渠8月3日放水。(王样例)\n\n▲样例闸8月4日检修。（李 样）", "王样例 李样"),
        ("样例渠放水。（高清图）\n\n据样例日报报道，水量充足。（完）", ""),
        ("记者在现场看到，渠水清澈。样例渠今年放水三次（去年两次）。", ""),
    ],
)
def test_a_byline_is_read_where_papers_print_it(body: str, names: str) -> None:
    assert read_byline(body) == names


@pytest.mark.parametrize(
    "byline",
    ["", "本报记者", "記者", "样例作者", "新华社", "样例日报", "省样例局", "某某市样例服务中心", "admin", "佚名", "责任编辑：贾样本",
     "<b onclick=1>", "2021-05-06", "图文", "甲乙丙丁戊己"],
)
def test_what_is_no_name_is_nobody(byline: str) -> None:
    assert reporters(byline) == ()


@given(st.lists(st.sampled_from(NAMES), unique=True), st.sampled_from([" ", "、", "，", "；", "/", "　", " 通讯员 ", " 通訊員："]))
def test_names_are_read_however_they_are_parted(names: list[str], between: str) -> None:
    for before in ("", "记者 ", "样例日报记者", "特約記者："):
        assert reporters(before + between.join(names)) == tuple(names)


@given(st.text())
def test_any_text_is_a_byline(text: str) -> None:
    for name in reporters(text):
        assert name.strip() == name and 1 < len(name)


def test_a_reporter_is_found_in_either_script(desk: Desk) -> None:
    desk.lines(
        "a.jsonl",
        {"id": "1", "title": "甲", "body": "样例。", "byline": "本报记者 甄样例 通讯员 贾样本"},
        {"id": "2", "title": "乙", "body": "樣例。", "byline": "記者 甄樣例"},
        {"id": "3", "title": "丙", "body": "样例。", "byline": "责任编辑 甄样例"},
    )
    desk.index()
    engine = open_engine(f"embedded:{desk.archive}")
    try:
        for asked in (Question("记者:甄样例"), Question("記者：甄樣例"), Question("reporter:甄样例"),
                      Question(filters={"reporter": ("甄樣例",)})):
            found = answer(engine, asked)
            assert {hit.document.id for hit in found.hits} == {"1", "2"}
        counted = [(value.value, value.count) for value in answer(engine, Question()).facets["reporter"]]
        assert counted == [("甄样例", 2), ("贾样本", 1)]
    finally:
        engine.close()


@pytest.mark.parametrize(("body", "names"), [
    ("(中央社記者甄樣例雲林縣15日電)受豪雨影響。", "甄樣例"), ("（中央社記者甄樣例、林樣本台北15日電）今天。", "甄樣例 林樣本"),
    ("【香港樣例網記者甄樣例6日隴南電】市長說。", "甄樣例"), ("（中央社記者甄樣台北7日電）今天。", "甄樣"),
    ("他说。(文 甄样例 图 样例县融媒体中心)", "甄样例"), ("他说。(本文图片摄影:样例日报记者 甄样例)", ""), ("他说。\n摄影：本报记者 甄样例\n", ""),
    ("本报讯【新样例·样例日报记者缑样】他说。", "缑样"), ("【本报讯】(样例日报社全媒体记者 甄 样通讯员 贾本例)他说。", "甄样 贾本例"),
])
def test_agencies_and_other_forms(body: str, names: str) -> None:
    assert read_byline(body) == names


@pytest.mark.parametrize(("body", "names"), [
    ("整治行动将持续到月底。 李伟东", "李伟东"), ("卖到外地去。 谭嘉颖 王丽", "谭嘉颖 王丽"), ("盼有关部门早日解决。 谢谢", ""), ("大家都很欢喜。 高兴", ""),
    ("沿途是两座城市。 白银 金昌", ""), ("记者提问：好吗？\n答。\n记者提问：还有呢？", ""),
    ("记者 罗晓蔓:书记您好!\n王大川:您好。\n记者 罗晓蔓:请介绍一下。\n王大川:好的。", "罗晓蔓"),
])
def test_names_behind_the_last_sentence_and_of_who_asks(body: str, names: str) -> None:
    assert read_byline(body) == names
