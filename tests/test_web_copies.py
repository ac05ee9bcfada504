"""Copies in the reading room: behind the report on the page of results, beside it on its own page, in its JSON."""
from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient
from lxml import html

from indexer.engines import open_engine
from tests.articles import document
from tests.test_web import text_of, tree
from web import create_app

BODY = "合作社把苗床搬进了大棚，菜农栽多少取多少，剩下的还能卖给邻村，冷库也已经检修完毕，收下来的菜当天就能入库。" * 2


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """Of an archive of one report in three papers and another report."""
    engine = open_engine(f"embedded:{tmp_path_factory.mktemp('copies') / 'archive'}", create=True)
    engine.write(
        [
            document("a", BODY, "苗床进大棚", "2024-04-02", source="甲报"),
            document("b", f"{BODY}苗床", "苗床进大棚", "2024-04-03", source="乙报"),
            document("c", BODY, "苗床<i>搬家", "2024-04-01", source="<b>丙报"),
            document("d", "苗床不够用，还要再搭。" * 9, "还缺苗床", source="甲报"),
        ]
    )
    engine.commit()
    yield create_app(engine, {"TESTING": True}).test_client()
    engine.close()


def hits(page: html.HtmlElement) -> list[str]:
    return [link.get("href", "").partition("?")[0] for link in page.xpath("//ol[@class='hits']/li//h3/a")]


def test_a_report_stands_once_and_its_copies_behind_it(client: FlaskClient) -> None:
    page = tree(client, "/search?q=苗床&sort=oldest")
    assert hits(page) == ["/articles/c", "/articles/d"]
    assert "共 4 篇 相同报道合并后 2 篇" in text_of(page.xpath("//*[@role='status']")[0])
    [behind] = page.find_class("same")
    assert text_of(behind.find("summary")) == "另有 2 篇相同报道"
    rows = behind.xpath(".//li")
    assert [text_of(row) for row in rows] == ["苗床进大棚 甲报 2024年4月2日", "苗床进大棚 乙报 2024年4月3日"]
    # The copies' words are marked, too: the question goes with the reader.
    assert rows[0].find("a").get("href") == "/articles/a?q=苗床&sort=oldest"


def test_the_help_tells_of_copies(client: FlaskClient) -> None:
    text = text_of(tree(client, "/help").find(".//main"))
    assert "相同报道" in text and "“逐篇列出”" in text and "逐篇计算" in text


def test_every_article_by_itself(client: FlaskClient) -> None:
    page = tree(client, "/search?q=苗床&sort=oldest&copies=every&size=10")
    assert hits(page) == ["/articles/c", "/articles/a", "/articles/b", "/articles/d"]
    assert not page.find_class("same") and "合并后" not in text_of(page.xpath("//*[@role='status']")[0])
    [switch] = page.xpath("//nav[@aria-label='相同报道']")
    assert [(text_of(link), link.get("aria-current")) for link in switch.iter("a")] == [
        ("相同报道合并", None),
        ("逐篇列出", "true"),
    ]
    assert "copies" not in switch.find(".//a").get("href")
    # A search from here lists every article again.
    assert page.xpath("//form[@role='search']/input[@name='copies']/@value") == ["every"]


def test_without_copies_there_is_no_switch(client: FlaskClient) -> None:
    page = tree(client, "/search?q=还要再搭")
    assert hits(page) == ["/articles/d"]
    assert not page.xpath("//nav[@aria-label='相同报道']") and not page.find_class("same")


def test_a_copy_that_the_filters_leave_out_is_not_behind_it(client: FlaskClient) -> None:
    page = tree(client, "/search?q=苗床&source=甲报&source=乙报&sort=oldest")
    assert hits(page) == ["/articles/a", "/articles/d"]
    assert text_of(page.find_class("same")[0].find("summary")) == "另有 1 篇相同报道"


def test_an_article_s_page_lists_its_copies(client: FlaskClient) -> None:
    page = tree(client, "/articles/b")
    [section] = page.xpath("//section[@aria-labelledby='same']")
    assert [text_of(row) for row in section.iter("li")] == [
        "苗床<i>搬家 <b>丙报 2024年4月1日",
        "苗床进大棚 甲报 2024年4月2日",
    ]
    assert not tree(client, "/articles/d").xpath("//section[@aria-labelledby='same']")


def test_the_way_through_the_hits_is_the_one_of_the_list(client: FlaskClient) -> None:
    page = tree(client, "/articles/c?q=苗床&sort=oldest&hit=1")
    assert "第 1 篇，共 2 篇" in text_of(page.find_class("back")[0])
    assert page.xpath("//a[@rel='next']/@href")[0].startswith("/articles/d")


def test_the_same_as_json(client: FlaskClient) -> None:
    found = client.get("/api/search?q=苗床&sort=oldest").get_json()
    assert (found["total"], found["groups"]) == (4, 2)
    assert [(hit["id"], hit["copy_count"], [copy["id"] for copy in hit["copies"]]) for hit in found["hits"]] == [
        ("c", 2, ["a", "b"]),
        ("d", 0, []),
    ]
    every = client.get("/api/search?q=苗床&sort=oldest&copies=every").get_json()
    assert every["groups"] == every["total"] == 4 and every["facets"] == found["facets"]
    shown = client.get("/api/articles/a").get_json()
    assert [(copy["id"], copy["source"], copy["date"]) for copy in shown["copies"]] == [
        ("c", "<b>丙报", "2024-04-01"),
        ("b", "乙报", "2024-04-03"),
    ]
