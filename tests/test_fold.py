"""The three laws of folding, and the pairs it must bring together or keep apart."""
from __future__ import annotations

import opencc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.analysis.fold import fold

ANY_TEXT = st.text()
HAN_TEXT = st.text(st.characters(min_codepoint=0x3400, max_codepoint=0x9FFF))


@given(ANY_TEXT)
def test_one_character_in_one_character_out(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.one_of(ANY_TEXT, HAN_TEXT))
def test_folding_folded_text_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.one_of(ANY_TEXT, HAN_TEXT), st.data())
def test_a_part_folds_as_it_does_within_the_whole(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    assert fold(text)[start:end] == fold(text[start:end])


def test_every_character_obeys_the_laws() -> None:
    everything = "".join(chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000)
    folded = fold(everything)
    assert len(folded) == len(everything)
    assert fold(folded) == folded


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("濟南市黨政代表團", "济南市党政代表团"),
        ("臨夏回族自治州", "临夏回族自治州"),
        ("産業園區", "產業園區"),
        ("著手", "着手"),
        ("皋蘭縣", "臯兰县"),
        ("甯縣", "宁县"),
        ("榖物", "谷物"),
        ("瞭解", "了解"),
        ("都市計畫", "都市计划"),
        ("答覆", "答复"),
        ("裏面", "裡面"),
        ("ＧＤＰ增长６．７％", "gdp增长6.7%"),
        ("（甘肃）", "(甘肃)"),
        ("\u2f00\u2f47", "一日"),
        ("\uf9dc", "隆"),
        ("\u3000\u00a0", "  "),
    ],
)
def test_forms_of_the_same_text_fold_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("张伟", "张炜"), ("沈", "沉"), ("链", "炼"), ("①", "1"), ("m²", "m2")])
def test_different_texts_stay_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_a_line_feed_stays_a_line_feed() -> None:
    assert fold("上\n下") == "上\n下"


@pytest.mark.shared
def test_real_text_converted_by_opencc_folds_to_the_same(real_items: list[dict[str, str]]) -> None:
    """The characters that OpenCC exchanges by word and folding keeps apart on purpose are the only differences."""
    apart = set("沈沉坐座链炼具俱么幺待呆阪坂")
    simplify, complicate = opencc.OpenCC("t2s"), opencc.OpenCC("s2t")
    for item in real_items:
        convert = simplify if item["id"].startswith("tainan") else complicate
        text = item["body"][:400]
        converted = convert.convert(text)
        assert len(converted) == len(text)
        for original, other in zip(fold(text), fold(converted)):
            assert original == other or {original, other} <= apart, (original, other, item["id"])
