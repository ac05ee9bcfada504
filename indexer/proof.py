"""Proof on an archive's own text: strings drawn from its articles are counted by a plain scan and by the engine, in
both scripts; so is every value of every facet, and every article must be one that the ledger knows."""
from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import islice

from indexer.analysis.fold import fold
from indexer.analysis.scripts import KEPT_APART, other_scripts
from indexer.corrections import Corrections
from indexer.engines.base import Engine, Results
from indexer.engines.embedded.fields import facet_values
from indexer.ledger import Ledger
from indexer.query.parse import literal, parse
from indexer.query.request import Request
from indexer.query.resolve import Resolved, resolve, resolve_facet
from indexer.schema import FACET_NAMES, FacetName

_LONGEST = 8
# So many ids are asked for at a time: all that answer a common character may be the whole archive.
_PAGE = 10_000
_FETCHED = 1000
_EVERY = 1 << 40
# Of many faults of a kind so many are named.
_SHOWN = 20

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Proof:
    """What was proved: so many strings, found in so many articles altogether; so many of them in the other script too
    (the rest has none, or holds a character that is kept apart on purpose); the counts of so many values of facets (0
    while changes wait to be indexed); so many articles looked up in the ledger. And every disagreement in words."""

    strings: int
    occurrences: int
    other_script: int
    values: int
    in_ledger: int
    faults: tuple[str, ...]


@dataclass(slots=True)
class _Ids:
    """A set of ids as their number and a sum over them, by which two sets are compared without being held."""

    number: int = 0
    sum: int = 0

    def add(self, id: str) -> None:
        digest = blake2b(id.encode("utf-8", "surrogatepass"), digest_size=16).digest()
        self.number += 1
        self.sum = (self.sum + int.from_bytes(digest, "little")) % (1 << 128)


def prove(
    engine: Engine,
    strings: int,
    seed: int = 0,
    ledger: Ledger | None = None,
    corrections: Corrections | None = None,
    progress: Progress = lambda *_: None,
) -> Proof:
    """Draws strings of one to eight characters from the archive's articles and requires that exact search finds
    exactly the articles whose folded text contains the string, in either script as OpenCC writes it; and that smart
    search in both finds as many, the same first ten thousand, and the same facet counts.

    Requires of every year, month and day, region, leader, source and reporter that the engine counts as many articles
    as have it, unless changes wait to be indexed; and, where a ``ledger`` is given, that it holds the ids of all
    articles and of no others; and, where ``corrections`` are given, that they are in effect and no others are.

    Reads every document twice; what it holds in memory does not grow with the articles. ``progress`` is told how many
    of how many documents are read.
    """
    whole = 2 * engine.describe().documents
    drawn = _drawn(engine, strings, seed, lambda done: progress(done, whole))
    expected = {string: _Ids() for string in drawn}
    values = {facet: Counter[str]() for facet in FACET_NAMES}
    scanned = 0
    unknown: list[str] = []
    uncorrected: list[str] = []
    faults: list[str] = []
    for scanned, document in enumerate(engine.documents(), 1):
        text = fold(document.text)
        for string in drawn:
            if string in text:
                expected[string].add(document.id)
        for facet, found in facet_values(document).items():
            values[facet].update(found)
        if ledger is not None and ledger.article(document.id) is None:
            unknown.append(document.id)
        if corrections is not None and not corrections.in_effect(document):
            uncorrected.append(document.id)
        progress(whole // 2 + scanned, whole)
    if unknown:
        faults.append(f"{_some(unknown, 'articles')} are of no file in the ledger; index their files again")
    if uncorrected:
        faults.append(f"{_some(uncorrected, 'articles')} do not hold what corrections.tsv says now; run longwen index")
    if ledger is not None:
        faults += [f"ledger.sqlite: {fault}" for fault in ledger.faults()]
        faults += _without_document(engine, ledger, scanned - len(unknown))
    current = not engine.behind()
    if current:
        for facet in FACET_NAMES:
            faults += _miscounted(engine, facet, values[facet])
    compared = 0
    for string in drawn:
        faults += _missed(engine, string, expected[string])
        others = _others(string)
        compared += bool(others)
        for other in others:
            faults += _differing(engine, string, other, expected[string])
    return Proof(
        strings=len(drawn),
        occurrences=sum(ids.number for ids in expected.values()),
        other_script=compared,
        values=sum(map(len, values.values())) if current else 0,
        in_ledger=scanned if ledger is not None else 0,
        faults=tuple(faults),
    )


def _drawn(engine: Engine, strings: int, seed: int, progress: Callable[[int], None]) -> list[str]:
    """Distinct folded strings, each from an article drawn with the same chance (reservoir sampling)."""
    chance = random.Random(seed)
    texts: list[str] = []
    for seen, document in enumerate(engine.documents()):
        if len(texts) < strings:
            texts.append(document.text)
        elif (place := chance.randrange(seen + 1)) < strings:
            texts[place] = document.text
        progress(seen + 1)
    drawn = []
    for text in texts:
        if text:
            start = chance.randrange(len(text))
            drawn.append(fold(text[start : start + chance.randint(1, _LONGEST)]))
    return list(dict.fromkeys(drawn))


def _without_document(engine: Engine, ledger: Ledger, known: int) -> list[str]:
    """What the ledger has and the archive has not, given how many articles it knows of those that are there."""
    missing = ledger.counts()["articles"] - known
    if missing <= 0:  # as a rule, and no document has to be fetched
        return []
    gone: list[str] = []
    ids = ledger.article_ids()
    while len(gone) < missing and (some := list(islice(ids, _FETCHED))):
        gone += [id for id, document in zip(some, engine.fetch(some)) if document is None]
    said = "of the ledger are not among the documents; restore documents.sqlite from a backup"
    return [f"{_some(gone, 'articles')} {said}"] if gone else []


def _miscounted(engine: Engine, facet: FacetName, held: Counter[str]) -> list[str]:
    """The values of a facet that the engine counts otherwise than the documents hold them."""
    counted = Counter({one.value: one.count for one in engine.terms(facet, limit=_EVERY)})
    if facet == "date":  # days are not counted, but searched by
        for day in (value for value in held if value.count("-") == 2):
            counted[day] = engine.search(Request(resolve_facet(facet, day).query, {}, (), "newest", size=1)).total
    wrong = [value for value in sorted(held.keys() | counted.keys()) if held[value] != counted[value]]
    said = [f"{facet} {one}: {held[one]} articles have it, the index counts {counted[one]}" for one in wrong[:_SHOWN]]
    return said + ([f"{facet}: {len(wrong) - _SHOWN} more values are counted wrongly"] if len(wrong) > _SHOWN else [])


def _some(ids: Sequence[str], what: str) -> str:
    """So many ids, the first of them by name."""
    return f"{len(ids)} {what} ({', '.join(ids[:_SHOWN])}{', …' if len(ids) > _SHOWN else ''})"


def _missed(engine: Engine, string: str, expected: _Ids) -> list[str]:
    found = _all(engine, resolve(literal(string).tree).query)
    if found == expected:
        return []
    return [f"{string!r} stands in {expected.number} articles, exact search finds {found.number}"]


def _others(string: str) -> list[str]:
    """The string as it is written in the other script, where it is."""
    if KEPT_APART & set(string):
        return []
    return [other for other in dict.fromkeys(other_scripts(string)) if other != string]


def _differing(engine: Engine, string: str, other: str, expected: _Ids) -> list[str]:
    exact = _all(engine, resolve(literal(other).tree).query)
    if exact != expected:
        return [f"{string!r} and {other!r} differ: {expected.number} and {exact.number} articles, exactly"]
    for read in (literal, parse):
        one, two = (_asked(engine, resolve(read(text).tree).query) for text in (string, other))
        if (one.total, one.hits, one.facets) != (two.total, two.hits, two.facets):
            return [f"{string!r} and {other!r} differ: {one.total} and {two.total} articles"]
    return []


def _asked(engine: Engine, query: Resolved) -> Results:
    return engine.search(Request(query, {}, size=_PAGE))


def _all(engine: Engine, query: Resolved) -> _Ids:
    """All that answers, page by page."""
    found = _Ids()
    page, results = 0, None
    while results is None or len(results.hits) == _PAGE:
        page += 1
        results = engine.search(Request(query, {}, (), "newest", page, _PAGE))
        for hit in results.hits:
            found.add(hit.id)
    # A total that disagrees with its own hits is as wrong as wrong hits.
    return found if results.total == found.number else _Ids(results.total)
