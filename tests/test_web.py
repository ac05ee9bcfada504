"""The reading room over a real engine: its pages, their structure, and what a hostile article cannot do to them."""
from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import parse_qsl, quote, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import html
from werkzeug.datastructures import MultiDict

from corpus.article import Article, DateReading, Origin, PartialDate, Reject, Repair
from indexer.answer import Question, answer
from indexer.document import Document, LeaderMention, RegionMention
from indexer.engines import open_engine
from indexer.engines.base import Engine
from indexer.known import KnownFile
from indexer.ledger import Ledger
from indexer.schema import FACET_NAMES
from web import create_app, state

SCRIPT = "<script>alert('x')</script>"
HOSTILE_ID = "a/b//../\"'<i>&?#%20 字"
CONTROL_IDS = ("\nx\r\n", "\x01\x7f\t", "a\nb/\n")
SIMPLIFIED = "东西部协作产业园的建设进展。园区已有多家企业入驻，并开设了培训班。"
TRADITIONAL = "東西部協作產業園的建設進展。園區已有多家企業入駐，並開設了培訓班。"


def document(
    id: str, title: str, body: str, date: str = "", source: str = "甘肃日报", page: str = "06", inferred: str = "",
    regions: tuple[tuple[str, str], ...] = (), leaders: tuple[str, ...] = (), repairs: tuple[Repair, ...] = (),
) -> Document:
    reading = DateReading(PartialDate.parse(date), "dateline", f"{SCRIPT}讯", inferred) if date else None
    article = Article(
        title=title, body=body, origin=Origin(f"files/{id}.txt", "text", "utf-8", line=7), fingerprint="0" * 64,
        source_id=id, date=reading, source=source, page=page, section="要闻", byline="记者", repairs=repairs,
        url="javascript:alert(1)", raw="修补之前的文字 raw" if repairs else "",
    )
    return Document(
        id, article,
        tuple(RegionMention(code, name, n == 0, name) for n, (code, name) in enumerate(regions)),
        tuple(LeaderMention(name, ("省委书记",), ("出席",), name) for name in leaders),
    )


DOCUMENTS = [
    document("s1", "东西部协作产业园", f"　　{SIMPLIFIED}\n\n第二段也写到东西部协作。", "2021-01-26",
             regions=(("620802", "崆峒区"), ("12", "天津市")), leaders=("胡昌升",)),
    document("t1", "東西部協作產業園", TRADITIONAL, "2024-05-23", source="新甘肅", page="",
             regions=(("62", "甘肃省"),), repairs=(Repair("inserted pinyin", 4, "xiezuo", ""),)),
    document(HOSTILE_ID, f"{SCRIPT}\"'&amp;", f"{SIMPLIFIED}{SCRIPT}<img src=x onerror=alert(1)>", "05-06",
             source=f"报{SCRIPT}", leaders=(f"名{SCRIPT}",)),
    document("u1", "", SIMPLIFIED, source=""),
    document("i1", "推定日期的一篇", SIMPLIFIED, "2023-05-05", inferred="年份取自文件名"),
    *(document(id, "其他", "别的事情", "1980") for id in CONTROL_IDS),
    *(document(f"n{n}", f"第{n}篇", "农业简讯", f"{1990 + n}-03-02", source=f"报刊{n}") for n in range(25)),
]


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    engine = open_engine(f"embedded:{tmp_path_factory.mktemp('web') / 'archive'}", create=True)
    engine.write(DOCUMENTS)
    engine.commit()
    yield engine
    engine.close()


@pytest.fixture(scope="module")
def app(engine: Engine) -> Flask:
    return create_app(engine, {"TESTING": True})


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def tree(client: FlaskClient, url: str, status: int = 200) -> html.HtmlElement:
    page = client.get(url)
    assert page.status_code == status, page.text
    return html.fromstring(page.text)


def text_of(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def total(page: html.HtmlElement) -> int:
    [count] = re.findall(r"共 ([\d,]+) 篇", text_of(page.xpath("//*[@role='status']")[0]))
    return int(count.replace(",", ""))


def ways_out(page: html.HtmlElement) -> dict[str, str]:
    """What a page without hits offers, by its words."""
    return {text_of(link): link.get("href", "") for link in page.xpath("//ul[@class='ways-out']/li/a")}


def links(element: html.HtmlElement, css: str) -> dict[str, str]:
    """The links that a class holds, by their words without the ones for screen readers alone."""
    found = {}
    for link in element.find_class(css):
        for hidden in link.find_class("vh"):
            hidden.drop_tree()
        found[text_of(link)] = link.get("href", "")
    return found


PAGES = [
    "/", "/help", "/about", "/nope", "/search", "/search?q=东西部协作", "/search?q=东西部协作&mode=exact&page=2&size=20",
    "/search?q=不存在的词语&leader=无&date=2021", "/search?q=%20&mode=exact",
    "/articles/s1?q=东西部协作&hit=2", "/search/region?q=协作", "/search/date", "/articles/s1?q=东西部协作",
    "/articles/t1", "/articles/u1", "/articles/i1",
    "/search?q=" + quote(SCRIPT), "/search?source=" + quote(f"报{SCRIPT}"),
    "/search?q=%22%3E%3Cimg+src%3Dx%3E&date=%22onclick%3D1&from=%3Cb%3E", "/articles/" + quote(HOSTILE_ID, safe=""),
    "/lang/zh_Hans?next=" + quote("/search?q=" + SCRIPT),
]


@pytest.mark.parametrize("url", PAGES)
def test_every_page_is_well_made(client: FlaskClient, url: str) -> None:
    response = client.get(url, follow_redirects=True)
    assert response.status_code == (404 if url == "/nope" else 200), response.text
    page = html.fromstring(response.text)
    assert page.get("lang") == "zh-Hans"
    assert len(page.findall(".//h1")) == 1 and text_of(page.find(".//h1"))
    assert len(page.findall(".//main")) == 1 and text_of(page.find(".//title"))
    levels = [int(heading.tag[1]) for heading in page.iter("h1", "h2", "h3", "h4")]
    assert all(below <= above + 1 for above, below in zip(levels, levels[1:])), levels
    ids = [element.get("id") for element in page.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    labelled = {label.get("for") for label in page.iter("label")}
    for field in page.iter("input", "select", "textarea"):
        if field.get("type") != "hidden":
            assert field.get("id") in labelled or field.xpath("boolean(parent::label)"), field.attrib
    assert {element.get("aria-labelledby") for element in page.iter()} <= {None, *ids}
    assert [link.get("href") for link in page.iter("a")][:1] == ["#main"]


@pytest.mark.parametrize("url", PAGES)
def test_no_page_holds_anything_inline(client: FlaskClient, url: str) -> None:
    text = client.get(url, follow_redirects=True).text
    page = html.fromstring(text)
    assert not list(page.iter("script", "style", "iframe", "object", "embed", "base"))
    for element in page.iter():
        attributes = {str(name): str(value) for name, value in element.attrib.items()}
        assert not [name for name in attributes if name == "style" or name.startswith("on")], attributes
        for name in attributes.keys() & {"href", "src", "action"}:
            assert not attributes[name].lower().startswith(("javascript:", "data:", "//", "http:")), attributes
    assert SCRIPT not in text and not list(page.iter("img"))


def test_home_says_what_the_archive_holds(client: FlaskClient) -> None:
    page = tree(client, "/")
    assert f"现有文章 {len(DOCUMENTS)} 篇" in text_of(page)
    years = {text_of(link): link.get("href") for link in page.xpath("//ol[@class='years']//a")}
    assert "共 1 篇" in text_of(tree(client, years["2021年 1 篇"]))
    assert "共 2 篇" in text_of(tree(client, years["日期不详 2 篇"]))


def test_both_scripts_find_the_same_and_are_shown_as_they_are(client: FlaskClient) -> None:
    one, other = (tree(client, f"/search?q={query}") for query in ("东西部协作", "東西部協作"))
    titles = [[text_of(title) for title in page.xpath("//ol[@class='hits']//h3")] for page in (one, other)]
    assert titles[0] == titles[1] and len(titles[0]) == 5
    assert {"东西部协作产业园", "東西部協作產業園", "（无标题）"} <= set(titles[0])
    marks = {(mark.text, mark.iterancestors("p", "a").__next__().get("lang")) for mark in one.iter("mark")}
    assert {("东西部协作", "zh-Hans"), ("東西部協作", "zh-Hant")} <= marks
    assert "共 5 篇" in text_of(one.xpath("//*[@role='status']")[0])


def test_facets_narrow_and_chips_widen(client: FlaskClient) -> None:
    page = tree(client, "/search?q=东西部协作&sort=newest")
    narrowed = tree(client, links(page, "value")["胡昌升 1"])
    assert "共 1 篇" in text_of(narrowed.xpath("//*[@role='status']")[0])
    chip, url = links(narrowed, "chip").popitem()
    assert chip.startswith("领导 胡昌升")
    assert "sort=newest" in url and "共 5 篇" in text_of(tree(client, url))
    undated = tree(client, links(page, "value")["日期不详 2"])
    assert "共 2 篇" in text_of(undated)
    chosen = undated.xpath("//a[contains(@class,'value') and contains(@class,'on')]")
    assert ["已选" in text_of(link) for link in chosen] == [True]


def test_every_link_of_the_results_leads_to_results(client: FlaskClient) -> None:
    page = tree(client, "/search?q=东西部协作 OR 农业&size=10&page=2&date=1990..2024")
    addresses = {link.get("href") for link in page.iter("a")} - {"#main"}
    assert len(addresses) > 40
    for address in addresses:
        assert client.get(address).status_code in {200, 303}, address


def test_literal_count_leads_to_the_exact_search(client: FlaskClient) -> None:
    page = tree(client, "/search?q=协作园区")
    literal = text_of(page.find_class("literal")[0])
    assert "没有一篇逐字出现“协作园区”" in literal
    # What is counted is what is left when the marks of the query language are read.
    marked = tree(client, "/search?q=东西部协作 OR (").find_class("literal")[0]
    assert "“东西部协作”" in text_of(marked)
    assert not tree(client, "/search?q=标题:东西部协作").find_class("literal")
    exact = tree(client, "/search?q=东西部协作产业&mode=exact")
    assert "逐字检索" in text_of(exact.find_class("literal")[0])
    assert exact.xpath("//input[@name='mode' and @value='exact' and @checked]")


def test_finding_nothing_helps(client: FlaskClient) -> None:
    page = tree(client, "/search?q=东西部协作&leader=胡昌升&date=1990")
    ways = {text_of(link): link.get("href") for link in page.xpath("//div[@class='empty']//li/a")}
    assert {"去掉“胡昌升”", "去掉“1990年”", "去掉全部筛选"} & set(ways) == {"去掉“1990年”", "去掉全部筛选"}
    assert "共 1 篇" in text_of(tree(client, ways["去掉“1990年”"]))
    beyond = tree(client, "/search?q=东西部协作&page=9999")
    assert "没有第 9,999 页" in text_of(beyond) and "共 5 篇" in text_of(beyond)


def test_finding_nothing_names_the_word_that_is_to_blame(client: FlaskClient) -> None:
    page = tree(client, "/search?q=东西部协作 鲸鱼&date=1990")
    assert [text_of(word) for word in page.xpath("//ul[@class='alone']/li")] == ["东西部协作 5 篇", "鲸鱼 一篇也没有"]
    ways = ways_out(page)
    assert set(ways) == {"去掉一篇也找不到的词，并去掉全部筛选"}
    assert total(tree(client, ways.popitem()[1])) == 5


@pytest.mark.parametrize("query", ["培训班简讯", "培训班 简讯", "簡訊培訓班"])
def test_words_that_never_meet_are_joined_by_or(client: FlaskClient, query: str) -> None:
    page = tree(client, f"/search?q={query}")
    counted = {text_of(word) for word in page.xpath("//ul[@class='alone']/li")}
    assert counted <= {"培训班 5 篇", "简讯 25 篇", "培訓班 5 篇", "簡訊 25 篇"} and len(counted) == 2
    ways = ways_out(page)
    assert set(ways) == {"有其中任一个词就算（OR）"}
    assert total(tree(client, ways.popitem()[1])) == 30


def test_every_way_out_finds_what_it_says(client: FlaskClient) -> None:
    for query in ("q=东西部协作 -园区", "q=东西部协作 鲸鱼&leader=胡昌升&leader=无", "q=东西部协作 农业&mode=exact&date=2021",
                  "q=标题:第 -农业", "q=(鲸鱼 OR 海豚) 农业", "q=领导:无此人 农业", 'q="农业简讯" "协作"', "q=鲸鱼"):
        page = tree(client, "/search?" + query)
        offered = page.xpath("//ul[@class='ways-out' or @class='alone']/li[a]")
        assert offered or query == "q=鲸鱼"
        for way in offered:
            [count] = re.findall(r"(\d+) 篇", text_of(way.find_class("count")[0]))
            assert total(tree(client, way.find("a").get("href"))) == int(count) > 0, (query, text_of(way))
    assert "不排除任何词" in ways_out(tree(client, "/search?q=东西部协作 -园区"))
    assert "去掉全部筛选" in ways_out(tree(client, "/search?q=东西部协作&leader=胡昌升&date=1990"))


def test_white_space_is_not_searched_letter_by_letter(client: FlaskClient) -> None:
    page = tree(client, "/search?q=%20%E3%80%80&mode=exact")
    assert "这里只有空白" in text_of(page.find_class("notes")[0])
    assert "没有找到文章" in text_of(page) and not page.find_class("hits")
    assert total(tree(client, ways_out(page)["全部文章"])) == len(DOCUMENTS)
    found = client.get("/api/search?q=%20&mode=exact").get_json()
    assert (found["total"], found["hits"]) == (0, []) and "空白" in found["notes"][0]
    assert list(found["facets"]) == list(FACET_NAMES)
    assert total(tree(client, "/search?q=&mode=exact")) == len(DOCUMENTS)


def test_a_typed_filter_is_the_filter_of_the_facet(client: FlaskClient) -> None:
    for typed, label in (("region=崆峒&region=620802", "地区 崆峒区"), ("leader=胡昌陞", "领导 胡昌升"),
                         ("date=2021-1", "日期 2021年1月"), ("source=甘肅日報", "来源 甘肃日报")):
        page = tree(client, f"/search?q=东西部协作&{typed}")
        assert len(page.xpath("//a[contains(@class,'value') and contains(@class,'on')]")) == 1, typed
        assert [chip.removesuffix(" ×") for chip in links(page, "chip")] == [label]


def test_what_was_changed_in_an_address_is_said(client: FlaskClient) -> None:
    notes = tree(client, "/search?q=协作&mode=fuzzy&sort=random&size=7&page=x&region=乌有乡").find_class("notes")[0]
    for word in ("fuzzy", "random", "“7”", "“x”", "乌有乡"):
        assert text_of(notes).count(word) == 1
    found = client.get("/api/search?q=协作&size=7&page=1").get_json()
    assert (len(found["hits"]), found["notes"]) == (5, [])
    assert len(client.get("/api/search?size=1000").get_json()["hits"]) == len(DOCUMENTS)
    assert "1–1000" in str(client.get("/api/search?size=5000").get_json()["notes"])


def test_a_text_too_long_is_said_once_and_makes_no_monster(client: FlaskClient) -> None:
    response = client.get("/search", query_string={"q": "东西部协作" * 500})
    notes = html.fromstring(response.text).find_class("notes")[0]
    assert text_of(notes).count("过长") == 1
    long = client.get("/search", query_string={"q": " OR ".join(["东西部协作"] * 222)})
    assert "共 5 篇" in long.text and "再看" not in long.text and "列出全部" in long.text
    assert len(long.data) < 400_000
    assert "再看" in client.get("/search").text


def test_other_forms_and_the_very_string_do_not_contradict(client: FlaskClient) -> None:
    page = text_of(tree(client, "/search?q=东西部协作"))
    assert "也查找了同义写法" in page and "它的同义写法没有找到更多文章" in page and "每一篇都逐字出现" not in page
    for query in ("东西部协作&variants=off", "农业简讯"):
        page = text_of(tree(client, f"/search?q={query}"))
        assert "同义写法：" not in page and "它的同义写法" not in page and "每一篇都逐字出现" in page


def test_notes_of_the_query_are_shown(client: FlaskClient) -> None:
    assert "未闭合的引号" in text_of(tree(client, "/search?q=%22东西部")).split("筛选")[0]


def test_article_page(client: FlaskClient) -> None:
    page = tree(client, "/articles/s1?q=東西部協作&leader=胡昌升&page=3")
    assert text_of(page.find(".//h1")) == "东西部协作产业园"
    paragraphs = page.xpath("//div[@class='text']/p")
    assert [text_of(p) for p in paragraphs] == [SIMPLIFIED, "第二段也写到东西部协作。"]
    assert [mark.text for mark in page.xpath("//div[@class='text']//mark")] == ["东西部协作", "东西部协作"]
    assert page.find_class("citation")[0].text == "《甘肃日报》2021年1月26日第06版，“东西部协作产业园”"
    back = page.find_class("back")[0].find("a").get("href")
    assert state.from_query(_arguments(back)) == Question(
        text="東西部協作", filters={"leader": ("胡昌升",)}, page=3
    )
    assert [a.text for a in page.find_class("places")[0].iter("a")] == ["崆峒区", "天津市"]
    assert "files/s1.txt，第 7 行" in text_of(page)
    assert "javascript:" not in html.tostring(page, encoding="unicode")


def test_a_repaired_article_lists_its_repairs(client: FlaskClient) -> None:
    page = tree(client, "/articles/t1")
    assert page.xpath("//div[@class='text']/@lang") == ["zh-Hant"]
    row = [text_of(cell) for cell in page.xpath("//section[@class='repairs']//tbody/tr/td")]
    assert row == ["inserted pinyin", "4", "xiezuo", "（删去）"]
    assert text_of(page.find_class("raw")[0]) == "修补之前的文字 raw"


def test_dates_say_how_sure_they_are(client: FlaskClient) -> None:
    assert "5月6日（年份不详）" in text_of(tree(client, "/articles/" + quote(HOSTILE_ID, safe="")))
    inferred = text_of(tree(client, "/articles/i1"))
    assert "2023年5月5日（推定）" in inferred and "年份取自文件名" in inferred
    assert "日期不详" in text_of(tree(client, "/articles/u1"))


def test_the_hits_beside_an_article(client: FlaskClient) -> None:
    found = [f"n{n}" for n in range(25)]
    address = tree(client, "/search?q=农业&sort=oldest").xpath("//ol[@class='hits']//h3/a/@href")[0]
    read = []
    while address:
        page = tree(client, address)
        read.append(urlsplit(address).path.removeprefix("/articles/"))
        back = page.find_class("back")[0]
        assert f"第 {len(read)} 篇，共 25 篇" in text_of(back)
        assert len(back.xpath(".//a[@rel='prev']")) == (len(read) > 1)
        [results] = [link.get("href") for link in back.iter("a") if not link.get("rel")]
        hit = tree(client, results).get_element_by_id(urlsplit(results).fragment)
        assert f"/articles/{read[-1]}?" in hit.find("a").get("href")
        address = next(iter(back.xpath(".//a[@rel='next']/@href")), "")
    assert read == found


@pytest.mark.parametrize("place", ["", "&hit=0", "&hit=2", "&hit=x", "&hit=26", "&hit=99999999999"])
def test_an_article_at_another_place_has_no_hits_beside_it(client: FlaskClient, place: str) -> None:
    page = tree(client, f"/articles/n0?q=农业&sort=oldest{place}")
    assert not page.find_class("beside") and "回到检索结果" in text_of(page)


def test_the_first_mark_can_be_gone_to(client: FlaskClient) -> None:
    page = tree(client, "/articles/s1?q=东西部协作")
    assert page.xpath("//a[@href='#first']/text()") == ["跳到第一处命中"]
    marks = page.xpath("//div[@class='text']//mark")
    assert [mark.get("id") for mark in marks] == ["first", None]
    assert not tree(client, "/articles/s1").xpath("//*[@id='first' or @href='#first']")


@pytest.mark.parametrize("id", CONTROL_IDS)
def test_an_id_of_control_characters_has_a_page(app: Flask, client: FlaskClient, id: str) -> None:
    with app.test_request_context():
        url, api = (state.to_article(id, endpoint=end) for end in ("pages.article", "api.article"))
    assert tree(client, url).find_class("citation")
    assert client.get(api).get_json()["id"] == id


def test_what_was_set_aside_is_listed(engine: Engine, client: FlaskClient, tmp_path: Path) -> None:
    assert client.get("/about/set-aside").status_code == 404
    place = tmp_path / "ledger.sqlite"
    reader = create_app(engine, {"TESTING": True, "LEDGER": place}).test_client()
    assert reader.get("/about/set-aside").status_code == 404 and not place.exists()
    ledger = Ledger(place)
    assert "每一行都收录了" in reader.get("/about/set-aside").text
    rejects = [Reject("a.jsonl", line, f"第 {line} 行坏了") for line in range(1, 250)]
    ledger.enter(KnownFile("/x/a.jsonl", "a.jsonl", "0" * 64, 1), [], [Reject(f"b{SCRIPT}", None, "读不出"), *rejects])
    ledger.close()
    about = tree(reader, "/about")
    [address] = [link.get("href") for link in about.iter("a") if "250 条没能收录" in text_of(link)]
    first, last = tree(reader, address), tree(reader, address + "?page=99")
    rows = [[text_of(cell) for cell in row] for page in (first, last) for row in page.xpath("//tbody/tr")]
    assert len(rows) == 250 and ["a.jsonl", "249", "第 249 行坏了"] in rows and [f"b{SCRIPT}", "", "读不出"] in rows
    with closing(sqlite3.connect(place)) as older:
        older.execute("PRAGMA user_version=1")
        assert reader.get("/about/set-aside").status_code == 200
        # Only who indexes brings a ledger up to date: the room does not write to it.
        assert older.execute("PRAGMA user_version").fetchone() == (1,)
    place.write_bytes(b"no ledger at all" * 100)
    assert reader.get("/about/set-aside").status_code == 503


def test_any_id_has_a_page_and_a_link_to_it(app: Flask, client: FlaskClient) -> None:
    with app.test_request_context():
        url, api = (state.to_article(HOSTILE_ID, endpoint=end) for end in ("pages.article", "api.article"))
    assert url in tree(client, "/search?q=alert").xpath("//ol[@class='hits']//h3/a/@href")[0]
    assert tree(client, url).find_class("citation")
    assert client.get(api).get_json()["id"] == HOSTILE_ID


def test_json_gives_the_same_answers(client: FlaskClient, engine: Engine) -> None:
    reply = client.get("/api/search?q=东西部协作&leader=胡昌升&from=2022&to=2019&size=20")
    found = reply.get_json()
    assert reply.mimetype == "application/json" and "东西部协作" in reply.text
    expected = answer(engine, Question("东西部协作", filters={"leader": ("胡昌升",), "date": ("2019..2022",)}, size=20))
    assert (found["total"], [hit["id"] for hit in found["hits"]]) == (expected.total, ["s1"])
    assert any("对调" in note for note in found["notes"])
    assert list(found["facets"]) == list(FACET_NAMES)
    one = client.get("/api/articles/t1").get_json()
    assert (one["title"], one["body"]) == ("東西部協作產業園", TRADITIONAL)


NONSENSE = [
    "\"", "(((((((((", "NOT", "AND OR NOT", "-", "*", "?", "[a TO z]", "标题:", "date:", "日期:..", "\\", "'; DROP TABLE",
    "%", "%s %(x)s {0} {{ 7*7 }}", "\x00\x1b", "𠮷𠮷", "👩‍👩‍👧", "協" * 3_000, "a OR " * 500, "(" * 1_000, "\u202e反", "～！＠",
]


@pytest.mark.parametrize("query", NONSENSE)
@pytest.mark.parametrize("mode", ["smart", "exact"])
def test_nonsense_is_answered(client: FlaskClient, query: str, mode: str) -> None:
    for path in ("/search", "/api/search", "/articles/s1", "/search/date"):
        response = client.get(path, query_string={"q": query, "mode": mode, "date": query[:40], "page": query[:9]})
        assert response.status_code in {200, 400}, response.text
        if response.status_code == 400:
            assert "限" in response.text


def test_language_links_come_back_to_the_same_page(client: FlaskClient) -> None:
    page = tree(client, "/search?q=a%26b%23&leader=胡昌升")
    [address] = page.xpath("//ul[@class='languages']//a[@lang='en']/@href")
    location = client.get(address).location
    assert location is not None
    assert urlsplit(location).path == "/search"
    assert state.from_query(_arguments(location)) == Question("a&b#", filters={"leader": ("胡昌升",)})


def test_stylesheet_is_addressed_by_its_content(client: FlaskClient) -> None:
    [address] = tree(client, "/help").xpath("//link[@rel='stylesheet']/@href")
    assert re.search(r"\?v=[0-9a-f]{12}$", address)
    with client.get(address) as response:
        assert response.status_code == 200 and "max-age" in response.headers["Cache-Control"]
        assert not re.search(r"@import|url\(|expression", response.get_data(as_text=True))


def test_the_api_is_plain_json(client: FlaskClient) -> None:
    text = client.get("/api/search?q=" + quote(SCRIPT)).text
    assert json.loads(text)["query"] == SCRIPT


def _arguments(address: str) -> MultiDict[str, str]:
    return MultiDict(parse_qsl(urlsplit(address).query))
