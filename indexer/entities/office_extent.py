"""Where does an office's text begin, once the sentence before it has been cut off as far as its words show it?

致信|乌克兰总统, 秉持|台南市长, 圣何塞同|哥斯达黎加总统: a state, a division or a body of the centre opens an office, and what
stands before it belongs to the sentence unless it is a body or a place itself.
"""
from __future__ import annotations

import re
from functools import cache, lru_cache

import ahocorasick_rs

from indexer.analysis.fold import fold
from indexer.entities import gazetteer

_OF_THE_CENTRE = ("联合国", "中共中央", "全国人大", "全国政协", "中国")
# In what belongs to an office that names a place further in: 人大常委会|北京办事处, 驻|法大使, 新任|联合国秘书长.
_OF_OFFICES = re.compile("[省市县州区部局委厅院会党署处国乡镇军社团队组室中驻台前原第届盟联首新现下候任亚拉湾行织]")
_JOINT = re.compile(r".*(?:[与同和及就以对向另并而但曾跟]|\d[日号]|[日号]晚)\Z")
# One character before a place is more often a part of a longer name: 楠西区.
_SINGLE = frozenset("与同和及就以对向另并而但曾称致继偕率除号此当")


@lru_cache(maxsize=4096)
def words_before(office: str) -> int:
    """How many characters of a folded text, which ends before an office's title, do not belong to the office; 0 where
    none can be told."""
    for start, end in _places(office):
        before = office[:start]
        if not before:
            continue
        if _JOINT.match(before) and (len(before) > 1 or before in _SINGLE):
            return start
        if _OF_OFFICES.search(before) or any(_places(before)):
            continue
        if len(before) > 1 or before in _SINGLE:
            return start
    return 0


def _places(text: str) -> list[tuple[int, int]]:
    """Where states, divisions and the centre's bodies stand, in order; of those that overlap the leftmost longest."""
    return [(start, end) for _, start, end in _automaton().find_matches_as_indexes(text)]


@cache
def _automaton() -> ahocorasick_rs.AhoCorasick:
    divisions = gazetteer.regions().values()
    names = {fold(form) for division in divisions for form in (division.name, *division.shorts)}
    forms = sorted({*names, *gazetteer.states(), *_OF_THE_CENTRE})
    return ahocorasick_rs.AhoCorasick(forms, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
