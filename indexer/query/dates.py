"""Dates in queries: a year, a month, a day, or a range of them, in the ways readers type them."""
from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from corpus.article import PartialDate

_RANGE = re.compile(r"\.\.+|…+|至|到|~|—+|–|\bto\b")
_DATE = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?|月)?|年)?\Z")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)?\Z")


@dataclass(frozen=True, slots=True)
class DateSpan:
    """Articles dated within [first, last], both ends included and each counted whole (last 2024 is up to 31 December
    2024); None leaves an end open. An article known only to the month or year is within if all of it is."""

    first: PartialDate | None
    last: PartialDate | None


def parse_span(text: str) -> DateSpan | None:
    """The span a reader means by 2023, 2023-5, 2023年5月6日, 20230506, 2023-05..2024, ..2020, 2019至2021; None for
    anything else. Ends given in the wrong order are exchanged."""
    span = _as_written(text)
    return DateSpan(span.last, span.first) if span and _is_backward(span) else span


def is_backward(text: str) -> bool:
    """Whether ``parse_span`` exchanges the ends of this range."""
    span = _as_written(text)
    return span is not None and _is_backward(span)


def _as_written(text: str) -> DateSpan | None:
    ends = _RANGE.split(unicodedata.normalize("NFKC", text).strip())
    if len(ends) == 1:
        day = _parse(ends[0])
        return DateSpan(day, day) if day else None
    if len(ends) != 2 or not any(end.strip() for end in ends):
        return None
    dates = [_parse(end) if end.strip() else None for end in ends]
    if any(end.strip() and date is None for end, date in zip(ends, dates)):
        return None
    return DateSpan(*dates)


def _is_backward(span: DateSpan) -> bool:
    first, last = span.first, span.last
    return bool(first and last and first.value > last.value and not first.value.startswith(last.value))


def _parse(text: str) -> PartialDate | None:
    found = _DATE.match(text.strip()) or _COMPACT.match(text.strip())
    if not found:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        return PartialDate(year, month, day)
    except ValueError:
        return None
