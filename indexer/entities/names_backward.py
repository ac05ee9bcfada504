"""Which name ends here? Reading a person's name backward from a title, a verb or a bracket behind it.

Reading backward is less sure than reading forward, since most of what stands before a title is a body or a place. So
the name must be one that begins clearly, with punctuation, a joint or the end of a body (社会局|王大川局长) before it.
"""
from __future__ import annotations

import re
from functools import cache

from indexer.analysis.fold import fold
from indexer.analysis.segment import is_word
from indexer.entities import gazetteer
from indexer.entities.foreign_names import MOVEMENTS, REGNAL, is_han_run, runs_beyond, sounds, sounds_only
from indexer.entities.name_ends import is_han
from indexer.entities.person_names import NEVER_LAST, NO_PERSON, Name

# What may stand right before a name that begins: joints, prepositions, and the last characters of bodies.
_BEFORE_NAME = frozenset("由与和及在请经偕同向对随让因被率于邀受听、局处厅部委会府院所署组科司庭室办心区市县乡镇省党州国")
# Particles and the end of a day's date, behind which only a name of three characters is taken for one.
_PARTICLES = frozenset("日月以为到自的著应中长奉继")
# Family names that before another one are rather the end of a body or a joint: 民政司|林清文, 会长暨|林清文.
_NOT_OF_TWO = frozenset("司管暨")
# 巴西|众议长, 韩国|候任总统, 南非|新总统
_OF_TERMS = frozenset("众参候代新前原副现总")
_IN_BODIES = frozenset("省市县区局厅处部院署所党委会府司级届办室科组")
# In a village's or township's name rather than a given name: 王家堡镇长.
_IN_PLACES = frozenset("家庄堡营屯集店村镇乡沟坪湾桥铺州")
_DIVISIONS = frozenset("省市州县区镇乡旗盟街")
# Beside those that are no given name's last character anywhere: 在兰考当|县委书记.
_NEVER_LAST_BEFORE = NEVER_LAST | {"当", "为"}
_MEETS = re.compile("(?:副?总统|副?总理|主席|首相|国王|总书记)(?:夫妇|分别|一同)?(?:举行|共同|会谈|通电话|会见|会晤)")
_LONGEST_MET = 7
_LOWEST = 8
_LONGEST_PART = 9
_DOTTED = re.compile(r"(?<![\u4e00-\u9fff·])[\u4e00-\u9fff]{1,7}(?:·[\u4e00-\u9fff]{2,8})+\Z")


def name_before(text: str, end: int, more: str = "") -> Name | None:
    """The Chinese name that ends at a position of the folded text and begins clearly, or nothing. ``more`` are further
    characters that may stand before it."""
    if end < 2 or not is_han(text[end - 1]):
        return None
    for size in _sizes(text, end):
        start = end - size
        if start < 0 or not _is_name(text, start, end, "("):
            continue
        joined = start > 0 and text[start - 1] in more
        if not joined and not begins(text, start, 0):
            continue
        if size == 2 and text[end - 1] == "某":  # 何某 is not named
            continue
        if size == 2 and start and not joined and is_han(text[start - 1]) and text[start - 1] not in "由与和及对":
            continue
        return Name(start, end, text[start:end])
    return None


def _sizes(text: str, end: int) -> tuple[int, ...]:
    """How long a name that ends at a position may be: four only with two family names, behind punctuation."""
    start = end - 4
    plain = gazetteer.surnames("plain")
    if start >= 0 and text[start:start + 2] in gazetteer.surnames("compound"):
        return (4,)
    if start > 0 and text[start] in plain and text[start + 1] in plain:
        common = gazetteer.common_words()
        if not is_han(text[start - 1]) or text[start - 2:start] in common and text[start] not in _NOT_OF_TWO:
            return (4, 3, 2)  # 、林王秀玉议员, 关心林王秀玉议员
    return (3, 2)


def name_before_title(text: str, cut: int, title: str, floor: int) -> Name | None:
    """The Chinese or Japanese name that ends where a title begins, or nothing where none clearly begins behind
    ``floor``."""
    for size in _sizes(text, cut):
        start = cut - size
        if start < floor or not _is_name(text, start, cut, title):
            continue
        if not begins(text, start, floor) and not (size == 3 and _behind_a_particle(text, start)):
            continue
        if size == 2 and title[0] in _DIVISIONS:
            continue
        if size == 2 and is_han(text[start - 1:start]) and not _ends_a_body(text, start, cut):
            continue
        return Name(start, cut, text[start:cut])
    return _japanese(text, cut, floor)


def _behind_a_particle(text: str, start: int) -> bool:
    """Whether a particle stands before a name of three characters: 以|王大川市长的理念, 31日|王大川副市长出席, 会长|王大川议员."""
    if text[start - 1] not in _PARTICLES or text[start + 2] in "和与及" or text[start] not in gazetteer.surnames("plain"):
        return False
    return not is_word(text[start - 1:start + 1])


def _japanese(text: str, cut: int, floor: int) -> Name | None:
    """某县樱田浩二议长: a Japanese family name, one of two characters, and a given name, where it begins clearly."""
    families = gazetteer.surnames("japanese")
    for given in (2, 1):
        start = cut - given - 2
        if start < floor or text[start:start + 2] not in families:
            continue
        name = text[start + 2:cut]
        if name in gazetteer.titles() or name in gazetteer.common_words() or name in NEVER_LAST:
            continue
        if is_han_run(text, start, cut) and begins(text, start, floor) and _IN_BODIES.isdisjoint(name):
            return Name(start, cut, text[start:cut])
    return None


def _ends_a_body(text: str, start: int, cut: int) -> bool:
    """Whether a joint or a body ends before a name of two characters: 卫生局|陈琪局长, but not 教育局公园科长."""
    if text[start - 1] in "由与和及":
        return True
    name = text[start:cut]
    return text[start - 1] in "局处署司" and name[0] in gazetteer.surnames("plain") and not is_word(name)


def _is_name(text: str, start: int, cut: int, title: str) -> bool:
    name = text[start:cut]
    common = gazetteer.common_words()
    plain = name[0] in gazetteer.surnames("plain")
    if len(name) == 4 and not NEVER_LAST.isdisjoint(name):
        return False
    if len(name) == 4 and (name[1:3] in common or name[2:] in common or name[:2] in _places()):
        return False
    if not plain and name[0] not in gazetteer.surnames("weak"):
        return False
    if not plain and len(name) < 3 and is_han(text[start - 1:start]):
        return False
    if not _IN_BODIES.isdisjoint(name[1:]) or title[0] in _DIVISIONS and not _IN_PLACES.isdisjoint(name[1:]):
        return False
    if name in gazetteer.states() or name in _places() or not is_han_run(text, start, cut):
        return False
    if name.startswith(_states()) and name[-1] in _OF_TERMS:
        return False
    if name[0] == "任" and name[1:] in _places():  # 同志任武威|市委常委
        return False
    if name + title[0] in _places() or name[1:] in gazetteer.states() or name[1:] in gazetteer.titles():
        return False
    if name.endswith(_provinces()) or name.startswith(NO_PERSON):
        return False
    if len(name) == 3 and name[:2] in _places() and name[2] in "后前时":  # 进驻兰州后
        return False
    if name[1] == name[0] or name[-1] in _NEVER_LAST_BEFORE:
        return False
    if len(name) == 3 and plain and not is_han(text[start - 1:start]):
        return True
    return name[:2] not in common and name[1:] not in common


def dotted_before(text: str, cut: int, floor: int) -> Name | None:
    """艾力·买买提副主任: a name with a middle dot, where nothing but punctuation stands before it."""
    found = _DOTTED.search(text, max(floor, cut - 2 * _LONGEST_PART), cut)
    if found is None or not all(runs_beyond(part, 0, len(part)) for part in found.group().split("·")):
        return None
    return Name(found.start(), cut, found.group())


def sounding_before(text: str, cut: int, floor: int) -> Name | None:
    """奥巴马总统: at least three characters that write sounds, and no state."""
    start = cut - 2 if text[cut - 2:cut] in REGNAL and cut - 2 > floor else cut
    if text.endswith(_states(), floor, cut):
        return None
    while start > floor and cut - start < _LOWEST and sounds(text[start - 1]):
        start -= 1
    if text[start] == "向" and cut - start > 2:  # 向|萨塔总统
        start += 1
    while cut - start > 2:
        name = text[start:cut]
        if name in MOVEMENTS:
            return None
        state = _state_at(text, start)
        more = name[len(state):] if state else ""
        if len(more) > 2 and more not in MOVEMENTS and not name.endswith(_states()):  # 马来西亚|某某某总理
            return Name(start + len(state), cut, more)
        if state or name.endswith(_states()):
            return None
        if begins(text, start, floor) or text[start - 1] in "了给为的应" or text.endswith(_states(), floor, start):
            return Name(start, cut, name)
        start += 1
    met = _met(text, cut, floor)
    if met is not None:
        return met
    start = cut - 2  # 我同莫达总理
    before = text[start - 1:start]
    name = text[start:cut]
    if start <= floor or is_han(before) and before not in "同与和对向由在":
        return None
    if all(map(sounds_only, name)) and name not in gazetteer.common_words() and not name.startswith(_states()):
        return Name(start, cut, name)
    return None


def _met(text: str, cut: int, floor: int) -> Name | None:
    """Whom a head of state meets as an equal, though some characters of the name write no sounds: 同|热恩别科夫总统举行会谈."""
    if not _MEETS.match(text, cut):
        return None
    start = max(text.rfind(joint, max(floor, cut - _LONGEST_MET - 1), cut) for joint in "同与") + 1
    name = text[start:cut]
    if start == 0 or not 1 < len(name) <= _LONGEST_MET or not all(map(is_han, name)) or name in MOVEMENTS:
        return None
    has_state = any(state in name or state.startswith(name) for state in _states())
    is_by_sound = 5 * sum(map(sounds, name)) >= 3 * len(name)
    return Name(start, cut, name) if is_by_sound and not has_state and name not in gazetteer.common_words() else None


def _state_at(text: str, start: int) -> str:
    """The longest name of a state that begins at a position, or nothing."""
    if not text.startswith(_states(), start):
        return ""
    return max((state for state in _states() if text.startswith(state, start)), key=len)


def begins(text: str, start: int, floor: int) -> bool:
    """Whether a name may begin here: behind punctuation, a joint, the end of a body, or an everyday word."""
    if start <= floor or not is_han(text[start - 1]) or text[start - 1] in _BEFORE_NAME:
        return True
    common = gazetteer.common_words()
    return text[start - 2:start] in common and text[start - 1:start + 1] not in common


@cache
def _places() -> frozenset[str]:
    divisions = gazetteer.regions().values()
    names = (form for region in divisions for form in (region.name, region.name[:-1], *region.shorts, *region.asking))
    others = (form for name, _ in gazetteer.homonyms() for form in (name, name[:-1]))
    return frozenset(map(fold, (*names, *others)))


@cache
def _states() -> tuple[str, ...]:
    return tuple(gazetteer.states())


@cache
def _provinces() -> tuple[str, ...]:
    names = (form for code, region in gazetteer.regions().items() if len(code) == 2 for form in region.shorts)
    return tuple(map(fold, names))
