"""Office-holders are found by what the article says of them; nobody else is."""
from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import opencc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.article import article_text
from indexer.analysis.fold import fold
from indexer.document import LeaderMention
from indexer.entities.leaders import find_leaders, read_leaders

GOLD = Path(__file__).resolve().parent.parent.parent / "shared" / "gold" / "seeds.jsonl"
READING = re.compile(r"\([a-zà-üāēīōūǎěǐǒǔǖǘǚǜńňǹḿ]+\)")


def by_name(body: str, title: str = "") -> dict[str, LeaderMention]:
    return {mention.name: mention for mention in find_leaders(title, body)}


@pytest.mark.parametrize(
    ("body", "name", "offices", "roles"),
    [
        ("省委书记、省人大常委会主任李某某主持。省长王大川讲话。", "王大川", ("省长",), ("讲话",)),
        ("某省工信厅党组书记、厅长郑明远表示，要抓落实。", "郑明远", ("某省工信厅党组书记", "厅长"), ()),
        ("县委副书記、縣長陳立新出席並致辭。", "陈立新", ("县委副书记", "县长"), ("出席", "致辞")),
        ("省领导\n\n王 某、周立民、许文参加。", "许文", ("省领导",), ("参加",)),
        ("会议由副市长吴向东主持。", "吴向东", ("副市长",), ("主持",)),
        ("岳家镇党委书记何小平介绍，今年丰收。", "何小平", ("岳家镇党委书记",), ("介绍",)),
        ("省高级人民法院院长孙立明报告工作。", "孙立明", ("省高级人民法院院长",), ()),
        ("应急管理厅厅长徐进在会上发言。", "徐进", ("应急管理厅厅长",), ("发言",)),
        ("省教育厅副厅长欧阳文说，学校已开学。", "欧阳文", ("省教育厅副厅长",), ()),
        ("某国总统罗斯托夫·贝克访问。", "罗斯托夫·贝克", ("某国总统",), ("访问",)),
        ("社会局王大川局长致辞。", "王大川", ("局长",), ("致辞",)),
        ("由何小平副市長主持。", "何小平", ("副市长",), ("主持",)),
        ("昨日由黃局長立民主持。", "黄立民", ("局长",), ("主持",)),
        ("政协常委会上，孙立明常委指出问题。", "孙立明", ("常委",), ("指出",)),
        ("某国首相小泉正夫会见来宾。", "小泉正夫", ("某国首相",), ("会见",)),
        ("在县应急管理局，局长郑明远介绍情况。", "郑明远", ("局长",), ("介绍",)),
        ("某国副总理达米罗、某公司首席执行官何小平等在开幕式上致辞。", "达米罗", ("某国副总理",), ("致辞",)),
        ("某国总统达米罗、许多国家的来宾。会后出席晚会。", "达米罗", ("某国总统",), ()),
        ("某国方面出席的有：总理达米罗，外长陈大文，其他人。", "陈大文", ("外长",), ("出席",)),
        ("出席的有王大川。市长吴向东离开。", "吴向东", ("市长",), ()),
        ("本周，他强烈谴责美国总统达米罗。", "达米罗", ("美国总统",), ()),
        ("在北京人民大会堂以视频方式同法国总统达米罗会谈。", "达米罗", ("法国总统",), ("会谈",)),
        ("英国外长和法国总统达米罗会谈。", "达米罗", ("法国总统",), ("会谈",)),
        ("秉持台南市长何小平理念。", "何小平", ("台南市长",), ()),
        ("大不列颠及北爱尔兰联合王国首相达米罗说。", "达米罗", ("大不列颠及北爱尔兰联合王国首相",), ()),
        ("中国驻法国大使何小平说。", "何小平", ("中国驻法国大使",), ()),
        ("国家主席、国家军委主席何小平说。", "何小平", ("国家主席", "国家军委主席"), ()),
        ("会后市长吴向东离开。", "吴向东", ("市长",), ()),
        ("给予某县县长吴向东撤职处分。", "吴向东", ("某县县长",), ()),
        ("卫生部发言人罗斯托夫当天说。", "罗斯托夫", ("卫生部发言人",), ()),
    ],
)
def test_offices_and_roles_are_read(body: str, name: str, offices: tuple[str, ...], roles: tuple[str, ...]) -> None:
    mention = by_name(body)[name]
    assert mention.offices == offices and mention.roles == roles


@pytest.mark.parametrize(
    "body",
    [
        "本报记者李大明 王小红报道。", "村民张伟在果园里。", "市人民医院副院长郑大夫说。", "某某集团董事长周立民出席签约。",
        "某某大学党委书记许文在校内。", "省农科院副院长马大山说。", "村党支部书记何小平种苹果。", "工会主席孙立明唱歌。",
        "省长高度重视。", "县委书记全面负责。", "书记员工作忙。", "安徽省长丰县的草莓。", "地处长江沿线。", "主席台就座。",
        "贯彻习近平新时代中国特色社会主义思想。", "一片汪洋。", "深化合作的工程师很多，张工业余写作。", "",
    ],
)
def test_others_are_no_leaders(body: str) -> None:
    assert find_leaders("", body) == ()


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ("会议任命王大川为省财政厅厅长。", ["王大川"]),
        ("决定免去许文的教育部部长职务，任命李明远为教育部部长。", ["许文", "李明远"]),
        ("周立民同志任某某省委委员、常委、书记。", ["周立民"]),
        ("吴向东到某县担任县委书记后，修了路。", ["吴向东"]),
        ("刚刚出任某县县委书记的何小平下乡。", ["何小平"]),
        ("周立民担任组委会翻译。", []),
        ("任命周立民为班长。", []),
    ],
)
def test_an_office_may_be_named_by_a_verb(body: str, names: list[str]) -> None:
    assert list(by_name(body)) == names


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ("会议同意，对何小平（某省副省长，分管农业）予以免职。", ["何小平"]),
        ("给予李明远（原某市市长、市委副书记）处分。", ["李明远"]),
        ("郑明远，某省委组织部原副部长，从事组织工作多年。", ["郑明远"]),
        ("郑明远生前是某市副市长。", ["郑明远"]),
        ("何小平，男，汉族，1970年3月生，大学学历，现任某县县委书记。", ["何小平"]),
        ("作为某市市委副书记，马大山分管农业。", ["马大山"]),
        ("时任某省省委书记的许文清来到这里。", ["许文清"]),
        ("何小平、郑明远、许文清等市领导参加活动。", ["何小平", "郑明远", "许文清"]),
        ("政协会议上，许文清和孙立明常委发言。", ["许文清", "孙立明"]),
        ("副省长何小平调研。许文清、孙立明等参加调研。", ["何小平", "许文清", "孙立明"]),
        ("副主席何维民、省政协常委、某大学校长许文清说，要合作。", ["许文清"]),
        ("全国政协副主席、全国工商联主席许文清出席。", ["许文清"]),
        ("中央改革办分管日常工作的副主任许文清宣讲。", ["许文清"]),
        ("县长何小平、副县长许文清、主任孙立明到场。", ["何小平", "许文清", "孙立明"]),
        ("某公司总经理何小平及永康區長許文清到場。", ["许文清"]),
        ("银行业监督管理委员会副主席许文清说。", ["许文清"]),
        ("承辦科長：許文清 電話06", ["许文清"]), ("學輔校安科許文清股長", ["许文清"]),
        ("副市长布和巴特尔介绍。", ["布和巴特尔"]), ("旗委书记斯琴毕力格来到现场。", ["斯琴毕力格"]),
        ("瑞士联邦主席罗斯托夫抵达。", ["罗斯托夫"]), ("古巴信息部长刘易斯说，已修好。", ["刘易斯"]),
        ("越南社会主义共和国主席罗斯托夫抵达。", ["罗斯托夫"]), ("市府表示。许文清副秘書長致詞。", ["许文清"]),
        ("转达了伊丽莎白二世女王的问候。", ["伊丽莎白二世"]),
    ],
)
def test_an_office_may_stand_elsewhere_than_right_before_the_name(body: str, names: list[str]) -> None:
    assert [mention.name for mention in find_leaders("", body)] == names


@pytest.mark.parametrize("body", [
    "许文清、孙立明等参加调研。",  # nobody here holds an office
    "江苏、浙江、安徽等省领导出席。", "王大川（某公司董事长）说，今年丰收。", "作为县委书记，要带头。",
    "某协会表示。许文清副秘书长致词。", "学校教务处许文清主任说，已经开学。", "报社甘肃记者站站长许文清写道。", "许文清，男，1970年生，农民。",
])
def test_without_a_public_office_nobody_is_one(body: str) -> None:
    assert find_leaders("", body) == ()


def test_the_wife_who_comes_along_holds_no_office() -> None:
    assert [*by_name("副省长何小平和夫人许文清到场。许文清、孙立明出席会议。")] == ["何小平", "孙立明"]


@pytest.mark.parametrize(
    ("name", "after"),
    [
        ("瓦西里耶夫", "访华"), ("瓦西里耶夫", "夫妇抵达"), ("格里高利", "会谈"), ("阿里·哈桑", "当天说"), ("阿里·哈桑", "时指出"),
        ("萨瓦多", "邀请"), ("安德烈耶维奇", "就两国关系"), ("格里菲思", "抵达"),
    ],
)
def test_a_foreign_name_runs_as_far_as_its_sounds(name: str, after: str) -> None:
    assert list(by_name(f"某国总理{name}{after}。")) == [name]


@pytest.mark.parametrize(
    "body",
    [
        "黎巴嫩总统府发表声明。", "巴哈马总理抵达。", "苏丹外长说。", "安平区长抵达。", "温州市长说。", "社区长者用餐。", "南下营区长时间停水。",
        "王家堡镇长出门了。", "黄市长祝福所有选手。", "蔡区长于今日到场。", "某农会总干事王大川说。", "公益大使王大川说。", "天后宫主委王大川说。",
    ],
)
def test_what_stands_before_a_title_need_be_no_name(body: str) -> None:
    assert find_leaders("", body) == ()


def test_where_a_name_ends_a_word_begins() -> None:
    assert list(by_name("市长王大川履职一年。")) == ["王大川"]
    assert list(by_name("市长王大川赞不绝口。")) == ["王大川"]
    assert list(by_name("市议员郑陈玉兰到场。")) == ["郑陈玉兰"]


def test_every_reading_shows_where_it_stands() -> None:
    body = "省长王大川主持。\n王大川指出问题。"
    (reading,) = read_leaders("开会", body)
    text = article_text("开会", body)
    assert [text[one.start:one.end] for one in reading.evidence] == ["省长王大川", "王大川"] or len(reading.evidence) == 1
    assert reading.evidence[0].rule == "an office stands before the name"
    assert text[reading.evidence[0].start:reading.evidence[0].end] == "省长王大川"


def test_a_longer_name_is_another_person() -> None:
    assert set(by_name("省领导张伟、雷思维及省政府秘书长张伟文参加。")) == {"张伟", "雷思维", "张伟文"}
    assert "陆浩" not in by_name("副市长陆浩杰出席。")


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ("某市市长张大川、甘肃省省长李明远出席。", ["张大川", "李明远"]),
        ("副市长张大川、江苏省副省长李明远和宁夏回族自治区主席周立民座谈。", ["张大川", "李明远", "周立民"]),
        ("县长王大川、县人大常委会副主任许文出席。", ["王大川", "许文"]),
        ("总统候选人名单公布。", []),
        ("市长任期内完成。", []),
        ("中央纪委通报。", []),
        ("市长于活动结束前离开。", []),
        ("省长江苏之行。", []),
    ],
)
def test_offices_places_and_words_are_no_names(body: str, names: list[str]) -> None:
    assert list(by_name(body)) == names


@pytest.mark.parametrize(
    "after",
    [
        "先开口", "就此发言", "也到了", "还走访了农户", "又问了一遍", "在会上", "对大家说", "向来宾致意", "从果园回来", "说", "称", "同大家座谈",
        "与客人交谈", "和大家一起", "及随行人员", "等参加", "一行来到果园", "来到果园", "则表示", "却不同意", "仍在果园", "此前表示", "陪同参观",
        "作了说明", "接受采访", "近日表示", "互致贺信", "共同出席", "立即开会", "先后来到两县",
    ],
)
def test_the_next_word_does_not_join_a_name(after: str) -> None:
    for name in ("周伟", "周立民", "刘强"):
        assert list(by_name(f"市长{name}{after}。")) == [name]


@pytest.mark.parametrize("name", ["王建先", "王进先", "周家正", "许文才", "李明均"])
def test_characters_that_end_some_names_stay(name: str) -> None:
    assert list(by_name(f"副市长{name}出席。")) == [name]


def test_an_office_begins_after_what_belongs_to_others() -> None:
    assert by_name("副市长王大川及社会局长许文出席。")["许文"].offices == ("社会局长",)
    assert by_name("（1）日市长许文出席。")["许文"].offices == ("市长",)


def test_a_title_after_the_name_counts() -> None:
    mention = by_name("学习贯彻习近平总书记重要讲话精神。")["习近平"]
    assert mention.offices == ("总书记",)


def test_the_title_after_a_name_opens_nothing() -> None:
    assert set(by_name("学习习近平总书记兰考讲话精神。")) == {"习近平"}


def test_names_side_by_side_and_in_a_headline() -> None:
    assert set(by_name("庄国泰出席", "胡昌升主持会议 任振鹤讲话")) == {"胡昌升", "任振鹤", "庄国泰"}


def test_surfaces_are_as_printed() -> None:
    mention = by_name("甘肅省副省長雷思維，臨夏州委書記李海默出席。")["雷思维"]
    assert mention.surface == "雷思維" and mention.offices == ("甘肃省副省长",)
    assert by_name("省领导王 赋出席。")["王赋"].surface == "王 赋"


_PIECES = [
    "省长", "副市长", "省领导", "王大川", "李 明", "雷思维", "张伟", "、", "，", "。", "出席", "主持会议", "记者", "表示", "的",
    "习近平", "总书记", "市人民医院", "市议员", "Anak Bari", "是", "任", "委员", "任命", "为", "(女)",
    "副院长", "和", "等", "\n", "总统", "罗斯托夫·贝克", " ",
]


@settings(deadline=None, max_examples=300)
@given(st.lists(st.sampled_from(_PIECES), max_size=14))
def test_mentions_keep_their_laws_in_both_scripts(pieces: list[str]) -> None:
    text = "".join(pieces)
    readings = read_leaders("", text)
    mentions = tuple(reading.mention for reading in readings)
    for reading in readings:
        assert all(fold(text[one.start:one.end]) and one.rule for one in reading.evidence)
        assert any(reading.mention.surface in text[one.start:one.end] for one in reading.evidence)
    names = [mention.name for mention in mentions]
    assert len(names) == len(set(names))
    for mention in mentions:
        assert mention.surface in text
        assert fold(mention.surface).replace(" ", "") == mention.name.lower()
        assert len(set(mention.offices)) == len(mention.offices) and len(set(mention.roles)) == len(mention.roles)
    traditional = find_leaders("", opencc.OpenCC("s2t").convert(text))
    assert [(m.name, m.offices, m.roles) for m in traditional] == [(m.name, m.offices, m.roles) for m in mentions]


@pytest.mark.shared
def test_leaders_of_the_gold_stories() -> None:
    if not GOLD.exists():
        pytest.skip(f"the gold stories are not kept here: {GOLD}")
    right = wrong = missed = 0
    everyone: set[str] = set()
    for line in GOLD.read_text(encoding="utf-8").splitlines():
        story: dict[str, Any] = json.loads(line)
        found = set(by_name(READING.sub("", story["body"]), story["title"] or ""))
        required = {person["name"] for person in story["leaders"]}
        right += len(found & required)
        wrong += len(found - required - set(story["optional_leaders"]))
        missed += len(required - found)
        everyone |= found
        assert not found & set(story["not_leaders"])
    assert right / (right + wrong) >= 0.98 and right / (right + missed) >= 0.98
    assert everyone >= {"胡昌升", "任振鹤", "庄国泰", "雷思维", "刘强"}
