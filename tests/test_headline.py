"""A story's headline and the lines above and below it."""
from __future__ import annotations

import pytest

from corpus.dateline import read_dateline
from corpus.headline import read_headline

DATED = "本报渭源5月5日讯（某报记者 甲某）水务人员本周检修闸门。"
RUNNING = "水务人员本周检修闸门，下游两个镇的灌溉用水有了保障。"


@pytest.mark.parametrize(("lines", "title", "lead_ins"), [
    (["渠首闸门检修", RUNNING], "渠首闸门检修", ()),
    (["渠首闸门检修", "下游两镇受益", DATED], "渠首闸门检修", ("下游两镇受益",)),
    (["渠首闸门检修", "下游两镇受益", RUNNING], "渠首闸门检修", ("下游两镇受益",)),
    (["渠首闸门检修", "——灌区见闻录", "清淤先行", RUNNING, "再换闸门", RUNNING], "渠首闸门检修", ("——灌区见闻录",)),
    (["渠首闸门检修", "清淤先行", RUNNING, "再换闸门", RUNNING], "渠首闸门检修", ()),
    (["渠首闸门检修", "清淤先行", DATED, "再换闸门", RUNNING], "渠首闸门检修", ("清淤先行",)),
    (["【灌区行】", "渠首闸门检修", "——灌区见闻录", "某报记者 甲某", RUNNING], "渠首闸门检修", ("【灌区行】", "——灌区见闻录")),
    (["【灌区行】渠首闸门检修", RUNNING], "【灌区行】渠首闸门检修", ()),
    (["水怎么来？看这里", "导读一句话。", "原标题：渠首闸门检修", "下游受益", DATED], "渠首闸门检修", ("下游受益",)),
    (["灌区通水在即", "渠首闸门检修", "——灌区通水前后见闻", "某报记者 甲某", RUNNING], "渠首闸门检修", ("灌区通水在即", "——灌区通水前后见闻")),
    (["灌区通水在即", "渠首闸门检修", "——灌区通水前后见闻"], "灌区通水在即", ()),
    (["陇上日报评论员文章", "渠首闸门检修", RUNNING], "渠首闸门检修", ("陇上日报评论员文章",)),
    (["社论", "渠首闸门检修", DATED], "渠首闸门检修", ("社论",)),
    (["渠首闸门检修", "本报评论员", RUNNING], "渠首闸门检修", ("本报评论员",)),
    (["渠首闸门检修名单", "（灌区会议通过）", "一、检修", RUNNING], "渠首闸门检修名单", ("（灌区会议通过）",)),
    (["【图片新闻】", RUNNING], "", ()),
    (["图片新闻", "渠首闸门检修", RUNNING], "图片新闻", ("渠首闸门检修",)),
    ([RUNNING, DATED], "", ()),
    ([RUNNING, RUNNING], "", ()),
    (["样例渠检修方案公开征求意见30天，特此公告周知。", RUNNING], "样例渠检修方案公开征求意见30天，特此公告周知。", ()),
    (["某县水务局局长甲某某：", "闸门十年大修一次", RUNNING], "闸门十年大修一次", ("某县水务局局长甲某某：",)),
    (["甲某某说：", RUNNING, RUNNING], "", ()),
    (["渠首闸门检修"], "", ()),
])
def test_headlines(lines: list[str], title: str, lead_ins: tuple[str, ...]) -> None:
    found = read_headline("\n\n".join(lines))
    assert (found.title, found.lead_ins) == (title, lead_ins)
    assert all(line in found.body for line in lines if title not in line or not title)
    assert title not in found.body.split("\n") or not title


@pytest.mark.parametrize(("headline", "opening", "title", "source"), [
    ("陇上日报：渠首闸门检修", "本报讯（陇上日报记者 甲某）闸门检修。", "渠首闸门检修", "陇上日报"),
    ("陇上日报:渠首闸门检修", "陇上日报记者 甲某", "渠首闸门检修", "陇上日报"),
    ("陇上日报：渠首闸门检修", "本报讯（记者 甲某）闸门检修。", "陇上日报：渠首闸门检修", ""),  # what another paper says
    ("某县：渠首闸门检修", "本报讯（某县记者 甲某）闸门检修。", "某县：渠首闸门检修", ""),
])
def test_the_paper_a_story_was_taken_from(headline: str, opening: str, title: str, source: str) -> None:
    found = read_headline(f"{headline}\n{opening}\n{RUNNING}")
    assert (found.title, found.source, found.taken + found.title) == (title, source, headline)


@pytest.mark.parametrize(("paragraph", "dateline"), [
    ("本报讯（记者某某）", "本报讯"), ("本报兰州5月5日讯(新甘肃记者 甲某)", "本报兰州5月5日讯"), ("　　新华社兰州5月5日电 春耕", "新华社兰州5月5日电"),
    ("某网10月4日讯（记者甲某 整合） 国庆", "某网10月4日讯"), ("中新社北京3月1日电　春", "中新社北京3月1日电"), ("【本报讯】春耕", "【本报讯】"),
    ("（中央社記者甲某臺北5日電）", "（中央社記者甲某臺北5日電）"), ("記者甲某／臺南報導　春", "記者甲某／臺南報導"),
    ("某某网消息（某栏目）：今天", "某某网消息"), ("兰州5月5日电 春耕", "兰州5月5日电"),
    ("某报兰州五月五日电 春耕", "某报兰州五月五日电"), ("本报兰州2021年5月5号凌晨讯，春耕", "本报兰州2021年5月5号凌晨讯"),
    ("某某社臺北二〇二一年五月廿五日電　春", "某某社臺北二〇二一年五月廿五日電"), ("（中央社記者甲某臺北5日晚間電）", "（中央社記者甲某臺北5日晚間電）"),
    ("兰州五月五日晚电 春耕", "兰州五月五日晚电"), ("全国三日电视收视", ""), ("本报连载十日电影", ""),
    ("据某通讯社5日报道，", ""), ("本报记者从会上获悉", ""), ("5月5日，某县", ""), ("他来电说，本报讯要快。", ""), ("气象台消息，明天有雨", ""),
    ("【活动资讯】", ""), ("", ""),
])
def test_datelines(paragraph: str, dateline: str) -> None:
    assert read_dateline(paragraph) == dateline
