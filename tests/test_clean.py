"""Repairs: each recorded, each reversible, and undamaged text untouched."""
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.clean import DOUBLED, INSERTED, LEFT, SPLIT, UNDECODABLE, inserted_readings, mend, without_readings
from corpus.encoding import STAND_IN

DAMAGED = "縣里組織(zhī)了春耕(gēng)培訓(xùn),農(nóng)戶踴躍參加培訓(xùn)。組織(zhī)者說明了東坡的農(nóng)事。"
RESTORED = "縣里組織了春耕培訓,農戶踴躍參加培訓。組織者說明了東坡的農事。"
FOUND = inserted_readings(DAMAGED)
NONE = inserted_readings("")


def test_inserted_readings_are_taken_out_and_recorded() -> None:
    mended = mend(DAMAGED, inserted=FOUND, unreadable=False)
    assert mended.text == RESTORED
    assert [(repair.rule, repair.before) for repair in mended.repairs] == [
        (INSERTED, f"({reading})") for reading in ("zhī", "gēng", "xùn", "nóng", "xùn", "zhī", "nóng")
    ]
    for repair in mended.repairs:
        assert DAMAGED[repair.position:repair.position + len(repair.before)] == repair.before


@pytest.mark.parametrize("kept", [
    "(記者孟某)", "(某州)", "(湖)", "(GDP)", "(the)", "(shan)", "(xyz)", "(āb)", "(zhōngguó)", "（tuán）", "(1)",
])
def test_other_brackets_are_left_alone_in_damaged_text(kept: str) -> None:
    text = f"{DAMAGED}河{kept}長。"
    assert mend(text, inserted=FOUND, unreadable=False).text == f"{RESTORED}河{kept}長。"


def test_a_reading_that_does_not_follow_a_character_is_left_alone() -> None:
    text = DAMAGED + " (tuán) x(tuán)"
    assert mend(text, inserted=FOUND, unreadable=False).text == RESTORED + " (tuán) x(tuán)"


def test_a_converter_comes_back_to_its_characters_and_leaves_none_bare() -> None:
    assert FOUND == {("織", "zhī"), ("耕", "gēng"), ("訓", "xùn"), ("農", "nóng")}
    assert inserted_readings("甲(jiǎ)乙(yǐ)甲(jiǎ)", "乙(yǐ)") == {("甲", "jiǎ"), ("乙", "yǐ")}


def test_a_converter_may_leave_some_bare_where_it_read_many() -> None:
    text = "會(huì)見團(tuán)長,團(tuán)長說農(nóng)業(yè)會(huì)議學(xué)習(xí)團(tuán)員會(huì)員。會議、團結、學會、業務、農會、習慣、會友、團聚。"
    assert ("團", "tuán") in inserted_readings(text) and len(inserted_readings(text)) == 6


@pytest.mark.parametrize("text", [
    "汭(ruì)水與邽(guī)山(mountain)(x)",
    "甲(jia)乙(yi)丙(bing)丁(ding)甲(jia)乙(yi)",
    "這些地名你會讀嗎:岷(mín)山、洮(táo)河、宕(tàn)昌、邽(guī)山、汭(ruì)水",
    "岷(mín)山下,洮(táo)河邊,岷(mín)州與洮(táo)州之間;岷是山名,洮是水名。",
    "汭(ruì)水就是汭(ruì)水,邽(guī)山。",
])
def test_a_writers_own_glosses_are_left_alone(text: str) -> None:
    assert inserted_readings(text) == NONE


def damaged(text: str, readings: dict[str, str]) -> str:
    """The text as the converter and the program that read its bytes leave it: a reading behind each of its byte pairs,
    wherever in a character they begin; for two bytes that make no character one question mark, or nothing."""
    data, code = text.encode("gbk"), {character.encode("gbk"): reading for character, reading in readings.items()}
    out: list[int | str] = list(data)
    for place in range(len(data) - 1, 0, -1):
        if data[place - 1:place + 1] in code:
            out[place + 1:place + 1] = list(f"({code[data[place - 1:place + 1]]})")
    shown, place = "", 0
    while place < len(out):
        first, second = out[place], out[place + 1] if place + 1 < len(out) else "("
        if isinstance(first, str) or first < 0x80:
            shown, place = shown + (first if isinstance(first, str) else chr(first)), place + 1
            continue
        whole = bytes([first, second]).decode("gbk", "ignore") if isinstance(second, int) else ""
        shown += whole or ("?" if isinstance(second, str) or second < 0x80 else "")
        place += 2
    return shown


READINGS = {"組": "zǔ", "織": "zhī", "農": "nóng", "訓": "xùn", "數": "shù", "礎": "chǔ"}
LONG = "縣里組織農民培訓,又組織農民到東坡看數家農場,打基礎,辦培訓。"


@pytest.mark.parametrize("text", ["對接東西兩村。", "農民接東家的活,接東坡的水。", "健康App,基礎。"])
def test_a_character_split_by_a_reading_is_put_together(text: str) -> None:
    shown = damaged(text + LONG, READINGS)
    assert "?xùn)|" in shown or "A(chǔ)" in shown
    mended = mend(shown, inserted=inserted_readings(shown), unreadable=False)
    assert mended.text == text + LONG
    assert {repair.rule for repair in mended.repairs} <= {INSERTED, SPLIT}
    assert [repair.after for repair in mended.repairs if repair.rule == SPLIT] == ["東"] * shown.count("?xùn)|")


@pytest.mark.parametrize("text", [
    "立足當地所需,盡力而為。",  # Chinese follows: 地 and 所 were joined wrongly
    "新增公告傳輸次數]03,鎮上。",  # a second reading inside what the first one joined wrongly
    "過去只聽聞政府要蓋大棚。",
])
def test_what_the_bytes_do_not_tell_is_recorded_and_left(text: str) -> None:
    shown = damaged(text + LONG, READINGS | {"當": "dāng", "務": "wù", "鎮": "zhèn"}) + "服務(wù)鎮(zhèn)"
    mended = mend(shown, inserted=inserted_readings(shown), unreadable=False)
    assert SPLIT not in {repair.rule for repair in mended.repairs}
    left = [repair for repair in mended.repairs if repair.rule == LEFT]
    assert all(repair.before == repair.after for repair in left) and len(left) == shown.count("?") > 0


TWICE = "報(bào)名請(qǐng)到會(huì)場(chǎng),創(chuàng)業(yè)會(huì)員報(bào)到,創(chuàng)新請(qǐng)假。"


@pytest.mark.parametrize(("shown", "text"), [
    ("甘肅日?qǐng)?bào)社", "甘肅日報社"), ("民眾日?qǐng)?bào)讀者", "民眾日報讀者"), ("要?jiǎng)?chuàng)新", "要創新"),
])
def test_a_character_with_readings_behind_both_its_bytes_is_put_together(shown: str, text: str) -> None:
    """D5 88 is 請 and 88 F3 報: 日報, C8 D5 88 F3, lost both brackets to readings."""
    page = f"{TWICE}{shown}。"
    mended = mend(page, inserted=inserted_readings(page), unreadable=False)
    assert mended.text.endswith(f"{text}。")
    assert [repair.rule for repair in mended.repairs].count(SPLIT) == 1


@pytest.mark.parametrize("shown", ["民眾早?qǐng)?bào)", "日?chǎng)?bào)", "日?qǐng)?chuàng)", "日?qǐng)?abc)", "日?qǐng)報"])
def test_two_readings_that_do_not_fit_are_left(shown: str) -> None:
    page = f"{TWICE}{shown}。"
    assert mend(page, inserted=inserted_readings(page), unreadable=False).text.endswith(f"{shown}。")


def test_of_two_characters_with_the_reading_none_is_chosen() -> None:
    page = f"{TWICE}他不抱(bào)怨,鮑(bào)家。甘肅日?qǐng)?bào)社。"
    assert "日?qǐng)?bào)" in mend(page, inserted=inserted_readings(page), unreadable=False).text


def test_commas_that_a_site_put_before_every_mark_are_taken_out() -> None:
    page = "記者獲悉,,近年來,甲縣,、乙縣,、丙縣累計投入,。在產業方面,,丁縣引導企業,;共帶動就業,。"
    mended = mend(page, inserted=NONE, unreadable=False)
    assert mended.text == "記者獲悉,近年來,甲縣、乙縣、丙縣累計投入。在產業方面,丁縣引導企業;共帶動就業。".replace(";", ",;")
    assert {repair.rule for repair in mended.repairs} == {DOUBLED}


@pytest.mark.parametrize("text", ["甲縣,、乙縣。他說,,好。", "甲,,,乙,,,丙,,,丁,,,戊,、", "甲，乙、丙。", "甲,乙;丙,丁。"])
def test_a_mark_or_two_too_many_are_the_writers(text: str) -> None:
    assert mend(text, inserted=NONE, unreadable=False).text == text


@pytest.mark.parametrize(("end", "restored"), [
    ("來對接?xùn)|西部協作,東西部協作深化。", "來對接東西部協作,東西部協作深化。"),
    ("個人?sù)M用由農戶承擔,進城務工。", "個人?sù)M用由農戶承擔,進城務工。"),  # 費 or 進
    ("來對接?xùn)|西部協作。", "來對接?xùn)|西部協作。"),  # nothing else in the text shows which character it was
    ("來對接?qū)|西部協作,東西部協作深化。", "來對接?qū)|西部協作,東西部協作深化。"),
])
def test_a_character_is_restored_by_the_table_of_readings_where_the_text_uses_it(end: str, restored: str) -> None:
    damaged = "縣里組織(zhī)了春耕(gēng)課,農(nóng)戶踴躍參加。組織(zhī)者說明了農(nóng)事。"
    inserted = inserted_readings(damaged)
    mended = mend(damaged + end, inserted=inserted, unreadable=False)
    assert mended.text == f"縣里組織了春耕課,農戶踴躍參加。組織者說明了農事。{restored}"


@pytest.mark.parametrize("gap", ["對接?xùn)", "?xùn)|", "對接?qū)|", "對接?abc)|", "對接?xùn)~", "對接?xùn)5"])
def test_no_gap_is_filled_without_proof(gap: str) -> None:
    text = f"{DAMAGED}{gap}。"
    assert mend(text, inserted=FOUND, unreadable=False).text == f"{RESTORED}{gap}。"


def test_a_damaged_byte_becomes_the_replacement_character_and_is_recorded() -> None:
    mended = mend(f"甲{chr(STAND_IN + 0xE5)}乙", inserted=NONE, unreadable=True)
    assert (mended.text, mended.raw) == ("甲\ufffd乙", "甲\ufffd乙")
    (repair,) = mended.repairs
    assert (repair.rule, repair.position, repair.before, repair.after) == (UNDECODABLE, 1, "\\xe5", "\ufffd")


def test_a_lone_surrogate_can_be_stored_afterwards() -> None:
    mended = mend("甲\ud800乙", inserted=NONE, unreadable=True)
    mended.text.encode()
    assert mended.repairs[0].before == "\\ud800"


def test_a_label_is_recognised_under_its_readings() -> None:
    assert without_readings("點(diǎn)擊") == "點擊"
    assert without_readings("點(dian)擊(GDP)") == "點(dian)擊(GDP)"


pieces = st.lists(st.sampled_from([
    "山", "水(shuǐ)", "(記者甲)", "田(tián)", "?qū)", "GDP", "(湖)", "，", "\n", "路(lù)", ",、", ",。", "?tián)?lù)",
]))


@given(pieces)
def test_every_repair_can_be_undone(parts: list[str]) -> None:
    text = "".join(parts)
    mended = mend(text, inserted=inserted_readings(text), unreadable=False)
    undone = mended.text
    shift = 0
    for repair in mended.repairs:
        at = repair.position - shift
        assert undone[at:at + len(repair.after)] == repair.after
        shift += len(repair.before) - len(repair.after)
    for repair in mended.repairs:
        undone = undone[:repair.position] + repair.before + undone[repair.position + len(repair.after):]
    assert undone == text == mended.raw


@pytest.mark.shared
def test_undamaged_real_articles_are_untouched(real_items: list[dict[str, str]]) -> None:
    for item in real_items:
        assert not inserted_readings(item["title"], item["body"])


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF) | st.sampled_from("()?。GDP\n")))
def test_undamaged_text_is_untouched(text: str) -> None:
    assert not inserted_readings(text)
    assert mend(text, inserted=FOUND, unreadable=True).text == text
