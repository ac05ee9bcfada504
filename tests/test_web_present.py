"""What templates are given: dates, citations, facets, the pager."""
from __future__ import annotations

from collections.abc import Iterator
from typing import cast

import pytest
from flask import Flask

from corpus.article import Article, DateReading, Origin, PartialDate
from indexer.answer import Answer, FacetValue, Question
from indexer.engines.base import Engine
from indexer.schema import FacetName
from web import create_app, facets, language, present, state
from web.citation import citation, date_value_label, date_view, page_text


@pytest.fixture(scope="module", autouse=True)
def request_context() -> Iterator[None]:
    app: Flask = create_app(cast(Engine, None))
    with app.test_request_context("/"):
        yield


def article(title: str = "", date: str = "", source: str = "", page: str = "", inferred: str = "") -> Article:
    reading = DateReading(PartialDate.parse(date), "dateline", "本报讯", inferred) if date else None
    return Article(title, "", Origin("a.txt", "text", "utf-8"), "0" * 64, date=reading, source=source, page=page)


@pytest.mark.parametrize(
    ("given", "script", "expected"),
    [
        (article("标题", "2021-01-26", "甘肃日报", "06"), "zh-Hans", "《甘肃日报》2021年1月26日第06版，“标题”"),
        (article("“十四五”谋划", "2021-01", "《甘肃日报》"), "zh-Hans", "《甘肃日报》2021年1月，“‘十四五’谋划”"),
        (article("標題「甲」", "2024-05-23", "新甘肅"), "zh-Hant", "《新甘肅》2024年5月23日，「標題『甲』」"),
        (article("标题", "05-06", "", "A2"), "zh-Hans", "5月6日（年份不详）第A2版，“标题”"),
        (article("標題", "05-06"), "zh-Hant", "5月6日（年份不詳），「標題」"),
        (article("标题", "2021", inferred="据文件名"), "zh-Hans", "2021年（推定），“标题”"),
        (article("", "", "甘肃日报", "第3版：要闻"), "zh-Hans", "《甘肃日报》日期不详第3版：要闻"),
        (article("上\n下"), "zh-Hans", "日期不详，“上 下”"),
    ],
)
def test_citation(given: Article, script: str, expected: str) -> None:
    assert citation(given, script) == expected


def test_a_date_is_never_more_certain_than_its_reading() -> None:
    assert date_view(None).text == "日期不详"
    assert date_view(article(date="05-06").date).text == "5月6日（年份不详）"
    inferred = date_view(article(date="2021-05-06", inferred="年份来自文件名").date)
    assert inferred.text == "2021年5月6日（推定）"
    assert "年份来自文件名" in inferred.basis and "本报讯" in inferred.basis


@pytest.mark.parametrize(
    ("value", "label"),
    [
        ("2021", "2021年"), ("2021-05", "2021年5月"), ("2021-05-06", "2021年5月6日"), ("undated", "日期不详"),
        ("2019..2021-05", "2019年 至 2021年5月"), ("2019..", "2019年 以来"), ("..2019", "到 2019年 为止"),
        ("nonsense", "nonsense"), ("a..b", "a 至 b"), ("..", ".."), ("2021-02-31", "2021-02-31"),
    ],
)
def test_date_values_in_words(value: str, label: str) -> None:
    assert date_value_label(value) == label


def test_pages_of_a_newspaper() -> None:
    assert [page_text(page) for page in ("", "06", "A2", "第06版", "副刊")] == ["", "第06版", "第A2版", "第06版", "副刊"]


def answered(question: Question, counted: dict[FacetName, tuple[FacetValue, ...]]) -> Answer:
    return Answer(question, 1, 1, None, 1, 0.0, (), (), counted)


def test_facet_values_beyond_the_head_are_folded_and_never_lost() -> None:
    values = tuple(FacetValue(f"报{n}", f"报{n}", 99 - n, n == 70) for n in range(80))
    found = answered(Question(filters={"source": ("报70",)}), {"source": values})
    group = next(group for group in facets.groups(found) if group.name == "source")
    assert [row.value for row in group.head] == [*(f"报{n}" for n in range(10)), "报70"]
    assert len(group.folded) == facets.FOLDED and not group.whole and group.total == 80
    assert [row.value for row in facets.every_value(found, "source").rows] == [value.value for value in values]


def test_a_page_of_all_values_has_room_for_so_many_addresses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each value repeats the question: with a long one the most frequent are listed, and how many more there are."""
    values = tuple(FacetValue(f"报{n}", f"报{n}", 99 - n, False) for n in range(80))
    found = answered(Question(text="协" * 100), {"source": values})
    monkeypatch.setattr(facets, "MOST_OF_ADDRESSES", 30 * len(state.to_url(found.question)))
    listed = facets.every_value(found, "source")
    assert [row.value for row in listed.rows] == [value.value for value in values[:30]] and listed.left_out == 50


def test_dates_run_in_calendar_order_with_their_months_below() -> None:
    values = (
        FacetValue("2019", "2019年", 9, False), FacetValue("undated", "日期不详", 8, False),
        FacetValue("2021", "2021年", 2, False), FacetValue("2021-11", "2021年11月", 1, False, "2021"),
        FacetValue("2021-05", "2021年5月", 1, True, "2021"), FacetValue("1999-01", "1999年1月", 1, False, "1999"),
    )
    found = answered(Question(filters={"date": ("2021-05",)}), {"date": values})
    date = facets.groups(found)[0]
    assert [row.value for row in date.head] == ["2021", "2019", "1999-01", "undated"]
    assert [(row.label, row.selected) for row in date.head[0].children] == [("5月", True), ("11月", False)]
    assert date.head[0].open and not date.head[0].selected
    assert [row.share for row in date.head] == [22, 100, 11, 89]


@pytest.mark.parametrize(
    ("page", "pages", "shown"),
    [
        (1, 1, None), (1, 0, None), (1, 3, "1 2 3"), (1, 99, "1 2 3 … 99"), (50, 99, "1 … 48 49 50 51 52 … 99"),
        (99, 99, "1 … 97 98 99"), (500, 99, "1 … 97 98 99"),
    ],
)
def test_pager(page: int, pages: int, shown: str | None) -> None:
    pager = present.pager(Question(text="协作", page=page), pages)
    assert (" ".join(link.label if link else "…" for link in pager.links) if pager else None) == shown


def test_script_of_an_article() -> None:
    assert language.script_of("東西部協作產業園開園") == "zh-Hant"
    assert language.script_of("东西部协作产业园开园，著名的乾坤湾") == "zh-Hans"
    assert language.script_of("") == language.script_of("Gansu 2021") == "zh-Hans"
