"""Dates as they stand in running text, not yet worked out: the numbers and words that are there, and where.

What merely looks like a date is left out here: lunar days, yearly days, lengths of time (3日内), ordinals (第3号),
addresses, fractions, decades, document numbers, 5·12 and 9·11.
"""
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from corpus.date_numerals import (
    DAY_NUMERALS,
    IS_WIDE,
    MONTH_NUMERALS,
    REPUBLIC_NUMERALS,
    WIDE,
    YEAR_NUMERALS,
    is_in_traditional_script,
    number,
)

Era = Literal["common", "republic", "bare republic", "unclear"]
Parts = tuple[int | None, int | None, int | None]
"""A year, a month and a day, each None where it is not written."""

_PART = (
    "(?:上午|下午|中午|正午|早上|早晨|清早|晚间|晚間|晚上|傍晚|凌晨|清晨|午后|午後|午夜|深夜|夜间|夜間|夜里|夜裡|上半夜"
    r"|[早晚夜晨](?![\u4e00-\u9fff]?报))"
)
_WEEKDAY = r"(?:[ ]?[（(](?:星期|周|週|礼拜|禮拜)?[一二三四五六日天][)）])"
_TO = r" ?起?(?:至|到|-{1,2}|—{1,2}|－|–|―|─|~|～|〜) ?"

# Days next to each other under one month: 4月29、30日.
_DAYS_ON = r"\d{1,2} ?[日号號]"
_NEXT_DAYS = rf"(?:(?<=月\d)|(?<=月\d\d))(?=、{_DAYS_ON})"


def _grammar(year: str, month: str, day: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A date and what may follow it as the end of a span, written with these numbers."""
    first = (
        rf"(?:({year})(?: ?年 ?|(?={_TO}{year} ?年)))?"
        rf"(?:({month})(?: ?月(?:份)? ?|(?={_TO}{month} ?月(?! ?{day}))))?"
        rf"(?:({day})(?: ?[日号號]|(?={_TO}{day} ?[日号號])|{_NEXT_DAYS}))?"
    )
    to = rf"(?:{_TO}|(?<=\d)、(?={_DAYS_ON}))"
    last = rf"{_WEEKDAY}?{_PART}?{to}(?:(?:民[國国] ?)?({year}) ?年 ?)?(?:({month}) ?月(?:份)? ?)?(?:({day}) ?[日号號])?"
    return re.compile(first), re.compile(last)


_DIGITS = _grammar(r"\d{1,4}", r"\d{1,2}(?!\d)", r"\d{1,2}(?!\d)")
_HAN = _grammar(YEAR_NUMERALS, MONTH_NUMERALS, DAY_NUMERALS)
_PART_AFTER = re.compile(rf"{_WEEKDAY}?{_PART}")
# Numbers in front of a unit of time, or of a mark between the parts of a date. A run is looked at from its first
# character only, as each of the others would lead to its end again. (A lookbehind in front of the class costs three
# times as much: the search could no longer go by the first character.)
_RUN = re.compile(r"[0-9](?<![0-9][0-9])[0-9]*(?= ?[年月日号號/.·\-—－–―─~～〜至到])")
_NO_FIRST = "0OＯ百"  # within a number, but not its beginning (WTO十月)
_HAN_FIGURE = f"[〇零○一二三四五六七八九十廿卅{_NO_FIRST}]"
_HAN_RUN = re.compile(f"{_HAN_FIGURE}(?<!{_HAN_FIGURE}{_HAN_FIGURE}){_HAN_FIGURE}*(?=[年月])")
_ISO = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?![\d.])")
_SHORT_ISO = re.compile(r"(\d{2,3})([-/.])(\d{1,2})\2(\d{1,2})(?![\d.])")
_MONTH_SLASH_DAY = r"(\d{1,2})/(\d{1,2})(?![\d/])"
_SLASH = re.compile(
    rf"{_MONTH_SLASH_DAY}(?:{_WEEKDAY}?{_TO}{_MONTH_SLASH_DAY}|(?={_WEEKDAY}|{_PART}|[ ]\d{{1,2}}:\d\d))"
)
_SLASH_PLAIN = re.compile(r"(\d{1,2})/(\d{1,2})(?!\d|/|%|[以的上强強決决])")
_BEFORE_PLAIN = tuple("於于在自從至早日")
TODAYS = "(?<![样樣成日版副基根课課书書剧劇标標资資脚腳范文原读讀账賬])本"
"""A pattern of 本 where it means today's (本(2/24)日) and ends no word (样本, 成本)."""
_BEHIND_DAY = re.compile(f"(?:[今昨明][日天]?|{TODAYS}|本日)[（(]\\Z")
_MARK_ALONE = re.compile(r"(\d{1,2})[/·](\d{1,2})(?=[)）])")
_REPUBLIC = re.compile(
    rf"(?:民國|民国)[ ]?(?P<year>\d{{1,3}}|{REPUBLIC_NUMERALS})[ ]?年"
    rf"(?:[ ]?(\d{{1,2}}|{MONTH_NUMERALS})[ ]?月(?:[ ]?(\d{{1,2}}|{DAY_NUMERALS})[ ]?[日号號])?)?(?!代)"
)
# As the press of Taiwan writes: 今(109)年9月16日, 本(3)月30日.
_BRACKETED = re.compile(
    r"(?:[今去明本][（(](?P<year>\d{3,4})[)）]年[ ]?)?(?:[本上下今][（(](?P<month>\d{1,2})[)）]月|(?P<plain>\d{1,2})月)[ ]?"
    r"(?P<day>\d{1,2})(?:(?:、|及|和|與|至|-|~)(?P<last>\d{1,2}))?日"
)
# One class of first characters: a search over alternatives costs three times as much.
_RELATIVE = re.compile(
    rf"[今昨前明去上](?:(?<=[今昨前明])(?:[天日](?:{_PART})?|[晨晚夜]|[（(]\d{{1,2}}[)）][日天]?)|(?<=[去前])年|(?<=上)[个個]?月)"
)

# In front of a number: what the date is counted from. The longest first.
_PREFIXES = tuple(
    "上个月 上個月 下个月 下個月 去年的 今年 去年 前年 明年 本月 当月 當月 上月 下月 同年 当年 當年 次年 翌年 同月 每年 每月 历年 歷年".split()
)
_PREFIX_ENDS = frozenset(word[-1] for word in _PREFIXES)
_RECURRING = ("每年", "每月", "历年", "歷年")
# 每年於3月29日及|9月3日: further from the word.
_EACH_YEAR = re.compile("每年(?:的|[于於在])?(?:\\d{1,2} ?月 ?\\d{1,2} ?[日号號] ?[、，及和與与至到])*\\Z")
_EACH_YEAR_REACH = 32
_REPUBLIC_NAMES = ("民國", "民国", "民國 ", "民国 ")
_LUNAR = ("农历", "農曆", "阴历", "陰曆", "旧历", "舊曆", "夏历", "夏曆", "正月", "腊月", "臘月")
_NOT_A_YEAR = tuple("代级級前来來历歷多间間内內以之") + ("后出生", "後出生")
# A day alone: 24日上午, 9日在…; not 3日内, 10日游, 为期5日.
_AFTER_NO_DAY = tuple("内內之前后後以间間龄齡游遊均期程元志报報常子光照历曆")
_BEFORE_NO_DAY = tuple("第近约約满滿每隔逾续續期头頭這这那整足共计計历歷过過年·.%")
_AFTER_NUMBERED_DAY = re.compile(  # 号 names lines, houses and ships as well as days
    rf"\s*(?:[，。、；）)“\n至到起]|{_PART}|[对對向与與和同跟于於在从從由就因為將将已也还還再又都正]"
    "|[表宣发發說说称稱公召举舉抵出访訪进進提袭襲赶趕签簽会會见見开開通警指证證确確报報批结結闭閉启啟遭死逮])"
)
_BEFORE_NO_NUMBERED_DAY = tuple("第路段街巷弄道线線区區舟娥宫宮征云雲链鏈里村楼樓幢栋棟-·.A")
_NUMBERED_THING = ("号发射", "号线", "号楼", "号台", "号公", "号洪", "号文", "号机", "号令", "号店", "号馆", "号门", "号厅")


@dataclass(frozen=True, slots=True)
class Mention:
    """A date as it stands in a text: the parts that are written, each None where it is not.

    ``until`` are the parts of the end of a span. ``era`` is whose year it is: *bare republic* for a year of three
    figures that may be the Republic's without saying so, *unclear* for one of two (98年: 1998, or 2009 in Taiwan).
    ``word`` is a relative word (今天, 去年) that stands for the date or in front of it.
    """

    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    until: Parts | None = None
    era: Era = "common"
    word: str = ""


def find_mentions(text: str) -> list[Mention]:
    """The dates in a text, in the order of their places, none within another."""
    flat = text.translate(WIDE) if IS_WIDE.search(text) else text
    found = [*_digits(flat)]
    found += _numerals(flat)
    if "民國" in flat or "民国" in flat:
        found += _republic(flat)
    if ")年" in flat or "）年" in flat or ")月" in flat or "）月" in flat:
        found += _bracketed(flat)
    found += _words(flat)
    found.sort(key=lambda mention: (mention.start, -mention.end))
    kept: list[Mention] = []
    for mention in found:
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return kept


def _digits(text: str) -> Iterator[Mention]:
    end = 0
    for run in _RUN.finditer(text):
        start = run.start()
        if start < end or start and text[start - 1] in ".-/:·" and text[start - 2:start - 1].isdecimal():
            continue
        mark = text[run.end()]
        if mark in "/.·-":
            mention = _with_marks(text, start, run.end() - start)
            if mention or mark != "-":
                if mention:
                    end = mention.end
                    yield mention
                continue
        mention, end = _in_units(text, start, _DIGITS)
        if mention:
            yield mention


def _numerals(text: str) -> Iterator[Mention]:
    if "月" not in text and "年" not in text:
        return
    end = 0
    for run in _HAN_RUN.finditer(text):
        start = run.end() - len(run[0].lstrip(_NO_FIRST))
        if end <= start < run.end():
            mention, end = _in_units(text, start, _HAN)
            # 一月 and 三年 by themselves are lengths of time as often as dates.
            if mention and (mention.day or mention.year):
                yield mention


def _in_units(text: str, start: int, grammar: tuple[re.Pattern[str], re.Pattern[str]]) -> tuple[Mention | None, int]:
    """The date written with 年, 月 and 日 that begins here, or None; and where what was looked at ends."""
    first = grammar[0].match(text, start)
    if first is None or first.end() == start:
        return None, start + 1
    end = first.end()
    written = first.groups()
    if written[0] and written[2] and not written[1]:
        return None, end
    year, month, day = (number(part) if part else None for part in written)
    before = text[max(0, start - 4):start]
    prefix = next((word for word in _PREFIXES if before.endswith(word)), "") if before[-1:] in _PREFIX_ENDS else ""
    if prefix in _RECURRING or before.endswith(_LUNAR) or before.endswith(_REPUBLIC_NAMES):
        return None, end
    if year is None and "每年" in text[max(0, start - _EACH_YEAR_REACH):start] and _EACH_YEAR.search(
        text, max(0, start - _EACH_YEAR_REACH), start
    ):
        return None, end
    era: Era = "common"
    if written[0] and len(written[0]) != 4:
        if month is None:  # 80年代, 25年来, 107年
            return None, end
        era = "bare republic" if len(written[0]) == 3 else "unclear"
    elif year is not None and month is None and text.startswith(_NOT_A_YEAR, end):
        return None, end
    last = grammar[1].match(text, end)
    until = _end_of_span(last, month is not None, day is not None) if last else None
    if last and until:
        end = last.end()
    if month is None and day is not None and not _is_day_alone(text, start, end, prefix):
        return None, end
    if day is not None:
        part = _PART_AFTER.match(text, end)
        end = part.end() if part else end
    return Mention(start - len(prefix), end, year, month, day, until, era, prefix), end


def _end_of_span(last: re.Match[str], has_month: bool, has_day: bool) -> Parts | None:
    """The parts of the end of a span, if it is known as far as its beginning is."""
    year, month, day = (number(part) if part else None for part in last.groups())
    if (day is not None) != has_day or month is not None and not has_month:
        return None
    if month is None and (year is None or has_month) and not has_day:
        return None
    return year, month, day


def _is_day_alone(text: str, start: int, end: int, prefix: str) -> bool:
    """Whether 24日 is a day of a month rather than a length of time, a house or a line."""
    if prefix:
        return True
    before = text[max(0, start - 1):start]
    if before in _BEFORE_NO_DAY or before.isascii() and before.isalnum():
        return False
    if text[end - 1] == "日":
        return not text.startswith(_AFTER_NO_DAY, end)
    if before in _BEFORE_NO_NUMBERED_DAY or text[start] == "0" or text.startswith(_NUMBERED_THING, end - 1):
        return False
    if text[end - 1] == "號":  # in Taiwan 號 is an address
        return _PART_AFTER.match(text, end) is not None
    return _AFTER_NUMBERED_DAY.match(text, end) is not None


def _with_marks(text: str, start: int, length: int) -> Mention | None:
    """The date written 2021-01-26, 107/12/21 or 12/21(五) that begins here."""
    before = text[max(0, start - 1):start]
    if before.isascii() and before.isalpha():
        return None
    if length == 4:
        found = _ISO.match(text, start)
        return Mention(start, found.end(), int(found[1]), int(found[3]), int(found[4])) if found else None
    if length == 3:
        found = _SHORT_ISO.match(text, start)
        if found:
            return Mention(start, found.end(), int(found[1]), int(found[3]), int(found[4]), era="bare republic")
        return None
    found = _SLASH.match(text, start)
    if found:
        until = (None, int(found[3]), int(found[4])) if found[3] else None
        return Mention(start, found.end(), None, int(found[1]), int(found[2]), until)
    found = _MARK_ALONE.match(text, start)
    if found and _BEHIND_DAY.search(text, max(0, start - 3), start):
        return Mention(start, found.end(), None, int(found[1]), int(found[2]))
    found = _SLASH_PLAIN.match(text, start)
    if found and before in _BEFORE_PLAIN and is_in_traditional_script(text):
        return Mention(start, found.end(), None, int(found[1]), int(found[2]))
    return None


def _republic(text: str) -> Iterator[Mention]:
    for found in _REPUBLIC.finditer(text):
        month, day = (number(part) if part else None for part in (found[2], found[3]))
        if month is None and text.startswith(_NOT_A_YEAR, found.end()):
            continue
        last = _DIGITS[1].match(text, found.end()) if day else None
        until = _end_of_span(last, True, True) if last else None
        end = last.end() if last and until else found.end()
        yield Mention(found.start(), end, number(found["year"]) or None, month, day, until, "republic")


def _bracketed(text: str) -> Iterator[Mention]:
    for found in _BRACKETED.finditer(text):
        if found["year"] or found["month"]:
            year = int(found["year"]) if found["year"] else None
            era: Era = "bare republic" if year and year < 1000 else "common"
            month = int(found["month"] or found["plain"])
            part = _PART_AFTER.match(text, found.end())
            end = part.end() if part else found.end()
            until = (None, None, int(found["last"])) if found["last"] else None
            yield Mention(found.start(), end, year, month, int(found["day"]), until, era)


def _words(text: str) -> Iterator[Mention]:
    """今天 and its kind, 去年 and 上月, wherever they stand: what they mean there, ``corpus.date_context`` tells."""
    for found in _RELATIVE.finditer(text):
        yield Mention(found.start(), found.end(), word=found[0])
