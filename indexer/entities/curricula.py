"""Which offices does a printed life list? 王大川,男,1957年3月生,… ⏎ 现任某省省长。 ⏎ 1974－1975年 某县县长 ⏎ 1975－1977年 …

The lines under the one that names somebody tell of nobody else.
"""
from __future__ import annotations

import re
from collections.abc import Iterator

from indexer.entities.appointments import Appointed
from indexer.entities.framed_names import name_of_life
from indexer.entities.offices_ahead import offices_at
from indexer.entities.person_names import Name

_LIFE_LINE = re.compile(r"(?m)^ {0,4}(?=[\u4e00-\u9fff· ]{2,12}(?:同志)?,[男女],)")
_MONTH = r"(?:\.[0-9]{1,2}|年(?:[0-9]{1,2}月)?)?"
# 1974－1975年 …, 1997年5月至2001年3月 …, 2017－ …; 现任…, 1980年至今,历任….
_STATION = re.compile(
    rf" {{0,4}}(?:[0-9]{{4}}{_MONTH} ?(?:[-－—–~至]+ ?(?:[0-9]{{4}}{_MONTH}|今)?)?[ ,:]{{0,3}}(?:历任|任)?|现任|历任|曾任|先后任)"
)
_SKIPPED = re.compile(r" {0,4}(?:\(|第[一二三四五六七八九十]{1,3}[届次])")
_APART = re.compile("[,、;兼(]")
_LONGEST = 400
_MOST_LINES = 80


def find_curricula(text: str) -> Iterator[Appointed]:
    """The people whose lives the folded text prints, each with the offices of the lines below."""
    if ",男," not in text and ",女," not in text:
        return
    for life in _LIFE_LINE.finditer(text):
        start = life.end()
        framed = name_of_life(text, start)
        offices = tuple(dict.fromkeys(_stations(text, text.find("\n", start) + 1))) if framed else ()
        if offices:
            yield Appointed(Name(start, start + len(framed), framed.replace(" ", "")), offices)


def _stations(text: str, start: int) -> Iterator[str]:
    """The offices of the lines from ``start`` on that tell of years and posts."""
    for _ in range(_MOST_LINES if start else 0):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        station = _STATION.match(text, start, end)
        if station and end - start <= _LONGEST:
            yield from _offices(text, station.end(), end)
        elif text[start:end].strip() and not _SKIPPED.match(text, start):
            return
        start = end + 1
        if start >= len(text):
            return


def _offices(text: str, start: int, end: int) -> Iterator[str]:
    while start < end:
        offices, stop = offices_at(text, start)
        yield from offices
        apart = _APART.search(text, max(stop, start), end)
        if apart is None:
            return
        start = apart.end()
