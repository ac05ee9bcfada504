"""Which division is the article about? The title and the goal of the action weigh most, then how often a name stands.

Weights are summed up the tree; from the province that gathers most, one descends as long as a single division below
holds at least half of what its parent gathered. A province-wide meeting so stays with the province, also where that is
only called 全省 and 省委, which names none. Of equals the one named first is taken.
"""
from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from indexer.entities.dateline_places import is_sent_from
from indexer.entities.divisions import ancestors

_TITLE = 3.0
_DATELINE = 1.0
_GOAL = 1.0
_GUEST = -0.7
_EVENT = -0.7
_FROM = -0.7
_ABOVE = -0.7

_GOAL_BEFORE = re.compile(r"(?:到|赴|在|来|抵达|走进|前往|深入|位于)\Z")
# 芦山地震: the place in the name of what once happened there.
_EVENT_AFTER = re.compile(r"[\d.·“”\"]{0,6}(?:级)?(?:强烈|特大)?(?:地震|冬奥|奥运|亚运|世博)")
_GUEST_AFTER = re.compile(r"(?:省|市|州|县|区)?(?:委|政府)?(?:党政|政府|考察|参访|经贸|友好|工作)?(?:代表团|考察团|访问团)")
# Whose resolutions are passed on: 平凉市委农村工作会议精神.
_ABOVE_AFTER = re.compile(r"[省市州县区]?(?:委|政府)[^，。；\n书长]{0,18}精神")
# Where people in the report are from: 来自某市的, 某市客商, 某县籍.
_FROM_BEFORE = re.compile(r"来自|籍贯|原籍")
# Bodies of a province that is not named, and all of it.
_OF_PROVINCE = re.compile("(?:全省|我省|(?<![节反俭财])省(?:[委长直]|政府|政协|人大|人民政府|高级人民法院|人民检察院|纪委|[\u4e00-\u9fff]{2,8}?[厅局]))")
_OWN_PROVINCE = re.compile("我省")
# All of a city: 全市, 我市, 市委.
_OF_CITY = re.compile("(?<![县区旗州])(?:全市|我市|市(?:委(?!员)|政府|政协(?!委)|人大(?!代)|直机关))")
_OF_COUNTY = re.compile(
    "(?:全|我)[县区市旗](?![域级委])|(?<![\u4e00-\u9fff])[县区市旗](?:委(?!员)|政府|人大|政协|[\u4e00-\u9fff]{2,8}局)"
    "|(?<=[由在会，,、])县(?:委(?!员)|政府|人大|政协)"
)
_MOST_OF_PROVINCE = 6
_WITHOUT = ("11", "12", "31", "50", "71", "81", "82")  # where no 省 is spoken of, or another one (Taiwan's press)
_AND = ("", "、", "和", "与", "及", "以及")
_FROM_AFTER = re.compile(r"(?:省|市|州|县|区)?(?:籍|人(?=[，,。、]|$)|的?(?:[客外茶粮药菜果]商|商人|游客|旅客|老板))")


@dataclass(frozen=True, slots=True)
class Settled:
    """A division named at a position of the folded text."""

    start: int
    end: int
    code: str


def primary_region(places: Sequence[Settled], text: str, title_length: int) -> str:
    """The code of the primary region, one of those given. Raises ValueError if none is given."""
    named = {place.code for place in places}
    if len(named) == 1:
        return named.pop()
    ordered = sorted(places, key=lambda one: one.start)
    weight = _weights(ordered, text, title_length)
    chosen = _foremost(weight)
    while True:
        below = [code for code in weight if len(code) > len(chosen) and ancestors(code)[-2] == chosen]
        best = max(below, key=weight.__getitem__, default="")
        if not best or (chosen in named and weight[best] < 0.5 * weight[chosen]):
            return chosen
        chosen = best


def county_spoken_of(text: str, county: str) -> Settled | None:
    """Where a county's own media, if ``county`` is one, first tell what its people and bodies did: 我县, 全县, 县委."""
    spoken = _OF_COUNTY.search(text) if county else None
    return Settled(spoken.start(), spoken.end(), county) if spoken else None


def unnamed_division(places: Sequence[Settled], text: str, title_length: int, homes: Collection[str]) -> Settled | None:
    """The province or prefecture that an article is about though it names none of its own, and where it is first spoken
    of: 全省, 省委; 全市, 市委.

    A province is the one in which most of the named places lie, or where none is named that of the paper. Of ``homes``,
    which are the divisions that papers named in the text are called after, all must lie in it. A prefecture is that of
    the only such paper, where all named places lie in it.
    """
    own = _OWN_PROVINCE.search(text, 0, title_length)
    if own and len(homes) == 1 and (home := next(iter(homes)))[:2] not in {place.code for place in places}:
        return Settled(own.start(), own.end(), home[:2])  # 深圳市支援我省座谈会
    if any(place.start < title_length and len(place.code) < 6 for place in places):
        return None
    prefecture = _unnamed_prefecture(places, text, title_length, homes)
    return prefecture or _unnamed_province(places, text, title_length, homes)


def _of_named(places: Sequence[Settled]) -> set[int]:
    """The positions in places' names and right behind them, where 省委 and 市委 are those places'."""
    return {at for place in places for at in range(place.start, place.end + 1)}


def _unnamed_prefecture(
    places: Sequence[Settled], text: str, title_length: int, homes: Collection[str]
) -> Settled | None:
    if len(homes) != 1:
        return None
    (home,) = homes
    spoken = _OF_CITY.search(text)
    if len(home) != 4 or not spoken or _OF_PROVINCE.search(text, 0, title_length):
        return None
    if spoken.start() in _of_named(places):
        return None
    elsewhere = any(not place.code.startswith(home) for place in places) and spoken.start() >= title_length
    if elsewhere or any(place.code == home for place in places):
        return None
    return Settled(spoken.start(), spoken.end(), home)


def _unnamed_province(
    places: Sequence[Settled], text: str, title_length: int, homes: Collection[str]
) -> Settled | None:
    of_papers = {home[:2] for home in homes}
    if len(of_papers) > 1 or any(place.start < title_length for place in places):
        return None
    spoken = list(_OF_PROVINCE.finditer(text))
    of_named = _of_named(places) if spoken else ()
    spoken = [found for found in spoken if found.start() not in of_named]
    if not spoken:
        return None
    weight = _weights(sorted(places, key=lambda one: one.start), text, title_length)
    province = _foremost(weight) if weight else max(of_papers, default="")
    if not province or province in _WITHOUT or of_papers - {province}:
        return None
    if any(place.code == province for place in places):
        return None
    below = (weight[code] for code in weight if len(code) == 4 and code.startswith(province))
    if max(below, default=0.0) >= 0.5 * (weight[province] + min(len(spoken), _MOST_OF_PROVINCE)):
        return None
    if any(is_sent_from(text, place.end) and len(place.code) > 4 for place in places):
        return None
    return Settled(spoken[0].start(), spoken[0].end(), province)


def _foremost(weight: Mapping[str, float]) -> str:
    return max((code for code in weight if len(code) == 2), key=weight.__getitem__)


def _weights(ordered: Sequence[Settled], text: str, title_length: int) -> defaultdict[str, float]:
    """What the divisions and those above them weigh, in the order in which they are named."""
    weight: defaultdict[str, float] = defaultdict(float)
    # Of equal ones that named first: newspapers begin with what a report is about. (Dictionaries keep that order.)
    home, listed = False, 0  # whether people come from the last place, and where what is listed with it may begin
    for place, following in zip(ordered, [*ordered[1:], None]):
        goes_on = home and text[listed:place.start] in _AND
        home = goes_on or _FROM_BEFORE.match(text, max(0, place.start - 2)) is not None
        listed = place.end
        weighs = _weight(place, text, title_length) + (_FROM if home else 0.0)
        if following and following.start == place.end and place.code in ancestors(following.code)[:-1]:
            weighs = 0.0  # 兰州市城关区: the name of the one below
        for code in ancestors(place.code):
            weight[code] += weighs
    return weight


def _weight(place: Settled, text: str, title_length: int) -> float:
    weight = 1.0
    if place.start < title_length:
        weight += _TITLE
    if _GOAL_BEFORE.search(text, max(0, place.start - 2), place.start):
        weight += _GOAL
    if is_sent_from(text, place.end):
        weight += _DATELINE
    if _EVENT_AFTER.match(text, place.end):
        weight += _EVENT
    if _FROM_AFTER.match(text, place.end):
        weight += _FROM
    if _GUEST_AFTER.match(text, place.end):
        weight += _GUEST
    if place.start >= title_length and _ABOVE_AFTER.match(text, place.end):
        weight += _ABOVE
    return weight
