"""What are papers, sites and apps called? Seen from a line alone."""
from __future__ import annotations

import re
from functools import lru_cache

from corpus.date_numerals import WIDE

_HAN = r"\u3400-\u4dbf\u4e00-\u9fff"
# Single letters set apart: 甘 肃 日 报, 第 二 版.
_SPACED = re.compile(rf"(?<![{_HAN}])[{_HAN}](?:[ \u3000][{_HAN}])+(?![{_HAN}])")

# 2024 年 3 月 28 日
_DAY_APART = re.compile(
    "(?<=\\d{4}) (?=年 ?\\d)|(?<=年) (?=\\d{1,2} ?月)|(?<=\\d) (?=月 ?\\d)|(?<=月) (?=\\d{1,2} ?日)|(?<=\\d) (?=日(?: |\\Z))"
)
# An arrow in the letters of a font for signs, beside 上一版; a stroke between fields.
_ARROW = re.compile("(?<![\\d.])[34](?=[上下]一[版期篇])|(?<=[上下]一[版期篇])[34](?![\\d.])")
_STROKE = re.compile("(?<=[ \\u3000])[丨│](?=[ \\u3000])")
_DAY_BEHIND_PAPER = re.compile("(?<=[报報网網])(?=\\d{4}年\\d{1,2}月)")  # 某某日报2011年1月30日头版
PUBLISHER = (
    rf"(?:[{_HAN}]{{2,8}}[网網报報]-)?[{_HAN}·]{{1,14}}"
    rf"(?:[报報网網]|新闻|新聞|周刊|週刊|客户端|客戶端|\.com|网站|網站|发布厅|融媒(?:体(?:中心)?)?|融媒體(?:中心)?|发布|電視台|电视台|频道|頻道|平台"
    rf"|(?:数字|电子)(?:[报版]|报纸))"
    rf"(?:官方(?:账号|微信|微博)|[(（][{_HAN}]{{1,4}}版[)）])?"
)
"""A pattern of what publishers are called."""

_IS_PUBLISHER = re.compile(rf"{PUBLISHER}\Z")
# What ends like this is the name of a paper, whatever stands beside it.
_PAPER = re.compile(
    rf"(?:[{_HAN}]{{2,8}}[网網报報]-)?[{_HAN}]{{2,6}}(?:[日晚早晨商]|都市|晚間|[時时]|經濟|经济)[报報](?:客户端|客戶端)?"
    rf"(?:[ \u3000]*(?:数字报纸?|電子報|电子报))?\Z"
    rf"|(?:新[{_HAN}]{{2}}|[{_HAN}]{{2}}[云号])(?:新闻|新聞)?(?:客户端|客戶端)\Z"
)
_BULLETIN = re.compile(rf"[{_HAN}]{{2,24}}(?:简报|簡報|快报|专报|信息|内参|摘报|要情|要讯)\Z")
_LONGEST_NAME = 5


@lru_cache(maxsize=64)  # one line is asked about several times
def plain(line: str) -> str:
    """The line with wide digits and blanks made narrow, letters that are set apart written together, a day behind a
    paper's name set off, and without what a font for signs left of arrows (3上一版)."""
    together = _SPACED.sub(lambda spaced: re.sub("[ \u3000]", "", spaced[0]), line).translate(WIDE)
    if "年" in together:
        together = _DAY_BEHIND_PAPER.sub(" ", _DAY_APART.sub("", together))
    if "一" in together:
        together = _ARROW.sub("", together)
    return _STROKE.sub("｜", together) if "丨" in together or "│" in together else together


def is_publisher(line: str) -> bool:
    """Whether a line can be a publisher's name; what stands beside it must say so."""
    if _BULLETIN.match(plain(line)):
        return True
    return _IS_PUBLISHER.match(plain(line)) is not None


def is_paper(line: str) -> bool:
    """Whether a line is a newspaper's name, seen from the line alone (某某日报)."""
    return _PAPER.match(plain(line)) is not None


def may_be_app(line: str) -> bool:
    """Whether a line is short enough to be the name of an app, of which no word tells it."""
    return len(line) <= _LONGEST_NAME and line.isalnum()
