"""Pages as crawlers and copying sites leave them: what is the site's own is told from the story."""
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.article import Article
from corpus.encoding import decode
from corpus.formats import text
from corpus.site_lines import asks_visitor, is_site_line
from tests.pages import read_all as read

TITLE = "样例县渠首闸门大修开工"
STORY = "闸门是渠首的咽喉，十年大修一次。水务人员说，今年的工期是六十天，不误春灌。"
LONG = f"{STORY}{STORY}"


@pytest.mark.parametrize("line", [
    "微信 朋友圈 微博", "今日时间:", "简体 繁体", "高级搜索 无障碍辅助工具", "【打印】 【投稿】 【推薦】 【關閉】", "格式】 【 】【打 印】", "【 第1頁 第2頁 】",
    "• 样例网移动版", "样例Logo", "登录", "• +1", "字号:       轉發 列印", "[展开]", "放大圖片", "粉丝: {{book.count}}", "样例政库 >", "分享到：",
    "打开微信,点击 “ 发现 ” ,使用 “ 扫一扫 ” 即可将网页分享至朋友圈。", "Your browser does not appear to support Chinese.",
    "打 印】【顶 部】【关 闭", "-->", "|", "<acronym id=\"a\"></acronym>", "看家乡事,品故乡情", "网站首页", "【查看原图】", "标签:",
    "こちらのページは繁体字版です。日本語版に移動しますか。", "請同意我們的隱私權規範,才能啟用聽新聞的功能。",
])
def test_a_sites_own_lines(line: str) -> None:
    assert is_site_line(line)


@pytest.mark.parametrize("line", [
    TITLE, "推荐甄样例为候选人", "2024", "样例县 样例镇", "微信支付进村", "打印店开张", "关注留守儿童", "【要闻】", "样例日报", "头条", "• 千里驰援解民忧 齐心重建新家园",
    "隐私权是公民的权利。", "setCookie(name, value){", "小麦 大豆",
])
def test_lines_that_are_not(line: str) -> None:
    assert not is_site_line(line) and not asks_visitor(line)


@pytest.mark.parametrize("head", [
    "样例网移动版\n\n您的位置: 样例首页 >> 地方联播\n【打印】 【投稿】 【推荐】\n",
    "• 样例报数字报\n\n  • 掌中样例客户端\n\n首页 > 时政\n",
    "手机样例新闻网\n\n首页| 样例| 新闻| 政务| 房产| 旅游| 汽车\n\n您的位置:网站首页 > 新闻中心>样例新闻> 正文\n",
    "推荐标签:样例甲 | 样例乙论坛 | 直击样例丙\n您的位置:样例网  >   新闻中心  >   正文\n",
    "今日时间:\n简体 繁体\n手机版\n高级搜索 无障碍辅助工具\n样例新闻\n",
    "要闻       |       样例城市       |       样例故事      |       直观样例       |       视界      |       原创       |       热点专题\n",
    "国内统一刊号:CN62-0000 样例日报社出版新闻热线:(0930)0000000 广告热线:0930-0000000\n\n2024年05月13日\n",
    "网站首页\n数字报首页\n通版阅读请点击:\n展开通版\n收缩通版\n",
    "编办概况\n\n重点专题\n\n-->\n", "样例日报网\n用户名 密码 注册\n样例日报 观天下 知样例\n", "样例日报 数字报纸\n\n\n00002版:要闻\n",
    "样政办发〔2022〕37号\n",
    "样例新闻 甲市 乙市 丙市 丁市 戊州 己州\n地方网 > 样例 > 样例新闻 > 正文\n",
])
def test_what_stands_above_a_headline_is_the_sites(head: str) -> None:
    (story,) = read(f"{head}\n{TITLE}\n\n{LONG}\n\n{LONG}\n")
    assert story.title == TITLE
    assert story.body.strip() == f"{LONG}\n\n{LONG}"


def test_a_short_headline_above_the_way_to_the_page_is_kept() -> None:
    (story,) = read(f"{TITLE}\n您的位置: 首页 > 新闻 > 正文\n\n{LONG}\n\n{LONG}\n")
    assert story.title == TITLE


@pytest.mark.parametrize(("line", "date", "source", "byline"), [
    ("23-06-15 20:42 来源:样例日报 编辑:甲某某", "2023-06-15", "样例日报", ""),
    ("2024-10-23 10:26:37来源:样例在线编辑:甲某某责编:乙某某", "2024-10-23", "样例在线", ""),
    ("(2009-7-17 7:12:40)  来源:样例日报 > 一版  打印本页", "2009-07-17", "样例日报", ""),
    ("http://www.example.com   2019-08-17 00:21:40", "2019-08-17", "", ""),
    ("2023/8/15 16:42(8/15 17:05 更新)", "2023-08-15", "", ""),
    ("2021/08/26/ 09:12 来源:样例日报 记者马海样 陈兆例", "2021-08-26", "样例日报", "马海样 陈兆例"),
    ("2021/09/27/ 10:38 来源:样例网-样例风 马海样", "2021-09-27", "样例网-样例风", "马海样"),
    ("发布日期:2022-09-06 10:21:47 文章来源:样例日报 作者: 访问量:", "2022-09-06", "样例日报", ""),
    ("22.09.2021  22:08", "2021-09-22", "", ""), ("2022 09/07 08:12", "2022-09-07", "", ""),
    ("样例网 www.example.cn   2013年10月18日 17時06分   來源:樣例社", "2013-10-18", "樣例社", ""),
    ("http://www.example.cn 2014-09-18 08:41:07 星期四     字体设置:", "2014-09-18", "", ""),
    ("【来源: | 发布日期:2022-03-24 】 【选择字号:", "2022-03-24", "", ""), ("样例日报 2019-06-21 09:42 大字", "2019-06-21", "样例日报", ""),
    ("Example.com  2008年11月21日 09:06  进入样例论坛  来源:样例社", "2008-11-21", "样例社", ""),
    ("2 时 政 2024 年 3 月 28 日 星期四 责任编辑:马 海 组版:陈 兆", "2024-03-28", "", ""),
])
def test_the_line_under_a_headline(line: str, date: str, source: str, byline: str) -> None:
    (story,) = read(f"{TITLE}\n\n{line}\n\n{LONG}\n\n{LONG}\n")
    assert story.title == TITLE and story.body.strip() == f"{LONG}\n\n{LONG}"
    assert story.date is not None and (story.date.date.value, story.source, story.byline) == (date, source, byline)


def test_way_headline_source_and_day_on_one_line() -> None:
    line = f"您当前的位置 : 样例网 >> 问政 >> 活动报道集 {TITLE} 来源:样例融媒    0 人参与互动 2024年04月19日 18:37"
    (story,) = read(f"样例网\n\n{line}\n\n0\n\n{LONG}\n\n{LONG}\n")
    assert story.date is not None
    assert (story.title, story.source, story.date.date.value) == (TITLE, "样例融媒", "2024-04-19")


def test_a_sites_head_between_its_headline_and_the_papers() -> None:
    page = f"渠首大修\n\n20-07-13 10:48 来源:样例日报 编辑:甲某某\n\n  原标题:{TITLE}\n\n{LONG}\n\n{LONG}\n"
    (story,) = read(page)
    assert story.title == TITLE and story.date is not None and story.date.date.value == "2020-07-13"
    assert "编辑" not in story.body


def test_headlines_on_the_line_of_the_first_words() -> None:
    page = (
        f"微信 朋友圈 微博\n\n01版:一版\n\n02版:二版\n\n前一版 2024年06月20日\n\n{TITLE}   本报讯【样例日报记者马海样】{STORY}\n  {STORY}\n\n"
        f"样例镇桃子俏销   本报讯【样例日报记者陈兆例】{STORY}\n  {STORY}\n"
    )
    stories = read(page)
    assert [(one.title, one.byline) for one in stories] == [(TITLE, "马海样"), ("样例镇桃子俏销", "陈兆例")]
    assert all(one.date is not None and one.date.date.value == "2024-06-20" for one in stories)
    assert stories[0].body.startswith("本报讯【样例日报记者马海样】")


def test_dispatches_without_headlines_are_stories() -> None:
    page = f"样例县7月24日电 (马海样 陈兆例){LONG}\n样例州7月25日消息(记者 马海样){LONG}\n"
    assert [one.byline for one in read(page)] == ["马海样 陈兆例", "马海样"]
    (one,) = read(f"{TITLE}\n样例县7月24日电 (马海样 陈兆例){LONG}\n")
    assert one.title == TITLE


def test_reports_with_an_items_mark() -> None:
    page = f"• {TITLE}\n\n      {LONG}……\n\n• 样例镇桃子俏销兰州各市场\n\n      {LONG}……\n"
    assert [one.title for one in read(page)] == [TITLE, "样例镇桃子俏销兰州各市场"]


def test_the_time_before_a_headline_is_no_part_of_it() -> None:
    (story,) = read(f"2025-06-12 16:48:00 {TITLE}\n{LONG}\n{LONG}\n")
    assert story.title == TITLE
    assert any(repair.before == "2025-06-12 16:48:00 " for repair in story.repairs)


def test_a_copying_sites_recommendation_is_no_story() -> None:
    tail = "新闻推荐\n样例县召开调度会\n本报讯(记者马海样)样例县召开调度会。会上通报了今年的任务...\n样例新闻，讲述家乡的故事。有观点，接地气。\n"
    (story,) = read(f"{TITLE}\n{LONG}\n{LONG}\n{tail}")
    assert story.body == f"{LONG}\n{LONG}"
    assert [repair.before for repair in story.repairs] == [f"\n{tail.rstrip()}"]
    whole = read(f"{TITLE}\n{LONG}\n{LONG}\n新闻推荐\n样例县召开调度会\n本报讯(记者马海样){LONG}\n{LONG}\n")
    assert sum(one.body.count(STORY) for one in whole) == 8


def test_a_declaration_of_several_paragraphs_is_taken_from_the_end() -> None:
    foot = "样例网版权与信息产品内容销售的声明：\n1、本网由样例社主办。经授权，样例公司负责本网站的市场经营。\n2、未经书面授权，不得转载。\n"
    (story,) = read(f"{TITLE}\n{LONG}\n{LONG}\n{foot}")
    assert story.body == f"{LONG}\n{LONG}"
    (kept,) = read(f"{TITLE}\n{LONG}\n有关版权的声明：\n作家们说，创作不易。\n{LONG}\n")
    assert "作家们说" in kept.body


@pytest.mark.parametrize("foot", [
    "来源:样例台·新闻中心\n编辑:马海样\n责编:陈兆例", "1、凡注有“样例讯”的稿件,均为样例社版权稿件,未经许可不得转载。\n2、凡注明为其它来源的信息,均转载自其它媒体。",
    "样例简介About Us广告服务┊Copyright © 1996-2014 Example Corporation, All Rights Reserved",
    "(来源:样例日报 编辑:马海样)", "[来源:样例日报 编辑:马海]",
    "上篇:样例县完成公示\n下篇:样例县开展活动", "(责任编辑:C012)", "初審編輯:馬海樣",
    "版权声明\n为加强保护，样例社将版权授予样例中心。\n如需使用,请致电0931-0000000。",
    "相關鏈結\n· 样例县修复公路\n· 样例州开通客运\n 图片图表\n 栏目推荐", "更多相关新闻 [马海样]:\n样例县的另一篇",
    "|", "如需转载请与《样例日报》报社联系。\n未经《样例日报》报社授权,严禁转载或镜像,违者必究。", "<acronym id=\"a\"></acronym>",
    "摘自:《样例日报》2018-12-06\n样例招聘会成功举办\n  为进一步做好就业服务工作近日人力资源和社会保障局在样例街道",
])
def test_feet_of_pages(foot: str) -> None:
    (story,) = read(f"{TITLE}\n{LONG}\n{LONG}\n{foot}\n")
    assert story.body == f"{LONG}\n{LONG}"


def test_a_digital_papers_last_line_is_used() -> None:
    line = f"样例日报 要闻 00002 {TITLE} 2023-09-15 样例日报2023-09-1500006;样例日报2023-09-1500007 2 2023年09月15日 星期五"
    (story,) = read(f"样例日报 数字报纸\n\n00002版:要闻\n\n{TITLE}\n\n{LONG}\n\n{LONG}\n\n{line}\n")
    assert story.date is not None
    assert (story.title, story.source, story.page, story.date.date.value) == (TITLE, "样例日报", "2", "2023-09-15")
    assert story.body.strip() == f"{LONG}\n\n{LONG}"


def test_line_breaks_written_in_html_are_line_breaks() -> None:
    (story,) = read(f"{TITLE}\n{LONG}<br/>{LONG}<br />\n{STORY}\n")
    assert story.body == f"{LONG}\n{LONG}\n{STORY}"


def test_who_signed_a_page_with_a_mark_is_no_headline() -> None:
    (story,) = read(f"□通讯员马海样\n【本报讯】{LONG}\n{LONG}\n")
    assert (story.title, story.byline) == ("", "马海样")


def test_what_the_report_was_called_elsewhere_parts_no_stories() -> None:
    life = "甲某某，1923年出生于样例县一个贫苦农民家庭。1938年参加工作。"
    (story,) = read(f"甲某某逝世，享年95岁\n\n{LONG}\n\n(原题为《讣告》)\n\n{life}\n\n{LONG}\n")
    assert life in story.body


@pytest.mark.parametrize(("dateline", "source"), [
    ("样例日报样例县5月9日讯", "样例日报"), ("新华社样例县5月8日电", "新华社"), ("本报样例县5月5日讯", ""), ("新样例客户端样例县6月28日讯", "新样例客户端"),
    ("样例气象台5月3日电", ""),
])
def test_who_sends_a_report_is_its_source_where_none_is_named(dateline: str, source: str) -> None:
    (story,) = read(f"{TITLE}\n\n{dateline}（记者马海样）{LONG}\n\n{LONG}\n")
    assert story.source == source
    (story,) = read(f"{TITLE}\n\n来源：另一日报\n\n{dateline}（记者马海样）{LONG}\n\n{LONG}\n")
    assert story.source == "另一日报"


def test_doubled_marks_are_repaired_in_whole_files() -> None:
    (story,) = read(f"{TITLE}\n近年来,,甲县,、乙县,、丙县投入,。{LONG}\n在产业方面,,丁县引导企业,。\n")
    assert story.body == f"近年来,甲县、乙县、丙县投入。{LONG}\n在产业方面,丁县引导企业。"


def test_a_name_behind_the_writers_mark_is_no_headline() -> None:
    (story,) = read(f"□贡保才旦\n{LONG}\n{LONG}\n")
    assert (story.title, story.byline) == ("", "贡保才旦")


def test_a_captions_day_is_not_looked_for_first() -> None:
    (story,) = read(f"\n图为副市长察看市场。\n样例在线讯 10月17日,样例县春耕会召开。{LONG}\n{LONG}\n")
    assert story.date is not None and story.date.date.value == "10-17"


def test_who_wrote_a_copy_goes_before_the_site_it_was_taken_from() -> None:
    (story,) = read(f"{TITLE}\n\n时间:2021-06-18 09:47来源:样例网 作者:样例社 点击: 载入中...\n样例州6月17日电(马海样){LONG}\n\n{LONG}\n")
    assert story.byline == "马海样"


def test_a_headline_that_begins_with_its_day_keeps_it() -> None:
    (story,) = read(f"2025-06-12 16:48:00 {TITLE}\n{LONG}\n{LONG}\n")
    assert story.date is not None and (story.title, story.date.date.value) == (TITLE, "2025-06-12")


def test_picture_news_has_no_text_but_its_caption_and_keeps_its_day() -> None:
    (story,) = read("图片新闻\n\n图为10月17日,样例县的农民在田间收获玉米。今年的收成比往年好得多。\n")
    assert story.date is not None and story.date.date.value == "10-17"


def test_marked_subheads_part_no_story() -> None:
    page = f"{TITLE}\n\n{LONG}\n\n● 水从何来\n\n{LONG}\n\n● 水往何去\n\n{LONG}\n"
    (story,) = read(page)
    assert story.title == TITLE and "水往何去" in story.body


@pytest.mark.parametrize("title", [
    "关键词:绿色 样例县的十年答卷", "专题:样例县春灌见闻", "搜索 救援 样例县的七十二小时", "下载量突破千万 样例县小游戏出圈", "样例县字数最多的石碑出土",
])
def test_headlines_with_words_of_sites_are_kept(title: str) -> None:
    (story,) = read(f"{title}\n\n{LONG}\n\n{LONG}\n")
    assert story.title == title


@pytest.mark.parametrize("end", [
    "特别提示:请大家注意防火。", "郑重声明:本厂从未委托他人销售。", "凡注册的农户,均可领取补贴。", "如需帮助请与村委会联系。",
    "该公司声明:消费者的版权意识在提高。", "1、凡申报者须交验证件。",
])
def test_what_notices_end_with_is_kept(end: str) -> None:
    (story,) = read(f"{TITLE}\n{LONG}\n{LONG}\n{end}\n")
    assert story.body.endswith(end)


def test_rows_of_brackets_are_read_in_linear_time() -> None:
    assert not is_site_line("[ " * 60 + "]]")


def test_minutes_with_a_line_each_are_not_joined() -> None:
    items = "\n\n".join(f"样例县第{number}组的代表说,今年的水费要早收" for number in "一二三四五六七八九十甲乙丙丁")
    (story,) = read(f"{TITLE}\n\n{LONG}\n\n{items}\n")
    assert items in story.body


OF_PAGES = [
    "样例日报", "第03版：要闻", "2024年5月9日", "2024-05-09 10:26 来源:样例网", "首页 > 要闻 > 正文", "返回首页", "下载",
    "样例网移动版", "-->", "样政办发〔2022〕37号", "关键词:春灌", "样例新闻 甲市 乙市 丙市 丁市 戊州 己州", "原标题:样例县渠首大修",
    "2025-06-12 16:48:00 样例县渠首大修", "• 样例县渠首闸门大修开工", "□马海样", "□", "(原题为《渠首》)", "====", TITLE,
    STORY, f"样例县7月24日电 (马海样 陈兆例){STORY}", f"{TITLE}   本报讯【记者马海样】{STORY}", "责任编辑:马海样", "新闻推荐",
    "3上一版  下一版4", "01", "样例要闻丨5月17日", "点击排行", "欢迎访问样例网!", f"{STORY}(记者 马海样)", f"{STORY} 马海样",
    "未完...", "版权声明:", "30 良好", "", " 　", "(", "【", "\ufeff",
]


@given(st.lists(st.sampled_from(OF_PAGES), max_size=12))
def test_whatever_the_lines_of_a_page_no_story_is_lost(lines: list[str]) -> None:
    data = "\n".join(lines).encode()
    read = [one for one in text.read(data, decode(data), "a.txt") if isinstance(one, Article)]
    assert sum((one.raw or one.body).count(STORY) for one in read) == sum(line.count(STORY) for line in lines)
