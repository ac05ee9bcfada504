"""Names of two characters that papers print with a gap, as wide as those of three: 王 赋, 书记张 香自己当过推销员.

The gap shows that a name stands there and where it ends, even where no word does.
"""
from __future__ import annotations

import re

from indexer.entities import gazetteer
from indexer.entities.foreign_names import is_han_run
from indexer.entities.name_ends import ends_at, follower, occurrences

_HAN = r"\u4e00-\u9fff"
_SPACED = re.compile(rf"[{_HAN}] {{1,2}}[{_HAN}]")
_THIRD = re.compile(rf" {{1,2}}([{_HAN}])(?= |\n|\Z)")
# These show that a body or a division stands where a name was looked for: 甘肃省, 常委会.
_NEVER_INSIDE = frozenset("省市县区厅局署部委院他她它您你")


def read_spaced(text: str, start: int) -> tuple[str, int] | None:
    """The name with a gap that begins at ``start`` of the folded text, without the gap, and where it ends; None if none
    does.

    Of a known family name it ends before a gap, a stop or a word that follows names, and right behind an office
    anywhere; whatever the family name, right behind an office and with a clear end (部长昂 扬|参加).
    """
    spaced = _SPACED.match(text, start)
    if spaced is None:
        return None
    end, first = spaced.end(), text[start]
    name = first + text[end - 1]
    plain = gazetteer.surnames("plain")
    before = start - (text[start - 1:start] == " ")  # 镇长 马 卓|坦率地说
    is_behind_office = before > 0 and is_han_run(text, before - 1, before)
    if first not in plain and first not in gazetteer.surnames("weak"):
        is_rare = first in gazetteer.surnames("rare")
        is_word = name in gazetteer.common_words() or not _NEVER_INSIDE.isdisjoint(name)
        return (name, end) if is_behind_office and ends_at(text, end) and (is_rare or not is_word) else None
    whole = first + text[end - 1:end + 1]  # 敬 大伟 beside 敬大伟, as broken lines have it
    if not ends_at(text, end):
        if ends_at(text, end + 1) and text[end:end + 2] not in gazetteer.common_words():
            return whole, end + 1  # 王 大川|表示
        if occurrences(text, whole) or name in gazetteer.common_words():
            return None
        return (name, end) if is_behind_office and is_han_run(text, end, end + 1) else None
    if name in gazetteer.common_words() and len(follower(text, end) or "  ") == 1:  # 副县长马 上到现场
        return None
    behind = text[end + 1:end + 2] if text[end:end + 1] == " " else ""
    if behind and is_han_run(text, end + 1, end + 2) and occurrences(text, name + behind):  # 孔 繁 义|率领, and 孔繁义
        return name + behind, end + 2
    third = _THIRD.match(text, end)  # 王 大 川, but 王 川 李 明 are two
    return (name + third[1], third.end()) if third and third[1] not in plain else (name, end)
