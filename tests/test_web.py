"""The reading room over a real engine: its pages, their structure, and what a hostile article cannot do to them."""
from __future__ import annotations

import json
import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, quote, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import html
from werkzeug.datastructures import MultiDict

from corpus.article import Article, DateReading, Origin, PartialDate, Repair
from indexer.answer import Question, answer
from indexer.document import Document, LeaderMention, RegionMention
from indexer.engines import open_engine
from indexer.engines.base import Engine
from web import create_app, state

SCRIPT = "<script>alert('x')</script>"
HOSTILE_ID = "a/b//../\"'<i>&?#%20 字"
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
    "/search?q=不存在的词语&leader=无&date=2021", "/search/region?q=协作", "/search/date", "/articles/s1?q=东西部协作",
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


def test_notes_of_the_query_are_shown(client: FlaskClient) -> None:
    assert "未闭合的引号" in text_of(tree(client, "/search?q=%22东西部")).split("筛选")[0]


def test_article_page(client: FlaskClient) -> None:
    page = tree(client, "/articles/s1?q=東西部協作&leader=胡昌升&page=3")
    assert text_of(page.find(".//h1")) == "东西部协作产业园"
    paragraphs = page.xpath("//div[@class='text']/p")
    assert [text_of(p) for p in paragraphs] == [SIMPLIFIED, "第二段也写到东西部协作。"]
    assert [mark.text for mark in page.xpath("//div[@class='text']//mark")] == ["东西部协作", "东西部协作"]
    assert page.find_class("citation")[0].text == "《甘肃日报》2021年1月26日第06版，“东西部协作产业园”"
    back = page.xpath("//p[@class='back']/a/@href")[0]
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
    assert list(found["facets"]) == ["date", "region", "leader", "source"]
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
