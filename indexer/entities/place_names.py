"""Where do strings that may be place names stand in a folded text? Names only; what they mean is settled later.

Overlapping candidates are cut down to the longest, so that 大理 is not found in 大理石 (a trap) nor 安平 in 公安平凉, and
a candidate that the neighbouring characters belong to (创新|乡村 is not 新乡) is dropped before it can hide another.
"""
from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

import ahocorasick_rs

from indexer.analysis.fold import fold
from indexer.entities import gazetteer
from indexer.entities.dateline_places import stands_in_dateline
from indexer.entities.name_ends import is_han, places_of
from indexer.entities.places_in_names import AFTER_COUNTY, is_in_name
from indexer.entities.word_edges import runs_across

_LONGEST_COUNTY = 15
# Words that turn a name into something else: a street, a school of Taiwan, a ship, a newspaper, a people, a village.
_STREET = re.compile(r"国[小中]|舰|(?:(?:[东西南北中二三]|一(?!路[走玩行向来看飞跑追奔直西东南北到]))?路(?![段网桥况面政局由线径])|(?:[东西南北中]?大?街)(?!头)|大道)")
_PRESS = re.compile(r"日报|晚报|晨报|早报|商报|文汇报|都市报|卫视|电视台|广播|新闻网|新闻联播|人民出版社|在线|发布会?客户端|网(?=[讯电:：)）\d]|记者)")
_PAPERS = ("日报", "晚报", "晨报")
_KIND_OF_PAPER = re.compile(r"(?:经济|法[制治]|农民|科技|工人)\Z")
# What makes a prefecture's short name that of something smaller: 黄石镇, 金华里, 广安宫; but not 兰州乡村 or 西安村镇.
_AFTER_PREFECTURE = re.compile(
    r"[镇乡村](?![村镇企土办])|里(?![程约面边外弄])|[宫庙巷]|社区(?:党|居委|发展协会)|"
    r"花[苑园]|小区|大厦|广场|公寓|山庄|酒店|饭店|宾馆|大桥"
)
# The characters with which one of the two may begin, and 族: most names are followed by none of them.
_TAIL_FIRST = frozenset("国舰东西南北中一二三路大街道日晚晨早商都卫电广新人在发族网文")
_TAIL = {"区": "域块划间别位隔", "市": "场值价井面况盈", "县": ""}
_HAN_BEFORE_SHORT_COUNTY = frozenset("在到赴于从由和与跟及对是至自往省市州区县的为")
# Before these a word may end, or not.
_MAY_STAND_BEFORE = frozenset("有着了去来进返访让")
_OF_COUNTIES = ("级", "域", "乡", "城", "里", "份")  # 有成县级以上劳模
_AT_WATER = frozenset("段边岸堤滩")
_OF_TOWN = re.compile("[县区市旗][^至到往和与及、]{2,3}\\Z")
_OPENING = "“《「"
_CLOSING = "”》」"
_SUFFIXES = tuple("省市州县区旗盟")
JOINTS = ("、", "和", "与", "及", "至")
"""What joins the names of a row."""
BRANCHES = ("分局", "分院", "分公司", "支行")
"""What parts of a prefecture's body are called after their county: 市公安局城关分局."""


@dataclass(frozen=True, slots=True)
class Form:
    """A string and what it may mean: the codes it names by right, those it names where the article supports it, the
    codes that hold a namesake without a code, those that it names where the names beside it say so, those of ``codes``
    that bore it only formerly, and whether it is a trap or also a common noun."""

    text: str
    codes: tuple[str, ...] = ()
    asking: tuple[str, ...] = ()
    rivals: tuple[str, ...] = ()
    bare: tuple[str, ...] = ()
    former: tuple[str, ...] = ()
    trap: bool = False
    generic: bool = False
    full: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """A form at a position of the folded text."""

    start: int
    end: int
    form: Form = field(compare=False)


def find_places(folded: str) -> list[Place]:
    """The place names in a folded text, in order, none overlapping another, traps left out."""
    forms = _forms()
    cluster: list[Place] = []
    places: list[Place] = []
    reach = -1
    matches = _automaton().find_matches_as_indexes(folded, overlapping=True)
    # Overlapping matches arrive by their ends; clusters need them by their starts.
    for number, start, end in sorted(matches, key=lambda match: match[1]):
        form = forms[number]
        if not form.trap and not _stands(folded, start, end, form):
            continue
        if start >= reach:
            places.extend(_longest(cluster))
            cluster = []
        cluster.append(Place(start, end, form))
        reach = max(reach, end)
    places.extend(_longest(cluster))
    return places


def _longest(cluster: list[Place]) -> Iterator[Place]:
    """The places that together cover most of a cluster; 甘肃|宁县 covers more than 肃宁县.

    Of equal covers, the one of fewer places wins, then the one whose places count by themselves.
    """
    if len(cluster) < 2:
        return (place for place in cluster if not place.form.trap)
    best: list[tuple[tuple[int, int, int], tuple[Place, ...]]] = []
    ordered = sorted(cluster, key=lambda place: place.end)
    for place in ordered:
        worth: tuple[int, int, int] = (0, 0, 0)
        chosen: tuple[Place, ...] = ()
        for other, (sum_before, before) in zip(ordered, best):
            if other.end <= place.start and sum_before > worth:
                worth, chosen = sum_before, before
        sure = 2 if place.form.codes or place.form.trap else 1 if place.form.asking else 0
        best.append(((worth[0] + place.end - place.start, worth[1] - 1, worth[2] + sure), (*chosen, place)))
    winner = max(best, key=lambda entry: entry[0])[1] if best else ()
    return (place for place in winner if not place.form.trap)


def _stands(text: str, start: int, end: int, form: Form) -> bool:
    """Whether the characters around a form leave it standing as a name."""
    before = text[start - 1] if start else ""
    after = text[end] if end < len(text) else ""
    if form.full:
        if after and after in _TAIL.get(form.text[-1], ""):
            return False
        if len(form.text) == 2 and is_in_name(text, start, end, _follows_a_name(text, start)):
            return False
        # 范县 is a county, but the last two characters of 示范县 are not.
        if len(form.text) == 3 and form.text[1:] in _short_counties():
            # 家乡|宁县 is not 乡宁县; but in 浙江省|长兴县 the word 省长 is none.
            if before in _SUFFIXES or before + form.text[0] not in gazetteer.common_words():
                return True
            return _follows_a_name(text, start)  # 甘肃|静宁县
        return len(form.text) > 2 or _county_begins(text, start)
    if form.text[0] == "镇" and after in _AT_WATER and _OF_TOWN.search(text, max(0, start - 5), start):  # 某县沿口|镇江段
        return False
    if not form.codes and stands_in_dateline(text, start, end):  # 本报合作8月6日讯
        return True
    if not (form.codes or form.asking) and not _has_neighbour(text, start, end):
        return False
    if text.startswith(BRANCHES, end):  # 麦积|分局, whatever words begin inside (积分)
        return True
    common = gazetteer.common_words()
    if before + form.text[0] in common and form.text[-1] + after in common:
        return False
    if after in _TAIL_FIRST and (_STREET.match(text, end) or _PRESS.match(text, end) or after == "族"):
        return False
    smallest = max(len(code) for code in form.codes + form.asking or form.bare)
    stands_beside = smallest == 2 or _follows_a_name(text, start)  # a province is hardly ever in a name
    if is_in_name(text, start, end, stands_beside) or _is_foreign_state(text, start, end):
        return False
    if runs_across(text, start, end, _names()):
        return False
    if before == "新" and after == "·":  # 新甘肃·甘肃日报, the name of a paper's application
        return False
    if smallest == 4 and _AFTER_PREFECTURE.match(text, end) or smallest == 2 and after in ("宫", "庙"):
        return False
    if smallest == 6 and before in _OPENING and after in _CLOSING and before and after:
        return False
    return smallest < 6 or len(form.text) > 2 and not form.asking or not AFTER_COUNTY.match(text, end)


def _has_neighbour(text: str, start: int, end: int) -> bool:
    """Whether another name may stand beside a form, in a row with it (高台、山丹) or right before it (兰州城关), or a
    branch of a wider body is called after it (城关分局)."""
    if text[start - 1:start] in JOINTS or text[end:end + 1] in JOINTS or text.startswith(BRANCHES, end):
        return True
    return text[start - 1:start] in _SUFFIXES or _follows_a_name(text, start)


def _follows_a_name(text: str, start: int) -> bool:
    return any(text[max(0, start - size):start] in _standing() for size in (2, 3, 4))


def _county_begins(text: str, start: int) -> bool:
    """Whether a county of two characters may begin here: 范县 is one, the last two characters of 示范县 are not."""
    before = text[start - 1:start]
    if not before or not is_han(before) or before in _HAN_BEFORE_SHORT_COUNTY:
        return True
    if before in _MAY_STAND_BEFORE and before + text[start] not in gazetteer.common_words():  # not 达成|县级
        return text[start + 2:start + 3] not in _OF_COUNTIES and text[start:start + 1] != "古"
    return _follows_a_name(text, start) or text[max(0, start - 2):start] in gazetteer.common_words()


def _is_foreign_state(text: str, start: int, end: int) -> bool:
    """Whether a form is the tail of a state written by its sound: 达州 in 明尼苏达州."""
    before = text[max(0, start - 2):start]
    if text[end - 1] != "州" or len(before) < 2 or not gazetteer.transliteration("frequent").issuperset(before):
        return False
    return before not in _standing() and before not in gazetteer.common_words()


def paper_homes(folded: str) -> set[str]:
    """The divisions that papers named in a folded text are called after: 甘肃 of 甘肃日报, 定西 of 定西日报记者.

    They are no places of the article, but what a paper calls by a short name lies in its province more often than not.
    """
    homes: set[str] = set()
    for at in (at for word in _PAPERS for at in places_of(folded, word)):
        before = _KIND_OF_PAPER.sub("", folded[max(0, at - 6):at])
        homes.update(_sure_shorts().get(before[-size:], "") for size in (2, 3))
    return homes - {""}


def county_of_media(folded: str) -> str:
    """The county whose media centre or account a source names: 环县融媒, 某某自治县融媒体中心; '' for none."""
    for at in places_of(folded, "融媒"):
        for size in range(min(at, _LONGEST_COUNTY), 1, -1):
            code = _counties_of_media().get(folded[at - size:at], "")
            if code:
                return code
    return ""


@cache
def _counties_of_media() -> Mapping[str, str]:
    names: dict[str, set[str]] = {}
    for code, division in gazetteer.regions().items():
        for name in (division.name, *division.shorts, *division.asking) if len(code) == 6 else ():
            names.setdefault(fold(name), set()).add(code)
    return {name: codes.pop() for name, codes in names.items() if len(codes) == 1}


@cache
def _sure_shorts() -> Mapping[str, str]:
    return {form.text: form.codes[0] for form in _forms() if len(form.codes) == 1 and not form.full and not form.rivals}


@cache
def _standing() -> frozenset[str]:
    return frozenset(form.text for form in _forms() if form.codes and not form.full)


@cache
def _names() -> frozenset[str]:
    return frozenset(form.text for form in _forms() if form.codes or form.asking)


@cache
def _short_counties() -> frozenset[str]:
    return frozenset(form.text for form in _forms() if form.full and len(form.text) == 2)


@cache
def _forms() -> tuple[Form, ...]:
    full: defaultdict[str, list[str]] = defaultdict(list)
    short: defaultdict[str, list[str]] = defaultdict(list)
    asking: defaultdict[str, list[str]] = defaultdict(list)
    rivals: defaultdict[str, list[str]] = defaultdict(list)
    for code, division in gazetteer.regions().items():
        full[fold(division.name)].append(code)
        for form in division.shorts:
            (full if form.endswith(_SUFFIXES) and len(form) > 2 else short)[fold(form)].append(code)
        for form in division.asking:
            asking[fold(form)].append(code)
    formerly: defaultdict[str, set[str]] = defaultdict(set)
    for former in gazetteer.former_names():
        formerly[fold(former.name)].add(former.code)
    present = {name: {*full[name], *short[name]} for name in formerly}
    for name, of_old in formerly.items():
        full[name] += sorted(of_old - present[name])
    for name, parent in gazetteer.homonyms():
        rivals[fold(name)].append(parent)
    bare = gazetteer.bare_names()
    generic = gazetteer.traps("generic")
    named = [
        Form(
            text=text,
            codes=tuple(sorted({*full[text], *short[text]})),
            asking=tuple(asking[text]),
            rivals=tuple(rivals[text]),
            bare=bare.get(text, ()),
            former=tuple(sorted(formerly.get(text, set()) - present.get(text, set()))),
            generic=text in generic,
            full=bool(full[text]),
        )
        for text in sorted({*full, *short, *asking, *bare})
    ]
    return (*named, *(Form(text=word, trap=True) for word in sorted(gazetteer.traps("word"))))


@cache
def _automaton() -> ahocorasick_rs.AhoCorasick:
    return ahocorasick_rs.AhoCorasick([form.text for form in _forms()])
