"""Who is named beside an office-holder without an office? The press leaves it out where every reader knows it.

Whether an office-holder is in the article is for the caller to see.
"""
from __future__ import annotations

import re
from collections.abc import Iterator

from indexer.entities.foreign_names import MOVEMENTS
from indexer.entities.person_names import Name, read_name

# The whole of what such a sentence says, and what may stand between the last name and that.
_WERE_THERE = re.compile(
    "(?:参加|出席|陪同)了?(?:上述|有关|相关|会见|会谈|调研|考察|检查|座谈会?|会议|活动|慰问|看望|督导|"
    "[^,。;\\n、]{0,6}(?:仪式|典礼|开幕会|开幕式|闭幕会|闭幕式))*(?=[。\\n]|\\Z)"
)
_DEEDS = ("参加", "出席", "陪同")
_TOGETHER = re.compile("(?:等(?:领导)?(?:同志)?)?(?:一同|分别|一起|先后)?")
_LONGEST_LIST = 60
# Who else was there: 王大川、李明远,有关部门负责人参加会议; not 王大川、李明远和村民们.
_WITH_OFFICIALS = re.compile(
    "等?(?:,|和|以及)(?:以及)?[^。\\n;]*(?:负责(?:人|同志)|领导小组|民主党派|工商联|国务委员|总统|总理|首相|国务卿|部长|外长|大使)"
)
_LONGEST_SENTENCE = 140
_ON_THE_ROSTRUM = re.compile("在主席台[^。,;\\n]{0,8}就座")
_WHO_TOOK_PART = re.compile("(?:(?:参加|出席)(?:会谈|会见)的(?:还)?有|(?:参加|出席)[^。,;\\n]{2,12}的党外人士(?:还)?有):?")
_TOOK_PART = ("会谈的", "会见的", "党外人士")
# Two heads who do this together are both in office.
_MEET = ("举行会谈", "共同会见", "共同出席", "共见记者")
_WITH = ("同", "与")
_MEET_REACH = 14


def find_companions(text: str) -> Iterator[Name]:
    """The people of sentences that say who was there with an office-holder (王大川、李明远参加会见。), of whom there may
    have been more (王大川、李明远,有关部门负责人参加会议。), and those whom an office-holder met as an equal (同默克尔举行会谈)."""
    for deed in filter(None, (_WERE_THERE.match(text, found) for word in _DEEDS for found in _places_of(text, word))):
        start = max(text.rfind(mark, 0, deed.start()) for mark in "。\n;,") + 1
        if deed.start() - start <= _LONGEST_LIST:
            names, end = _names_at(text, start)
            if names and names[-1].end <= deed.start() and _TOGETHER.fullmatch(text, end, deed.start()):
                yield from (name for name in names if f"夫人{name.text}" not in text)
                continue
        start = _sentence_start(text, deed.start())
        if deed.start() - start <= _LONGEST_SENTENCE and "、" in text[start + 2:start + 5]:
            names, end = _names_at(text, start)
            if len(names) > 1 and _WITH_OFFICIALS.match(text, end, deed.start()):
                yield from names
    for seats in _ON_THE_ROSTRUM.finditer(text) if "主席台" in text else ():
        names, end = _names_at(text, _sentence_start(text, seats.start()))
        if len(names) > 1 and end == seats.start():
            yield from names
    for took_part in _WHO_TOOK_PART.finditer(text) if any(word in text for word in _TOOK_PART) else ():
        names, _ = _names_at(text, took_part.end())
        if len(names) > 1:
            yield from names
    yield from _equals(text)


def _sentence_start(text: str, position: int) -> int:
    return max(text.rfind(mark, max(0, position - 2 * _LONGEST_SENTENCE), position) for mark in "。\n;") + 1


def _names_at(text: str, start: int) -> tuple[list[Name], int]:
    """The names joined by 、 or 和 from a position on, and where the last of them ends."""
    names = []
    while (name := read_name(text, start)) is not None:
        names.append(name)
        start = name.end
        if text[start:start + 1] not in ("、", "和"):
            break
        start += 1
    return names, names[-1].end if names else start


def _equals(text: str) -> Iterator[Name]:
    for meeting in (found for deed in _MEET for found in _places_of(text, deed)):
        for joint in _WITH:
            joined = text.rfind(joint, max(0, meeting - _MEET_REACH), meeting)
            name = read_name(text, joined + 1, foreign=True, strict=True) if joined > 0 else None
            if name is not None and name.end == meeting and name.text not in MOVEMENTS:
                yield name


def _places_of(text: str, word: str) -> Iterator[int]:
    """Where a word stands: the search for a fixed string takes a tenth of a pattern's time."""
    found = text.find(word)
    while found >= 0:
        yield found
        found = text.find(word, found + len(word))
