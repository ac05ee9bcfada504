"""One file to its stories: parted where another begins, never at a subhead. What is measured on real articles is in
tests/gold/stories.py."""
from __future__ import annotations

import random
from dataclasses import fields, replace
from itertools import islice

import opencc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.cohesion import Evidence, pairs, share
from corpus.lines import is_headline
from corpus.stories import split
from tests.gold.stories import COLLECTIONS, articles, found_in, glue, plain, with_subheads

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


def test_a_picture_with_its_caption_is_a_story_of_its_own() -> None:
    first = text_of(*CANAL, "")
    second = text_of("【图片新闻】", "10月15日，果农在山坡上采收。连日来天气晴好，客商上门收购。", "本报通讯员 某某某 摄")
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


# A press office's releases, as they follow one another in a file: no dateline, who answers for them at the foot.
LIBRARY = (
    "行動圖書車開進山區國小 學童搶著上車借書",
    "為了讓偏鄉學童也能就近借書，圖書館自本週起派出行動圖書車，每星期二、四輪流開往山區五所國小。車上備有一千二百冊童書與繪本，"
    "另設三張小桌，下課時間孩子們排隊上車，挑到喜歡的書便坐在樹下讀起來。",
    "館員說，首週借出的冊數比預期多一倍，昆蟲與火車的書最受歡迎。下學期將加開假日班次，也歡迎捐贈適合低年級閱讀的好書。",
    "發稿人：推廣課 某某某　電話：06-1234567 分機 210",
)
BRIDGE = (
    "河堤步道吊橋完成檢修 端午連假前重新開放",
    "河堤步道吊橋因纜索鏽蝕封閉三個月，工程人員抽換十六條吊索、重鋪橋面木板，並通過載重測試，將於今(21)日上午重新開放通行。"
    "橋頭同時增設照明與救生圈，夜間散步更安全。",
    "養護單位提醒，橋上同時以五十人為限，請勿跳躍搖晃。兩岸停車場假日預估客滿，民眾可多利用接駁車前往。",
    "發稿人：養護科 某某某　電話：06-1234567 分機 318",
)


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
@pytest.mark.parametrize("foot", [True, False])
def test_releases_follow_one_another_without_datelines(gap: str, foot: bool) -> None:
    bodies = [release if foot else (*release[:-1], *release[1:-1]) for release in (LIBRARY, BRIDGE)]
    releases = [text_of(*body, "", gap=gap) for body in bodies]
    assert split("".join(releases)) == tuple(releases)


@pytest.mark.parametrize("second", [
    # A sentence as the headline of a notice, over the notice's own head.
    ("「變更某某都市計畫」案自5月1日起公開展覽30天，特此公告周知。", "某某市政府公告", "發文日期：5月1日", "主旨：「變更某某都市計畫」案公開展覽。",
     "公告事項：一、展覽地點在市政府公告欄。二、民眾如有意見，請以書面提出。"),
    ("“某某水库库区管理办法”自5月1日起施行，现予公布。", "发文日期：5月1日", "本办法所称库区，是指某某水库水面和岸线以内的范围。库区管理办法由水务部门负责解释。"),
    # A headline printed once more under the labels, and one over a date.
    ("老街木窗修復工作坊開放報名", "發稿單位：文化科", "發稿日期：5月1日", "老街木窗修復工作坊開放報名", "工作坊由老匠師帶領，從拆解、補榫到上漆，共四堂。"),
    ("老街木窗修复工作坊开放报名", "2021-05-01", "老匠师带徒弟从拆解教到上漆", "工作坊共四堂课，学员自带一扇旧窗。材料由街道准备。"),
    # A column of briefs.
    ("省内简讯", "某县建成首座光伏提灌站", "提灌站昨日试水，可灌溉旱地八百亩。", "某镇集市搬进新大棚", "大棚有摊位一百二十个，雨天照常开市。"),
    # An announcement that ends in a colon.
    ("關於老街木窗修復補助標準不一的質疑，文化科說明如下：", "發稿單位：文化科", "老街木窗修復的補助標準依窗扇大小與損壞程度分三級，自去年起即公告。"),
])
def test_what_else_begins_another_story(second: tuple[str, ...]) -> None:
    first, below = text_of(*CANAL, ""), text_of(*second)
    assert split(first + below) == (first, below)


@pytest.mark.parametrize("second", [
    (*SCHOOL, "（记者 贾样例）"), (*SCHOOL, "本报记者 贾样例 通讯员 李样本"), (*SCHOOL, "（贾样例）"),
    (SCHOOL[0], "本报评论员", *SCHOOL[1:]), ("读者来信", SCHOOL[0], "编辑同志:", *SCHOOL[1:]),
    ("样例县人民代表大会常务委员会任免名单", "(2021年8月3日样例县第十九届人民代表大会常务委员会第三次会议通过)", "决定任命:", "王样例为样例县财政局局长;",
     "李样本为样例县教育局局长。"),
])
def test_whoever_else_signs_or_speaks_begins_another_story(second: tuple[str, ...]) -> None:
    first = text_of(CANAL[0], "本报讯（记者 甄样例）" + CANAL[1], *CANAL[2:], "")
    below = text_of(*second, "")
    assert split(first + below) == (first, below)
    signed = text_of(*CANAL, "（记者 甄样例）", "")
    assert split(signed + below) == (signed, below)


@pytest.mark.parametrize("labels", [("【要闻】", "【基层】"), ("★ 要闻 ★", "★ 民生 ★"), ("【工作动态】", "【基层经验】")])
def test_the_parts_of_a_page_are_stories(labels: tuple[str, str]) -> None:
    first, second = text_of(labels[0], *CANAL, ""), text_of(labels[1], *SCHOOL, "")
    assert split(first + second) == (first, second)
    briefs = text_of("【简讯】", "▲样例渠昨日放水，下游三个乡浇上头水。", "▲样例镇集市搬进新大棚。", "")
    assert split(first + briefs) == (first, briefs)
    assert split(first) == (first,)


@pytest.mark.parametrize("rule", ["══════════", "━━━━━━", "----------"])
def test_a_pages_foot_stays_with_the_story_above_it(rule: str) -> None:
    first, second = text_of(*CANAL, ""), text_of(*SCHOOL, "")
    page = f"{first}{rule}\n{second}{rule}\n来稿请寄样例日报群众工作部\n"
    assert [part.strip() for part in split(page)] == [first.strip(), f"{second}来稿请寄样例日报群众工作部".strip()]
    verses = text_of("渔歌", "晚风吹过河面", "渔火醒了", "")
    assert split(f"{first}{rule}\n{second}{rule}\n{verses}") == (f"{first}{rule}\n{second}{rule}\n{verses}",)


def test_headlines_that_a_list_names_begin_stories() -> None:
    parts = text_of(CANAL[0], CANAL[1], ""), text_of("闸门怎样检修", CANAL[2], "")
    assert split("".join(parts)) == ("".join(parts),)
    assert split("".join(parts), ("闸门怎样检修",)) == parts


@pytest.mark.parametrize("author", ["丁　远", "◇ 丁 远 样", "■ 丁 远"])
def test_an_authors_name_under_a_headline_begins_another_story(author: str) -> None:
    first, second = text_of(*CANAL, ""), text_of("把小事当大事", author, "渠水是小事。小事连着人心，办好了就是大事。", "")
    assert split(first + second) == (first, second)


def test_reports_that_different_offices_supply_are_stories() -> None:
    first, second = text_of(*CANAL, "(规划处 供稿)", ""), text_of("样例市清障", CANAL[2], "(样例市水务局 供稿)", "")
    assert split(first + second) == (first, second)


@pytest.mark.parametrize("foot", [
    ("渠水到了田头", CANAL[2], "（记者 甄样例）"),  # the same writer
    ("渠水到了田头", CANAL[2]),  # nobody else
    ("记者手记：渠水到了田头", CANAL[2], "（记者 贾样例）"), ("新闻链接", CANAL[2], "（记者 贾样例）"),  # a box
    ("一、渠水到了田头", CANAL[2], "（记者 贾样例）"),
])
def test_what_the_same_writer_signs_stays_whole(foot: tuple[str, ...]) -> None:
    whole = text_of(CANAL[0], "本报讯（记者 甄样例）" + CANAL[1], CANAL[2], *foot, "")
    assert split(whole) == (whole,)


def test_a_document_that_a_report_prints_in_full_belongs_to_it() -> None:
    headline = "样例县水利管理办法"
    note = "（2021年8月3日样例县第十九届人民代表大会常务委员会第三次会议通过）"
    whole = text_of("样例县公布水利管理办法", f"本报讯（记者 甄样例）样例县今天公布《{headline}》，全文如下。", headline, note, CANAL[1], CANAL[2], "")
    assert split(whole) == (whole,)


def test_rubrics_begin_stories_on_a_page_that_opens_with_one() -> None:
    letter = text_of("【来信照登】", CANAL[0], "编辑同志：", *CANAL[1:], "灌区 某某", "【记者核实】", CANAL[2], "本报记者 某某", "")
    reply, comment = text_of("【回音壁】", *SCHOOL, ""), text_of("【编余短论】", "把小事当大事", "渠和琴都是小事。小事连着人心。")
    assert split(letter + reply + comment) == (letter, reply, comment)
    # A story of its own kind with a box stays whole, and so does one without a rubric over its headline.
    whole = text_of("【新春走基层】", *CANAL, "【记者手记】", "把小事当大事", "渠和琴都是小事。")
    assert split(whole) == (whole,)
    parts = text_of("【新春走基层】", *CANAL, "【专家建议】", "科学用水要算账", "渠和琴都是小事。", "【尾声】", "春天来了", "渠水来了。")
    assert split(parts) == (parts,)
    other = text_of(*CANAL, "【回音壁】", "把小事当大事", "渠上的小事连着人心。")
    assert split(other) == (other,)


def test_who_signs_a_notice_and_the_day_end_it() -> None:
    notice = text_of("停水通知", "因渠道施工，定于3月12日22时起停水。", "某某县供水总公司", "2011年3月11日", "", "")
    letter = text_of(CANAL[0], "编辑同志：", *CANAL[1:], "某县读者 甲某某", "2014年7月2日", "")
    assert split(notice + text_of(*SCHOOL, "")) == (notice, text_of(*SCHOOL, ""))
    assert split(letter + text_of("某县水务局：八月底前完工", "渠道月底完工。", "")) == (letter, text_of("某县水务局：八月底前完工", "渠道月底完工。", ""))


def test_a_roll_is_a_story_and_what_is_printed_below_it_another() -> None:
    roll = text_of(
        "某省人民代表大会主席团名单", "主席团（12名）", "王 某    李大某    赵  某    马某某（回族）", "钱某某    孙 某    周某某    吴  某",
        "郑 某    冯某某    陈 某    褚某某", "秘书长：王某、李大某、赵某某", "",
    )
    report = text_of(CANAL[0], f"本报某地1月18日讯 {CANAL[1]}", CANAL[2])
    assert split(roll + report) == (roll, report)


def test_a_date_under_a_name_is_a_letters_end() -> None:
    for signed in ("水务局 某某", "样例镇样例村 甲某等十一户村民", "样例小区 甲某某等5名居民", "某县水务局"):
        text = text_of(CANAL[0], *CANAL[1:], signed, "2021-05-01", "附：检修日程", "一号闸门二月完成。")
        assert split(text) == (text,)


FEATURE = (
    "守着渠水过日子的人",
    "天还没亮，老闸工就提着手电上了堤。渠首十二孔闸门，他一孔一孔地看，水位、渗漏、螺杆上的油，记在一个卷了边的本子上。这个动作他做了三十一年，"
    "闸门换过两茬，本子用掉四十多个。",
    "灌区的人都认得他。谁家的水来晚了，电话先打给他；谁家的地淹了，也先打给他。他说渠水有脾气，急了要缓，缓了要催，全在闸门的一寸半寸之间。",
    "一本水账记了三十一年",
    "本子里的字越来越小。早先只记水位，后来记天气、记种什么庄稼、记哪家新打了井。去年春旱，灌区调水方案就是照着他的老账排的，下游两个镇没有误一天农时。",
    "徒弟从城里回来",
    "徒弟学的是水利自动化，回来装了传感器，手机上能看水位。老闸工不反对，只是每天还去堤上走一趟。有一回信号断了，徒弟慌了神，他按着本子上的记录，硬是把闸门开到了该开的地方。",
    "把闸门交出去的那一天",
    "退休那天他把本子交给徒弟，最后一页写着：水到渠成，渠在人修。徒弟把它们扫描存了档，原件锁在值班室的柜子里。",
)
INTERVIEW = (
    "水费改革难在哪里？——访灌区管理所所长",
    "灌区今年起按方收费，农户有疑问，记者请管理所所长作答。",
    "问：为什么要按方收费？", "答：过去按亩收，用多用少一个价，上游大水漫灌，下游等水。按方收，节约归自己。",
    "问：装表的钱谁出？", "答：财政出七成，灌区出三成，农户不出钱。表坏了由管理所免费换。",
    "问：种粮户会不会多花钱？", "答：定额以内水价不变，超出部分才加价。去年试点的村，八成农户水费比以前少。",
)
SPEECH = (
    "在春灌动员会上的讲话提纲",
    "同志们，今天开这个会，任务是把春灌安排下去。下面讲三点意见。",
    "一、认清形势，早作准备", "上年降水偏少，水库蓄水只有常年的八成，用水要精打细算。",
    "二、突出重点，保证供水", "先粮田后果园，先远后近。各段责任到人，闸门二十四小时有人值守。",
    "（一）关于配水计划", "配水计划张榜公布，任何人不得私自开闸。",
    "三、严明纪律，落实责任", "误了农时的，要追究责任。散会以后各乡镇马上部署。",
)
POEM = ("渠上三题（组诗）", "其一 闸", "闸门升起来的时候", "水先试了试自己的影子", "其二 渠", "它走得很慢", "像一个认得路的老人。", "其三 田", "麦子低头", "听见了水。")
EVENTS = (
    "春遊系列活動本週登場 四條路線任你選",
    "春遊系列活動自本週六起連續四週舉行，每條路線由在地導覽員帶隊，活動免費，請先上網報名。",
    "第一週：老街木窗巡禮", "上午九時於老街口集合，參觀三座修復完成的木造街屋，全程步行約兩小時，請穿著輕便鞋。", "聯絡電話：06-1234567",
    "山徑賞蕨半日行", "上午八時於登山口集合，導覽員介紹林下蕨類，山徑濕滑，請攜帶雨具與飲水。", "聯絡電話：06-1234568",
    "濕地看鳥與淨灘", "下午三時於濕地停車場集合，先觀察黑面琵鷺，再一起撿拾海灘垃圾，手套由主辦單位準備。", "聯絡電話：06-1234569",
    "主辦單位提醒，如遇大雨，活動順延一週，請留意網站公告。",
)
TABLE = (
    "三月份各镇农产品价格", "下表为本月各镇集市均价，单位为元每公斤。",
    "品名　城关　河口　上川", "马铃薯　2.4　2.1　2.2", "胡萝卜　3.0　2.8　2.9", "与上月相比，马铃薯略涨，胡萝卜持平。", "注：价格为每旬逢集日采集。",
)


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
@pytest.mark.parametrize("lines", [FEATURE, INTERVIEW, SPEECH, POEM, EVENTS, TABLE])
@pytest.mark.parametrize("fold", ["", "s2t", "t2s"])
def test_an_article_with_headings_within_stays_whole(lines: tuple[str, ...], gap: str, fold: str) -> None:
    text = text_of(*lines, gap=gap)
    converted = opencc.OpenCC(fold).convert(text) if fold else text
    assert split(converted) == (converted,)


@given(st.builds(Evidence, **{field.name: st.floats(0, 1) for field in fields(Evidence)}), st.floats(0, 1))
def test_the_more_is_in_common_the_less_are_two_texts_parted(evidence: Evidence, more: float) -> None:
    alike = replace(evidence, shared=min(1.0, evidence.shared + more), common=min(1.0, evidence.common + more))
    assert alike.score() <= evidence.score()


@given(st.text(), st.text())
def test_what_two_texts_share_is_a_share(one: str, other: str) -> None:
    assert 0 <= share(pairs(one), pairs(other)) <= 1
    assert share(pairs(one), pairs(one), of_none=1) == 1


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
    (CANAL[0], CANAL[1], "三、迎春市集", "时间：2021-02-08", "市集设摊六十个，有春联、剪纸和小吃，街道派人维持秩序。"),
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
        simplified, traditional = COLLECTIONS
        for name, dateline, least in ((simplified, "", 0.98), (traditional, "report", 0.98), (traditional, "", 0.85)):
            pool = articles(name)
            files = [glue(pool, draw, dateline) for _ in range(60)]
            found = sum(len(set(file.begins) & set(found_in(file.text))) for file in files)
            assert found >= least * sum(len(file.begins) for file in files)

    @pytest.mark.parametrize("collection", COLLECTIONS)
    def test_articles_alone_stay_whole(self, collection: str) -> None:
        draw = random.Random(19)
        assert not [item["id"] for item in draw.sample(articles(collection), 400) if found_in(plain(item, "", "\n"))]

    @pytest.mark.parametrize("collection", COLLECTIONS)
    def test_articles_with_subheads_stay_whole(self, collection: str) -> None:
        draw = random.Random(19)
        mixed = filter(None, (with_subheads(item, draw) for item in draw.sample(articles(collection), 4000)))
        assert len([item["id"] for item in islice(mixed, 300) if found_in(plain(item, "", "\n"))]) <= 1


@pytest.mark.parametrize("lines", [
    ("样例县工作综述", CANAL[1], "【教育】", "校舍全部改造", CANAL[2], "【文化】", "水车节热闹", SCHOOL[1]),  # parts below a text of its own
    ("渠水", "编辑手记", CANAL[1], "学生来信", "记者同志：", SCHOOL[1], SCHOOL[2]),
])
def test_parts_below_a_text_are_that_text(lines: tuple[str, ...]) -> None:
    whole = text_of(*lines, "")
    assert split(whole) == (whole,)


def test_short_words_that_a_list_names_may_be_subheads() -> None:
    whole = text_of("全市水利工作综述", CANAL[1], "闸门检修", CANAL[2], "")
    assert split(whole, ("闸门检修",)) == (whole,)


def test_letters_on_a_page_of_letters_are_stories() -> None:
    first = text_of("渠水啥时候来", "编辑同志：", CANAL[1], "样例县样例乡 甄样例", "")
    second = text_of("学校搬进庙", "编辑同志：", SCHOOL[1], "样例县样例乡 一家长", "")
    echo = text_of("回音壁", "拖欠的工资领到了", CANAL[2], "")
    assert split(first + second) == (first, second)
    assert split(first + second + echo) == (first, second, echo)
