"""What do the names beside a name say of it? 临泽、高台、山丹 are counties of one prefecture, 兰州城关 a district of 兰州.

Asked of what is no name by itself: short forms that want support, and counties' names without their last character.
"""
from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from indexer.entities import gazetteer
from indexer.entities.divisions import is_within
from indexer.entities.place_names import JOINTS, Place, is_han

IN_ROW = "in a row with others of its prefecture"
ATTACHED = "right behind the name of what it lies in"

_BEHIND_IT = frozenset("、和与及等的在两")
# 杭州西湖, 西安鼓楼: sights rather than the districts that are called after them.
_SIGHTS = tuple("湖河江海楼")
_REACH = 10


def read_attached(number: int, places: Sequence[Place], codes: Sequence[str], text: str) -> str:
    """The county that a bare name right behind its prefecture or municipality means, or nothing: 北京朝阳、海淀."""
    place = places[number]
    if not (number and place.form.bare and codes[number - 1]) or places[number - 1].end != place.start:
        return ""
    name, after = place.form.text, text[place.end:place.end + 1]
    if name in gazetteer.traps("ordinary") or name.endswith(_SIGHTS):
        return ""
    if after and is_han(after) and after not in _BEHIND_IT:
        return ""
    if "机场" in text[place.end:place.end + _REACH]:  # 广州白云、重庆江北等机场
        return ""
    if any(is_within(code, codes[number - 1]) for code in place.form.asking):  # 安徽黄山: the city rather than its district
        return ""
    held = [code for code in place.form.bare if is_within(code, codes[number - 1])]
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
