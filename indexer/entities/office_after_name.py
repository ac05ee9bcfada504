"""Who is named before the words that say the office? 王大川(甘肃省委书记), 王大川,某县原县委书记,… and 王大川、李明远等市领导.

Reading backward is unsure, so the office must be public by itself and begin right behind the bracket or the comma, and
the name must begin clearly, with punctuation or an everyday word before it. Those who were there with an office-holder
(王大川、李明远参加会见。) are named without any office: the press leaves it out where every reader knows it.
"""
from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from indexer.entities import gazetteer
from indexer.entities.appointments import Appointed, offices_at
from indexer.entities.person_names import Name, read_name
from indexer.entities.titled_names import name_before

_IS = re.compile("(?:生前|曾)?是")
_STATES_OFFICE = re.compile(r"[,。、;()\n]|兼|和|\Z")
_LEADERS = re.compile(
    "等(?:同志)?((?:[省市州县区旗]|自治区|全国)级?(?:四大班子)?(?:老)?领导(?:同志)?(?!干部|班子|小组|人|机关|下|的)"
    "|市?议员(?!服务|候选)|立委(?!服务|候选)|立法委员(?!服务|候选))"
)
# The whole of what such a sentence says, and what may stand between the last name and that.
_WERE_THERE = re.compile(
    "(?:参加|出席|陪同)了?(?:上述|有关|相关|会见|会谈|调研|考察|检查|座谈会?|会议|活动|慰问|看望|督导|[^,。;\\n、]{0,6}仪式)*(?=[。\\n]|\\Z)"
)
_TOGETHER = re.compile("(?:等(?:领导)?(?:同志)?)?(?:一同|分别|一起|先后)?")
_LONGEST_LIST = 60


def find_named_before_office(text: str) -> Iterator[Appointed]:
    """The people of whom the folded text says it so, in no order."""
    if "(" in text:
        yield from _bracketed(text)
    yield from _apposed(text)
    if "等" in text:
        yield from _listed(text)


def find_companions(text: str) -> Iterator[Name]:
    """The people of sentences that say nothing but who was there with an office-holder: 王大川、李明远参加会见。

    Without an office; whether an office-holder is in the article is for the caller to see.
    """
    for deed in _WERE_THERE.finditer(text):
        start = max(text.rfind(mark, 0, deed.start()) for mark in "。\n") + 1
        if deed.start() - start > _LONGEST_LIST:
            continue
        names = []
        while (name := read_name(text, start)) is not None and name.end <= deed.start():
            names.append(name)
            start = name.end
            if text[start:start + 1] not in ("、", "和"):
                break
            start += 1
        if _TOGETHER.fullmatch(text, start, deed.start()):
            yield from (name for name in names if f"夫人{name.text}" not in text)


def _bracketed(text: str) -> Iterator[Appointed]:
    bracket = text.find("(")
    while bracket >= 0:
        if "\u4e00" <= text[bracket - 1:bracket] <= "\u9fff":
            offices, end = offices_at(text, bracket + 1)
            name = name_before(text, bracket) if offices and _STATES_OFFICE.match(text, end) else None
            if name is not None:
                yield Appointed(name, offices)
        bracket = text.find("(", bracket + 1)


def _apposed(text: str) -> Iterator[Appointed]:
    starts = [found.end() for found in _starts().finditer(text)]
    for start in (0, *starts):
        name = read_name(text, start) if start or _opens().match(text) else None
        if name is None or name.text[:2] in gazetteer.common_words():
            continue
        verb = _IS.match(text, name.end)
        begin = verb.end() if verb else name.end + 1
        if not verb and text[name.end:begin] != ",":
            continue
        offices, end = offices_at(text, begin)
        if offices and _STATES_OFFICE.match(text, end):
            yield Appointed(name, offices)


def _listed(text: str) -> Iterator[Appointed]:
    for leaders in _LEADERS.finditer(text):
        end = leaders.start()
        while (name := name_before(text, end)) is not None:
            yield Appointed(name, (leaders[1],))
            if text[name.start - 1:name.start] not in ("、", "和", "与"):
                break
            end = name.start - 1


@cache
def _opens() -> re.Pattern[str]:
    """What may be a name, and a comma or 是 behind it: 王大川,某市原副市长,…"""
    surnames = "".join(sorted(gazetteer.surnames("plain") | gazetteer.surnames("weak")))
    return re.compile(f"[{surnames}][\u4e00-\u9fff]{{1,3}}(?:,|(?:生前|曾)?是)[\u4e00-\u9fff]")


@cache
def _starts() -> re.Pattern[str]:
    """Where a sentence or a paragraph begins with that."""
    return re.compile(f"[\n。] {{0,4}}(?={_opens().pattern})")
