"""What was read in an article, as its page shows it: evidence that leads into the text, corrections, rules in words."""
from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from corpus.article import (
    Article,
    DateReading,
    EventDate,
    FieldReading,
    Origin,
    PartialDate,
    Repair,
    article_text,
)
from indexer.corrections import load
from indexer.document import Document
from indexer.engines import open_engine
from indexer.engines.base import Engine
from indexer.entities.leaders import find_leaders
from indexer.entities.regions import find_regions
from indexer.explanation import explain
from tests.conftest import ROOT
from tests.test_web import text_of
from web import create_app, rules
from web.places import Piece, Stretch, lines_of, pieces

SCRIPT = "<script>alert(1)</script>"
TITLE = "王样例在平凉调研"
BODY = (
    "本报平凉5月6日讯（记者 甄样例）5月5日上午，甘肃省副省长王样例到平凉市崆峒区调研东西部协作。\n\n"
    f"　　王样例在平凉市崆峒区看了<果园>{SCRIPT}，又到天津市&。"
)


def document(id: str, title: str = TITLE, body: str = BODY) -> Document:
    start = article_text(title, body).index("5月5日上午")
    article = Article(
        title=title, body=body, origin=Origin("a.txt", "text", "utf-8"), fingerprint="0" * 64, source="样例日报", page="03",
        date=DateReading(PartialDate(2021, 5, 6), "dateline", "本报平凉5月6日讯", "年份据版头“2021”", "2019-01-01"),
        byline="记者 甄样例 通讯员 贾样本", dateline="本报平凉5月6日讯", lead_ins=("引题<b>",),
        events=(EventDate(PartialDate(2021, 5, 5), start, "5月5日上午", "month and day", None, "年份据电头“5月6日”"),),
        readings=(FieldReading("source", "page header", "来源"), FieldReading("title", "first line"),
                  FieldReading("byline", "text")),
        repairs=(Repair("inserted reading", 3, "(xié)", ""),), raw="原文",
    )
    return Document(id, article, find_regions(title, body), find_leaders(title, body))


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    folder = tmp_path_factory.mktemp("readings")
    (folder / "corrections.tsv").write_text(
        "c\tdate\t*\t2021-05-07\t核对了<b>原报</b>\nc\tregion\t天津市\t\t\nc\tregion\t\t兰州市\t\n"
        "c\tprimary\t*\t兰州市\t\nc\tleader\t王样例\t王样例（省长）\t\nc\tleader\t\t李样本\t\n",
        encoding="utf-8",
    )
    corrected = load(folder).corrected(document("c"))
    assert len(corrected.corrections) == 6
    stale = Document("old", document("old").article)
    engine = open_engine(f"embedded:{folder / 'archive'}", create=True)
    engine.write([document("a"), corrected, stale, document("same", "", f"{TITLE}\n{BODY}")])
    engine.commit()
    yield engine
    engine.close()


@pytest.fixture(scope="module")
def app(engine: Engine) -> Flask:
    return create_app(engine, {"TESTING": True})


def page_of(app: Flask, id: str, query: str = "", language: str = "zh-CN") -> html.HtmlElement:
    answer = app.test_client().get(f"/articles/{id}{query}", headers={"Accept-Language": language})
    assert answer.status_code == 200 and SCRIPT not in answer.text and "<果园>" not in answer.text
    return html.fromstring(answer.text)


def group(page: html.HtmlElement, name: str) -> list[str]:
    return [text_of(entry) for entry in page.xpath(f"//section[@aria-labelledby='read-{name}']//li")]


def test_every_reading_is_shown_with_its_rule(app: Flask) -> None:
    page = page_of(app, "a")
    [readings] = page.find_class("readings")
    assert readings.tag == "details" and readings.get("open") is None and readings.get("id") == "readings"
    [date] = group(page, "date")
    for part in ("2021年5月6日", "精确到日", "推定：年份据版头“2021”", "一周以上的日期：“2019-01-01”", "本报平凉5月6日讯", "读自电头"):
        assert part in date
    assert group(page, "events") == ["2021年5月5日 推定：年份据电头“5月6日” 5月5日上午 月和日"]
    places = group(page, "regions")
    assert [place.split()[0] for place in places] == ["平凉市", "天津市", "甘肃省", "崆峒区"] and "主要地区" in places[0]
    [leader] = group(page, "leaders")
    for part in ("王样例", "职务：甘肃省副省长", "活动：", "甘肃省副省长王样例", "职务在姓名前面"):
        assert part in leader
    fields = group(page, "fields")
    assert "标题 读自首行" in fields and "来源 样例日报 读自版头（来源）" in fields and "版次 第03版" in fields
    assert "署名 甄样例 甄样例 读自正文" in fields and "署名 贾样本 读自正文" in fields
    assert "引题、副题 引题<b>" in fields and "报道的电头 本报平凉5月6日讯" in fields
    summary = text_of(readings.find("summary"))
    assert summary == "读到了什么 文中的日期 1 文中地区 4 文中领导 1"
    assert "插入的注音" in text_of(page.find_class("repairs")[0])


@pytest.mark.parametrize("id", ["a", "c", "same"])
@pytest.mark.parametrize("query", ["", "?q=平凉市崆峒区 样例到平凉 省副省 果园"])
def test_evidence_leads_to_the_very_words(app: Flask, id: str, query: str) -> None:
    page = page_of(app, id, query)
    ids = [element.get("id") for element in page.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    links = page.xpath("//details[@id='readings']//a[starts-with(@href, '#')]")
    assert len(links) > 8
    for link in links:
        [place] = page.xpath("//*[@id=$id]", id=link.get("href")[1:])
        assert place.get("tabindex") == "-1" and place.xpath("ancestor::*[self::h1 or @class='text']")
        # A repeat is a number for the eye, and the words once more for a screen reader.
        spoken = link.find_class("vh")
        assert text_of(place) == (text_of(spoken[0]) if spoken else text_of(link))


def test_text_and_marks_are_the_same_with_places_in_them(app: Flask) -> None:
    page = page_of(app, "a", "?q=平凉市崆峒区 OR 省副省长王")
    assert [text_of(p) for p in page.xpath("//div[@class='text']/p")] == [
        "".join(line.split("\u3000")) for line in BODY.split("\n") if line
    ]
    marked = "".join(mark.text_content() for mark in page.xpath("//div[@class='text']//mark"))
    assert marked == "省副省长王平凉市崆峒区平凉市崆峒区"
    assert len(page.xpath("//div[@class='text']//mark[@id='first']")) == 1


def test_corrections_are_shown_with_what_was_read_before(app: Flask) -> None:
    page = page_of(app, "c")
    shown = [text_of(line) for line in page.xpath("//section[@aria-labelledby='corrected']//li")]
    assert shown == [
        "日期 2021年5月6日 → 2021年5月7日核对了<b>原报</b>", "地区 天津市 → （删去）", "地区 （没有读出） → 兰州市",
        "文章的主要地区 平凉市 → 兰州市", "领导 王样例 → 王样例（省长）", "领导 （没有读出） → 李样本",
    ]
    assert "日期由档案员更正" in text_of(page.find_class("story")[0])
    assert group(page, "date") == ["2021年5月7日 更正 精确到日"]
    regions = group(page, "regions")
    assert regions[0] == "兰州市 主要地区 更正" and not any("更正" in place for place in regions[1:])
    assert not any(place.startswith("天津市") for place in regions)
    assert [("更正" in leader) for leader in group(page, "leaders")] == [True, True]
    assert not page_of(app, "a").xpath("//section[@aria-labelledby='corrected']")


def test_an_archive_that_is_behind_says_so(app: Flask) -> None:
    text = text_of(page_of(app, "old").find_class("readings")[0])
    assert "档案库里的地区与现在读出的不同" in text and "档案库里的领导与现在读出的不同" in text
    assert "不同" not in text_of(page_of(app, "a").find_class("readings")[0])


@pytest.mark.parametrize("language", ["zh-CN", "zh-TW", "en"])
def test_evidence_is_shown_as_printed_in_every_language(app: Flask, language: str) -> None:
    page = page_of(app, "a", language=language)
    quotes = page.xpath("//details[@id='readings']//a[@class='quote']")
    assert {quote.get("lang") for quote in quotes} == {"zh-Hans"}
    assert "甘肃省副省长王样例" in {text_of(quote) for quote in quotes}


def test_every_rule_has_words_for_readers(app: Flask, sample_engine: Engine) -> None:
    """Those that the sample calls on; and no words are kept for a rule that is gone."""
    found = {
        one.rule for document in sample_engine.documents() for explained in [explain(document)]
        for reading in (*explained.regions, *explained.leaders, *explained.townships) for one in reading.evidence
    } | {event.rule for document in sample_engine.documents() for event in document.article.events}
    code = "".join(
        path.read_text(encoding="utf-8")
        for folder in ("corpus", "indexer/entities") for path in ROOT.glob(f"{folder}/*.py")
    )
    with app.test_request_context("/"):
        for rule in (*found, "a former name, until 1985"):
            assert re.search("[\u4e00-\u9fff]", rules.rule_text(rule)), rule
        assert rules.rule_text("a rule of tomorrow") == "a rule of tomorrow"
    assert [rule for rule in rules._RULES if f'"{rule}"' not in code] == []


STRETCHES = st.lists(
    st.tuples(st.integers(0, 30), st.integers(1, 9), st.sampled_from(["place", "mark"])), max_size=8
)


def _laid(pieces: tuple[Piece, ...]) -> list[tuple[str, tuple[Stretch, ...]]]:
    """Each character with what it lies in; fails where something ends that did not begin last."""
    open_: list[Stretch] = []
    laid = []
    for piece in pieces:
        open_ += piece.begin
        laid += [(character, tuple(open_)) for character in piece.text]
        for one in piece.end:
            assert open_.pop() == one
    assert not open_
    return laid


@given(st.text("甲乙丙 \n\u3000", max_size=30), STRETCHES)
def test_stretches_are_laid_into_one_another(text: str, given: list[tuple[int, int, str]]) -> None:
    stretches = sorted({
        Stretch(start, min(start + length, len(text)), kind, f"{kind}-{start}-{length}")  # type: ignore[arg-type]
        for start, length, kind in given if start < len(text)
    })
    laid = _laid(pieces(text, stretches))
    assert "".join(character for character, _ in laid) == text
    for at, (_, within) in enumerate(laid):
        for kind in ("place", "mark"):
            assert any(one.kind == kind for one in within) == any(
                one.kind == kind and one.start <= at < one.end for one in stretches
            )
    lines = lines_of(text, stretches)
    written = ["".join(piece.text for piece in line) for line in lines]
    assert written == list(filter(None, map(str.strip, text.split("\n"))))
    seen = [one.id for line in lines for piece in line for one in piece.begin if one.id]
    assert len(seen) == len(set(seen))
    for line in lines:
        _laid(line)
    visible = {one.id for one in stretches if text[one.start:one.end].strip()}
    assert set(seen) <= {one.id for one in stretches} and (visible <= set(seen) or " " in text or "\u3000" in text)


def test_every_rule_of_the_reading_has_words() -> None:
    sentences = {
        node.value
        for file in (ROOT / "indexer" / "entities").glob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if re.fullmatch(r"(?:an?|the|in|its|of|right|named|single|appointed|one)(?: [a-z,;']+){3,}", node.value, re.I)
    }
    assert len(sentences) > 15
    assert [rule for rule in sorted(sentences) if rules.rule_text(rule) == rule] == []
