"""The Whoosh schema: which terms of a document go into which field.

    text_words    title_words      words with frequency, scored by BM25F
    text_pairs    title_pairs      neighbouring pairs with positions, and the last character alone
    date region leader source
    reporter                       facet values; a tree's values include their ancestors
    id                             unique and stored
    seq, day                       columns: the sequence number; the date as yyyymmdd, 0 where the year is unknown

A segment has one column more, the group of copies, which Whoosh knows nothing of.

The class paths in this module are part of the index's format on disk, as Whoosh's table of contents pickles the schema.
"""
from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

from whoosh import columns, fields, formats
from whoosh.system import pack_uint

import indexer.entities.regions as regions
from corpus.byline import reporters
from indexer.analysis.fold import fold, simplified
from indexer.analysis.grams import pairs
from indexer.analysis.segment import words
from indexer.document import Document
from indexer.schema import FACET_FIELDS, TEXT_FIELDS, UNDATED, FacetName

Posting = tuple[bytes, int, float, bytes]


class _Terms(fields.FieldType):  # type: ignore[misc]  # Whoosh has no types
    """A field whose terms arrive ready made; subclasses say how they become postings."""

    indexed = True
    stored = False
    analyzer = None
    vector = None
    column_type = None

    def __init__(self, format: formats.Format, scorable: bool) -> None:
        self.format = format
        self.scorable = scorable

    def separate_spelling(self) -> bool:
        return False

    def spellable(self) -> bool:
        return False


class CountedTerms(_Terms):
    """Takes a Counter of terms; postings carry the frequency."""

    def __init__(self) -> None:
        super().__init__(formats.Frequency(), scorable=True)

    def index(self, value: Counter[str], **_: Any) -> Iterator[Posting]:
        for term, frequency in value.items():
            yield term.encode(), frequency, float(frequency), pack_uint(frequency)


class TermSet(_Terms):
    """Takes a set of terms; postings say only that a term occurs."""

    def __init__(self) -> None:
        super().__init__(formats.Existence(), scorable=False)

    def index(self, value: frozenset[str], **_: Any) -> Iterator[Posting]:
        for term in value:
            yield term.encode(), 1, 1.0, b""


class PlacedTerms(_Terms):
    """Takes the list of terms in order; postings carry positions."""

    def __init__(self) -> None:
        super().__init__(formats.Positions(), scorable=False)

    def index(self, value: list[str], **_: Any) -> Iterator[Posting]:
        places: defaultdict[str, list[int]] = defaultdict(list)
        for position, term in enumerate(value):
            places[term].append(position)
        for term, positions in places.items():
            yield term.encode(), len(positions), float(len(positions)), self.format.encode(positions)


def index_schema() -> fields.Schema:
    """The schema of a new index."""
    schema = fields.Schema(id=fields.ID(unique=True, stored=True))
    for text in TEXT_FIELDS:
        schema.add(f"{text.name}_words", CountedTerms())
        schema.add(f"{text.name}_pairs", PlacedTerms())
    for facet in FACET_FIELDS:
        schema.add(facet.name, TermSet())
    schema.add("seq", fields.COLUMN(columns.NumericColumn("q", default=0)))
    schema.add("day", fields.COLUMN(columns.NumericColumn("i", default=0)))
    return schema


def index_values(document: Document, seq: int) -> dict[str, Any]:
    """What Whoosh's own writer would be given for a document: a value for each field of the schema. Our writer makes
    the same terms for many documents at once; this is what it is compared with."""
    values: dict[str, Any] = {"id": document.id, "seq": seq, "day": date_key(document)}
    for name, text in (("text", document.text), ("title", document.article.title)):
        folded = fold(text)
        values[f"{name}_words"] = Counter(words(folded))
        # The last character has no pair: it stands alone, so that every character of the text begins some term.
        values[f"{name}_pairs"] = [*pairs(folded), *folded[-1:]]
    values.update((name, frozenset(found)) for name, found in facet_values(document).items())
    return values


def facet_values(document: Document) -> dict[FacetName, set[str]]:
    """The document's values in each facet, ancestors included."""
    return {
        "date": _date_values(document),
        "region": {code for region in document.regions for code in regions.ancestors(region.code)},
        "leader": {leader.name for leader in document.leaders},
        # A partner paper's pages carry its name in either script; it is one source.
        "source": {simplified(document.article.source)} if document.article.source else set(),
        # As leaders' names are: in simplified characters, whichever the page is in.
        "reporter": {simplified(name) for name in reporters(document.article.byline)},
    }


def _date_values(document: Document) -> set[str]:
    reading = document.article.date
    if reading is None or reading.date.year is None:
        return {UNDATED}
    parts = reading.date.value.split("-")
    return {"-".join(parts[:length]) for length in range(1, len(parts) + 1)}


def date_key(document: Document) -> int:
    """The date as yyyymmdd, unknown parts 0; 0 where the year is unknown."""
    reading = document.article.date
    if reading is None or reading.date.year is None:
        return 0
    return reading.date.year * 10_000 + (reading.date.month or 0) * 100 + (reading.date.day or 0)
