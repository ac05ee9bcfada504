"""The reading room in a real Chromium, over an archive of the sample: what a reader does, on a desk and on a phone."""
from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import waitress
from playwright.sync_api import Browser, Page, Request, sync_playwright

from corpus.article import Reject
from indexer.engines import open_engine
from indexer.engines.base import Engine
from indexer.known import KnownFile
from indexer.ledger import Ledger
from tests.articles import document
from web import create_app

pytestmark = pytest.mark.browser

ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]
PHONE = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0 Mobile Safari/537.36"
SIMPLIFIED, TRADITIONAL = "东西部协作", "東西部協作"


@dataclass
class Visit:
    """A browser page and everything its console said."""

    page: Page
    said: list[str] = field(default_factory=list)

    def failed(self, request: Request) -> None:
        """Notes a request that failed; one that Chromium itself gave up, as the next page was already asked for (the
        icon, mostly), has not."""
        if request.failure != "net::ERR_ABORTED":
            self.said.append(f"{request.url}: {request.failure}")


def chromium() -> str:
    """Where Chromium is. Without it the tests are skipped, or fail if LONGWEN_REQUIRE_BROWSER=1."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return found
    reason = "no Chromium was found (Debian: apt-get install chromium fonts-noto-cjk)"
    if os.environ.get("LONGWEN_REQUIRE_BROWSER") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    place = chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=place, args=ARGUMENTS)
        yield browser
        browser.close()


@contextmanager
def served(engine: Engine, ledger: Path | None = None) -> Iterator[str]:
    """The reading room, served as ``longwen serve`` serves it, on a free port."""
    server = waitress.create_server(create_app(engine, {"LEDGER": ledger}), host="127.0.0.1", port=0, threads=4)

    def run() -> None:
        try:
            server.run()
        except OSError:
            pass  # Closing the server takes the sockets from under its loop, which ends by that.

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()
    thread.join(timeout=10)


@pytest.fixture(scope="module")
def address(sample_engine: Engine) -> Iterator[str]:
    """The reading room of the sample."""
    with served(sample_engine) as place:
        yield place


@pytest.fixture(scope="module")
def copies_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The reading room of one report in three papers."""
    body = "合作社把苗床搬进了大棚，菜农栽多少取多少，剩下的还能卖给邻村，冷库也已经检修完毕，收下来的菜当天就能入库。" * 2
    papers = (("a", "样例日报", body), ("b", "样例晚报", body), ("c", "樣例日報", body.replace("邻", "鄰")))
    engine = open_engine(f"embedded:{tmp_path_factory.mktemp('copies') / 'archive'}", create=True)
    engine.write([document(id, text, "苗床进大棚", "2024-04-02", source=source) for id, source, text in papers])
    engine.commit()
    with served(engine) as place:
        yield place
    engine.close()


@pytest.fixture(params=["desk", "phone"])
def visit(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Visit]:
    """A visit at a desk's width and at a phone's. Afterwards: nothing on the console, nothing blocked by the policy."""
    phone = request.param == "phone"
    context = browser.new_context(
        base_url=address,
        locale="zh-CN",
        viewport={"width": 390, "height": 844} if phone else {"width": 1280, "height": 900},
        user_agent=PHONE if phone else None,
        is_mobile=phone,
        has_touch=phone,
    )
    visit = Visit(context.new_page())
    visit.page.on("console", lambda message: visit.said.append(message.text))
    visit.page.on("pageerror", lambda error: visit.said.append(str(error)))
    visit.page.on("requestfailed", visit.failed)
    yield visit
    context.close()
    assert visit.said == []


def search(page: Page, text: str) -> None:
    page.goto("/")
    page.get_by_label("检索词").fill(text)
    page.get_by_role("button", name="检索", exact=True).click()
    page.wait_for_url("**/search?*")


def total(page: Page) -> int:
    return int("".join(filter(str.isdigit, page.get_by_role("status").locator("strong").inner_text())))


def choose(page: Page, facet: str, row: int = 0) -> tuple[str, int]:
    """Clicks a value of a facet; its words and the count that stood beside it."""
    filters = page.locator("details.filters")
    if filters.get_attribute("open") is None:
        filters.locator("> summary").click()
    value = page.locator(f"section.facet.{facet} > ul > li > a.value").nth(row)
    name = value.locator(".name").inner_text()
    count = int("".join(filter(str.isdigit, value.locator(".count").inner_text())))
    with page.expect_navigation():
        value.click()
    return name, count


def chips(page: Page) -> list[str]:
    return [chip.inner_text() for chip in page.locator(".chip").all()]


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


def test_a_reader_searches_narrows_and_reads(visit: Visit) -> None:
    page = visit.page
    search(page, SIMPLIFIED)
    everything = total(page)
    assert everything > 3 and fits(page)
    assert SIMPLIFIED in page.locator(".passage mark").all_inner_texts()

    for number, facet in enumerate(("leader", "region", "date"), start=1):
        name, count = choose(page, facet)
        assert total(page) == count
        assert len(chips(page)) == number and any(name in chip for chip in chips(page))
    assert 0 < total(page) < everything

    page.locator(".chips").get_by_text("去掉全部筛选").click()
    page.wait_for_url(lambda url: "leader" not in url)
    assert total(page) == everything


def test_both_scripts_find_the_same(visit: Visit) -> None:
    page = visit.page
    search(page, SIMPLIFIED)
    links = "ol.hits h3 a"
    titles = page.locator(links).all_inner_texts()
    assert total(page) > 0
    search(page, TRADITIONAL)
    assert page.locator(links).all_inner_texts() == titles


def test_an_article_is_read_in_its_own_script(visit: Visit) -> None:
    page = visit.page
    search(page, SIMPLIFIED)
    link = page.locator("ol.hits h3 a[lang=zh-Hant]").first
    title = link.inner_text()
    link.click()
    page.wait_for_url("**/articles/**")
    assert page.locator("h1").inner_text() == title
    assert page.locator("article .text").get_attribute("lang") == "zh-Hant"
    marks = page.locator("article .text mark")
    assert TRADITIONAL in marks.all_inner_texts()
    assert marks.first.evaluate("mark => getComputedStyle(mark).backgroundColor") != "rgba(0, 0, 0, 0)"
    assert "「" in page.locator(".citation").inner_text()
    assert fits(page)
    page.get_by_role("link", name="回到检索结果").click()
    page.wait_for_url("**/search?*")
    assert page.get_by_label("检索词").input_value() == SIMPLIFIED


@pytest.mark.parametrize(
    "path", ["/", "/help", "/about", "/search", f"/search?q={SIMPLIFIED}&mode=exact", "/search/region", "/search/date",
             "/search?q=" + "很长的词" * 40, "/search?q=" + "a" * 300, f"/search?q={SIMPLIFIED}&leader=无此人"]
)
def test_no_page_scrolls_sideways(visit: Visit, path: str) -> None:
    visit.page.goto(path)
    assert fits(visit.page)


@pytest.mark.parametrize("path", ["/", "/help", f"/search?q={SIMPLIFIED}"])
def test_the_tab_key_reaches_the_search_box_right_after_the_skip_link(visit: Visit, path: str) -> None:
    page = visit.page
    page.goto(path)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "q"
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline != "none"


def test_the_skip_link_leads_past_the_masthead(visit: Visit) -> None:
    page = visit.page
    page.goto(f"/search?q={SIMPLIFIED}")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_the_keyboard_alone_searches(visit: Visit) -> None:
    page = visit.page
    page.goto("/")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type(SIMPLIFIED)
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?*")
    assert total(page) > 0


def test_a_date_range_narrows(visit: Visit) -> None:
    page = visit.page
    page.goto("/search")
    before = total(page)
    if page.locator("details.filters").get_attribute("open") is None:
        page.locator("details.filters > summary").click()
    page.get_by_label("从", exact=True).fill("2021")
    page.get_by_label("到", exact=True).fill("2022-06")
    with page.expect_navigation():
        page.locator("form.range button").click()
    assert 0 < total(page) < before
    assert "2021年 至 2022年6月" in chips(page)[0]


def test_filters_are_folded_on_a_phone_and_open_at_a_desk(visit: Visit) -> None:
    page = visit.page
    page.goto(f"/search?q={SIMPLIFIED}")
    wide = page.evaluate("window.innerWidth") > 960
    assert page.locator("section.facet.leader").is_visible() is wide
    assert page.locator("details.filters > summary").is_visible() is not wide


def test_a_reader_goes_from_hit_to_hit_and_to_the_first_mark(visit: Visit) -> None:
    page = visit.page
    search(page, SIMPLIFIED)
    titles = page.locator("ol.hits h3 a").all_inner_texts()
    page.locator("ol.hits h3 a").first.click()
    for title in titles[:3]:
        page.wait_for_url("**/articles/**")
        assert page.locator("h1").inner_text() == title and fits(page)
        with page.expect_navigation():
            page.get_by_role("link", name="下一篇").click()
    with page.expect_navigation():
        page.get_by_role("link", name="上一篇").click()
    assert page.locator("h1").inner_text() == titles[2]
    page.get_by_role("link", name="跳到第一处命中").click()
    page.wait_for_url("**#first")
    assert page.locator("mark:target").count() == 1
    page.get_by_role("link", name="回到检索结果").click()
    page.wait_for_url("**/search?*#hit-3")
    assert page.locator("h3:target").inner_text() == titles[2]


def test_evidence_is_followed_into_the_text(visit: Visit) -> None:
    page = visit.page
    search(page, "靜寧果園")
    page.locator("ol.hits h3 a[lang=zh-Hant]").first.click()
    page.wait_for_url("**/articles/**")
    readings, quotes = page.locator("#readings"), page.locator("#readings a.quote")
    assert not quotes.first.is_visible() and page.locator("section[aria-labelledby=who]").is_visible()
    readings.locator("> summary").focus()
    page.keyboard.press("Enter")
    assert quotes.first.is_visible() and fits(page)
    assert not page.locator("section[aria-labelledby=who]").is_visible()  # the readings hold the same people

    quote = page.locator("section[aria-labelledby=read-leaders] a.quote").first
    words = quote.inner_text()
    assert words.endswith("胡昌升") and not page.locator(".place:target").count()
    quote.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**#at-*")
    place = page.locator(".place:target")
    assert place.inner_text() == words
    page.wait_for_function("() => { const at = document.querySelector('.place:target').getBoundingClientRect();"
                           " return at.top >= 0 && at.bottom <= window.innerHeight; }")
    assert place.evaluate("place => getComputedStyle(place).backgroundColor") != "rgba(0, 0, 0, 0)"
    assert place.evaluate("place => document.activeElement === place")
    if page.evaluate("window.innerWidth") > 960:
        assert readings.evaluate("one => one.getBoundingClientRect().top < window.innerHeight")  # beside the text
    else:
        page.get_by_role("link", name="回到“读到了什么”").click()
        page.wait_for_url("**#readings")
    assert quotes.first.is_visible()
    page.go_back()
    assert readings.get_attribute("open") is not None and fits(page)


def test_nothing_found_leads_on(visit: Visit) -> None:
    page = visit.page
    page.goto(f"/search?q={SIMPLIFIED} 鲸鱼&date=1990")
    assert page.locator("ul.alone li", has_text="鲸鱼").inner_text() == "鲸鱼 一篇也没有" and fits(page)
    way = page.locator("ul.ways-out li").first
    count = int("".join(filter(str.isdigit, way.locator(".count").inner_text())))
    with page.expect_navigation():
        way.get_by_role("link").click()
    assert total(page) == count > 0


@pytest.mark.parametrize("language", ["zh_Hans", "zh_Hant", "en"])
def test_labels_fit_in_every_language(visit: Visit, language: str) -> None:
    page = visit.page
    page.goto(f"/lang/{language}?next=/search?q={SIMPLIFIED}")
    assert fits(page)
    if page.locator("details.filters").get_attribute("open") is None:
        page.locator("details.filters > summary").click()
    for end in ("#from", "#to"):
        page.locator(end).fill("2021-05-06")
        assert page.locator(end).evaluate("field => field.scrollWidth <= field.clientWidth"), end
    for control in page.locator("button, .sorts a, .chip, .links a, .modes label").all():
        assert control.evaluate("one => one.scrollWidth <= one.clientWidth + 1"), control.inner_text()
    assert page.locator("header.masthead").evaluate("head => head.getBoundingClientRect().height") < 200


def test_the_interface_changes_language_and_the_articles_do_not(visit: Visit) -> None:
    page = visit.page
    page.goto(f"/search?q={SIMPLIFIED}")
    titles = page.locator("ol.hits h3 a").all_inner_texts()
    page.get_by_role("link", name="繁體中文").click()
    page.wait_for_url("**/search?*")
    assert page.locator("html").get_attribute("lang") == "zh-Hant"
    assert page.locator("ol.hits h3 a").all_inner_texts() == titles


@pytest.mark.parametrize("language", ["zh_Hans", "zh_Hant", "en"])
def test_what_was_set_aside_is_a_table_of_whole_words(
    visit: Visit, sample_engine: Engine, tmp_path: Path, language: str
) -> None:
    ledger = Ledger(tmp_path / "ledger.sqlite")
    reason = "这一行有 2 个字段，表头有 4 个；请检查引号和分隔符。"
    names = ("clippings.csv", "1998/05/06/第03版/" + "甲" * 60 + ".html")
    ledger.enter(KnownFile("/x", "x", "0" * 64, 1), [], [Reject(name, 1234, reason) for name in names])
    ledger.close()
    page = visit.page
    with served(sample_engine, tmp_path / "ledger.sqlite") as address:
        page.goto(f"{address}/lang/{language}?next=/about/set-aside")
        assert page.locator("tbody tr").count() == 2 and fits(page)
        for cell in (*page.locator("th").all(), page.get_by_text("clippings.csv"), page.get_by_text("1234").first):
            words = "td => { const all = new Range(); all.selectNodeContents(td); return all.getBoundingClientRect() }"
            assert cell.evaluate(words)["height"] < 30, cell.inner_text()


def test_a_report_stands_once_with_its_copies_behind_it(visit: Visit, copies_address: str) -> None:
    page = visit.page
    page.goto(f"{copies_address}/search?q=苗床")
    assert total(page) == 3 and page.locator(".hits > li").count() == 1 and fits(page)
    behind = page.locator("details.same")
    assert not behind.locator("li").first.is_visible()
    behind.get_by_text("另有 2 篇相同报道").click()
    assert [row.locator(".source").inner_text() for row in behind.locator("li").all()] == ["样例晚报", "樣例日報"]
    assert fits(page)
    switch = page.get_by_role("navigation", name="相同报道")
    switch.get_by_role("link", name="逐篇列出").click()
    page.wait_for_url("**copies=every**")
    assert page.locator(".hits > li").count() == 3 and page.locator("details.same").count() == 0
    switch.get_by_role("link", name="相同报道合并").click()
    page.wait_for_url(lambda url: "copies" not in url)
    page.locator("details.same summary").click()
    page.locator("details.same a").first.click()
    page.wait_for_url("**/articles/**")
    assert page.get_by_role("region", name="相同报道").get_by_role("link").count() == 2
