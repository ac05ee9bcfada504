"""The numbers dates are written with, and the calendar they must fit.

Digits narrow and wide; Chinese numerals one by one for a year (二〇二一) and with tens for a month or a day (二十六);
years of the Republic (民國113年). Everything else is told apart by ``corpus.dates`` and ``corpus.event_dates``.
"""
from __future__ import annotations

import re
from functools import lru_cache

from corpus.article import PartialDate

EARLIEST, LATEST = 1600, 2199  # outside these a number is not a newspaper's year (0000, 9999 are fillers)

# For patterns. A year is written figure by figure; a month or a day never is (一二月 are two months).
YEAR_NUMERALS = "[〇零○０0OＯ一二三四五六七八九]{4}"
REPUBLIC_NUMERALS = "(?:元|[〇零○一二三四五六七八九十百廿卅]{1,5})"
MONTH_NUMERALS = "(?:十[一二]?|[〇零]?[一二三四五六七八九])"
DAY_NUMERALS = "(?:[一二三]?十[一二三四五六七八九]?|[廿卅][一二三四五六七八九]?|[〇零初]?[一二三四五六七八九])"

# One character for one, so that places in the narrowed text are places in the text.
_RADICALS = "\uf98e\u2f49\u2f47\u2f00\u2f06\u2f0b\u2f17\uf9d1"  # which converters put for 年月日一二八十六
WIDE = {
    ord(wide): narrow
    for wide, narrow in zip(f"０１２３４５６７８９：／－．　{_RADICALS}", "0123456789:/-. 年月日一二八十六")
}
IS_WIDE = re.compile(f"[０-９{_RADICALS}]")

_TRADITIONAL = re.compile("[國時發會學區關為與臺個們來對開實經問處級據辦單聞間開動結長話說書請車]")
_REPUBLIC_FOUNDED = 1911  # 民國元年 is 1912
_FIGURES = {
    character: str(value)
    for value, characters in enumerate(("〇零○０0OＯ", *"一二三四五六七八九"))
    for character in characters
}


def number(text: str) -> int:
    """The value of digits, of numerals one by one (二〇二一) or of numerals with tens (二十六, 廿六, 一百一十三);
    0 where it is no number."""
    if text.isdecimal():
        return int(text)
    if text == "元":
        return 1
    text = text.removeprefix("初").replace("廿", "二十").replace("卅", "三十")
    hundreds, is_hundred, rest = text.rpartition("百")
    tens, is_ten, ones = rest.rpartition("十")
    if not is_hundred and not is_ten:
        figures = "".join(_FIGURES.get(character, "x") for character in text)
        return int(figures) if figures.isdecimal() else 0
    total = int(_FIGURES.get(ones[-1:], "0"))
    if is_ten:
        total += 10 * int(_FIGURES.get(tens[-1:], "1"))
    if is_hundred:
        total += 100 * int(_FIGURES.get(hundreds[-1:], "1"))
    return total


def calendar_date(
    year: str | int | None, month: str | int | None = None, day: str | int | None = None
) -> PartialDate | None:
    """A date from its written parts, or None where the calendar does not have it or no newspaper could mean it."""
    year = number(year) if isinstance(year, str) and year else year or None
    month = number(month) if isinstance(month, str) and month else month or None
    day = number(day) if isinstance(day, str) and day else day or None
    if year is not None and not EARLIEST <= year <= LATEST or month == 0 or day == 0:
        return None
    try:
        return PartialDate(year, month, day)
    except ValueError:
        return None


def republic_year(written: str) -> int:
    """The year of our era for a year of the Republic as written; 0 where it is no number."""
    year = number(written)
    return year + _REPUBLIC_FOUNDED if year else 0


@lru_cache(maxsize=4)  # asked for each of a text's dates anew
def is_in_traditional_script(text: str) -> bool:
    """Whether a text is written in traditional characters, as where years are the Republic's without saying so. One
    such character alone may be a name's."""
    return len(set(_TRADITIONAL.findall(text))) > 1
