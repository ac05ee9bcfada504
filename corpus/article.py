"""The article: what a file holds, in a newspaper's own words, before anything is read into it."""
from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date as Day
from typing import Literal

Precision = Literal["day", "month", "year", "monthday"]
DateSource = Literal["metadata", "page header", "dateline", "body", "path", "correction"]
"""Where an article's own date was read; ``correction`` is an archivist's word."""
EventRule = Literal[
    "whole date", "month and day", "day alone", "relative word", "month", "year", "dateline"
]
"""How a date in the text was written: 2021年5月6日; 5月6日; 24日上午; 昨天; 2021年5月; 2021年; 本报兰州5月5日讯."""
FieldName = Literal["title", "body", "source", "page", "section", "byline", "url", "source_id"]
FieldPlace = Literal["record", "metadata", "page header", "trailer", "page", "first line", "text"]
"""Where a field was read: a record's key or a table's column; what a page states unseen (tags of its head, the
e-paper's comment); a line printed above the story; Founder's line below it; what a page shows; a text's first line or
the text."""

_VALUE = re.compile(r"(?:(\d{4})(?:-(\d\d)(?:-(\d\d))?)?|(\d\d)-(\d\d))\Z")


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date known to the day, to the month, to the year, or a day of an unknown year.

    Exactly these combinations are dates: year; year and month; year, month and day; month and day.
    Raises ValueError for any other combination and for a day the calendar does not have.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        known = (self.year is not None, self.month is not None, self.day is not None)
        if known not in {(True, False, False), (True, True, False), (True, True, True), (False, True, True)}:
            raise ValueError(f"not a date: year {self.year}, month {self.month}, day {self.day}")
        # 2000 is a leap year: a 29 February of an unknown year is a possible day.
        Day(self.year if self.year is not None else 2000, self.month or 1, self.day or 1)

    @property
    def precision(self) -> Precision:
        """How much of the date is known."""
        if self.year is None:
            return "monthday"
        if self.month is None:
            return "year"
        return "month" if self.day is None else "day"

    @property
    def value(self) -> str:
        """``2021-01-26``, ``2021-01``, ``2021``, or ``01-26`` where the year is unknown."""
        parts = [f"{self.year:04d}"] if self.year is not None else []
        parts += [f"{part:02d}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)

    @classmethod
    def parse(cls, value: str) -> PartialDate:
        """The date whose ``value`` is given; raises ValueError for anything else."""
        found = _VALUE.match(value)
        if not found:
            raise ValueError(f"not a date: {value!r} (wanted YYYY, YYYY-MM, YYYY-MM-DD or MM-DD)")
        year, month, day, alone_month, alone_day = (int(part) if part else None for part in found.groups())
        return cls(year, month or alone_month, day or alone_day)


@dataclass(frozen=True, slots=True)
class DateReading:
    """A date, where it was read, and the very characters it was read from.

    ``inferred`` is empty for a date that stands there as it is; otherwise it says which part was worked out and
    from what, in a few words for the reader. ``contrary`` are the characters of another date in the same file that
    is over a week off and less well founded; empty where nothing contradicts.
    """

    date: PartialDate
    source: DateSource
    evidence: str
    inferred: str = ""
    contrary: str = ""


@dataclass(frozen=True, slots=True)
class EventDate:
    """A date that the text gives for what it tells, and the very characters it was read from.

    ``position`` counts characters of ``article_text``, and ``evidence`` stands there. ``until`` is the last day (month,
    year) of a span. ``inferred`` as in ``DateReading``.
    """

    date: PartialDate
    position: int
    evidence: str
    rule: EventRule
    until: PartialDate | None = None
    inferred: str = ""


@dataclass(frozen=True, slots=True)
class FieldReading:
    """Where one field of an article was read; ``key`` is what it was called there (a key, a tag, a label), or empty."""

    field: FieldName
    place: FieldPlace
    key: str = ""


@dataclass(frozen=True, slots=True)
class Repair:
    """One change made to the text on its way in.

    ``position`` counts characters in the text before the repair; ``rule`` names the rule; ``before`` and ``after``
    are the characters removed and put in their place. A damage that was seen and left alone has before == after.
    """

    rule: str
    position: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an article was found.

    ``file`` is the path below the folder that was given (with ``!member`` for a part of an archive), with forward
    slashes; ``line`` counts from 1 where a file holds a record a line; ``story`` counts from 1 within the file.
    """

    file: str
    format: str
    encoding: str
    line: int | None = None
    story: int = 1


@dataclass(frozen=True, slots=True)
class Article:
    """One story as its file gives it. Text is Unicode with line feeds; an unknown field is an empty string.

    ``source_id`` is the id the source itself gives, or empty. ``fingerprint`` identifies the record's own bytes
    (SHA-256, hexadecimal), so that the same record gets the same id wherever its file lies.
    ``raw`` is the text before repairs where there were any, otherwise empty. ``lead_ins`` are the lines above and below
    the headline (引题, 副题) and ``dateline`` the words before the report (本报兰州5月5日讯); both stand in ``body``, too.
    ``events`` are the dates in the text, each once; ``readings`` say where each known field was read (the date says so
    itself).
    """

    title: str
    body: str
    origin: Origin
    fingerprint: str
    source_id: str = ""
    date: DateReading | None = None
    source: str = ""
    page: str = ""
    section: str = ""
    byline: str = ""
    url: str = ""
    repairs: tuple[Repair, ...] = ()
    raw: str = ""
    lead_ins: tuple[str, ...] = ()
    dateline: str = ""
    events: tuple[EventDate, ...] = ()
    readings: tuple[FieldReading, ...] = ()


def article_text(title: str, body: str) -> str:
    """What is read and searched, and what the positions of evidence count in: the title, a line feed, the body. A body
    that already opens with its title is not given it twice."""
    return body if not title or body.startswith(title) else f"{title}\n{body}"


@dataclass(frozen=True, slots=True)
class Reject:
    """Something that could not be read: the file, the line where there is one, and the reason in one sentence."""

    file: str
    line: int | None
    reason: str


class Interrupted(Reject):
    """A reject for which the file is not to blame: the system could not read it, or not to its end. Another time it
    may."""

    __slots__ = ()
