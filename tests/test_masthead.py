"""What papers, sites and apps print above a story: their own names, days, menus; none of it is the headline."""
from __future__ import annotations

import pytest

from corpus.article import Article
from corpus.encoding import decode
from corpus.formats import text
from corpus.masthead import read_masthead
from corpus.navigation import is_navigation
from tests.pages import read_one as read

TITLE = "样例渠今日放水"
STORY = "样例县8月3日消息，样例渠开闸放水，下游三个乡的玉米喝上了水。"


@pytest.mark.parametrize(
    ("top", "date", "source"),
    [
        ("新样例客户端\n首页 > 要闻", "08-03", "新样例客户端"),
        ("样例发布\n2021-08-03 18:30 发表于甘肃\n\n点击上方蓝字关注我们", "2021-08-03", "样例发布"),
        ("样例县融媒体中心\n2021-08-03 20:11", "2021-08-03", "样例县融媒体中心"),
        ("样例州融媒体中心 2021-08-03", "2021-08-03", "样例州融媒体中心"),
        ("样例网 首页|新闻|市州|视频|图片|评论|专题\n您当前的位置:样例网 >> 市州新闻 >> 样例", "08-03", ""),
        ("样例经济报/2021年/08月/03日/第001版", "2021-08-03", "样例经济报"),
        ("第 二 版        ２０２１年８月３日　　星期二　　　样 例 日 报", "2021-08-03", "样例日报"),
        ("样例晚报 2021年8月3日 A02版\n编辑 甄样例 版式 贾样本 校对 钱例", "2021-08-03", "样例晚报"),
        ("样例日报\n2021年8月3日 星期二\n第07版:文化\n上一版 下一版\n放大 缩小 默认", "2021-08-03", "样例日报"),
        ("要闻速览\n2021年08月03日 星期二", "2021-08-03", ""),
        ("样例日报数字报刊平台\n2021年08月03日 星期二\n01版:要闻\n标题导航\n· 样例渠今日放水", "2021-08-03", "样例日报数字报刊平台"),
        ("样例新闻>时政>正文", "08-03", ""),
        ("样例号>媒体>样例日报", "08-03", ""),
        ("样例日报 > 2021-08-03 > 第R03版:城事", "2021-08-03", "样例日报"),
        ("样例日报(汉文版) 2021/08/03 第2版 综合", "2021-08-03", "样例日报(汉文版)"),
        ("样例学习平台\n2021-08-03", "2021-08-03", "样例学习平台"),
        ("样例日报社主办 国内统一刊号CN62-0000\n2021年8月3日 星期二 农历辛丑年六月廿五 第8017期 今日四版\n新闻热线:0931-0000000",
         "2021-08-03", ""),
        ("样例日报 08-03 07:30 样例日报官方账号\n关注", "08-03", "样例日报"),
        ("样例日报\n二〇二一年八月三日　星期二　农历辛丑年六月廿五\n一版 要闻", "2021-08-03", "样例日报"),
        ("样　例　日　报\n二○二一年八月三日　　星期二　　第三版", "2021-08-03", "样例日报"),
        ("第４版　　　　二〇二一年八月三日　　样例日报", "2021-08-03", "样例日报"),
        ("样例日报\n2021年8月3日\n第01版：要闻\n上一篇 下一篇\n放大+ 缩小- 默认o", "2021-08-03", "样例日报"),
        ("样例日报", "08-03", "样例日报"),
        ("样例在线网-样例晨报", "08-03", "样例在线网-样例晨报"),
        ("新样例\n打开APP\n首页  推荐  视频  样例  党建  理论", "08-03", "新样例"),
        ("廉洁样例  >  审查调查", "08-03", ""),
        ("样例县两会特别报道\n2021年8月3日 星期二 第03版", "2021-08-03", ""),
        ("群众来信 · 第07版　2021年8月3日", "2021-08-03", ""),
        ("≡ 新样例\n登录 | 注册\n要闻\n专题", "08-03", "新样例"),
        ("新样例\n打开", "08-03", "新样例"),
        ("新样例 要闻", "08-03", "新样例"),
        ("样例日报客户端", "08-03", "样例日报客户端"),
        ("原创 样例县融媒体中心 样例融媒 2021-08-03 19:12 发表于甘肃", "2021-08-03", "样例县融媒体中心"),
        ("2 综合新闻\n2021年8月3日 星期二\n样例日报\n责任编辑 甄样例  版式 贾样本", "2021-08-03", "样例日报"),
        ("4　综合新闻　　样例日报\n2021年8月3日　星期二　　编辑／甄样例　版式／贾样本　电话／8150000", "2021-08-03", "样例日报"),
        ("第三版 读者之声 样例日报 2021年8月3日\n本版编辑 甄 样   群工部电话 8220000", "2021-08-03", "样例日报"),
        ("样　例　日　报\n二〇二一年八月三日　星期二\n第一版　今日四版　国内统一刊号CN62—0000　代号53—0\n样例地区天气预报：今天白天多云转阴，偏东风二、三级。",
         "2021-08-03", "样例日报"),
        ("样例日报　要闻·综合\n2021年8月3日　　版次：A1　　责编：甄样例", "2021-08-03", "样例日报"),
        ("样例县人民代表大会常务委员会网站\n首页 | 概况 | 会议 | 人事任免 | 代表工作\n您现在的位置:首页 > 人事任免 > 正文", "08-03", "样例县人民代表大会常务委员会网站"),
        ("清风样例\n样例市纪委监委网站　2021年8月3日　星期二\n当前位置：首页 >> 曝光台 >> 通报曝光", "2021-08-03", "样例市纪委监委网站"),
        ("样例省人民政府新闻办公室\n新闻发布　>　发布会实录", "08-03", ""),
        ("水 利 简 报\n第31期\n(总第1187期)\n样例省水利厅办公室编                         2021年7月8日", "2021-07-08", "水利简报"),
        ("内部资料　注意保存\n样例工作简报\n第23期\n样例领导小组办公室编　　　　2021年7月8日", "2021-07-08", "样例工作简报"),
        ("样例新闻\nAPP内打开", "08-03", "样例新闻"),
        ("样例市人大网\n设为首页 | 加入收藏 | 常委会公报 | 代表履职平台\n您现在的位置:首页 >> 人事任免 >> 正文", "08-03", "样例市人大网"),
        ("样例省人民政府\n无障碍浏览 | 繁体 | 登录个人中心\n首页 > 新闻发布 > 新闻发布会", "08-03", ""),
        ("新样例客户端\n13:08                                   4G 86%\n< 返回    听新闻    字号", "08-03", "新样例客户端"),
        ("样例日报 数字报\n2021年8月3日 星期二\n第02版:综合新闻", "2021-08-03", "样例日报"),
        ("样例日报  2021年8月3日 星期二\n经济周刊 A3\n责任编辑:甄 样 版式:贾 样 电话:0936-8210000", "2021-08-03", "样例日报"),
        ("样 例 日 报\nYANGLI RIBAO\n中共样例省委机关报 国内统一刊号 CN62-0000 代号53-1\n2021年8月3日 星期二", "2021-08-03", "样例日报"),
        ("样例日报\n2021年8月3日 星期二 第7版 读者来信\n来信请寄:样例市样例路1号样例日报群工部 邮编730000", "2021-08-03", "样例日报"),
        ("样 例 水 利 简 报\n第 37 期\n(总第1126期)\n样例省水利厅办公室编          2021年8月3日\n------------", "2021-08-03", "样例水利简报"),
        ("2021年08月03日16:37 | 来源：样例网-甘肃频道\n小字号", "2021-08-03", "样例网-甘肃频道"),
    ],
)
def test_what_stands_above_the_headline_is_no_headline(top: str, date: str, source: str) -> None:
    article = read(f"{top}\n\n{TITLE}\n\n{STORY}\n")
    assert (article.title, article.body, article.source) == (TITLE, STORY, source)
    assert article.date and article.date.date.value == date


@pytest.mark.parametrize(
    ("below", "byline"),
    [
        ("作者:甄样例 时间:2021-08-04 10:15:32 来源:样例融媒 字号:[大 中 小]", "甄样例"),
        ("2021年08月04日 07:22  来源:样例融媒  责编:贾样本", ""),
        ("[字号 大 中 小] 2021年08月04日 08:05 来源:样例融媒", ""),
        ("［2021-08-04］ 来源：样例融媒 字号：T|T", ""),
        ("样例融媒 2021-08-04 09:12", ""),
        ("样例网\n2021-08-04 08:00:03 发布于:甘肃省\n来源：样例融媒", ""),
        ("原创 样例网 样例网 2021-08-04 17:20 甘肃\n来源：样例融媒", ""),
        ("样例网\n2021-08-04 22:46甘肃\n来源：样例融媒\n关注", ""),
        ("2021-08-04 06:51　来源：样例网-样例融媒　作者：首席记者 甄样例", "甄样例"),
        ("2021-08-04 来源：样例融媒 记者 甄样例", "甄样例"),
        ("2021-08-04 11:42  来源：样例融媒  样例全媒体记者 甄样例、贾样本 样例报道", "甄样例 贾样本"),
        ("2021-08-04 来源：样例融媒 記者 甄样例／样例縣報導", "甄样例"),
        ("2021年08月04日 08:05 来源:样例融媒\n15.3万阅读", ""),
        ("原创 样例融媒 样例融媒 2021-08-04 18:06 发表于甘肃\n收录于合集 #样例 41个", ""),
    ],
)
def test_a_line_of_facts_below_the_headline_is_taken_apart(below: str, byline: str) -> None:
    article = read(f"{TITLE}\n\n{below}\n\n{STORY}\n")
    assert (article.title, article.body, article.byline) == (TITLE, STORY, byline)
    assert article.date and article.date.date.value == "2021-08-04"
    assert article.source in ("样例融媒", "样例网", "样例网-样例融媒")
    assert article.lead_ins == ()


@pytest.mark.parametrize("line", [
    TITLE, "样例发布", "样例县：水到渠成 稻花香", "时间:八月初三傍晚 地点:渠首", "编辑部的故事", "甘肃 青海 两省共治样例河", "第二版样例规划出台",
    "2021年样例县十件大事", "作者：甄样例如是说。", "新闻发布厅里的新面孔", "关注留守儿童", "PM2.5>75时怎样出门", "一版再版的样例县志", "样例组工 2021", "安全>速度",
])
def test_a_headline_is_no_masthead(line: str) -> None:
    assert read_masthead(line) is None
    assert not is_navigation(line)
    assert read(f"{line}\n\n{STORY}\n\n{STORY}\n").body.endswith(STORY)


def test_what_an_account_calls_a_post_is_no_headline_but_a_reports_is() -> None:
    parts = f"【要闻】\n{TITLE}\n{STORY}\n{STORY}\n【民生】\n样例县新学校开学\n{STORY}\n{STORY}\n"
    post = f"样例县一周要闻\n样例发布 2021-08-03 18:06 发表于甘肃\n{parts}".encode()
    stories = [one for one in text.read(post, decode(post), "a.txt") if isinstance(one, Article)]
    assert [(one.title, one.source) for one in stories] == [(TITLE, "样例发布"), ("样例县新学校开学", "样例发布")]
    report = f"样例县运行分析\n来源：样例县统计局\n【工业经济】\n{TITLE}\n{STORY}\n".encode()
    (story,) = text.read(report, decode(report), "a.txt")
    assert isinstance(story, Article) and story.title == "样例县运行分析"
    assert story.body == f"【工业经济】\n{TITLE}\n{STORY}"


@pytest.mark.parametrize("line", ["监督电话：0931-0000000", "报名热线：13900000000", "联系电话：0931-0000000"])
def test_a_notices_telephone_is_its_text(line: str) -> None:
    assert read(f"{TITLE}\n{line}\n{STORY}\n").body == f"{line}\n{STORY}"


def test_facts_under_a_headline_of_two_lines() -> None:
    article = read(f"{TITLE}\n\n甄样例会见贾样本一行\n\n[字号 大 中 小] 2021年08月04日 08:05 来源:样例融媒\n\n{STORY}\n\n{STORY}\n")
    assert (article.title, article.source, article.lead_ins) == (TITLE, "样例融媒", ("甄样例会见贾样本一行",))
    assert article.body == f"甄样例会见贾样本一行\n\n{STORY}\n\n{STORY}"
    assert article.date and article.date.date.value == "2021-08-04"


@pytest.mark.parametrize("headline", ["兰州地铁启用乘车二维码", "□ 一条渠的变迁", "记者：为什么"])
def test_what_only_looks_like_an_offer_or_a_byline_is_a_headline(headline: str) -> None:
    article = read(f"{headline}\n2021-08-04 10:00\n{STORY}\n\n{STORY}\n")
    assert headline.lstrip("□ ") in article.title + article.body


@pytest.mark.parametrize(("above", "headline"), [
    ("中共样例市委组织部", "关于干部任前公示的公告"), ("读者来信", TITLE), ("陇原时评", "别让渠水等急了"), ("样例日报　2021年8月4日　要闻", TITLE),
])
def test_who_issues_it_a_column_or_a_page_stands_above_the_headline(above: str, headline: str) -> None:
    assert read(f"{above}\n{headline}\n\n{STORY}\n\n{STORY}\n").title == headline


def test_a_rubric_and_a_dateline_with_its_reporter_above_the_headline() -> None:
    article = read(f"【两会声音】\n\n本报特派记者 甄 样 北京3月9日电\n\n{TITLE}\n\n{STORY}\n\n{STORY}\n")
    assert (article.title, article.lead_ins[0]) == (TITLE, "【两会声音】")


@pytest.mark.parametrize("top", ["<< 返回", "<返回 上一篇", "样云/样例日报 记者 样依·样尔 报道\n2021年08月04日 16:09"])
def test_what_leads_back_and_who_wrote_it_above_the_headline(top: str) -> None:
    article = read(f"{top}\n{TITLE}\n本报样例8月4日讯 {STORY}\n")
    assert article.title == TITLE
    assert article.byline == ("样依·样尔" if "记者" in top else "")


def test_a_list_of_the_headlines_below_is_no_headline() -> None:
    other = "样例县开渠首节"
    head = f"样例日报\n2021年8月3日\n01版:要闻\n本版导读\n{TITLE}\n{other}"
    data = f"{head}\n\n{TITLE}\n\n本报样例8月2日讯 {STORY}\n\n{other}\n\n本报样例讯 {STORY}\n".encode()
    stories = [one for one in text.read(data, decode(data), "a.txt") if isinstance(one, Article)]
    assert [story.title for story in stories] == [TITLE, other]
    assert all(story.date and story.date.date.value == "2021-08-03" for story in stories)


def test_a_line_with_day_and_source_begins_another_story() -> None:
    other = "样例县举办开渠民俗节"
    head = "2021-08-0{} 10:12:09 来源:样例日报"
    data = "\n".join((TITLE, head.format(3), STORY, "责任编辑:甄样例", other, head.format(4), STORY, "责任编辑:甄样例")).encode()
    stories = [one for one in text.read(data, decode(data), "a.txt") if isinstance(one, Article)]
    assert [(story.title, story.body, story.date and story.date.date.value) for story in stories] == [
        (TITLE, STORY, "2021-08-03"), (other, STORY, "2021-08-04")]


def test_a_page_in_markdown() -> None:
    facts = "**来源**: 样例日报  \n**日期**: 2021-08-03  \n**记者**: 甄样例"
    article = read(f"# {TITLE}\n\n{facts}\n\n![](https://a.example/1.jpg)\n\n{STORY}\n")
    assert (article.title, article.body, article.source) == (TITLE, STORY, "样例日报")
    assert article.raw.startswith(f"# {TITLE}\n") and article.byline == "甄样例"
    assert article.date and article.date.date.value == "2021-08-03"


def test_a_text_in_references_is_read_as_it_is_meant() -> None:
    article = read(f"&nbsp;&nbsp;样例渠&ldquo;放水&rdquo;\n&nbsp;&nbsp;{STORY}&hellip;&hellip;\n")
    assert (article.title, article.body) == ("样例渠“放水”", f"  {STORY}……")
    assert read(f"{TITLE}\n{STORY}R&D&nbsp;&nbsp;").body.endswith("R&D&nbsp;&nbsp;")  # not all of it is written so


def test_a_publisher_s_name_alone_may_be_the_headline() -> None:
    assert read(f"样例发布\n\n{STORY}\n").title == "样例发布"


@pytest.mark.parametrize(("page", "title"), [
    ("全市两会闭幕\n当前位置：首页 > 要闻 > 正文\n2021-08-03", "全市两会闭幕"), ("全市两会闭幕\n要闻 > 时政", "全市两会闭幕"),
    ("样例日报\n2021年8月3日\n敦煌·飞天", "敦煌·飞天"), ("感悟 文化", "感悟 文化"), ("丝路明珠 敦煌·飞天", "丝路明珠 敦煌·飞天"),
    ("春耕正当时\n样例日报 2021年8月3日 星期二", "春耕正当时"), ("农村教育专题\n样例日报 2021年8月3日 第3版", "农村教育专题"),
    ("2 春耕\n2021年8月3日 样例日报", "2 春耕"), ("农业信息\n文化", "农业信息"), ("假冒新闻客户端\n警方提醒群众注意", "假冒新闻客户端"),
    ("全省天气：冷空气来袭", "全省天气：冷空气来袭"), ("给环卫工人点个赞", "给环卫工人点个赞"),
])
def test_what_could_be_a_pages_name_is_the_headline_where_none_follows(page: str, title: str) -> None:
    assert read(f"{page}\n{STORY}\n{STORY}\n").title == title


def test_a_first_sentence_about_the_weather_stays() -> None:
    story = "样例天气预报：今天白天晴间多云，最高气温二十五度。\n明天有小雨，气温下降五度。"
    assert read(f"{story}\n").body == story
