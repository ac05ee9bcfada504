"""Each format: what is read out of it, and what is set aside with which reason."""
from __future__ import annotations

import gzip
import io
import json
import zipfile
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from corpus.article import Article, Reject, article_text
from corpus.formats import archive, tabular
from corpus.formats.epaper import text_of
from corpus.reader import read_file

STORY = "渠首闸门提前检修\n\n水务人员本周检修了闸门。检修之后，下游两个镇的灌溉用水有了保障。\n"
BODY = "水务人员本周检修了闸门。检修之后，下游两个镇的灌溉用水有了保障。"


def read(folder: Path, name: str, data: bytes | str) -> list[Article | Reject]:
    path = folder / name.replace("/", "_")
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return list(read_file(path, name))


def one(folder: Path, name: str, data: bytes | str) -> Article:
    (found,) = read(folder, name, data)
    assert isinstance(found, Article), found
    return found


def refused(folder: Path, name: str, data: bytes | str) -> Reject:
    (found,) = read(folder, name, data)
    assert isinstance(found, Reject), found
    return found


# text


def test_text_without_header(tmp_path: Path) -> None:
    article = one(tmp_path, "a.txt", STORY)
    assert (article.title, article.body) == ("渠首闸门提前检修", BODY)
    assert (article.origin.file, article.origin.format, article.origin.encoding) == ("a.txt", "text", "utf-8")
    assert article.fingerprint == sha256(STORY.encode()).hexdigest()
    assert article.source_id == article.raw == "" and article.repairs == ()


def test_text_with_a_page_header_and_a_trailer(tmp_path: Path) -> None:
    text = f"陇上日报\n2021年03月04日\n第07版:春耕特刊\n\n{STORY}\n2021-03-04 1 1 陇上日报 c7654.html 1 渠首闸门提前检修 /enpproperty-->"
    article = one(tmp_path, "a.txt", text)
    assert (article.title, article.body, article.source, article.page, article.section) == (
        "渠首闸门提前检修", BODY, "陇上日报", "07", "春耕特刊")
    assert article.date is not None
    assert (article.date.date.value, article.date.source, article.date.evidence) == (
        "2021-03-04", "page header", "2021年03月04日")
    assert article.source_id == f"7654-{article.fingerprint[:8]}"


@pytest.mark.parametrize("header", [
    "陇上日报\n2021年3月4日 第07版：春耕特刊",
    "陇上日报 2021年3月4日\n第07版：春耕特刊",
    "陇上日报　　2021年3月4日 星期四　第07版 春耕特刊",
    "2021年3月4日 星期四 陇上日报 07版：春耕特刊",
    "2021-03-04 陇上日报\n第07版：春耕特刊",
])
def test_a_page_header_of_several_parts_on_a_line(tmp_path: Path, header: str) -> None:
    article = one(tmp_path, "a.txt", f"{header}\n\n{STORY}")
    assert (article.title, article.body, article.source, article.page, article.section) == (
        "渠首闸门提前检修", BODY, "陇上日报", "07", "春耕特刊")
    assert article.date is not None and (article.date.date.value, article.date.source) == ("2021-03-04", "page header")


@pytest.mark.parametrize("header", [
    "标题：新闻标题\n日期：2024-05-23\n来源：陇上日报\n作者：甲某\n版面：3",
    "- 標題: 新闻标题\n- 時間: 2024年5月23日 08:30\n- 來源: 陇上日报\n- 作者: 甲某\n- 版面: 3\n- 點擊: 0",
    "- 標題：新闻标题\n- 時間:2024-05-23\n- 點(diǎn)擊:17\n- 來源:陇上日报\n- 作者:甲某\n第3版",
])
def test_labelled_headers_in_both_scripts(tmp_path: Path, header: str) -> None:
    article = one(tmp_path, "a.txt", f"{header}\n\n{BODY}\n")
    assert (article.title, article.body, article.source, article.byline, article.page) == (
        "新闻标题", BODY, "陇上日报", "甲某", "3")
    assert article.date is not None and article.date.date.value == "2024-05-23" and article.date.source == "page header"


@pytest.mark.parametrize("first", [
    "记者：您怎么看今年的墒情？", "时间：清晨五点，天还没有亮。", "陇上日报", "第一版的消息：下雨了。", "陇上日报 创刊了", "陇上日报 3月4日电", "五年 第三版的消息",
])
def test_a_first_line_that_only_looks_like_a_header_stays(tmp_path: Path, first: str) -> None:
    article = one(tmp_path, "a.txt", f"{first}\n{BODY}\n")
    assert first in f"{article.title}\n{article.body}"


def test_a_text_without_a_headline_gets_none(tmp_path: Path) -> None:
    article = one(tmp_path, "a.txt", BODY + "\n" + BODY)
    assert (article.title, article.body) == ("", f"{BODY}\n{BODY}")


def test_each_story_has_the_page_header_above_it(tmp_path: Path) -> None:
    other = "苹果花期早\n\n果农说，今年的花比往年早开了六天，授粉的蜂箱已经搬进了园子。"
    text = f"陇上日报 2021年3月4日 第07版\n\n{STORY}\n陇上日报 2021年3月5日 第02版：要闻\n\n{other}\n"
    first, second = (one for one in read(tmp_path, "a.txt", text) if isinstance(one, Article))
    assert (first.title, first.page, second.title, second.page) == ("渠首闸门提前检修", "07", "苹果花期早", "02")
    assert first.date and first.date.date.value == "2021-03-04"
    assert second.date and second.date.date.value == "2021-03-05"


def test_stories_share_the_page_header_and_the_fingerprint(tmp_path: Path) -> None:
    found = read(tmp_path, "a.txt", f"陇上日报\n2021年03月04日\n第07版\n\n{STORY}=====\n苹果花期早\n作者：乙某\n果农说，早了六天。\n")
    first, second = (article for article in found if isinstance(article, Article))
    assert (first.title, second.title, second.body) == ("渠首闸门提前检修", "苹果花期早", "作者：乙某\n果农说，早了六天。")
    assert second.source == "陇上日报" and second.page == "07" and second.byline == "乙某"
    assert second.date is not None and second.date.date.value == "2021-03-04"
    assert (first.origin.story, second.origin.story) == (1, 2) and first.fingerprint == second.fingerprint


def test_inner_spaces_and_indents_stay(tmp_path: Path) -> None:
    article = one(tmp_path, "a.txt", "标题  有 两个空格\n\n\n\u3000\u3000首段。  \n\n    次段 。\n\n")
    assert article.title == "标题  有 两个空格"
    assert article.body == "\u3000\u3000首段。  \n\n    次段 。"


@pytest.mark.parametrize(("text", "names"), [
    ("本报讯(记者孟某)河水清了。", "孟某"),
    ("本报讯（新陇上·陇上日报记者 张某某 金某）河水清了。", "张某某 金某"),
    ("本报讯（记者 张某 通讯员 李某）河水清了。", "张某 李某"),
    ("本报讯（记者张某 摄影）河水清了。", "张某"),
    ("小图（新陇上记者张某某摄）河水清了。", "张某某"),
    ("河水清了（记者在现场看到）。", ""),
    ("河水清了（图为记者采访泵站工作人员）。", ""),
    ("河水清了。\n\n陇上日报\n\n记者 田某某", "田某某"),
    ("新陇上·陇上日报记者 曹某某\n河水清了。", "曹某某"),
    ("他对记者说，河水清了。记者 看到鱼群。", ""),
])
def test_bylines(tmp_path: Path, text: str, names: str) -> None:
    assert one(tmp_path, "a.txt", f"标题在此\n{text}\n").byline == names


def test_repairs_count_in_raw(tmp_path: Path) -> None:
    article = one(tmp_path, "a.txt", "春耕培訓(xùn)開班\n農(nóng)戶踴躍參加培訓(xùn),農(nóng)忙前學完。\n")
    assert (article.title, article.body) == ("春耕培訓開班", "農戶踴躍參加培訓,農忙前學完。")
    assert article.raw == "春耕培訓(xùn)開班\n農(nóng)戶踴躍參加培訓(xùn),農(nóng)忙前學完。"
    taken = [article.raw[repair.position:][:len(repair.before)] for repair in article.repairs]
    assert taken == ["(xùn)", "(nóng)", "(xùn)", "(nóng)"]


def test_a_damaged_byte_is_recorded_at_its_place_in_raw(tmp_path: Path) -> None:
    data = STORY.encode().replace("镇".encode(), b"\xe9\x95")
    article = one(tmp_path, "a.txt", data)
    assert article.origin.encoding == "utf-8" and "\ufffd" in article.body
    assert [repair.before for repair in article.repairs] == ["\\xe9", "\\x95"]
    assert all(article.raw[repair.position] == repair.after == "\ufffd" for repair in article.repairs)


# web pages

PARAGRAPHS = "".join(
    f"<p>第{number}段：水务人员沿渠检查了闸门和护坡，记录了需要修补的地方，并与村民商量了工期。</p>" for number in "一二三四"
)


def page(head: str, inner: str) -> str:
    menu = "<div><a href='/'>首页</a> <a href='/n'>要闻</a></div>"
    return f"<!DOCTYPE html><html><head>{head}</head><body>{menu}{inner}</body></html>"


def test_a_web_page_with_stated_facts(tmp_path: Path) -> None:
    head = (
        '<meta charset="gb2312"><title>渠首闸门检修_陇上网</title><meta name="ArticleTitle" content="渠首闸门检修">'
        '<meta name="PubDate" content="2022-04-05 09:53"><meta name="source" content="来源：陇上日报">'
        '<meta name="author" content="甲某某"><link rel="canonical" href="https://example.cn/2022/1.html">'
    )
    text = page(head, f"<h1>渠首闸门检修</h1><article>{PARAGRAPHS}</article>")
    article = one(tmp_path, "p.html", text.encode("gb18030"))
    assert (article.title, article.source, article.byline, article.url) == (
        "渠首闸门检修", "陇上日报", "甲某某", "https://example.cn/2022/1.html")
    assert article.date is not None and (article.date.date.value, article.date.source) == ("2022-04-05", "metadata")
    assert article.body.startswith("第一段：") and article.body.count("\n") == 3 and "首页" not in article.body
    assert (article.origin.format, article.origin.encoding) == ("webpage", "gb18030")


def test_a_web_page_that_prints_its_facts_under_the_headline(tmp_path: Path) -> None:
    facts = "<div><span>2022年4月5日 08:30</span> <span>来源：陇上日报</span> 作者：甲某</div>"
    inner = f"<h1>渠首闸门开始检修了</h1>{facts}<div>{PARAGRAPHS}</div>"
    article = one(tmp_path, "p.html", page("<title>渠首闸门开始检修了_陇上网</title>", inner))
    assert (article.title, article.source, article.byline) == ("渠首闸门开始检修了", "陇上日报", "甲某")
    assert article.date is not None and (article.date.date.value, article.date.source) == ("2022-04-05", "page header")


def test_the_foot_of_a_web_page_is_no_part_of_the_article(tmp_path: Path) -> None:
    foot = (
        "<p>来源：陇上日报</p><p>发布日期：2022-04-06 责任编辑：乙某</p><p>【打印本页】【关闭窗口】</p>"
    )
    inner = f"<h1>渠首闸门开始检修了</h1><article>{PARAGRAPHS}{foot}</article>"
    article = one(tmp_path, "p.html", page("<title>渠首闸门开始检修了_陇上网</title>", inner))
    assert article.source == "陇上日报" and where(article)["source"] == ("page", "来源")
    assert not any(mark in article.body for mark in ("责任编辑", "打印", "来源"))
    assert article.date is not None and article.date.date.value == "2022-04-06"


def test_a_date_in_wide_characters_dates_a_page(tmp_path: Path) -> None:
    inner = f"<h1>渠首闸门开始检修了</h1><div>２０２２－０４－０５　陇上日报</div><article>{PARAGRAPHS}</article>"
    article = one(tmp_path, "p.html", page("<title>渠首闸门开始检修了_陇上网</title>", inner))
    assert article.date is not None
    assert (article.date.date.value, article.date.source, article.date.evidence) == (
        "2022-04-05", "page header", "２０２２－０４－０５")


def test_a_sentence_below_the_headline_does_not_date_a_page(tmp_path: Path) -> None:
    inner = f"<h1>渠首闸门开始检修了</h1><article><p>2022年4月1日，闸门开始检修。</p>{PARAGRAPHS}</article><p>发布日期：2022-04-06</p>"
    article = one(tmp_path, "p.html", page("<title>渠首闸门开始检修了_陇上网</title>", inner))
    assert article.date is not None and article.date.date.value == "2022-04-06"
    assert [event.date.value for event in article.events if event.date.day] == ["2022-04-01"]


def test_a_web_pages_facts_say_where_they_were_read(tmp_path: Path) -> None:
    head = (
        '<title>闸门检修_陇上网</title><meta property="og:title" content="渠首闸门检修"><meta name="source" content="陇上日报">'
        '<meta name="author" content="甲某某"><link rel="canonical" href="https://example.cn/1.html">'
    )
    article = one(tmp_path, "p.html", page(head, f"<article>{PARAGRAPHS}</article>"))
    assert where(article) == {
        "title": ("metadata", "og:title"), "source": ("metadata", "source"), "byline": ("metadata", "author"),
        "url": ("metadata", "canonical"), "body": ("page", ""),
    }


def test_json_ld_is_read(tmp_path: Path) -> None:
    item = {"@type": "NewsArticle", "headline": "闸门检修完工", "datePublished": "2022-04-05T08:00:00+08:00"}
    linked = json.dumps({"@graph": [item]})
    article = one(tmp_path, "p", page(f'<script type="application/ld+json">{linked}</script>', PARAGRAPHS))
    assert article.title == "闸门检修完工" and article.date is not None and article.date.date.value == "2022-04-05"


def test_a_damaged_byte_in_a_page_is_recorded(tmp_path: Path) -> None:
    text = page("<title>渠首闸门开始检修了</title>", f"<p>\ufffd</p><article>{PARAGRAPHS}</article>")
    data = text.encode().replace("护坡".encode(), b"\xe6\x8a\xe5\x9d\xa1", 1)
    article = one(tmp_path, "p.html", data)
    assert "和\ufffd\ufffd坡" in article.body
    assert [(repair.rule, repair.before) for repair in article.repairs] == [
        ("undecodable byte", "\\xe6"), ("undecodable byte", "\\x8a")]


def test_a_page_of_links_is_set_aside(tmp_path: Path) -> None:
    links = "".join(f"<li><a href='{number}.html'>第{number}条新闻的标题</a></li>" for number in range(40))
    assert "找不到正文" in refused(tmp_path, "list.html", page("<title>要闻列表</title>", f"<ul>{links}</ul>")).reason


def test_entities_from_outside_are_not_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("不可外传的一句话。" * 10)
    text = f'<!DOCTYPE html [<!ENTITY x SYSTEM "{secret.as_uri()}">]><html><body><p>&x;</p>{PARAGRAPHS}</body></html>'
    assert "不可外传" not in one(tmp_path, "p.html", text).body


# e-paper


def test_an_epaper_page(tmp_path: Path) -> None:
    text = (
        "<h1>旧标题</h1><div><!--enpcontent--><p><!--enpcontent--></p><p>首段，<strong>加粗</strong><!--旧-->的字。</p><p><br></p>"
        "<p>次段&nbsp;在此。</p><!--/enpcontent-->"
        "<!--enpproperty <articleid>4321</articleid><date>2017-04-06 07:30:37:0</date>"
        "<author>甲某</author><title>新&amp;标题</title><subtitle>副题</subtitle><introtitle></introtitle>"
        "<nodename>要闻</nodename>"
        "<url>https://paper.example.cn/c4321.html</url><sourcename>陇上日报</sourcename>/enpproperty--><!--/enpcontent-->"
        "<!--<p>一篇过时的稿件。</p>--></div>"
    )
    article = one(tmp_path, "c4321.html", text)
    assert (article.title, article.body) == ("新&标题", "副题\n首段，加粗的字。\n次段\xa0在此。")
    assert article.lead_ins == ("副题",)
    assert (article.source_id, article.byline, article.section, article.source) == (
        "paper.example.cn-4321", "甲某", "要闻", "陇上日报")
    assert article.date is not None and article.date.date.value == "2017-04-06" and article.origin.format == "epaper"
    without_url = one(tmp_path, "c4321.html", text.replace("https://paper.example.cn/c4321.html", ""))
    assert without_url.source_id == f"4321-{without_url.fingerprint[:8]}"


def test_an_epaper_page_prints_its_headline_itself(tmp_path: Path) -> None:
    text = (
        "<founder-title>渠首&amp;闸门</founder-title><founder-content><!--enpcontent--><p>渠首&amp;闸门</p><p>老渠新貌</p>"
        "<p>正文。</p><!--/enpcontent--></founder-content>"
        "<!--enpproperty <founder-date>2022-04-05</founder-date><introtitle>老渠新貌</introtitle> /enpproperty-->"
    )
    article = one(tmp_path, "a.html", text)
    assert (article.title, article.body, article.lead_ins) == ("渠首&闸门", "老渠新貌\n正文。", ("老渠新貌",))


def test_an_epaper_page_whose_comment_has_no_title_shows_it_as_its_chief_heading(tmp_path: Path) -> None:
    text = (
        "<title>陇上日报</title><h1 class='bt'>渠首&amp;闸门 检修</h1><!--enpcontent--><p>正文。</p><!--/enpcontent-->"
        "<!--enpproperty <founder-date>2022-04-05</founder-date> /enpproperty-->"
    )
    assert one(tmp_path, "a.html", text).title == "渠首&闸门 检修"
    assert one(tmp_path, "a.html", text + "<h1>另一个题目</h1>").title == ""


def test_an_old_page_prints_its_headline_above_the_line_of_facts(tmp_path: Path) -> None:
    inner = f"<center><b>把渠首闸门管护好</b></center><center>2008-7-30　来源：陇上日报　作者：甲某　点击：316</center><div>{PARAGRAPHS}</div>"
    article = one(tmp_path, "p.html", page("<title>陇上在线-本地新闻</title>", inner))
    assert (article.title, article.byline, article.source) == ("把渠首闸门管护好", "甲某", "陇上日报")
    assert article.date and article.date.date.value == "2008-07-30"


def test_a_window_that_names_the_paper_is_no_headline(tmp_path: Path) -> None:
    inner = f"<h2>某某调研时强调</h2><h1>把渠首闸门管护好</h1><div>{PARAGRAPHS}</div>"
    assert one(tmp_path, "p.html", page("<title>陇上日报电子版</title>", inner)).title == "把渠首闸门管护好"


def test_a_window_that_names_a_section_is_no_headline(tmp_path: Path) -> None:
    inner = f"<h2>渠首閘門開始檢修了</h2><p>更新日期：2022/04/05 07:40</p><div>{PARAGRAPHS}</div>"
    assert one(tmp_path, "p.html", page("<title>兩岸新聞 - 水利交流</title>", inner)).title == "渠首閘門開始檢修了"
    assert one(tmp_path, "p.html", page("<title>閘門檢修專題報導</title>", inner + "<h2>另一個題目在此</h2>")).title \
        == "閘門檢修專題報導"


def test_a_record_may_hold_the_line_of_facts_as_printed(tmp_path: Path) -> None:
    record = '{"title": "渠首闸门检修", "meta": "2022-04-05 来源：陇上日报 记者 甲某", "content": "3月1日，闸门检修。"}\n'
    article = one(tmp_path, "a.jsonl", record)
    assert (article.source, article.byline) == ("陇上日报", "甲某")
    assert article.date is not None and article.date.date.value == "2022-04-05" and article.date.source == "page header"
    other = one(tmp_path, "b.jsonl", record.replace("2022-04-05 来源：陇上日报 记者 甲某", "一句别的话。"))
    assert (other.source, other.byline) == ("", "") and other.date is not None and other.date.date.value == "03-01"


def test_the_texts_own_byline_counts_where_it_names_more(tmp_path: Path) -> None:
    facts = "2022-04-05 来源：陇上日报　作者：甲某某\n\n"
    more = one(tmp_path, "a.txt", f"渠首闸门检修\n{facts}□ 通讯员 甲某某 本报记者 乙某\n\n{BODY}\n")
    assert more.byline == "甲某某 乙某" and {"byline": ("text", "")}.items() <= where(more).items()
    other = one(tmp_path, "b.txt", f"渠首闸门检修\n{facts}□ 本报记者 丙某\n\n{BODY}\n")
    assert other.byline == "甲某某"


EPAPER = (
    "<!--enpproperty <articleid>7</articleid><title>题</title>{}/enpproperty-->"
    "<!--enpcontent--><p>正文。</p><!--/enpcontent-->"
)


def where(article: Article) -> dict[str, tuple[str, str]]:
    return {reading.field: (reading.place, reading.key) for reading in article.readings}


def test_the_lines_around_an_epapers_headline_are_its_lead_ins(tmp_path: Path) -> None:
    facts = "<introtitle>引&quot;题&quot;</introtitle><subtitle> 副題(tí)之一\n——副題(tí)之二 </subtitle>"
    text = EPAPER.format(facts).replace("正文", "問題(tí)，" * 20)
    article = one(tmp_path, "c7.html", text)
    assert article.lead_ins == ('引"题"', "副題之一", "——副題之二")
    assert article.body.startswith("\n".join(article.lead_ins) + "\n問題，問題，")
    assert one(tmp_path, "c7.html", EPAPER.format("<introtitle> </introtitle>")).lead_ins == ()


def test_an_epaper_page_shows_what_its_comment_leaves_out(tmp_path: Path) -> None:
    shown = "<div>2022年4月5日　第06版：要闻</div><div>来源：陇上日报 作者：甲某某</div>"
    article = one(tmp_path, "c7.html", page("<title>数字报</title>", shown + EPAPER.format("<author></author>")))
    assert (article.source, article.page, article.section, article.byline) == ("陇上日报", "06", "要闻", "甲某某")
    assert article.date is not None and (article.date.date.value, article.date.source) == ("2022-04-05", "page header")
    assert where(article) == {
        "title": ("metadata", "title"), "source": ("page", "来源"), "page": ("page", ""), "section": ("page", ""),
        "byline": ("page", "作者"), "body": ("page", "enpcontent"), "source_id": ("metadata", "articleid"),
    }


def test_the_other_dialect_of_the_comment(tmp_path: Path) -> None:
    facts = (
        "<founder-date>2022-04-05 23:59:59</founder-date><founder-pagenum>3</founder-pagenum>"
        "<founder-papername>陇上日报</founder-papername>"
    )
    article = one(tmp_path, "c7.html", EPAPER.format(facts) + "<p>第1版</p><p>第2版</p>")
    assert (article.source, article.page) == ("陇上日报", "3") and where(article)["page"] == ("metadata", "pagenum")
    assert article.date is not None and article.date.date.value == "2022-04-05"
    without = one(tmp_path, "c8.html", EPAPER.format("") + "<p>第1版：要闻</p><p>第2版：综合</p>")
    assert without.page == ""  # the list of the day's pages says nothing of this one


@pytest.mark.parametrize("credit", ["责任编辑：甲某某", "编辑：乙某 甲某某", "责编:甲某某"])
def test_the_editor_is_not_the_author(tmp_path: Path, credit: str) -> None:
    article = one(tmp_path, "c7.html", EPAPER.format("<author>甲某某</author>") + f"<div>{credit}</div>")
    assert article.byline == "" and "byline" not in where(article)


def test_an_epaper_layout_page_says_which_page_it_is(tmp_path: Path) -> None:
    facts = (
        "<founder-date>2022-04-05 23:59:59</founder-date><founder-papername>陇上日报</founder-papername>"
        "<founder-pagenum>1</founder-pagenum>"
    )
    text = page("", "<ul><li>目录</li></ul>") + f"<!--enpproperty {facts} /enpproperty-->"
    assert "（陇上日报 2022-04-05 第1版）" in refused(tmp_path, "node_2.htm", text).reason


def test_an_epaper_layout_page_is_set_aside(tmp_path: Path) -> None:
    text = page("", "<ul><li>目录</li></ul>") + "<!--enpproperty <founder-pagenum>1</founder-pagenum> /enpproperty-->"
    assert "版面页" in refused(tmp_path, "node_2.htm", text).reason


# JSON


def line(**record: object) -> str:
    return json.dumps(record, ensure_ascii=False)


def test_a_records_fields_say_under_which_key_they_stood(tmp_path: Path) -> None:
    record = line(id=3, 标题="题", content="正文，记者报道。", date="2021-05-06", 作者="", source="陇上日报")
    article = one(tmp_path, "a.jsonl", record)
    assert where(article) == {
        "source_id": ("record", "id"), "title": ("record", "标题"), "body": ("record", "content"),
        "source": ("record", "source"),
    }
    table = one(tmp_path, "a.csv", "标题,日期,正文,来源\n题,2021-05-06,正文。,陇上日报\n")
    assert where(table) == {"title": ("record", "标题"), "body": ("record", "正文"), "source": ("record", "来源")}


def test_a_texts_fields_say_where_they_stood(tmp_path: Path) -> None:
    text = f"陇上日报\n2021年03月04日\n第07版:春耕特刊\n作者：甲某某\n\n{STORY}"
    assert where(one(tmp_path, "a.txt", text)) == {
        "title": ("first line", ""), "body": ("text", ""), "source": ("page header", ""), "page": ("page header", ""),
        "section": ("page header", ""), "byline": ("page header", "作者"),
    }
    trailed = f"{STORY}\n（记者孟某某）\n2021-03-04 1 1 陇上日报 c7654.html 1 渠首闸门 /enpproperty-->"
    found = where(one(tmp_path, "a.txt", trailed))
    assert (found["source"], found["source_id"], found["byline"]) == (("trailer", ""), ("trailer", ""), ("text", ""))


@pytest.mark.parametrize(("text", "source", "place"), [
    (f"{STORY}\n（陇上日报）", "陇上日报", ("text", "")),
    (STORY.replace("\n", "\n来源：陇上日报\n", 1), "陇上日报", ("page header", "来源")),
    ("陇上日报：渠首闸门检修\n陇上日报讯（记者 甲某某）水务人员4月5日检修了闸门。\n", "陇上日报", ("first line", "")),
    ("某站另起的标题\n导读一句话。\n原标题：渠首闸门检修\n本报讯 水务人员4月5日检修了闸门。\n（陇上日报）", "陇上日报", ("text", "")),
])
def test_each_source_that_a_text_names_has_its_place(
    tmp_path: Path, text: str, source: str, place: tuple[str, str]
) -> None:
    article = one(tmp_path, "a.txt", text)
    assert article.source == source and where(article)["source"] == place
    assert where(article)["title"] == ("first line", "")


def test_events_stand_in_the_text_that_is_left(tmp_path: Path) -> None:
    text = (
        "陇上日报：渠首闸门检修\n陇上日报2022年4月6日讯（记者 甲某某）水务人员5日检修了闸门。\n打开APP阅读更多精彩内容\n"
        "4月8日放水。\n\n相关新闻\n3月1日的旧闻\n"
    )
    article = one(tmp_path, "a.txt", text)
    whole = article_text(article.title, article.body)
    assert [whole[at.position:at.position + len(at.evidence)] for at in article.events] == ["2022年4月6日", "5日", "4月8日"]
    assert [event.date.value for event in article.events] == ["2022-04-06", "2022-04-05", "2022-04-08"]


def test_json_lines_keep_the_good_lines(tmp_path: Path) -> None:
    good = line(id=7, 标题="一", 正文=BODY, 日期="2021/1/2", 来源="陇上日报", page=3, Author="甲某", link="https://example.cn/1")
    bad = ["{broken", "[1]", line(id="x"), line(id=[1], title="t"), line(title="t", body={"x": 1})]
    lines = [good, *bad, "", line(content=["甲。", "乙。"])]
    found = read(tmp_path, "a.jsonl", "\ufeff" + "\r\n".join(lines))
    first, *rejects, last = found
    assert isinstance(first, Article) and isinstance(last, Article)
    assert (first.source_id, first.title, first.body, first.source, first.page, first.byline, first.url) == (
        "7", "一", BODY, "陇上日报", "3", "甲某", "https://example.cn/1")
    assert first.origin.line == 1 and first.fingerprint == sha256(good.encode()).hexdigest()
    assert last.body == "甲。\n乙。" and last.origin.line == 8
    assert [reject.line for reject in rejects if isinstance(reject, Reject)] == [2, 3, 4, 5, 6]
    reasons = [reject.reason for reject in rejects if isinstance(reject, Reject)]
    for reason, part in zip(reasons, ("第 2 个字符", "不是 JSON 对象", "既没有标题也没有正文", "id", "body"), strict=True):
        assert part in reason


def test_json_lines_in_mixed_encodings(tmp_path: Path) -> None:
    data = line(title="一", body=BODY).encode() + b"\n" + line(title="二", body=BODY).encode("gb18030") + b"\n"
    first, second = read(tmp_path, "a.jsonl", data)
    assert isinstance(first, Article) and isinstance(second, Article)
    assert (first.origin.encoding, second.origin.encoding) == ("utf-8", "gb18030") and second.body == BODY


def test_a_truncated_gz_keeps_its_good_lines(tmp_path: Path) -> None:
    # Digests do not compress, so that the cut falls among the lines.
    digests = [sha256(str(number).encode()).hexdigest() for number in range(20_000)]
    lines = [line(id=number, title=f"第{number}条", body=digest) for number, digest in enumerate(digests)]
    packed = gzip.compress("\n".join(lines).encode())
    found = read(tmp_path, "a.jsonl.gz", packed[: len(packed) // 2])
    *good, last = found
    assert isinstance(last, Reject) and last.line == len(good) + 1 and "截断" in last.reason
    assert 9_000 < len(good) < 11_000 and all(isinstance(article, Article) for article in good)
    tiny = read(tmp_path, "b.jsonl.gz", packed[:2000])
    assert isinstance(tiny[0], Article) and isinstance(tiny[-1], Reject)


def test_a_lone_surrogate_in_json_can_be_stored(tmp_path: Path) -> None:
    article = one(tmp_path, "a.jsonl", '{"title": "坏\\ud800字", "body": "正文。", "source": "报\\udfff"}')
    assert article.title == "坏\ufffd字" and article.repairs[0].before == "\\ud800"
    f"{article.title}{article.body}{article.source}{article.raw}".encode()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "gb18030"])
@pytest.mark.parametrize("escape", ["\\ud800", "\\uDBFF", "\\udfff"])
def test_a_lone_surrogate_can_be_stored_whatever_the_file_is_written_in(
    tmp_path: Path, encoding: str, escape: str
) -> None:
    text = f'[{{"title": "坏{escape}字", "body": "{BODY}", "source": "报{escape}"}}]'
    article = one(tmp_path, "a.json", text.encode(encoding))
    assert (article.title, article.source, article.repairs[0].before) == ("坏\ufffd字", "报\ufffd", escape.lower())


def test_a_lone_surrogate_in_what_a_page_states_can_be_stored(tmp_path: Path) -> None:
    facts = '{"@type": "NewsArticle", "headline": "坏\\ud800字的标题", "publisher": "报\\udfff"}'
    head = f'<script type="application/ld+json">{facts}</script>'
    article = one(tmp_path, "p.html", page(head, f"<article>{PARAGRAPHS}</article>"))
    assert (article.title, article.source) == ("坏\ufffd字的标题", "报\ufffd")


def test_json_files(tmp_path: Path) -> None:
    records = [{"title": "一", "body": BODY}, 5, {"title": "二"}]
    first, bad, last = read(tmp_path, "a.json", json.dumps(records, ensure_ascii=False, indent=1))
    assert isinstance(first, Article) and isinstance(last, Article) and isinstance(bad, Reject)
    assert (first.title, last.title, last.origin.story) == ("一", "二", 3) and "第 2 条" in bad.reason
    assert first.fingerprint != last.fingerprint
    assert one(tmp_path, "b.json", json.dumps({"title": "一"}, indent=2)).title == "一"
    assert "不是 JSON" in refused(tmp_path, "c.json", '{"title": ').reason


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(("name", "text"), [
    ("a.jsonl", '{"title": "一", "body": "上水。"}\n{"title": "二"}\n'),
    ("a.csv", "标题,正文\n一,上水。\n二,\n"),
    ("a", "标题\t正文\n一\t上水。\n二\t\n"),
    ("a.json", '[{"title": "一", "body": "上水。"},\n{"title": "二"}]'),
])
def test_records_in_utf16_without_a_mark_are_read_where_it_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, codec: str, name: str, text: str
) -> None:
    monkeypatch.setattr(tabular, "_BLOCK", 8)  # of a large table's lines, so many are decoded at a time
    for packed, suffix in ((text.encode(codec), ""), (gzip.compress(text.encode(codec)), ".gz")):
        path = tmp_path / f"{name}{suffix}"
        path.write_bytes(packed)
        found = list(read_file(path, path.name, "utf-16"))
        assert all(isinstance(item, Article) and item.origin.encoding == codec for item in found)
        assert [(item.title, item.body) for item in found if isinstance(item, Article)] == [("一", "上水。"), ("二", "")]


def test_a_stray_nul_in_lines_costs_that_line_even_where_utf16_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("".join(json.dumps({"title": str(n), "body": BODY}, ensure_ascii=False) + "\n" for n in range(9)))
    path.write_bytes(path.read_bytes().replace(b'"4"', b'"\0"'))
    found = list(read_file(path, "a.jsonl", "utf-16"))
    assert [type(item) for item in found] == [*[Article] * 4, Reject, *[Article] * 4]


def test_a_very_long_line_is_set_aside_and_the_next_one_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus.formats.jsonl.LONGEST_RECORD", 1000)
    long = line(title="长", body="字" * 1000)
    first, second = read(tmp_path, "a.jsonl", f"{long}\n{line(title='短')}\n")
    assert isinstance(first, Reject) and first.line == 1 and isinstance(second, Article) and second.origin.line == 2


# tables


@pytest.mark.parametrize(("delimiter", "encoding", "name"), [
    (",", "utf-8-sig", "a.csv"), ("\t", "gb18030", "a.tsv"), (";", "utf-8", "a.txt"),
])
def test_a_table(tmp_path: Path, delimiter: str, encoding: str, name: str) -> None:
    rows = [["标题", "日期", "正文", "备注"], ["一", "2021-1-2", '"首行。\n次行。"', ""]]
    rows += [["二", "少一个"], ["", "", "", "x"], ["三", "", BODY, ""]]
    text = "\r\n".join(delimiter.join(row) for row in rows) + "\r\n\r\n"
    first, short, empty, last = read(tmp_path, name, text.encode(encoding))
    assert isinstance(first, Article) and isinstance(last, Article)
    assert (first.title, first.body, first.origin.line, first.origin.encoding) == ("一", "首行。\n次行。", 2, encoding)
    assert first.date is not None and first.date.date.value == "2021-01-02"
    assert first.fingerprint == sha256("一\x1f2021-1-2\x1f首行。\n次行。\x1f".encode()).hexdigest()
    assert isinstance(short, Reject) and short.line == 4 and "2 个字段" in short.reason
    assert isinstance(empty, Reject) and empty.line == 5
    assert (last.title, last.origin.line) == ("三", 6)


def test_a_table_without_known_columns_is_set_aside(tmp_path: Path) -> None:
    assert "表头" in refused(tmp_path, "a.csv", "甲,乙\n1,2\n").reason


def test_a_text_with_commas_is_no_table(tmp_path: Path) -> None:
    assert one(tmp_path, "a.txt", "标题,正文很短\n" + BODY).origin.format in ("text",)


# archives


def packed(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as zipped:
        for name, data in members.items():
            zipped.writestr(name, data)
    return buffer.getvalue()


def test_a_zip_of_everything(tmp_path: Path) -> None:
    inner = packed({"deep.txt": STORY.encode()})
    members = {
        "2021/a.txt": STORY.encode(), "b.jsonl": line(title="一").encode(), "../../c.txt": STORY.encode(),
        "d.zip": inner, "e.txt.gz": gzip.compress(STORY.encode()),
        ".hidden": b"x", "__MACOSX/f.txt": b"x", "empty.txt": b"",
    }
    found = read(tmp_path, "out.zip", packed(members))
    names = [article.origin.file for article in found if isinstance(article, Article)]
    inside = ["2021/a.txt", "b.jsonl", "../../c.txt", "d.zip!deep.txt", "e.txt.gz"]
    assert names == [f"out.zip!{name}" for name in inside]
    assert [reject.file for reject in found if isinstance(reject, Reject)] == ["out.zip!empty.txt"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.zip"]


def test_nesting_has_a_limit(tmp_path: Path) -> None:
    data = packed({"c.zip": packed({"b.zip": packed({"a.txt": STORY.encode()})})})
    reject = refused(tmp_path, "out.zip", data)
    assert (reject.file, "嵌套" in reject.reason) == ("out.zip!c.zip!b.zip", True)


def test_member_names_in_gb18030(tmp_path: Path) -> None:
    data = packed({"AAAA.txt": STORY.encode()}).replace(b"AAAA", "春耕".encode("gb18030"))
    assert one(tmp_path, "o.zip", data).origin.file == "o.zip!春耕.txt"


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    first, second = read(tmp_path, "o.zip", packed({"bomb.txt": bytes(11 << 20), "a.txt": STORY.encode()}))
    assert isinstance(first, Reject) and "炸弹" in first.reason and isinstance(second, Article)
    assert "炸弹" in refused(tmp_path, "o.gz", gzip.compress(bytes(11 << 20))).reason


def test_member_and_total_limits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "LARGEST_MEMBER", 1000)
    first, second = read(tmp_path, "o.zip", packed({"big.txt": STORY.encode() * 20, "a.txt": STORY.encode()}))
    assert isinstance(first, Reject) and "超过" in first.reason and isinstance(second, Article)
    budget = archive.Budget(left=len(STORY.encode()) + 10)
    data = io.BytesIO(packed({"a.txt": STORY.encode(), "b.txt": STORY.encode()}))

    def read_member(stream: object, name: str, depth: int, budget: archive.Budget) -> Iterator[Reject]:
        yield Reject(name, None, "读到")

    results = list(archive.read(data, "o.zip", 1, budget, read_member))
    assert [reject.reason[:2] for reject in results if isinstance(reject, Reject)] == ["读到", "压缩"]


def test_encrypted_and_broken_members(tmp_path: Path) -> None:
    data = packed({"a.txt": STORY.encode()}, zipfile.ZIP_STORED)
    locked = bytearray(data)
    locked[6] |= 1
    locked[data.rindex(b"PK\x01\x02") + 8] |= 1
    assert "密码" in refused(tmp_path, "o.zip", bytes(locked)).reason
    assert "损坏" in refused(tmp_path, "o.zip", data.replace("水务".encode(), "水利".encode())).reason
    assert "损坏" in refused(tmp_path, "o.zip", data[:60]).reason
    assert "Office" in refused(tmp_path, "o.zip", packed({"[Content_Types].xml": b"x"})).reason


def test_control_characters_before_the_first_tag_are_seen() -> None:
    assert text_of("\x01\x02第一行<p>第二行\x03</p>") == "\ufffd\ufffd第一行\n第二行\ufffd"
