"""Records exported by a newspaper database: every field from its label, the text between 【正文】 and the next label."""
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.exports import read_export
from tests.pages import read_all as read

RULE = "-" * 30
FIRST = """【序　　号】1
【标　　题】样例渠检修一新
【副 标 题】四十二座闸门试水
【作　　者】甄样例;贾样本
【报纸名称】样例日报
【日　　期】2008.05.19
【版　　次】第3版(要闻)
【正　　文】
　　样例渠闸门检修完毕，本周试水。
　　下游三个乡准备春灌。
【字　　数】612
【图　　片】无
"""
SECOND = """【序　　号】2
【标　　题】样例镇冷库投用
【作　　者】钱样例
【日　　期】2008.05.27
【正　　文】
　　样例镇冷库今天投用。
【字　　数】88
"""


def test_every_record_is_an_article_of_its_own() -> None:
    found = read(f"样例检索系统　导出结果\n命中：2 篇\n{RULE}\n{FIRST}{RULE}\n{SECOND}{RULE}\n（以上数据仅供内部使用）\n")
    assert [one.title for one in found] == ["样例渠检修一新", "样例镇冷库投用"]
    assert [one.date.date.value for one in found if one.date] == ["2008-05-19", "2008-05-27"]
    assert (found[0].source, found[0].page, found[0].byline) == ("样例日报", "3", "甄样例;贾样本")
    assert found[0].lead_ins == ("四十二座闸门试水",)
    assert found[0].body == "四十二座闸门试水\n　　样例渠闸门检修完毕，本周试水。\n　　下游三个乡准备春灌。"
    assert found[1].body == "　　样例镇冷库今天投用。"


def test_records_without_rules_between_them() -> None:
    assert [one.title for one in read(FIRST + SECOND)] == ["样例渠检修一新", "样例镇冷库投用"]


@pytest.mark.parametrize("page", [
    "样例渠检修一新\n\n【编者按】样例渠闸门检修完毕。\n\n样例渠本周试水。\n【相关链接】\n样例渠有闸门四十二座。\n",
    "【标题】样例渠\n样例渠本周试水。\n",  # too few labels
    "【标题】甲\n【作者】乙\n【日期】2008.05.19\n【版次】1\n",  # no text
    "全市农业工作综述\n【标题】解读\n【来源】一份文件\n【内容】说了三件事。\n第一件事是春耕。\n【专栏】农技\n农技内容。\n",
    "",
])
def test_what_is_no_export(page: str) -> None:
    assert read_export(page) == ()


def test_words_in_brackets_within_a_text_stay() -> None:
    (record,) = read_export(FIRST.replace("　　下游", "　　【新闻背景】样例渠建成于一九七二年，有闸门四十二座。\n　　下游"))
    assert "【新闻背景】样例渠建成于一九七二年" in record.body and record.body.endswith("准备春灌。")


@given(st.lists(st.sampled_from([*FIRST.splitlines(), *SECOND.splitlines(), RULE, "", "样例"]), max_size=40))
def test_any_lines_are_read(lines: list[str]) -> None:
    for record in read_export("\n".join(lines)):
        body = [line for line in record.body.split("\n") if line]
        printed = {one.strip() for one in lines} | {*lines, *record.lead_ins}
        assert record.title and all(line in printed for line in body)


@pytest.mark.parametrize("inside", [
    "第一段。\n【背景】\n第二段讲背景。", "第一段。\n***\n第二段。", "导语。\n【记者】请介绍情况，好吗？\n【局长】好的。\n播种面积扩大了。", "【本报讯】\n第一段。",
])
def test_nothing_within_a_text_ends_it(inside: str) -> None:
    (record,) = read_export(f"【标题】某县春耕\n【作者】甄样例\n【日期】2024-05-01\n【正文】\n{inside}\n【字数】88\n")
    assert (record.body, record.byline) == (inside, "甄样例")


def test_what_stands_between_the_labels_is_kept() -> None:
    page = "【标题】某县春耕\n【日期】2024-05-01\n【摘要】本文介绍春耕。\n共两段。\n【正文】\n第一段。\n【标题】没有正文的一条\n【日期】2024-05-02\n"
    first, second = read_export(page)
    assert first.body == "本文介绍春耕。\n共两段。\n第一段。"
    assert (second.title, second.body) == ("没有正文的一条", "【标题】没有正文的一条\n【日期】2024-05-02")
