"""The day of what an article tells, from its sentences, its title and the lines that say when something takes place."""
from __future__ import annotations

import re
from dataclasses import replace

from corpus.article import DateReading
from corpus.date_context import AHEAD_OF_IT
from corpus.date_mentions import Mention, find_mentions
from corpus.date_numerals import calendar_date, is_in_traditional_script, republic_year

REACH = 3000
"""A date is looked for in so many characters."""
SHORT_LINE = 40

LABEL = r"(?:日期|时间|時間)"
BEHIND_LABEL = r"[ \u3000]*[:：][ \u3000]*"
_CAPTION = re.compile(r"\s*[图圖](?:[为為]|[:：])|.*(?:摄|攝|供[图圖]|[资資]料[图圖]片?)[)）】]?\s*\Z")
SENTENCE_END = re.compile(r"[。！？!?]")

_HELD_FOR = "(?:活[动動]|公告|公示|展[览覽出期]|公展|[会會][议議]|比[赛賽]|演出|施工|培[训訓]|研[习習])"
_TAKES_PLACE = re.compile(
    r"(?<![^\s。；;）)、.．●◎★◆※])(?![^\n：:]{0,8}(?:[报報]名|截止|申[请請]|有效|刊登|播出|出生|受理|收件|工作|[营營][业業]|[开開]放))"
    rf"[^\s。，、；;：:（）()]{{0,6}}(?:{LABEL}|{_HELD_FOR}期[间間])(?:{BEHIND_LABEL}|[ \u3000\t]{{2,}})(?:中[华華])?(?=[\d民自])自?"
)
# Before a day that is a limit or a plan, not the day of the event; behind a limit. Also for ``corpus.done_day``.
NOT_THE_DAY = re.compile(
    r"(?:[自从從到至]|截[至止]到?|[将將拟擬定预預][于於在]|[将將]|(?:预计|預計|计划|計劃|計畫)[于於在]?|(?:决定|決定)[，,]?|同意[于在]|日前|此前|最[迟遲晚]|年"
    r"|(?:建议|建議)[于於在]?|慶祝|庆祝|纪念|紀念|迎接|響應|响应|因應|迎来|迎來)\s*\Z"
)
LIMIT = re.compile(
    rf"(?:左右|{AHEAD_OF_IT}|前[后後夕]|止|為止|为止|[之以]?(?:[来來](?![访訪到华華])|[後后])|起|施行|生效"
    rf"|[^，。；\n]{{0,16}}(?:[来來][临臨]|到[来來])?之[际際])"
)
# Behind the day of a speech that others are reported to read or to answer: …发表重要讲话，在全省引起热烈反响.
_ECHOED = re.compile(
    "[^。；\n]{0,60}(?:发表|作出|發表)的?[^。；\n，]{0,16}(?:讲话|批示|贺信|回信|演讲|文章|講話)[^。；\n]{0,4}[，,]?"
    "[^。；\n]{0,60}(?:引起|引发)[^。；\n]{0,20}(?:反响|关注|共鸣|热议)"
)
_DECIDED = re.compile("决定|決定|建议|建議|同意|延期|[延推][长長迟遲]|[至自从從]\\s*\\Z")
_CLAUSE_BEFORE = re.compile(r"(?:\A[”」』]?|[，,：:]|(?<![将將定订訂])[于於在])\s*\Z")
_WRITERS_DAY = re.compile("[今昨](?!年)")
_DAY_OF_TODAY = re.compile(r"(?:今|今[天日]|本月)[（(]?(\d{1,2})[)）]?[日号號]")
_EXACT_BEFORE = re.compile(r"(?:当地时间|當地時間|北京时间|北京時間)\Z")
# A weekday or an hour behind a day: it is told as the event's own.
TOLD_EXACTLY = re.compile(
    r"[ ]?(?:[（(]?(?:(?:星期|周|週|禮拜|礼拜)[一二三四五六日天]|[一二三四五六日][)）])|\d{1,2}(?:[时時点點]|:\d\d)|的(?:凌晨|清晨|上午|中午|下午|傍晚|晚上|深夜))"
)
_AND = ("、", "和", "与", "與", "及")
_LATELY = re.compile("近日|日前|近期|连日|相继|陆续")
_CALL = re.compile(r"[^。！？!?]{1,20}[！!]")  # in front of the first sentence: 大家一起来！卫生局7月11日…


def without_captions(lines: list[str]) -> list[str]:
    """The lines without pictures' captions, which may stand above a text; all of them where there is nothing else."""
    return [line for line in lines if not _CAPTION.match(line)] or lines


def read_told_day(body: str, title: str) -> DateReading | None:
    """The day of the event: in the first sentence; at the start of the second paragraph where the first speaks of
    something recent; on a line that says when it takes place; today's day where it is told again with its month; in a
    later sentence that gives the part of the day; in the title; in the second sentence.

    Any other day further down is long past as often as not (4 of 10 real items at the start of a paragraph).
    """
    reach = body[:REACH]
    texts = [line for line in reach.split("\n") if SENTENCE_END.search(line) or len(line) > 60]
    paragraphs = without_captions(texts)[:2]
    opening = paragraphs[0] if paragraphs else ""
    call = _CALL.match(opening)
    first = SENTENCE_END.split(opening[call.end() if call else 0:], maxsplit=1)[0]
    read = _same_day(first, body) or _event_in(first, body)
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
                and not _is_long(mention) and not LIMIT.match(title, mention.end):
            return reading_of(mention, title, f"{title}{body[:500]}")
    return None


def _in_second_sentence(paragraph: str, body: str) -> DateReading | None:
    """A day at the start of a clause of the second sentence, where the first names no day: reports that open with the
    matter at hand. Of 186 real ones 8 in 10 were at most a week old; further down it is every second one."""
    first, *rest = SENTENCE_END.split(paragraph, maxsplit=2)
    days = [one for one in find_mentions(rest[0]) if one.day] if rest else []
    scene = _scene(first) if days and days[0].month is None and days[0].start == 0 and not days[0].word else None
    if scene:
        reading = reading_of(replace(days[0], month=scene.month), rest[0], body)
        return replace(reading, inferred=f"月份据前文“{first[scene.start:scene.end]}”") if reading else None
    mention = next((day for day in days if day.month), None)
    if mention is None or tells_other_day(first, mention):
        return None
    before = rest[0][:mention.start]
    if not _CLAUSE_BEFORE.search(before) or _DECIDED.search(before) or not _may_be_event(mention, rest[0]):
        return None
    return reading_of(mention, rest[0], body)


def _scene(sentence: str) -> Mention | None:
    """The month in which a sentence sets the scene (5月的某县…), where it gives no other date."""
    dates = find_mentions(sentence)
    only = dates[0] if len(dates) == 1 else None
    return only if only and only.month and only.year is None and only.day is None and only.until is None else None


def tells_other_day(sentence: str, mention: Mention) -> bool:
    """Whether a sentence names the day of what it tells in another way: 今天, 昨日; 24日 where the mention is not a 24th."""
    others = find_mentions(sentence)
    return any(one.day != mention.day if one.day else _WRITERS_DAY.match(one.word) for one in others)


def _same_day(text: str, body: str) -> DateReading | None:
    """The month of today's day, where the text tells that day once more with its month: 今(19)日 beside 6月19日."""
    today = _DAY_OF_TODAY.search(text[:REACH // 10])
    if today is None:
        return None
    day = int(today[1])
    end = SENTENCE_END.search(text, today.end())
    here = range(max(text.rfind(mark, 0, today.start()) for mark in "。\n") + 1, end.start() if end else len(text))
    alike = [
        one for one in find_mentions(text)
        if one.month and one.day == day and (not one.year or text[one.start] in "今本")
        and (not one.until or one.start in here or "起" in text[one.start:one.end])
        and not (one.until and NOT_THE_DAY.search(text[max(0, one.start - 10):one.start]))
    ]
    if len({(one.month, one.year) for one in alike}) != 1:
        return None
    return reading_of(replace(alike[0], until=None), text, body)


def _on_label(body: str) -> DateReading | None:
    """The day that is said to be the event's: 活动时间：…, 二、日期：…; not that of an application or a broadcast."""
    for label in _TAKES_PLACE.finditer(body[:REACH]):
        line = body[label.end():label.end() + SHORT_LINE].partition("\n")[0]
        mention = next(iter(find_mentions(line)), None)
        if mention and mention.start == 0 and mention.month and mention.day and not _is_long(mention) \
                and (mention.until or not LIMIT.match(line, mention.end)):  # 自…起至…止
            return reading_of(mention, line, body)
    return None


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
            reading = reading_of(mention, text, whole)
            if reading:
                return reading
    return None


def _may_be_event(mention: Mention, text: str) -> bool:
    if mention.month is None or mention.day is None or _is_long(mention):
        return False
    if (mention.year or mention.word) and _is_bare(mention, text):
        return False
    if "起" in text[mention.start:mention.end]:  # a term: 8月1日起至9月30日
        return False
    before = text[max(0, mention.start - 10):mention.start]
    if NOT_THE_DAY.search(before) or LIMIT.match(text, mention.end):
        return False
    return not _ECHOED.match(text, mention.end)


def _is_bare(mention: Mention, text: str) -> bool:
    """Whether a day is told without its end, the part of the day, the weekday or the hour."""
    if mention.until or text[mention.end - 1] not in "日号號0123456789":
        return False
    return not TOLD_EXACTLY.match(text, mention.end)


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


def reading_of(mention: Mention, text: str, whole: str) -> DateReading | None:
    """The last day of what is mentioned. In the script of Taiwan a year of three figures is the Republic's, and the
    reading says so; a year that is not clear is no date, nor is a span that ends in a year before it begins."""
    if mention.era == "unclear" or mention.era == "bare republic" and not is_in_traditional_script(whole):
        return None
    year, month, day, inferred = mention.year, mention.month, mention.day, ""
    if mention.until:
        year, month, day = mention.until[0] or year, mention.until[1] or month, mention.until[2] or day
    if mention.era in ("republic", "bare republic") and year:
        inferred = f"{year}年作民国纪年" if mention.era == "bare republic" else ""
        year = republic_year(str(year))
    if mention.until and mention.year and mention.until[0] and mention.until[0] < mention.year:
        return None  # a span that ends before it begins is a misprint
    date = calendar_date(year, month, day)
    return DateReading(date, "body", text[mention.start:mention.end], inferred) if date else None
