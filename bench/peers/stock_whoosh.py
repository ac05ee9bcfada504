"""Stock Whoosh 2.7.4: its own codec, writer and Searcher, with our schema and terms.

Settings: 256 MB for the writer, one process, merged to one segment. The top ten are found without skipping blocks and
without replacing matchers on the way, as both lose articles of the total, and the former finds wrong ones for phrases.
Filters are part of the query: given as ``filter``, one that no article passes is taken for none. Facets are counted in
two ways, a peer each: by Whoosh's own ``groupedby``, which makes a list of the values of all articles anew for each
query; and from such lists made once, when the index is opened, with a Counter, the fastest way in pure Python.
Cutting is done by our own cutter, which is several times as fast as jieba itself.
"""
from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any, cast

import numpy as np
from whoosh import index as whoosh_index
from whoosh import query as whoosh_query
from whoosh.collectors import FacetCollector, TopCollector, WrappingCollector
from whoosh.sorting import Count, FieldFacet

from bench.peers import Answer, Built, size_of
from bench.peers.ours import request
from bench.peers.tally import Tally
from bench.prepared import FACETS, counted
from bench.queries import Ask
from indexer.document import Document
from indexer.engines.embedded.compile import compile_query
from indexer.engines.embedded.fields import index_schema, index_values
from indexer.engines.embedded.view import FacetValues
from indexer.schema import FacetName


def build(documents: Iterable[Document], folder: Path) -> Built:
    """A Whoosh index in the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    index = whoosh_index.create_in(folder, index_schema())
    tally = Tally()
    writer = index.writer(limitmb=256)
    for seq, document in enumerate(tally.through(documents), start=1):
        writer.add_document(**index_values(document, seq))
    writer.commit(optimize=True)
    return Built(tally.documents, tally.characters, tally.text_bytes, tally.seconds, size_of(folder))


def open(folder: Path) -> WhooshPeer:
    """Opens the index and reads the articles' facet values, to count them ourselves."""
    return WhooshPeer(folder, grouped=False)


def open_grouped(folder: Path) -> WhooshPeer:
    """Opens the index, to count facets by ``groupedby``."""
    return WhooshPeer(folder, grouped=True)


@dataclass(frozen=True, slots=True)
class _Query:
    """``others[facet]`` is the query to count a facet under that is filtered by itself."""

    wanted: Any
    others: Mapping[FacetName, Any]
    newest: bool
    facets: tuple[FacetName, ...]


class _Gathering(WrappingCollector):  # type: ignore[misc]  # Whoosh has no types
    """Notes the number of every article that the collector inside is given."""

    def __init__(self, child: Any) -> None:
        super().__init__(child)
        self.found: list[int] = []

    def collect(self, sub_docnum: int) -> Any:
        self.found.append(self.child.offset + sub_docnum)
        return self.child.collect(sub_docnum)


class WhooshPeer:
    """Answers from the index by Whoosh's own Searcher."""

    def __init__(self, folder: Path, grouped: bool) -> None:
        self._searcher = whoosh_index.open_dir(folder).searcher()
        self._grouped = grouped
        none = np.empty(0, np.int64)
        self._lexicons = {facet: FacetValues(tuple(self._lexicon(facet)), (), none) for facet in FACETS}
        self._values = {} if grouped else {facet: self._lists(facet) for facet in FACETS}

    def ready(self, ask: Ask) -> _Query:
        asked = request(ask)
        wanted = self._compiled(asked.query)
        filters = {facet: self._compiled(one) for facet, one in asked.filters.items()}
        others = {
            facet: _narrowed(wanted, [one for other, one in filters.items() if other != facet])
            for facet in asked.facets
            if facet in filters
        }
        return _Query(_narrowed(wanted, list(filters.values())), others, ask.sort == "newest", asked.facets)

    def answer(self, query: object) -> Answer:
        asked = cast(_Query, query)
        if asked.newest:
            top = self._searcher.collector(limit=10, sortedby=FieldFacet("day", reverse=True))
        else:
            top = TopCollector(10, usequality=False, replace=0)
        grouping = [facet for facet in asked.facets if self._grouped and facet not in asked.others]
        if grouping:
            facets = {facet: FieldFacet(facet, allow_overlap=True, maptype=Count) for facet in grouping}
            top = FacetCollector(top, facets)
        collector = _Gathering(top)
        self._searcher.search_with_collector(asked.wanted, collector)
        found = collector.results()
        counts: list[Mapping[str, int]] = []
        for facet in asked.facets:
            if facet in grouping:
                groups = found.groups(facet).items()
                counts.append({value: count for value, count in groups if value and counted(facet, value)})
            elif facet in asked.others and self._grouped:
                by = {facet: FieldFacet(facet, allow_overlap=True, maptype=Count)}
                groups = self._searcher.search(asked.others[facet], limit=None, groupedby=by).groups(facet).items()
                counts.append({value: count for value, count in groups if value and counted(facet, value)})
            else:
                other = asked.others.get(facet)
                among = collector.found if other is None else self._searcher.docs_for_query(other)
                values = self._values[facet]
                counts.append(Counter(chain.from_iterable([values[document] for document in among])))
        return Answer(len(collector.found), tuple(hit["id"] for hit in found), tuple(counts))

    def close(self) -> None:
        self._searcher.close()

    def _compiled(self, resolved: Any) -> Any:
        return compile_query(resolved, self._lexicons)

    def _lists(self, facet: FacetName) -> list[list[str]]:
        reader = self._searcher.reader()
        lists: list[list[str]] = [[] for _ in range(reader.doc_count_all())]
        for value in self._lexicons[facet].names:
            if counted(facet, value):
                for document in reader.postings(facet, value.encode()).all_ids():
                    lists[document].append(value)
        return lists

    def _lexicon(self, facet: FacetName) -> Iterable[str]:
        return (term.decode() for term in self._searcher.reader().lexicon(facet))


def _narrowed(wanted: Any, filters: list[Any]) -> Any:
    return whoosh_query.And([wanted, *(whoosh_query.ConstantScoreQuery(one, 0.0) for one in filters)])
