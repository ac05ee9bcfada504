"""Where does a person's name end? Reading a name forward from the place where one is expected.

Chinese names have no mark of their end, so it is looked for: a name is complete where a clear end follows it, that is
punctuation, the end of the text, a word that commonly follows names (出席, 表示, 在), or another name of the table.
"""
from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from indexer.analysis.fold import fold
from indexer.entities import gazetteer

_HAN = r"\u4e00-\u9fff"
_FOREIGN = re.compile(rf"(?![{_HAN}]{{0,5}}[和与及])[{_HAN}]{{1,6}}(?:[·•・‧-][{_HAN}]{{1,7}})+")
_SPACED = re.compile(rf"[{_HAN}] {{1,2}}[{_HAN}]")
# One-character words after a name that a given name hardly ever ends in: 王岩说 is 王岩, but 李为民 may end in 民.
_NEVER_LAST = frozenset("说称在对向等是率赴到就的了将已也被让还又则却仍再都即更很此互从所以并使把给作接陪致近共曾及与")
# These do end given names, but before a word they are adverbs and joints: 刘强|先开口.
_SELDOM_LAST = frozenset("先正才只均")
# These are in no given name; they show that a body or a division stands where a name was looked for: 甘肃省, 常委会.
_NEVER_INSIDE = frozenset("省市县区厅局署部委院")
# What stands after a title and is no name: 总统候选人, 市长施政总质询.
_NO_PERSON = ("候选人", "施政", "原副")
# Family names that are far more often a word by themselves: 任期, 于今天, 候选人.
_WORD_FIRST = frozenset("任于向时曾应暨才候")


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
    if _division_begins(text, start) or text.startswith(_NO_PERSON, start):
        return None
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
    if len(found) == 2 and (_is_no_last(text, start + size - 1) or _verb_begins(text, start + size - 1)):
        size = found[1]
    name = text[start:start + size]
    if first in gazetteer.surnames("weak") and not _clear_end(text, start + size):
        return None
    if not _NEVER_INSIDE.isdisjoint(name[1:]) or name in _place_names():
        return None
    if _is_word(name, text, start + size):
        return None
    return Name(start, start + size, name)


def _adverb_begins(text: str, position: int) -> bool:
    """Whether an adverb and its verb stand here rather than a character of a given name: 先开口, 正研究."""
    common = gazetteer.common_words()
    if text[position:position + 1] not in _SELDOM_LAST:
        return False
    return text[position:position + 2] in common or text[position + 1:position + 3] in common


def _verb_begins(text: str, position: int) -> bool:
    """Whether a longer follower begins here and none behind it: 周伟|来到果园, but 周聪发|表示. 正在 says nothing, as 正
    ends many names.
    """
    if text[position] in _SELDOM_LAST or len(follower(text, position + 1) or "") > 1:
        return False
    return len(follower(text, position) or "") > 1


def _is_no_last(text: str, position: int) -> bool:
    """Whether the character here is a word after a name of two characters, not the last one of three."""
    if text[position] in "时后":  # 会见某某时，
        return not "\u4e00" <= text[position + 1:position + 2] <= "\u9fff"
    return text[position] in _NEVER_LAST


def _division_begins(text: str, start: int) -> bool:
    """Whether the name of a province or the full name of any division stands here, so that no person does."""
    return any(text.startswith(name, start) for name in _divisions_by_first().get(text[start:start + 1], ()))


def _is_whole(text: str, start: int, size: int) -> bool:
    name = text[start:start + size]
    return len(name) == size and all("\u4e00" <= c <= "\u9fff" for c in name) and (
        ends_at(text, start + size) or _adverb_begins(text, start + size)
    )


def _word_begins(text: str, start: int, position: int) -> bool:
    """Whether everyday language begins here and not one character earlier: 王钧|大力推进, but not 王钧大|力推进."""
    common = gazetteer.common_words()
    if not all("\u4e00" <= character <= "\u9fff" for character in text[start:position]):
        return False
    return text[position:position + 2] in common and text[position - 1:position + 1] not in common


def _is_word(name: str, text: str, end: int) -> bool:
    """Whether what looks like a name is everyday language: 高度, 安排部署, 全面."""
    common = gazetteer.common_words()
    if name[0] in _WORD_FIRST and (name[:2] in common or name[1:] in common):
        return True
    if len(name) == 3 and name[:2] in common and (_is_no_last(text, end - 1) or name[2] in "和中上内均"):
        return True
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
            longer = longer and not _is_no_last(text, start + 2)
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
def _divisions_by_first() -> Mapping[str, tuple[str, ...]]:
    """Folded names by their first character: the full ones of more than two characters and all those of provinces."""
    by_first: defaultdict[str, set[str]] = defaultdict(set)
    for code, region in gazetteer.regions().items():
        for name in (region.name, *region.shorts):
            if len(code) == 2 or len(name) > 2 and name.endswith(tuple("省市州县区旗盟")):
                by_first[fold(name)[0]].add(fold(name))
    return {first: tuple(sorted(names)) for first, names in by_first.items()}


@cache
def _place_names() -> frozenset[str]:
    """Folded short names of provinces and prefectures."""
    return frozenset(
        fold(form) for code, region in gazetteer.regions().items() if len(code) < 6 for form in region.shorts
    )


@cache
def _longest_follower() -> int:
    return max(map(len, gazetteer.after_names()))
