"""Every way a newspaper writes a date; how much of it is known, and where it was read.

A year is never guessed. It is filled in only for a dateline, where the same text prints that day or one shortly after
it, with its year, alone on a line; the reading then says so. Times of day are dropped; a time zone is not applied,
because a newspaper's date is the printed one.
"""
from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date as Day
from email.utils import parsedate

from corpus.article import DateReading, DateSource, PartialDate

_EARLIEST, _LATEST = 1600, 2199  # outside these a number is not a newspaper's year (0000, 9999 are fillers)

_NUMERALS = "〇零○Ｏ一二三四五六七八九十百廿卅"
_WIDE = {ord(wide): narrow for wide, narrow in zip("０１２３４５６７８９：／－．　", "0123456789:/-. ")}
# After a whole date: a time, a zone, a weekday. Anything else makes the value something other than a date.
_TIME = r"[\sT\d:.,+\-Z时分秒時APMapm上下午晚星期周週礼拜禮一二三四五六日天()（）]*"

_ISO_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)\Z")
_VALUE = re.compile(rf"(\d{{4}})\s*[-/.年]\s*(\d{{1,2}})\s*[-/.月]\s*(\d{{1,2}})(?:\s*[日号號])?(?:(?!\d){_TIME})?\Z")
_MONTH = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*月?\Z")
_YEAR = re.compile(r"(\d{4})\s*年?\Z")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:\d{4}|\d{6})?\Z")
_MONTHDAY = re.compile(r"(\d{1,2})\s*月\s*(\d{1,2})\s*[日号號]?\Z|(\d\d)-(\d\d)\Z")
_REPUBLIC = re.compile(
    rf"(?:中華|中华)?(?:民國|民国)\s*(\d{{1,3}}|[元{_NUMERALS}]{{1,5}})\s*年"
    rf"(?:\s*(\d{{1,2}}|[{_NUMERALS}]{{1,3}})\s*月(?:\s*(\d{{1,2}}|[{_NUMERALS}]{{1,3}})\s*[日号號])?)?"
)
_HAN = re.compile(rf"([{_NUMERALS}]{{4}})年(?:([{_NUMERALS}]{{1,3}})月(?:([{_NUMERALS}]{{1,3}})[日号號])?)?")

# A whole date standing in running text.
_FULL = re.compile(r"(?<![\d.])(\d{4})\s*(?:年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*[日号號]|([-/.])(\d{1,2})\4(\d{1,2})(?!\d))")
_PART_OF_DAY = r"(?:上午|下午|中午|晚间|晚間|晚上|凌晨|清晨|傍晚|夜间|夜間|晚|夜)?"
_DATELINE = re.compile(
    rf"(?m)(?:^|[（(【])[ \t\u3000]*([^\s\d，。,、；;：:]{{1,16}}?[ \u3000]*(?:(\d{{4}})年)?(\d{{1,2}})月(\d{{1,2}})日"
    rf"{_PART_OF_DAY}(?:讯|訊|电|電|专电|專電|消息))"
)
_EVENT = re.compile(
    rf"(?<!\d)(?:(\d{{4}})年)?(\d{{1,2}})月(\d{{1,2}})日"
    rf"(?:\s*(?:至|到|—+|-|－|~|～)\s*(?:(\d{{1,2}})月)?(\d{{1,2}})日)?{_PART_OF_DAY}"
)
# Before a day that is a limit or a plan, not the day of the event.
_NOT_THE_DAY = re.compile(r"(?:自|从|從|截至|截止|截止到|將於|将于|拟于|擬於|定于|定於|到|至|日前|此前)\s*\Z")
_SENTENCE_END = re.compile(r"[。！？!?]")
_PATH = re.compile(
    r"(?<![\dA-Za-z])(\d{4})(?:([-/_.年])(\d{1,2})[-/_.月](\d{1,2})日?|(\d\d)(\d\d)|(\d\d)/(\d\d))(?![\dA-Za-z])"
)
_DATELINE_REACH = 3000
_SHORT_LINE = 40
_PRINTED_WITHIN = 3  # days between a dateline and the paper that prints it


def parse_date(text: str) -> PartialDate | None:
    """The date that a metadata value states, or None for anything else and for days no calendar has.

    Takes 2021-01-26, 2021/1/26, 2021年01月26日, 20210126, 2021-05, 2021年, 10月27日, each with a time or weekday behind it;
    ISO 8601 and RFC 5322 dates (as printed, no time zone applied); 二〇二一年一月二十六日; 民國113年5月23日.
    """
    found = _ISO_DAY.match(text)
    if found is None:
        text = text.translate(_WIDE).strip()
        found = _VALUE.match(text) or _COMPACT.match(text) or _MONTH.match(text) or _YEAR.match(text)
    if found:
        return _date(*found.groups())
    found = _MONTHDAY.match(text)
    if found:
        return _date(None, found[1] or found[3], found[2] or found[4])
    found = _REPUBLIC.match(text)
    if found:
        return _republic(found) if re.fullmatch(_TIME, text[found.end():]) else None
    found = _HAN.match(text)
    if found:
        return _date(*found.groups()) if re.fullmatch(_TIME, text[found.end():]) else None
    if re.match(r"(?:[A-Za-z]{3,9},?\s+)?\d{1,2}\s+[A-Za-z]{3}", text):
        parts = parsedate(text)
        return _date(*map(str, parts[:3])) if parts else None
    return None


def read_date(metadata_value: str, header: str, body: str, name: str) -> DateReading | None:
    """The date of an article, from the best place that gives one, or None.

    In this order: the record's own metadata; a date printed at the head of the page; the dateline
    (本报兰州5月5日讯); a whole date standing alone in the first or last lines; the day of the event in the first
    sentence of the first paragraph (the last day of a range); the file's path or address.
    """
    if metadata_value:
        date = parse_date(metadata_value)
        if date:
            return DateReading(date, "metadata", metadata_value.strip())
    return (
        (_in_text(header, "page header") if header else None)
        or _dateline(body)
        or _in_short_lines(body)
        or _event(body)
        or _in_path(name)
    )


def find_full_date(text: str) -> re.Match[str] | None:
    """The first whole date (year, month and day, in digits) standing in running text that the calendar has."""
    return next((found for found in _FULL.finditer(text) if _full(found)), None)


def _in_text(text: str, source: DateSource) -> DateReading | None:
    found = find_full_date(text.translate(_WIDE))
    if found:
        date = _full(found)
        return DateReading(date, source, text[found.start():found.end()]) if date else None
    for pattern in (_REPUBLIC, _HAN):
        for match in pattern.finditer(text):
            date = _republic(match) if pattern is _REPUBLIC else _date(*match.groups())
            if date and date.day:
                return DateReading(date, source, match[0])
    return None


def _dateline(body: str) -> DateReading | None:
    for found in _DATELINE.finditer(body[:_DATELINE_REACH]):
        date = _date(found[2], found[3], found[4])
        if date:
            return _with_year(date, found[1], body)
    return None


def _with_year(date: PartialDate, dateline: str, body: str) -> DateReading:
    """The dateline's reading, with its year where a date printed alone on a line is that day or shortly after it.

    A whole date inside a sentence does not tell: of 75 real items in which one fell on the event's own day, 23 were
    anniversaries.
    """
    if date.year is None:
        for printed in _alone_on_lines(body):
            for year in (printed.date.year or 0, (printed.date.year or 0) - 1):
                whole = _date(str(year), str(date.month), str(date.day))
                if whole and 0 <= (_day(printed.date) - _day(whole)).days <= _PRINTED_WITHIN:
                    return DateReading(whole, "dateline", dateline, f"年份据文中“{printed.evidence}”")
    return DateReading(date, "dateline", dateline)


def _in_short_lines(body: str) -> DateReading | None:
    return next(_alone_on_lines(body), None)


def _alone_on_lines(body: str) -> Iterator[DateReading]:
    """The whole dates on short lines without a sentence, among the first and the last lines."""
    for line in (*body[:400].split("\n")[:4], *body[-400:].split("\n")[-4:]):
        if line.strip() and len(line) <= _SHORT_LINE and not _SENTENCE_END.search(line):
            reading = _in_text(line, "body")
            if reading:
                yield reading


def _event(body: str) -> DateReading | None:
    """The day in the first sentence of the first paragraph.

    A day printed with its year is often background (108 of 269 real items were over two weeks off) and is passed over,
    unless a part of the day or a range follows it (2 of 34).
    """
    paragraph = next((line for line in body[:2000].split("\n") if _SENTENCE_END.search(line) or len(line) > 60), "")
    sentence = _SENTENCE_END.split(paragraph, maxsplit=1)[0]
    for found in _EVENT.finditer(sentence):
        year, month, day, last_month, last_day = found.groups()
        is_background = year and not last_day and found[0].endswith("日")
        is_long = last_month and not 0 <= int(last_month) - int(month) <= 1
        if is_background or is_long or _NOT_THE_DAY.search(sentence[:found.start()]):
            continue
        date = _date(year, last_month or month, last_day or day)
        if date:
            return DateReading(date, "body", found[0])
    return None


def _in_path(name: str) -> DateReading | None:
    for found in reversed(list(_PATH.finditer(name))):
        parts = [part for part in found.groups() if part and part.isdigit()]
        date = _date(*parts)
        if date:
            return DateReading(date, "path", found[0])
    return None


def _day(date: PartialDate) -> Day:
    return Day(date.year or 1, date.month or 1, date.day or 1)


def _full(found: re.Match[str]) -> PartialDate | None:
    return _date(found[1], found[2] or found[5], found[3] or found[6])


def _republic(found: re.Match[str]) -> PartialDate | None:
    year = 1 if found[1] == "元" else _number(found[1])
    return _date(str(year + 1911), found[2], found[3]) if year else None


def _date(year: str | None, month: str | None = None, day: str | None = None) -> PartialDate | None:
    """A date from its written parts, or None where the calendar does not have it."""
    numbers = [_number(part) if part else None for part in (year, month, day)]
    if numbers[0] is not None and not _EARLIEST <= numbers[0] <= _LATEST:
        return None
    if 0 in numbers:
        return None
    try:
        return PartialDate(*numbers)
    except ValueError:
        return None


def _number(text: str) -> int:
    """The value of digits, of numerals read one by one (二〇二一), or of numerals with tens (二十六); 0 for none."""
    if text.isdecimal():
        return int(text)
    digits = {character: value for value, characters in enumerate(("〇零○Ｏ", *"一二三四五六七八九")) for character in characters}
    text = text.replace("廿", "二十").replace("卅", "三十")
    if not set(text) & set("十百"):
        return int("".join(str(digits.get(character, 0)) for character in text))
    total = 0
    for unit, value in (("百", 100), ("十", 10)):
        before, found, text_after = text.partition(unit)
        if found:
            total += value * (digits.get(before[-1:], 1) or 1)
            text = text_after
    return total + (digits.get(text[-1:], 0) if text else 0)
