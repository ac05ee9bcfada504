"""Regions are found where a place is meant, and only there."""
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
from indexer.entities import gazetteer
from indexer.entities.regions import find_regions, read_regions
from indexer.entities.townships import read_townships

GOLD = Path(__file__).resolve().parent.parent.parent / "shared" / "gold" / "seeds.jsonl"
# Readings that a converter put into one seed (團(tuán)); taking them out is the work of corpus.clean.
READING = re.compile(r"\([a-zà-üāēīōūǎěǐǒǔǖǘǚǜńňǹḿ]+\)")


def codes(body: str, title: str = "") -> set[str]:
    return {mention.code for mention in find_regions(title, body)}


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("代表团在甘肃省平凉市静宁县走访。", {"62", "6208", "620826"}),
        ("天津市河西区、武清区与平凉协作。", {"12", "120103", "120114", "6208"}),
        ("臨夏州積石山縣的果園。", {"6229", "622927"}),
        ("兰州、白银、定西三市的麦子熟了。", {"6201", "6204", "6211"}),
        ("平凉的“静宁苹果”上市。", {"6208", "620826"}),
        ("兰州市城关区的早市。", {"6201", "620102"}),
        ("济南市中区和临夏市共建果园。", {"3701", "370103", "622901"}),
        ("家乡宁县在庆阳。", {"621026", "6210"}),
        ("甘肃宁县的苹果。", {"62", "621026"}),
        ("陇南地区武都县的橄榄。", {"6212", "621202"}),
        ("河南平顶山的瓷器。", {"41", "4104"}),
        ("吉林的稻米与吉林市的雾凇。", {"22", "2202"}),
        ("海南的椰子。", {"46"}),
        ("平涼紅牛在品鑒會上獲獎。", {"6208"}),
        ("台南市的展覽。", {"7103"}),
        ("座谈会在京召开。", {"11"}),
        ("客商来甘投资。", {"62"}),
        ("天津市慰问援甘干部。", {"12", "62"}),
        ("青岛市和陇南市，青陇两市结对以来。", {"3702", "6212"}),
        ("津沪两市携手。", {"12", "31"}),
        ("陇南市的货架旁摆着康县的木耳。", {"6212", "621224"}),
        ("甘肃：任武威地委副部长、张掖地委书记。", {"62", "6206", "6207"}),
        ("津甘协作结出果实。", {"12", "62"}),
        ("浙江省长兴县的茶。", {"33", "330522"}),
        ("昭通市镇雄县的果园。", {"5306", "530627"}),
        ("河北邯郸县的麦子。", {"13", "130403"}),
        ("湖南望城县的稻子。", {"43", "430112"}),
        ("山东德州平原县的麦子。", {"37", "3714", "371426"}),
        ("陇原大地春来早。", {"62"}),
    ],
)
def test_places_that_are_meant_are_found(body: str, wanted: set[str]) -> None:
    assert codes(body) == wanted


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("甘州、临泽、高台、山丹、民乐、肃南。", {"620702", "620721", "620722", "620723", "620724", "620725"}),
        ("走进平川、会宁。", {"620403", "620422"}),
        ("省城兰州的城关、七里河、安宁、西固四区。", {"6201", "620102", "620103", "620104", "620105"}),
        ("山东青州和河北正定的花。", {"37", "370781", "13", "130123"}),
        ("北京朝阳、海淀的会场。", {"11", "110105", "110108"}),
        ("福州和平潭之间。", {"3501", "350128"}),
        ("会宁、景泰两县和白银、平川两区。", {"620422", "620423", "620402", "620403"}),
        ("临夏、和政、东乡三县。", {"622921", "622925", "622926"}), ("临夏州临夏、康乐、广河等县市。", {"6229", "622922", "622924"}),
        ("兰州、白银、平川等市县区。", {"6201", "6204", "620403"}), ("兰州、白银两市。", {"6201", "6204"}),
        ("在新疆和田墨玉县巡诊。", {"65", "6532", "653222"}),
        ("安徽黄山的云。", {"34", "3410"}),
        ("从正定到河北辛集，走了平谷。", {"13", "130123", "130181"}),
        ("敦煌一路走来。", {"620982"}),
        ("甘肃的合作、交流与和平。", {"62"}),
        ("湖北的文化、合作、安定。", {"42"}),
        ("游览浙江杭州西湖。", {"33", "3301"}),
        ("浙江合作、共享。", {"33"}),
        ("广州白云、重庆江北等枢纽机场。", {"4401", "50"}),
        ("永定河北京段来水。", {"11"}),
        ("云南大理至昭通的铁路。", {"53", "5329", "5306"}),
        ("新疆巴州的麦子。", {"65", "6528"}),
        ("四川巴州的麦子。", {"51", "511902"}),
        ("山东省委副书记、省长曲阜文，甘肃省委书记出席。曲阜文说，要抓好。", {"37", "62"}),
        ("公司总经理宁县生介绍了情况。", set()),
        ("她从甘肃静宁县来，老家甘肃静宁县。", {"62", "620826"}),
        ("推动白银与中卫、庆阳与吴忠毗邻。", {"6204", "6405", "6210", "6403"}),
        ("卓尼至合作高速公路、景泰到中川的路在甘肃。", {"62", "623022", "623001", "620423"}),
        ("水渠跨甘、青两省，惠及陕、甘、宁等省区。", {"61", "62", "63", "64"}),
        ("铁路横跨豫皖浙三省，地处陕甘川交界。", {"33", "34", "41", "51", "61", "62"}),
        ("京津冀协同、豫皖浙两省。", set()),
        ("兰州市公安局城关分局、天水市公安局麦积分局与深圳市场监管局福田分局。", {"6201", "620102", "6205", "620503", "4403", "440304"}),
        ("榆林市自然资源和规划局横山分局。", {"6108", "610803"}),
        ("城关分局的民警。", set()),
        ("典礼在山西高平举行，山西高平安无事。", {"14", "140581"}),
        ("甘肃舟曲山洪过后，云南镇雄山体滑坡。", {"62", "623023", "53", "530627"}),
        ("家在甘肃舟曲山下，路过长沙浏阳门外。", {"62", "4301"}),
        ("湖南武陵山区的路，平凉崆峒山林区，皋兰山路。", {"43", "6208"}),
        ("论坛暨南昌飞行大会开幕。论坛暨南昌飞行大会今天开幕。", {"3601"}),
        ("东乡县的校长在培训。", {"622926"}),
        ("走进民勤，习近平总书记在兰考调研。", {"620621", "410225"}),
        ("书记林北川说，林北川回去了。", set()),
        ("家在四川北川，四川北川新县城。", {"51", "510726"}),
        ("江西省的东乡县今天开会。", {"36", "361003"}),
        ("跟礼县的果农在平凉。", {"621226", "6208"}),
        ("甘肃人在武都开出租。", {"62", "621202"}),
        ("万亩桃园开花了，阳春三月。", set()),
        ("达斡尔、鄂伦春、鄂温克牧民。", set()),
    ],
)
def test_names_beside_a_name_say_what_it_means(body: str, wanted: set[str]) -> None:
    assert codes(body) == wanted


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("本报合作8月6日讯（记者 郑明远）今天开会。", {"623001"}),
        ("新华社白银5月7日电 今天开会。", {"6204"}),
        ("本报甘肃高台五月七日讯 今天开会。", {"62", "620724"}),
        ("新甘肃·甘肃日报民乐5月7日讯 今天开会。", {"620722"}),
        ("　　本报永昌讯（记者 郑明远）今天开会。", {"620321"}),
        ("本报城关5月7日讯 今天开会。", set()),  # of which city is open
        ("双方签约合作5月7日讯 今天开会。", set()),
        ("今天开会，本报记者与合作方5月7日讯问了情况。", set()),
    ],
)
def test_in_a_dateline_every_name_is_a_place(body: str, wanted: set[str]) -> None:
    assert codes(body) == wanted


def test_a_dateline_names_what_lies_in_the_papers_province() -> None:
    assert [mention.code for mention in find_regions("", "本报城关5月7日讯 今天开会。", "兰州晚报")] == ["620102"]


def test_a_province_without_its_name_is_that_of_its_places_or_of_the_paper() -> None:
    (province, *_) = read_regions("全省会议召开", "会议强调，省委、省政府在平凉市、庆阳市、天水市推广。")
    assert (province.mention.code, province.mention.primary) == ("62", True)
    assert [(one.start, one.end, one.rule) for one in province.evidence] == [
        (0, 2, "a province, city or county of which the article speaks without its name")
    ]
    assert codes("全省都要办好。（甘肃日报记者郑明远）", "省委开会") == {"62"}
    assert codes("全省都要办好。", "省委开会") == set()
    assert codes("省委会议后，北京市海淀区、朝阳区的干部说。") == {"11", "110108", "110105"}
    assert codes("全省推广。（甘肃日报记者郑明远 陕西日报记者许文清）") == set()  # papers of two


def test_a_city_without_its_name_is_that_of_its_paper() -> None:
    mentions = find_regions("全市防汛会议召开", "本报讯 7月19日，甘州区、高台县、民乐县作了发言。", "张掖日报")
    assert [(mention.code, mention.surface) for mention in mentions if mention.primary] == [("6207", "全市")]
    assert [mention.code for mention in find_regions("", "市委书记说，深圳的做法值得学。", "张掖日报")] == ["4403"]
    assert find_regions("", "全市防汛会议召开。") == ()


def test_a_county_is_that_of_its_own_media() -> None:
    mentions = find_regions("县委会议召开", "会议要求，全县学习。秦安县、清水县考察团来我县。", "张家川回族自治县融媒体中心")
    assert [(mention.code, mention.surface) for mention in mentions if mention.primary] == [("620525", "县委")]
    assert {mention.code for mention in mentions} == {"620525", "620521", "620522"}
    (primary,) = [one for one in find_regions("", "县委副书记到敦煌考察，肃北有雪。", "肃北融媒") if one.primary]
    assert primary.code == "620923"
    assert find_regions("", "渠水清清。", "环县融媒") == ()
    assert [one.code for one in find_regions("庆城县经验", "庆城县召开全县大会，县委书记讲话。", "环县融媒")] == ["621021"]
    assert [one.code for one in find_regions("深圳市支援我省座谈会", "深圳市捐款。", "甘肃日报") if one.primary] == ["62"]


def test_a_short_form_counts_in_a_paper_of_its_province() -> None:
    assert codes("走进崇信，梭梭成林。") == set()
    assert codes("本报讯（甘肃日报记者 郑明远）走进崇信，梭梭成林。") == {"620823"}
    assert [mention.code for mention in find_regions("", "走进崇信，梭梭成林。", "甘肃日报")] == ["620823"]
    assert find_regions("", "黄金、白银价格上涨，双方在合作、交流。", "甘肃日报") == ()


@pytest.mark.parametrize(
    "body",
    [
        "河西走廊绿意盎然。", "投入真金白银。", "人民生活安定。", "东方欲晓。", "大理石地面。", "长治久安。", "各位来宾，大家好。",
        "日照时间变长。", "创新乡村治理。", "推广安全知识。", "国家级示范县。", "东西城区同步改造。", "黄河南岸的果园。",
        "深化合作，同心同向。", "上海合作组织。", "他在南京路散步。", "城关区的早市。", "建设新城区。", "高平镇和天门塬。", "",
        "北方解放区的歌。", "现在京剧上演。", "澳新合作升级。", "京津冀协同发展。", "终于到达县城。", "在新时代前行。", "沪昆高铁通车。",
        "本报记者（新甘肃·甘肃日报）。", "世界大同。", "稳定西部。", "甘州级领导。", "一片桃园花开。", "走进低洼的平房区。", "敦煌一路的早市。",
    ],
)
def test_words_that_are_no_places_are_left_out(body: str) -> None:
    assert codes(body) == set()


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("黑河从张掖流过，黑河两岸种玉米。", {"6207"}),
        ("黑龙江的黑河下雪了。", {"23", "2311"}),
        ("黑河今天下雪。", {"2311"}),
        ("花莲的龙岩宫。", {"7126"}),
        ("巴基斯坦客人说，巴中友谊长久。", set()),
        ("四川的巴中、广元两市。", {"51", "5119", "5108"}),
        ("白银涨价。", set()),
        ("福州、白银等地的果园。", {"3501", "6204"}),
        ("玉溪红塔区的早市。", {"5304", "530402"}),
        ("湖南岳阳境内的湖。", {"43", "4306"}),
        ("首都北京的早市与中国香港的客人。", {"11", "81"}),
    ],
)
def test_names_shared_with_rivers_and_words_ask_the_article(body: str, wanted: set[str]) -> None:
    assert codes(body) == wanted


@pytest.mark.parametrize(
    "body",
    [
        "大家充分肯定西式糕点。", "黄河源头的鹰。", "千亩核桃园丰收。", "祝大家平安顺遂。", "义工在实验室和田间地头忙碌。",
        "马拉喀什的集市。", "明尼苏达州的雪。", "卢甘斯克州的雪。", "村民严金昌在果园里。", "陈南阳老师上课。", "李长春来信。",
        "上海拔四千米的山顶。", "黄石镇的蔬菜。", "金华里的巷子。", "山西宫的庙会。", "玉门关的落日。", "周年大庆。",
        "某县副市长沙吾列发言。", "一代宗师解长春登台。", "民间艺人刘金昌登台。",
    ],
)
def test_words_and_people_that_hold_a_short_name_are_no_places(body: str) -> None:
    assert codes(body) == set()


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("静宁县雷大镇的果园。", ["静宁县雷大镇"]),
        ("静宁縣雷大鎮的果園。", ["静宁县雷大镇"]),
        ("甘肃的雷大镇。", ["静宁县雷大镇"]),
        ("静宁县的果园。城关镇的早市。", ["静宁县城关镇"]),
        ("城关镇的早市。", []),
        ("雷大镇的果园。", []),
        ("河南的雷大镇。", []),
        ("静宁县、武山县的城关镇。", []),
    ],
)
def test_a_township_counts_with_its_county(body: str, wanted: list[str]) -> None:
    found = read_townships("", body, read_regions("", body))
    assert [gazetteer.regions()[town.code[:6]].name + town.name for town in found] == wanted


def test_every_reading_shows_where_it_stands_and_why() -> None:
    title, body = "果园", "平凉地区的客人来甘考察，甘肃、崇信。"
    readings = {reading.mention.code: reading for reading in read_regions(title, body)}
    text = article_text(title, body)
    shown = {
        code: [(text[one.start:one.end], one.rule) for one in reading.evidence] for code, reading in readings.items()
    }
    assert shown["6208"] == [("平凉地区", "a former name, until 2002")]
    assert [surface for surface, _ in shown["62"]] == ["甘", "甘肃"]
    assert shown["620823"][0][0] == "崇信" and "short form" in shown["620823"][0][1]


@pytest.mark.parametrize(
    ("title", "body", "primary"),
    [
        ("平凉苹果丰收", "平凉市静宁县、庄浪县的苹果运往天津。", "6208"),
        ("全省会议在兰州召开", "甘肃省各市州参加，甘肃省安排，甘肃发展，金昌市、天水市发言，甘肃推进。", "62"),
        ("宁夏固原客商静宁收苹果", "来自宁夏固原市的客商在静宁县收果。", "620826"),
        ("", "本报永昌讯（记者某某）永昌县检修水渠。金昌市发言，金昌市记录，金昌市存档。", "620321"),
        ("", "平凉市静宁县、庆阳市环县的人来了，静宁县开了会，环县也来了，静宁县设宴。", "620826"),
        ("", "天津市代表团到临夏州考察，在临夏市座谈，走进临夏县。", "6229"),
        # Of a province that is only called 省.
        ("省政协召开会议", "本报兰州9月28日讯 省政协主席、副省长出席。调研组赴定西市陇西县、岷县，陇南市礼县、武威市。", "62"),
        ("全省会议召开", "会议要求各地各部门学习。省委、省政府决定，全省推广平凉市静宁县的做法。", "62"),
        ("先进集体名单", "本报讯 全省表彰平凉市、庆阳市、天水市的集体。", "62"),
        ("", "本报环县3月2日讯 省委安排后，环县、华池县、庆阳市庆城县行动。", "621022"),
        ("公路通车", "公路经过定西市、陇南市、武威市和兰州市，国省干线畅通。", "6211"),
        ("山大沟深", "\n——东乡县三则\n\n厦门市湖里区的人来了，厦门市的人又来了，湖里区再来。临夏州开会，东乡县也开。", "622926"),
    ],
)
def test_the_primary_region_is_where_it_happens(title: str, body: str, primary: str) -> None:
    mentions = find_regions(title, body)
    assert [mention.code for mention in mentions if mention.primary] == [primary]


_PIECES = [division.name for division in list(gazetteer.regions().values())[::37]] + [
    "，", "。", "在", "的苹果", "甘肃", "兰州", "考察", "大理石", "创新乡村", "\n",
]


@settings(deadline=None, max_examples=150)
@given(st.lists(st.sampled_from(_PIECES), max_size=12), st.lists(st.sampled_from(_PIECES), max_size=4))
def test_mentions_keep_their_laws_in_both_scripts(body: list[str], title: list[str]) -> None:
    text, heading = "".join(body), "".join(title)
    mentions = find_regions(heading, text)
    found = [mention.code for mention in mentions]
    assert found == sorted(set(found))
    assert sum(mention.primary for mention in mentions) == bool(mentions)
    assert all(mention.surface in heading + "\n" + text for mention in mentions)
    convert = opencc.OpenCC("s2t").convert
    assert [(m.code, m.primary) for m in find_regions(convert(heading), convert(text))] == [
        (m.code, m.primary) for m in mentions
    ]


@pytest.mark.shared
def test_regions_of_the_gold_stories() -> None:
    right = wrong = missed = 0
    for story in gold_stories():
        mentions = find_regions(story["title"] or "", READING.sub("", story["body"]))
        found = {mention.code for mention in mentions}
        required = {place["code"] for place in story["regions"]}
        right += len(found & required)
        wrong += len(found - required - {place["code"] for place in story["optional_regions"]})
        missed += len(required - found)
        assert {m.code for m in mentions if m.primary} <= {story["primary_region"], *story["primary_also_ok"]}
        assert not {mention.surface for mention in mentions} & (set(story["not_regions"]) - {"合作", "同心"})
    assert right / (right + wrong) >= 0.99 and right / (right + missed) >= 0.99


def gold_stories() -> list[dict[str, Any]]:
    if not GOLD.exists():
        pytest.skip(f"the gold stories are not kept here: {GOLD}")
    return [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ("兰州市城关、七里河、安宁、西固四区今天停水。", "兰州市 城关区 七里河区 西固区 安宁区"),
        ("天水市秦州、麦积两区和甘谷、清水等县修渠。", "天水市 秦州区 麦积区 清水县 甘谷县"),
        ("甘肃对舟曲、东乡、古浪等重点帮扶县倾斜。", "甘肃省 古浪县 东乡族自治县 舟曲县"),
        ("甄样例，甘肃秦安人；贾样本，宁夏同心人。", "甘肃省 秦安县 宁夏回族自治区 同心县"),
        ("伊犁河谷、天山山区出现暴雪。", "伊犁哈萨克自治州"),
        ("祁连山区有小雨。", ""),
        ("农业、水利、清水三区同建。", ""),
        ("甘肃和平人士来访。", "甘肃省"),
        ("乘船考察了武胜县沿口镇江段。", "武胜县"),
        ("大运河常州市区至镇江段通航。", "常州市 镇江市"),
    ],
)
def test_a_phrase_shows_divisions_that_their_names_alone_do_not(body: str, names: str) -> None:
    assert {mention.name for mention in find_regions("", body)} == set(names.split())


def test_of_regions_named_as_often_the_first_is_primary() -> None:
    for names in ("陕西、宁夏", "宁夏、陕西"):
        (primary,) = (mention for mention in find_regions("", f"游客来自{names}。") if mention.primary)
        assert primary.surface == names[:2]
