"""One file to its stories: parted where another begins, never at a subhead. What is measured on real articles is in
tests/gold/stories.py."""
from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.lines import is_headline
from corpus.stories import split
from tests.gold.stories import COLLECTIONS, articles, found_in, glue, plain

FIRST = "渠首闸门提前检修\n\n水务人员本周检修闸门。\n"
SECOND = "苹果花期比去年早\n\n果农说，花期早了六天。\n"

# Two long stories of which nothing is true, with nothing in common.
CANAL = (
    "灌区渠首闸门赶在春灌之前完成检修",
    "入冬以后，灌区水务人员轮流上堤，把十二孔闸门逐孔吊起，除锈、上漆、换止水橡皮。老闸工说，启闭机用了二十多年，齿轮磨得发亮，"
    "今年总算换了新的。检修期间，下游两个镇的人饮用水改由备用机井供给，没有停过一天。",
    "渠道清淤同时铺开。挖掘机从渠尾往上走，每天推进三百米，淤泥就近平整到低洼地里，来年可以种树。管理所把巡查路线贴在墙上，"
    "谁在哪一段，什么时候走完，一目了然。预计下月初试通水。",
)
SCHOOL = (
    "退休教师捐的旧钢琴在山村又响起来",
    "钢琴是城里一位退休教师捐的，运到学校时缺了四根弦。孩子们放学不肯走，围着看调音师傅一根一根往上装。音乐课从此有了伴奏，"
    "合唱队也由九个人变成三十一个。校长把它摆在进门的大厅，谁都可以坐下来弹一段。",
    "周五下午是大家最盼的时候。高年级的同学教低年级的认谱，弹错了就笑成一团。家长在窗外听，有人录下来发到外地打工的亲戚群里。"
    "寒假前，学校打算办一场小小的音乐会，节目单由孩子们自己画。",
)


def text_of(*parts: str, gap: str = "\n") -> str:
    return gap.join(parts)


@pytest.mark.parametrize("separator", ["===", "------", "* * *", "＊＊＊", "————", "──────", "  -----  ", "\f"])
def test_a_separator_line_parts_two_stories(separator: str) -> None:
    assert split(f"{FIRST}{separator}\n{SECOND}") == (FIRST, SECOND if separator != "\f" else f"\n{SECOND}")


@pytest.mark.parametrize("text", [
    FIRST + SECOND,
    f"{FIRST}--\n{SECOND}",
    f"{FIRST}——副题\n{SECOND}",
    f"{FIRST}=====\n只有一行标题\n",
    f"{FIRST}=====\n标题一行\n又是标题一行\n",
    f"{FIRST}=====\n句子先来。没有标题。\n然后又是句子。\n",
    f"表头\n-----\n{SECOND}",
])
def test_anything_less_is_one_story(text: str) -> None:
    assert split(text) == (text,)


def test_separators_at_the_ends_make_no_empty_stories() -> None:
    assert split(f"=====\n{FIRST}=====\n{SECOND}=====\n") == (FIRST, SECOND)


@given(st.lists(st.sampled_from([FIRST, SECOND, "=====\n", "碎片\n", "\f", "一句话。\n", "本报讯 一句话。\n", "记者 某某\n"])))
def test_nothing_but_separators_is_lost(parts: list[str]) -> None:
    text = "".join(parts)
    kept = "".join(split(text))
    assert kept == text or kept == text.replace("=====\n", "").replace("\f", "")


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
@pytest.mark.parametrize("dateline", [
    "本报讯（记者某某）", "本报兰州5月5日讯 ", "新华社兰州5月5日电（记者 某某）", "某网2021年3月4日电 ", "（中央社記者某某臺北5日電）",
    "記者某某／臺北報導 ", "【本报讯】", "某某网消息（某栏目）：",
])
def test_a_dateline_begins_another_story(dateline: str, gap: str) -> None:
    title, *body = SCHOOL
    first, second = text_of(*CANAL, "", gap=gap), text_of(title, dateline + body[0], *body[1:], gap=gap)
    assert split(first + second) == (first, second)


@pytest.mark.parametrize("between", [
    ("记者 某某",), ("某报记者 甲某某 乙某某",), ("发稿单位：某局", "发稿时间：3月4日"), ("来源：某报",), ("——一所山村小学的音乐课",),
])
def test_a_byline_a_label_or_a_second_line_begins_another_story(between: tuple[str, ...]) -> None:
    first, second = text_of(*CANAL, ""), text_of(SCHOOL[0], *between, *SCHOOL[1:])
    assert split(first + second) == (first, second)


def test_lead_ins_go_with_their_headline() -> None:
    title, *body = SCHOOL
    first = text_of(*CANAL, "")
    second = text_of("一位退休教师的捐赠", title, "合唱队由九个人变成三十一个", "本报讯 " + body[0], body[1])
    assert split(first + second) == (first, second)


def test_stories_without_any_mark_are_parted_if_they_have_nothing_in_common() -> None:
    long_first, long_second = text_of(*CANAL, *CANAL[1:], ""), text_of(*SCHOOL, *SCHOOL[1:])
    assert split(long_first + long_second) == (long_first, long_second)
    signed, short = text_of(*CANAL, "联系人：某某　电话：0930-1234567", ""), text_of(*SCHOOL)
    assert split(signed + short) == (signed, short)


@pytest.mark.parametrize("parts", [
    (CANAL[0], CANAL[1], "清淤推进到渠尾一段", CANAL[2]),  # a subhead
    ("本报讯", CANAL[0], CANAL[1], SCHOOL[0], "一句话带过。"),
    ("要闻简报", CANAL[0], "本报讯 " + CANAL[1], SCHOOL[0], SCHOOL[1]),  # briefs under one dateline
    ("一周要闻", CANAL[0], CANAL[1], SCHOOL[0], SCHOOL[1], "第三条消息的标题", CANAL[2]),  # briefs under a headline of their own
    (CANAL[0], CANAL[1], "记者：检修要多久？", "所长：两个月。入冬就开始，赶在春灌之前完成。", "记者：用水怎么办？", CANAL[2]),
    (CANAL[0], CANAL[1], "【编者按】", "渠首闸门检修关系春灌，本报连续报道。", CANAL[2]),
    (CANAL[0], *CANAL[1:], "相关链接", "闸门是渠首的咽喉，一般十年大修一次，由水务人员检修。"),
    (CANAL[0], CANAL[1], "——水务人员说了三件事", CANAL[2]),
    (CANAL[0], CANAL[1], "一、清淤", CANAL[2], "二、换启闭机", CANAL[1]),
    (CANAL[0], CANAL[1], "《闸门谣》", "——（宋）某某", "春水到渠头。", CANAL[2]),
    ("某站另起的标题", "导读一句话，说的是渠首闸门检修。", "原标题：" + CANAL[0], "水务人员轮流上堤", "本报讯 " + CANAL[1], CANAL[2]),
])
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_one_story_stays_whole(parts: tuple[str, ...], gap: str) -> None:
    text = text_of(*parts, gap=gap)
    assert split(text) == (text,)


@pytest.mark.parametrize(("line", "is_one"), [
    ("渠首闸门提前检修", True), ("明天会下雨吗？", True), ("平川:新渠通水 两岸受益", True), ("", False), ("  ", False), ("……", False),
    ("这是一个句子。", False), ("会上指出，", False), ("字" * 81, False),
])
def test_what_can_be_a_headline(line: str, is_one: bool) -> None:
    assert is_headline(line) is is_one


@pytest.mark.shared
class TestRealArticles:
    """A smaller draw than tests/gold/stories.py makes, with another seed."""

    def test_glued_articles_come_apart(self) -> None:
        draw = random.Random(19)
        for name, dateline in ((COLLECTIONS[0], ""), (COLLECTIONS[1], "report")):
            pool = articles(name)
            files = [glue(pool, draw, dateline) for _ in range(60)]
            found = sum(len(set(file.begins) & set(found_in(file.text))) for file in files)
            assert found >= 0.98 * sum(len(file.begins) for file in files)

    @pytest.mark.parametrize("collection", COLLECTIONS)
    def test_articles_alone_stay_whole(self, collection: str) -> None:
        draw = random.Random(19)
        assert not [item["id"] for item in draw.sample(articles(collection), 400) if found_in(plain(item, "", "\n"))]
