"""A resolved query as a Whoosh query object over the index's fields."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from typing import Protocol

from whoosh import query

from indexer.analysis.grams import pairs
from indexer.query.dates import DateSpan
from indexer.query.resolve import (
    AllArticles,
    AllOf,
    AnyOf,
    FacetValues,
    Literal,
    NoArticles,
    NoneOf,
    Resolved,
    WordTerm,
)
from indexer.schema import TEXT_FIELDS, UNDATED, FacetName

MOST_TERMS = 20_000
"""A query of more words and strings is refused; the longest text a reader can ask has a tenth of it."""


class Values(Protocol):
    """The values of a facet in the index."""

    @property
    def names(self) -> Sequence[str]:
        """All of them, in order."""

    def alike(self, value: str) -> Sequence[str]:
        """Those that fold to the same as this one."""


Lexicon = Mapping[FacetName, Values]

# Whoosh would score a string by the frequencies of its pairs, which grow without bound; a fixed amount of the size of
# one fairly rare word lifts articles with the very string and leaves the order among them to their words.
_LITERAL_SCORE = 4.0

_BOOST = {field.name: field.boost for field in TEXT_FIELDS}


def term_count(resolved: Resolved) -> int:
    """How many words, strings and values a resolved query asks for."""
    if isinstance(resolved, (AllOf, AnyOf)):
        return sum(map(term_count, resolved.parts))
    if isinstance(resolved, NoneOf):
        return term_count(resolved.part)
    if isinstance(resolved, Literal):
        return len(resolved.text) + len(resolved.words)
    return len(resolved.values) if isinstance(resolved, FacetValues) else 1


def compile_query(resolved: Resolved, lexicon: Lexicon) -> query.Query:
    """The Whoosh query that finds exactly the articles the resolved query describes.

    Words of the full text also score in the title field, where they weigh more; that never changes what is found, as
    the full text includes the title.
    """
    if isinstance(resolved, AllArticles):
        return query.Every()
    if isinstance(resolved, NoArticles):
        return query.NullQuery
    if isinstance(resolved, WordTerm):
        return _word(resolved)
    if isinstance(resolved, Literal):
        return _literal(resolved)
    if isinstance(resolved, FacetValues):
        return _any_value(resolved.facet, _written_alike(resolved, lexicon))
    if isinstance(resolved, DateSpan):
        return _any_value("date", _within(resolved, lexicon["date"].names))
    if isinstance(resolved, NoneOf):
        return query.Not(compile_query(resolved.part, lexicon))
    parts = [compile_query(part, lexicon) for part in resolved.parts]
    return query.And(parts) if isinstance(resolved, AllOf) else query.Or(parts)


def _word(term: WordTerm) -> query.Query:
    found = query.Term(f"{term.field}_words", term.word)
    if term.field == "title":
        return found
    # The full text includes the title: what the title field has, the text field has found.
    return query.AndMaybe(found, query.Term("title_words", term.word, boost=_BOOST["title"]))


def _literal(literal: Literal) -> query.Query:
    """The string must stand in its field; it scores a fixed amount, more in the title, and its words score by how often
    they occur."""
    required = query.ConstantScoreQuery(_string(literal.field, literal.text), _LITERAL_SCORE)
    wishes: list[query.Query] = [query.Term(f"{literal.field}_words", word) for word in literal.words]
    if literal.field != "title":
        wishes.append(query.ConstantScoreQuery(_string("title", literal.text), _LITERAL_SCORE * _BOOST["title"]))
    return query.AndMaybe(required, query.Or(wishes)) if wishes else required


def _string(field: str, text: str) -> query.Query:
    if len(text) == 1:
        # Every pair that begins with the character, and the character alone where it ends a text.
        return query.Prefix(f"{field}_pairs", text)
    terms = pairs(text)
    return query.Term(f"{field}_pairs", terms[0]) if len(terms) == 1 else query.Phrase(f"{field}_pairs", terms, slop=1)


def _any_value(facet: FacetName, values: Sequence[str]) -> query.Query:
    if not values:
        return query.NullQuery
    return query.Or([query.Term(facet, value) for value in values]) if len(values) > 1 else query.Term(facet, values[0])


def _written_alike(wanted: FacetValues, lexicon: Lexicon) -> list[str]:
    if wanted.facet in ("region", "date"):
        return list(wanted.values)
    return sorted({value for asked in wanted.values for value in lexicon[wanted.facet].alike(asked)})


def _within(span: DateSpan, values: Sequence[str]) -> list[str]:
    """The fewest date values that together are the span: whole years, then months, then days. As an article carries
    its year, month and day as values, one known only to the month is found by a whole month or year and by nothing
    smaller. ``values`` are in order, so that years and months outside the span are passed over without a look."""
    first = _padded(span.first.value, "00") if span.first else ""
    last = _padded(span.last.value, "99") if span.last else "9999-99-99"
    inside: list[str] = []
    at = bisect_left(values, first[:4])
    while at < len(values) and values[at] != UNDATED and values[at] <= last:
        value = values[at]
        end = _padded(value, "99")
        if first <= _padded(value, "00") and end <= last:
            inside.append(value)
        elif first <= end:  # it reaches into the span: its months or days may lie within
            at += 1
            continue
        at = bisect_right(values, end)
    return inside


def _padded(value: str, filling: str) -> str:
    """A year, month or day as a full date, so that two of them compare as text: its first or its last moment."""
    return value + f"-{filling}" * (2 - value.count("-"))
