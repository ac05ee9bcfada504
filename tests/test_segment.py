"""Words: the same in both scripts, with true offsets, and exactly jieba's."""
from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.analysis.fold import fold
from indexer.analysis.grams import pairs
from indexer.analysis.segment import dictionary_name, reference_cut, tokens, words
from tests.conftest import SAMPLE

HAN = re.compile(r"[\u4e00-\u9fd5]+")
TEXT = st.one_of(st.text(), st.text(st.sampled_from("甘肃省东西部协作省长2021-01-26.5GDPa，。 \n𠮷か")))


@given(TEXT)
def test_tokens_stand_where_they_say(text: str) -> None:
    folded = fold(text)
    for token in tokens(folded):
        assert folded[token.start : token.end] == token.text


@given(TEXT)
def test_words_are_the_tokens(text: str) -> None:
    folded = fold(text)
    assert sorted(words(folded)) == sorted(token.text for token in tokens(folded))


@given(TEXT)
def test_every_letter_and_digit_is_in_some_word(text: str) -> None:
    folded = fold(text)
    covered = {at for token in tokens(folded) for at in range(token.start, token.end)}
    assert all(at in covered for at, character in enumerate(folded) if character.isalnum())


def test_both_scripts_give_the_same_words() -> None:
    assert words(fold("濟南市黨政代表團到甘肅臨夏考察對接東西部協作工作")) == words(
        fold("济南市党政代表团到甘肃临夏考察对接东西部协作工作")
    )


def test_names_of_office_holders_are_words() -> None:
    assert "庄国泰" in words("会议由庄国泰主持")
    assert "雷思维" in words(fold("由雷思維出席"))


def test_numbers_and_latin_are_cut_by_one_rule() -> None:
    assert words("2021-01-26 6.2级 g30高速 iphone15") == ["2021", "01", "26", "6.2", "级", "g30", "高速", "iphone15"]


def test_the_cutter_is_jieba_on_the_sample() -> None:
    for path in sorted(SAMPLE.glob("*.txt")):
        for run in HAN.findall(fold(path.read_text(encoding="utf-8", errors="ignore"))):
            assert words(run) == reference_cut(run)


@pytest.mark.shared
def test_the_cutter_is_jieba_on_real_articles(real_items: list[dict[str, str]]) -> None:
    for item in real_items:
        for run in HAN.findall(fold(item["title"] + "\n" + item["body"])):
            assert words(run) == reference_cut(run)


def test_the_dictionary_has_a_stable_name() -> None:
    assert dictionary_name() == dictionary_name()
    assert re.fullmatch(r"rjieba [\d.]+, jieba [\d.]+, words [0-9a-f]{12}", dictionary_name())


@given(st.text())
def test_pairs_are_the_text(text: str) -> None:
    found = pairs(text)
    assert len(found) == max(len(text) - 1, 0)
    assert all(text[at : at + 2] == pair for at, pair in enumerate(found))
