"""Does a word of everyday language run across the edges of a name? 肯定|西藏 shows that 定西 is no place there.

Asked only of short names, in a window around them and where a neighbour could be part of such a word.
"""
from __future__ import annotations

from collections.abc import Set

from indexer.analysis.segment import spans

_WINDOW = 4
# Neighbours that are hardly ever drawn into a word with a name.
_FREE_BEFORE = frozenset("在到赴从由省市州区县为是")
_FREE_AFTER = frozenset("市县区省州段的是在为等")
# What makes one word with a name and leaves it the name: 中国香港, 首都北京.
_OPENING = frozenset(("中国", "首都", "全国", "国立"))


def runs_across(text: str, start: int, end: int, names: Set[str]) -> bool:
    """Whether a word begins before ``text[start:end]`` and ends in it or at its end (马拉喀什), or begins inside and
    ends behind it (汉|中有).

    A word that is itself one of ``names`` does not count, nor does anything where another of them stands right beside
    this one (湖南岳阳, which a segmenter may cut 湖|南岳|阳). ``text`` is folded.
    """
    before, after = text[start - 1:start], text[end:end + 1]
    if (not _is_han(before) or before in _FREE_BEFORE) and (not _is_han(after) or after in _FREE_AFTER):
        return False
    for size in (2, 3, 4):
        if text[end:end + size] in names or start >= size and text[start - size:start] in names:
            return False
    low = max(0, start - _WINDOW)
    for first, last in _longest(text[low:end + _WINDOW]):
        first, last = low + first, low + last
        if last <= start or first >= end or text[first:last] in names:
            continue
        if first < start and text[first:start] not in _OPENING:
            return True
        if start < first and last > end:
            return True
    return False


def _is_han(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff"


def _longest(text: str) -> list[tuple[int, int]]:
    """Where the words of a text stand, without the shorter words inside them, which the segmenter gives first."""
    longest: list[tuple[int, int]] = []
    for start, end in spans(text):
        while longest and longest[-1][0] >= start:
            longest.pop()
        longest.append((start, end))
    return longest
