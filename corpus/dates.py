"""The date of an article: every form a newspaper states it in, how much of it is known, and where it was read.

A year is never guessed. It is filled in only for a day whose year is printed elsewhere: alone on a line or in the
file's path, where that is the same day or one shortly after, or where ``told_year`` says; the reading then says so.
Times of day are dropped; a time zone is not applied, because a newspaper's date is the printed one.
"""
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from corpus.article import DateReading, DateSource
from corpus.briefs import names_issue
from corpus.date_mentions import TODAYS, find_mentions
from corpus.date_numerals import calendar_date
from corpus.date_reckoning import as_day, days_apart
from corpus.date_values import parse_date, read_full_date
from corpus.dateline import DAY, DAY_MARK, MONTH, PART_OF_DAY, SENT, YEAR
from corpus.done_day import read_done_day
from corpus.opening_day import read_opening_day
from corpus.told_day import BEHIND_LABEL, LABEL, REACH, SENTENCE_END, SHORT_LINE, read_told_day, reading_of
from corpus.told_year import read_held_day, with_told_year

SOURCES: dict[DateSource, str] = {
    "metadata": "文件自带的日期", "page header": "版头", "dateline": "电头", "body": "文中", "path": "文件名",
}
"""What a reader is told a date leans on."""

_DATELINE = re.compile(
    rf"(?m)(?:^|[（(【])[ \t\u3000]*([^\s\d，。,、；;：:]{{1,16}}?[ \u3000]*(?:({YEAR})年)?({MONTH})月({DAY}){DAY_MARK}"
    rf"{PART_OF_DAY}{SENT})"
)
_MAY_BE_DATELINE = re.compile(rf"{DAY_MARK}{PART_OF_DAY}{SENT}")
# A line that prints when the piece was given out.
_GIVEN_OUT = re.compile(
    rf"(?:(?:(?m:^)[ \t\u3000]*{LABEL}|(?:发布|發布|發佈|刊发|更新|[发發]文|公告)(?:{LABEL}|日)){BEHIND_LABEL}"
    rf"|(?:发稿|發稿)(?:{LABEL}|日|[单單]位)(?:{BEHIND_LABEL})?)(?:中[华華])?(?=[\d民二一])"
)
_TODAY = re.compile(
    r"(?:(?<!迄)(?<![^截]至)今(?=[（(])|(?:[今昨](?:[天日]的?(?:上午|下午|晚上)?|[晚晨早])|昨|本日))"
    r"[（(](?=(?:(?:民[國国])?\d{2,4}[年.])?\d{1,2}[月/.·])"
    rf"|{TODAYS}[（(](?=\d{{1,2}}/\d{{1,2}}[）)]日)"
    r"|[今昨][天日](?=\d{1,2}月\d{1,2}日)|明[天日][（(](?=\d{1,2}月\d{1,2}日[）)]出版)"
)
# A line at the end that says which day's paper printed it: （《某某日报》7月30日一版）.
_PRINTED_IN = re.compile(
    r"(?m)^[ \t\u3000]*[(（](?:来源[:：]|來源[:：]|据|據|原?[载載]于?)?《?[\u3400-\u9fff·]{2,12}[报報]》?[ \u3000]*"
    r"((?:\d{4}年)?\d{1,2}月\d{1,2}日)[^()（）\n]{0,10}[)）][ \t\u3000]*$"
)
# A whole date in the title, as programmes print it: 某某天气预报 20130413.
_COMPACT = re.compile(r"(?<![\dA-Za-z])((?:19|20)\d\d)(\d\d)(\d\d)(?![\dA-Za-z])")
_PATH = re.compile(
    r"(?<![\dA-Za-z])(\d{4})(?:([-/_.年])(\d{1,2})[-/_.月](\d{1,2})日?|/?(\d\d)(\d\d)|(\d\d)/(\d\d))(?![\dA-Za-z])"
)
_FILLERS = ("1970-01-01", "1900-01-01")  # what a computer writes for a day it does not know
_SHEETS_HEAD = re.compile(
    r"(?m)^[ \t\u3000]*(?:\d{1,2}[ \u3000]+\S|.{0,20}第?[\dA-Z一二三四五六七八九十]{1,3} ?版).{0,24}"
    r"\d{4} ?年 ?\d{1,2} ?月 ?\d{1,2} ?日[ \u3000]*(?:星期|周|週)[一二三四五六日天].*$"
)
_MONTH_AND_DAY = re.compile(r"(?<!\d)(\d{1,2})月(\d{1,2})日")
_EDGE = 400  # characters at either end of the body in which a line that prints its date is looked for
_PRINTED_WITHIN = 3  # days between a dateline and the paper that prints it
_CONTRARY = 7  # days
_LONGEST_WAIT = 31  # days between what a paper tells and the paper


def read_date(metadata_value: str, header: str, body: str, name: str, title: str = "") -> DateReading | None:
    """The date of an article, from the best place that gives one, or None.

    In this order: the record's own metadata; a date printed at the head of the page; the dateline
    (本报兰州5月5日讯); a line that prints when the piece was given out (發稿時間：…) or in which day's paper it stood
    （《某某日报》7月30日一版）, or a whole date standing alone in the first or last lines, or in figures in the title
    (20130413); 今天（8月4日）; the day with its year that a report opens with; the day that the text tells as the event's
    (``told_day``; the last day of a range), as that for which something is announced or on which it was done
    (``done_day``), or on which something with a year in its name was held; the file's path or address.

    Where a place further down tells of another day, over a week off, that is kept as ``contrary``. A metadata value
    that computers fill in for unknown days (1970-01-01) gives way to any other place with a year.
    """
    stated = parse_date(metadata_value) if metadata_value else None
    in_metadata = DateReading(stated, "metadata", metadata_value.strip()) if stated else None
    in_header = _of_sheet(header) or read_full_date(header, "page header") if header else None
    first = in_metadata or in_header
    if in_metadata and in_metadata.date.value in _FILLERS:
        other = read_date("", header, body, name, title)
        if other and other.date.year and other.date != in_metadata.date:
            return replace(other, contrary=in_metadata.evidence)
    if first:
        dateline = read_dateline_date(body)
        rivals = (in_header, dateline if dateline and dateline.date.month else None)
        contrary = next((rival for rival in rivals if rival and days_apart(first.date, rival.date) > _CONTRARY), None)
        return replace(first, contrary=contrary.evidence) if contrary else first
    in_path = _in_path(name)
    read = (
        read_dateline_date(body) or _given_out(body) or _printed_in(body) or _in_short_lines(body) or _compact(title)
        or _of_issue(header)
        or _today(body) or read_opening_day(body) or read_told_day(body, title)
        or read_done_day(body, title) or read_held_day(body)
    )
    if read is None:
        return in_path
    if read.date.year is None:
        read = _with_year(read, body, in_path)
        if read.date.year is None and read.date.day:
            read = with_told_year(read, body, title)
    elif in_path and days_apart(read.date, in_path.date) > _CONTRARY and read.source == "dateline":
        return replace(read, contrary=in_path.evidence)
    return read


def _of_sheet(header: str) -> DateReading | None:
    """The day that the paper prints beside its page and the weekday (2 时政 2023年3月16日 星期四), before that on which a site
    put the page up."""
    line = _SHEETS_HEAD.search(header)
    return read_full_date(line[0], "page header") if line else None


def _of_issue(header: str) -> DateReading | None:
    """The day without a year that stands behind a column's name: 某县要闻丨5月17日."""
    line = next(filter(names_issue, header.split("\n")), "")
    printed = _MONTH_AND_DAY.search(line)
    date = calendar_date(None, printed[1], printed[2]) if printed else None
    return DateReading(date, "page header", printed[0]) if printed and date else None


@lru_cache(maxsize=2)  # asked for twice of each article: for its date and for its events
def read_dateline_date(body: str) -> DateReading | None:
    """The dateline's date as it stands there (本报兰州5月5日讯: without a year), or None."""
    reach = body[:REACH]
    if not _MAY_BE_DATELINE.search(reach):  # most texts end here
        return None
    for found in _DATELINE.finditer(reach):
        date = calendar_date(found[2], found[3], found[4])
        if date:
            return DateReading(date, "dateline", found[1])
    return None


def _with_year(read: DateReading, body: str, in_path: DateReading | None) -> DateReading:
    """The reading with its year, where a date alone on a line or in the path is that day or shortly after it.

    A whole date inside a sentence does not tell: of 75 real items in which one fell on the event's own day, 23 were
    anniversaries.
    """
    for printed in (*_alone_on_lines(body), *([in_path] if in_path else ())):
        for year in (printed.date.year or 0, (printed.date.year or 0) - 1):
            whole = calendar_date(year, read.date.month, read.date.day)
            if whole and 0 <= (as_day(printed.date) - as_day(whole)).days <= _PRINTED_WITHIN:
                inferred = f"年份据{SOURCES[printed.source]}“{printed.evidence}”"
                return replace(read, date=whole, inferred=inferred)
    return read


def _given_out(body: str) -> DateReading | None:
    for label in _GIVEN_OUT.finditer(body[:REACH] if len(body) <= 2 * REACH else body[:REACH] + body[-400:]):
        line = label.string[label.end():label.end() + SHORT_LINE].partition("\n")[0]
        mention = next(iter(find_mentions(line)), None)
        if mention and mention.start == 0 and mention.day and not mention.until:
            return reading_of(mention, line, body)
    return None


def _printed_in(body: str) -> DateReading | None:
    """The day of the paper that printed it; the year is that of a whole date in the text at most a month before."""
    found = _PRINTED_IN.search(body[-_EDGE:])
    mention = next(iter(find_mentions(found[1])), None) if found else None
    reading = reading_of(mention, found[1], body) if found and mention else None
    if reading is None or reading.date.year:
        return reading
    for told in find_mentions(body[:REACH]):
        day = calendar_date(told.year, told.month, told.day) if told.year and told.day and not told.until else None
        whole = calendar_date(told.year, reading.date.month, reading.date.day) if day else None
        if day and whole and 0 <= (as_day(whole) - as_day(day)).days <= _LONGEST_WAIT:
            return replace(reading, date=whole, inferred=f"年份据文中“{body[told.start:told.end]}”")
    return reading


def _today(body: str) -> DateReading | None:
    """今天（8月4日）: the day the piece was published (true of 7,497 of 7,500 real items); where none is told so, 昨晚（8月3日）,
    明天（1月9日）出版: that of what it tells of."""
    told = sorted(_TODAY.finditer(body[:REACH]), key=lambda found: not found[0].startswith(("今", "本")))
    for found in told:
        printed = body[found.start():found.end() + 14]
        mention = next((one for one in find_mentions(printed) if one.day and one.month), None)
        if mention and mention.start == len(found[0]):
            reading = reading_of(replace(mention, until=None), printed, body)
            return replace(reading, evidence=printed[:mention.end + 1]) if reading else None
    return None


def _in_short_lines(body: str) -> DateReading | None:
    return next(_alone_on_lines(body), None)


def _alone_on_lines(body: str) -> Iterator[DateReading]:
    """The whole dates on short lines without a sentence, among the first and the last lines."""
    first = f"{body}\n"[:_EDGE + 1].rpartition("\n")[0]  # whole lines only: the piece of a long one is no short line
    last = f"\n{body}"[-_EDGE - 1:].partition("\n")[2]
    for line in (*first.split("\n")[:4], *last.split("\n")[-4:]):
        is_short = len(line) <= SHORT_LINE or parse_date(line.strip()) is not None  # set to the right
        if line.strip() and is_short and not SENTENCE_END.search(line):
            reading = read_full_date(line, "body") or _of_republic(line, body)
            if reading:
                yield reading


def _of_republic(line: str, body: str) -> DateReading | None:
    """A whole date of the Republic that does not say so (108.10.22, 109年8月27日), where the script is Taiwan's."""
    mention = next(iter(find_mentions(line)), None)
    if mention is None or mention.era != "bare republic" or not mention.day or mention.until:
        return None
    return None if re.search("[:：]", line[:mention.start]) else reading_of(mention, line, body)


def _compact(title: str) -> DateReading | None:
    found = _COMPACT.search(title)
    date = calendar_date(found[1], found[2], found[3]) if found else None
    return DateReading(date, "body", found[0]) if found and date else None


def _in_path(name: str) -> DateReading | None:
    for found in reversed(list(_PATH.finditer(name))):
        parts = [part for part in found.groups() if part and part.isdigit()]
        date = calendar_date(*parts)
        if date:
            return DateReading(date, "path", found[0])
    return None
