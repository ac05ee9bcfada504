"""Repairs: each recorded, each reversible, and undamaged text untouched."""
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.clean import INSERTED, LEFT, UNDECODABLE, has_inserted_readings, mend, without_readings
from corpus.encoding import STAND_IN

DAMAGED = "縣里組織(zhī)了春耕(gēng)培訓(xùn),農(nóng)戶踴躍參加。"
RESTORED = "縣里組織了春耕培訓,農戶踴躍參加。"


def test_inserted_readings_are_taken_out_and_recorded() -> None:
    mended = mend(DAMAGED, inserted=True, unreadable=False)
    assert mended.text == RESTORED
    assert [(repair.rule, repair.before) for repair in mended.repairs] == [
        (INSERTED, "(zhī)"), (INSERTED, "(gēng)"), (INSERTED, "(xùn)"), (INSERTED, "(nóng)"),
    ]
    for repair in mended.repairs:
        assert DAMAGED[repair.position:repair.position + len(repair.before)] == repair.before


@pytest.mark.parametrize("kept", [
    "(記者孟某)", "(某州)", "(湖)", "(GDP)", "(the)", "(shan)", "(xyz)", "(āb)", "(zhōngguó)", "（tuán）", "(1)",
])
def test_other_brackets_are_left_alone_in_damaged_text(kept: str) -> None:
    text = f"{DAMAGED}河{kept}長。"
    assert mend(text, inserted=True, unreadable=False).text == f"{RESTORED}河{kept}長。"


def test_a_reading_that_does_not_follow_a_character_is_left_alone() -> None:
    text = DAMAGED + " (tuán) x(tuán)"
    assert mend(text, inserted=True, unreadable=False).text == RESTORED + " (tuán) x(tuán)"


def test_two_readings_are_a_gloss_and_three_are_damage() -> None:
    assert not has_inserted_readings("汭(ruì)水與邽(guī)山(mountain)(x)")
    assert not has_inserted_readings("甲(jia)乙(yi)丙(bing)丁(ding)")
    assert has_inserted_readings("甲(jiǎ)乙(yǐ)丙(bǐng)")
    assert has_inserted_readings("甲(jiǎ)乙(yǐ)", "丙(bǐng)")


def test_damage_that_cannot_be_restored_is_recorded_and_left() -> None:
    text = DAMAGED + "對接?xùn)|部，何時?"
    mended = mend(text, inserted=True, unreadable=False)
    assert mended.text == RESTORED + "對接?xùn)|部，何時?"
    left = [repair for repair in mended.repairs if repair.rule == LEFT]
    assert [(repair.before, repair.after) for repair in left] == [("?xùn)|", "?xùn)|")]


def test_a_damaged_byte_becomes_the_replacement_character_and_is_recorded() -> None:
    mended = mend(f"甲{chr(STAND_IN + 0xE5)}乙", inserted=False, unreadable=True)
    assert (mended.text, mended.raw) == ("甲\ufffd乙", "甲\ufffd乙")
    (repair,) = mended.repairs
    assert (repair.rule, repair.position, repair.before, repair.after) == (UNDECODABLE, 1, "\\xe5", "\ufffd")


def test_a_lone_surrogate_can_be_stored_afterwards() -> None:
    mended = mend("甲\ud800乙", inserted=False, unreadable=True)
    mended.text.encode()
    assert mended.repairs[0].before == "\\ud800"


def test_a_label_is_recognised_under_its_readings() -> None:
    assert without_readings("點(diǎn)擊") == "點擊"
    assert without_readings("點(dian)擊(GDP)") == "點(dian)擊(GDP)"


pieces = st.lists(st.sampled_from(["山", "水(shuǐ)", "(記者甲)", "田(tián)", "?qū)", "GDP", "(湖)", "，", "\n", "路(lù)"]))


@given(pieces)
def test_every_repair_can_be_undone(parts: list[str]) -> None:
    text = "".join(parts)
    mended = mend(text, inserted=has_inserted_readings(text), unreadable=False)
    undone = mended.text
    shift = 0
    for repair in mended.repairs:
        at = repair.position - shift
        assert undone[at:at + len(repair.after)] == repair.after
        shift += len(repair.before) - len(repair.after)
    for repair in mended.repairs:
        undone = undone[:repair.position] + repair.before + undone[repair.position + len(repair.after):]
    assert undone == text == mended.raw


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF) | st.sampled_from("()?,。GDP\n")))
def test_undamaged_text_is_untouched(text: str) -> None:
    assert not has_inserted_readings(text)
    assert mend(text, inserted=True, unreadable=True).text == text
