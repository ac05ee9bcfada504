"""This project: the embedded engine, searched as the page searches it, without putting copies together.

A word is looked for as the word, in text and title, without the literal string and the variants that a smart question
adds: the peers have no such thing. A string is ranked by its words as well, as the page does.
"""
from __future__ import annotations

import time
from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import cast

from bench.peers import Answer, Built
from bench.peers.tally import Tally
from bench.prepared import FACETS, SHOWN
from bench.queries import Ask
from indexer.analysis.segment import words
from indexer.document import Document
from indexer.engines.embedded.engine import EmbeddedEngine
from indexer.query.request import Request
from indexer.query.resolve import AllOf, AnyOf, Literal, Resolved, WordTerm, resolve_facet


def build(documents: Iterable[Document], folder: Path) -> Built:
    """An archive in the folder. ``seconds`` is the commit, which reads the documents from SQLite, cuts and indexes
    them; the stage ``documents`` is the writing of SQLite before it. ``size`` is the index without SQLite."""
    engine = EmbeddedEngine(folder, create=True)
    tally = Tally()
    source = tally.through(documents)
    while batch := list(islice(source, 1000)):
        engine.write(batch)
    stored = tally.seconds
    started = time.perf_counter()
    engine.commit()
    seconds = time.perf_counter() - started
    size = int(engine.describe().facts["index bytes"])
    engine.close()
    return Built(tally.documents, tally.characters, tally.text_bytes, seconds, size, {"documents": stored})


def open(folder: Path) -> OurPeer:
    """Opens the archive and its index."""
    engine = EmbeddedEngine(folder)
    engine.describe()
    return OurPeer(engine)


class OurPeer:
    """Answers from the embedded engine."""

    def __init__(self, engine: EmbeddedEngine) -> None:
        self._engine = engine

    def ready(self, ask: Ask) -> Request:
        return request(ask)

    def answer(self, query: object) -> Answer:
        found = self._engine.search(cast(Request, query))
        counts = tuple({one.value: one.count for one in values[:SHOWN]} for values in found.facets.values())
        return Answer(found.total, tuple(hit.id for hit in found.hits), counts)

    def close(self) -> None:
        self._engine.close()


def request(ask: Ask) -> Request:
    """The query as a request to an engine."""
    return Request(
        _wanted(ask),
        {facet: resolve_facet(facet, value).query for facet, value in ask.filters.items()},
        facets=FACETS if ask.facets else (),
        sort=ask.sort,
    )


def _wanted(ask: Ask) -> Resolved:
    if ask.how == "string":
        return Literal("text", ask.text, tuple(dict.fromkeys(words(ask.text))))
    terms = tuple(WordTerm("text", word) for word in ask.words)
    if len(terms) == 1:
        return terms[0]
    return AllOf(terms) if ask.how == "all" else AnyOf(terms)
