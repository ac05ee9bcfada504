"""What every peer is given: the articles' terms, made once by our own fold and cutter, so that no peer has others."""
from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from indexer.analysis.fold import fold
from indexer.analysis.segment import words
from indexer.document import Document
from indexer.engines.embedded.fields import date_key, facet_values
from indexer.schema import FacetName

FACETS: tuple[FacetName, ...] = ("date", "region", "leader")
"""The facets that are counted and filtered by."""

SHOWN = 10
"""As many values of each facet as a peer gives, the largest first."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """An article as a peer takes it: ``number`` counts from 0; ``text`` is folded; ``facets`` has parents and, among
    dates, days; ``day`` is yyyymmdd."""

    number: int
    id: str
    text: str
    words: tuple[str, ...]
    facets: Mapping[FacetName, tuple[str, ...]]
    day: int


def prepare(documents: Iterable[Document]) -> Iterator[Prepared]:
    """The documents' terms, one document after the other."""
    for number, document in enumerate(documents):
        text = fold(document.text)
        values = facet_values(document)
        facets = {facet: tuple(sorted(values[facet])) for facet in FACETS}
        yield Prepared(number, document.id, text, tuple(words(text)), facets, date_key(document))


def counted(facet: FacetName, value: str) -> bool:
    """Whether a facet's value is counted; days are only filtered by."""
    return facet != "date" or value.count("-") < 2


def largest(counts: Mapping[str, int]) -> tuple[int, ...]:
    """The largest counts, in order: what two peers must agree on whatever they do with ties."""
    return tuple(sorted(counts.values(), reverse=True)[:SHOWN])
