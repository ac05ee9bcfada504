"""Working out what is not written of a date from one that is: pure arithmetic on the calendar.

Every function gives None where more than one day may be meant.
"""
from __future__ import annotations

from datetime import date as Day
from datetime import timedelta

from corpus.article import PartialDate
from corpus.date_numerals import calendar_date

_AHEAD = 120  # days by which a month and day of the printed year may lie ahead (6月 in March)
_BEFORE_THE_TURN = 100  # days back across the turn of the year (12月28日 in January)
_BEYOND_THE_TURN = 45  # days ahead across it (1月5日 in December)
_NEAR = 12  # days around the printed one in which a day without a month is looked for


def as_day(date: PartialDate) -> Day:
    """The first day that the date may be, for reckoning; without a year, in a leap year."""
    return Day(date.year or 2000, date.month or 1, date.day or 1)


def days_apart(one: PartialDate, other: PartialDate) -> int:
    """How many days two dates lie apart at the least, by what is known of both; 0 where they may be the same, and 32
    for different months or years of which no day is known."""
    if one.day is None or other.day is None:
        are_other_years = one.year is not None and other.year is not None and one.year != other.year
        are_other_months = one.month is not None and other.month is not None and one.month != other.month
        return 32 if are_other_years or are_other_months else 0
    if one.year and other.year:
        return abs((as_day(one) - as_day(other)).days)
    apart = abs((Day(2000, one.month or 1, one.day) - Day(2000, other.month or 1, other.day)).days)
    return min(apart, 366 - apart)


def with_year(date: PartialDate, printed: PartialDate) -> PartialDate | None:
    """A month and day in the year that a paper of the printed date means by it: its own, unless the turn of the year
    lies close between them. None where the day would lie far ahead: it may be of either year."""
    base = as_day(printed)
    own = calendar_date(base.year, date.month, date.day)
    ahead = (as_day(own) - base).days if own else 0
    if own and _BEFORE_THE_TURN - 365 < ahead <= _AHEAD:
        return own
    other = calendar_date(base.year + (1 if ahead < 0 else -1), date.month, date.day)
    if other and abs((as_day(other) - base).days) <= (_BEFORE_THE_TURN if ahead > 0 else _BEYOND_THE_TURN):
        return other
    return own if ahead < 0 else None


def nearest(printed: PartialDate, day: int) -> PartialDate | None:
    """The date with this day of the month that is nearest to the printed one, if it is within twelve days."""
    if not 1 <= day <= 31:
        return None
    base = as_day(printed)
    first = base.replace(day=1)
    before, after = first - timedelta(days=1), first + timedelta(days=31)
    shifts = (
        day - base.day,
        (before.replace(day=day) - base).days if day <= before.day else _NEAR + 1,
        (after.replace(day=day) - base).days if day <= 28 else _NEAR + 1,
    )
    shift = min(shifts, key=abs)
    moved = days_after(printed, shift) if abs(shift) <= _NEAR else None
    return moved if moved and moved.day == day else None


def month_after(date: PartialDate, shift: int) -> tuple[int | None, int]:
    """The month so many months after the date's own; its year where that is known."""
    months = (date.year or 2000) * 12 + (date.month or 1) - 1 + shift
    return (months // 12 if date.year else None), months % 12 + 1


def days_after(date: PartialDate, shift: int) -> PartialDate | None:
    """The date so many days after one known to the day. Without a year, none where leap years give another one."""
    moved = as_day(date) + timedelta(days=shift)
    if date.year:
        return calendar_date(moved.year, moved.month, moved.day)
    if date.month == 2 and date.day == 29:  # a leap year for certain
        return calendar_date(None, moved.month, moved.day)
    other = Day(2001, date.month or 1, date.day or 1) + timedelta(days=shift)
    return calendar_date(None, moved.month, moved.day) if (moved.month, moved.day) == (other.month, other.day) else None
