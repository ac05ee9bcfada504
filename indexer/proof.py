"""Proof on an archive's own text: strings drawn from its articles are counted by a plain scan and by the engine, in
both scripts."""
from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from indexer.analysis.fold import fold
from indexer.analysis.scripts import KEPT_APART, other_scripts
from indexer.engines.base import Engine, Results
from indexer.query.parse import literal, parse
from indexer.query.request import Request
from indexer.query.resolve import resolve

_LONGEST = 8


@dataclass(frozen=True, slots=True)
class Proof:
    """What was proved: so many strings, found in so many articles altogether, and every disagreement in words."""

    strings: int
    occurrences: int
    faults: tuple[str, ...]


def prove(engine: Engine, strings: int, seed: int = 0, progress: Callable[[int], None] = lambda _: None) -> Proof:
    """Draws strings of one to eight characters from the archive's articles and requires that exact search finds
    exactly the articles whose folded text contains the string, and that the string as OpenCC writes it in simplified
    and in traditional characters gives the same ids, total and facet counts, exact and smart.

    Reads every document twice. ``progress`` is told the number of documents scanned.
    """
    drawn = _drawn(engine, strings, seed)
    expected: defaultdict[str, set[str]] = defaultdict(set)
    for document in engine.documents():
        text = fold(document.text)
        for string in drawn:
            if string in text:
                expected[string].add(document.id)
        progress(1)
    faults: list[str] = []
    for string in drawn:
        faults += _faults(engine, string, expected[string])
    return Proof(len(drawn), sum(map(len, expected.values())), tuple(faults))


def _drawn(engine: Engine, strings: int, seed: int) -> list[str]:
    """Distinct folded strings, each from an article drawn with the same chance (reservoir sampling)."""
    chance = random.Random(seed)
    texts: list[str] = []
    for seen, document in enumerate(engine.documents()):
        if len(texts) < strings:
            texts.append(document.text)
        elif (place := chance.randrange(seen + 1)) < strings:
            texts[place] = document.text
    drawn = []
    for text in texts:
        if text:
            start = chance.randrange(len(text))
            drawn.append(fold(text[start : start + chance.randint(1, _LONGEST)]))
    return list(dict.fromkeys(drawn))


def _faults(engine: Engine, string: str, expected: set[str]) -> list[str]:
    faults = []
    exact = _asked(engine, string, exact=True, size=len(expected) + 1)
    if {hit.id for hit in exact.hits} != expected or exact.total != len(expected):
        faults.append(f"{string!r} stands in {len(expected)} articles, exact search finds {exact.total}")
    if not KEPT_APART & set(string):
        for other in other_scripts(string):
            for kind in (True, False):
                one, two = _asked(engine, string, kind), _asked(engine, other, kind)
                if (one.total, one.hits, one.facets) != (two.total, two.hits, two.facets):
                    faults.append(f"{string!r} and {other!r} differ: {one.total} and {two.total} articles")
    return faults


def _asked(engine: Engine, text: str, exact: bool, size: int = 10) -> Results:
    tree = (literal(text) if exact else parse(text)).tree
    return engine.search(Request(resolve(tree).query, {}, size=size))
