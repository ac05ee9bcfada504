"""Pages of columns, of several signed reports, and of electronic papers with their lists: forms only, nothing of it is
true."""
from __future__ import annotations

import pytest

from corpus.gbk_readings import second_bytes
from corpus.site_words import COMMANDS, CONTROLS, EVERYDAY, MENU, WORDS, either_script, simplified
from tests.pages import read_all as read

ONE = "5月17日,样例县召开水利会议,研究渠首大修。会议要求各乡镇在汛期之前完成闸门检修,保证下游灌区用水。"
OTHER = "5月16日,样例县苹果协会在果园办了剪枝课,八十名果农参加。老师傅边剪边讲,课一直上到天黑。"
THIRD = "5月15日,样例县学校的合唱队进城演出,孩子们唱了三支歌。家长坐满了礼堂,有人站在过道里听完。"


def titles(page: str) -> list[str]:
    return [one.title for one in read(page)]


def test_numbered_reports_under_a_columns_name_with_its_day() -> None:
    page = f"样例要闻丨5月17日\n\n2024-05-17 21:36\n来源:样例新闻\n\n01\n\n渠首大修开工\n\n{ONE}\n\n02\n\n剪枝课办到果园\n\n{OTHER}\n"
    first, second = read(page)
    assert (first.title, second.title) == ("渠首大修开工", "剪枝课办到果园")
    assert first.body == ONE and first.section == second.section == "样例要闻丨5月17日"
    assert first.date is not None and first.date.date.value == "2024-05-17"


def test_a_number_over_a_subhead_parts_no_story() -> None:
    page = f"样例县的一年\n\n2024-05-17 21:36\n来源:样例新闻\n\n01\n\n渠首大修\n\n{ONE}\n\n02\n\n剪枝课\n\n{OTHER}\n"
    assert titles(page) == ["样例县的一年"]


@pytest.mark.parametrize("name", ["市县传真(3月第4期)", "五邑短波", "样例速览丨5月17日"])
@pytest.mark.parametrize("signed", ["(记者 {})", "(样例县水务局 {})", " {}", "(通讯员 {})"])
def test_reports_signed_behind_their_last_sentence(name: str, signed: str) -> None:
    one, other, third = (signed.format(writer) for writer in ("马海样", "陈兆例", "李文选"))
    page = f"{name}\n\n渠首大修开工\n{ONE}{one}\n\n剪枝课办到果园\n{OTHER}{other}\n\n合唱队进城演出\n{THIRD}{third}\n"
    assert titles(page) == ["渠首大修开工", "剪枝课办到果园", "合唱队进城演出"]
    assert [one.byline for one in read(page)] == ["马海样", "陈兆例", "李文选"]


def test_parts_that_one_writer_signs_are_one_story() -> None:
    page = f"样例县见闻\n\n{THIRD}(记者 马海样)\n\n渠首大修\n{ONE}\n\n剪枝课\n{OTHER}(记者 马海样)\n"
    assert titles(page) == ["样例县见闻"]


@pytest.mark.parametrize("head", [
    "第P02版:样例新闻\n3上一版  下一版4\n \n剪枝课办到果园\n渠首大修开工\n合唱队进城 家长满堂\n新闻搜索:\n\n3上一期 版面导航\n下一篇4 2024年5月17日 放大 缩小 默认",
    "第01版:封面 4下一版\n剪枝课办到果园\n渠首大修开工\n返回主页 | 样例日报 | 版面导航 | 样例晚报\n上一期  下一期",
    "通版阅读请点击:\n展开通版\n收缩通版\n当前版:01版\n本期发布:", "欢迎访问样例经济信息网!\n首页 / 时政要闻/ 正文",
    "一版:要闻总第2986期 >2024-05-17编印", "您的位置: 首页 > 新闻\n免費製作\n更多內容",
])
def test_what_stands_above_a_headline_is_the_pages(head: str) -> None:
    (story,) = read(f"{head}\n渠首大修开工\n\n本报讯(记者 马海样){ONE}\n\n{OTHER}\n")
    assert story.title == "渠首大修开工" and story.body.startswith("本报讯")


def test_a_list_none_of_which_is_printed_below_is_no_pages() -> None:
    (story,) = read(f"第01版:要闻\n剪枝课办到果园\n合唱队进城演出\n上一期  下一期\n{ONE}\n\n{OTHER}\n")
    assert story.title == "剪枝课办到果园" and story.body.startswith("合唱队进城演出\n")


@pytest.mark.parametrize(("page", "title"), [
    (f"2024-05-17 10:20\n来源：样例日报\n\n一条渠的四十年\n从土渠到砌渠\n从人工到智能\n打印本页\n\n{ONE}\n\n从土渠到砌渠\n\n{OTHER}\n\n从人工到智能\n\n{THIRD}",
     "一条渠的四十年"),
    (f"全省春耕有序推进\n\n{ONE}\n\n甲县农资充足\n\n{OTHER}（记者 马海样）\n\n乙县管护冬小麦\n\n{THIRD}（记者 陈兆例）", "全省春耕有序推进"),
    (f"样例县老兵讲述往事\n\n{ONE}（马海样）\n\n第二个老兵的话\n\n{OTHER}（陈兆例）\n\n又一个老兵说\n\n{THIRD}（李文选）", "样例县老兵讲述往事"),
    (f"驻村点滴\n\n01\n\n渠首的水到了田头\n\n{ONE}\n\n02\n\n果园里的剪枝课堂\n\n{OTHER}", "驻村点滴"),
    (f"样例速览丨5月17日\n\n01\n\n县里发布月报\n\n{ONE}如下。\n\n30\n\n优良天数比上月增加两天\n\n{OTHER}\n\n02\n\n剪枝课\n\n{THIRD}", "样例速览丨5月17日"),
    (f"样例日报\n2024年5月17日\n\n样例县开通官方微博\n\n{ONE}\n\n开通官方微博\n\n{OTHER}", "样例县开通官方微博"),
    (f"出行 无障碍 城市有温度\n\n{ONE}", "出行 无障碍 城市有温度"), (f"首页/封面故事\n\n{ONE}", "首页/封面故事"), (f"欢迎光临敦煌的网\n\n{ONE}", "欢迎光临敦煌的网"),
])
def test_one_story_keeps_its_headline_and_stays_whole(page: str, title: str) -> None:
    assert titles(page) == [title]


@pytest.mark.parametrize("end", [
    "红球\n03\n15\n22", "这套教材版权所有，任何单位和个人不得翻印。但在样例县的文具店里仍能买到。",
    "推荐使用谷歌浏览器登录报名系统，5月20日18时截止，逾期不再受理。", f"相关链接：\n\n{OTHER}", "开通官方微博\n\n" + OTHER,
])
def test_what_only_looks_like_a_pages_foot_stays(end: str) -> None:
    (story,) = read(f"渠首大修开工\n\n{ONE}\n\n{end}")
    assert story.body == f"{ONE}\n\n{end}"


def test_a_columns_day_is_its_reports() -> None:
    page = f"样例要闻丨5月17日\n\n渠首大修\n会议召开。{ONE[6:]}（记者 马海样）\n\n剪枝课办到果园\n果农到场。{OTHER[6:]}（记者 陈兆例）"
    assert [one.date.date.value if one.date else None for one in read(page)] == ["05-17", "05-17"]


@pytest.mark.parametrize("unit", [".", " ", "…", "3", "01\n", "(记者 马海样)"])
def test_time_grows_with_the_text(unit: str) -> None:
    (story,) = read(f"渠首大修开工\n\n{ONE}\n甲{unit * 20000}乙")  # exponential or quadratic, it would not end
    assert story.title == "渠首大修开工"


def test_the_sheets_day_goes_before_the_day_a_site_put_it_up() -> None:
    head = "样例日报 2024年8月\n发布时间:2024-8-31 | 杂志分类:其他\n2 时 政 2024 年 8 月 24 日 星期六 责任编辑:耿 若"
    (story,) = read(f"{head}\n\n渠首大修开工\n\n【本报讯】(记者 马海样){ONE}\n")
    assert story.date is not None and story.date.date.value == "2024-08-24" and story.page == "2"


def test_fields_between_strokes_and_labels_run_together() -> None:
    line = "来源:样例日报 丨 作者:马海样 丨 2024-05-17 10:24 丨 浏览:编辑:陈兆例"
    (story,) = read(f"渠首大修开工\n\n{line}\n\n{ONE}\n\n{OTHER}\n")
    assert (story.source, story.byline) == ("样例日报", "马海样") and "浏览" not in story.body


@pytest.mark.parametrize("foot", [
    "热点关注\n防汛有方\n入伏以来,我县多地下雨......[详细]\n夏菜走俏...\n近日,一车车夏菜启程......[详细]", "点击排行\n  1. 新桥下月通车\n  2. 月饼预售",
    "样例日报社版权所有,未经协议授权,禁止下载使用。电话:0931-0000000\n建议使用IE5.0以上 1024*768 模式", "附件下载:\n相关链接:",
    "□本版图片由本报记者 马海样 摄\n新闻热线:0000000\n第3页", "声明:本文由入驻平台的作者撰写,不代表本平台立场", "样例报微信公众号\n点击排行\n1. 新桥下月通车",
])
def test_feet_of_pages(foot: str) -> None:
    (story,) = read(f"渠首大修开工\n\n{ONE}\n\n{OTHER}\n\n{foot}\n")
    assert story.body == f"{ONE}\n\n{OTHER}"


def test_every_word_of_sites_is_known_in_both_scripts() -> None:
    assert COMMANDS | CONTROLS | EVERYDAY | MENU <= WORDS
    for one, other in (("關閉窗口", "关闭窗口"), ("網站地圖", "网站地图"), ("免費製作", "免费制作"), ("瀏覽", "浏览")):
        assert simplified(one) == other and other in WORDS
    pattern = either_script(("打印本页", "打印"))
    assert pattern.index("本") < pattern.rindex("打")  # the longest first


@pytest.mark.parametrize(("reading", "first", "character"), [("xùn", "訓", "訓"), ("tuán", "團", "團"), ("abc", "訓", "")])
def test_readings_of_gbk(reading: str, first: str, character: str) -> None:
    lead, second = first.encode("gbk")[:1], first.encode("gbk")[1:]
    assert (second in second_bytes(reading, lead)) == bool(character)


def test_a_source_at_a_storys_foot_is_no_head_of_another() -> None:
    page = f"渠首大修开工\n\n{ONE}\n\n来源：样例日报 2023年4月11日 第3版\n\n编后\n\n春耕是大事，各地要抓好落实，农时不等人。\n"
    assert len(read(page)) == 1


def test_numbered_reports_under_a_columns_bare_name() -> None:
    page = f"简讯\n\n01\n\n渠首大修开工\n\n本报讯 {ONE}\n\n02\n\n剪枝课办到果园\n\n本报讯 {OTHER}\n"
    first, second = read(page)
    assert (first.title, second.title) == ("渠首大修开工", "剪枝课办到果园")
    assert first.body.endswith(ONE)


def test_a_title_that_ends_in_a_day_is_not_the_papers_day() -> None:
    (story,) = read("标题：端午龙舟赛 6月22日\n来源：样例日报\n\n市文体局将办龙舟赛，河道已经清淤，观众席搭在南岸。\n2023年6月11日\n")
    assert story.date is not None and story.date.date.value == "2023-06-11"
