"""URL <-> Question: what a reader can put into an address, and what every link puts there."""
from __future__ import annotations

from collections.abc import Iterator
from typing import cast
from urllib.parse import parse_qsl, unquote, urlsplit

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from indexer.answer import MOST_CHARACTERS, Question
from indexer.engines.base import Engine
from indexer.schema import FACET_NAMES
from web import create_app, state

NAMES = ["q", "mode", *FACET_NAMES, "from", "to", "sort", "page", "size", "variants", "copies", "lang"]
VALUES = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        ["exact", "smart", "newest", "oldest", "relevance", "off", "10", "20", "100", "0", "-1", "1e3", "９", "2021",
         "2021-05", "2021-05-06", "2021-5", "2022年至2019",
         "20210506", "平凉", "鼓楼区", "莊國泰", "薴", "2021-13",
         "2019..2021", "..2021", "undated", "胡昌升", "62", "6208", "99999999999999"]
    ),
)
ARGUMENTS = st.lists(st.tuples(st.sampled_from(NAMES), VALUES), max_size=12)


@pytest.fixture(scope="module", autouse=True)
def request_context() -> Iterator[None]:
    app: Flask = create_app(cast(Engine, None))
    with app.test_request_context("/"):
        yield


def read(url: str) -> Question:
    return state.from_query(MultiDict(parse_qsl(urlsplit(url).query, keep_blank_values=True)))


@given(ARGUMENTS)
def test_an_address_made_from_a_question_asks_that_question(arguments: list[tuple[str, str]]) -> None:
    question = state.from_query(MultiDict(arguments))
    assert read(state.to_url(question)) == question
    assert read(state.to_article("an id", question)) == question


@given(ARGUMENTS, st.sampled_from(FACET_NAMES), st.sampled_from(["2021", "62", "某"]))
def test_a_toggle_adds_or_removes_and_goes_to_the_first_page(
    arguments: list[tuple[str, str]], facet: str, value: str
) -> None:
    question = state.from_query(MultiDict(arguments))
    changed = state.toggled(question, facet, value)  # type: ignore[arg-type]
    before, after = (asked.filters.get(facet, ()) for asked in (question, changed))  # type: ignore[call-overload]
    assert (value in after) is not (value in before)
    assert changed.page == 1
    assert changed.text == question.text


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", Question()),
        ("q=+东西部协作+", Question(text="东西部协作")),
        ("q=a%00b%0Ac", Question(text="a b c")),
        ("mode=exact", Question(mode="exact")),
        ("mode=nonsense&sort=nonsense&size=7&page=x", Question()),
        ("page=-3", Question()),
        ("page=99999999999999999999", Question(page=100_000)),
        ("page=999999999", Question(page=100_000)),
        ("size=50&page=2&sort=oldest", Question(size=50, page=2, sort="oldest")),
        ("leader=甲&leader=乙&leader=甲&leader=", Question(filters={"leader": ("甲", "乙")})),
        ("from=2019&to=2021-5", Question(filters={"date": ("2019..2021-05",)})),
        ("from=2019年5月6日&to=", Question(filters={"date": ("2019-05-06..",)})),
        ("from=&to=２０２１", Question(filters={"date": ("..2021",)})),
        ("from=2022&to=2019", Question(filters={"date": ("2019..2022",)})),
        ("from=2021-05&to=2021", Question(filters={"date": ("2021-05..2021",)})),
        ("from=yesterday&to=2021-02-30", Question()),
        ("variants=off", Question(variants=False)),
        ("copies=every", Question(grouped=False)),
        ("region=平凉&region=6208&region=平涼市", Question(filters={"region": ("6208",)})),
        ("region=鼓楼区&region=320106", Question(filters={"region": ("320106", "320302", "350102", "410204")})),
        ("region=乌有乡", Question(filters={"region": ("乌有乡",)})),
        ("leader=莊國泰&leader=庄国泰", Question(filters={"leader": ("庄国泰",)})),
        ("source=新甘肅&source=新甘肃", Question(filters={"source": ("新甘肃",)})),
        ("date=2021-5&date=2021年5月&date=２０２１-05", Question(filters={"date": ("2021-05",)})),
        ("date=20210506&date=2022..2019-3", Question(filters={"date": ("2021-05-06", "2019-03..2022")})),
        ("date=无日期&date=undated&date=..2020", Question(filters={"date": ("undated", "..2020")})),
        ("date=2021-13&date=昨天", Question(filters={"date": ("2021-13", "昨天")})),
    ],
)
def test_what_an_address_asks(query: str, expected: Question) -> None:
    assert read("/search?" + query) == expected


@pytest.mark.parametrize(
    ("query", "word"),
    [
        ("from=yesterday", "yesterday"), ("from=2022&to=2019", "对调"), ("q=协作", ""), ("region=鼓楼区", "可指"),
        ("mode=fuzzy", "fuzzy"), ("sort=random", "random"), ("size=7", "10 / 20 / 50 / 100"), ("page=x", "第“x”页"),
        ("page=0", "第“0”页"), ("page=100001", "100000"), ("page=" + "9" * 40, "100000"), ("page=7&size=20", ""),
        ("mode=exact&sort=newest&size=&page=&sort=", ""), ("leader=" + "甲" * 201, "200"),
        ("mode=exact&q=+%E3%80%80", "空白"),
        ("region=平凉&date=2021-5&leader=莊國泰", ""),
        # That the text is too long is said with the answer.
        ("q=" + "协" * 2_001, ""),
    ],
)
def test_a_reader_is_told_what_was_changed(query: str, word: str) -> None:
    notes = state.read(MultiDict(parse_qsl(query)))[1]
    assert [word in str(note) for note in notes] == ([True] if word else [])


def test_long_text_and_many_values_are_cut() -> None:
    question = state.from_query(MultiDict([("q", "协" * 9_999), *(("source", f"报{n}") for n in range(99))]))
    assert len(question.text) == MOST_CHARACTERS
    assert len(question.filters["source"]) == state.VALUES_LIMIT


def test_a_program_may_ask_for_any_number_up_to_a_thousand() -> None:
    for size, taken in (("1", 1), ("7", 7), ("1000", 1_000), ("0", 10), ("1001", 10), ("-3", 10), ("x", 10)):
        args = MultiDict([("size", size)])
        assert state.from_query(args, state.PROGRAM_SIZES).size == taken
        notes = [str(note) for note in state.read(args, state.PROGRAM_SIZES)[1]]
        assert ["1–1000" in note for note in notes] == ([] if size == str(taken) else [True])


def test_the_chinese_of_an_address_is_written_as_it_is() -> None:
    address = state.to_url(Question(text="协作\u202e\u2028 &=#%+\"'<x>", filters={"leader": ("胡昌升",)}))
    assert address.startswith("/search?q=协作%E2%80%AE%E2%80%A8") and address.endswith("&leader=胡昌升")
    assert not set(address) & set(' "<>#')
    assert len(state.to_url(Question(text="协" * 2_000)).encode()) < 6_100


def test_in_a_tree_a_choice_takes_the_place_of_those_above_and_below() -> None:
    year = Question(filters={"date": ("2021", "2023")})
    assert state.toggled(year, "date", "2021-05").filters["date"] == ("2023", "2021-05")
    month = Question(filters={"date": ("2021-05", "2021-06", "2020")})
    assert state.toggled(month, "date", "2021").filters["date"] == ("2020", "2021")
    span = Question(filters={"date": ("2019..2021",)})
    assert state.toggled(span, "date", "2020").filters["date"] == ("2020",)
    province = Question(filters={"region": ("62",)})
    assert state.toggled(province, "region", "6208").filters["region"] == ("6208",)
    assert state.toggled(Question(filters={"leader": ("张伟",)}), "leader", "张伟文").filters["leader"] == (
        "张伟", "张伟文",
    )


def test_a_changed_sort_leads_to_the_first_page_and_a_changed_page_keeps_the_rest() -> None:
    question = Question(text="协作", filters={"leader": ("胡昌升",)}, page=7, sort="newest")
    assert read(state.to_url(question, sort="oldest")).page == 1
    turned = read(state.to_url(question, page=8))
    assert (turned.page, turned.sort, turned.filters) == (8, "newest", question.filters)


def test_an_articles_address_says_which_hit_it_is() -> None:
    question = Question(text="协作", page=2)
    address = state.to_article("a", question, position=13)
    args = MultiDict(parse_qsl(urlsplit(address).query))
    assert (state.from_query(args), state.position(args)) == (question, 13)
    assert state.position(MultiDict([("hit", "-1")])) == state.position(MultiDict()) == 0


@given(st.text(alphabet=st.characters(blacklist_categories=["Cs"]), min_size=1, max_size=20))
def test_any_id_survives_its_address(document_id: str) -> None:
    path = urlsplit(state.to_article(document_id)).path
    assert path.isascii() and not set(path) & set("\"'<>\\ ")
    assert unquote(path.removeprefix("/articles/")) == document_id
    # Nothing for a browser to resolve away.
    assert not {"", ".", ".."} & set(path.split("/")[1:]) or document_id in {".", ".."}
