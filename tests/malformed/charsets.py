"""Bytes that are not the text they seem to be."""
from __future__ import annotations

import codecs
import random

from tests.malformed import GOOD, OTHER, Malformed, page, text

TITLE, BODY = GOOD
STORY = text(GOOD)
BOTH = text(GOOD, OTHER)
TRADITIONAL = "圖書館新館開放\n\n讀者在門前排起長隊，館方延長了開放時間，兒童閱覽區週末照常開放，預計下月恢復正常。\n" * 3


def declaring(charset: str) -> str:
    return page("", f'<meta charset="{charset}">')


def noise(size: int) -> bytes:
    return random.Random(7).randbytes(size)


CASES = (
    Malformed("GB18030 that calls itself UTF-8", "a.html", lambda: declaring("utf-8").encode("gb18030"), (TITLE,)),
    Malformed("UTF-8 that calls itself GB2312", "a.html", lambda: declaring("gb2312").encode(), (TITLE,)),
    Malformed("UTF-8 that calls itself UTF-16", "a.html", lambda: declaring("utf-16").encode(), (TITLE,)),
    Malformed("UTF-8 that calls itself by no known name", "a.html", lambda: declaring("x-甲").encode(), (TITLE,)),
    Malformed("GB18030 that calls itself Big5", "a.html", lambda: declaring("big5").encode("gb18030"), (TITLE,)),
    Malformed("Big5 without a word", "a.txt", lambda: TRADITIONAL.encode("big5"), 1),
    Malformed("Big5 without a word, too short to tell", "a.txt", lambda: TRADITIONAL[:30].encode("big5"), 0,
              ((None, "--encoding big5"),)),
    Malformed("Big5 without a word, but the archivist knows", "a.txt", lambda: TRADITIONAL.encode("big5"), 1,
              encoding="big5"),
    Malformed("Big5 with a damaged byte", "a.txt", lambda: TRADITIONAL.encode("big5") + b"\xff\n", 1, encoding="big5"),
    Malformed("UTF-8 where the archivist says Big5", "a.txt", lambda: STORY.encode(), (TITLE,), encoding="big5"),
    Malformed("UTF-8, then GB18030", "a.txt",
              lambda: text(GOOD).encode() + b"=====\n" + text(OTHER).encode("gb18030"), (TITLE, OTHER[0])),
    Malformed("GB18030, then UTF-8", "a.txt",
              lambda: text(GOOD).encode("gb18030") + b"=====\n" + text(OTHER).encode(), (TITLE, OTHER[0])),
    Malformed("much UTF-8 with one line of GB18030", "a.txt",
              lambda: text(GOOD).encode() + BODY.encode() * 20 + b"\n" + "末行是旧的。".encode("gb18030"), (TITLE,)),
    Malformed("much GB18030 with one line of UTF-8", "a.txt",
              lambda: text(GOOD).encode("gb18030") + BODY.encode("gb18030") * 20 + b"\n" + "末行是后来补的。".encode(),
              (TITLE,)),
    Malformed("UTF-16 (little end first) with its mark", "a.txt",
              lambda: codecs.BOM_UTF16_LE + BOTH.encode("utf-16-le"), (TITLE, OTHER[0])),
    Malformed("UTF-16 (big end first) with its mark", "a.txt",
              lambda: codecs.BOM_UTF16_BE + BOTH.encode("utf-16-be"), (TITLE, OTHER[0])),
    Malformed("UTF-16 (little end first) without mark", "a.txt",
              lambda: BOTH.encode("utf-16-le"), 0, ((None, "UTF-16"),)),
    Malformed("UTF-16 (big end first) without mark", "a.txt", lambda: BOTH.encode("utf-16-be"), 0, ((None, "UTF-16"),)),
    Malformed("UTF-16 without mark, but the archivist knows", "a.txt", lambda: BOTH.encode("utf-16-be"),
              (TITLE, OTHER[0]), encoding="utf-16"),
    Malformed("UTF-8 where the archivist says UTF-16", "a.txt", lambda: STORY.encode(), (TITLE,), encoding="utf-16"),
    Malformed("UTF-16 with half a character at its end", "a.txt",
              lambda: codecs.BOM_UTF16_LE + BOTH.encode("utf-16-le") + b"\x4e", (TITLE, OTHER[0]), whole=False),
    Malformed("UTF-16 with halves of surrogates", "a.txt",
              lambda: codecs.BOM_UTF16_LE + f"{STORY}\ud83d 完。\n".encode("utf-16-le", "surrogatepass"), (TITLE,)),
    Malformed("UTF-32 (little end first) with its mark", "a.txt",
              lambda: codecs.BOM_UTF32_LE + BOTH.encode("utf-32-le"), (TITLE, OTHER[0])),
    Malformed("UTF-32 (big end first) with its mark", "a.txt",
              lambda: codecs.BOM_UTF32_BE + BOTH.encode("utf-32-be"), (TITLE, OTHER[0])),
    Malformed("UTF-32 without mark", "a.txt", lambda: BOTH.encode("utf-32-le"), 0, ((None, "空字节"),)),
    Malformed("UTF-32 with numbers no character has", "a.txt",
              lambda: codecs.BOM_UTF32_LE + b"\xff\xff\xff\xff" * 50, 0, ((None, "utf-32"),)),
    Malformed("UTF-8's mark twice", "a.txt", lambda: codecs.BOM_UTF8 * 2 + STORY.encode(), (TITLE,)),
    Malformed("UTF-8's mark before GB18030", "a.txt", lambda: codecs.BOM_UTF8 + STORY.encode("gb18030"), (TITLE,)),
    Malformed("UTF-16's mark before UTF-8", "a.txt", lambda: codecs.BOM_UTF16_LE + STORY.encode(), (TITLE,)),
    Malformed("a mark and nothing else", "a.txt", lambda: codecs.BOM_UTF8, 0, ((None, "没有文字"),)),
    Malformed("UTF-16's mark and nothing else", "a.txt", lambda: codecs.BOM_UTF16_LE, 0, ((None, "没有文字"),)),
    Malformed("overlong UTF-8", "a.txt",
              lambda: STORY.encode() + b"\xc0\xaf\xe0\x80\xaf\xf0\x80\x80\xaf" + b"\n", (TITLE,)),
    Malformed("surrogates in UTF-8", "a.txt", lambda: STORY.encode() + b"\xed\xa0\xbd\xed\xb8\x80\n", (TITLE,)),
    Malformed("UTF-8 cut inside a character", "a.txt", lambda: STORY.encode()[:-3], (TITLE,), whole=False),
    Malformed("GB18030 cut inside a character", "a.txt", lambda: STORY.encode("gb18030")[:-2], (TITLE,), whole=False),
    Malformed("lone carriage returns", "a.txt", lambda: BOTH.replace("\n", "\r").encode(), (TITLE, OTHER[0])),
    Malformed("line feeds before carriage returns", "a.txt", lambda: STORY.replace("\n", "\n\r").encode(), (TITLE,)),
    Malformed("a NUL in the text", "a.txt", lambda: (STORY + "\0" + BODY * 4).encode(), (TITLE,), whole=False),
    Malformed("a NUL behind every character", "a.txt", lambda: "\0".join(STORY).encode(), 0, ((None, "空字节"),)),
    Malformed("30 MB of NULs", "a.txt", lambda: bytes(30 << 20), 0, ((None, "空字节"),)),
    Malformed("noise named .txt", "a.txt", lambda: noise(1 << 20), 0, ((None, ""),)),
    Malformed("noise named .html", "a.html", lambda: noise(1 << 20), 0, ((None, ""),)),
    Malformed("noise named .csv", "a.csv", lambda: noise(1 << 20), 0, ((None, ""),)),
    Malformed("50 MB of noise named .txt", "a.txt", lambda: noise(50 << 20), 0, ((None, ""),)),
    Malformed("30 MB of bytes that are no letters", "a.txt",
              lambda: noise(30 << 20).translate(bytes(range(128, 256)) * 2), 0, ((None, ""),)),
    Malformed("30 MB of letters and one that takes four bytes", "a.txt",
              lambda: text(GOOD).encode() + b"letters. " * (3 << 20) + "🌾".encode(), 0, ((None, "万字"),)),
    Malformed("a program named .txt", "a.txt",
              lambda: b"\x7fELF\x02\x01\x01" + bytes(9) + noise(999), 0, ((None, "二进制"),)),
    Malformed("a PDF named .txt", "a.txt", lambda: b"%PDF-1.7\n" + noise(999), 0, ((None, "PDF"),)),
    Malformed("a picture named .html", "a.html", lambda: b"\x89PNG\r\n\x1a\n" + noise(999), 0, ((None, "PNG"),)),
    Malformed("nothing but 0xFF", "a.txt", lambda: b"\xff" * 10_000, 0, ((None, ""),)),
    Malformed("control characters of a terminal", "a.txt", lambda: (STORY + "\x1b[31m红\x1b[0m\n").encode(), (TITLE,)),
    Malformed("mostly control characters", "a.txt", lambda: b"\x01\x02\x03ab" * 999, 0, ((None, "控制字符"),)),
)
