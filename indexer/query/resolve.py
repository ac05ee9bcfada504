"""Words into terms: what a parsed query means for this schema, this analysis and these gazetteers.

A resolved query holds nothing but terms, so an engine needs no analyzer, no gazetteer and no calendar.
"""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Union

import indexer.entities.regions as regions
from indexer.analysis.fold import fold
from indexer.analysis.segment import words
from indexer.analysis.variants import variant_forms
from indexer.query.dates import DateSpan, is_backward, parse_span
from indexer.query.notes import Note
from indexer.query.tree import And, Everything, InFacet, Node, Not, Phrase, Words
from indexer.schema import UNDATED, FacetName, TextName


@dataclass(frozen=True, slots=True)
class AllArticles:
    """Every article."""


@dataclass(frozen=True, slots=True)
class NoArticles:
    """No article: a value that exists nowhere."""


@dataclass(frozen=True, slots=True)
class WordTerm:
    """Articles whose field has this folded word."""

    field: TextName
    word: str


@dataclass(frozen=True, slots=True)
class Literal:
    """Articles in whose folded field this folded string stands. Never empty. ``words`` only help to rank them."""

    field: TextName
    text: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FacetValues:
    """Articles with at least one of these values. A value fits whichever script, width or case it is written in."""

    facet: FacetName
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AllOf:
    """Articles that every part finds; at least one part."""

    parts: tuple[Resolved, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Articles that some part finds; at least one part."""

    parts: tuple[Resolved, ...]


@dataclass(frozen=True, slots=True)
class NoneOf:
    """Articles that the part does not find."""

    part: Resolved


Resolved = Union[AllArticles, NoArticles, WordTerm, Literal, FacetValues, DateSpan, AllOf, AnyOf, NoneOf]


@dataclass(frozen=True, slots=True)
class Resolution:
    """A resolved query and what the reader should know about it."""

    query: Resolved
    notes: tuple[Note, ...] = ()


def resolve(tree: Node, variants: bool = True) -> Resolution:
    """The terms of a query tree. ``variants`` adds the reviewed other forms of words without quotes."""
    notes: list[Note] = []
    query = _resolve(tree, variants, notes)
    return Resolution(query, tuple(dict.fromkeys(notes)))


def resolve_facet(facet: FacetName, text: str) -> Resolution:
    """What a reader's value for a facet means: a date or range, a region's name or code, a name."""
    notes: list[Note] = []
    return Resolution(_in_facet(facet, text.strip(), notes), tuple(notes))


def _resolve(node: Node, variants: bool, notes: list[Note]) -> Resolved:
    if isinstance(node, Everything):
        return AllArticles()
    if isinstance(node, Phrase):
        folded = fold(node.text)
        return Literal(node.field, folded, _distinct_words(folded))
    if isinstance(node, Words):
        return _words(node, variants, notes)
    if isinstance(node, InFacet):
        return _in_facet(node.facet, node.text.strip(), notes)
    if isinstance(node, Not):
        return NoneOf(_resolve(node.part, variants, notes))
    parts = tuple(_resolve(part, variants, notes) for part in node.parts)
    return AllOf(parts) if isinstance(node, And) else AnyOf(parts)


def _words(node: Words, variants: bool, notes: list[Note]) -> Resolved:
    """Every word occurs, or the string itself stands there, or a variant of it does."""
    folded = fold(node.text)
    ways: list[Resolved] = []
    found = _distinct_words(folded)
    if found:
        ways.append(_all_of([WordTerm(node.field, word) for word in found]))
    ways.append(Literal(node.field, folded))
    forms = variant_forms(folded) if variants else ()
    for form in forms:
        ways.append(Literal(node.field, form))
    if forms:
        notes.append(Note("也查找了同义写法：%(forms)s", (("forms", "、".join(forms)),)))
    return ways[0] if len(ways) == 1 else AnyOf(tuple(ways))


def _distinct_words(folded: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words(folded)))


def _all_of(parts: list[Resolved]) -> Resolved:
    return parts[0] if len(parts) == 1 else AllOf(tuple(parts))


def _in_facet(facet: FacetName, text: str, notes: list[Note]) -> Resolved:
    return _READERS[facet](text, notes)


def _date(text: str, notes: list[Note]) -> Resolved:
    if fold(text) in (UNDATED, "无日期", "日期不详", "不详"):
        return FacetValues("date", (UNDATED,))
    span = parse_span(text)
    if span is None:
        notes.append(Note("看不懂日期“%(text)s”；可写 2023、2023-05、2023-05-06 或 2023-05..2024", (("text", text),)))
        return NoArticles()
    if is_backward(text):
        notes.append(Note("起止日期前后颠倒，已对调"))
    return span


def _region(text: str, notes: list[Note]) -> Resolved:
    codes = regions.resolve_name(text)
    if not codes:
        notes.append(Note("没有叫“%(text)s”的地区；可写全名或行政区划代码", (("text", text),)))
        return NoArticles()
    if len(codes) > 1:
        labels = "、".join("".join(map(regions.label, regions.ancestors(code))) for code in codes)
        notes.append(Note("“%(text)s”可指：%(regions)s；已全部查找", (("text", text), ("regions", labels))))
    return FacetValues("region", codes)


def _named(facet: FacetName) -> Callable[[str, list[Note]], Resolved]:
    def read(text: str, notes: list[Note]) -> Resolved:
        return FacetValues(facet, (text,)) if text else NoArticles()

    return read


_READERS: dict[FacetName, Callable[[str, list[Note]], Resolved]] = {
    "date": _date,
    "region": _region,
    "leader": _named("leader"),
    "source": _named("source"),
    "reporter": _named("reporter"),
}
