"""The archive that the running application reads, and the one way to ask it."""
from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import TypeVar, cast

from flask import Flask, current_app
from werkzeug.datastructures import MultiDict

from corpus.article import Reject
from indexer.answer import Answer, Question, answer, copies_of
from indexer.document import Document
from indexer.engines.base import Engine
from indexer.errors import ArchiveBusy, ArticleMissing
from indexer.ledger import Ledger
from indexer.query.parse import literal, parse
from indexer.query.request import Request
from indexer.query.resolve import AnyOf, resolve, resolve_facet
from indexer.schema import FACET_NAMES
from web import state

T = TypeVar("T")
_KEY = "longwen.engine"


@dataclass(frozen=True, slots=True)
class Around:
    """Where an article stands among the hits of a question: at ``position`` (from 1) of ``total`` hits, with the ids of
    those before and after it; empty at either end."""

    position: int
    total: int
    previous: str
    next: str


def attach(app: Flask, engine: Engine) -> None:
    """Makes ``engine`` the one that ``app`` reads."""
    app.extensions[_KEY] = engine


def current() -> Engine:
    """The engine of the application that is answering."""
    return cast(Engine, current_app.extensions[_KEY])


def ask(args: MultiDict[str, str], sizes: Collection[int] = state.SIZES) -> Answer:
    """The answer to the question in a URL; what had to be changed in the URL comes first among its notes."""
    question, remarks = state.read(args, sizes)
    if state.is_blank(args):
        return Answer(question, 0, 0, None, 0, 0.0, remarks, (), {name: () for name in FACET_NAMES})
    # Asked as it was typed: where a text is too long, it is the answer that says so.
    found = answer(current(), replace(question, text=state.typed(args)))
    return replace(found, question=question, notes=tuple(dict.fromkeys((*remarks, *found.notes))))


def total(question: Question) -> int:
    """How many articles answer the question; nothing else is worked out."""
    return current().search(replace(_request(question), sort="newest", size=1, grouped=False)).total


def around(question: Question, position: int, document_id: str) -> Around | None:
    """The hits beside the one at ``position``, if that is still this article."""
    before, last = max(position - 2, 0), position  # Places from 0, of the hit before (or the first) and the hit after.
    # The smallest page that holds them all is asked for, so that one search does.
    size = next(size for size in count(last - before + 1) if before // size == last // size)
    found = current().search(replace(_request(question), page=before // size + 1, size=size))
    ids = {before // size * size + at + 1: hit.id for at, hit in enumerate(found.hits)}
    if ids.get(position) != document_id:
        return None
    return Around(position, found.groups, ids.get(position - 1, ""), ids.get(position + 1, ""))


def article(document_id: str) -> Document:
    """The document with this id. Raises ArticleMissing."""
    [document] = current().fetch([document_id])
    if document is None:
        raise ArticleMissing(f"there is no article {document_id!r} in the archive; its results show the ids there are")
    return document


def copies(document_id: str) -> tuple[Document, ...]:
    """The other articles that are the same report."""
    return copies_of(current(), document_id)


def set_aside(first: int, most: int) -> list[Reject]:
    """Some of what could not be taken in, by file and line, from a place counted from 0. Raises what
    ``set_aside_count`` raises."""
    return _from_ledger(lambda ledger: ledger.rejects(first=first, most=most)) or []


def set_aside_count() -> int | None:
    """How much could not be taken in; None where the application was not told of a ledger, or there is none. Raises
    ArchiveError for one that cannot be read."""
    return _from_ledger(lambda ledger: ledger.counts()["rejects"])


def _from_ledger(asked: Callable[[Ledger], T]) -> T | None:
    path = current_app.config.get("LEDGER")
    if path is None or not Path(path).is_file():
        return None
    try:
        ledger = Ledger(Path(path), only_read=True)
        try:
            return asked(ledger)
        finally:
            ledger.close()
    except sqlite3.OperationalError as error:
        raise ArchiveBusy(f"{path} cannot be read now ({error}); try again later") from error


def _request(question: Question) -> Request:
    """The request for the question's hits alone, without facets."""
    tree = (literal if question.mode == "exact" else parse)(question.text).tree
    return Request(
        resolve(tree, question.variants).query,
        {
            facet: AnyOf(tuple(resolve_facet(facet, value).query for value in values))
            for facet, values in question.filters.items()
        },
        facets=(),
        sort=question.sort,
        grouped=question.grouped,
    )
