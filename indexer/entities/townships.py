"""Which of Gansu's towns, townships and street offices does an article name?

Shown where an article explains itself; they are no regions of a document, as the facet ends with the counties. Every
county has its 城关镇, so a name counts only where its county is named with it, or where only one in Gansu bears it
and the article is about that part of Gansu.
"""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import ahocorasick_rs

from indexer.analysis.fold import fold
from indexer.entities import gazetteer
from indexer.entities.evidence import Evidence, folded_article
from indexer.entities.regions import RegionReading

_BEFORE = frozenset("在到赴从由和与及等至往来的是为对向省市州县区")
_HOME = "62"


@dataclass(frozen=True, slots=True)
class TownshipReading:
    """A township by its code of nine digits, whose first six are its county's, with every place where it is named."""

    code: str
    name: str
    evidence: tuple[Evidence, ...]


def read_townships(title: str, body: str, regions: tuple[RegionReading, ...]) -> tuple[TownshipReading, ...]:
    """The townships that an article names, ordered by code, given the regions read in it."""
    _, text = folded_article(title, body)
    ends = {one.end: region.mention.code for region in regions for one in region.evidence}
    named = {region.mention.code for region in regions}
    found: defaultdict[str, list[Evidence]] = defaultdict(list)
    for number, start, end in _automaton().find_matches_as_indexes(text):
        settled = _settled(_names()[number], start, text, ends, named)
        if settled is not None:
            code, rule = settled
            found[code].append(Evidence(start, end, rule))
    return tuple(
        TownshipReading(code, gazetteer.townships()[code], tuple(found[code])) for code in sorted(found)
    )


def _settled(
    name: str, start: int, text: str, ends: Mapping[int, str], named: set[str]
) -> tuple[str, str] | None:
    candidates = _codes()[name]
    before = ends.get(start)
    if before is not None:
        held = [code for code in candidates if code.startswith(before)]
        return (held[0], "right behind the division that it lies in") if len(held) == 1 else None
    if "\u4e00" <= text[start - 1:start] <= "\u9fff" and text[start - 1] not in _BEFORE:
        if text[start - 2:start] not in gazetteer.common_words():
            return None
    at_home = [code for code in candidates if code[:6] in named]
    if len(at_home) == 1:
        return at_home[0], "its county is named in the article"
    if len(candidates) == 1 and named & {_HOME, candidates[0][:4]}:
        return candidates[0], "the only one of this name in Gansu, of which the article tells"
    return None


@cache
def _codes() -> Mapping[str, tuple[str, ...]]:
    codes: defaultdict[str, list[str]] = defaultdict(list)
    for code, name in gazetteer.townships().items():
        codes[fold(name)].append(code)
    return {name: tuple(listed) for name, listed in codes.items()}


@cache
def _names() -> tuple[str, ...]:
    return tuple(sorted(_codes()))


@cache
def _automaton() -> ahocorasick_rs.AhoCorasick:
    return ahocorasick_rs.AhoCorasick(list(_names()), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
