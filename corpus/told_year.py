"""The year of a day told without one, where the text prints it elsewhere: with the same day, or in the title."""
from __future__ import annotations

import re
from dataclasses import replace

from corpus.article import DateReading, PartialDate
from corpus.date_context import is_limit
from corpus.date_mentions import Mention, find_mentions
from corpus.date_numerals import calendar_date, is_in_traditional_script, republic_year
from corpus.told_day import REACH, TOLD_EXACTLY

# In front of a day with its year on which a session is held: 全会于2017年10月9日在…召开, 会议将于2013年3月5日…
_OF_SESSION = re.compile(r"(?:会议|大会|全会|會議|大會|全會)[^。，；\n]{0,10}[，,]?(?:将|將)?(?:分别)?[于於]\Z")
# A year that belongs to the name of what a title announces: 2019某某蜂炮, 109年运动会; not 2000例, 109年度, 2021年某某统计.
_GLUED = re.compile(r"(?<![\d/.\-])(20[012]\d)(?![\d/.\-年元度]|[人件名级級张張份多例米公户戶位家万萬亿億]|學年|学年)")
_OF_REPUBLIC = re.compile(r"(?<![\d/.])(1[01]\d)年(?!度|底|前|代|[^，。！]{0,12}(?:調查|統計|考評|績效|績優|成果|預算|決算))")
_ANY_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d|1[01]\d|9\d)(?=年)")
# A day, and what is held on it with its year in the name: 7月24日至26日，2024年全省文化旅游大会在…召开.
_HELD = re.compile(
    r"(?<![年\d])(?P<month>\d{1,2})月(?P<day>\d{1,2})日(?:[至到—~-]+(?P<last>\d{1,2})日)?(?:[上下]午)?[，,]"
    r"(?:第[^。，]{1,8}[届屆])?[“《]?(?P<event>(?P<year>20\d\d)年?(?!度|底|初|以|[上下]半年|第?[一二三四]季)[^。，,\d\n]{2,40}?"
    r"(?:大会|大會|论坛|論壇|会议|會議|博览会|博覽會|展览会|展覽會|洽谈会|节|節|赛|賽|年会|年會|峰会))"
    r"[”》]?[^。，,\n]{0,24}?(?:召开|召開|举行|舉行|开幕|開幕|举办|舉辦|启动|登場|拉开)"
)
_LAST_MONTH = 9  # in the last months of a year what is announced is often the next year's


def with_told_year(read: DateReading, body: str, title: str) -> DateReading:
    """The reading of a day with the year that the text gives it, and by what; unchanged where it gives none.

    It is the year printed beside the same day elsewhere, where the script is Taiwan's (123 of 124 real items; limits
    left out), in the title, or where that day is told as a session's or with its hour. Otherwise the same day of
    another year is an anniversary as often as not (29 of 57). Else it is the year in the name of what the title tells
    of (2019某某蜂炮: 235 of 237), where no other year is in the text, or of what is held on that day (7月26日，2024年某某大会召开).
    """
    text = f"{title}\n{body[:REACH]}"
    return _of_same_day(read, text, len(title)) or _of_title(read, text, title) or _of_event(read, text) or read


def _of_same_day(read: DateReading, text: str, title_ends: int) -> DateReading | None:
    is_traditional = is_in_traditional_script(text)
    found: dict[int | None, tuple[PartialDate, Mention]] = {}
    for mention in find_mentions(text):
        whole = _whole(mention, read.date, is_traditional)
        if whole is None or is_limit(text, mention.start, mention.end, is_year=False):
            continue
        is_session = _OF_SESSION.search(text, max(0, mention.start - 24), mention.start) is not None
        is_exact = TOLD_EXACTLY.match(text, mention.end) is not None or text[mention.end - 1] not in "日号號"
        if is_traditional or mention.start < title_ends or is_session or is_exact:
            found.setdefault(whole.year, (whole, mention))
    if len(found) != 1:
        return None
    (whole, mention), = found.values()
    place = "标题" if mention.start < title_ends else "文中"
    return replace(read, date=whole, inferred=f"年份据{place}“{text[mention.start:mention.end]}”")


def _whole(mention: Mention, day: PartialDate, is_traditional: bool) -> PartialDate | None:
    """The date of a mention that gives its year, if it is that day or the span that ends on it."""
    if mention.year is None or mention.word or mention.era == "unclear":
        return None
    if mention.era == "bare republic" and not is_traditional:
        return None
    of_republic = mention.era in ("republic", "bare republic")
    year = republic_year(str(mention.year)) if of_republic else mention.year
    last = mention.until
    days = {(mention.month, mention.day), *([(last[1] or mention.month, last[2])] if last and not last[0] else ())}
    return calendar_date(year, day.month, day.day) if (day.month, day.day) in days else None


def _of_title(read: DateReading, text: str, title: str) -> DateReading | None:
    is_traditional = is_in_traditional_script(text)
    years = [*_GLUED.finditer(title), *(_OF_REPUBLIC.finditer(title) if is_traditional else ())]
    if len({found[1] for found in years}) != 1 or (read.date.month or 0) > _LAST_MONTH:
        return None
    written = years[0][1]
    if any(found[1] != written for found in _ANY_YEAR.finditer(text)):
        return None
    year = int(written) if len(written) == 4 else republic_year(written)
    whole = calendar_date(year, read.date.month, read.date.day)
    return replace(read, date=whole, inferred=f"年份据标题“{years[0][0]}”") if whole else None


def read_held_day(body: str) -> DateReading | None:
    """The day of the first event with a year in its name that the text says was held on a day, with that year."""
    held = _HELD.search(body, 0, REACH)
    if held is None:
        return None
    date = calendar_date("", held["month"], held["last"] or held["day"])
    read = DateReading(date, "body", body[held.start():held.start("event")].rstrip("，,“《")) if date else None
    return _of_event(read, body[:REACH]) or read if read else None


def _of_event(read: DateReading, text: str) -> DateReading | None:
    if (read.date.month or 0) > _LAST_MONTH:
        return None
    for held in _HELD.finditer(text):
        if (int(held["month"]), int(held["last"] or held["day"])) == (read.date.month, read.date.day):
            whole = calendar_date(held["year"], read.date.month, read.date.day)
            return replace(read, date=whole, inferred=f"年份据文中“{held['event']}”") if whole else None
    return None
