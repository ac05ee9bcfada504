"""Working out a date from a printed one: never further than the rules go, and nothing where two days may be meant."""
from __future__ import annotations

from datetime import date as Day
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.article import PartialDate
from corpus.date_reckoning import days_after, days_apart, month_after, nearest, with_year

DAYS = st.dates(Day(1700, 1, 1), Day(2100, 12, 31))


def whole(day: Day) -> PartialDate:
    return PartialDate(day.year, day.month, day.day)


def without_year(day: Day) -> PartialDate:
    return PartialDate(None, day.month, day.day)


@given(DAYS, st.integers(-12, 12))
def test_the_nearest_day_of_the_month(printed: Day, shift: int) -> None:
    day = printed + timedelta(days=shift)
    assert nearest(whole(printed), day.day) == whole(day)
    assert nearest(without_year(printed), day.day) in (without_year(day), None)


@given(DAYS, st.integers(-9, 99))
def test_a_day_of_the_month_is_near_or_none(printed: Day, day: int) -> None:
    found = nearest(whole(printed), day)
    assert found is None or found.day == day and days_apart(found, whole(printed)) <= 12


@given(DAYS, st.integers(-100, 45))
def test_a_day_around_the_printed_one_has_the_year_that_puts_it_there(printed: Day, shift: int) -> None:
    day = printed + timedelta(days=shift)
    assert with_year(without_year(day), whole(printed)) == whole(day)


@given(DAYS, DAYS)
def test_a_year_is_the_printed_one_or_beside_it(printed: Day, day: Day) -> None:
    found = with_year(without_year(day), whole(printed))
    assert found is None or abs((found.year or 0) - printed.year) <= 1 and found.month == day.month


@given(DAYS, st.integers(-40, 40))
def test_days_after(day: Day, shift: int) -> None:
    assert days_after(whole(day), shift) == whole(day + timedelta(days=shift))
    moved = days_after(without_year(day), shift)
    assert moved in (without_year(day + timedelta(days=shift)), None)


def test_the_end_of_february_of_an_unknown_year_is_no_day() -> None:
    assert days_after(PartialDate(None, 2, 28), 1) is None and days_after(PartialDate(None, 3, 1), -1) is None
    assert days_after(PartialDate(None, 2, 29), 1) == PartialDate(None, 3, 1)


@given(DAYS, st.integers(-30, 30))
def test_months_after_and_back(day: Day, shift: int) -> None:
    year, month = month_after(whole(day), shift)
    assert month_after(PartialDate(year, month), -shift) == (day.year, day.month)


@pytest.mark.parametrize(("one", "other", "days"), [
    ("2021-05-06", "2021-05-06", 0), ("2021-05-06", "2020-05-06", 365), ("2021-05-06", "05-05", 1),
    ("01-01", "2020-12-30", 2),
    ("2021", "2021-05-06", 0), ("2021-05", "05-06", 0), ("2021-05", "2020-05-06", 32), ("2021-05", "04-06", 32),
])
def test_days_apart(one: str, other: str, days: int) -> None:
    assert days_apart(PartialDate.parse(one), PartialDate.parse(other)) == days
    assert days_apart(PartialDate.parse(other), PartialDate.parse(one)) == days
