"""Where does a person's name end? Reading a name forward from the place where one is expected.

Chinese names have no mark of their end, so it is looked for: a name is complete where a clear end follows it, that is
punctuation, the end of the text, a word that commonly follows names (出席, 表示, 在), or another name of the table.
"""
from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from indexer.entities import gazetteer

_HAN = r"\u4e00-\u9fff"
_FOREIGN = re.compile(rf"(?![{_HAN}]{{0,5}}[和与及])[{_HAN}]{{1,6}}(?:[·•・‧-][{_HAN}]{{1,7}})+")
_SPACED = re.compile(rf"[{_HAN}] {{1,2}}[{_HAN}]")
# One-character words after a name that a given name hardly ever ends in: 王岩说 is 王岩, but 李为民 may end in 民.
_NEVER_LAST = frozenset("说称在对向等是率赴到就的了将已也被让")


@dataclass(frozen=True, slots=True)
class Name:
    """A name in the folded text: where it stands and how it is written without inner spaces."""

    start: int
    end: int
    text: str


def read_name(text: str, start: int, foreign: bool = False) -> Name | None:
    """The Chinese name that begins at ``start`` of the folded text, or nothing where none clearly does.

    With ``foreign`` a name written by sound is read too: 普京, 马克龙, 穆罕默德·本·萨勒曼.
    """
    listed = _listed(text, start)
    if listed:
        return listed
    dotted = _FOREIGN.match(text, start)
    if dotted:
        return _dotted(text, dotted)
    name = _chinese(text, start)
    if foreign and (name is None or name.text[0] not in gazetteer.surnames("plain") or _sounds(name.text)):
        return _by_sound(text, start) or name
    return name


def ends_at(text: str, end: int) -> bool:
    """Whether a name may end at a position of the folded text."""
    if end >= len(text) or not "\u4e00" <= text[end] <= "\u9fff":
        return True
    return follower(text, end) is not None or any(text.startswith(name, end) for name in _names_by_first(text[end]))


def follower(text: str, start: int) -> str | None:
    """The longest word of the table of followers that stands at a position, or nothing."""
    words = gazetteer.after_names()
    for size in range(_longest_follower(), 0, -1):
        if text[start:start + size] in words and start + size <= len(text):
            return text[start:start + size]
    return None


def _chinese(text: str, start: int) -> Name | None:
    first = text[start:start + 1]
    if text[start + 1:start + 2] == first:  # 殷殷嘱托: a doubled word, not a name
        return None
    if text[start:start + 2] in gazetteer.surnames("compound"):
        sizes = (4, 3)
    elif first in gazetteer.surnames("plain") or first in gazetteer.surnames("weak"):
        sizes = (3, 2)
    else:
        return None
    spaced = _SPACED.match(text, start)
    if spaced and sizes == (3, 2) and ends_at(text, spaced.end()):
        return Name(start, spaced.end(), spaced.group().replace(" ", ""))
    found = [size for size in sizes if _is_whole(text, start, size)]
    if not found and first in gazetteer.surnames("plain"):
        found = [size for size in sizes if _word_begins(text, start, start + size)][:1]
    if not found:
        return None
    size = found[0]
    if len(found) == 2 and text[start + size - 1] in _NEVER_LAST:
        size = found[1]
    name = text[start:start + size]
    if first in gazetteer.surnames("weak") and not _clear_end(text, start + size):
        return None
    if _is_word(name, text, start + size):
        return None
    return Name(start, start + size, name)


def _is_whole(text: str, start: int, size: int) -> bool:
    name = text[start:start + size]
    return len(name) == size and all("\u4e00" <= c <= "\u9fff" for c in name) and ends_at(text, start + size)


def _word_begins(text: str, start: int, position: int) -> bool:
    """Whether everyday language begins here and not one character earlier: 王钧|大力推进, but not 王钧大|力推进."""
    common = gazetteer.common_words()
    if not all("\u4e00" <= character <= "\u9fff" for character in text[start:position]):
        return False
    return text[position:position + 2] in common and text[position - 1:position + 1] not in common


def _is_word(name: str, text: str, end: int) -> bool:
    """Whether what looks like a name is everyday language: 高度, 安排部署, 全面."""
    common = gazetteer.common_words()
    if len(name) == 2:
        return name in common and (name[0] in gazetteer.surnames("weak") or not _clear_end(text, end))
    if name[:2] in common and name[0] in gazetteer.surnames("weak"):
        return not _clear_end(text, end)
    return name[1:] in common and name[0] in gazetteer.surnames("weak") and not _clear_end(text, end)


def _clear_end(text: str, end: int) -> bool:
    """Whether a word of two characters or a comma follows, not just a particle."""
    word = follower(text, end)
    return len(word) > 1 if word else text[end:end + 1] in ("、", ",", "。", ")", "(", "")


def _listed(text: str, start: int) -> Name | None:
    for name in _names_by_first(text[start:start + 1]):
        if text.startswith(name, start) and (len(name) > 2 or ends_at(text, start + len(name))):
            longer = len(name) == 2 and _is_whole(text, start, 3) and follower(text, start + 2) is None
            return None if longer else Name(start, start + len(name), name)
    return None


def _dotted(text: str, found: re.Match[str]) -> Name | None:
    """A name with a middle dot, its last part cut where a follower begins: 雪克来提·扎克尔出席."""
    start, end = found.span()
    last = max(found.group().rfind(dot) for dot in "·•・‧-") + start + 1
    for cut in range(last + 1, end + 1):
        if ends_at(text, cut) and not (cut < end and text[cut] in gazetteer.transliteration()):
            return Name(start, cut, text[start:cut])
    return None


def _by_sound(text: str, start: int) -> Name | None:
    end = start
    while end < len(text) and end - start < 8 and text[end] in gazetteer.transliteration():
        end += 1
    if end - start < 2 or not ends_at(text, end) or text[start:start + 2] in gazetteer.common_words():
        return None
    return Name(start, end, text[start:end])


def _sounds(name: str) -> bool:
    return all(character in gazetteer.transliteration() for character in name)


@cache
def _names_by_first(first: str) -> tuple[str, ...]:
    names = (name for name in gazetteer.leader_names() if name.startswith(first)) if first else ()
    return tuple(sorted(names, key=len, reverse=True))


@cache
def _longest_follower() -> int:
    return max(map(len, gazetteer.after_names()))
