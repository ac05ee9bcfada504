"""Who is named beside an office-holder without an office? The press leaves it out where every reader knows it.

Whether an office-holder is in the article is for the caller to see.
"""
from __future__ import annotations

import re
from collections.abc import Iterator

from indexer.entities.person_names import Name, read_name

# The whole of what such a sentence says, and what may stand between the last name and that.
_WERE_THERE = re.compile(
    "(?:参加|出席|陪同)了?(?:上述|有关|相关|会见|会谈|调研|考察|检查|座谈会?|会议|活动|慰问|看望|督导|"
    "[^,。;\\n、]{0,6}(?:仪式|典礼|开幕会|开幕式|闭幕会|闭幕式))*(?=[。\\n]|\\Z)"
)
_TOGETHER = re.compile("(?:等(?:领导)?(?:同志)?)?(?:一同|分别|一起|先后)?")
_LONGEST_LIST = 60


def find_companions(text: str) -> Iterator[Name]:
    """The people of sentences that say nothing but who was there with an office-holder: 王大川、李明远参加会见。

    Without an office; whether an office-holder is in the article is for the caller to see.
    """
    for deed in _WERE_THERE.finditer(text):
        start = max(text.rfind(mark, 0, deed.start()) for mark in "。\n;,") + 1
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
