"""A whole date that stands by itself: a metadata value, what follows a label, a line at the head of a page."""
from __future__ import annotations

import re
from email.utils import parsedate

from corpus.article import DateReading, DateSource, PartialDate
from corpus.date_numerals import (
    DAY_NUMERALS,
    MONTH_NUMERALS,
    REPUBLIC_NUMERALS,
    WIDE,
    YEAR_NUMERALS,
    calendar_date,
    republic_year,
)

# After a whole date: a time, a zone, a weekday. Anything else makes the value something other than a date.
_TIME = r"[\sT\d:.,+\-Z时分秒時APMapm上下午晚星期周週礼拜禮一二三四五六日天()（）]*"
_ISO_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)\Z")
_VALUE = re.compile(rf"(\d{{4}})\s*[-/.年]\s*(\d{{1,2}})\s*[-/.月]\s*(\d{{1,2}})(?:\s*[日号號])?(?:(?!\d){_TIME})?\Z")
_MONTH = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*月?\Z")
_YEAR = re.compile(r"(\d{4})\s*年?\Z")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:\d{4}|\d{6})?\Z")
_MONTHDAY = re.compile(rf"(\d{{1,2}}|{MONTH_NUMERALS})\s*月\s*(\d{{1,2}}|{DAY_NUMERALS})\s*[日号號]?\Z|(\d\d)-(\d\d)\Z")
_REPUBLIC = re.compile(
    rf"(?:中華|中华)?(?:民國|民国)\s*(\d{{1,3}}|{REPUBLIC_NUMERALS})\s*年"
    rf"(?:\s*(\d{{1,2}}|{MONTH_NUMERALS})\s*月(?:\s*(\d{{1,2}}|{DAY_NUMERALS})\s*[日号號])?)?"
)
_HAN = re.compile(rf"({YEAR_NUMERALS})年(?:({MONTH_NUMERALS})月(?:({DAY_NUMERALS})[日号號])?)?")

# A whole date standing in running text.
_FULL = re.compile(
    r"(?<![\d.])(\d{4})\s*(?:年[\s/]*(\d{1,2})\s*月[\s/]*(\d{1,2})\s*[日号號]|([-/.])(\d{1,2})\4(\d{1,2})(?!\d))"
)

# A site's own day and time with the year's last two figures, in front of the source: 23-06-15 20:42 来源：.
_SHORT = re.compile(r"(?<![\d.-])([0-2]\d)-(\d\d)-(\d\d)(?= \d\d:\d\d(?::\d\d)?[ \t\u3000]*(?:来源|來源|$))", re.M)
# Day, month and year with points, the year and then a day with a stroke, both with a time behind: 22.09.2021  22:08.
_POINTED = re.compile(
    r"(?<![\d.])(\d\d)\.(\d\d)\.(\d{4})(?=[ ]{1,4}\d\d:\d\d)|(?<!\d)((?:19|20)\d\d)[ ](\d\d)/(\d\d)(?=[ ]\d\d:\d\d)"
)


def parse_date(text: str) -> PartialDate | None:
    """The date that a metadata value states, or None for anything else and for days no calendar has.

    Takes 2021-01-26, 2021/1/26, 2021年01月26日, 20210126, 2021-05, 2021年, 10月27日, each with a time or weekday behind it;
    ISO 8601 and RFC 5322 dates (as printed, no time zone applied); 二〇二一年一月二十六日; 民國113年5月23日.
    """
    found = _ISO_DAY.match(text)
    if found is None:
        text = text.translate(WIDE).strip()
        found = _VALUE.match(text) or _COMPACT.match(text) or _MONTH.match(text) or _YEAR.match(text)
    if found:
        return calendar_date(*found.groups())
    found = _MONTHDAY.match(text)
    if found:
        return calendar_date(None, found[1] or found[3], found[2] or found[4])
    found = _REPUBLIC.match(text)
    if found:
        return _republic(found) if re.fullmatch(_TIME, text[found.end():]) else None
    found = _HAN.match(text)
    if found:
        return calendar_date(*found.groups()) if re.fullmatch(_TIME, text[found.end():]) else None
    if re.match(r"(?:[A-Za-z]{3,9},?\s+)?\d{1,2}\s+[A-Za-z]{3}", text):
        parts = parsedate(text)
        return calendar_date(*parts[:3]) if parts else None
    return None


def find_full_date(text: str) -> re.Match[str] | None:
    """The first whole date (year, month and day, in digits) standing in running text that the calendar has. Wide
    characters (２０２１－０１－２６) are read as narrow ones, in the same places."""
    return next((found for found in _FULL.finditer(text.translate(WIDE)) if _full(found)), None)


def read_full_date(text: str, source: DateSource) -> DateReading | None:
    """The first whole date in the text, also in Chinese numerals or of the Republic, or in short before 来源：."""
    found = find_full_date(text)
    if found:
        date = _full(found)
        return DateReading(date, source, text[found.start():found.end()]) if date else None
    pointed = _POINTED.search(text)
    if pointed:
        year, month, day = (pointed[3], pointed[2], pointed[1]) if pointed[3] else pointed.group(4, 5, 6)
        if date := calendar_date(year, month, day):
            return DateReading(date, source, pointed[0])
    short = _SHORT.search(text)
    if short and (date := calendar_date(f"20{short[1]}", short[2], short[3])):
        return DateReading(date, source, short[0])
    for pattern in (_REPUBLIC, _HAN):
        for match in pattern.finditer(text):
            date = _republic(match) if pattern is _REPUBLIC else calendar_date(*match.groups())
            if date and date.day:
                return DateReading(date, source, match[0])
    return None


def _full(found: re.Match[str]) -> PartialDate | None:
    return calendar_date(found[1], found[2] or found[5], found[3] or found[6])


def _republic(found: re.Match[str]) -> PartialDate | None:
    year = republic_year(found[1])
    return calendar_date(year, found[2], found[3]) if year else None
