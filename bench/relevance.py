"""Relevance: where the one right article stands among the answers to its own title, over bodies alone.

    python -m bench.relevance

The 1,517 titles of ../shared/data/retrieval/known-item-titles.tsv, each with the id of the one article it heads, over
all articles in ../shared/data/news, whose titles are left out, as they would answer themselves. MRR@10 is the mean of
1 / rank of that article, 0 beyond the tenth. Four ways:

    words, OR      ours: any word of the title, BM25F of the words alone
    tantivy        its BM25 (k1 1.2, b 0.75) over the same tokens, any of the words
    smart          what the page does with the title typed in: all words, or the string itself, or a variant
    smart, wide    the same; where fewer than ten articles come of it, filled up from words, OR

and each in the script that the titles are written in and converted by OpenCC to the other: the ranks must be equal.
"""
from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

import click
import opencc
import tantivy

from bench.documents import real_documents
from bench.news import NEWS
from bench.peers.tantivy_py import HEAP, new_index
from indexer.analysis.fold import fold
from indexer.analysis.segment import words
from indexer.document import Document
from indexer.engines.embedded.engine import EmbeddedEngine
from indexer.query.parse import parse
from indexer.query.request import Request
from indexer.query.resolve import AnyOf, Resolved, WordTerm, resolve

TITLES = NEWS.parent / "retrieval" / "known-item-titles.tsv"
TOP = 10

Way = Callable[[str], Sequence[str]]
"""The ids of the first ten articles for a title."""


@dataclass(frozen=True, slots=True)
class Known:
    """A title and the id of its article."""

    title: str
    id: str


def known_items() -> list[Known]:
    """The titles. Raises FileNotFoundError where they are absent."""
    with open(TITLES, encoding="utf-8") as lines:
        rows = [line.rstrip("\n").split("\t") for line in lines]
    return [Known(title, id) for _, title, id in rows]


def ranks(way: Way, items: Sequence[Known], converted: Callable[[str], str]) -> list[int]:
    """For each title, converted, the rank of its article, from 1; 0 where it is not among the first ten."""
    found = []
    for item in items:
        ids = way(converted(item.title))
        found.append(ids.index(item.id) + 1 if item.id in ids else 0)
    return found


def mrr(found: Sequence[int]) -> float:
    """The mean of 1 / rank; 0 counts as 0."""
    return sum(1 / rank for rank in found if rank) / len(found)


def untitled(documents: Iterator[Document]) -> Iterator[Document]:
    """The documents without their titles. A title that a body opens with is part of the body and stays."""
    for document in documents:
        yield replace(document, article=replace(document.article, title=""))


def our_ways(documents: Iterator[Document], folder: Path) -> Mapping[str, Way]:
    """Our engine over the documents, asked in three ways."""
    engine = EmbeddedEngine(folder, create=True)
    while batch := list(islice(documents, 1000)):
        engine.write(batch)
    engine.commit()

    def first(query: Resolved) -> list[str]:
        return [hit.id for hit in engine.search(Request(query, {}, facets=(), size=TOP)).hits]

    def either(title: str) -> list[str]:
        found = tuple(dict.fromkeys(words(fold(title))))
        return first(AnyOf(tuple(WordTerm("text", word) for word in found))) if found else []

    def smart(title: str) -> list[str]:
        return first(resolve(parse(title).tree).query)

    def wide(title: str) -> list[str]:
        return list(dict.fromkeys([*smart(title), *either(title)]))[:TOP]

    return {"words, OR": either, "smart": smart, "smart, wide": wide}


def tantivy_way(documents: Iterator[Document], folder: Path) -> Way:
    """tantivy over the same tokens."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("words", tokenizer_name="cut", index_option="freq")
    builder.add_unsigned_field("number", fast=True)
    schema = builder.build()
    index = new_index(folder, schema)
    writer = index.writer(HEAP, 2)
    ids = []
    for number, document in enumerate(documents):
        ids.append(document.id)
        one = tantivy.Document()
        one.add_text("words", " ".join(words(fold(document.text))))
        one.add_unsigned("number", number)
        writer.add_document(one)
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()

    def first(title: str) -> list[str]:
        found = dict.fromkeys(words(fold(title)))
        terms = [tantivy.Query.term_query(schema, "words", word, "freq") for word in found]
        wanted = tantivy.Query.boolean_query([(tantivy.Occur.Should, term) for term in terms])
        hits = searcher.search(wanted, TOP, count=False).hits
        numbers = searcher.fast_field_values("number", [address for _, address in hits])
        return [ids[int(number or 0)] for number in numbers]

    return first


@click.command()
@click.option("--articles", default=1_000_000, help="At most so many; the articles sought are all among all of them.")
def main(articles: int) -> None:
    """Measure MRR@10 of the known titles over the bodies, and print the table."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        documents = real_documents(articles, folder)
        there = {document.id for document in documents.read()}
        items = [item for item in known_items() if item.id in there]
        ways = {**our_ways(untitled(documents.read()), folder / "ours")}
        ways["tantivy"] = tantivy_way(untitled(documents.read()), folder / "tantivy")
        other_script = opencc.OpenCC("s2t").convert
        click.echo(f"{len(items):,} titles over {documents.number:,} bodies.\n")
        click.echo("| way | MRR@10 | first | in ten | MRR@10 in the other script | other ranks |")
        click.echo("|---|---|---|---|---|---|")
        for way_name, way in ways.items():
            own = ranks(way, items, str)
            other = ranks(way, items, other_script)
            differing = sum(one != another for one, another in zip(own, other))
            click.echo(
                f"| {way_name} | {mrr(own):.4f} | {own.count(1):,} | {len(own) - own.count(0):,} |"
                f" {mrr(other):.4f} | {differing} |"
            )


if __name__ == "__main__":
    main()
