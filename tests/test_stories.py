"""One file to its stories."""
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.stories import is_headline, split

FIRST = "渠首闸门提前检修\n\n水务人员本周检修闸门。\n"
SECOND = "苹果花期比去年早\n\n果农说，花期早了六天。\n"


@pytest.mark.parametrize("separator", ["===", "------", "* * *", "＊＊＊", "————", "──────", "  -----  ", "\f"])
def test_a_separator_line_parts_two_stories(separator: str) -> None:
    assert split(f"{FIRST}{separator}\n{SECOND}") == (FIRST, SECOND if separator != "\f" else f"\n{SECOND}")


@pytest.mark.parametrize("text", [
    FIRST + SECOND,
    f"{FIRST}--\n{SECOND}",
    f"{FIRST}——副题\n{SECOND}",
    f"{FIRST}=====\n只有一行标题\n",
    f"{FIRST}=====\n标题一行\n又是标题一行\n",
    f"{FIRST}=====\n句子先来。没有标题。\n然后又是句子。\n",
    f"表头\n-----\n{SECOND}",
])
def test_anything_less_is_one_story(text: str) -> None:
    assert split(text) == (text,)


def test_separators_at_the_ends_make_no_empty_stories() -> None:
    assert split(f"=====\n{FIRST}=====\n{SECOND}=====\n") == (FIRST, SECOND)


@given(st.lists(st.sampled_from([FIRST, SECOND, "=====\n", "碎片\n", "\f", "一句话。\n"])))
def test_nothing_but_separators_is_lost(parts: list[str]) -> None:
    text = "".join(parts)
    kept = "".join(split(text))
    assert kept == text or kept == text.replace("=====\n", "").replace("\f", "")


@pytest.mark.parametrize(("line", "is_one"), [
    ("渠首闸门提前检修", True), ("明天会下雨吗？", True), ("平川:新渠通水 两岸受益", True), ("", False), ("  ", False), ("……", False),
    ("这是一个句子。", False), ("会上指出，", False), ("字" * 81, False),
])
def test_what_can_be_a_headline(line: str, is_one: bool) -> None:
    assert is_headline(line) is is_one
