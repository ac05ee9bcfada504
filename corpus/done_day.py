"""The day for which a text announces something, or on which it says that something was done."""
from __future__ import annotations

import re

from corpus.article import DateReading
from corpus.date_mentions import Mention, find_mentions
from corpus.opening_day import is_told_later
from corpus.told_day import LIMIT, NOT_THE_DAY, REACH, SENTENCE_END, reading_of, tells_other_day

# What is announced for a day: 将于5月8日举行, 訂於109年1月9日舉辦; and what has happened beside it.
_ANNOUNCED = re.compile(r"(?:[将將]|[将將]?[定订訂拟擬预預]定?)[于於在]\s*\Z")
_HAS_HAPPENED = re.compile(
    r"今[天日晚早晨起（(]|昨[天日晚（(]|明[天日]|近日|日前|近期|\d[日号號](?:上午|下午|晚)?[，,]?[^，。]{0,12}(?:宣布|表示|公布)"
)
_HELD = re.compile(r"[ ]?(?:[（(].{1,4}[)）])?[^，。；前]{0,20}(?:[举舉][办辦行]|[办辦]理|召[开開]|登[场場])")
# What a title announces (…完工) and the text gives the day of, behind the day or before it.
_ACHIEVED = re.compile(
    r"完成|完工|竣工|[启啟]用|拜[訪访]|[会會]勘|通[车車]|[动動]工|[开開]工|成立|[签簽][约約署]|揭牌|宣判|通[过過]|抵[达達]|[开開閉闭]幕|上[线線]"
)
_ACHIEVED_REACH = 24
_YEARS = re.compile("[周週十百〇一二三四五六七八九\\d]年")  # 通车十年
_AFTERWARDS = re.compile("[后後]|以[来來]")
_IS_UP = re.compile(r"[^，。；\n]{0,10}止?[共計计]?\d{1,3}[日天][，,]?公[告示]")
_DONE_ON = re.compile(r"(?<![将將定订訂拟擬自从從])[于於]\s*\Z")
_ALREADY = re.compile(r"[已业業][于於]\s*\Z")
_DONE = re.compile(
    r"[ ]?(?:[（(].{1,4}[)）])?[^，。；前]{0,24}?(?:(?:表决|表決)?通[过過](?!后|後)|逝世|辦理|舉辦|邀請|頒獎|颁奖|表揚|表彰|參訪|揭牌)"
)
# What a report opens with: …论坛于11月1日在北京开幕.
_OPENS = re.compile(
    "[^，。；前]{0,16}?(?:召[开開]|[举舉]行|[开開]幕|[签簽][约約署]|[颁頒][发發]|抽查)(?![^，。]{0,6}(?:后|後|以[来來]))"
)
_TODAY = re.compile("[今昨](?:[日天]|[（(]\\d)")
_WILL_BE = re.compile("[将將]|建议|建議|决定|決定|计划|計[划畫]|定[于於]|拟|擬|预|預")


def read_done_day(body: str, title: str) -> DateReading | None:
    """The day for which an event is announced, or on which the first sentences or, where no other day is in the text,
    any sentence says that something was done; of a notice the last day of its own term."""
    return _announced(body) or _done(body) or _only_day(body, title) or _given_notice(body)


def _announced(body: str) -> DateReading | None:
    """The day for which the first sentence announces an event, where the first paragraph tells of nothing that has
    happened and of no other day."""
    lines = [line for line in body[:REACH].split("\n") if line.strip()][:2]  # further down: of a collection
    paragraph = next((line for line in lines if SENTENCE_END.search(line)), "")
    if _HAS_HAPPENED.search(paragraph):
        return None
    days = [mention for mention in find_mentions(paragraph) if mention.month and mention.day]
    end = SENTENCE_END.search(paragraph)
    first = days[0] if days else None
    if first is None or end is None or first.end > end.start() or LIMIT.match(paragraph, first.end):
        return None
    if not all(_is_within(day, first) for day in days[1:]):
        return None
    is_announced = _ANNOUNCED.search(paragraph[max(0, first.start - 10):first.start])
    return reading_of(first, paragraph, body) if is_announced else None


def _is_within(day: Mention, span: Mention) -> bool:
    """Whether a day is the other one, or begins and ends within the span that the other one begins."""
    first, last = _ends_of(day)
    begin, end = _ends_of(span)
    return first == begin or begin <= first and last <= end


def _ends_of(mention: Mention) -> tuple[tuple[int, int], tuple[int, int]]:
    first = (mention.month or 0, mention.day or 0)
    return first, (mention.until[1] or first[0], mention.until[2] or first[1]) if mention.until else first


def _done(body: str) -> DateReading | None:
    """The first day of the text, where its first three sentences say that something was done on it (于10月24日通过)."""
    first = next((one for one in find_mentions(body[:REACH // 3]) if one.month and one.day), None)
    if first is None or first.until or len(SENTENCE_END.findall(body[:first.start])) > 2:
        return None
    before = body[:first.start]
    opens = _OPENS.match(body, first.end) and not (
        SENTENCE_END.search(before) or _WILL_BE.search(before) or _ALREADY.search(before)
        or first.year and is_told_later(body)
    )
    if not _DONE_ON.search(before) or not (opens or _DONE.match(body, first.end)):
        return None
    end = SENTENCE_END.search(body, first.end)
    if tells_other_day(SENTENCE_END.split(body[:first.start], maxsplit=1)[0], first):
        return None
    if _TODAY.search(body, first.end, end.start() if end else len(body)):  # 於6月11日召開大會，今(2)日…
        return None
    if first.year and _goes_on(body, first.year):
        return None
    return reading_of(first, body, body)


def _goes_on(body: str, year: int) -> bool:
    """Whether a text tells of a month of a later year, other than one from which something is to apply."""
    for one in find_mentions(body[:REACH]):
        before = body[max(0, one.start - 10):one.start]
        if one.month and (one.year or 0) > year and not (NOT_THE_DAY.search(before) or LIMIT.match(body, one.end)):
            return True
    return False


def _only_day(body: str, title: str) -> DateReading | None:
    """The day that something was held on (於109年12月9日辦理), or that what the title announces was achieved on, where no
    other day is in the text."""
    if len(body) > REACH:
        return None
    days = [mention for mention in find_mentions(body) if mention.day or mention.word]
    only = days[0] if len(days) == 1 else None
    if only is None or only.word or not (only.day and only.month):
        return None
    before = body[max(0, only.start - 10):only.start]
    if NOT_THE_DAY.search(before) or LIMIT.match(body, only.end):
        return None
    clause = re.split("[，。；\n]", body[only.end:only.end + _ACHIEVED_REACH], maxsplit=1)[0]
    achieved = any(word in title for word in _ACHIEVED.findall(clause)) and not (
        _ALREADY.search(before) or _AFTERWARDS.search(clause) or _YEARS.search(title)
        or only.year and is_told_later(body)
    )
    if not achieved:
        if only.year and before[-1:] not in ("于", "於", "在") or not _HELD.match(body, only.end):
            return None
    return reading_of(only, body, body)


def _given_notice(body: str) -> DateReading | None:
    """The last day on which a notice says that it is up: 自108年2月14日起至108年2月20日止計7日，公告…."""
    for mention in find_mentions(body[:REACH]):
        if mention.until and mention.day and _IS_UP.match(body, mention.end):
            return reading_of(mention, body, body)
    return None
