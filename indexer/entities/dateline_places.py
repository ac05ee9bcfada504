"""Where is a report sent from? In a dateline every name is a place: 本报合作8月6日讯, 新华社白银5月7日电."""
from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from indexer.entities.divisions import is_within

SENT_FROM = "the place that a report is sent from"

_HAN = "\u4e00-\u9fff"
_NUMERALS = "[0-9〇一二三四五六七八九十]"
_DAY = _NUMERALS + "{1,3}"
# 本报, 新华社, 某某日报, before a place perhaps the one that it lies in.
_SENDER = re.compile(rf" *[【\[(]? ?[{_HAN}·/]{{0,12}}(?:[本日晚]报|本[台网刊社]|[社网台]|新闻|客户端)(?:[{_HAN}]{{2,4}}?)? ?\Z")
_SENT = re.compile(
    rf" ?(?:(?:{_NUMERALS}{{4}}年)?{_DAY}月)?{_DAY}日(?:上午|下午|中午|晚间?|凌晨)? ?(?:专?电|讯|消息)|(?:电|讯)(?=[ (:\])】])"
)
_REACH = 24


def is_sent_from(text: str, end: int) -> bool:
    """Whether what ends at a position of the folded text stands before the day and 讯 or 电."""
    return _SENT.match(text, end) is not None


def stands_in_dateline(text: str, start: int, end: int) -> bool:
    """Whether ``text[start:end]`` stands where a dateline names its place: behind the sender at a line's head, before
    the day and 讯 or 电. ``text`` is folded."""
    if not is_sent_from(text, end):
        return False
    line = text.rfind("\n", max(0, start - _REACH), start) + 1
    return (line > 0 or start <= _REACH) and _SENDER.match(text, line, start) is not None


def sent_from(asking: Sequence[str], bare: Sequence[str], homes: Collection[str]) -> str:
    """The division that a name means in a dateline: the only one of its short forms, else of its bare names, else the
    only one of them in the province or prefecture of a paper of ``homes``; '' where that is open."""
    for candidates in (asking, bare):
        if len(candidates) == 1:
            return candidates[0]
        at_home = [code for code in candidates if any(is_within(code, home[:2]) for home in homes)]
        if len(at_home) == 1:
            return at_home[0]
    return ""
