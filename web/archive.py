"""The archive that the running application reads, and the one way to ask it."""
from __future__ import annotations

from dataclasses import replace
from typing import cast

from flask import Flask, current_app
from werkzeug.datastructures import MultiDict

from indexer.answer import Answer, Question, answer
from indexer.document import Document
from indexer.engines.base import Engine
from indexer.errors import ArticleMissing
from web import state

_KEY = "longwen.engine"


def attach(app: Flask, engine: Engine) -> None:
    """Makes ``engine`` the one that ``app`` reads."""
    app.extensions[_KEY] = engine


def current() -> Engine:
    """The engine of the application that is answering."""
    return cast(Engine, current_app.extensions[_KEY])


def ask(args: MultiDict[str, str]) -> Answer:
    """The answer to the question in a URL; what had to be changed in the URL comes first among its notes."""
    found = answer(current(), state.from_query(args))
    return replace(found, notes=state.remarks(args) + tuple(found.notes))


def total(question: Question) -> int:
    """How many articles answer the question."""
    return answer(current(), question).total


def article(document_id: str) -> Document:
    """The document with this id. Raises ArticleMissing."""
    [document] = current().fetch([document_id])
    if document is None:
        raise ArticleMissing(document_id)
    return document
