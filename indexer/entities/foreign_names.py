"""Where does a foreigner's name end? Names written by their sound (普京, 穆罕默德·本·萨勒曼) and Japanese names.

Read only where a title calls for a name. The characters that write sounds are known, so such a name runs as far as
they do, and is cut shorter only where a word that follows names, or everyday language, begins within (奥巴马|夫人).
"""
from __future__ import annotations

import re
from functools import cache

from indexer.entities import gazetteer
from indexer.entities.name_ends import ends_at, follower, word_begins

_HAN = r"\u4e00-\u9fff"
_HAN_RUN = re.compile(f"[{_HAN}]+")
_DOT = "·•・‧—o-"  # o: what converters make of a dot
_DOTTED = re.compile(rf"[{_HAN}]{{1,7}}(?: ?[{_DOT}] ?[{_HAN}]{{1,10}})+")
_LONGEST = 10
# So many of the characters that most foreign names are written with are a name even where they begin with a word:
# 科比|兰多夫.
_CLEARLY_BY_SOUND = 5
_STATES_IN_SHORT = frozenset("俄法德美英日韩朝印巴阿埃加哈意古")
# Movements written by their sound, which have a 主席 and negotiate too.
MOVEMENTS = frozenset(("塔利班", "哈马斯", "法塔赫", "真主党", "欧佩克"))
REGNAL = tuple(f"{number}世" for number in "一二三四五六七八九十")
_JAPANESE = (3, 2, 1)
_NO_GIVEN = frozenset("所有的之")  # 桥下彻|有关, 桥下彻|所
_LAST = "草吉加甲塔措毛"


def read_dotted(text: str, start: int) -> int | None:
    """Where the name with a middle dot that begins at ``start`` ends, or nothing where none begins."""
    found = _DOTTED.match(text, start)
    first = re.split(f"[{_DOT}]", found.group())[0] if found else ""
    if not found or text[start] == "的" or re.search("[和与及]", first):
        return None
    end = start + len(first)
    words = (gazetteer.common_words(), gazetteer.states())
    if _run(text, start, end) < end and (len(first) > 4 or any(first[:2] in table for table in words)):
        return None
    last = max(found.group().rfind(dot) for dot in _DOT) + 1
    while text[start + last] == " ":
        last += 1
    begin = start + last
    run = _run(text, begin, found.end())
    if run - begin > 3 and text[run - 2:run] in gazetteer.common_words():  # 某某·约翰逊|多次
        run -= 2
    # 某某·哈孜别克|依次登台: the characters of what follows a name may write sounds as well.
    if not ends_at(text, run):
        run = next((cut for cut in range(begin + 2, run) if len(follower(text, cut) or "") > 1), run)
    for cut in range(max(run, begin + 1), begin, -1):
        if _ends(text, cut):
            return cut
    if run - begin > 1:
        return run
    # A character that is not known to write a sound: the first clear end behind it.
    for cut in range(run + 1, found.end() + 1):
        if ends_at(text, cut):
            return cut
    return run if run > begin else None


def read_by_sound(text: str, start: int) -> int | None:
    """Where the name written by its sound that begins at ``start`` ends, or nothing where none begins."""
    run = _run(text, start, start + _LONGEST)
    opening = text[start:start + _CLEARLY_BY_SOUND]
    if opening[:2] in gazetteer.common_words() and not all(map(sounds_only, opening)):
        return None
    if run - start > 4 and text[run - 2:run] in gazetteer.common_words():  # 古特雷斯|多次
        run -= 2
    if run - start > 2 and text[run:run + 2] in REGNAL:  # 伊丽莎白|二世
        return run + 2
    for cut in range(run, start + 1, -1):
        if _ends(text, cut):
            return cut - (len(follower(text, cut - 1) or "") > 1)  # 某某莱|大将, not 大|将
    return run if run - start > 2 else None


def read_japanese(text: str, start: int) -> int | None:
    """Where the Japanese name that begins at ``start`` ends: a family name and one to three characters."""
    for size in (3, 2):
        if text[start:start + size] not in gazetteer.surnames("japanese"):
            continue
        begin = start + size
        if is_han_run(text, begin, begin + 2) and follower(text, begin + 2) is not None:  # 安倍晋三|将
            return begin + 2
        for given in (1, 2):
            if is_han_run(text, begin, begin + given) and len(follower(text, begin + given) or "") > 1:
                return begin + given
        for given in _JAPANESE:
            end = begin + given
            if is_han_run(text, begin, end) and _ends(text, end) and _NO_GIVEN.isdisjoint(text[begin + 1:end]):
                return end
    return None


def read_whole_by_syllables(text: str, start: int) -> int | None:
    """Where the name ends that is two names of Tibetans or Mongols (白玛才让), these behind a Chinese family name
    (杨才让东珠), or a Muslim given name behind one (马阿卜都); nothing where its end is not clear."""
    first = text[start:start + 1]
    if first in _firsts_of_names():
        whole = _two_names().match(text, start)
        if whole and ends_at(text, whole.end()):
            return whole.end()
    if first not in gazetteer.surnames("plain") or text[start + 1:start + 2] not in _firsts_of_names():
        return None
    given = _two_names().match(text, start + 1) or _muslim_names().match(text, start + 1)
    return given.end() if given and ends_at(text, given.end()) else None


@cache
def _firsts_of_names() -> frozenset[str]:
    return frozenset(name[0] for name in gazetteer.transliteration("syllables", "given"))


@cache
def _two_names() -> re.Pattern[str]:
    parts = "|".join(sorted((part for part in gazetteer.transliteration("syllables") if len(part) == 2), reverse=True))
    return re.compile(f"(?:{parts})(?:{parts}|[{_LAST}](?!{parts}))")


@cache
def _muslim_names() -> re.Pattern[str]:
    return re.compile("|".join(sorted(gazetteer.transliteration("given"), key=len, reverse=True)) or "(?!)")


def is_known_name(name: str) -> bool:
    """Whether a short name written by its sound is one by itself: 次仁, 扎西."""
    return name in gazetteer.transliteration("syllables")


def is_han_run(text: str, start: int, end: int) -> bool:
    """Whether a stretch of text is ideographs of the common block throughout."""
    run = _HAN_RUN.match(text, start, end)
    return run is not None and run.end() == end


def sounds(name: str) -> bool:
    """Whether a name could be one written by its sound."""
    return all(character in _sounding() for character in name)


def sounds_only(character: str) -> bool:
    """Whether a character is one of those that most foreign names are written with, and stands for no state."""
    return character in gazetteer.transliteration("frequent") and character not in _STATES_IN_SHORT


@cache
def _sounding() -> frozenset[str]:
    return gazetteer.transliteration("frequent", "rare")


def runs_beyond(text: str, start: int, end: int) -> bool:
    """Whether what begins at ``start`` goes on by its sound to ``end`` or further, so that it may be a longer name."""
    return _run(text, start, start + _LONGEST) >= end


def _run(text: str, start: int, stop: int) -> int:
    end, sounding, (firsts, parts) = start, _sounding(), _syllables()
    while end < min(len(text), stop):
        syllables = text[end] in firsts and parts.match(text, end)
        if not syllables and text[end] not in sounding:
            break
        end = syllables.end() if syllables else end + 1
    return end


@cache
def _syllables() -> tuple[frozenset[str], re.Pattern[str]]:
    """Parts of Mongolian, Tibetan and Uighur names that are written with characters of everyday words: their first
    characters, and a pattern of them all with the one character that may follow the last (扎西草, 贡保甲, 旦智塔)."""
    parts = sorted(gazetteer.transliteration("syllables"), key=len, reverse=True)
    return frozenset(part[0] for part in parts), re.compile(f"(?:{'|'.join(parts)})[{_LAST}]?")


def _ends(text: str, cut: int) -> bool:
    return ends_at(text, cut) or word_begins(text, cut)
