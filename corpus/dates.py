"""The date of an article: every form a newspaper states it in, how much of it is known, and where it was read.

A year is never guessed. It is filled in only for a day whose year is printed elsewhere: alone on a line, or in the
file's path, where that is the same day or one shortly after; the reading then says so. Times of day are dropped; a time
zone is not applied, because a newspaper's date is the printed one.
"""
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from corpus.article import DateReading, DateSource
from corpus.date_context import AHEAD_OF_IT
from corpus.date_mentions import Mention, find_mentions
from corpus.date_numerals import calendar_date, is_in_traditional_script, republic_year
from corpus.date_reckoning import as_day, days_apart
from corpus.date_values import parse_date, read_full_date
from corpus.dateline import DAY, DAY_MARK, MONTH, PART_OF_DAY, SENT, YEAR

SOURCES: dict[DateSource, str] = {
    "metadata": "文件自带的日期", "page header": "版头", "dateline": "电头", "body": "文中", "path": "文件名",
}
"""What a reader is told a date leans on."""

_DATELINE = re.compile(
    rf"(?m)(?:^|[（(【])[ \t\u3000]*([^\s\d，。,、；;：:]{{1,16}}?[ \u3000]*(?:({YEAR})年)?({MONTH})月({DAY}){DAY_MARK}"
    rf"{PART_OF_DAY}{SENT})"
)
_MAY_BE_DATELINE = re.compile(rf"{DAY_MARK}{PART_OF_DAY}{SENT}")
# A line that prints when the piece was given out; and one that says when the event is.
_WHEN = r"(?:日期|时间|時間)"
_BEHIND = r"[ \u3000]*[:：][ \u3000]*"
_GIVEN_OUT = re.compile(
    rf"(?:(?:(?m:^)[ \t\u3000]*{_WHEN}|(?:发布|發布|發佈|刊发|更新|[发發]文|公告)(?:{_WHEN}|日)){_BEHIND}"
    rf"|(?:发稿|發稿)(?:{_WHEN}|日|[单單]位)(?:{_BEHIND})?)(?:中[华華])?(?=[\d民二一])"
)
_TAKES_PLACE = re.compile(
    r"(?<![^\s。；;）)、.．●◎★◆※])(?![^\n：:]{0,8}(?:[报報]名|截止|申[请請]|有效|刊登|播出|出生|受理|收件|工作|[营營][业業]|[开開]放))"
    rf"[^\s。，、；;：:（）()]{{0,6}}{_WHEN}(?:{_BEHIND}|[ \u3000\t]{{2,}})(?:中[华華])?(?=[\d民])"
)
_TODAY = re.compile(
    r"[今昨](?:[天日]的?(?:上午|下午|晚上)?|[晚晨早])?[（(](?=(?:\d{4}年)?\d{1,2}[月/])|明[天日][（(](?=\d{1,2}月\d{1,2}日[）)]出版)"
)
# Before a day that is a limit or a plan, not the day of the event; behind a limit.
_NOT_THE_DAY = re.compile(
    r"(?:[自从從到至]|截[至止]到?|[将將拟擬定预預][于於在]|[将將]|预计在?|預計|(?:决定|決定)[，,]?|计划于?|計劃|同意[于在]|日前|此前|最[迟遲晚]|年)"
    r"\s*\Z"
)
_LIMIT = re.compile(rf"(?:左右|{AHEAD_OF_IT}|前[后後夕]|止|為止|为止|[之以]?(?:[来來](?![访訪到华華])|[後后])|起|施行|生效)")
_DECIDED = re.compile("决定|決定|建议|建議|同意|延期|[延推][长長迟遲]|[至自从從]\\s*\\Z")
_CLAUSE_BEFORE = re.compile(r"(?:\A[”」』]?|[，,：:]|(?<![将將定订訂])[于於在])\s*\Z")
_WRITERS_DAY = re.compile("[今昨](?!年)")
_DAY_OF_TODAY = re.compile(r"(?:今|今[天日]|本月)[（(]?(\d{1,2})[)）]?[日号號]")
_EXACT_BEFORE = re.compile(r"(?:当地时间|當地時間|北京时间|北京時間)\Z")
# A weekday or an hour behind a day: it is told as the event's own.
_TOLD_EXACTLY = re.compile(
    r"[ ]?(?:[（(]?(?:(?:星期|周|週|禮拜|礼拜)[一二三四五六日天]|[一二三四五六日][)）])|\d{1,2}(?:[时時点點]|:\d\d)|的(?:凌晨|清晨|上午|中午|下午|傍晚|晚上|深夜))"
)
_AND = ("、", "和", "与", "與", "及")
_LATELY = re.compile("近日|日前|近期|连日|相继|陆续")
_SENTENCE_END = re.compile(r"[。！？!?]")
# A whole date in the title, as programmes print it: 某某天气预报 20130413.
_COMPACT = re.compile(r"(?<![\dA-Za-z])((?:19|20)\d\d)(\d\d)(\d\d)(?![\dA-Za-z])")
# What is announced for a day: 将于5月8日举行, 訂於109年1月9日舉辦; and what has happened beside it.
_ANNOUNCED = re.compile(r"(?:[将將]|[将將]?[定订訂拟擬预預]定?)[于於在]\s*\Z")
_HAS_HAPPENED = re.compile(
    r"今[天日晚早晨起（(]|昨[天日晚（(]|明[天日]|近日|日前|近期|\d[日号號](?:上午|下午|晚)?[，,]?[^，。]{0,12}(?:宣布|表示|公布)"
)
_HELD = re.compile(r"[ ]?(?:[（(].{1,4}[)）])?[^，。；前]{0,20}(?:[举舉][办辦行]|[办辦]理|召[开開]|登[场場])")
_DONE_ON = re.compile(r"(?<![将將定订訂拟擬自从從])[于於]\s*\Z")
_DONE = re.compile(
    r"[ ]?(?:[（(].{1,4}[)）])?[^，。；前]{0,24}?(?:(?:表决|表決)?通[过過](?!后|後)|逝世|辦理|舉辦|邀請|頒獎|颁奖|表揚|表彰|參訪|揭牌)"
)
_PATH = re.compile(
    r"(?<![\dA-Za-z])(\d{4})(?:([-/_.年])(\d{1,2})[-/_.月](\d{1,2})日?|/?(\d\d)(\d\d)|(\d\d)/(\d\d))(?![\dA-Za-z])"
)
_FILLERS = ("1970-01-01", "1900-01-01")  # what a computer writes for a day it does not know
_REACH = 3000
_SHORT_LINE = 40
_EDGE = 400  # characters at either end of the body in which a line that prints its date is looked for
_CALL = re.compile(r"[^。！？!?]{1,20}[！!]")  # in front of the first sentence: 大家一起来！卫生局7月11日…
_PRINTED_WITHIN = 3  # days between a dateline and the paper that prints it
_CONTRARY = 7  # days


def read_date(metadata_value: str, header: str, body: str, name: str, title: str = "") -> DateReading | None:
    """The date of an article, from the best place that gives one, or None.

    In this order: the record's own metadata; a date printed at the head of the page; the dateline
    (本报兰州5月5日讯); a line that prints when the piece was given out (發稿時間：…) or a whole date standing alone in the
    first or last lines, or in figures in the title (20130413); 今天（8月4日）; the day of the event in the first sentence, at
    the start of an early paragraph, on a line of its own (活动时间：…) or in the title (the last day of a range); the day
    for which an event is announced, or the only day in the text on which something is held; the file's path or address.

    Where a place further down tells of another day, over a week off, that is kept as ``contrary``. A metadata value
    that computers fill in for unknown days (1970-01-01) gives way to any other place with a year.
    """
    stated = parse_date(metadata_value) if metadata_value else None
    in_metadata = DateReading(stated, "metadata", metadata_value.strip()) if stated else None
    in_header = read_full_date(header, "page header") if header else None
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
    read = read_dateline_date(body) or _given_out(body) or _in_short_lines(body) or _compact(title) or _today(body) \
        or _event(body, title) or _announced(body) or _done(body) or _only_day(body)
    if read is None:
        return in_path
    if read.date.year is None:
        read = _with_year(read, body, in_path)
    elif in_path and days_apart(read.date, in_path.date) > _CONTRARY and read.source == "dateline":
        return replace(read, contrary=in_path.evidence)
    return read


@lru_cache(maxsize=2)  # asked for twice of each article: for its date and for its events
def read_dateline_date(body: str) -> DateReading | None:
    """The dateline's date as it stands there (本报兰州5月5日讯: without a year), or None."""
    reach = body[:_REACH]
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
    for label in _GIVEN_OUT.finditer(body[:_REACH] if len(body) <= 2 * _REACH else body[:_REACH] + body[-400:]):
        line = label.string[label.end():label.end() + _SHORT_LINE].partition("\n")[0]
        mention = next(iter(find_mentions(line)), None)
        if mention and mention.start == 0 and mention.day and not mention.until:
            return _of_mention(mention, line, body)
    return None


def _today(body: str) -> DateReading | None:
    """今天（8月4日）: the day the piece was published; 昨晚（8月3日）, 明天（1月9日）出版: that of what it tells of."""
    for found in _TODAY.finditer(body[:_REACH]):
        printed = body[found.start():found.end() + 14]
        mention = next((one for one in find_mentions(printed) if one.day and one.month), None)
        if mention and mention.start == len(found[0]):
            reading = _of_mention(mention, printed, body)
            return replace(reading, evidence=printed[:mention.end + 1]) if reading else None
    return None


def _in_short_lines(body: str) -> DateReading | None:
    return next(_alone_on_lines(body), None)


def _alone_on_lines(body: str) -> Iterator[DateReading]:
    """The whole dates on short lines without a sentence, among the first and the last lines."""
    first = f"{body}\n"[:_EDGE + 1].rpartition("\n")[0]  # whole lines only: the piece of a long one is no short line
    last = f"\n{body}"[-_EDGE - 1:].partition("\n")[2]
    for line in (*first.split("\n")[:4], *last.split("\n")[-4:]):
        if line.strip() and len(line) <= _SHORT_LINE and not _SENTENCE_END.search(line):
            reading = read_full_date(line, "body") or _of_republic(line, body)
            if reading:
                yield reading


def _of_republic(line: str, body: str) -> DateReading | None:
    """A whole date of the Republic that does not say so (108.10.22, 109年8月27日), where the script is Taiwan's."""
    mention = next(iter(find_mentions(line)), None)
    if mention is None or mention.era != "bare republic" or not mention.day or mention.until:
        return None
    return None if re.search("[:：]", line[:mention.start]) else _of_mention(mention, line, body)


def _event(body: str, title: str) -> DateReading | None:
    """The day of the event: in the first sentence; at the start of the second paragraph where the first speaks of
    something recent; on a line that says when it takes place; in a later sentence that gives the part of the day; in
    the title, with its year, at the start or in brackets.

    Any other day further down is long past as often as not (4 of 10 real items at the start of a paragraph).
    """
    reach = body[:_REACH]
    paragraphs = [line for line in reach.split("\n") if _SENTENCE_END.search(line) or len(line) > 60][:2]
    opening = paragraphs[0] if paragraphs else ""
    call = _CALL.match(opening)
    first = _SENTENCE_END.split(opening[call.end() if call else 0:], maxsplit=1)[0]
    read = _event_in(first, body)
    if read is None and len(paragraphs) > 1 and _LATELY.search(first):
        start = paragraphs[1].lstrip()[:24]
        read = _event_in(start, body) if re.match(r"\d{1,2}月\d", start) else None
    if read is None:
        read = _on_label(body)
    if read is None:
        read = _same_day(f"{title}\n{reach}", body)
    if read is None and "月" in reach:
        read = _event_in(reach, body, only_exact=True)
    if read is None and title:
        read = _in_title(title, body)
    if read is None:
        read = _in_second_sentence(opening, body)
    return read


def _in_title(title: str, body: str) -> DateReading | None:
    """The last day that the title speaks of, but no limit and none for which something is decided (…决定5月8日召开)."""
    for mention in find_mentions(title):
        if mention.month and mention.day and not _DECIDED.search(title[:mention.start]) \
                and not _is_long(mention) and not _LIMIT.match(title, mention.end):
            return _of_mention(mention, title, f"{title}{body[:500]}")
    return None


def _in_second_sentence(paragraph: str, body: str) -> DateReading | None:
    """A day at the start of a clause of the second sentence, where the first names no day: reports that open with the
    matter at hand. Of 186 real ones 8 in 10 were at most a week old; further down it is every second one."""
    first, *rest = _SENTENCE_END.split(paragraph, maxsplit=2)
    mention = next((one for one in find_mentions(rest[0]) if one.month and one.day), None) if rest else None
    if mention is None or _tells_other_day(first, mention):
        return None
    before = rest[0][:mention.start]
    if not _CLAUSE_BEFORE.search(before) or _DECIDED.search(before) or not _may_be_event(mention, rest[0]):
        return None
    return _of_mention(mention, rest[0], body)


def _tells_other_day(sentence: str, mention: Mention) -> bool:
    """Whether a sentence names the day of what it tells in another way: 今天, 昨日; 24日 where the mention is not a 24th."""
    others = find_mentions(sentence)
    return any(one.day != mention.day if one.day else _WRITERS_DAY.match(one.word) for one in others)


def _same_day(text: str, body: str) -> DateReading | None:
    """The month of today's day, where the text tells that day once more with its month: 今(19)日 beside 6月19日."""
    today = _DAY_OF_TODAY.search(text[:_REACH // 10])
    if today is None:
        return None
    day = int(today[1])
    alike = [one for one in find_mentions(text) if one.month and one.day == day and not (one.year or one.until)]
    if len({one.month for one in alike}) != 1:
        return None
    return _of_mention(alike[0], text, body)


def _on_label(body: str) -> DateReading | None:
    """The day that is said to be the event's: 活动时间：…, 二、日期：…; not that of an application or a broadcast."""
    for label in _TAKES_PLACE.finditer(body[:_REACH]):
        line = body[label.end():label.end() + _SHORT_LINE].partition("\n")[0]
        mention = next(iter(find_mentions(line)), None)
        if mention and mention.start == 0 and mention.month and mention.day and not _is_long(mention) \
                and not _LIMIT.match(line, mention.end):
            return _of_mention(mention, line, body)
    return None


def _compact(title: str) -> DateReading | None:
    found = _COMPACT.search(title)
    date = calendar_date(found[1], found[2], found[3]) if found else None
    return DateReading(date, "body", found[0]) if found and date else None


def _announced(body: str) -> DateReading | None:
    """The day for which the first sentence announces an event, where the first paragraph tells of nothing that has
    happened and of no other day."""
    lines = [line for line in body[:_REACH].split("\n") if line.strip()][:2]  # further down: of a collection
    paragraph = next((line for line in lines if _SENTENCE_END.search(line)), "")
    if _HAS_HAPPENED.search(paragraph):
        return None
    days = [mention for mention in find_mentions(paragraph) if mention.month and mention.day]
    end = _SENTENCE_END.search(paragraph)
    first = days[0] if days else None
    if first is None or end is None or first.end > end.start() or _LIMIT.match(paragraph, first.end):
        return None
    if any((day.month, day.day) != (first.month, first.day) for day in days[1:]):
        return None
    is_announced = _ANNOUNCED.search(paragraph[max(0, first.start - 10):first.start])
    return _of_mention(first, paragraph, body) if is_announced else None


def _done(body: str) -> DateReading | None:
    """The first day of the text, where its first three sentences say that something was done on it (于10月24日通过)."""
    first = next((one for one in find_mentions(body[:_REACH // 3]) if one.month and one.day), None)
    if first is None or first.until or len(_SENTENCE_END.findall(body[:first.start])) > 2:
        return None
    if not _DONE_ON.search(body[:first.start]) or not _DONE.match(body, first.end):
        return None
    if _tells_other_day(_SENTENCE_END.split(body[:first.start], maxsplit=1)[0], first):
        return None
    return _of_mention(first, body, body)


def _only_day(body: str) -> DateReading | None:
    """The day that something was held on (於109年12月9日辦理), where no other day is in the text."""
    if len(body) > _REACH:
        return None
    days = [mention for mention in find_mentions(body) if mention.day or mention.word]
    only = days[0] if len(days) == 1 else None
    if only is None or only.word or not (only.day and only.month):
        return None
    if only.year and body[only.start - 1:only.start] not in ("于", "於", "在"):
        return None
    before = body[max(0, only.start - 10):only.start]
    if _NOT_THE_DAY.search(before) or _LIMIT.match(body, only.end) or not _HELD.match(body, only.end):
        return None
    return _of_mention(only, body, body)


def _event_in(text: str, whole: str, only_exact: bool = False) -> DateReading | None:
    """The first day in the text that can be the event's; with ``only_exact`` one that gives the part of the day or
    the time of the place (当地时间).

    A day printed with its year is often background (108 of 269 real items were over two weeks off) and is passed over,
    unless a part of the day or a range follows it (2 of 34); and so are the days listed with it (2019年4月24日及5月23日:
    10 of 11 were a week or more off).
    """
    background = 0  # where the last day ends that was passed over for its year
    for mention in find_mentions(text):
        if mention.month and mention.day and background and text[background:mention.start] in _AND:
            background = mention.end
        elif mention.month and mention.day and (mention.year or mention.word) and _is_bare(mention, text):
            background = mention.end
        elif _may_be_event(mention, text) and (not only_exact or _is_exact(mention, text)):
            reading = _of_mention(mention, text, whole)
            if reading:
                return reading
    return None


def _may_be_event(mention: Mention, text: str) -> bool:
    if mention.month is None or mention.day is None or _is_long(mention):
        return False
    if (mention.year or mention.word) and _is_bare(mention, text):
        return False
    before = text[max(0, mention.start - 10):mention.start]
    return not _NOT_THE_DAY.search(before) and not _LIMIT.match(text, mention.end)


def _is_bare(mention: Mention, text: str) -> bool:
    """Whether a day is told without its end, the part of the day, the weekday or the hour."""
    if mention.until or text[mention.end - 1] not in "日号號0123456789":
        return False
    return not _TOLD_EXACTLY.match(text, mention.end)


def _is_long(mention: Mention) -> bool:
    """Whether a span reaches beyond the next month."""
    last = mention.until[1] if mention.until else None
    return last is not None and not 0 <= last - (mention.month or 0) <= 1


def _is_exact(mention: Mention, text: str) -> bool:
    """Whether a day further down is told closely enough to be the event's, in a line that tells of no other year."""
    line = text.rfind("\n", 0, mention.start) + 1
    if mention.year or mention.until or re.search(r"\d{4}年", text[line:mention.start]):
        return False
    before = text[max(0, mention.start - 10):mention.start]
    return not _is_bare(mention, text) or _EXACT_BEFORE.search(before) is not None


def _of_mention(mention: Mention, text: str, whole: str) -> DateReading | None:
    """The last day of what is mentioned. In the script of Taiwan a year of three figures is the Republic's, and the
    reading says so; a year that is not clear is no date."""
    if mention.era == "unclear" or mention.era == "bare republic" and not is_in_traditional_script(whole):
        return None
    year, month, day, inferred = mention.year, mention.month, mention.day, ""
    if mention.until:
        year, month, day = mention.until[0] or year, mention.until[1] or month, mention.until[2] or day
    if mention.era in ("republic", "bare republic") and year:
        inferred = f"{year}年作民国纪年" if mention.era == "bare republic" else ""
        year = republic_year(str(year))
    date = calendar_date(year, month, day)
    return DateReading(date, "body", text[mention.start:mention.end], inferred) if date else None


def _in_path(name: str) -> DateReading | None:
    for found in reversed(list(_PATH.finditer(name))):
        parts = [part for part in found.groups() if part and part.isdigit()]
        date = calendar_date(*parts)
        if date:
            return DateReading(date, "path", found[0])
    return None
