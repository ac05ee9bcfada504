"""Bytes to text: the order in which encodings are tried, and what is refused."""
from __future__ import annotations

import codecs

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from corpus.encoding import STAND_IN, UndecodableText, decode

SENTENCE = "河西走廊的小麦今年长势喜人，农技员每天下田查看墒情。"
TRADITIONAL = "圖書館新館昨日開放，讀者在門前排起長隊，館方延長了開放時間。"

# Characters of newspapers: no controls but the line feed, no surrogates, and none that the stand-ins use.
newsprint = st.text(
    st.sampled_from("\n，。“”《》、·abc019 ") | st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF)
)


@given(newsprint)
def test_utf8_of_any_length_is_read_as_utf8(text: str) -> None:
    decoded = decode(text.encode())
    assert (decoded.text, decoded.encoding, decoded.damaged) == (text, "utf-8", False)


@given(newsprint)
def test_a_mark_decides(text: str) -> None:
    marks = {"utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE, "utf-8": codecs.BOM_UTF8}
    for codec, mark in marks.items():
        assert decode(mark + text.encode(codec)).text == text


@pytest.mark.parametrize("repeat", [1, 3, 50])
def test_gb18030_is_read_where_utf8_fails(repeat: int) -> None:
    decoded = decode((SENTENCE * repeat).encode("gb18030"))
    assert (decoded.text, decoded.encoding) == (SENTENCE * repeat, "gb18030")


def test_utf8_that_would_also_pass_as_gb18030_is_utf8() -> None:
    data = "你们好啊".encode()
    data.decode("gb18030")  # passes silently: the order has to decide
    assert decode(data).text == "你们好啊"


@pytest.mark.parametrize("declared", ["gb2312", "gbk", "big5", "iso-8859-1"])
def test_a_page_that_declares_another_encoding_but_is_utf8_is_utf8(declared: str) -> None:
    page = f'<html><head><meta charset="{declared}"></head><body>{SENTENCE}</body></html>'
    assert decode(page.encode()).text == page


def test_big5_is_read_where_declared() -> None:
    page = f'<html><head><meta http-equiv="Content-Type" content="text/html; charset=big5"></head>{TRADITIONAL}</html>'
    assert decode(page.encode("big5")).text == page
    assert decode(TRADITIONAL.encode("big5"), "Big5").encoding == "big5"
    assert decode(b'<?xml version="1.0" encoding="big5"?>' + TRADITIONAL.encode("big5")).text.endswith(TRADITIONAL)


def test_big5_that_is_not_declared_is_read_where_it_is_beyond_doubt() -> None:
    page = "水庫管理處昨天說，樣例渠今年放水三次，比去年多一次。下游的農民表示，麥子長得比往年好，果園也不缺水了。\n" * 2
    data = page.encode("big5")
    data.decode("gb18030")  # passes silently, as private-use characters
    assert (decode(data).text, decode(data).encoding) == (page, "big5")
    assert decode(data, "gb18030").encoding == "gb18030"  # the archivist has the last word


def test_big5_that_is_not_declared_and_too_short_to_tell_is_refused() -> None:
    data = "圖書館新館開放，讀者在門前排隊。".encode("big5")
    with pytest.raises(UndecodableText, match="Big5"):
        decode(data)


def both(lead: int, trail: int) -> str:
    """The character of GB18030 that two bytes make, if they make one of Big5, too."""
    data = bytes((lead, trail))
    try:
        return data.decode("gb18030") if data.decode("cp950") else ""
    except UnicodeDecodeError:
        return ""


# The commonest characters of GB18030, so chosen that each text of them decodes as Big5.
_AS_BIG5 = [one for lead in range(0xB0, 0xD8) for trail in range(0xA1, 0xFA) if (one := both(lead, trail))]


@given(st.text(st.sampled_from(_AS_BIG5), min_size=60))
@example("啊" * 60)  # all of Big5's first plane: only what GB18030 says of it keeps it
def test_gb18030_is_never_taken_for_big5(text: str) -> None:
    data = text.encode("gb18030")
    data.decode("cp950")  # passes
    assert decode(data).encoding in ("gb18030", "utf-8")  # some pass as UTF-8, too


def test_utf16_without_mark_needs_a_declaration() -> None:
    for codec in ("utf-16-le", "utf-16-be"):
        data = f"{SENTENCE}\n2021\n".encode(codec)
        with pytest.raises(UndecodableText, match="UTF-16"):
            decode(data)
        assert decode(data, "utf-16").text == f"{SENTENCE}\n2021\n"


def test_utf8_with_a_stray_nul_is_not_utf16_even_where_that_is_declared() -> None:
    data = f"{SENTENCE * 9}\0{SENTENCE * 9}".encode()
    assert decode(data, "utf-16") == decode(data)


@given(st.integers(0, 10_000), st.integers(0x80, 0xFF))
def test_one_damaged_byte_in_utf8_never_becomes_gb18030(place: int, byte: int) -> None:
    data = bytearray((SENTENCE * 3).encode())
    at = place % len(data)
    assume(data[at] != byte)
    data[at] = byte
    decoded = decode(bytes(data))
    assert decoded.encoding == "utf-8"
    try:
        data.decode()
        assert not decoded.damaged
    except UnicodeDecodeError:
        assert decoded.damaged
    # Only the damaged character differs from what was written.
    kept = [character for character in decoded.text if ord(character) < STAND_IN]
    assert len(kept) >= 3 * len(SENTENCE) - 2


def test_a_damaged_byte_keeps_its_value_in_the_stand_in() -> None:
    data = (SENTENCE * 2).encode()
    decoded = decode(data[:3] + b"\xe5" + data[3:])
    assert decoded.text == SENTENCE[0] + chr(STAND_IN + 0xE5) + (SENTENCE * 2)[1:]


def test_one_damaged_byte_in_gb18030_is_marked_and_the_line_feed_behind_it_kept() -> None:
    data = (SENTENCE * 8).encode("gb18030")
    decoded = decode(data + b"\xc4\n" + data)
    assert decoded.damaged and decoded.encoding == "gb18030"
    assert decoded.text == SENTENCE * 8 + chr(STAND_IN + 0xC4) + "\n" + SENTENCE * 8


def test_line_ends_become_line_feeds() -> None:
    assert decode("甲\r\n乙\r丙\n".encode()).text == "甲\n乙\n丙\n"


@pytest.mark.parametrize("data", [
    b"%PDF-1.7 \xe4\xb8\xad", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"PK\x03\x04rest", b"\xd0\xcf\x11\xe0\xa1",
    b"\x00\x01\x02\x03" * 40, b"\x01\x02\x03\x04" * 40,
])
def test_binary_data_is_refused_with_a_reason(data: bytes) -> None:
    with pytest.raises(UndecodableText) as caught:
        decode(data)
    assert caught.value.reason and caught.value.offset >= 0


def test_a_lone_nul_is_a_damaged_byte() -> None:
    decoded = decode((SENTENCE * 6 + "\0" + SENTENCE * 6).encode())
    assert decoded.damaged and "\0" not in decoded.text


@given(st.binary(max_size=200))
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    try:
        text = decode(data).text
    except UndecodableText:
        return
    assert "\r" not in text
