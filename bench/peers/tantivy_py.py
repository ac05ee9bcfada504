"""tantivy-py: Rust, the fastest of the peers.

Settings: two fields from the same cut tokens, ``words`` with frequencies and ``pairs`` with positions, both joined by
spaces for tantivy's whitespace tokenizer; facets are raw text, indexed without frequencies and fast for the terms
aggregation; the day and the article's number are fast numbers, so that the order of dates and the ids of the hits need
no document store, and nothing is stored. Two writing threads and 512 MB, its own merge policy, merges waited for. One
search gives total and top ten, one aggregation the three facets (a second one where a filter must be left out). The
aggregation returns the ten largest values, exactly (``segment_size`` above the number of values), where ours returns
all. Filters score nothing. Queries are built before the clock starts.
"""
from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import tantivy

from bench.peers import Answer, Built, size_of
from bench.peers.tally import Tally
from bench.prepared import FACETS, SHOWN, counted, prepare
from bench.queries import Ask
from indexer.analysis.grams import pairs
from indexer.document import Document
from indexer.schema import FacetName

HEAP = 512_000_000
# The whitespace tokenizer splits at ASCII white space; inside a pair it must not.
_SPACES = {ord(space): 0xE000 + ord(space) for space in " \t\n\r\x0b\x0c"}
_SIZES = {"size": SHOWN, "segment_size": 100_000}


def schema() -> tantivy.Schema:
    """The fields of the index."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("words", tokenizer_name="cut", index_option="freq")
    builder.add_text_field("pairs", tokenizer_name="cut", index_option="position")
    for facet in FACETS:
        builder.add_text_field(facet, tokenizer_name="raw", index_option="basic", fast=facet != "date")
    builder.add_text_field("period", tokenizer_name="raw", index_option="basic", fast=True)
    builder.add_integer_field("day", fast=True)
    builder.add_unsigned_field("number", fast=True)
    return builder.build()


def new_index(folder: Path, fields: tantivy.Schema) -> tantivy.Index:
    """Makes or opens an index, with the tokenizer registered."""
    folder.mkdir(parents=True, exist_ok=True)
    index = tantivy.Index(fields, str(folder))
    index.register_tokenizer("cut", tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())
    return index


def joined_pairs(text: str) -> str:
    """The pairs of folded text, each one token for the whitespace tokenizer."""
    return " ".join(pairs(text.translate(_SPACES)))


def build(documents: Iterable[Document], folder: Path) -> Built:
    """An index in the folder, beside the list of ids."""
    index = new_index(folder / "index", schema())
    tally = Tally()
    writer = index.writer(HEAP, 2)
    ids: list[str] = []
    for one in prepare(tally.through(documents)):
        ids.append(one.id)
        document = tantivy.Document()
        document.add_text("words", " ".join(one.words))
        document.add_text("pairs", joined_pairs(one.text))
        for facet, values in one.facets.items():
            for value in values:
                document.add_text(facet, value)
                if facet == "date" and counted(facet, value):
                    document.add_text("period", value)
        document.add_integer("day", one.day)
        document.add_unsigned("number", one.number)
        writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()
    seconds = tally.seconds
    (folder / "ids.json").write_text(json.dumps(ids), encoding="utf-8")
    return Built(tally.documents, tally.characters, tally.text_bytes, seconds, size_of(folder / "index"))


def open(folder: Path) -> TantivyPeer:
    """Opens the index."""
    return TantivyPeer(folder)


@dataclass(frozen=True, slots=True)
class _Query:
    """``counted`` pairs each query to count facets for with the facets that it counts."""

    wanted: tantivy.Query
    counted: Sequence[tuple[tantivy.Query, dict[str, Any]]]
    newest: bool


class TantivyPeer:
    """Answers from a tantivy index."""

    def __init__(self, folder: Path) -> None:
        self._schema = schema()
        self._index = new_index(folder / "index", self._schema)
        self._searcher = self._index.searcher()
        self._ids_path = folder / "ids.json"
        self._ids: list[str] | None = None

    def ready(self, ask: Ask) -> _Query | None:
        if ask.how == "string" and len(ask.text) < 2:
            return None
        groups: dict[tuple[FacetName, ...], list[FacetName]] = {}
        for facet in FACETS if ask.facets else ():
            groups.setdefault(tuple(other for other in ask.filters if other != facet), []).append(facet)
        counts = [(self._query(ask, others), _aggregations(found)) for others, found in groups.items()]
        return _Query(self._query(ask, tuple(ask.filters)), counts, ask.sort == "newest")

    def answer(self, query: object) -> Answer:
        asked = cast(_Query, query)
        found: Any = self._searcher.search(asked.wanted, 10, order_by_field="day" if asked.newest else None)
        numbers = self._searcher.fast_field_values("number", [address for _, address in found.hits])
        counts: dict[str, Mapping[str, int]] = {}
        for among, wanted in asked.counted:
            for name, one in self._searcher.aggregate(among, wanted).items():
                counts[name] = {bucket["key"]: int(bucket["doc_count"]) for bucket in one["buckets"]}
        top = tuple(self._id(int(number or 0)) for number in numbers)
        return Answer(found.count, top, tuple(counts[facet] for facet in FACETS if facet in counts))

    def close(self) -> None:
        """Its files close with it."""

    def _id(self, number: int) -> str:
        if self._ids is None:
            self._ids = json.loads(self._ids_path.read_text(encoding="utf-8"))
        return self._ids[number]

    def _query(self, ask: Ask, filters: Sequence[FacetName]) -> tantivy.Query:
        if ask.how == "string":
            grams = pairs(ask.text.translate(_SPACES))
            if len(grams) == 1:
                wanted = self._term("pairs", grams[0])
            else:
                wanted = tantivy.Query.phrase_query(self._schema, "pairs", list(grams))
        else:
            occur = tantivy.Occur.Must if ask.how == "all" else tantivy.Occur.Should
            parts = [(occur, self._term("words", word)) for word in ask.words]
            wanted = parts[0][1] if len(parts) == 1 else tantivy.Query.boolean_query(parts)
        if not filters:
            return wanted
        passing = [tantivy.Query.const_score_query(self._term(facet, ask.filters[facet]), 0.0) for facet in filters]
        return tantivy.Query.boolean_query([(tantivy.Occur.Must, part) for part in (wanted, *passing)])

    def _term(self, field: str, value: str) -> tantivy.Query:
        option = {"words": "freq", "pairs": "position"}.get(field, "basic")
        return tantivy.Query.term_query(self._schema, field, value, option)


def _aggregations(facets: Sequence[FacetName]) -> dict[str, Any]:
    return {facet: {"terms": {"field": "period" if facet == "date" else facet, **_SIZES}} for facet in facets}
