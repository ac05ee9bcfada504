"""What do the names beside a name say of it? 临泽、高台、山丹 are counties of one prefecture, 兰州城关 a district of 兰州, and so
is 城关 in 兰州市公安局城关分局.

Asked of what is no name by itself: short forms that want support, and counties' names without their last character.
"""
from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from indexer.entities import gazetteer
from indexer.entities.divisions import is_within
from indexer.entities.name_ends import is_han
from indexer.entities.place_names import BRANCHES, JOINTS, Place

IN_ROW = "in a row with others of its prefecture"
ATTACHED = "right behind the name of what it lies in"

_BEHIND_IT = frozenset("、和与及等的在两")
# What is done there: 在山西高平举行. The characters alone begin names, too.
_DONE_THERE = re.compile("举[行办]|召开|开[幕工馆]|启[动幕]|揭[牌幕晓]|落成|[考视]察|调[研查]|慰问|警方|法院|检察|公安|供电|税务|城管")
# Between a prefecture and the branch of its body that is called after a county: 市公安局, 自然资源和规划局.
_BODY = re.compile("[市州]?(?:公安|交警|[\u4e00-\u9fff]{2,12}[局院委处队会行])?")
# 杭州西湖, 西安鼓楼: sights rather than the districts that are called after them.
_SIGHTS = tuple("湖河江海楼")
_TO = frozenset("在于到赴抵")
_REACH = 10


def read_attached(number: int, places: Sequence[Place], codes: Sequence[str], text: str) -> str:
    """The county that a name means which could not stand alone, or nothing: right behind its prefecture or municipality
    (北京朝阳、海淀), or of a branch of the prefecture's body (兰州市公安局城关分局)."""
    place = places[number]
    if text.startswith(BRANCHES, place.end):
        return _of_branch(number, places, codes, text)
    if not (number and place.form.bare and codes[number - 1]) or places[number - 1].end != place.start:
        return ""
    name, after = place.form.text, text[place.end:place.end + 1]
    is_done_there = _DONE_THERE.match(text, place.end) is not None
    if name in gazetteer.traps("ordinary"):  # a word besides: only 在山西高平举行
        start = places[number - 1].start
        return _held(place.form.bare, codes[number - 1]) if is_done_there and text[start - 1:start] in _TO else ""
    if name.endswith(_SIGHTS) or after and is_han(after) and after not in _BEHIND_IT and not is_done_there:
        return ""
    if "机场" in text[place.end:place.end + _REACH]:  # 广州白云、重庆江北等机场
        return ""
    if any(is_within(code, codes[number - 1]) for code in place.form.asking):  # 安徽黄山: the city rather than its district
        return ""
    return _held(place.form.bare, codes[number - 1])


def _of_branch(number: int, places: Sequence[Place], codes: Sequence[str], text: str) -> str:
    """The county that a branch is called after whose body's division is named before it."""
    form, start = places[number].form, places[number].start
    for before in range(number - 1, max(-1, number - 3), -1):  # 公安 is a county's name, too
        if codes[before] and _BODY.fullmatch(text, places[before].end, start):
            return _held((*form.bare, *form.asking), codes[before])
    return ""


def _held(candidates: Sequence[str], above: str) -> str:
    held = [code for code in candidates if is_within(code, above)]
    return held[0] if len(held) == 1 else ""


def read_rows(places: Sequence[Place], codes: Sequence[str], text: str) -> Iterator[tuple[int, str]]:
    """The numbers of places that stand in a row with counties of their prefecture, and what they mean.

    ``codes`` are what the places mean so far, empty where that is open. Two short forms of one prefecture support each
    other; a bare name is taken where one that stands right beside it in the row is a county of its prefecture.
    """
    start = 0
    for number in range(1, len(places) + 1):
        if number < len(places) and text[places[number - 1].end:places[number].start] in JOINTS:
            continue
        if number - start > 1 and not all(codes[start:number]):
            yield from _read_row(range(start, number), places, codes)
        start = number


def _read_row(row: range, places: Sequence[Place], codes: Sequence[str]) -> Iterator[tuple[int, str]]:
    meant = {number: codes[number] for number in row}
    asking = {number: form.asking[0] for number in row if len((form := places[number].form).asking) == 1}
    counties = {code for code in (*meant.values(), *asking.values(), *_names_only(row, places)) if len(code) == 6}
    of_prefecture = Counter(code[:4] for code in counties)
    for number, code in asking.items():
        if not meant[number] and len(code) == 6 and of_prefecture[code[:4]] > 1:
            meant[number] = code
            yield number, code
    for number in row:
        beside = {meant[other][:4] for other in (number - 1, number + 1) if len(meant.get(other, "")) == 6}
        near = [code for code in places[number].form.bare if code[:4] in beside]
        if not meant[number] and len(near) == 1:
            meant[number] = near[0]
            yield number, near[0]


def _names_only(row: range, places: Sequence[Place]) -> Iterator[str]:
    """What the bare names of a row may mean that are no words besides."""
    ordinary = gazetteer.traps("ordinary")
    for number in row:
        if places[number].form.text not in ordinary:
            yield from places[number].form.bare
