"""Who is named beside an office-holder without an office? The press leaves it out where every reader knows it.

Whether an office-holder is in the article is for the caller to see.
"""
from __future__ import annotations

import re
from collections.abc import Iterator

from indexer.entities import gazetteer
from indexer.entities.foreign_names import MOVEMENTS, sounds
from indexer.entities.name_ends import places_of
from indexer.entities.person_names import Name, read_name

# The whole of what a sentence says of those who were there, and what may stand between the last name and that.
_WERE_THERE = re.compile(
    "(?:参加|出席|陪同|列席|参会|一同(?=[调考检看慰督]))了?(?:上述|有关|相关|会见|会谈|调研|考察|检查|督查|视察|座谈会?|会议|活动|"
    "慰问|看望|督导|[或并、]|参加|出席|陪同|[^,。;\\n、]{0,6}(?:仪式|典礼|开幕会|开幕式|闭幕会|闭幕式)){0,6}(?=[。\\n]|\\Z)|"
    "主持了?(?:会议|[^,。;\\n、]{0,4}(?:(?<!大)会|(?<!仪)式))?(?=[,。;\\n]|\\Z)"
)
_DEEDS = ("参加", "出席", "陪同", "列席", "参会", "一同", "主持")
_TOGETHER = re.compile(
    "(?:等(?:领导)?)?(?:同志)?(?:在[^,。;\\n]{0,6}分会场|在主会场|以视频(?:形式|方式)|线上)?(?:一同|分别|一起|先后|共同|随同|陪同)?"
)
_LONGEST_LIST = 60
# Who else was there: 王大川、李明远,有关部门负责人参加会议; not 王大川、李明远和村民们.
_WITH_OFFICIALS = re.compile(
    "等?(?:,|和|以及|及)(?:以及)?[^。\\n;]*(?:负责(?:人|同志)|领导小组|民主党派|工商联|国务委员|总统|总理|首相|国务卿|部长|外长|大使|后裔)"
)
_LONGEST_SENTENCE = 140
_BEHIND_A_LIST = re.compile("在主席台[^。,;\\n]{0,8}就座|等陪同人员")
_JOINT = re.compile("、|和|,?以及|及(?=[\u4e00-\u9fff]{2,4}(?:等|参加|出席|陪同|一同|列席|参会))")
# What opens a list of those who were there: 出席会议的领导有:王大川、李明远.
_OPENS_LIST = re.compile(
    "(?:(?:参加|出席|陪同|一同)[^。,;\\n]{0,12}?的?(?:(?P<said>(?:会谈|会见|调研|考察|视察|检查|督查|督导|座谈会?|会议)的|领导(?:同志)?|党外人士)|的)"
    "|(?:观看|推选为|当选为?|前往送别|敬献)[^。,;\\n]{0,20}的"
    "|在主席台(?P<seated>[^。,;\\n]{0,6})就座的)还?有\\Z"
)
_OTHERS = re.compile("等?[^。,;\\n]{0,8}(?:企业家|代表|专家|学者|教师|教授|群众|职工|客商|青年|村民|选手|名)")
_HAVE = ("的有", "还有", "领导有", "同志有", "人士有")
_OPENER_REACH = 30
# Two heads who do this together are both in office.
_MEET = ("举行会谈", "共同会见", "共同出席", "共见记者")
_WITH = ("同", "与")
_MEET_REACH = 14
# A ruler's title that is written by its sound like the name before it: 达米罗|埃米尔.
_EMIR = "埃米尔"


def find_companions(text: str) -> Iterator[Name]:
    """The people of sentences that say who was there with an office-holder, and those whom one met as an equal."""
    yield from _who_were_there(text)
    yield from _before_the_rest(text)
    yield from _listed_as_there(text)
    yield from _equals(text)


def _who_were_there(text: str) -> Iterator[Name]:
    """王大川、李明远参加会见。 and, where there were more of them, 王大川、李明远,有关部门负责人参加会议。"""
    for deed in filter(None, (_WERE_THERE.match(text, found) for word in _DEEDS for found in places_of(text, word))):
        start = max(text.rfind(mark, 0, deed.start()) for mark in "。\n;,") + 1
        if deed.start() - start <= _LONGEST_LIST:
            names, end = _names_at(text, start)
            if names and names[-1].end <= deed.start() and _TOGETHER.fullmatch(text, end, deed.start()):
                if deed.group().startswith("主持"):  # the founder of a forum does, too
                    names = [name for name in names if name.text in gazetteer.leader_names() or not sounds(name.text)]
                yield from (name for name in names if f"夫人{name.text}" not in text)
                continue
        start = _sentence_start(text, deed.start())
        if deed.start() - start <= _LONGEST_SENTENCE and "、" in text[start + 2:start + 5]:
            names, end = _names_at(text, start)
            there = _WITH_OFFICIALS.match(text, end, deed.start()) or _TOGETHER.fullmatch(text, end, deed.start())
            if len(names) > 1 and there:
                yield from names


def _before_the_rest(text: str) -> Iterator[Name]:
    """王大川、李明远在主席台就座。 王大川、李明远等陪同人员抵达。"""
    for rest in _BEHIND_A_LIST.finditer(text) if "主席台" in text or "等陪同人员" in text else ():
        names, end = _names_at(text, _sentence_start(text, rest.start()))
        if len(names) > 1 and end == rest.start():
            yield from names


def _listed_as_there(text: str) -> Iterator[Name]:
    """出席会谈的有:王大川、李明远; without a word of who they are only where several are of the table of people."""
    for end in (found + len(word) for word in _HAVE for found in places_of(text, word)):
        opener = _OPENS_LIST.search(text, max(0, end - _OPENER_REACH), end)
        if opener is None:
            continue
        names, stop = _names_at(text, end + text.startswith(":", end))
        if _OTHERS.match(text, stop):  # 王大川等十名企业家
            continue
        known = sum(name.text in gazetteer.leader_names() for name in names)
        if len(names) > 1 and (opener["said"] or opener["seated"] is not None or known > 1):
            yield from names


def _equals(text: str) -> Iterator[Name]:
    """王大川同默克尔举行会谈, but not with a state or a movement."""
    for meeting in (found for deed in _MEET for found in places_of(text, deed)):
        end = meeting - len(_EMIR) if text.endswith(_EMIR, 0, meeting) else meeting
        for joint in _WITH:
            joined = text.rfind(joint, max(0, end - _MEET_REACH), end)
            name = read_name(text[:end], joined + 1, foreign=True, strict=True) if joined > 0 else None
            if name is not None and name.end == end and name.text not in MOVEMENTS | gazetteer.states():
                yield name


def _sentence_start(text: str, position: int) -> int:
    return max(text.rfind(mark, max(0, position - 2 * _LONGEST_SENTENCE), position) for mark in "。\n;") + 1


def _names_at(text: str, start: int) -> tuple[list[Name], int]:
    """The names joined by 、, 和 or 以及 from a position on, and where the last of them ends."""
    names = []
    while (name := read_name(text, start, foreign=True, strict=True)) is not None:
        names.append(name)
        joint = _JOINT.match(text, name.end)
        if joint is None:
            break
        start = joint.end()
    return names, names[-1].end if names else start
