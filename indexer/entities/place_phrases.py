"""Phrases in which a name is a division, though it could not be trusted alone.

*Rows* whose names share the word for what they are: 城关、七里河、安宁、西固四区, 甘谷、武山、清水等县. *Birthplaces* behind
their province: 宁夏同心人. Many of these names are words, or several divisions bear them; the other names of the row, or
the province, show which one is meant.
"""
from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache

from indexer.analysis.fold import fold
from indexer.entities import gazetteer
from indexer.entities.divisions import is_within, label
from indexer.entities.primary_region import Settled

IN_A_ROW = "in a row of divisions that share one word for what they are"
BIRTHPLACE = "a birthplace, behind the division that it lies in"

_HAN = "\u4e00-\u9fff"
_JOINT = "[、和及与]"
_ROW = re.compile(
    rf"[{_HAN}]{{2,12}}(?:{_JOINT}[{_HAN}]{{2,7}}?)+?(?:等(?:[{_HAN}]{{0,4}}?))?(?:[两二三四五六七八九十\d]{{1,3}}个?)?"
    r"(县区|区县|县市区|市县区|市县|县市|[区县市])(?![域块划间场民长委级])"
)
_BIRTHPLACE = re.compile(rf"([{_HAN}]{{2,4}}?)人(?=[，,、;；。)）\s]|\Z)")
_COUNT = re.compile(r"(?<=..)(?:等.*|[两二三四五六七八九十\d]{1,3}个?)\Z")
_ENDS_ITEM = re.compile(rf"{_JOINT}|等|[两二三四五六七八九十\d]{{1,3}}个?[区县市]")
_LONGEST_NAME = 6
_LONGEST_ROW = 60
_JOINTS = ("、", "和", "及", "与")
_JOINED = re.compile(f"[省市州县区]?{_JOINT}")
_RUN = re.compile(f"[{_HAN}、]*")
_RUN_BEFORE = re.compile(rf"[{_HAN}、]*\Z")


def find_in_phrases(text: str, settled: Sequence[Settled]) -> Iterator[tuple[Settled, str]]:
    """The divisions that only a phrase shows, each with the rule; none that is settled already, and none that two
    divisions of the row's prefectures, or of the province, bear. ``settled`` in the order of the text."""
    for place in settled:
        native = _BIRTHPLACE.match(text, place.end) if len(place.code) < 6 else None
        if native and not any(one.start == place.end for one in settled):
            held = [code for code in _bearing(native[1], "市区县") if is_within(code, place.code) and code != place.code]
            if len(held) == 1:
                yield Settled(native.start(), native.end(1), held[0]), BIRTHPLACE
    starts = [place.start for place in settled]
    for row in _rows_around(text, settled):
        known = settled[bisect_left(starts, row.start()):bisect_left(starts, row.start(1))]
        for start, end in _items(text, row) if known else ():
            found = _named(text[start:end], row[1], known)
            if found:
                place = Settled(start + found[1], start + found[2], found[0])
                if not any(one.start < place.end and place.start < one.end for one in known):
                    yield place, IN_A_ROW


def narrow_in_rows(text: str, settled: Sequence[Settled]) -> Mapping[int, str]:
    """What prefectures' short names mean in a row of counties, by where they begin: 白银、平川两区 are two districts of
    白银市. Only beside a county of the same prefecture, and where one alone bears the name there."""
    narrowed: dict[int, str] = {}
    starts = [place.start for place in settled]
    is_wide = any(len(place.code) == 4 and place.end - place.start == 2 for place in settled)
    for row in _rows_around(text, settled) if is_wide else ():
        members = settled[bisect_left(starts, row.start()):bisect_left(starts, row.start(1))]
        with_county = {place.code[:4] for place in members if len(place.code) == 6}
        for place in members:
            if len(place.code) != 4 or place.end - place.start != 2 or place.code not in with_county:
                continue
            if not _ENDS_ITEM.match(text, place.end):  # 新疆和田|墨玉县
                continue
            if "市" in row[1] and label(place.code)[-1] == "市":  # 兰州、白银、平川等市县区
                continue
            bearing = _bearing(text[place.start:place.end], row[1])
            within = [code for code in bearing if len(code) == 6 and is_within(code, place.code)]
            if len(within) == 1:
                narrowed[place.start] = within[0]
    return narrowed


def _rows_around(text: str, settled: Sequence[Settled]) -> Iterator[re.Match[str]]:
    """The rows that a place settled already stands in, in order: a long text is not searched for others."""
    end = 0
    for place in settled:
        if place.start < end or not (_JOINED.match(text, place.end) or text[place.start - 1:place.start] in _JOINTS):
            continue
        run = _RUN_BEFORE.search(text, max(0, place.start - _LONGEST_ROW), place.start)
        begin = max(end, run.start() if run else place.start)
        around = _RUN.match(text, begin, place.end + _LONGEST_ROW)
        end = around.end() if around else place.end
        yield from _ROW.finditer(text, begin, end + 1)


def _items(text: str, row: re.Match[str]) -> Iterator[tuple[int, int]]:
    start = row.start()
    for item in re.split(f"({_JOINT})", text[row.start():row.start(1)]):
        if len(item) > 1:
            yield start, start + len(item)
        start += len(item)


def _named(item: str, kinds: str, known: Sequence[Settled]) -> tuple[str, int, int] | None:
    """The division that an item names and where in it: all of it but the count behind it (西固|四), or its last
    characters (督促|城关)."""
    end = len(_COUNT.sub("", item))
    for start in range(end - 1):
        if end - start > _LONGEST_NAME:
            continue
        codes = [code for code in _bearing(item[start:end], kinds) if len(code) == 6]
        for above in (4, 2):  # of the prefectures in the row, else of their provinces
            homes = {place.code[:above] for place in known if len(place.code) >= above}
            near = [code for code in codes if code[:above] in homes]
            if len(near) == 1:
                return near[0], start, end
    return None


def _bearing(name: str, kinds: Collection[str]) -> list[str]:
    """The divisions of some kinds that a name without the word for its kind may mean."""
    return [code for code in _by_bare_name().get(name, ()) if label(code)[-1] in kinds]


@cache
def _by_bare_name() -> Mapping[str, tuple[str, ...]]:
    """Codes by every form of a name without its last character if that says what it is: 东乡 of 东乡县."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for code, division in gazetteer.regions().items():
        for form in (division.name, *division.shorts, *division.asking):
            bare = form[:-1] if form[-1] in "市区县旗州" and len(form) > 2 else form
            found[fold(bare)].add(code)
    return {name: tuple(sorted(codes)) for name, codes in found.items()}
