"""Which name in Latin letters stands here? Anak Bari, as councillors of Taiwan's first peoples and guests are printed.

Read only where an office calls for a name, or within a list of names. Where the same person is printed in characters
too, right behind or in brackets, that is the name: Anak Bari安納巴利, Anak Bari(安納巴利).
"""
from __future__ import annotations

import re

from indexer.entities.foreign_names import is_han_run
from indexer.entities.name_ends import ends_at, follower
from indexer.entities.person_names import Name

_WORD = r"[a-z][a-z'’.-]+"
# One word may be an abbreviation (CEO, iPhone) unless it is as long as two names run together.
_NAME = rf"(?:{_WORD}(?: {_WORD}){{1,3}}|[a-z]{{8,20}})"
_LATIN = re.compile(_NAME)
# 安納巴利(Anak Bari)
_CHARACTERS_FIRST = re.compile(rf"([\u4e00-\u9fff]{{3,6}}) ?\(?{_NAME}")
_IN_BRACKETS = re.compile(r" ?\(([\u4e00-\u9fff·.]{3,8})\)")
_BEFORE = re.compile(rf"(?<![a-z0-9])({_NAME}) ?([\u4e00-\u9fff]{{4,6}})?\Z")
_WINDOW = 40
_SIZES = (4, 5, 6)
_SHORTEST = 8


def read_latin(text: str, start: int) -> Name | None:
    """The name in Latin letters that begins at a position of the folded text, or the same in characters behind it."""
    beside = _CHARACTERS_FIRST.match(text, start)
    if beside:
        return Name(start, beside.end(1), beside[1])
    found = _LATIN.match(text, start)
    if found is None or len(found.group().replace(" ", "")) < _SHORTEST:  # 市长 call out
        return None
    bracket = _IN_BRACKETS.match(text, found.end())
    if bracket:
        return Name(bracket.start(1), bracket.end(1), bracket[1])
    begin = found.end() + (text[found.end():found.end() + 1] == " ")
    for size in _SIZES if follower(text, begin) is None else ():
        end = begin + size
        if is_han_run(text, begin, end) and ends_at(text, end):
            return Name(begin, end, text[begin:end])
    return Name(start, found.end(), "".join(found.group().split()))


def latin_before(text: str, end: int, floor: int) -> Name | None:
    """The name in Latin letters, or in characters behind such a one, that ends where a title begins: Anak Bari議員."""
    found = _BEFORE.search(text, max(floor, end - _WINDOW), end)
    if found is None or len(found[1].replace(" ", "")) < _SHORTEST:
        return None
    if found[2]:
        return Name(found.start(2), found.end(2), found[2])
    return Name(found.start(1), found.end(1), "".join(found[1].split()))
