"""The days on which what an article reports happened, with what had to be worked out of them and from what.

A year, a month or a day that is not written is worked out only from a date that is printed: the article's own date, its
dateline, or a date just before. Each such reading says what it leans on; where nothing allows it, the day stays one of
an unknown year, and what has no month is left out.
"""
from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta

from corpus.article import DateReading, DateSource, EventDate, EventRule, PartialDate, article_text
from corpus.date_context import dates_something, is_figure, is_limit, is_to_come, line_start, other_years
from corpus.date_mentions import Era, Mention, find_mentions
from corpus.date_numerals import calendar_date, is_in_traditional_script, republic_year
from corpus.date_reckoning import as_day, days_after, month_after, nearest, with_year
from corpus.dates import SOURCES, read_dateline_date

_TOLD: dict[DateSource, str] = {**SOURCES, "correction": "档案员更正的日期"}
_DAYS_FROM_TODAY = {"今": 0, "昨": -1, "前": -2, "明": 1}
_YEARS_FROM_TODAY = {"今年": 0, "去年": -1, "去年的": -1, "前年": -2, "明年": 1}
_MONTHS_FROM_TODAY = {
    "本月": 0, "上月": -1, "上个月": -1, "上個月": -1, "下月": 1, "下个月": 1, "下個月": 1,
}
_SAME_YEAR = ("同年", "当年", "當年")
_SAME_MONTH = ("同月", "当月", "當月")
_FOLLOWING = 92  # days between a whole date and a month and day that goes on from it in the same sentence
_GOES_ON = 15  # days between a date and a day without a month that goes on from it
_HISTORY = 5  # years
_REACH = 400  # characters between them
# A line that prints the article's own date and nothing else.
_PRINTS = re.compile(r"[\W\d]*(?:发稿|發稿|发布|發布|發佈|刊发|更新)?(?:日期|时间|時間)?[\W\d]*")
_SHORT_LINE = 40


@dataclass(frozen=True, slots=True)
class _Printed:
    """A printed date that others are worked out from, and how a reader is told of it."""

    date: PartialDate
    told: str


def read_event_dates(title: str, body: str, published: DateReading | None) -> tuple[EventDate, ...]:
    """The dates that the title and the body give for what they tell, each once, in the order of their first places.

    ``published`` is the article's own date. Left out: limits (截至3月10日, 5月底前), the beginnings of spans (自7月22日以来),
    figures of speech (今天的中国), and a date line that does nothing but print the article's own date.
    """
    text = article_text(title, body)
    mentions = find_mentions(text)
    return tuple(_Reader(text, body, published).read(mentions)) if mentions else ()


class _Reader:
    """One text's dates in order; what was read before helps with what comes after."""

    def __init__(self, text: str, body: str, published: DateReading | None) -> None:
        self._text = text
        self._body_at = len(text) - len(body)
        self._published = published
        self._printed = _printed(published)
        self._dateline = read_dateline_date(body)
        evidence = self._dateline.evidence if self._dateline else ""
        start = text.find(evidence, self._body_at)
        self._dateline_at = (start, start + len(evidence))
        self._today = self._writers_day()
        self._last: EventDate | None = None
        self._last_year: int | None = None

    def read(self, mentions: list[Mention]) -> list[EventDate]:
        """The dates to keep, each once."""
        events: dict[tuple[PartialDate, PartialDate | None], EventDate] = {}
        for mention in mentions:
            event = self._event(mention)
            if event is None:
                continue
            if event.date.month is not None:
                self._last = event
            self._last_year = event.date.year or self._last_year
            is_year = event.date.precision == "year"
            if not is_limit(self._text, mention.start, mention.end, is_year=is_year) and not self._only_prints(event):
                events.setdefault((event.date, event.until), event)
        return list(events.values())

    def _writers_day(self) -> _Printed | None:
        """The day that 今天 is: the dateline's, else the printed one. A date read from a path says nothing of it, nor
        does the day of an event."""
        if self._dateline:
            date, evidence = self._dateline.date, self._dateline.evidence
            if date.year is None and self._printed:
                date = with_year(date, self._printed.date) or date
            return _Printed(date, f"{SOURCES['dateline']}“{evidence}”")
        published = self._published
        if published and published.source in ("metadata", "page header", "correction") and published.date.day:
            return _Printed(published.date, f"{_TOLD[published.source]}“{published.evidence}”")
        if published and published.source == "body" and published.date.day and published.evidence[:1] in ("今", "本"):
            return _Printed(published.date, f"{SOURCES['body']}“{published.evidence}”")
        return None

    def _event(self, mention: Mention) -> EventDate | None:
        if mention.day is None and mention.month is None and mention.year is None:
            return self._word(mention)
        year, told = self._era(mention.year, mention.era)
        if mention.month is None and mention.day is None:
            return self._made(mention, calendar_date(year), "year", told) if year else None
        if mention.month is None:
            return self._day_alone(mention)
        if mention.day is None:
            if year is None and mention.word:
                year, told = self._year_by_word(mention)
            return self._made(mention, calendar_date(year, mention.month), "month", told) if year else None
        date = calendar_date(None, mention.month, mention.day)
        if date is None:
            return None
        rule: EventRule = "whole date" if year else "month and day"
        if mention.year is None:
            year, told = self._year_of(mention, date)
        if self._dateline_at[0] <= mention.start < self._dateline_at[1]:
            rule = "dateline"
        whole = calendar_date(year, mention.month, mention.day) if year else date
        if whole and re.search("今[天日晚早晨]?[（(]\\Z", self._text[max(0, mention.start - 3):mention.start]):
            self._today = _Printed(whole, f"{SOURCES['body']}“{self._text[mention.start:mention.end]}”")
        return self._made(mention, whole, rule, told)

    def _era(self, written: int | None, era: Era) -> tuple[int | None, str]:
        """The year of our era that is written, and what was worked out about it. Years of the Republic that do not say
        so are taken in the script of Taiwan."""
        if written is None or era == "unclear":
            return None, ""
        if era == "common":
            return written, ""
        year = republic_year(str(written))
        if era == "republic":
            return year, ""
        if is_in_traditional_script(self._text):
            return year, f"{written}年作民国纪年"
        return None, ""

    def _year_of(self, mention: Mention, date: PartialDate) -> tuple[int | None, str]:
        """The year of a month and day, and by what; (None, '') where nothing printed tells."""
        if mention.word:
            return self._year_by_word(mention)
        last, text = self._last, self._text
        if last and last.date.year and last.date.day:
            end = last.position + len(last.evidence)
            is_listed = text[end:mention.start] in ("", *"、和与與及")
            if is_listed or self._goes_on(last, end, mention, date):
                return (last.until or last.date).year, f"年份据前文“{last.evidence}”"
        printed = self._printed
        if printed is None or self._tells_history(printed.date):
            return None, ""
        if other_years(text, line_start(text, mention.start), mention.start, printed.date.year):
            return None, ""
        whole = with_year(date, printed.date)
        return (whole.year, f"年份据{printed.told}") if whole else (None, "")

    def _tells_history(self, printed: PartialDate) -> bool:
        """Whether the last date before is of a year long past: what follows may well be of it, too."""
        return self._last_year is not None and self._last_year < (printed.year or 0) - _HISTORY

    def _goes_on(self, last: EventDate, end: int, mention: Mention, date: PartialDate) -> bool:
        """Whether a month and day goes on from a whole date in the same sentence: 2020年9月30日，…10月8日."""
        between = self._text[end:mention.start]
        following = calendar_date(last.date.year, date.month, date.day)
        if last.rule != "whole date" or last.until or following is None or "。" in between or "\n" in between:
            return False
        days = (as_day(following) - as_day(last.date)).days
        return 0 <= days <= _FOLLOWING and not other_years(between, 0, len(between), last.date.year)

    def _year_by_word(self, mention: Mention) -> tuple[int | None, str]:
        shift = _YEARS_FROM_TODAY.get(mention.word)
        if shift is not None and self._printed:
            return (self._printed.date.year or 0) + shift, f"“{mention.word}”据{self._printed.told}"
        if mention.word in _SAME_YEAR and self._last and self._last.date.year:
            return self._last.date.year, f"“{mention.word}”据前文“{self._last.evidence}”"
        return None, ""

    def _day_alone(self, mention: Mention) -> EventDate | None:
        """24日上午: of the month just written, else the nearest to the writer's own day."""
        day, last = mention.day or 0, self._last
        shift, today = _MONTHS_FROM_TODAY.get(mention.word), self._today or self._printed
        if shift is not None:
            date = calendar_date(*month_after(today.date, shift), day) if today else None
            return self._made(mention, date, "day alone", f"“{mention.word}”据{today.told}" if today else "")
        near = nearest(self._today.date, day) if self._today and mention.word not in _SAME_MONTH else None
        before = (last.until or last.date) if last else None
        if last and before and last.date.day and before.day and last.date.day <= day <= before.day + _GOES_ON:
            between = self._text[last.position:min(mention.start, last.position + _REACH)]
            is_close = "\n" not in between and not ("。" in between and self._is_news(near))
            if (is_close or self._today is None) and len(between) < _REACH:
                date = calendar_date(before.year, before.month, day)
                return self._made(mention, date, "day alone", f"{_missing(date)}据前文“{last.evidence}”")
        if self._today is None or near is None or self._lies_ahead(near, mention):
            return None
        return self._made(mention, near, "day alone", f"{_missing(near)}据{self._today.told}")

    def _is_news(self, date: PartialDate | None) -> bool:
        """Whether it is the writer's own day or one of the three before."""
        return date is not None and any(date == days_after(self._today.date, -days) for days in range(4) if self._today)

    def _lies_ahead(self, date: PartialDate, mention: Mention) -> bool:
        """Whether a day would lie further ahead than tomorrow, and nothing beside it speaks of what is to come."""
        if self._today is None or not as_day(date) > as_day(self._today.date) + timedelta(days=1):
            return False
        return not is_to_come(self._text, mention.start, mention.end)

    def _word(self, mention: Mention) -> EventDate | None:
        """今天, 昨(19)日, 去年, 上月."""
        word, today, printed = mention.word, self._today, self._printed
        if word[0] in "去上" or word == "前年":
            if printed is None or not dates_something(self._text, mention.start, mention.end):
                return None
            year = (printed.date.year or 0) + _YEARS_FROM_TODAY.get(word, 0)
            date = calendar_date(*month_after(printed.date, -1)) if word[0] == "上" else calendar_date(year)
            return self._made(mention, date, "relative word", f"“{word}”据{printed.told}")
        if today is None:
            return None
        told, stated = f"“{word}”据{today.told}", re.search(r"\d+", word)
        if stated:
            date = nearest(today.date, int(stated[0]))
            if word[0] == "今" and date:
                self._today = _Printed(date, f"{SOURCES['body']}“{word}”")
            return self._made(mention, date, "relative word", told)
        # 今天（5月6日）: the date in brackets is read by itself.
        is_explained = re.match(r" ?[（(]\d", self._text[mention.end:mention.end + 3])
        if is_explained or is_figure(self._text, mention.start, mention.end, self._body_at):
            return None
        return self._made(mention, days_after(today.date, _DAYS_FROM_TODAY[word[0]]), "relative word", told)

    def _only_prints(self, event: EventDate) -> bool:
        """Whether the line does nothing but print the article's own date."""
        if self._published is None or event.date != self._published.date or event.position < self._body_at:
            return False
        end = event.position + len(event.evidence)
        before = self._text[max(0, event.position - _SHORT_LINE):event.position].rpartition("\n")[2]
        rest = before + self._text[end:end + _SHORT_LINE].partition("\n")[0]
        return len(rest) < _SHORT_LINE and _PRINTS.fullmatch(rest) is not None

    def _made(self, mention: Mention, date: PartialDate | None, rule: EventRule, inferred: str) -> EventDate | None:
        if date is None:
            return None
        until = None
        if mention.until:
            year, month, day = mention.until
            year = self._era(year, mention.era)[0]
            until = calendar_date(year or date.year, month or date.month, day)
            if until and year is None and until.value < date.value:  # 12月30日至1月2日, 30日至2日
                turned = date.year + 1 if date.year else None
                until = calendar_date(turned, month, day) if month else calendar_date(*month_after(date, 1), day)
            elif until and until.value < date.value:  # a misprint
                until = None
        evidence = self._text[mention.start:mention.end]
        return EventDate(date, mention.start, evidence, rule, until, inferred)


def _missing(date: PartialDate | None) -> str:
    """What a day without a month lacked, in the reader's words."""
    return "年份和月份" if date and date.year else "月份"


def _printed(published: DateReading | None) -> _Printed | None:
    """The article's date where it can tell the years of others: known to the day."""
    if published is None or published.date.precision != "day":
        return None
    return _Printed(published.date, f"{_TOLD[published.source]}“{published.evidence}”")
