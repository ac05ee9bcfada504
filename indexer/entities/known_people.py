"""Is this one of the table of people, and is the office-holder meant? Where the words around the name show it.

A title behind the name shows it (习近平总书记), or that it does what office-holders do (主持, 出席, 调研); a villager of the
same name does neither.
"""
from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from indexer.analysis.fold import fold
from indexer.entities import gazetteer
from indexer.entities.leader_roles import CLAUSE_END, acts
from indexer.entities.name_ends import ends_at, follower, is_han, names_by_first
from indexer.entities.name_lists import Occurrence, alone, with_list
from indexer.entities.names_backward import name_before
from indexer.entities.person_names import Name, read_name

_AFTER_TITLE = re.compile(
    r"总书记|主席|总理|书记|省长|市长|州长|县长|区长|委员长|部长|总统|首相|国王|同志|副主席|副总理|国务委员|外长"
)
_THOUGHT = re.compile(r"新时代|[一-龥]{0,4}思想|关于[^》]{0,20}(?:论述|摘编)|谈治国理政|著作|文选|同志为核心")
# The last characters of what people do: 牧民, 果农, 护林员, 厨师, 环卫工, 木匠, 种植户, 拖拉机手, 大学生.
_CALLING_ENDS = frozenset("民农员师工匠户手生医兵嫂爷叔婶")
_NO_CALLINGS = ("人民", "国民", "公民", "官员", "党员", "成员", "委员", "专员", "人员", "职员", "民生", "卫生", "先生", "分工", "开工")
_GENERATION = re.compile("(?:同志)?(?:[、和][\u4e00-\u9fff]{2,3}(?:同志)?){0,4}为(?:主要代表|核心)的")
_WORKS = re.compile("[^《》。]{0,30}(?:论述|摘编|文选|选集|年谱|文集|文稿|传记?|生平)[^《》。]{0,10}》")
_LONGEST_TITLE, _LONGEST_LIST = 40, 60  # characters, names
_A_LIST = frozenset(("list",))


def from_table(text: str, name: Name) -> Iterator[Occurrence]:
    """A person of the table and those listed behind it, if the words around the name show the office-holder."""
    if not stands_alone(text, name):
        return
    after = _AFTER_TITLE.match(text, name.end)
    if after:
        offices = () if after.group() == "同志" else (after.group(),)
        first = Occurrence(name, offices, name.start, after.end(), "of the table of people, with a title behind")
    elif _acts_in_office(text, name):
        first = alone(name, "of the table of people, and does what office-holders do")
    else:
        return
    yield from _listed_before(text, first)
    yield from with_list(text, first, _A_LIST)


def _listed_before(text: str, first: Occurrence) -> Iterator[Occurrence]:
    """Those who stand in a list of the table's people before the first of these: 石某、|张某、李某等出席."""
    start = first.name.start
    while text[start - 1:start] == "、":
        name = name_before(text, start - 1)
        if name is None or text[name.start - 1:name.start] not in ("", "\n", "。", " ", "、"):
            return
        if f"夫人{name.text}" in text:
            return
        yield Occurrence(name, (), name.start, name.end, "in a list that an office-holder opens")
        start = name.start


def stands_alone(text: str, name: Name) -> bool:
    """Whether a name of the table is a whole name here, of nobody whose calling is another."""
    if name.text == "习近平" and _THOUGHT.match(text, name.end) or _is_of_past(text, name):
        return False
    if len(name.text) == 2 and " " not in text[name.start:name.end]:
        if not ends_at(text, name.end):
            return False
        longer = read_name(text, name.start)
        if longer is None or longer.end != name.end:
            return False
    before = text[max(0, name.start - 6):name.start]
    return not before.rstrip(" :").endswith(_callings()) and not _ends_in_calling(before)


def _is_of_past(text: str, name: Name) -> bool:
    """Whether a name stands in the title of somebody's works, or in the words for the generations of the leadership:
    以甲同志、乙同志为主要代表的."""
    works = _WORKS.match(text, name.end)
    if works and "《" in text[max(0, name.start - _LONGEST_TITLE):name.start]:
        return True
    return _GENERATION.match(text, name.end) is not None


def _ends_in_calling(before: str) -> bool:
    """Whether a word for what somebody does ends right before a name: 果农, 护林员, but 政协委员."""
    if before[-1:] not in _CALLING_ENDS or before.endswith(_NO_CALLINGS):
        return False
    return len(before) > 1 and is_han(before[-2]) and not before.endswith(tuple(gazetteer.titles()))


def _acts_in_office(text: str, name: Name) -> bool:
    """Whether a person of the table does what office-holders do, or is known so widely that the name says enough."""
    end = _list_end(text, name)
    word = follower(text, end)
    if word is None:
        return False
    if gazetteer.after_names()[word]:
        return True
    clause = text[end:end + 12]
    stop = CLAUSE_END.search(clause)
    clause = clause[: stop.start()] if stop else clause
    return any(role in clause for role in acts()) or len(name.text) > 2 and name.text in _well_known()


def _list_end(text: str, name: Name) -> int:
    """Where the list that a name of the table opens ends: with that name, unless another of the table is in it.
    Headlines print such lists without any mark (王大川李明远出席)."""
    end, known = name.end, 0
    for _ in range(_LONGEST_LIST):
        table = names_by_first(text[end:end + 1])
        another = next((one for one in table if len(one) > 2 and text.startswith(one, end)), None)
        if another is not None:
            end, known = end + len(another), known + 1
            continue
        member = read_name(text, end + 1) if text[end:end + 1] == "、" else None
        if member is None:
            return end if known else name.end
        end = member.end
        known += member.text in gazetteer.leader_names()
    return end if known else name.end


@cache
def _callings() -> tuple[str, ...]:
    return tuple(gazetteer.other_callings())


@cache
def _well_known() -> frozenset[str]:
    """People of the table whose office is national or who lead a province, so that the name alone shows them."""
    return frozenset(
        fold(holder.name)
        for holder in gazetteer.office_holders()
        if not holder.source.startswith("seed story")
    )
